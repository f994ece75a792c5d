import Basics
import Glibc
import HTTPServer
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct TimeLimitTests {
    /// Sends one byte each 20 ms until the server closes; `false` when it does not within ten seconds.
    private static func drip(_ byte: String, into client: RawClient) -> Bool {
        let begin = ContinuousClock.now
        while ContinuousClock.now - begin < .seconds(10) {
            var descriptor = pollfd(fd: client.descriptor, events: Int16(POLLIN), revents: 0)
            if poll(&descriptor, 1, 20) > 0 { return client.isClosed() }
            if !client.send(byte) { return true }
        }
        return false
    }

    @Test(
        "a client that drips its request is cut",
        arguments: [
            "", "GET /", "GET / HTTP/1.1\r\nHost: h\r\nX: ",
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5000\r\n\r\n",
        ])
    func slow(start: String) async throws {
        try await blocking {
            let server = try TestServer({
                $0.headerTimeout = .milliseconds(300)
                $0.bodyTimeout = .milliseconds(300)
            })
            let client = server.connect()
            client.send(start)
            #expect(TimeLimitTests.drip("a", into: client))
        }
    }

    @Test("a connection that idles after a request is closed")
    func idle() async throws {
        try await blocking {
            let server = try TestServer({ $0.idleTimeout = .milliseconds(200) })
            let client = server.connect()
            #expect(client.exchange("GET / HTTP/1.1\r\nHost: h\r\n\r\n")?.status == 200)
            #expect(client.isClosed())
        }
    }

    @Test("a client that does not read its answer is cut")
    func slowReader() async throws {
        try await blocking {
            let body = [UInt8](repeating: 0, count: 20 << 20)
            let server = try TestServer(
                {
                    $0.idleTimeout = .milliseconds(200)
                    $0.minimumResponseBytesPerSecond = 1 << 30
                },
                handler: { _ in HTTPResponse(body: body) })
            let client = server.connect()
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            let exchange = server.firstExchange()
            #expect(exchange?.status == 200)
            #expect(exchange?.completed == false)
            #expect((client.readToEnd()?.count ?? 0) < body.count)
        }
    }

    @Test("a handler that exceeds its time is cancelled and answered for")
    func deadline() async throws {
        try await blocking {
            let cancelled = Signal()
            let server = try TestServer({ $0.requestTimeout = .milliseconds(200) }) { request in
                #expect(request.timeLeft <= .milliseconds(200))
                do { try await Task.sleep(for: .seconds(30)) } catch { cancelled.raise() }
                return .text("late")
            }
            let client = server.connect()
            let answer = client.exchange("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(answer?.status == 503)
            #expect(answer?.header("Retry-After") == "1")
            #expect(answer?.text.contains("deadline_exceeded") == true)
            cancelled.block()
            #expect(server.firstExchange()?.status == 503)
        }
    }
}
