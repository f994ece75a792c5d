import CatalogModel
import CatalogService

/// Tells a record that ends processes from an accident, by the marks that earlier processes left.
///
/// Before records are applied, their place is marked outside the batch's transaction. A process that starts and finds that
/// reading goes on within the mark knows that the one before died there: after two such deaths at one place the records are
/// taken one by one, and a record at which three processes died is parked. A `kill -9` looks the same once or twice, but
/// not three times at one record.
struct AttemptGuard {
    /// Deaths at one place before its records are taken one by one.
    static let deathsUntilSingle: Int32 = 2
    /// Deaths at one single record before it is parked.
    static let deathsUntilParked: Int32 = 3

    private struct Place {
        var offset: Int64
        var deaths: Int32
        /// Records before this offset are taken one by one.
        var singleBefore: Int64
    }

    private var places: [ConsumedPartition: Place] = [:]
    private let batch: Int64

    /// - Parameter batch: How many records a batch has at most.
    init(batch: Int) { self.batch = Int64(batch) }

    /// Takes over a partition from whoever consumed it before.
    ///
    /// - Parameter next: The stored offset, where reading goes on. The mark may begin before it: the one who left it had
    ///   committed a batch, and died over the next.
    mutating func begin(_ partition: ConsumedPartition, at next: Int64?, attempt: ConsumerAttempt?) {
        places[partition] = nil
        guard let attempt, attempt.offset >= 0 else { return }
        let offset = next ?? attempt.offset
        let end = attempt.offset &+ attempt.count
        guard offset >= attempt.offset, offset < end else { return }
        let deaths = offset == attempt.offset ? attempt.deaths &+ 1 : 1
        if attempt.count == 1 {
            places[partition] = Place(offset: offset, deaths: deaths, singleBefore: offset &+ batch)
        } else if deaths >= Self.deathsUntilSingle {
            places[partition] = Place(offset: offset, deaths: 0, singleBefore: max(end, offset &+ batch))
        } else {
            places[partition] = Place(offset: offset, deaths: deaths, singleBefore: offset)
        }
    }

    mutating func end(_ partition: ConsumedPartition) { places[partition] = nil }

    /// Whether this partition's records have to be taken one by one.
    func isSingle(_ partition: ConsumedPartition) -> Bool {
        guard let place = places[partition] else { return false }
        return place.offset < place.singleBefore
    }

    /// Whether too many processes died at this place for its record to be tried again.
    /// - Parameter offset: Where reading goes on; the record itself may lie behind a gap.
    func isCondemned(_ partition: ConsumedPartition, at offset: Int64) -> Bool {
        guard isSingle(partition), let place = places[partition], place.offset == offset else { return false }
        return place.deaths >= Self.deathsUntilParked
    }

    /// The mark to leave before applying records.
    ///
    /// - Parameters:
    ///   - offset: Where reading goes on; whatever is not committed yet begins here.
    ///   - end: Behind the last of the records.
    ///   - single: Whether it is one record taken alone.
    func attempt(_ partition: ConsumedPartition, from offset: Int64, to end: Int64, single: Bool) -> ConsumerAttempt {
        let place = places[partition]
        return ConsumerAttempt(
            partition: partition, offset: offset, count: single ? 1 : max(2, end &- offset),
            deaths: place?.offset == offset ? place?.deaths ?? 0 : 0)
    }

    /// Notes that records before `next` are done.
    mutating func advance(_ partition: ConsumedPartition, to next: Int64) {
        guard var place = places[partition] else { return }
        if place.singleBefore <= next {
            places[partition] = nil
        } else {
            place.offset = next
            place.deaths = 0
            places[partition] = place
        }
    }
}
