import Basics
import HTTPClient
import Testing

@Suite(.timeLimit(.minutes(1)))
struct RedirectTests {
    private func following() -> HTTPClient {
        var configuration = HTTPClientConfiguration()
        configuration.followRedirects = true
        return HTTPClient(configuration: configuration)
    }

    /// A server that records each request and answers `/end` with 200, everything else with a redirect to `target`.
    private func server(_ status: String, target: String) -> RawServer {
        RawServer { connection, server in
            while let request = connection.readRequest() {
                server.requests.withLock { $0.append(request) }
                if request.contains(" /end") {
                    connection.answer("200 OK", body: "end")
                } else {
                    connection.answer(status, headers: "Location: \(target)\r\n")
                }
            }
        }
    }

    private func signed(_ method: String, _ url: String) -> HTTPClientRequest {
        var request = HTTPClientRequest(
            method: method, url: url, headers: ["X-Api-Key": "s3cret", "Cookie": "c=1", "Accept": "text/plain"],
            body: method == "POST" ? Array("body".utf8) : [])
        request.authorizeBasic(user: "Aladdin", password: Secret("open sesame"))
        return request
    }

    @Test("a redirect is an answer unless following was asked for")
    func notFollowed() async throws {
        let server = server("302 Found", target: "/end")
        defer { server.stop() }
        let response = try await HTTPClient().send(signed("GET", server.url))
        #expect(response.status == 302)
        #expect(response.headers["location"] == "/end")
        #expect(server.requests.withLock { $0.first }?.contains("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==") == true)
    }

    @Test("within the origin credentials go along")
    func sameOrigin() async throws {
        let server = server("307 Temporary", target: "/end?x=1")
        defer { server.stop() }
        let response = try await following().send(signed("POST", server.url + "/start"))
        #expect(response.text == "end")
        #expect(response.effectiveURL == server.url + "/end?x=1")
        let last = server.requests.withLock { $0.last } ?? ""
        #expect(last.hasPrefix("POST /end?x=1 "))
        #expect(last.contains("Authorization: Basic"))
        #expect(last.hasSuffix("\r\n\r\nbody"))
    }

    @Test("to another origin only harmless headers go along")
    func otherOrigin() async throws {
        let end = server("500 No", target: "/")
        let server = server("302 Found", target: end.url + "/end")
        defer {
            server.stop()
            end.stop()
        }
        #expect(try await following().send(signed("GET", server.url)).text == "end")
        let request = end.requests.withLock { $0.first } ?? ""
        #expect(request.contains("Accept: text/plain"))
        for word in ["Authorization", "X-Api-Key", "Cookie", "s3cret"] { #expect(!request.contains(word)) }
    }

    @Test("303 makes a GET of a POST, and so does 302", arguments: ["303 See Other", "302 Found"])
    func seeOther(status: String) async throws {
        let server = server(status, target: "/end")
        defer { server.stop() }
        #expect(try await following().send(signed("POST", server.url)).text == "end")
        let last = server.requests.withLock { $0.last } ?? ""
        #expect(last.hasPrefix("GET /end "))
        #expect(!last.contains("Content-Length"))
    }

    @Test("circles end")
    func circle() async {
        let server = server("302 Found", target: "/again")
        defer { server.stop() }
        await #expect(throws: HTTPClientError.self) { try await following().send(.init(url: server.url)) }
        #expect(server.requests.withLock { $0.count } == 6)
    }

    @Test("nothing but http and https is followed", arguments: ["file:///etc/passwd", "gopher://127.0.0.1/x"])
    func otherScheme(target: String) async {
        let server = server("302 Found", target: target)
        defer { server.stop() }
        await #expect(throws: HTTPClientError.self) { try await following().send(.init(url: server.url)) }
    }
}
