import Basics

/// Why a statement has no result. The text is a sentence for a person; it never holds a `nextUri`, which is a secret.
enum TrinoError: Error, Sendable, Equatable, CustomStringConvertible {
    /// No connection, or it broke again and again.
    case unreachable(String)
    /// 401: the server does not know who we are.
    case unauthorized(String)
    /// 403 by HTTP: the server does not talk to us at all, e.g. a password over plain HTTP.
    case forbidden(String)
    /// Another HTTP status, with the beginning of its text and what its `Retry-After` says.
    case http(status: Int, text: String, retryAfter: String? = nil)
    /// 200, but not Trino's JSON: a gateway's page, or another service.
    case notTrino(String)
    /// The statement failed inside Trino.
    case failed(TrinoFailure)
    /// The coordinator forgot the statement, each time it was started again.
    case forgotten
    case timedOut(seconds: Int)
    case cancelled

    /// Whether it would meet every other statement too, so that the run cannot go on.
    var endsRun: Bool {
        switch self {
        case .unauthorized, .forbidden, .cancelled: true
        case .unreachable, .http, .notTrino, .failed, .forgotten, .timedOut: false
        }
    }

    /// Whether a smaller question (a schema, a table) may fare better than this one did.
    var mayBeNarrowed: Bool {
        switch self {
        case .failed, .timedOut, .notTrino, .http: true
        case .unreachable, .unauthorized, .forbidden, .forgotten, .cancelled: false
        }
    }

    /// Whether the statement asks for a column that this server does not have.
    var isColumnMissing: Bool {
        if case .failed(let failure) = self { return failure.name == "COLUMN_NOT_FOUND" }
        return false
    }

    /// Whether a table or schema that the statement names is not there.
    var isTableMissing: Bool {
        if case .failed(let failure) = self { return ["TABLE_NOT_FOUND", "SCHEMA_NOT_FOUND"].contains(failure.name) }
        return false
    }

    var isPermissionDenied: Bool {
        if case .failed(let failure) = self { return failure.name == "PERMISSION_DENIED" }
        return false
    }

    var description: String {
        switch self {
        case .unreachable(let reason): reason
        case .unauthorized(let text):
            "Trino does not let us in (401\(text.isEmpty ? "" : ": \(text)")); check user and password, or the token, which "
                + "may have expired"
        case .forbidden(let text):
            "Trino refuses to talk (403\(text.isEmpty ? "" : ": \(text)")); a server with authentication answers so over "
                + "plain HTTP, use its https address"
        case .http(let status, let text, let retryAfter):
            "Trino answered \(status)\(text.isEmpty ? "" : ": \(text)"); \(TrinoError.advice(status, retryAfter))"
        case .notTrino(let what): "the answer is not Trino's (\(what)); check the address, and any gateway before it"
        case .failed(let failure) where failure.name == "PERMISSION_DENIED":
            "\(failure.name): \(failure.message); grant the user the right, or leave it out by a pattern"
        case .failed(let failure): "\(failure.name): \(failure.message)"
        case .forgotten:
            "the coordinator forgot the statement each time: it restarts, or a balancer sends us to another one; try again "
                + "later, or give the coordinator's own address"
        case .timedOut(let seconds): "no result after \(seconds) s; raise --timeout, or ask for less by a pattern"
        case .cancelled: "cancelled"
        }
    }

    /// What to do about a status that repeating did not help.
    private static func advice(_ status: Int, _ retryAfter: String?) -> String {
        switch status {
        case 429, 502, 503, 504:
            retryAfter.map { "it asks to wait (Retry-After: \($0.prefix(40))), so try again later" }
                ?? "it, or a gateway before it, is too busy or down; try again later"
        case 500...: "look into the coordinator's log, then try again"
        case 300..<400: "it sends us elsewhere, e.g. to a login page; give the coordinator's own address"
        default: "check the address, and any gateway before it"
        }
    }
}

/// The `error` object of an answer, without its Java stack.
struct TrinoFailure: Error, Sendable, Equatable {
    /// `TABLE_NOT_FOUND`.
    var name: String
    /// `USER_ERROR`, `INTERNAL_ERROR`, `INSUFFICIENT_RESOURCES` or `EXTERNAL`.
    var type: String
    var message: String

    init(name: String, type: String, message: String) {
        self.name = name
        self.type = type
        self.message = message
    }

    init(_ error: JSON) {
        name = error["errorName"]?.stringValue ?? "UNKNOWN_ERROR"
        type = error["errorType"]?.stringValue ?? "INTERNAL_ERROR"
        message = String((error["message"]?.stringValue ?? "no message").prefix(500))
    }

    /// Whether the server is only starting: nodes join some seconds after it answers.
    var isStartingUp: Bool {
        name == "SERVER_STARTING_UP" || name == "NO_NODES_AVAILABLE"
            || (type == "INTERNAL_ERROR" && message.contains("nodes is empty"))
    }

    /// Whether the same statement may succeed on another try. A user's error never will.
    var isWorthRetrying: Bool { type != "USER_ERROR" }
}
