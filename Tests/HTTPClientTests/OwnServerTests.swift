import Basics
import HTTPClient
import HTTPServer
import Testing

/// Our client against our server: what each does for the other.
@Suite(.timeLimit(.minutes(1)))
struct OwnServerTests {
    private func start(
        _ handler: @escaping @Sendable (HTTPRequest) async -> HTTPResponse
    ) throws -> (server: HTTPServer, url: String) {
        let server = HTTPServer(
            configuration: HTTPServerConfiguration(), logger: Logger(level: .error), handler: handler)
        let port = try server.start()
        return (server, "http://127.0.0.1:\(port)")
    }

    @Test("bodies of all sizes go there and back, packed on the way back", arguments: [0, 1, 1023, 70_000, 5_000_000])
    func roundTrip(size: Int) async throws {
        let (server, url) = try start { request in
            HTTPResponse(headers: ["Content-Type": "text/plain"], body: request.body)
        }
        let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
        let response = try await HTTPClient().send(.init(method: "POST", url: url, body: body))
        #expect(response.status == 200)
        #expect(response.body == body)
        #expect((response.headers["Content-Encoding"] == "gzip") == (size >= 1024))
        await server.drain(deadline: .seconds(5))
    }

    @Test("HEAD, DELETE with a body, and odd methods arrive as such")
    func methods() async throws {
        let (server, url) = try start { .text("\($0.method) \(String(decoding: $0.body, as: UTF8.self))") }
        let client = HTTPClient()
        #expect(try await client.send(.init(method: "HEAD", url: url)).body.isEmpty)
        #expect(try await client.send(.init(method: "DELETE", url: url, body: [0x78])).text == "DELETE x")
        #expect(try await client.send(.init(method: "PUT", url: url)).text == "PUT ")
        #expect(try await client.send(.init(method: "PURGE", url: url)).text == "PURGE ")
        #expect(try await client.send(.init(method: "OPTIONS", url: url)).text == "OPTIONS ")
        server.stop()
    }

    @Test("a hundred Tasks share one client")
    func concurrent() async throws {
        let (server, url) = try start { .text($0.path) }
        let client = HTTPClient()
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<100 {
                group.addTask { try await client.send(.init(url: "\(url)/\(number)")).text == "/\(number)" }
            }
            for try await right in group { #expect(right) }
        }
        server.stop()
    }
}
