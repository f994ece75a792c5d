import Basics
import CatalogModel
import CatalogSchema
import CatalogService
import Postgres

/// The catalog in PostgreSQL: every port of the service over one pool of connections.
///
/// One writer at a time: a commit takes a transaction-level advisory lock first, so positions are gap-free, visible in
/// order, ids are dense, and no two commits can deadlock (decision record 0003 has the measurement).
public struct PostgresStore: Sendable {
    let pool: PostgresPool
    let partitions = PartitionCache()

    /// The key of the writer's advisory lock, which all instances on one database share.
    static let writerLock: Int64 = 0x6361_7461_6C6F_6701

    public init(pool: PostgresPool) { self.pool = pool }

    /// Runs `body` on a connection and names the catalog's meaning of what goes wrong.
    func withConnection<T: Sendable>(
        _ body: @Sendable (isolated PostgresConnection) throws -> T
    ) async throws(StoreError) -> T {
        do {
            return try await pool.withConnection(body)
        } catch {
            throw StoreError(error)
        }
    }
}

extension StoreError {
    /// What a database error means to the catalog.
    init(_ error: any Error) {
        if let error = error as? StoreError {
            self = error
            return
        }
        guard let error = error as? PostgresError else {
            self = .unavailable("\(error)")
            return
        }
        switch error.code {
        case .outcomeUnknown: self = .outcomeUnknown(error.description)
        case .deadlineExceeded: self = .timedOut
        case .cancelled, .poolExhausted, .poolClosed, .connectionFailed, .connectionLost:
            self = .unavailable(error.description)
        case .invalidParameter: self = .refused(error.description)
        case .unexpectedResult, .misuse: self = .corrupt(error.description)
        default:
            if error.isRetriable {
                self = .conflict(error.description)
            } else if let category = error.sqlState?.category, ["22", "23", "54"].contains(category) {
                // Data exceptions, broken constraints and program limits come from the values, not from the moment.
                self = .refused(error.description)
            } else {
                self = .unavailable(error.description)
            }
        }
    }
}

extension Digest128 {
    /// The digest in a `bytea` column.
    init(column bytes: [UInt8]) throws(StoreError) {
        guard let digest = Digest128(bytes: bytes) else {
            throw .corrupt("a digest has \(bytes.count) bytes instead of 16")
        }
        self = digest
    }
}

extension Urn {
    /// The urn in a text column.
    init(column text: String) throws(StoreError) {
        do {
            self = try Urn(text)
        } catch {
            throw .corrupt("\(error)")
        }
    }
}
