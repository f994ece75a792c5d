import Basics

/// Finds the handler of a request by method and raw path.
///
/// A pattern is made of literal segments, `{name}` for one segment and, at its end, `{name...}` for the rest of the path with its
/// slashes. The path is split before it is decoded, and each capture is decoded once, so an encoded `/` stays inside its capture.
/// Literals win over captures, earlier segments decide first. HEAD is served by GET.
public struct Router: Sendable {
    public typealias Handler = @Sendable (HTTPRequest) async -> HTTPResponse

    /// One row of the table, as a contract test compares it.
    public struct Route: Sendable {
        public let method: String
        public let pattern: String
        public let name: String
        let segments: [Segment]
        let toleratesSlashes: Bool
        let handler: Handler
    }

    enum Segment: Sendable, Equatable {
        case literal(String)
        case capture(String)
        case rest(String)

        var rank: Int {
            switch self {
            case .literal: 0
            case .capture: 1
            case .rest: 2
            }
        }
    }

    /// All routes, the most specific first.
    public private(set) var routes: [Route] = []
    private let problem: HTTPProblem.Renderer

    /// - Parameter problem: makes the bodies of 404, 405 and 400.
    public init(problem: @escaping HTTPProblem.Renderer = HTTPProblem.problemJSON) { self.problem = problem }

    /// Adds a route.
    ///
    /// - Parameters:
    ///   - pattern: e.g. `/v1/entities/{urn}`.
    ///   - name: what metrics call it.
    ///   - toleratesSlashes: takes doubled and trailing slashes too, e.g. `//aspects/` for `/aspects`.
    public mutating func on(
        _ method: String, _ pattern: String, name: String, toleratesSlashes: Bool = false,
        _ handler: @escaping Handler
    ) {
        let segments = pattern.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map { part in
            guard part.hasPrefix("{"), part.hasSuffix("}") else { return Segment.literal(String(part)) }
            let name = part.dropFirst().dropLast()
            return name.hasSuffix("...") ? .rest(String(name.dropLast(3))) : .capture(String(name))
        }
        let route = Route(
            method: method, pattern: pattern, name: name, segments: segments, toleratesSlashes: toleratesSlashes,
            handler: handler)
        let place = routes.firstIndex { isMoreSpecific(segments, than: $0.segments) } ?? routes.endIndex
        routes.insert(route, at: place)
    }

    /// Answers a request; this is what ``HTTPServer`` is given.
    @Sendable public func handle(_ request: HTTPRequest) async -> HTTPResponse {
        let exact = request.path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        let tolerant = exact.filter { !$0.isEmpty }
        var allowed: [String] = []
        var headRoute: (route: Route, captures: [(String, Substring)])?
        for route in routes {
            let captures: [(String, Substring)]
            if let found = match(route.segments, exact) {
                captures = found
            } else if route.toleratesSlashes, let found = match(route.segments, tolerant) {
                captures = found
            } else {
                continue
            }
            if route.method == request.method { return await call(route, captures, request) }
            if request.method == "HEAD", route.method == "GET", headRoute == nil { headRoute = (route, captures) }
            if !allowed.contains(route.method) { allowed.append(route.method) }
        }
        if let headRoute { return await call(headRoute.route, headRoute.captures, request) }
        guard !allowed.isEmpty else {
            return refuse(request, .notFound, "There is nothing at this path.")
        }
        if allowed.contains("GET") && !allowed.contains("HEAD") { allowed.append("HEAD") }
        let list = allowed.sorted().joined(separator: ", ")
        return refuse(
            request, .methodNotAllowed, "\(request.method) is not possible here; use \(list).", ["Allow": list])
    }

    private func call(_ route: Route, _ captures: [(String, Substring)], _ request: HTTPRequest) async -> HTTPResponse {
        request.trace.name = route.name
        var request = request
        for (name, raw) in captures {
            guard let value = percentDecoded(raw) else {
                return refuse(request, .badRequest, "The path's \(name) is not percent-encoded UTF-8.")
            }
            request.pathParameters[name] = value
        }
        return await route.handler(request)
    }

    private func refuse(
        _ request: HTTPRequest, _ code: HTTPProblem.Code, _ detail: String, _ headers: HTTPHeaders = [:]
    ) -> HTTPResponse {
        HTTPProblem(code, detail, requestID: request.id, path: request.path).response(problem, headers: headers)
    }
}

/// The raw captures of a path, or `nil` when the pattern does not fit. An empty segment fills no capture.
private func match(_ segments: [Router.Segment], _ path: [Substring]) -> [(String, Substring)]? {
    guard path.count >= segments.count else { return nil }
    var captures: [(String, Substring)] = []
    for (index, segment) in segments.enumerated() {
        switch segment {
        case .literal(let text):
            guard path[index] == text else { return nil }
        case .capture(let name):
            guard !path[index].isEmpty else { return nil }
            captures.append((name, path[index]))
        case .rest(let name):
            guard !path[index].isEmpty || path.count > index + 1 else { return nil }
            captures.append((name, path[index...].joined(separator: "/")[...]))
            return captures
        }
    }
    return path.count == segments.count ? captures : nil
}

private func isMoreSpecific(_ left: [Router.Segment], than right: [Router.Segment]) -> Bool {
    for (one, other) in zip(left, right) where one.rank != other.rank { return one.rank < other.rank }
    return left.count > right.count
}
