/// Why there is no answer. The text says what to do; it holds no credentials and no part of a URL but its host.
public enum HTTPClientError: Error, Sendable, Equatable, CustomStringConvertible {
    case badURL(reason: String)
    /// A method or header that would break the message.
    case badHeader(name: String)
    case resolve(host: String)
    /// No connection came about, so nothing was sent.
    case connect(host: String, reason: String)
    /// The two sides could not agree on whom to trust, so nothing was processed.
    case tls(host: String, reason: String)
    /// The time given ran out; `sent` tells whether any of the request had left by then.
    case timeout(host: String, sent: Bool)
    /// The connection broke before the answer was whole; `sent` as for a time-out.
    case interrupted(host: String, sent: Bool, bytesReceived: Int, reason: String)
    /// The answer is no HTTP, or in a coding nobody asked for.
    case badAnswer(host: String, reason: String)
    case tooLarge(host: String, limit: Int)
    case cancelled(sent: Bool)

    /// Whether the server cannot have seen the request, so that even a POST may safely be repeated.
    public var sentNothing: Bool {
        switch self {
        case .badURL, .badHeader, .resolve, .connect, .tls: true
        case .timeout(_, let sent), .interrupted(_, let sent, _, _), .cancelled(let sent): !sent
        case .badAnswer, .tooLarge: false
        }
    }

    /// Whether the same request may fare better later.
    public var isTransient: Bool {
        switch self {
        case .resolve, .connect, .timeout, .interrupted: true
        case .badURL, .badHeader, .tls, .badAnswer, .tooLarge, .cancelled: false
        }
    }

    public var description: String {
        switch self {
        case .badURL(let reason):
            return "The URL cannot be used: \(reason)."
        case .badHeader(let name):
            return
                "The request's \(name) holds characters that HTTP does not allow there; remove line breaks and the like."
        case .resolve(let host):
            return "The name \(host) cannot be resolved; check its spelling and the name server."
        case .connect(let host, let reason):
            return "Cannot connect to \(host) (\(reason)); check that the server runs and that the port is right."
        case .tls(let host, let reason):
            return "TLS with \(host) failed: \(reason). Check the CA file, the host name and the client certificate."
        case .timeout(let host, let sent):
            return sent
                ? "\(host) did not finish its answer in time; raise the time-out or ask for less."
                : "\(host) could not be reached in time; check address, port and firewall."
        case .interrupted(let host, _, let count, let reason):
            return
                "\(host) broke off after \(count) bytes of the answer (\(reason)); look into its log, then try again."
        case .badAnswer(let host, let reason):
            return "\(host) did not answer in HTTP that we read (\(reason)); check the port and the scheme."
        case .tooLarge(let host, let limit):
            return "The answer of \(host) exceeds \(limit) bytes; ask for a smaller page or raise the limit."
        case .cancelled:
            return "The request was cancelled."
        }
    }
}
