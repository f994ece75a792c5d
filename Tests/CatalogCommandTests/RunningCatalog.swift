import Basics
import CatalogAPI
import CatalogModel
import CatalogSchema
import CatalogService
import CatalogTestKit
import HTTPServer
import Testing

@testable import catalog

/// A catalog in memory that really listens, so that client commands meet what they would meet.
struct RunningCatalog {
    let store = MemoryStore()
    let url: String
    private let writer: MetadataWriter
    private let server: HTTPServer

    init() throws {
        let store = self.store
        writer = MetadataWriter(model: .standard, store: store)
        let api = CatalogAPI(
            services: .init(
                store: store, search: store, lineage: store, evidence: store, deadLetters: store, checker: store,
                replayer: Replayer(store: store),
                writer: writer, model: .standard, metrics: Metrics(), logger: Logger(level: .error),
                readiness: { Readiness(checks: []) }),
            patience: .milliseconds(50))
        var router = Router(problem: CatalogAPI.problemRenderer)
        api.routes(into: &router)
        server = HTTPServer(
            configuration: HTTPServerConfiguration(), logger: Logger(level: .error),
            problem: CatalogAPI.problemRenderer,
            handler: router.handle)
        url = "http://127.0.0.1:\(try server.start())"
    }

    /// Settles letters whose reason is not `hopeless`.
    private struct Replayer: DeadLetterReplayer {
        let store: MemoryStore

        func replay(_ letter: DeadLetter) async throws(StoreError) -> String? {
            if letter.draft.reason == "hopeless" { return "still hopeless" }
            _ = try await store.commit(WriteBatch(writes: [], defaults: NoDefaults(), replayed: [letter.id]))
            return nil
        }
    }

    private struct NoDefaults: DefaultAspects {
        func defaults(for urn: Urn, writes: [AspectWrite]) -> [AspectWrite] { [] }
    }

    func put(_ urn: String, _ aspect: String, _ value: JSON) async throws {
        _ = try await writer.write(
            [Proposal(urn: Urn(urn), aspectName: aspect, value: value)], actor: AuditStamp.unknownActor)
    }

    /// States that tables named `upstreams` feed the one named `name`.
    func feed(_ name: String, from upstreams: [String]) async throws {
        let entries: [JSON] = upstreams.map {
            [
                "dataset": .string(table($0)), "type": "COPY",
                "auditStamp": ["time": 0, "actor": "urn:li:corpuser:etl"],
            ]
        }
        try await put(table(name), "upstreamLineage", ["upstreams": .array(entries)])
    }

    func park(_ reasons: [String]) async throws {
        let letters = reasons.enumerated().map { offset, reason in
            DeadLetterDraft(
                clusterID: "c", topic: "t", partition: 0, offset: Int64(offset), key: nil,
                value: Array("{\"a\":\"\u{1B}[2J\"}".utf8), timestamp: 1, code: "unknown_aspect", reason: reason)
        }
        _ = try await store.commit(WriteBatch(writes: [], defaults: NoDefaults(), deadLetters: letters))
    }

    /// Runs a client command against this catalog.
    func run(_ words: String...) async -> (status: CommandStatus, screen: Screen) {
        let screen = Screen()
        let status = await catalog.run(words, environment: ["CATALOG_SERVER": url], terminal: screen.terminal())
        return (status, screen)
    }
}

func table(_ name: String) -> String { "urn:li:dataset:(urn:li:dataPlatform:hive,\(name),PROD)" }
