import Basics
import CLibPQ

/// One session with a server, on a thread of its own.
///
/// Every method blocks that thread only, and is an ordinary call inside the actor's isolation, so a function that takes an
/// `isolated PostgresConnection` runs a whole transaction in one hop. Statements are prepared once and kept.
public actor PostgresConnection {
    private let executor: ThreadExecutor
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let configuration: PostgresConfiguration
    private var session: Session?
    nonisolated let canceller = Canceller()
    /// `statement_timeout` as this session has it now, in milliseconds.
    private var statementTimeout: Int?

    private init(_ configuration: PostgresConfiguration) {
        self.configuration = configuration
        executor = ThreadExecutor(name: "pg-connection")
        statementTimeout = configuration.statementTimeout?.timeoutMilliseconds
    }

    deinit { executor.stop() }

    /// A session that is logged in and set up; throws ``PostgresError/Code/connectionFailed``.
    public static func connect(_ configuration: PostgresConfiguration) async throws(PostgresError) -> PostgresConnection
    {
        let connection = PostgresConnection(configuration)
        try await connection.open()
        return connection
    }

    private func open() throws(PostgresError) {
        let session = try Session.connect(configuration)
        if let token = Canceller.Token(session.pointer) { canceller.attach(token) }
        self.session = session
    }

    /// Whether the session has ended or is about to, so that nothing more can be run.
    public var isBroken: Bool { session?.isBroken ?? true }

    /// The server's version as a number, e.g. 150004.
    public var serverVersion: Int { session.map { Int(PQserverVersion($0.pointer)) } ?? 0 }

    /// Runs one statement and returns its rows.
    public func query(_ sql: SQL) throws(PostgresError) -> Rows {
        let session = try ready()
        return try session.run(sql)
    }

    /// Runs one statement and returns how many rows it touched.
    @discardableResult
    public func execute(_ sql: SQL) throws(PostgresError) -> Int { try query(sql).affected }

    /// Runs statements in one round trip and returns the rows of each.
    ///
    /// Outside a transaction they are one transaction of their own. When one fails, the later ones are not run, the
    /// transaction has failed, and the error's ``PostgresError/statementIndex`` names it.
    public func pipeline(_ statements: [SQL]) throws(PostgresError) -> [Rows] {
        let session = try ready()
        return try session.pipeline(statements)
    }

    /// Runs any number of statements without values, separated by semicolons, as a migration has them.
    public func runScript(_ sql: String) throws(PostgresError) {
        let session = try ready()
        try session.script(sql)
    }

    /// How a transaction sees the work of others.
    public enum Isolation: String, Sendable {
        case readCommitted = "read committed"
        case repeatableRead = "repeatable read"
        case serializable
    }

    /// Runs `body` between `BEGIN` and `COMMIT`; undone when `body` throws or a statement failed.
    ///
    /// A connection that breaks during `COMMIT` gives ``PostgresError/Code/outcomeUnknown``; in every other error the
    /// transaction has left no trace. Not to be nested.
    public func transaction<T>(
        _ isolation: Isolation = .readCommitted, readOnly: Bool = false,
        _ body: (isolated PostgresConnection) throws -> T
    ) throws -> T {
        let session = try ready()
        guard session.transactionStatus == PQTRANS_IDLE else {
            throw PostgresError(.misuse, "a transaction is already open on this connection")
        }
        try session.script("begin isolation level \(isolation.rawValue)\(readOnly ? " read only" : "")")
        let result: T
        do {
            result = try body(self)
            try canceller.check()
        } catch {
            rollback()
            throw error
        }
        try commit(session)
        return result
    }

    private func commit(_ session: Session) throws(PostgresError) {
        if session.transactionStatus == PQTRANS_INERROR {
            rollback()
            throw PostgresError(
                .server, "a statement of the transaction failed, so it was rolled back", sqlState: .failedTransaction)
        }
        do {
            try session.script("commit")
        } catch {
            guard session.isBroken else {
                rollback()
                throw error
            }
            var unknown = error
            unknown.code = .outcomeUnknown
            throw unknown
        }
    }

    /// Undoes what is open. A session that refuses is given up, which undoes it too.
    private func rollback() {
        guard let session, !session.isBroken, session.transactionStatus != PQTRANS_IDLE else { return }
        canceller.hold {
            do { try session.script("rollback") } catch { session.abandon() }
        }
    }

    /// Ends the session. Later calls throw ``PostgresError/Code/connectionLost``.
    public func close() { session = nil }

    private func ready() throws(PostgresError) -> Session {
        try canceller.check()
        guard let session else { throw PostgresError(.connectionLost, "the connection is closed") }
        return session
    }
}

// MARK: - What the pool needs

extension PostgresConnection {
    /// How a use by the pool ended.
    enum Use<T: Sendable>: Sendable {
        /// The server had gone before `body` was called.
        case stale
        case done(Result<T, any Error>, healthy: Bool)
    }

    /// Runs `body` as one use: nothing of it, neither a transaction nor a cancel request, is left afterwards.
    func use<T: Sendable>(
        timeout: Duration?, _ body: @Sendable (isolated PostgresConnection) throws -> T
    ) -> Use<T> {
        guard let session, session.isAlive() else {
            canceller.disarm()
            return .stale
        }
        let end = timeout.map { ContinuousClock.now.advanced(by: $0) }
        let result: Result<T, any Error>
        do {
            try applyTimeout(timeout)
            result = .success(try body(self))
        } catch {
            result = .failure(error)
        }
        var reason = canceller.disarm()
        if reason == nil, let end, ContinuousClock.now >= end { reason = .deadline }
        rollback()
        let healthy = !session.isBroken && session.transactionStatus == PQTRANS_IDLE
        // A cancelled statement says only that it was cancelled; the caller learns why.
        guard let reason, case .failure(let error as PostgresError) = result,
            error.sqlState == .queryCanceled, error.code == .server
        else { return .done(result, healthy: healthy) }
        return .done(.failure(reason.error.with(statement: error.statement)), healthy: healthy)
    }

    /// Sets `statement_timeout` where the session has another. Rounded up by at most an eighth, so that a stream of uses
    /// with like deadlines sets it once; the pool's own cancel request keeps the exact moment.
    private func applyTimeout(_ timeout: Duration?) throws(PostgresError) {
        let standard = configuration.statementTimeout?.timeoutMilliseconds
        guard let wanted = timeout.map({ max(1, $0.timeoutMilliseconds) }) else {
            if statementTimeout != standard { try setTimeout(standard) }
            return
        }
        var step = 1
        while step * 16 <= wanted { step *= 2 }
        let rounded = (wanted + step - 1) / step * step
        let value = standard.map { $0 == 0 ? rounded : min($0, rounded) } ?? rounded
        if statementTimeout != value { try setTimeout(value) }
    }

    private func setTimeout(_ milliseconds: Int?) throws(PostgresError) {
        let session = try ready()
        try session.script(milliseconds.map { "set statement_timeout = \($0)" } ?? "reset statement_timeout")
        statementTimeout = milliseconds
    }
}
