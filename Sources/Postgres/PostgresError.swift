/// Why a call on PostgreSQL gave no result: what happened, the server's condition, and what a caller may do about it.
///
/// ``description`` is safe to log: it holds no parameter value and no password. ``debugDescription`` adds the statement
/// text and the server's detail, which may quote values of the row.
public struct PostgresError: Error, Sendable, Hashable {
    /// Which kind of thing went wrong. An open set: compare with the constants.
    public struct Code: RawRepresentable, Sendable, Hashable {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        private init(_ name: String) { rawValue = name }

        /// The server refused the statement; see ``PostgresError/sqlState``.
        public static let server = Code("server")
        /// No connection could be made: refused, wrong password, unknown database, timeout.
        public static let connectionFailed = Code("connection_failed")
        /// The connection broke. A statement outside a transaction may or may not have taken effect.
        public static let connectionLost = Code("connection_lost")
        /// The connection broke while `COMMIT` was under way: the transaction is either wholly done or wholly undone.
        public static let outcomeUnknown = Code("outcome_unknown")
        /// No pooled connection became free in time.
        public static let poolExhausted = Code("pool_exhausted")
        /// The pool has been closed.
        public static let poolClosed = Code("pool_closed")
        /// The task was cancelled; a running statement was cancelled with it.
        public static let cancelled = Code("cancelled")
        /// The deadline given to the pool passed; a running statement was cancelled.
        public static let deadlineExceeded = Code("deadline_exceeded")
        /// A value cannot be sent, e.g. a text with U+0000. Nothing was sent.
        public static let invalidParameter = Code("invalid_parameter")
        /// A result was read as a type or column that it does not have.
        public static let unexpectedResult = Code("unexpected_result")
        /// The call is not allowed in this state, e.g. a transaction within a transaction.
        public static let misuse = Code("misuse")
    }

    public var code: Code
    /// The server's condition, where the server spoke.
    public var sqlState: SQLState?
    /// The server's or libpq's primary message. In data exceptions (class 22) it may quote a value.
    public var message: String
    /// The server's detail line; it often quotes values.
    public var detail: String?
    /// The server's hint.
    public var hint: String?
    /// The violated constraint, where one was.
    public var constraint: String?
    /// The table that the condition is about, where the server names one.
    public var table: String?
    /// The statement's text with `$n` in the place of values.
    public var statement: String?
    /// In a pipeline, the place of the failed statement, counted from 0.
    public var statementIndex: Int?

    public init(_ code: Code, _ message: String, sqlState: SQLState? = nil) {
        self.code = code
        self.message = message
        self.sqlState = sqlState
    }

    /// Whether the same transaction, run again from its start, can succeed: a deadlock or serialization failure.
    public var isRetriable: Bool { sqlState == .serializationFailure || sqlState == .deadlockDetected }

    /// Whether the infrastructure failed, not the statement: connection refused, broken or shut down (57P0x), resources
    /// exhausted (53xxx), or no free pooled connection.
    ///
    /// Also true for ``Code/outcomeUnknown``: look at that first where a second run is not harmless.
    public var isConnectionLoss: Bool {
        switch code {
        case .connectionFailed, .connectionLost, .outcomeUnknown, .poolExhausted: return true
        default: break
        }
        guard let sqlState else { return false }
        return ["08", "53", "58"].contains(sqlState.category) || sqlState.rawValue.hasPrefix("57P")
            || sqlState == .idleInTransactionTimeout
    }
}

extension PostgresError: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String {
        var text = "postgres \(code.rawValue)"
        if let sqlState { text += " \(sqlState.rawValue)" }
        if let statementIndex { text += " (statement \(statementIndex))" }
        text += ": " + (sqlState?.category == "22" ? withoutQuotes(message) : message)
        if let constraint { text += " [constraint \(constraint)]" }
        return text
    }

    public var debugDescription: String {
        var text = description
        if let detail { text += "\ndetail: \(detail)" }
        if let hint { text += "\nhint: \(hint)" }
        if let statement { text += "\nstatement: \(statement)" }
        return text
    }
}

/// A message whose quoted parts are cut out: class 22 messages quote the offending value.
private func withoutQuotes(_ message: String) -> String {
    guard let first = message.firstIndex(of: "\""), let last = message.lastIndex(of: "\""), first < last else {
        return message
    }
    return message[..<first] + "\"…\"" + message[message.index(after: last)...]
}
