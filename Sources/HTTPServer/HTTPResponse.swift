import Basics

/// One answer: a whole message in memory. The server adds length, date, request id, and compression where accepted.
public struct HTTPResponse: Sendable {
    public var status: Int
    /// `Content-Length`, `Transfer-Encoding` and `Connection` are the server's own and are dropped.
    public var headers: HTTPHeaders
    public var body: [UInt8]

    public init(status: Int = 200, headers: HTTPHeaders = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// A JSON value, as `application/json` unless `contentType` says more.
    public static func json(
        _ value: JSON, status: Int = 200, contentType: String = "application/json"
    ) -> HTTPResponse {
        HTTPResponse(status: status, headers: ["Content-Type": contentType], body: value.bytes)
    }

    /// Text in UTF-8, as `text/plain` unless `contentType` says more.
    public static func text(
        _ text: String, status: Int = 200, contentType: String = "text/plain; charset=utf-8"
    ) -> HTTPResponse {
        HTTPResponse(status: status, headers: ["Content-Type": contentType], body: Array(text.utf8))
    }

    /// An answer without a body.
    public static func empty(_ status: Int) -> HTTPResponse { HTTPResponse(status: status) }
}
