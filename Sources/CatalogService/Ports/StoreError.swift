import CatalogModel

/// Why the store could not do what it was asked.
public enum StoreError: Error, Sendable, CustomStringConvertible {
    /// The database is away, overloaded or shutting down; nothing of the call was kept and it may be repeated.
    case unavailable(String)
    /// Another transaction won (PostgreSQL's 40001, 40P01); nothing was kept and the call may be repeated.
    case conflict(String)
    /// The connection broke while the commit was under way: it was kept wholly or not at all, and the caller has to look.
    case outcomeUnknown(String)
    /// A stored Kafka offset is not where the batch expected it: another consumer took the partition. Nothing was kept.
    case offsetMoved(ConsumedPartition)
    /// The database refused a value of this batch; repeating it is in vain. Nothing was kept.
    case refused(String)
    /// The call's deadline passed.
    case timedOut
    /// Stored data contradict themselves.
    case corrupt(String)

    /// Whether the same call may succeed later without a change of its input.
    public var isRetriable: Bool {
        switch self {
        case .unavailable, .conflict, .outcomeUnknown, .timedOut: true
        case .offsetMoved, .refused, .corrupt: false
        }
    }

    /// The case as one stable word, e.g. for metrics.
    public var kind: String {
        switch self {
        case .unavailable: "unavailable"
        case .conflict: "conflict"
        case .outcomeUnknown: "outcome_unknown"
        case .offsetMoved: "offset_moved"
        case .refused: "refused"
        case .timedOut: "timed_out"
        case .corrupt: "corrupt"
        }
    }

    public var description: String {
        switch self {
        case .unavailable(let reason): "the database is not available: \(reason)"
        case .conflict(let reason): "another transaction was faster: \(reason)"
        case .outcomeUnknown(let reason): "the connection broke during a commit: \(reason)"
        case .offsetMoved(let partition):
            "the stored offset of \(partition.topic)/\(partition.partition) was moved by another consumer"
        case .refused(let reason): "the database refused the batch: \(reason)"
        case .timedOut: "the deadline passed"
        case .corrupt(let reason): "stored data are inconsistent: \(reason)"
        }
    }
}
