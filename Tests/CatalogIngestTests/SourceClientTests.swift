import Basics
import HTTPClient
import TestSupport
import Testing

@testable import CatalogIngest

@Suite("Reading a source over HTTP")
struct SourceClientTests {
    private func client(
        _ fields: [String: String] = [:], _ answer: @escaping @Sendable (Int) -> HTTPClientResponse
    ) throws -> SourceClient {
        let transport = ScriptedTransport { _, count throws(HTTPClientError) in answer(count) }
        return try SourceClient(
            "Box", server: "http://box:1/", try configuration(SourceClient.fields("Box"), fields),
            context: ConnectorContext(transport: { _ in transport }, pause: { _ in try Task.checkCancellation() }))
    }

    private func answer(
        _ status: Int, _ text: String, _ headers: HTTPHeaders = ["Content-Type": "text/plain"]
    ) -> HTTPClientResponse {
        HTTPClientResponse(status: status, headers: headers, body: Array(text.utf8))
    }

    private func failure(_ client: SourceClient) async -> SourceError? {
        await thrown(SourceError.self) { _ = try await client.json("GET", "/x") }
    }

    @Test("Without credentials, with a wrong password, with an old token: each sentence says what to do")
    func unauthorized() async throws {
        let refusal = answer(401, "You are not authenticated.")
        let none = await failure(try client { _ in refusal })
        #expect(none?.description.contains("--token-file") == true && none?.ingestError.code == .access)
        let password = await failure(try client(["username": "ana", "password": "x"]) { _ in refusal })
        #expect(password?.description.contains("user or password") == true)
        let token = await failure(try client(["token": "x"]) { _ in refusal })
        #expect(token?.description.contains("may have expired") == true)
    }

    @Test("A refused host name is told from a missing right")
    func forbidden() async throws {
        let host = await failure(try client { _ in answer(403, "Invalid Host header - possible DNS rebinding attack") })
        #expect(host?.description.contains("--allowed-hosts") == true)
        let right = await failure(
            try client(["token": "x"]) { _ in answer(403, "Forbidden: Invalid authentication token") })
        #expect(right?.description.contains("lacks the right") == true)
        #expect(right?.endsRun == false, "one part may be forbidden while others are not")
    }

    @Test("A page in place of JSON is asked again, then reported; a good answer on the way is taken")
    func page() async throws {
        let html: HTTPHeaders = ["Content-Type": "text/html"]
        let never = await failure(try client { _ in answer(200, "<html>login</html>", html) })
        #expect(never?.kind == .notJSON && never?.description.contains("login page") == true)
        #expect(never?.description.contains("<html>") == false)
        let late = try await client { count in
            count == 0
                ? answer(200, "<html>starting</html>", html) : answer(200, "[1]", ["Content-Type": "application/json"])
        }.json("GET", "/x")
        #expect(late == [1])
    }

    @Test("Redirects, missing paths and overload are told apart")
    func statuses() async throws {
        #expect(await failure(try client { _ in answer(302, "") })?.description.contains("login page") == true)
        #expect(
            await failure(try client { _ in answer(404, "<p>no</p>") })?.description.contains("check the address")
                == true)
        let busy = await failure(try client { _ in answer(429, "slow down", ["Retry-After": "120"]) })
        #expect(busy?.description.contains("it asks to wait 120") == true)
        #expect(busy?.endsRun == false)
    }

    @Test("Of a traceback only the last line is shown, of JSON its message")
    func messages() async throws {
        let trace = "Traceback (most recent call last):\n  File \"/srv/x.py\", line 1\nValueError: no such job\n.\n"
        let failed = await failure(try client { _ in answer(500, trace) })
        #expect(failed?.description == "Box answered 500: ValueError: no such job")
        let json = await failure(
            try client { _ in
                answer(400, "{\"error_code\":\"X\",\"message\":\"bad token\"}", ["Content-Type": "application/json"])
            })
        #expect(json?.description == "Box answered 400: bad token")
    }

    @Test("Contradicting credentials are refused before anything is sent, and plain http is noted")
    func configuration() throws {
        func error(_ fields: [String: String]) -> IngestError? {
            do { _ = try client(fields) { _ in answer(200, "{}") } } catch { return error as? IngestError }
            return nil
        }
        #expect(error(["username": "a", "password": "b", "token": "c"])?.code == .configuration)
        #expect(error(["username": "a"])?.message.contains("no password") == true)
        #expect(error(["header_name": "Cookie"])?.message.contains("belong together") == true)
        #expect(try client(["token": "c"]) { _ in answer(200, "{}") }.notes.count == 1)
        #expect(try client { _ in answer(200, "{}") }.notes.isEmpty)
    }

    private func configuration(_ fields: [RecipeField], _ values: [String: String]) throws -> ConnectorConfiguration {
        try CatalogIngestTests.configuration(fields, values)
    }
}
