import CatalogModel
import CatalogService

/// Tells a record that ends processes from an accident, by the marks that earlier processes left.
///
/// Before records are applied, their place is marked outside the batch's transaction. A process that starts and finds the
/// mark at its very place knows that the one before died there: after two such deaths the records are taken one by one,
/// and a record at which three processes died is parked. A `kill -9` looks the same once or twice, but not three times at
/// one record.
struct AttemptGuard {
    /// Deaths at one place before its records are taken one by one.
    static let deathsUntilSingle: Int32 = 2
    /// Deaths at one single record before it is parked.
    static let deathsUntilParked: Int32 = 3

    private struct Place {
        var offset: Int64
        var deaths: Int32
        /// Records still to be taken one by one.
        var single: Int64
    }

    private var places: [ConsumedPartition: Place] = [:]
    private let batch: Int64

    /// - Parameter batch: How many records a batch has at most.
    init(batch: Int) { self.batch = Int64(batch) }

    /// Takes over a partition from whoever consumed it before.
    mutating func begin(_ partition: ConsumedPartition, at next: Int64?, attempt: ConsumerAttempt?) {
        places[partition] = nil
        guard let attempt, next == nil || attempt.offset == next else { return }
        let deaths = attempt.deaths &+ 1
        if attempt.count == 1 {
            places[partition] = Place(offset: attempt.offset, deaths: deaths, single: batch)
        } else if deaths >= Self.deathsUntilSingle {
            places[partition] = Place(offset: attempt.offset, deaths: 0, single: max(attempt.count, batch))
        } else {
            places[partition] = Place(offset: attempt.offset, deaths: deaths, single: 0)
        }
    }

    mutating func end(_ partition: ConsumedPartition) { places[partition] = nil }

    /// Whether this partition's records have to be taken one by one.
    func isSingle(_ partition: ConsumedPartition) -> Bool { (places[partition]?.single ?? 0) > 0 }

    /// Whether too many processes died at this record for it to be tried again.
    func isCondemned(_ partition: ConsumedPartition, offset: Int64) -> Bool {
        guard let place = places[partition], place.single > 0, place.offset == offset else { return false }
        return place.deaths >= Self.deathsUntilParked
    }

    /// The mark to leave before applying `count` records from `offset` on.
    func attempt(_ partition: ConsumedPartition, offset: Int64, count: Int) -> ConsumerAttempt {
        let place = places[partition]
        return ConsumerAttempt(
            partition: partition, offset: offset, count: Int64(count),
            deaths: place?.offset == offset ? place?.deaths ?? 0 : 0)
    }

    /// Notes that records before `next` are done.
    mutating func advance(_ partition: ConsumedPartition, to next: Int64, records: Int) {
        guard var place = places[partition] else { return }
        place.single -= Int64(records)
        if place.single <= 0 {
            places[partition] = nil
        } else {
            place.offset = next
            place.deaths = 0
            places[partition] = place
        }
    }
}
