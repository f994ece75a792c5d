import Basics
import HTTPServer
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct RefusalTests {
    /// A body that would be served as a request of its own if its length were misread.
    private static let smuggled = "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n"

    @Test(
        "a request of ambiguous length is refused and its connection closed",
        arguments: [
            "Content-Length: 4\r\nTransfer-Encoding: chunked", "Transfer-Encoding: chunked\r\nContent-Length: 4",
            "Content-Length: 4\r\nContent-Length: 5", "Content-Length: 4\r\nContent-Length: 4", "Content-Length: 4, 4",
            "Content-Length: +4", "Content-Length: 0x4", "Content-Length: -1", "Content-Length:",
            "Content-Length: 99999999999999999999999", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: xchunked", "Transfer-Encoding: identity",
            "Content-Length : 4", "Transfer-Encoding : chunked", "X y: z\r\nContent-Length: 4",
        ])
    func smuggling(headers: String) async throws {
        try await blocking {
            let seen = Counter()
            let server = try TestServer(handler: { request in
                seen.add()
                return await echo(request)
            })
            let client = server.connect()
            client.send("POST / HTTP/1.1\r\nHost: h\r\n\(headers)\r\n\r\n0\r\n\r\n" + RefusalTests.smuggled)
            let answer = client.read()
            #expect(answer.map { [400, 413, 501].contains($0.status) } ?? true)
            _ = client.readToEnd()
            server.server.stop()
            #expect(seen.value == 0)
        }
    }

    @Test(
        "a malformed head gets a 4xx or 5xx and the connection ends",
        arguments: [
            "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n",
            "GET /%zz?%z=1 HTTP/1.1\r\nHost: h\r\n\r\n", "GET /?a=%ff HTTP/1.1\r\nHost: h\r\n\r\n",
            "GET /a#b HTTP/1.1\r\nHost: h\r\n\r\n", "GET a HTTP/1.1\r\nHost: h\r\n\r\n",
            "CONNECT h:80 HTTP/1.1\r\nHost: h\r\n\r\n", "GET / HTTP/2.0\r\nHost: h\r\n\r\n",
            "G(T / HTTP/1.1\r\nHost: h\r\n\r\n", "GET / HTTP/1.1\r\nHost: h\r\nA\u{1}: b\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: h\r\nA: b\u{1}\r\n\r\n", "GET / HTTP/1.1\r\nHost: h\r\nExpect: tea\r\n\r\n",
        ])
    func malformed(text: String) async throws {
        try await blocking {
            let server = try TestServer()
            let client = server.connect()
            client.send(text)
            let status = client.read()?.status ?? 400
            #expect((400...599).contains(status))
            #expect(client.isClosed())
        }
    }

    @Test("refusals come in the caller's shape, with code and request id")
    func shape() async throws {
        try await blocking {
            let server = try TestServer()
            let answer = server.connect().exchange(
                "POST /x HTTP/1.1\r\nHost: h\r\nX-Request-ID: r1\r\nContent-Encoding: br\r\nContent-Length: 1\r\n\r\nx")
            #expect(answer?.status == 415)
            #expect(answer?.header("Content-Type") == "application/problem+json")
            #expect(answer?.header("X-Request-ID") == "r1")
            let body = try JSON.parse(answer?.body ?? [])
            #expect(body["code"] == "unsupported_content_coding")
            #expect(body["requestId"] == "r1")
        }
    }

    @Test("headers beyond the limit are refused with 431", arguments: [true, false])
    func headersTooLarge(manyFields: Bool) async throws {
        try await blocking {
            let server = try TestServer({ $0.maximumHeaderBytes = 8192 })
            let client = server.connect()
            let fields =
                manyFields
                ? (0..<300).map { "X-\($0): y\r\n" }.joined()
                : "X-Long: \(String(repeating: "y", count: 9000))\r\n"
            #expect(client.exchange("GET / HTTP/1.1\r\nHost: h\r\n\(fields)\r\n")?.status == 431)
            #expect(client.isClosed())
        }
    }

    @Test("headers far beyond the limit never reach memory: the connection ends")
    func headersEndless() async throws {
        try await blocking {
            let server = try TestServer({ $0.maximumHeaderBytes = 8192 })
            let client = server.connect()
            client.send("GET / HTTP/1.1\r\nHost: h\r\nX-Long: ")
            var sent = 0
            while sent < 50 << 20, client.send([UInt8](repeating: 0x79, count: 65536)) { sent += 65536 }
            #expect(sent < 50 << 20)
        }
    }

    @Test("a body that is declared too large is refused before it is sent", arguments: [true, false])
    func declaredTooLarge(expectsContinue: Bool) async throws {
        try await blocking {
            let server = try TestServer({ $0.maximumBodyBytes = 1000 })
            let client = server.connect()
            let expect = expectsContinue ? "Expect: 100-continue\r\n" : ""
            let answer = client.exchange("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\n\(expect)\r\n")
            #expect(answer?.status == 413)
            #expect(answer?.header("Connection") == "close")
            client.finish()
            #expect(client.isClosed())
        }
    }

    @Test("a client that keeps sending a refused body can still read why")
    func refusedWhileSending() async throws {
        try await blocking {
            let server = try TestServer({ $0.maximumBodyBytes = 1000 })
            let client = server.connect()
            client.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n")
            for _ in 0..<100 { client.send("3e8\r\n" + String(repeating: "x", count: 1000) + "\r\n") }
            client.send("0\r\n\r\n")
            let answer = client.read()
            #expect(answer?.status == 413)
            #expect(client.isClosed())
            server.server.stop()
            #expect(server.exchanges.map(\.status) == [413])
        }
    }

    @Test("all buffered bodies together stay within their limit")
    func bufferedBytes() async throws {
        try await blocking {
            let release = Signal()
            let arrived = Signal()
            let server = try TestServer({ $0.maximumBufferedBytes = 1500 }) { request in
                if request.path == "/hold" {
                    arrived.raise()
                    await release.wait()
                }
                return .text("\(request.body.count)")
            }
            let post = { (path: String) in
                "POST \(path) HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n" + String(repeating: "x", count: 1000)
            }
            let first = server.connect()
            first.send(post("/hold"))
            arrived.block()
            let refused = server.connect().exchange(post("/other"))
            #expect(refused?.status == 503)
            #expect(refused?.header("Retry-After") == "1")
            release.raise()
            #expect(first.read()?.text == "1000")
        }
    }
}
