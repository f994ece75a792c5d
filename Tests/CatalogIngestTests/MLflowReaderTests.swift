import Basics
import HTTPClient
import TestSupport
import Testing

@testable import CatalogIngest

private let hour: Int64 = 3_600_000
private let start: Int64 = 1_795_000_000_000

@Suite("MLflow reader: pages, what changed, what is gone, what fails")
struct MLflowReaderTests {
    private func connector(_ server: MLflowStandIn, _ fields: [String: String] = [:]) throws -> MLflowConnector {
        try MLflowConnector(
            try configuration(
                MLflowConnector.fields, ["tracking_uri": "http://mlflow:1"].merging(fields) { $1 }),
            context: ConnectorContext(transport: { _ in server }, pause: { _ in try Task.checkCancellation() }))
    }

    private func content(runs: Int) -> MLflowStandIn.Content {
        var content = MLflowStandIn.Content()
        content.experiments = [MLflowStandIn.experiment(1, "churn"), MLflowStandIn.experiment(2, "recsys")]
        content.runs = (0..<runs).map {
            MLflowStandIn.run("r\($0)", in: 1 + $0 % 2, start: start + Int64($0), end: start + Int64($0) + 5)
        }
        return content
    }

    private func runs(_ proposals: [IngestProposal]) -> Set<String> {
        Set(proposals.filter { $0.entityType == "dataProcessInstance" }.map(\.urn))
    }

    private func removed(_ proposals: [IngestProposal]) -> Set<String> {
        Set(proposals.filter { $0.aspectName == "status" && $0.value["removed"] == true }.map(\.urn))
    }

    @Test("Pages are read until the server says stop")
    func pages() async throws {
        let server = MLflowStandIn(content(runs: 2500))
        let (proposals, report) = try await scan(try connector(server))
        #expect(runs(proposals).count == 2500)
        #expect(report.exitStatus == .complete)
        #expect(server.asked.value.filter { $0.hasPrefix("runs/search") }.count == 3)
    }

    @Test("The second run reads what started, ended or is open, and writes nothing of the rest")
    func incremental() async throws {
        let server = MLflowStandIn(content(runs: 500))
        server.content.update {
            $0.runs.append(MLflowStandIn.run("open", start: start - hour, status: "RUNNING"))
        }
        let checkpoint = MemoryCheckpoint()
        let (first, _) = try await scan(try connector(server, ["overlap_seconds": "0"]), checkpoint, at: start + hour)
        #expect(runs(first).count == 501)
        server.content.update {
            $0.runs.append(MLflowStandIn.run("fresh", start: start + hour + 1, end: start + hour + 2))
            // It began before the first run and ended after.
            $0.runs.append(MLflowStandIn.run("long", start: start - 9, end: start + hour + 9))
        }
        let (second, report) = try await scan(
            try connector(server, ["overlap_seconds": "0"]), checkpoint, at: start + 2 * hour)
        #expect(runs(second) == Set(["open", "fresh", "long"].map(MLflowMapping.run)))
        #expect(removed(second).isEmpty && report.removed == 0)
        let (third, _) = try await scan(
            try connector(server, ["overlap_seconds": "0"]), checkpoint, at: start + 3 * hour)
        #expect(runs(third) == [MLflowMapping.run("open")])
    }

    @Test("Deleted and restored runs are seen without reading everything")
    func deletion() async throws {
        let server = MLflowStandIn(content(runs: 20))
        let checkpoint = MemoryCheckpoint()
        _ = try await scan(try connector(server), checkpoint, at: start + hour)
        func set(deleted: Bool) {
            server.content.update { $0.runs[3] = MLflowStandIn.run("r3", in: 2, start: start + 3, deleted: deleted) }
        }
        set(deleted: true)
        let (second, _) = try await scan(try connector(server), checkpoint, at: start + 2 * hour)
        #expect(removed(second) == [MLflowMapping.run("r3")])
        set(deleted: false)
        let (third, _) = try await scan(try connector(server), checkpoint, at: start + 3 * hour)
        #expect(runs(third).contains(MLflowMapping.run("r3")) && removed(third).isEmpty)
    }

