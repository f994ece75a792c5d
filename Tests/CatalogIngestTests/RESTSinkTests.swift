import Basics
import HTTPClient
import TestSupport
import Testing

@testable import CatalogIngest

@Suite("Writing to a catalog by REST, scripted answers")
struct RESTSinkTests {
    private static func response(_ status: Int, _ body: JSON = [:]) -> HTTPClientResponse {
        HTTPClientResponse(status: status, headers: ["Content-Type": "application/json"], body: body.bytes)
    }

    private func sink(
        _ transport: any HTTPTransport, token: String? = nil, change: (inout RESTSink.Settings) -> Void = { _ in }
    ) -> RESTSink {
        var settings = RESTSink.Settings()
        settings.batchSize = 4
        change(&settings)
        return RESTSink(
            server: "http://catalog.test/", token: token.map { Secret($0) },
            identity: RunIdentity(runID: "trino-x", pipelineName: "nightly", started: 5), transport: transport,
            settings: settings)
    }

    private func proposals(_ count: Int) -> [IngestProposal] {
        (0..<count).map {
            IngestProposal(
                urn: "urn:li:dataset:(urn:li:dataPlatform:trino,t\($0),PROD)", entityType: "dataset",
                aspectName: "status", value: ["removed": false])
        }
    }

    private static func urns(_ sent: ScriptedTransport.Sent) -> [String] {
        ((try? JSON.parse(sent.body))?["proposals"]?.arrayValue ?? []).compactMap { $0["entityUrn"]?.stringValue }
    }

    @Test("Aspects travel in batches of DataHub's shape, with run and pipeline")
    func shape() async throws {
        let transport = ScriptedTransport { _, _ in Self.response(200, ["value": "success"]) }
        let sink = sink(transport, token: "tok")
        try await sink.write(proposals(6))
        let tally = try await sink.flush()
        #expect(tally.written == 6 && tally.unchanged == 0)
        let sent = transport.sent
        #expect(sent.map { Self.urns($0).count }.sorted() == [2, 4])
        #expect(sent[0].url == "http://catalog.test/aspects?action=ingestProposalBatch")
        #expect(sent[0].headers["Authorization"] == "Bearer tok")
        let body = try JSON.parse(sent[0].body)
        #expect(body["async"] == "false")
        let first = try #require(body["proposals"]?[0])
        #expect(first["changeType"] == "UPSERT")
        #expect(first["entityType"] == "dataset")
        #expect(first["aspect"]?["value"] == #"{"removed":false}"#)
        #expect(first["aspect"]?["contentType"] == "application/json")
        #expect(first["systemMetadata"]?["runId"] == "trino-x")
        #expect(first["systemMetadata"]?["pipelineName"] == "nightly")
    }

    @Test("What the server says was unchanged is counted so; nonsense counts are held within the batch")
    func counts() async throws {
        let answers: [JSON] = [
            ["value": "success", "written": 1, "unchanged": 3, "position": 9], ["unchanged": 99], ["unchanged": -4],
        ]
        let transport = ScriptedTransport { _, count in Self.response(200, answers[min(count, 2)]) }
        let sink = sink(transport) { $0.maximumInFlight = 1 }
        try await sink.write(proposals(12))
        let tally = try await sink.flush()
        #expect(tally.unchanged == 3 + 4 + 0)
        #expect(tally.written == 1 + 0 + 4)
    }

    @Test("One refused aspect costs its batch nothing and is reported with its reason")
    func refused() async throws {
        let transport = ScriptedTransport { sent, _ in
            Self.urns(sent).contains { $0.contains("t2,") }
                ? Self.response(422, ["code": "bad", "detail": "aspect 2 is wrong"]) : Self.response(200)
        }
        let sink = sink(transport)
        try await sink.write(proposals(8))
        let tally = try await sink.flush()
        #expect(tally.written == 7 && tally.failed == 1)
        #expect(tally.problems.count == 1)
        #expect(tally.problems.first?.object.contains("t2,") == true)
        #expect(tally.problems.first?.reason == "aspect 2 is wrong")
    }

    @Test("A refused token ends the run", arguments: [401, 403])
    func access(status: Int) async throws {
        let transport = ScriptedTransport { _, _ in Self.response(status, ["message": "no"]) }
        let sink = sink(transport, token: "t")
        await #expect(throws: IngestError.self) { try await sink.check() }
        try? await sink.write(proposals(40))
        let error = await thrown(IngestError.self) { try await sink.flush() }
        #expect(error?.code == .access)
    }

    @Test("A catalog that goes away in the middle ends the run, and every aspect is accounted for")
    func away() async throws {
        let transport = ScriptedTransport { _, count throws(HTTPClientError) in
            if count == 0 { return Self.response(200) }
            throw .connect(host: "catalog.test:80", reason: "refused")
        }
        let run = Run(identity: RunIdentity(runID: "r", started: 0), sink: sink(transport) { $0.maximumInFlight = 1 })
        var ending: IngestError?
        do { for _ in 0..<10 { try await run.emit(proposals(4)) } } catch { ending = error }
        let report = await run.finish(endedBy: ending)
        #expect(report.ending?.code == .destination)
        #expect(report.written == 4)
        #expect(report.seen == report.written + report.failed)
        #expect(report.exitStatus == .partial)
    }

    @Test(
        "Never more requests under way than allowed, and never more aspects waiting than a batch",
        .timeLimit(.minutes(1)))
    func bounds() async throws {
        let transport = SlowTransport()
        let sink = sink(transport) { $0.maximumInFlight = 2 }
        for proposal in proposals(60) { try await sink.write([proposal]) }
        #expect(try await sink.flush().written == 60)
        #expect(transport.most.value == 2)
    }

    @Test("A large aspect travels alone")
    func large() async throws {
        let transport = ScriptedTransport { _, _ in Self.response(200) }
        let sink = sink(transport) { $0.maximumBatchBytes = 1000 }
        var list = proposals(3)
        list[1].value = ["text": .string(String(repeating: "x", count: 5000))]
        try await sink.write(list)
        _ = try await sink.flush()
        #expect(transport.sent.map { Self.urns($0).count }.sorted() == [1, 1, 1])
    }
}

/// Answers the first request when a second one is under way, the others after more had a chance to be sent, and notes how
/// many were under way at most.
private final class SlowTransport: HTTPTransport {
    let most = Locked(0)
    private let current = Locked(0)
    private let second = Signal()

    func send(
        _ request: HTTPClientRequest, retrying policy: RetryPolicy
    ) async throws(HTTPClientError) -> HTTPClientResponse {
        let now = current.update { value in
            value += 1
            return value
        }
        most.update { $0 = max($0, now) }
        if now > 1 { second.raise() }
        await second.wait()
        for _ in 0..<50 { await Task.yield() }
        current.update { $0 -= 1 }
        return HTTPClientResponse(status: 200, body: Array("{}".utf8))
    }
}
