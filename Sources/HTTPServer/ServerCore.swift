import Basics
import Glibc

/// What all connections of a server share: limits, who runs, who waits, and the clock that cuts them.
final class ServerCore: Sendable {
    private struct Load {
        var running = 0
        var waiting: [(exchange: Exchange, request: HTTPRequest, until: UInt64)] = []
        /// Exchanges whose connection is suspended, i.e. that wait or run.
        var suspended: [ObjectIdentifier: Exchange] = [:]
        /// Exchanges from the end of their headers to the end of their answer.
        var active = 0
        var bufferedBytes = 0
        var draining = false
        var stopping = false
        var stopped = false
        var drainers: [(until: UInt64, continuation: CheckedContinuation<Bool, Never>)] = []
    }

    let configuration: HTTPServerConfiguration
    let logger: Logger
    let problem: HTTPProblem.Renderer
    let observer: (@Sendable (HTTPExchange) -> Void)?
    private let handler: @Sendable (HTTPRequest) async -> HTTPResponse
    private let load = Locked(Load())
    private let connections = Locked<[ObjectIdentifier: Connection]>([:])

    init(
        configuration: HTTPServerConfiguration, logger: Logger, problem: @escaping HTTPProblem.Renderer,
        observer: (@Sendable (HTTPExchange) -> Void)?,
        handler: @escaping @Sendable (HTTPRequest) async -> HTTPResponse
    ) {
        self.configuration = configuration
        self.logger = logger
        self.problem = problem
        self.observer = observer
        self.handler = handler
    }

    var isDraining: Bool { load.withLock { $0.draining } }

    // MARK: Connections

    func opened(_ connection: Connection) { connections.withLock { $0[ObjectIdentifier(connection)] = connection } }

