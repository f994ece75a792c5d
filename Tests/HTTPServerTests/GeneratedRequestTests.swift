import HTTPServer
import Testing

/// A thousand requests bent at random, but alike in each run.
@Suite(.timeLimit(.minutes(2)))
struct GeneratedRequestTests {
    /// A generator whose sequence depends on its seed alone (SplitMix64).
    struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private static let seeds = [
        "GET /a/b%20c?x=1&y=%C3%A4 HTTP/1.1\r\nHost: h\r\nAccept-Encoding: gzip\r\n\r\n",
        "POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nContent-Type: application/json\r\n\r\nhello",
        "POST /c HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nT: v\r\n\r\n",
        "PUT /z HTTP/1.1\r\nHost: h\r\nContent-Encoding: gzip\r\nContent-Length: 8\r\nExpect: 100-continue\r\n\r\n\u{1F}12345678",
        "GET http://h/x HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n",
    ].map { Array($0.utf8) }

    private static let pieces = [
        "\r\n", "\n", "\r", "\0", " ", "\t", ":", "%", "%00", "%zz", "Host: h\r\n", "Content-Length: 3\r\n",
        "Transfer-Encoding: chunked\r\n", "Content-Length: 18446744073709551616\r\n", "HTTP/1.1",
        "FFFFFFFFFFFFFFFF\r\n",
        "-1\r\n", "\u{FF}", "/../", "?", "#", "0\r\n\r\n", "X-Request-ID: \r\n", "Expect: 100-continue\r\n", ";", "=",
    ].map { Array($0.utf8) }

    private static func bent(_ random: inout Seeded) -> [UInt8] {
        var bytes = seeds.randomElement(using: &random) ?? []
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: place)
            case 1: if place < bytes.count { bytes[place] = UInt8.random(in: 0...255, using: &random) }
            case 2: if place < bytes.count { bytes.removeSubrange(place..<min(bytes.count, place + 3)) }
            case 3: bytes.insert(contentsOf: [UInt8](repeating: bytes.first ?? 65, count: 300), at: place)
            default: bytes.removeSubrange(place...)
            }
        }
        return bytes
    }

    @Test("bent requests are answered by a known status or closed, and the server goes on", arguments: 0..<4)
    func bent(seed: UInt64) async throws {
        try await blocking {
            let server = try TestServer({
                $0.headerTimeout = .milliseconds(300)
                $0.bodyTimeout = .milliseconds(300)
                $0.idleTimeout = .milliseconds(300)
            })
            var random = Seeded(state: seed)
            for batch in 0..<5 {
                let requests = (0..<50).map { _ in GeneratedRequestTests.bent(&random) }
                let clients = requests.map { request in
                    let client = server.connect()
                    client.send(request)
                    return client
                }
                for (number, client) in clients.enumerated() {
                    let place = "seed \(seed), batch \(batch), request \(number)"
                    let answer = try #require(client.readToEnd(), "\(place): neither answer nor close")
                    guard !answer.isEmpty else { continue }
                    let text = String(decoding: answer, as: UTF8.self)
                    #expect(GeneratedRequestTests.isKnown(text), "\(place): \(text)")
                }
            }
            #expect(server.connect().exchange("GET /still HTTP/1.1\r\nHost: h\r\n\r\n")?.text == "GET /still [] ")
        }
    }

    /// Whether an answer begins with a status that a malformed or a lucky request may have.
    ///
    /// 301 is what libmicrohttpd 1.0 says of a space in the target, as RFC 9112 section 3.2 allows.
    private static func isKnown(_ answer: String) -> Bool {
        [100, 200, 301, 400, 405, 413, 414, 415, 417, 431, 501, 505].contains { status in
            answer.hasPrefix("HTTP/1.1 \(status) ") || answer.hasPrefix("HTTP/1.0 \(status) ")
        }
    }
}
