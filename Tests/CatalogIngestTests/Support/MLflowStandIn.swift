import Basics
import HTTPClient

@testable import CatalogIngest

/// Answers as an MLflow server would that holds a few things; for what a real one cannot be made to do in a test.
final class MLflowStandIn: HTTPTransport {
    struct Content: Sendable {
        var experiments: [JSON] = []
        var runs: [JSON] = []
        var models: [JSON] = []
        var versions: [JSON] = []
        /// `nil` as with 2.x.
        var loggedModels: [JSON]?
    }

    let content: Locked<Content>
    /// Paths with their bodies, in order.
    let asked = Locked<[String]>([])
    /// Answers in place of the server; gets path, body and the number of requests before.
    private let instead: @Sendable (String, JSON, Int) throws(HTTPClientError) -> HTTPClientResponse?

    init(
        _ content: Content,
        instead: @escaping @Sendable (String, JSON, Int) throws(HTTPClientError) -> HTTPClientResponse? = {
            _, _, _ throws(HTTPClientError) in nil
        }
    ) {
        self.content = Locked(content)
        self.instead = instead
    }

    static func experiment(_ id: Int, _ name: String, updated: Int64 = 1, deleted: Bool = false) -> JSON {
        [
            "experiment_id": .string("\(id)"), "name": .string(name), "last_update_time": .int(updated),
            "lifecycle_stage": deleted ? "deleted" : "active",
        ]
    }

    static func run(
        _ id: String, in experiment: Int = 1, start: Int64, end: Int64? = nil, status: String = "FINISHED",
        deleted: Bool = false
    ) -> JSON {
        var info = JSONObject([
            .init("run_id", .string(id)), .init("experiment_id", .string("\(experiment)")),
            .init("status", .string(status)), .init("start_time", .int(start)),
            .init("lifecycle_stage", deleted ? "deleted" : "active"),
        ])
        if let end { info["end_time"] = .int(end) }
        return ["info": .object(info), "data": [:]]
    }

    func send(
        _ request: HTTPClientRequest, retrying policy: RetryPolicy
    ) async throws(HTTPClientError) -> HTTPClientResponse {
        let path = request.url.split(separator: "/mlflow/").last.map(String.init) ?? request.url
        let body = (try? JSON.parse(request.body)) ?? .null
        let count = asked.update { asked in
            asked.append("\(path) \(body.isNull ? "" : body.text)")
            return asked.count - 1
        }
        if let answer = try instead(path, body, count) { return answer }
        let content = content.value
        let token = body["page_token"]?.stringValue
        let size = Int(body["max_results"]?.intValue ?? 1000)
        if path.hasPrefix("experiments/search") { return page(content.experiments, "experiments", size, token) }
        if path.hasPrefix("runs/search") { return page(runs(content, body), "runs", size, token) }
        if path.hasPrefix("registered-models/") { return page(content.models, "registered_models", 1000, nil) }
        if path.hasPrefix("model-versions/") { return page(content.versions, "model_versions", 1000, nil) }
        guard path.hasPrefix("logged-models/"), let models = content.loggedModels else {
            return HTTPClientResponse(
                status: 404, headers: ["Content-Type": "text/html"], body: Array("<html>Not Found</html>".utf8))
        }
        return page(models, "models", size, token)
    }

    private func runs(_ content: Content, _ body: JSON) -> [JSON] {
        let ids = Set((body["experiment_ids"]?.arrayValue ?? []).compactMap(\.stringValue))
        let filter = body["filter"]?.stringValue ?? ""
        return content.runs.filter { run in
            let info = run["info"]
            guard ids.contains(info?["experiment_id"]?.stringValue ?? "") else { return false }
            let isDeleted = info?["lifecycle_stage"] == "deleted"
            if body["run_view_type"] == "DELETED_ONLY", !isDeleted { return false }
            let limit = Int64(filter.split(separator: " ").last ?? "") ?? 0
            if filter.contains("start_time >=") { return info?["start_time"]?.intValue ?? 0 >= limit }
            if filter.contains("start_time >") { return info?["start_time"]?.intValue ?? 0 > limit }
            if filter.contains("end_time >") { return info?["end_time"]?.intValue ?? 0 > limit }
            if filter.contains("status !=") { return info?["status"] == "RUNNING" }
            if filter.contains("run_id IN") { return filter.contains("'\(info?["run_id"]?.stringValue ?? "")'") }
            return true
        }.sorted { $0["info"]?["start_time"]?.intValue ?? 0 < $1["info"]?["start_time"]?.intValue ?? 0 }
    }

    private func page(_ items: [JSON], _ member: String, _ size: Int, _ token: String?) -> HTTPClientResponse {
        let start = token.flatMap { Int($0) } ?? 0
        var object = JSONObject()
        let end = min(items.count, start + size)
        if start < end { object[member] = .array(Array(items[start..<end])) }
        if end < items.count { object["next_page_token"] = .string("\(end)") }
        return HTTPClientResponse(
            status: 200, headers: ["Content-Type": "application/json"], body: JSON.object(object).bytes)
    }
}

/// Keeps a checkpoint in memory.
actor MemoryCheckpoint: CheckpointStore {
    private(set) var checkpoint: Checkpoint?

    func load() -> Checkpoint? { checkpoint }
    func save(_ checkpoint: Checkpoint) { self.checkpoint = checkpoint }
}

/// One run of a pipeline that remembers.
func scan(
    _ connector: some Connector, _ checkpoint: MemoryCheckpoint, at moment: Int64
) async throws -> (proposals: [IngestProposal], report: Report) {
    let sink = CollectingSink()
    let run = Run(
        identity: RunIdentity(runID: "test", pipelineName: "test", started: moment), sink: sink, output: .silent,
        checkpoints: checkpoint)
    try await run.begin()
    var ending: IngestError?
    do { try await connector.scan(into: run) } catch { ending = error }
    let report = await run.finish(endedBy: ending)
    return (await sink.proposals, report)
}