    @Test("What is gone for good is marked as removed by the next full read, and only by it")
    func gone() async throws {
        let server = MLflowStandIn(content(runs: 20))
        let checkpoint = MemoryCheckpoint()
        _ = try await scan(try connector(server), checkpoint, at: start + hour)
        server.content.update { $0.runs.removeLast(2) }
        let (second, _) = try await scan(try connector(server), checkpoint, at: start + 2 * hour)
        #expect(removed(second).isEmpty)
        let (third, report) = try await scan(try connector(server), checkpoint, at: start + 30 * hour)
        #expect(removed(third) == Set(["r18", "r19"].map(MLflowMapping.run)))
        #expect(report.removed == 2)
    }

    @Test("A full read that was interrupted goes on where it was and removes nothing")
    func resume() async throws {
        let all = content(runs: 3000)
        let broken = MLflowStandIn(all) { path, body, _ throws(HTTPClientError) in
            guard path.hasPrefix("runs/search"), body["page_token"] == "2000" else { return nil }
            throw HTTPClientError.interrupted(host: "mlflow", sent: true, bytesReceived: 0, reason: "gone")
        }
        let checkpoint = MemoryCheckpoint()
        let (first, report) = try await scan(try connector(broken), checkpoint, at: start + hour)
        #expect(report.ending?.code == .source)
        #expect(runs(first).count == 2000)
        let server = MLflowStandIn(all)
        let (second, after) = try await scan(try connector(server), checkpoint, at: start + 2 * hour)
        // One run at the seam is read twice: others may have started in the same millisecond.
        #expect(runs(second).count == 1001)
        #expect(runs(first).union(runs(second)).count == 3000)
        #expect(after.exitStatus == .complete && after.removed == 0)
    }

    @Test("An experiment that cannot be read costs only itself, and nothing of it is taken for gone")
    func broken() async throws {
        let all = content(runs: 20)
        let checkpoint = MemoryCheckpoint()
        _ = try await scan(try connector(MLflowStandIn(all)), checkpoint, at: start + hour)
        let server = MLflowStandIn(all) { path, body, _ throws(HTTPClientError) in
            guard path.hasPrefix("runs/search"), body["experiment_ids"]?.arrayValue?.contains("2") == true else {
                return nil
            }
            return HTTPClientResponse(status: 500, headers: [:], body: Array("{\"message\":\"broken row\"}".utf8))
        }
        let (proposals, report) = try await scan(
            try connector(server, ["full": "true"]), checkpoint, at: start + 2 * hour)
        #expect(runs(proposals).count == 10)
        #expect(removed(proposals).isEmpty)
        #expect(report.problems.map(\.object) == ["the runs of experiment recsys"])
        #expect(report.problems.first?.reason.contains("broken row") == true)
        #expect(report.exitStatus == .partial)
    }

    @Test("A page that does not come in time is asked again in a smaller size")
    func slow() async throws {
        let server = MLflowStandIn(content(runs: 300)) { path, body, _ throws(HTTPClientError) in
            guard path.hasPrefix("runs/search"), body["max_results"]?.intValue ?? 0 > 100 else { return nil }
            throw HTTPClientError.timeout(host: "mlflow", sent: true)
        }
        let (proposals, report) = try await scan(try connector(server))
        #expect(runs(proposals).count == 300)
        #expect(report.exitStatus == .complete)
    }

    @Test("A token that expires in the middle ends the run, and what was read is written")
    func expired() async throws {
        let server = MLflowStandIn(content(runs: 2500)) { path, body, _ throws(HTTPClientError) in
            guard body["page_token"] == "1000" else { return nil }
            return HTTPClientResponse(status: 401, headers: [:], body: Array("expired".utf8))
        }
        let (proposals, report) = try await scan(
            try connector(server, ["token": "abcdefgh"]), MemoryCheckpoint(), at: start + hour)
        #expect(runs(proposals).count == 1000)
        #expect(report.ending?.code == .access)
        #expect(report.ending?.message.contains("expired") == true)
        #expect(report.exitStatus == .partial)
    }

    @Test("Patterns leave experiments and models out and say how many")
    func patterns() async throws {
        var all = content(runs: 10)
        all.models = [["name": "churn"], ["name": "other"]]
        all.versions = [["name": "other", "version": "1"]]
        let (proposals, report) = try await scan(
            try connector(MLflowStandIn(all), ["experiment_pattern": "rec", "model_pattern": "churn$"]))
        #expect(runs(proposals).count == 5)
        #expect(report.filtered == ["experiments": 1, "models": 1])
        #expect(!proposals.contains { $0.entityType == "mlModel" })
    }
}
