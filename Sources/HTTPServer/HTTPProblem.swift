import Basics

/// A request that was refused before a handler saw it: by the server or by the router.
public struct HTTPProblem: Sendable {
    /// Stable words for programs.
    public enum Code: String, Sendable, CaseIterable {
        case badRequest = "bad_request"
        case notFound = "not_found"
        case methodNotAllowed = "method_not_allowed"
        case bodyTooLarge = "body_too_large"
        case unsupportedCoding = "unsupported_content_coding"
        case expectationFailed = "expectation_failed"
        case headersTooLarge = "headers_too_large"
        case unsupportedTransferCoding = "unsupported_transfer_coding"
        case overloaded = "overloaded"
        case shuttingDown = "shutting_down"
        case deadlineExceeded = "deadline_exceeded"
        case versionNotSupported = "http_version_not_supported"

        public var status: Int {
            switch self {
            case .badRequest: 400
            case .notFound: 404
            case .methodNotAllowed: 405
            case .bodyTooLarge: 413
            case .unsupportedCoding: 415
            case .expectationFailed: 417
            case .headersTooLarge: 431
            case .unsupportedTransferCoding: 501
            case .overloaded, .shuttingDown, .deadlineExceeded: 503
            case .versionNotSupported: 505
            }
        }
    }

    public var code: Code
    /// One sentence for a person, without anything secret.
    public var detail: String
    public var requestID: String
    /// The raw path, so that surfaces with different shapes can be told apart; empty when it could not be read.
    public var path: String

    public var status: Int { code.status }

    public init(_ code: Code, _ detail: String, requestID: String, path: String) {
        self.code = code
        self.detail = detail
        self.requestID = requestID
        self.path = path
    }

    /// Makes the body of a refusal. `Allow` and `Retry-After` are added to what it returns.
    public typealias Renderer = @Sendable (HTTPProblem) -> HTTPResponse

    /// `application/problem+json` (RFC 9457) with `status`, `code`, `detail` and `requestId`.
    public static let problemJSON: Renderer = { problem in
        let body: JSON = [
            "type": "about:blank", "status": .int(Int64(problem.status)), "code": .string(problem.code.rawValue),
            "detail": .string(problem.detail), "requestId": .string(problem.requestID),
        ]
        return .json(body, status: problem.status, contentType: "application/problem+json")
    }

    /// The finished refusal.
    func response(_ renderer: Renderer, headers: HTTPHeaders = [:]) -> HTTPResponse {
        var response = renderer(self)
        if status == 503 { response.headers.set("Retry-After", "1") }
        for field in headers.fields { response.headers.set(field.name, field.value) }
        return response
    }
}
