import Basics
import CatalogService
import HTTPServer

/// An error as clients read it: RFC 9457's members, a stable `code`, and what to do.
public struct Problem: Sendable, Equatable {
    /// One bad item of a batch.
    public struct Item: Sendable, Equatable {
        /// Place in the batch, from 0.
        public var index: Int
        public var code: String
        public var message: String
        /// JSON pointer into the request's body.
        public var path: String

        public init(index: Int, code: String, message: String, path: String) {
            self.index = index
            self.code = code
            self.message = message
            self.path = path
        }
    }

    public var code: ProblemCode
    public var detail: String
    public var hint: String?
    public var items: [Item]

    public init(_ code: ProblemCode, _ detail: String, hint: String? = nil, items: [Item] = []) {
        self.code = code
        self.detail = detail
        self.hint = hint
        self.items = items
    }

    /// The answer to a request: status, `application/problem+json`, and `Retry-After` where coming back helps.
    public func response(to request: HTTPRequest) -> HTTPResponse {
        var headers: HTTPHeaders = ["Content-Type": "application/problem+json"]
        if code.isTransient { headers.add("Retry-After", "1") }
        return HTTPResponse(
            status: code.status, headers: headers,
            body: Problem.body(
                code: code.rawValue, title: code.title, status: code.status, detail: detail, hint: hint,
                requestID: request.id, items: items))
    }

    /// Details quote what clients sent: control characters, which some readers of JSON refuse even escaped, become U+FFFD.
    private static func legible(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            scalars.append(scalar.value < 0x20 || scalar.value == 0x7F ? "\u{FFFD}" : scalar)
        }
        return String(scalars)
    }

    static func body(
        code: String, title: String, status: Int, detail: String, hint: String?, requestID: String, items: [Item] = []
    ) -> [UInt8] {
        var object = JSONObject([
            .init("type", .string("urn:catalog:problem:\(code)")), .init("title", .string(title)),
            .init("status", .int(Int64(status))), .init("code", .string(code)),
            .init("detail", .string(legible(detail))),
        ])
        if let hint { object["hint"] = .string(hint) }
        object["requestId"] = .string(requestID)
        if !items.isEmpty {
            object["items"] = .array(
                items.map { item in
                    [
                        "index": .int(Int64(item.index)), "code": .string(item.code),
                        "message": .string(legible(item.message)), "path": .string(item.path),
                    ]
                })
        }
        return JSON.object(object).bytes
    }
}

/// Why a route has no answer.
enum Failure: Error {
    case problem(Problem)
    case store(StoreError)

    init(_ code: ProblemCode, _ detail: String, hint: String? = nil) {
        self = .problem(Problem(code, detail, hint: hint))
    }

    /// The client's answer; what the database said goes to the log only.
    func response(to request: HTTPRequest, logger: Logger) -> HTTPResponse {
        switch self {
        case .problem(let problem):
            return problem.response(to: request)
        case .store(let error):
            let problem = Problem(error)
            logger.log(
                problem.code.status >= 500 && !problem.code.isTransient ? .error : .warning, "store failed",
                [
                    ("request_id", .string(request.id)), ("error.code", .string(problem.code.rawValue)),
                    ("error.detail", .string(error.description)),
                ])
            return problem.response(to: request)
        }
    }
}

extension Problem {
    /// What a client may know of a store's failure: whether anything was kept and whether to come back.
    init(_ error: StoreError) {
        switch error {
        case .unavailable:
            self.init(.storageUnavailable, "The database is away or overloaded. Nothing was written.")
        case .conflict:
            self.init(.writeConflict, "Another transaction won. Nothing was written; send the request again.")
        case .outcomeUnknown:
            self.init(
                .outcomeUnknown, "The write was kept wholly or not at all.",
                hint: "Send it again: what is already there is not written a second time.")
        case .timedOut:
            self.init(.storageTimeout, "The database did not answer within the request's time.")
        case .refused:
            self.init(.refusedByStore, "The database refused a value of the request. Nothing was written.")
        case .offsetMoved, .corrupt:
            self.init(.internalError, "The failure is in the server's log under this request id.")
        }
    }
}
