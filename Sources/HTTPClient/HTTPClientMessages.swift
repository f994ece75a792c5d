import Basics

/// One request: a whole message in memory.
public struct HTTPClientRequest: Sendable {
    public var method: String
    /// An absolute `http` or `https` URL, already percent-encoded, sent as it stands. It carries no user or password.
    public var url: String
    public var headers: HTTPHeaders
    public var body: [UInt8]
    /// From the call to the last byte of the answer, redirects included.
    public var timeout: Duration
    /// Gives up when fewer bytes a second than this came for ``lowSpeedTime``; 0 leaves it to ``timeout``.
    public var lowSpeedBytesPerSecond = 0
    public var lowSpeedTime: Duration = .seconds(30)

    public init(
        method: String = "GET", url: String, headers: HTTPHeaders = [:], body: [UInt8] = [],
        timeout: Duration = .seconds(60)
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
    }

    /// Signs in by name and password (RFC 7617). The header goes to the request's own origin only.
    public mutating func authorizeBasic(user: String, password: Secret<String>) {
        headers.set("Authorization", "Basic " + base64(Array("\(user):\(password.reveal())".utf8)))
    }

    /// Signs in by token (RFC 6750). The header goes to the request's own origin only.
    public mutating func authorizeBearer(_ token: Secret<String>) {
        headers.set("Authorization", "Bearer " + token.reveal())
    }

    /// Whether repeating the request means no more than sending it once (RFC 9110 §9.2.2), judged by the method alone.
    public var isIdempotent: Bool {
        ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"].contains(method)
    }
}

/// The answer to a request, whatever its status.
public struct HTTPClientResponse: Sendable {
    public var status: Int
    public var headers: HTTPHeaders
    /// The body, decompressed.
    public var body: [UInt8]
    /// Where the answer came from, after redirects.
    public var effectiveURL: String

    public init(status: Int, headers: HTTPHeaders = [:], body: [UInt8] = [], effectiveURL: String = "") {
        self.status = status
        self.headers = headers
        self.body = body
        self.effectiveURL = effectiveURL
    }

    /// The body as text, with malformed UTF-8 replaced.
    public var text: String { String(decoding: body, as: UTF8.self) }
}
