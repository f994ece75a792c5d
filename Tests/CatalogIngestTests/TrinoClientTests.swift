import Basics
import HTTPClient
import TestSupport
import Testing

@testable import CatalogIngest

@Suite("Trino client protocol, scripted answers")
struct TrinoClientTests {
    private static let base = "https://trino.test:8443"

    private static func json(_ value: JSON, status: Int = 200) -> HTTPClientResponse {
        HTTPClientResponse(status: status, headers: ["Content-Type": "application/json"], body: value.bytes)
    }

    private static func html(_ status: Int) -> HTTPClientResponse {
        HTTPClientResponse(
            status: status, headers: ["Content-Type": "text/html"], body: Array("<html>{\"data\":1}</html>".utf8))
    }

    private static let columns: JSON = [["name": "n", "type": "bigint"]]

    private func client(
        _ transport: any HTTPTransport, server: String = base, change: (inout TrinoClient.Settings) -> Void = { _ in }
    ) -> TrinoClient {
        var settings = TrinoClient.Settings(server: server)
        settings.user = "ana"
        settings.password = Secret("pa:ss")
        change(&settings)
        return TrinoClient(settings: settings, transport: transport, pause: { _ in try Task.checkCancellation() })
    }

    private func numbers(_ client: TrinoClient) async throws(TrinoError) -> [Int64] {
        try await client.fold("SELECT n FROM t", from: []) { $0.append($1.integer("n") ?? -1) }
    }

    @Test("Pages are followed by nextUri as it came until there is none, columns kept from the page that has them")
    func pages() async throws {
        let transport = ScriptedTransport { sent, count in
            switch count {
            case 0: Self.json(["id": "q", "nextUri": "https://trino.test:8443/v1/statement/queued/q/y1/1"])
            case 1:
                Self.json([
                    "nextUri": "https://trino.test:8443/v1/statement/executing/q/y2/0?slug=%2F",
                    "columns": Self.columns,
                ])
            case 2:
                Self.json(["nextUri": "https://trino.test:8443/x/3", "columns": Self.columns, "data": [[1], [2]]])
            default: Self.json(["columns": Self.columns, "data": [[9_223_372_036_854_775_807]]])
            }
        }
        #expect(try await numbers(client(transport)) == [1, 2, Int64.max])
        let sent = transport.sent
        #expect(sent.map(\.method) == ["POST", "GET", "GET", "GET"])
        #expect(sent[0].url == "https://trino.test:8443/v1/statement")
        #expect(sent[0].body == "SELECT n FROM t")
        #expect(sent[0].headers["X-Trino-User"] == "ana")
        #expect(sent[0].headers["Authorization"] == "Basic YW5hOnBhOnNz")
        #expect(sent[2].url == "https://trino.test:8443/v1/statement/executing/q/y2/0?slug=%2F")
        #expect(sent[1].headers["X-Trino-User"] == nil)
    }

    @Test("Credentials go to the configured origin only")
    func otherOrigin() async throws {
        let transport = ScriptedTransport { _, count in
            count == 0
                ? Self.json(["nextUri": "https://10.0.0.7:8443/v1/statement/queued/q/y1/1"])
                : Self.json(["columns": Self.columns, "data": [[1]]])
        }
        #expect(try await numbers(client(transport)) == [1])
        #expect(transport.sent[1].url.hasPrefix("https://10.0.0.7"))
        #expect(transport.sent[1].headers["Authorization"] == nil)
    }

    @Test("From https no nextUri is followed to http, and the statement is cancelled there no more than read")
    func downgrade() async {
        let transport = ScriptedTransport { _, _ in
            Self.json(["nextUri": "http://trino.test:8080/v1/statement/queued/q/secret/1"])
        }
        let error = await thrown(TrinoError.self) { try await numbers(client(transport)) }
        #expect(transport.sent.count == 1)
        #expect("\(String(describing: error))".contains("secret") == false)
    }

    @Test("404 and 410 on a page start the statement again, a bounded number of times", arguments: [404, 410])
    func forgotten(status: Int) async throws {
        let once = ScriptedTransport { sent, count in
            if sent.method == "POST" {
                return Self.json(["nextUri": "https://trino.test:8443/q", "columns": Self.columns, "data": [[1]]])
            }
            return count == 1 ? Self.html(status) : Self.json(["columns": Self.columns, "data": [[2]]])
        }
        #expect(try await numbers(client(once)) == [1, 2], "rows of the first try must not count twice")
        let always = ScriptedTransport { sent, _ in
            sent.method == "POST" ? Self.json(["nextUri": "https://trino.test:8443/q"]) : Self.html(status)
        }
        await #expect(throws: TrinoError.forgotten) { try await numbers(client(always)) }
        #expect(always.sent.filter { $0.method == "POST" }.count == 4)
    }

