import Basics
import Glibc
import HTTPServer
import TestSupport
import Testing

let silent = Logger(level: .error, sink: { _ in })

/// A running server whose handler a test gives, with a record of all exchanges.
final class TestServer: Sendable {
    let server: HTTPServer
    let port: UInt16
    private let record: Record

    private final class Record: Sendable {
        let exchanges = Locked<[HTTPExchange]>([])
    }

    init(
        _ change: (inout HTTPServerConfiguration) -> Void = { _ in },
        handler: @escaping @Sendable (HTTPRequest) async -> HTTPResponse = echo
    ) throws {
        var configuration = HTTPServerConfiguration()
        change(&configuration)
        let record = Record()
        server = HTTPServer(
            configuration: configuration, logger: silent,
            observer: { exchange in record.exchanges.withLock { $0.append(exchange) } }, handler: handler)
        self.record = record
        port = try server.start()
    }

    var exchanges: [HTTPExchange] { record.exchanges.withLock { $0 } }

    /// The first exchange that ended; `nil` when none does within ten seconds.
    func firstExchange() -> HTTPExchange? {
        let begin = ContinuousClock.now
        while exchanges.isEmpty, ContinuousClock.now - begin < .seconds(10) { sched_yield() }
        return exchanges.first
    }

    func connect() -> RawClient { RawClient(port: port) }
}

private let testThreads = BlockingPool(name: "tests", threads: 48)

/// Runs a test that blocks on sockets apart from the pool that the handlers need.
func blocking(_ body: @escaping @Sendable () throws -> Void) async throws {
    try await withTaskExecutorPreference(testThreads) { try body() }
}

/// Answers with what it got: method, path, query and body.
@Sendable func echo(_ request: HTTPRequest) async -> HTTPResponse {
    let query = request.query.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    return .text(
        "\(request.method) \(request.path) [\(query)] " + String(decoding: request.body, as: UTF8.self))
}

extension Signal {
    /// Waits on the calling thread, at most ten seconds.
    func block() {
        let begin = ContinuousClock.now
        while !isRaised, ContinuousClock.now - begin < .seconds(10) { sched_yield() }
        #expect(isRaised)
    }
}
