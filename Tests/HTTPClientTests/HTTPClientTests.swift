import Basics
import Glibc
import HTTPClient
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct HTTPClientTests {
    /// The error of a request that has to fail.
    private func failure(
        _ client: HTTPClient, _ request: HTTPClientRequest, _ location: SourceLocation = #_sourceLocation
    ) async -> HTTPClientError? {
        do {
            let response = try await client.send(request)
            Issue.record("answered \(response.status)", sourceLocation: location)
            return nil
        } catch {
            return error
        }
    }

    @Test("sends method, headers and body as given and reads the answer, on one kept connection")
    func exchange() async throws {
        let shared = Counter()
        let server = RawServer { connection, server in
            shared.add()
            while let request = connection.readRequest() {
                server.requests.withLock { $0.append(request) }
                connection.answer("201 Created", headers: "X-Twice: a\r\nX-Twice: b\r\n", body: "done")
            }
        }
        defer { server.stop() }
        let client = HTTPClient()
        for _ in 0..<3 {
            let response = try await client.send(
                HTTPClientRequest(
                    method: "POST", url: server.url + "/a%2Fb/../c?q=1", headers: ["X-Key": "v", "X-Empty": ""],
                    body: Array("hello".utf8)))
            #expect(response.status == 201)
            #expect(response.text == "done")
            #expect(response.headers.all("x-twice") == ["a", "b"])
        }
        let requests = server.requests.withLock { $0 }
        #expect(requests.count == 3)
        #expect(shared.value == 1)
        let head = requests.first ?? ""
        #expect(head.hasPrefix("POST /a%2Fb/../c?q=1 HTTP/1.1\r\n"))
        #expect(head.contains("\r\nX-Key: v\r\n"))
        #expect(head.contains("\r\nX-Empty:\r\n"))
        #expect(head.contains("\r\nContent-Length: 5\r\n"))
        #expect(head.contains("\r\nAccept-Encoding: gzip\r\n"))
        #expect(!head.lowercased().contains("content-type"))
        #expect(!head.lowercased().contains("expect"))
        #expect(head.hasSuffix("\r\n\r\nhello"))
    }

    @Test("a refused connection says so, and that nothing was sent")
    func refused() async {
        let port = closedPort()
        let error = await failure(
            HTTPClient(), HTTPClientRequest(method: "POST", url: "http://127.0.0.1:\(port)/?token=s3cret"))
        guard case .connect(let host, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(host == "127.0.0.1:\(port)")
        #expect(error?.sentNothing == true)
        #expect(error.map { "\($0)".contains("s3cret") } == false)
    }

    @Test("an unknown name says so")
    func unresolved() async {
        let error = await failure(HTTPClient(), HTTPClientRequest(url: "http://nowhere.invalid/"))
        #expect(error == .resolve(host: "nowhere.invalid"))
    }

    @Test(
        "unusable URLs and headers are refused before anything happens",
        arguments: [
            "", "nonsense", "ftp://host/", "file:///etc/passwd", "http://", "http://user:pw@host/", "http://h:99999/",
            "http://h/a b", "http://h/\r\nX: y", "http://h/ü",
        ])
    func badURL(url: String) async {
        let error = await failure(HTTPClient(), HTTPClientRequest(url: url))
        guard case .badURL = error else {
            Issue.record("\(url): \(String(describing: error))")
            return
        }
        #expect(error.map { "\($0)".contains("pw") } == false)
    }

    @Test("line breaks cannot be smuggled in by a header or method")
    func badHeaders() async {
        let client = HTTPClient()
        #expect(
            await failure(client, HTTPClientRequest(url: "http://127.0.0.1:1/", headers: ["A": "b\r\nC: d"]))
                == .badHeader(name: "header A"))
        #expect(
            await failure(client, HTTPClientRequest(url: "http://127.0.0.1:1/", headers: ["A b": "c"]))
                == .badHeader(name: "header name"))
        #expect(
            await failure(client, HTTPClientRequest(method: "GET /x", url: "http://127.0.0.1:1/"))
                == .badHeader(name: "method"))
    }

    @Test("a silent server costs no more than the time-out, which knows that the request was sent")
    func silent() async {
        let server = RawServer { connection, _ in
            _ = connection.readRequest()
            connection.waitForClose()
        }
        defer { server.stop() }
        let begin = ContinuousClock.now
        let error = await failure(HTTPClient(), HTTPClientRequest(url: server.url, timeout: .milliseconds(200)))
        #expect(error == .timeout(host: "127.0.0.1:\(server.port)", sent: true))
        #expect(ContinuousClock.now - begin < .seconds(5))
    }

    @Test("an answer that is cut off is an error with the count of bytes")
    func cut() async {
        let server = RawServer { connection, _ in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0123456789")
        }
        defer { server.stop() }
        guard case .interrupted(_, let sent, let count, _) = await failure(HTTPClient(), .init(url: server.url)) else {
            Issue.record("no interruption")
            return
        }
        #expect(sent)
        #expect(count == 10)
    }

    @Test("a chunked answer that is cut off is an error too")
    func cutChunked() async {
        let server = RawServer { connection, _ in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")
        }
        defer { server.stop() }
        guard case .interrupted(_, _, let count, _) = await failure(HTTPClient(), .init(url: server.url)) else {
            Issue.record("no interruption")
            return
        }
        #expect(count == 5)
    }

    @Test("a peer that is no HTTP server is named as such")
    func noHTTP() async {
        let server = RawServer { connection, _ in
            _ = connection.readRequest()
            connection.write("220 mail.example ESMTP\r\n")
        }
        defer { server.stop() }
        guard case .badAnswer = await failure(HTTPClient(), .init(url: server.url)) else {
            Issue.record("took it for an answer")
            return
        }
    }

    @Test("the body limit holds for a declared length and for a stream", arguments: [true, false])
    func tooLarge(declared: Bool) async {
        let server = RawServer { connection, _ in
            _ = connection.readRequest()
            let body = String(repeating: "x", count: 5000)
            if declared {
                connection.answer("200 OK", body: body)
            } else {
                connection.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + body)
            }
        }
        defer { server.stop() }
        var configuration = HTTPClientConfiguration()
        configuration.maximumResponseBytes = 4999
        let error = await failure(HTTPClient(configuration: configuration), .init(url: server.url))
        #expect(error == .tooLarge(host: "127.0.0.1:\(server.port)", limit: 4999))
    }

    @Test("cancelling the Task ends the transfer at once")
    func cancellation() async {
        let arrived = Signal()
        let closed = Signal()
        let server = RawServer { connection, _ in
            _ = connection.readRequest()
            arrived.raise()
            if connection.waitForClose() { closed.raise() }
        }
        defer { server.stop() }
        let client = HTTPClient()
        let url = server.url
        let task = Task { () -> HTTPClientError? in
            do {
                _ = try await client.send(HTTPClientRequest(url: url))
                return nil
            } catch { return error as? HTTPClientError }
        }
        await arrived.wait()
        let begin = ContinuousClock.now
        task.cancel()
        #expect(await task.value == .cancelled(sent: true))
        #expect(ContinuousClock.now - begin < .milliseconds(900))
        await closed.wait()
    }

    @Test("a Task that is already cancelled sends nothing")
    func cancelledBefore() async {
        let server = RawServer { connection, server in
            if let request = connection.readRequest() { server.requests.withLock { $0.append(request) } }
        }
        defer { server.stop() }
        let client = HTTPClient()
        let url = server.url
        let gate = Signal()
        let task = Task { () -> HTTPClientError? in
            await gate.wait()
            do {
                _ = try await client.send(HTTPClientRequest(url: url))
                return nil
            } catch { return error as? HTTPClientError }
        }
        task.cancel()
        gate.raise()
        #expect(await task.value == .cancelled(sent: false))
        #expect(server.requests.withLock { $0 }.isEmpty)
    }

    @Test("a kept connection that breaks repeats a GET but never a POST", arguments: ["GET", "POST"])
    func staleConnection(method: String) async throws {
        let server = RawServer { connection, server in
            guard let first = connection.readRequest() else { return }
            server.requests.withLock { $0.append(first) }
            connection.answer("200 OK", body: "one")
            // The second request on this connection is read, then dropped without a word.
            if let second = connection.readRequest() { server.requests.withLock { $0.append(second) } }
        }
        defer { server.stop() }
        let client = HTTPClient()
        _ = try await client.send(HTTPClientRequest(url: server.url))
        let request = HTTPClientRequest(
            method: method, url: server.url, body: method == "POST" ? Array("body".utf8) : [])
        if method == "GET" {
            #expect(try await client.send(request).text == "one")
            #expect(server.requests.withLock { $0.count } == 3)
        } else {
            guard case .interrupted(_, true, _, _) = await failure(client, request) else {
                Issue.record("repeated a POST")
                return
            }
            #expect(server.requests.withLock { $0.count } == 2)
        }
    }
}