    @Test("401 and 403 are final at once and say what to do", arguments: [401, 403])
    func refused(status: Int) async {
        let transport = ScriptedTransport { _, _ in
            HTTPClientResponse(status: status, headers: ["Content-Type": "text/plain"], body: Array("JWT expired".utf8))
        }
        let error = await thrown(TrinoError.self) { try await numbers(client(transport)) }
        #expect(error?.endsRun == true)
        #expect(error?.description.contains("JWT expired") == true)
        #expect(transport.sent.count == 1)
    }

    @Test("A gateway's page is asked again and never parsed; if it stays, the statement is cancelled")
    func gateway() async throws {
        let passing = ScriptedTransport { sent, count in
            if count == 0 { return Self.json(["nextUri": "https://trino.test:8443/q"]) }
            return count < 3 ? Self.html(200) : Self.json(["columns": Self.columns, "data": [[5]]])
        }
        #expect(try await numbers(client(passing)) == [5])
        let staying = ScriptedTransport { _, count in
            count == 0 ? Self.json(["nextUri": "https://trino.test:8443/q"]) : Self.html(200)
        }
        await #expect(throws: TrinoError.notTrino("a page of type text/html")) { try await numbers(client(staying)) }
        #expect(staying.sent.last?.method == "DELETE")
        #expect(staying.sent.last?.url == "https://trino.test:8443/q")
    }

    @Test(
        "A statement that failed inside Trino is retried by the type of its error",
        arguments: [
            ("USER_ERROR", "TABLE_NOT_FOUND", 1), ("INTERNAL_ERROR", "GENERIC_INTERNAL_ERROR", 3),
            ("EXTERNAL", "HIVE_METASTORE_ERROR", 3), ("INSUFFICIENT_RESOURCES", "CLUSTER_OUT_OF_MEMORY", 3),
        ])
    func failures(type: String, name: String, tries: Int) async {
        let transport = ScriptedTransport { _, _ in
            Self.json(["error": ["errorName": .string(name), "errorType": .string(type), "message": "m"]])
        }
        await #expect(throws: TrinoError.failed(TrinoFailure(name: name, type: type, message: "m"))) {
            try await numbers(client(transport))
        }
        #expect(transport.sent.count == tries)
    }

    @Test(
        "A server that is starting is waited for",
        arguments: ["SERVER_STARTING_UP", "NO_NODES_AVAILABLE", "nodes is empty"])
    func starting(what: String) async throws {
        let name = what.contains(" ") ? "GENERIC_INTERNAL_ERROR" : what
        let transport = ScriptedTransport { _, count in
            count < 8
                ? Self.json([
                    "error": ["errorName": .string(name), "errorType": "INTERNAL_ERROR", "message": .string(what)]
                ])
                : Self.json(["columns": Self.columns, "data": [[1]]])
        }
        #expect(try await numbers(client(transport)) == [1])
    }

    @Test("A statement that takes too long is cancelled at the server")
    func timeout() async {
        let transport = ScriptedTransport { _, _ in Self.json(["nextUri": "https://trino.test:8443/q"]) }
        await #expect(throws: TrinoError.timedOut(seconds: 0)) {
            try await numbers(client(transport) { $0.statementTimeout = 0 })
        }
        #expect(transport.sent.last?.method == "DELETE")
    }

    @Test("A cancelled Task cancels the statement at the server")
    func cancelled() async {
        let transport = ScriptedTransport { _, _ in Self.json(["nextUri": "https://trino.test:8443/q"]) }
        let client = client(transport)
        let task = Task { try await client.fold("SELECT 1", from: 0) { _, _ in } }
        task.cancel()
        await #expect(throws: (any Error).self) { try await task.value }
        #expect(transport.sent.last?.method == "DELETE")
    }

    @Test("Answers that are no JSON, or JSON of another kind, are refused without a trap")
    func nonsense() async {
        for body in [
            "", "{", "[]", "{\"nextUri\":5}", "{\"data\":{\"a\":1}}", "{\"error\":\"x\"}", "{\"nextUri\":\"nope\"}",
        ] {
            let transport = ScriptedTransport { _, _ in
                HTTPClientResponse(status: 200, headers: ["Content-Type": "application/json"], body: Array(body.utf8))
            }
            let outcome: [Int64]? = try? await numbers(client(transport))
            #expect(outcome == nil || outcome == [], "\(body)")
        }
    }

    @Test("Names and texts are quoted for SQL")
    func quoting() {
        #expect(TrinoClient.quoted("odd \"name\"") == "\"odd \"\"name\"\"\"")
        #expect(TrinoClient.literal("it's") == "'it''s'")
    }
}
