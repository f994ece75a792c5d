import Basics
import Foundation
import HTTPClient
import Testing

@testable import CatalogIngest

private let start: Int64 = 1_795_000_000_000

/// What any connector has to do, seen from the command line, by those that read over HTTP.
@Suite("MLflow and Ray from the command line")
struct ConnectorFleetTests {
    /// A connector with its options and a source that holds something.
    struct Case: Sendable, CustomTestStringConvertible {
        var kind: String
        var options: [String]
        var source: @Sendable () throws -> any HTTPTransport

        var testDescription: String { kind }
    }

    static let cases = [
        Case(kind: "mlflow", options: ["--tracking-uri", "http://source:1"]) {
            ReplayTransport(try TestFiles.json("recordings/mlflow-3.json"), repeats: true)
        },
        Case(kind: "ray", options: ["--dashboard", "http://source:1"]) {
            ReplayTransport(try TestFiles.json("recordings/ray-2.60.json"), repeats: true)
        },
    ]

    private func session(_ source: any HTTPTransport, _ catalog: MemoryCatalog = MemoryCatalog()) -> Session {
        var session = Session(catalog)
        session.connectors = [MLflowConnector.self, RayConnector.self]
        session.source = source
        return session
    }

    @Test("A second run writes no new version", arguments: cases)
    func again(_ connector: Case) async throws {
        let catalog = MemoryCatalog()
        // The memory of a pipeline shortens the second read; everything is read here both times.
        let arguments = [connector.kind] + connector.options + ["--to", "http://c"]
        let full = connector.kind == "mlflow" ? ["--full"] : []
        let first = session(try connector.source(), catalog)
        #expect(await first.run(arguments + full) == .complete, "\(first.err)")
        let versions = catalog.versions
        #expect(versions > 20)
        let second = session(try connector.source(), catalog)
        #expect(await second.run(arguments + full) == .complete, "\(second.err)")
        #expect(catalog.versions == versions)
        #expect(catalog.content.values.allSatisfy { $0["status"] != nil || $0["versionSetProperties"] != nil })
    }

    @Test("A refused token ends with 2, a sentence that says what to do, and nothing of the token", arguments: cases)
    func refused(_ connector: Case) async throws {
        let refusing = ScriptedTransport { _, _ throws(HTTPClientError) in
            HTTPClientResponse(status: 401, headers: [:], body: Array("expired: s3cr3t-Token-12345".utf8))
        }
        var session = session(refusing)
        session.environment = ["T": "s3cr3t-Token-12345"]
        let exit = await session.run(
            [connector.kind] + connector.options + ["--token-env", "T", "--to", "http://c"])
        #expect(exit == .notStarted)
        #expect(session.err.contains("may have expired"))
        #expect(!session.err.contains("s3cr3t") && !session.out.contains("s3cr3t"))
    }

    @Test("A server that is not there, a page in place of JSON, another service: 2 and a sentence", arguments: cases)
    func wrongAddress(_ connector: Case) async throws {
        let answers: [Result<HTTPClientResponse, HTTPClientError>] = [
            .failure(.connect(host: "source", reason: "refused")),
            .success(
                HTTPClientResponse(status: 200, headers: ["Content-Type": "text/html"], body: Array("<html>".utf8))),
            .success(HTTPClientResponse(status: 404, headers: [:], body: Array("nope".utf8))),
            .success(HTTPClientResponse(status: 302, headers: ["Location": "https://login"], body: [])),
            .success(HTTPClientResponse(status: 503, headers: ["Retry-After": "600"], body: [])),
        ]
        for answer in answers {
            let session = session(ScriptedTransport { _, _ throws(HTTPClientError) in try answer.get() })
            let exit = await session.run([connector.kind] + connector.options + ["--to", "http://c"])
            #expect(exit == .notStarted, "\(session.err)")
            #expect(session.err.contains("check") || session.err.contains("try again later"), "\(session.err)")
            #expect(session.catalog.versions == 0)
        }
    }

    @Test("Check tells what is there and writes nothing", arguments: cases)
    func check(_ connector: Case) async throws {
        let session = session(try connector.source())
        #expect(await session.run([connector.kind] + connector.options + ["--check"]) == .complete, "\(session.err)")
        #expect(session.catalog.state.value.taken.isEmpty)
        #expect(session.out.contains(connector.kind == "ray" ? "jobs" : "experiments"), "\(session.out)")
    }

    @Test("A run whose catalog dies goes on where it was, and every run of the server is there in the end")
    func killed() async throws {
        var content = MLflowStandIn.Content()
        content.experiments = [MLflowStandIn.experiment(1, "a")]
        content.runs = (0..<3000).map {
            MLflowStandIn.run("r\($0)", start: start + Int64($0), end: start + Int64($0) + 5)
        }
        content.runs[10] = .object(
            JSONObject(
                (content.runs[10].objectValue?.members ?? []) + [
                    .init("inputs", ["dataset_inputs": [["dataset": ["name": "early", "digest": "1"]]]])
                ]))
        let server = MLflowStandIn(content)
        let catalog = MemoryCatalog()
        let arguments = ["mlflow", "--tracking-uri", "http://m", "--to", "http://c"]
        let first = session(server, catalog)
        catalog.die(after: 90)
        #expect(await first.run(arguments) != .complete)
        catalog.die(after: nil)
        let readBefore = server.asked.value.filter { $0.hasPrefix("runs/search") }.count
        let second = session(server, catalog)
        #expect(await second.run(arguments) == .complete, "\(second.err)")
        let readAfter = server.asked.value.filter { $0.hasPrefix("runs/search") }.count - readBefore
        #expect(readAfter < 3, "what was done is not read again")
        let urns = Set(catalog.content.keys)
        #expect(content.runs.indices.allSatisfy { urns.contains(MLflowMapping.run("r\($0)")) })
        #expect(
            urns.contains("urn:li:dataset:(urn:li:dataPlatform:mlflow,early,PROD)"),
            "what was met before the interruption and told at the end is not lost")
    }

    @Test("The second run of a pipeline reads what changed, from the catalog's own memory")
    func incremental() async throws {
        var content = MLflowStandIn.Content()
        content.experiments = [MLflowStandIn.experiment(1, "a")]
        content.runs = (0..<300).map {
            MLflowStandIn.run("r\($0)", start: start + Int64($0), end: start + Int64($0) + 5)
        }
        let server = MLflowStandIn(content)
        let catalog = MemoryCatalog()
        let arguments = ["mlflow", "--tracking-uri", "http://m", "--overlap-seconds", "0", "--to", "http://c"]
        #expect(await session(server, catalog).run(arguments) == .complete)
        server.content.update { $0.runs.append(MLflowStandIn.run("new", start: start + 1000, end: start + 1001)) }
        let taken = catalog.state.value.taken.count
        let second = session(server, catalog)
        #expect(await second.run(arguments) == .complete, "\(second.err)")
        let told = Set(catalog.state.value.taken[taken...].filter { $0.hasPrefix("urn:li:dataProcessInstance") })
        #expect(told == [MLflowMapping.run("new")])
        #expect(second.err.contains("reads what changed since"))
    }
}
