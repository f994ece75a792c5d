import Basics
import HTTPClient
import HTTPServer
import TestSupport
import Testing

@testable import CatalogIngest

@Suite("Writing to a catalog by REST, a small server on loopback")
struct RESTSinkServerTests {
    @Test("Batches arrive whole over a real connection; 503 and 429 are waited out, nothing is lost or doubled")
    func retries() async throws {
        let requests = Locked(0)
        let held = Locked<[String: Int]>([:])
        let server = HTTPServer(
            configuration: HTTPServerConfiguration(), logger: Logger(level: .error)
        ) { request in
            if request.path == "/config" { return HTTPResponse(status: 200, body: Array("{}".utf8)) }
            let count = requests.update { value in
                value += 1
                return value
            }
            if count % 3 == 1 { return HTTPResponse(status: count % 2 == 0 ? 429 : 503) }
            let proposals = (try? JSON.parse(request.body))?["proposals"]?.arrayValue ?? []
            held.update { held in
                for proposal in proposals { held[proposal["entityUrn"]?.stringValue ?? "", default: 0] += 1 }
            }
            let answer: JSON = ["value": "success", "written": .int(Int64(proposals.count)), "unchanged": 0]
            return HTTPResponse(status: 200, headers: ["Content-Type": "application/json"], body: answer.bytes)
        }
        let port = try server.start()
        var settings = RESTSink.Settings()
        settings.batchSize = 50
        settings.retries.firstDelay = .milliseconds(1)
        let sink = RESTSink(
            server: "http://127.0.0.1:\(port)", identity: RunIdentity(runID: "r", started: 0),
            transport: TransportSettings().client(), settings: settings)
        try await sink.check()
        try await sink.write(
            (0..<1020).map {
                IngestProposal(
                    urn: "urn:li:tag:\($0) ü", entityType: "tag", aspectName: "status", value: ["removed": false])
            })
        let tally = try await sink.flush()
        server.stop()
        #expect(tally.written == 1020 && tally.failed == 0)
        #expect(held.value.count == 1020)
        #expect(held.value.values.allSatisfy { $0 == 1 })
    }

    @Test("A catalog that is not there is named before anything is read")
    func absent() async throws {
        var settings = RESTSink.Settings()
        settings.retries = .never
        let sink = RESTSink(
            server: "http://127.0.0.1:1", identity: RunIdentity(runID: "r", started: 0),
            transport: TransportSettings().client(), settings: settings)
        let error = await thrown(IngestError.self) { try await sink.check() }
        #expect(error?.code == .destination)
    }
}
