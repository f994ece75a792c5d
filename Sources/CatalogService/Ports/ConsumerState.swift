import Basics
import CatalogModel

/// What a consumer left behind: how far it came, and whether it died at one place.
public protocol ConsumerState: Sendable {
    /// The stored progress of partitions; those never consumed are absent.
    func progress(of partitions: [ConsumedPartition]) async throws(StoreError) -> [ConsumedPartition: ConsumerProgress]

    /// Says, outside any batch, that records from these offsets on are about to be applied.
    ///
    /// It survives the death of the process, so the next one can tell a record that ends processes from an accident.
    func markAttempts(_ attempts: [ConsumerAttempt]) async throws(StoreError)
}

/// How far a partition was consumed.
public struct ConsumerProgress: Sendable, Equatable {
    /// The next offset to read; `nil` when nothing was committed yet.
    public var nextOffset: Int64?
    /// The last attempt that was marked, if any.
    public var attempt: ConsumerAttempt?

    public init(nextOffset: Int64?, attempt: ConsumerAttempt?) {
        self.nextOffset = nextOffset
        self.attempt = attempt
    }
}

/// A mark that records from an offset on are being applied.
public struct ConsumerAttempt: Sendable, Hashable {
    public var partition: ConsumedPartition
    /// The first offset of the records under way.
    public var offset: Int64
    /// How many records are under way; 1 when they are taken one by one.
    public var count: Int64
    /// How many processes ended at this very place without having said why.
    public var deaths: Int32

    public init(partition: ConsumedPartition, offset: Int64, count: Int64, deaths: Int32) {
        self.partition = partition
        self.offset = offset
        self.count = count
        self.deaths = deaths
    }
}
