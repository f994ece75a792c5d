import Basics
import HTTPClient

/// What connectors and sinks send requests through; ``HTTPClient`` in production, a replay in tests.
public protocol HTTPTransport: Sendable {
    /// The server's answer, whatever its status; the request is repeated as `policy` says.
    func send(
        _ request: HTTPClientRequest, retrying policy: RetryPolicy
    ) async throws(HTTPClientError) -> HTTPClientResponse
}

extension HTTPClient: HTTPTransport {}

/// How to reach one server.
public struct TransportSettings: Sendable, Equatable {
    /// A PEM file of certificate authorities to trust in place of the system's.
    public var caFile: String?
    /// Skips every check of the server's certificate.
    public var insecure = false
    public var connectTimeout: Duration = .seconds(10)
    /// The largest body to accept, after decompression.
    public var maximumResponseBytes = 256 << 20

    public init() {}

    /// The real client.
    public func client() -> any HTTPTransport {
        var configuration = HTTPClientConfiguration()
        configuration.caFile = caFile
        configuration.insecure = insecure
        configuration.connectTimeout = connectTimeout
        configuration.maximumResponseBytes = maximumResponseBytes
        configuration.userAgent = "catalog-ingest"
        return HTTPClient(configuration: configuration)
    }
}

/// Scheme, host and port of a URL: what decides who may see credentials.
public struct Origin: Sendable, Equatable {
    public var scheme: String
    public var host: String
    public var port: Int

    /// The origin of an absolute `http` or `https` URL.
    ///
    /// - Returns: `nil` for another scheme, a missing host, a port out of range, or a URL that carries a user.
    public init?(_ url: String) {
        guard let separator = url.firstRange(of: "://") else { return nil }
        scheme = url[..<separator.lowerBound].lowercased()
        guard scheme == "http" || scheme == "https" else { return nil }
        let authority = url[separator.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard !authority.contains("@") else { return nil }
        var hostText = authority
        var portText: Substring?
        if let colon = authority.lastIndex(of: ":"), !authority[colon...].contains("]") {
            hostText = authority[..<colon]
            portText = authority[authority.index(after: colon)...]
        }
        guard !hostText.isEmpty else { return nil }
        host = hostText.lowercased()
        if let portText, !portText.isEmpty {
            guard let number = Int(portText), (1...65535).contains(number) else { return nil }
            port = number
        } else {
            port = scheme == "https" ? 443 : 80
        }
    }
}
