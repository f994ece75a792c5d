import Basics
import CatalogService
import HTTPServer

/// Why a request of this room has no answer, in RFC 9457's shape with a stable `code`.
struct LineageProblem: Error {
    private var status: Int
    private var code: String
    private var title: String
    private var detail: String
    /// JSON pointer to the field that is to blame.
    private var path = ""
    /// What the log learns and the client does not.
    private var cause: StoreError?

    init(_ problem: EventProblem) {
        status = problem.code.status
        code = problem.code.rawValue
        title =
            switch problem.code {
            case .malformedJSON: "The body is no JSON"
            case .malformedEvent: "The event has another shape"
            case .eventRejected: "The catalog cannot keep what the event says"
            }
        detail = problem.description
        path = problem.path
    }

    init(_ error: StoreError) {
        cause = error
        switch error {
        case .refused:
            (status, code, title) = (422, "refused_by_store", "The store cannot keep a value; nothing was written")
            detail = "The database refused a value of the event. Nothing was written."
        case .unavailable:
            (status, code, title) = (503, "storage_unavailable", "The database is not available")
            detail = "The database is away or overloaded. Nothing was written."
        case .timedOut:
            (status, code, title) = (503, "storage_timeout", "The database did not answer in time")
            detail = "The database did not answer within the request's time."
        case .conflict:
            (status, code, title) = (503, "write_conflict", "Another write was faster; nothing was written")
            detail = "Another server merged events of the same runs. Send the event again."
        case .outcomeUnknown:
            (status, code, title) = (503, "outcome_unknown", "The connection broke during the commit")
            detail = "The event was kept wholly or not at all. Send it again: what is there is not written twice."
        case .offsetMoved, .corrupt:
            (status, code, title) = (500, "internal_error", "The service failed")
            detail = "The failure is in the server's log under this request id."
        }
    }

    func response(to request: HTTPRequest, logger: Logger) -> HTTPResponse {
        if let cause {
            logger.log(
                status == 500 ? .error : .warning, "events could not be stored",
                [("request_id", .string(request.id)), ("error.detail", .string(cause.description))])
        }
        var body = JSONObject([
            .init("type", .string("urn:catalog:problem:\(code)")), .init("title", .string(title)),
            .init("status", .int(Int64(status))), .init("code", .string(code)), .init("detail", .string(detail)),
        ])
        if !path.isEmpty { body["path"] = .string(path) }
        body["requestId"] = .string(request.id)
        var response = HTTPResponse.json(
            .object(body), status: status, contentType: "application/problem+json")
        if status == 503 { response.headers.set("Retry-After", "1") }
        return response
    }
}