    func closed(_ connection: Connection) {
        connection.forget()
        connections.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(connection)) }
    }

    // MARK: Memory

    func reserve(bodyBytes count: Int) -> Bool {
        load.withLock { load in
            guard count <= configuration.maximumBufferedBytes - load.bufferedBytes else { return false }
            load.bufferedBytes += count
            return true
        }
    }

    func release(bodyBytes count: Int) {
        guard count > 0 else { return }
        load.withLock { $0.bufferedBytes -= count }
    }

    // MARK: Admission

    func began() { load.withLock { $0.active += 1 } }

    func ended() {
        let drainers = load.withLock { load in
            load.active -= 1
            guard load.active == 0 else { return [CheckedContinuation<Bool, Never>]() }
            let all = load.drainers.map(\.continuation)
            load.drainers = []
            return all
        }
        for continuation in drainers { continuation.resume(returning: true) }
    }

    /// Runs the handler for a suspended exchange, now or when others have ended; or answers why not.
    func submit(_ exchange: Exchange, _ request: HTTPRequest) {
        enum Verdict { case run, wait, overloaded, stopping }
        let until = monotonicNanoseconds() &+ configuration.maximumWait.boundedNanoseconds
        let verdict = load.withLock { load -> Verdict in
            guard !load.stopping else { return .stopping }
            guard load.running >= configuration.maximumInFlight else {
                load.running += 1
                load.suspended[ObjectIdentifier(exchange)] = exchange
                return .run
            }
            guard load.waiting.count < configuration.maximumWaiting else { return .overloaded }
            load.waiting.append((exchange, request, until))
            load.suspended[ObjectIdentifier(exchange)] = exchange
            return .wait
        }
        switch verdict {
        case .run: run(exchange, request)
        case .wait: break
        case .overloaded:
            exchange.answer(refusal(.overloaded, "The server has as much to do as it can; try again.", exchange))
        case .stopping:
            exchange.answer(refusal(.shuttingDown, "The server is shutting down.", exchange))
        }
    }

    private func run(_ exchange: Exchange, _ request: HTTPRequest) {
        let handler = handler
        let task = Task.detached {
            let response = await handler(request)
            exchange.answer(self.finished(response, for: exchange))
            self.leave(exchange)
        }
        exchange.running(task)
    }

    /// The handler has ended: its place goes to the one who waited longest.
    private func leave(_ exchange: Exchange) {
        let next = load.withLock { load in
            load.suspended.removeValue(forKey: ObjectIdentifier(exchange))
            guard !load.waiting.isEmpty else {
                load.running -= 1
                return (exchange: Exchange, request: HTTPRequest, until: UInt64)?.none
            }
            return load.waiting.removeFirst()
        }
        if let next { run(next.exchange, next.request) }
    }

    // MARK: Answers

    /// A refusal in the words of whoever renders problems.
    func refusal(_ code: HTTPProblem.Code, _ detail: String, _ exchange: Exchange) -> HTTPResponse {
        let path = exchange.head?.path ?? exchange.rawTarget.flatMap { RequestTarget($0)?.path } ?? ""
        return HTTPProblem(code, detail, requestID: exchange.requestID, path: path).response(problem)
    }

    /// The handler's answer as it goes out: compressed where the client accepts it and it is worth it.
    private func finished(_ response: HTTPResponse, for exchange: Exchange) -> HTTPResponse {
        guard response.body.count >= configuration.minimumGzipBytes, response.headers["Content-Encoding"] == nil,
            isText(response.headers["Content-Type"])
        else { return response }
        var response = response
        response.headers.add("Vary", "Accept-Encoding")
        guard exchange.head?.acceptsGzip == true, let body = gzipped(response.body) else { return response }
        response.body = body
        response.headers.set("Content-Encoding", "gzip")
        return response
    }

    // MARK: Time

    /// Starts the thread that cuts what is overdue; it ends after ``stopped()``.
    func startSweeping() {
        let limits = [
            configuration.headerTimeout, configuration.bodyTimeout, configuration.idleTimeout,
            configuration.requestTimeout, configuration.maximumWait,
        ]
        let shortest = limits.map(\.boundedNanoseconds).min() ?? 0
        let tick = useconds_t(max(10_000, min(250_000, shortest / 4000)))
        startThread(name: "http-sweeper") {
            while !self.load.withLock({ $0.stopped }) {
                usleep(tick)
                self.sweep(at: monotonicNanoseconds())
            }
        }
    }

    private func sweep(at now: UInt64) {
        for connection in connections.withLock({ Array($0.values) }) where connection.cut(ifOverdueAt: now) {
            logger.debug("connection cut: too slow", [("client", .string(connection.remoteAddress))])
        }
        let (waited, suspended, drainers) = load.withLock { load in
            let waited = load.waiting.filter { $0.until <= now }.map(\.exchange)
            load.waiting.removeAll { $0.until <= now }
            for exchange in waited { load.suspended.removeValue(forKey: ObjectIdentifier(exchange)) }
            let drainers = load.drainers.filter { $0.until <= now }.map(\.continuation)
            load.drainers.removeAll { $0.until <= now }
            return (waited, Array(load.suspended.values), drainers)
        }
        for exchange in waited { exchange.giveUp(.overloaded, "The server had no time for the request; try again.") }
        for exchange in suspended where exchange.isOverdue(at: now) {
            logger.warning(
                "request given up: handler exceeded its time",
                [("route", exchange.trace.name.map { .string($0) } ?? .null), ("request", .string(exchange.requestID))])
            exchange.giveUp(.deadlineExceeded, "The request took longer than the server allows.")
        }
        for continuation in drainers { continuation.resume(returning: false) }
    }

    // MARK: The end

    func beginDraining() { load.withLock { $0.draining = true } }

    /// Whether the last exchange ended before `until`.
    func waitUntilIdle(until: UInt64) async -> Bool {
        await withCheckedContinuation { continuation in
            let idle = load.withLock { load in
                if load.active > 0 { load.drainers.append((until, continuation)) }
                return load.active == 0
            }
            if idle { continuation.resume(returning: true) }
        }
    }

    /// Answers everybody who still waits, and lets nobody begin to.
    func abandonSuspended() {
        let exchanges = load.withLock { load in
            load.draining = true
            load.stopping = true
            let all = Array(load.suspended.values)
            for (exchange, _, _) in load.waiting { load.suspended.removeValue(forKey: ObjectIdentifier(exchange)) }
            load.waiting = []
            return all
        }
        for exchange in exchanges { exchange.giveUp(.shuttingDown, "The server is shutting down.") }
    }

    func stopped() { load.withLock { $0.stopped = true } }
}

private func isText(_ contentType: String?) -> Bool {
    guard let contentType else { return false }
    if contentType == "application/json" { return true }
    let type = contentType.lowercased()
    return type.hasPrefix("text/") || ["json", "xml", "javascript", "yaml"].contains { type.contains($0) }
}
