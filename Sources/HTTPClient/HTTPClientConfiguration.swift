import Basics

/// How an ``HTTPClient`` connects and whom it trusts; the same for all its requests.
public struct HTTPClientConfiguration: Sendable {
    /// A PEM file of certificate authorities to trust in place of the system's.
    public var caFile: String?
    /// Skips every check of the server's certificate. Only for a person who says so; never a default.
    public var insecure = false
    /// PEM files of a client certificate (with its chain) and of its key, sent to the first origin only.
    public var clientCertificateFile: String?
    public var clientKeyFile: String?
    public var clientKeyPassword: Secret<String>?
    /// The name to ask for and to verify in TLS (and to send as `Host`) where the URL has another, e.g. an address.
    public var serverName: String?
    /// How long resolving, connecting and the TLS handshake may take together.
    public var connectTimeout: Duration = .seconds(10)
    public var userAgent = "catalog"
    /// Follows up to five redirects. Toward another origin only harmless headers go along, and never from https to http.
    public var followRedirects = false
    /// The largest body to accept, counted after decompression.
    public var maximumResponseBytes = 64 << 20
    /// Honours `https_proxy`, `http_proxy`, `no_proxy` of the environment.
    public var proxyFromEnvironment = false
    /// More requests to one host than this wait for a free connection; their time-outs run meanwhile.
    public var maximumConnectionsPerHost = 16

    public init() {}
}
