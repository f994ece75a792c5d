import Basics

/// One request as it came, complete and within all limits.
public struct HTTPRequest: Sendable {
    public var method: String
    /// The request target as sent, query included.
    public var rawTarget: String
    /// The path as sent: still percent-encoded, so that an encoded `/` stays apart from a separator.
    public var path: String
    /// The query's fields in order, decoded as a form: `+` is a blank.
    public var query: [(name: String, value: String)]
    public var headers: HTTPHeaders
    /// The body, decompressed.
    public var body: [UInt8]
    /// The client's `X-Request-ID` if it is usable, else one made here; the answer carries it.
    public var id: String
    /// The peer's address without its port; a proxy's own behind a proxy.
    public var remoteAddress: String
    /// When the client is given up on, in ``monotonicNanoseconds()``: pass it on as the limit of all work.
    public var deadline: UInt64
    /// What the router captured, decoded once.
    public var pathParameters: [String: String] = [:]

    /// Where the router leaves the route's name for the observer.
    let trace: RouteTrace

    /// A request made by hand, for tests of handlers; `target` is a path with an optional query.
    ///
    /// A query with broken percent-encoding counts as empty here; the server refuses it.
    public init(
        method: String = "GET", target: String, headers: HTTPHeaders = [:], body: [UInt8] = [], id: String = "test",
        remoteAddress: String = "127.0.0.1", deadline: UInt64 = .max
    ) {
        let parts = RequestTarget(target)
        self.init(
            method: method, rawTarget: target, path: parts?.path ?? target, query: parts?.query ?? [],
            headers: headers, body: body, id: id, remoteAddress: remoteAddress, deadline: deadline,
            trace: RouteTrace())
    }

    init(
        method: String, rawTarget: String, path: String, query: [(name: String, value: String)],
        headers: HTTPHeaders, body: [UInt8], id: String, remoteAddress: String, deadline: UInt64, trace: RouteTrace
    ) {
        self.method = method
        self.rawTarget = rawTarget
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.id = id
        self.remoteAddress = remoteAddress
        self.deadline = deadline
        self.trace = trace
    }

    /// The first value of a query field; `nil` when it is absent, empty when it has no `=`.
    public func queryValue(_ name: String) -> String? {
        query.first { $0.name == name }?.value
    }

    /// All values of a query field, in order.
    public func queryValues(_ name: String) -> [String] {
        query.filter { $0.name == name }.map(\.value)
    }

    /// What is left until ``deadline``; zero when it has passed.
    public var timeLeft: Duration {
        let now = monotonicNanoseconds()
        return .nanoseconds(deadline > now ? Int64(clamping: deadline - now) : 0)
    }
}

/// Carries the matched route's name from the router to the server's observer.
final class RouteTrace: Sendable {
    private let held = Locked<String?>(nil)

    var name: String? {
        get { held.withLock { $0 } }
        set { held.withLock { $0 = newValue } }
    }
}

/// A request target taken apart; `nil` when it is malformed.
struct RequestTarget {
    var path: String
    var query: [(name: String, value: String)]

    /// Takes origin-form, absolute-form and `*` (RFC 9112 §3.2); refuses fragments, blanks and broken percent-encoding.
    init?(_ target: String) {
        guard target.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "#") }) else { return nil }
        var rest = target[...]
        if equalIgnoringASCIICase(rest.prefix(7), "http://") {
            rest = rest.dropFirst(7).drop { $0 != "/" && $0 != "?" }
            if rest.isEmpty || rest.first == "?" { rest = "/" + rest }
        }
        guard rest.first == "/" || rest == "*" else { return nil }
        let mark = rest.firstIndex(of: "?")
        path = String(rest[..<(mark ?? rest.endIndex)])
        query = []
        guard let mark else { return }
        for field in rest[rest.index(after: mark)...].split(separator: "&") {
            let equals = field.firstIndex(of: "=")
            let value = equals.map { field[field.index(after: $0)...] } ?? ""
            guard let name = percentDecoded(field[..<(equals ?? field.endIndex)], plusIsBlank: true),
                let value = percentDecoded(value, plusIsBlank: true)
            else { return nil }
            query.append((name, value))
        }
    }
}
