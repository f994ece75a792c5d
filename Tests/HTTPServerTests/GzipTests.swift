import Basics
import Testing

@testable import HTTPServer

@Suite(.timeLimit(.minutes(1)))
struct GzipTests {
    private func compress(_ bytes: [UInt8]) throws -> [UInt8] { try #require(gzipped(bytes)) }

    private static func post(_ body: [UInt8], coding: String = "gzip", to server: TestServer) -> RawClient.Answer? {
        let client = server.connect()
        client.send(
            "POST /z HTTP/1.1\r\nHost: h\r\nContent-Encoding: \(coding)\r\nContent-Length: \(body.count)\r\n\r\n")
        client.send(body)
        return client.read()
    }

    private static func lengthOf(_ request: HTTPRequest) async -> HTTPResponse { .text("\(request.body.count)") }

    @Test(
        "a gzip body arrives unpacked, also one of several members",
        arguments: ["gzip", "x-gzip", "GZIP", "identity, gzip"])
    func unpacks(coding: String) async throws {
        let body = try compress(Array("hello ".utf8)) + compress(Array("world".utf8))
        try await blocking {
            let server = try TestServer()
            #expect(GzipTests.post(body, coding: coding, to: server)?.text == "POST /z [] hello world")
        }
    }

    @Test("a large body arrives whole")
    func large() async throws {
        let plain = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) }
        let body = try compress(plain)
        try await blocking {
            let server = try TestServer(handler: { .text("\($0.body == plain)") })
            #expect(GzipTests.post(body, to: server)?.text == "true")
        }
    }

    @Test("what is no gzip, or is cut off, or damaged, is 400")
    func damaged() async throws {
        let good = try compress(Array("hello hello hello".utf8))
        var flipped = good
        flipped[flipped.count - 5] ^= 0xFF
        let bodies = [
            Array("hello".utf8), Array(good.dropLast()), flipped, [], Array(good.prefix(5)), good + [1, 2, 3],
        ]
        try await blocking {
            let server = try TestServer()
            for body in bodies where !body.isEmpty {
                #expect(GzipTests.post(body, to: server)?.status == 400, "\(body.count) bytes")
            }
        }
    }

    @Test("a bomb is refused by its ratio, long before the size limit")
    func bomb() async throws {
        let bomb = try compress([UInt8](repeating: 0, count: 30 << 20))
        try await blocking {
            let server = try TestServer(handler: GzipTests.lengthOf)
            #expect(GzipTests.post(bomb, to: server)?.status == 413)
        }
    }

    @Test("the size limit counts unpacked bytes")
    func unpackedLimit() async throws {
        let body = try compress([UInt8](repeating: 0x61, count: 1001))
        try await blocking {
            let server = try TestServer({ $0.maximumBodyBytes = 1000 }, handler: GzipTests.lengthOf)
            #expect(body.count < 1000)
            #expect(GzipTests.post(body, to: server)?.status == 413)
        }
    }

    @Test(
        "an answer of text is packed for those who accept it",
        arguments: [
            ("Accept-Encoding: gzip\r\n", true), ("Accept-Encoding: br, GZIP;q=0.5\r\n", true),
            ("Accept-Encoding: *\r\n", true), ("Accept-Encoding: gzip;q=0, *\r\n", false),
            ("Accept-Encoding: br\r\n", false), ("", false),
        ])
    func packs(header: String, packed: Bool) async throws {
        let text = String(repeating: "catalog ", count: 500)
        let expected = packed ? try compress(Array(text.utf8)) : Array(text.utf8)
        try await blocking {
            let server = try TestServer(handler: { _ in .text(text) })
            let answer = server.connect().exchange("GET / HTTP/1.1\r\nHost: h\r\n\(header)\r\n")
            #expect(answer?.header("Content-Encoding") == (packed ? "gzip" : nil))
            #expect(answer?.header("Vary") == "Accept-Encoding")
            #expect(answer?.body == expected)
        }
    }

    @Test("small answers and those that are no text stay as they are")
    func leavesAlone() async throws {
        try await blocking {
            let server = try TestServer(handler: { request in
                request.path == "/small"
                    ? .text("small")
                    : HTTPResponse(headers: ["Content-Type": "image/png"], body: [UInt8](repeating: 0, count: 5000))
            })
            for path in ["/small", "/image"] {
                let answer = server.connect().exchange(
                    "GET \(path) HTTP/1.1\r\nHost: h\r\nAccept-Encoding: gzip\r\n\r\n")
                #expect(answer?.status == 200)
                #expect(answer?.header("Content-Encoding") == nil)
            }
        }
    }
}
