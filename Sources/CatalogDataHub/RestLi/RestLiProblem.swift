import Basics
import CatalogService
import HTTPServer

/// A refusal as DataHub's clients read it: they show `message` and retry only 429 and 5xx.
struct RestLiProblem: Error {
    var status: Int
    /// A stable word; `docs/errors.md` explains each.
    var code: String
    var message: String
    /// Each bad item of a batch: index, urn, aspect, code, path, message.
    var items: [JSON]

    init(_ status: Int, _ code: String, _ message: String, items: [JSON] = []) {
        self.status = status
        self.code = code
        self.message = Self.printable(message)
        self.items = items
    }

    /// Messages quote what clients sent; control characters in it would not survive every reader.
    private static func printable(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return text }
        return String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? "\u{FFFD}" : $0 }))
    }

    /// The request cannot be read.
    static func badRequest(_ message: String) -> RestLiProblem { RestLiProblem(400, "bad_request", message) }

    /// What was asked for is not there; clients take it for "none".
    static func notFound(_ message: String) -> RestLiProblem { RestLiProblem(404, "not_found", message) }

    /// One proposal was refused where there is only one.
    init(_ problem: ProposalProblem) {
        self.init(Self.status(of: problem.code), problem.code.rawValue, problem.description)
    }

    /// The store could not answer. What may be repeated is 503, which clients do repeat.
    init(_ error: StoreError) {
        switch error {
        case .refused: self.init(422, ProposalProblem.Code.refusedByStore.rawValue, error.description)
        case .unavailable: self.init(503, "storage_unavailable", error.description)
        case .timedOut: self.init(503, "storage_timeout", error.description)
        case .conflict: self.init(503, "write_conflict", error.description)
        case .outcomeUnknown: self.init(503, "outcome_unknown", error.description)
        case .offsetMoved, .corrupt: self.init(500, "internal_error", error.description)
        }
    }

    /// 400 where an item could not be read, 422 where it was read and is not allowed.
    static func status(of code: ProposalProblem.Code) -> Int {
        switch code {
        case .malformedJSON, .malformedProposal, .badURN: 400
        default: 422
        }
    }

    var response: HTTPResponse {
        var body = JSONObject([
            .init("exceptionClass", "com.linkedin.restli.server.RestLiServiceException"),
            .init("message", .string(message)),
            .init("status", .int(Int64(status))),
            .init("code", .string(code)),
        ])
        if !items.isEmpty { body["items"] = .array(items) }
        var response = HTTPResponse.json(.object(body), status: status)
        if status == 503 { response.headers.set("Retry-After", "1") }
        return response
    }
}
