import Basics
import HTTPClient

@testable import CatalogIngest

/// A catalog in memory behind DataHub's REST interface, as far as a sink, a checkpoint and a dry run use it. It counts
/// versions, and dies when told.
final class MemoryCatalog: HTTPTransport {
    struct State: Sendable {
        var aspects: [String: [String: JSON]] = [:]
        /// Versions written of each entity, the run's own record aside.
        var versions: [String: Int] = [:]
        var events: [String: [String: [JSON]]] = [:]
        /// Urns of all proposals taken, in order.
        var taken: [String] = []
        /// Bodies of all requests.
        var bodies: [String] = []
        var requestsUntilDeath: Int?
    }

    let state = Locked(State())
    /// The status of answers about timeseries.
    let seriesStatus = Locked(200)
    /// Called at each writing request with its number, from 1.
    let onWrite = Locked<(@Sendable (Int) -> Void)?>(nil)
    private let writes = Locked(0)

    /// From so many writing requests on, no request is answered.
    func die(after requests: Int?) { state.update { $0.requestsUntilDeath = requests } }

    func aspect(_ urn: String, _ name: String) -> JSON? { state.value.aspects[urn]?[name] }

    /// Everything but the run's own record.
    var content: [String: [String: JSON]] {
        state.value.aspects.filter { !$0.key.hasPrefix("urn:li:dataHub") }
    }

    var versions: Int { state.value.versions.values.reduce(0, +) }

    func send(
        _ request: HTTPClientRequest, retrying policy: RetryPolicy
    ) async throws(HTTPClientError) -> HTTPClientResponse {
        if Task.isCancelled { throw .cancelled(sent: false) }
        let body = String(decoding: request.body, as: UTF8.self)
        let isWrite = request.url.contains("ingestProposalBatch")
        let isDead = state.update { state -> Bool in
            state.bodies.append(body)
            guard let left = state.requestsUntilDeath else { return false }
            guard left > 0 else { return true }
            if isWrite { state.requestsUntilDeath = left - 1 }
            return false
        }
        if isDead { throw .badAnswer(host: "memory", reason: "the catalog is gone") }
        if isWrite {
            let count = writes.update { count in
                count += 1
                return count
            }
            onWrite.value?(count)
        }
        if request.url.hasSuffix("/config") { return answer(["noCode": "true"]) }
        if request.url.contains("getTimeseriesAspectValues") {
            return answer(series(request.body), status: seriesStatus.value)
        }
        if request.url.contains("/entitiesV2") { return answer(entities(request.url)) }
        return answer(state.update { MemoryCatalog.write(request.body, to: &$0) })
    }

    private func answer(_ value: JSON, status: Int = 200) -> HTTPClientResponse {
        HTTPClientResponse(status: status, headers: ["Content-Type": "application/json"], body: value.bytes)
    }

    private static func write(_ body: [UInt8], to state: inout State) -> JSON {
        var (written, unchanged): (Int64, Int64) = (0, 0)
        for proposal in (try? JSON.parse(body))?["proposals"]?.arrayValue ?? [] {
            guard let urn = proposal["entityUrn"]?.stringValue, let name = proposal["aspectName"]?.stringValue,
                let text = proposal["aspect"]?["value"]?.stringValue, let value = try? JSON.parse(Array(text.utf8))
            else { continue }
            let isOwn = urn.hasPrefix("urn:li:dataHub") || name == "datahubIngestionCheckpoint"
            if !isOwn { state.taken.append(urn) }
            if TimeseriesAspects.names.contains(name) {
                state.events[urn, default: [:]][name, default: []].append(value)
            } else if state.aspects[urn]?[name]?.contentDigest == value.contentDigest {
                unchanged += 1
            } else {
                state.aspects[urn, default: [:]][name] = value
                if !isOwn { state.versions[urn, default: 0] += 1 }
                written += 1
            }
        }
        return ["value": "success", "written": .int(written), "unchanged": .int(unchanged)]
    }

    private func series(_ body: [UInt8]) -> JSON {
        let question = try? JSON.parse(body)
        let all =
            state.value.events[question?["urn"]?.stringValue ?? ""]?[question?["aspect"]?.stringValue ?? ""] ?? []
        let newest = all.indices.max { left, right in
            (all[left]["timestampMillis"]?.intValue ?? 0, left) < (all[right]["timestampMillis"]?.intValue ?? 0, right)
        }
        let values = newest.map { [["aspect": ["value": .string(all[$0].text)]] as JSON] } ?? []
        return ["value": ["values": .array(values)]]
    }

    private func entities(_ url: String) -> JSON {
        let list = url.split(separator: "ids=List(").last?.prefix { $0 != ")" } ?? ""
        var results = JSONObject()
        for part in list.split(separator: ",") {
            let urn = percentDecoded(part) ?? ""
            guard let aspects = state.value.aspects[urn] else { continue }
            let members = aspects.keys.sorted().map {
                JSONObject.Member($0, ["value": aspects[$0] ?? .null])
            }
            results.members.append(.init(urn, ["aspects": .object(JSONObject(members))]))
        }
        return ["results": .object(results)]
    }
}

/// A connector whose source is a list in memory: what tests of the runtime scan.
struct ListConnector: Connector {
    static let kind = "list"
    static let summary = "A list in memory"
    static let fields: [RecipeField] = [
        RecipeField("source", .text, required: true, option: "source", "Name of the list."),
        RecipeField("user", .text, option: "user", "Who looks."),
        RecipeField("password", .secret, "A secret."),
        RecipeField("password_env", .secretVariable(of: "password"), option: "password-env", "Its variable."),
    ]

    /// The sources by name.
    static let sources = Locked<[String: Source]>([:])

    struct Source: Sendable {
        /// Names by scope.
        var scopes: [String: [String]] = [:]
        /// Scopes whose listing fails.
        var broken: Set<String> = []
        /// Names told as kept rather than written.
        var unchanged: Set<String> = []
        /// What a description says of each object.
        var text = "plain"
        /// Called before each scope.
        var beforeScope: @Sendable (String) async -> Void = { _ in }
    }

    let name: String

    init(_ configuration: ConnectorConfiguration, context: ConnectorContext) throws(IngestError) {
        name = configuration.text("source") ?? ""
    }

    static func urn(_ name: String) -> String { "urn:li:dataset:(urn:li:dataPlatform:list,\(name),PROD)" }

    func check() {}

    func scan(into run: Run) async throws(IngestError) {
        let source = ListConnector.sources.value[name] ?? Source()
        var done = Set((await run.resume()?["done"]?.arrayValue ?? []).compactMap(\.stringValue))
        for scope in source.scopes.keys.sorted() where !done.contains(scope) {
            await source.beforeScope(scope)
            for name in source.scopes[scope] ?? [] {
                let urn = ListConnector.urn(name)
                if source.unchanged.contains(name) {
                    try await run.keep([urn], in: scope)
                } else {
                    try await run.emit(
                        [
                            IngestProposal(
                                urn: urn, entityType: "dataset", aspectName: "datasetProperties",
                                value: ["name": .string(name), "description": .string(source.text)]),
                            .status(of: urn, removed: false),
                        ], in: scope)
                }
            }
            if source.broken.contains(scope) {
                await run.add(Problem(.failed, object: scope, reason: "its listing broke off"))
                continue
            }
            await run.completeListing(of: scope)
            done.insert(scope)
            try await run.save(["done": .array(done.sorted().map { .string($0) })])
        }
        if source.broken.isEmpty { await run.completeScopes(source.scopes.keys.sorted()) }
    }
}
