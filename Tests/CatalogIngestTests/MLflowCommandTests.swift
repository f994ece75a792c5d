import Basics
import HTTPClient
import Testing

@testable import CatalogIngest

private let start: Int64 = 1_795_000_000_000

@Suite("MLflow from the command line, over a catalog that remembers")
struct MLflowCommandTests {
    private func session(_ source: any HTTPTransport, _ catalog: MemoryCatalog) -> Session {
        var session = Session(catalog)
        session.connectors = [MLflowConnector.self]
        session.source = source
        return session
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
