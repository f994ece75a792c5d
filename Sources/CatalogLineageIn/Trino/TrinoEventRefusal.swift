import Basics
import CatalogService
import HTTPServer

/// Why an event was not taken, as a problem (RFC 9457) in the shape of the native surface. Trino repeats what is 5xx.
struct TrinoEventRefusal: Error {
    /// Words and statuses of `docs/errors.md`.
    enum Code: String {
        case badParameter = "bad_parameter"
        case unknownParameter = "unknown_parameter"
        case malformedJSON = "malformed_json"
        case malformedBody = "malformed_body"
        case proposalsRejected = "proposals_rejected"
        case refusedByStore = "refused_by_store"
        case internalError = "internal_error"
        case storageUnavailable = "storage_unavailable"
        case storageTimeout = "storage_timeout"
        case writeConflict = "write_conflict"
        case outcomeUnknown = "outcome_unknown"

        var status: Int {
            switch self {
            case .badParameter, .unknownParameter, .malformedJSON, .malformedBody: 400
            case .proposalsRejected, .refusedByStore: 422
            case .internalError: 500
            case .storageUnavailable, .storageTimeout, .writeConflict, .outcomeUnknown: 503
            }
        }
    }

    var code: Code
    var detail: String
    /// What the database said: for the log only.
    private var cause: StoreError?

    init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }

    init(_ problem: TrinoEventProblem) {
        self.init(.malformedBody, "\(problem.path.isEmpty ? "The event" : problem.path): \(problem.message).")
    }

    init(_ failure: TrinoRecorder.Failure) {
        switch failure {
        case .event(let problem): self.init(problem)
        case .write(.rejected(let rejected)):
            let first = rejected.first.map { "\($0.problem)" } ?? "no reason was given"
            self.init(.proposalsRejected, "What the event tells cannot be kept: \(first).")
        case .write(.store(let error)):
            switch error {
            case .unavailable:
                self.init(.storageUnavailable, "The database is away or overloaded; send the event again.")
            case .timedOut: self.init(.storageTimeout, "The database did not answer in time; send the event again.")
            case .conflict: self.init(.writeConflict, "Another transaction won; send the event again.")
            case .outcomeUnknown:
                self.init(.outcomeUnknown, "The event was kept wholly or not at all; send it again.")
            case .refused: self.init(.refusedByStore, "The database refused a value of the event.")
            case .offsetMoved, .corrupt:
                self.init(.internalError, "The failure is in the server's log under this request id.")
            }
            cause = error
        }
    }

    func response(to request: HTTPRequest, logger: Logger) -> HTTPResponse {
        if let cause {
            logger.log(
                code == .internalError ? .error : .warning, "event not recorded",
                [
                    ("request_id", .string(request.id)), ("error.code", .string(code.rawValue)),
                    ("error.detail", .string(cause.description)),
                ])
        }
        let text = String(
            String.UnicodeScalarView(
                detail.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? "\u{FFFD}" : $0 }))
        var response = HTTPResponse.json(
            [
                "type": .string("urn:catalog:problem:\(code.rawValue)"), "title": .string(title),
                "status": .int(Int64(code.status)), "code": .string(code.rawValue), "detail": .string(text),
                "requestId": .string(request.id),
            ], status: code.status, contentType: "application/problem+json")
        if code.status == 503 { response.headers.set("Retry-After", "1") }
        return response
    }

    private var title: String {
        switch code.status {
        case 400: "The event cannot be read"
        case 422: "The event cannot be kept"
        case 503: "Come back later"
        default: "The service failed"
        }
    }
}
