import Basics
import CatalogLineageIn
import CatalogModel
import CatalogPostgres
import CatalogSchema
import CatalogService
import CatalogTestKit
import HTTPServer
import Testing

private let seeds = Array(UInt64(1)...UInt64(4))

@Suite("Owners of edges, redefined through several servers at once")
struct OwnerTests {
    @Test("a view's owner replaces its own edges and nobody else's", arguments: seeds) func views(seed: UInt64)
        async throws
    {
        try await Servers.run(count: 2) { servers in
            var generator = SeededGenerator(seed: seed)
            // Another owner states the very same edges, before and while the views are redefined.
            let view = Self.views[0]
            let others = Proposal(
                urn: try Urn(Self.job), aspectName: "dataJobInputOutput",
                value: [
                    "inputDatasets": .array(Self.tables.map(JSON.string)), "outputDatasets": [.string(view)],
                    "fineGrainedLineages": Self.mappings(Self.tables, view),
                ], systemMetadata: SystemMetadata(lastObserved: 1000, runID: "etl"))
            _ = try await servers[0].writer.write([others], actor: AuditStamp.systemActor)
            let before = try await servers[0].evidence(of: Self.column(view)).filter { $0.edge.owner == Self.job }
            #expect(before.count == Self.tables.count)

            let definitions = try (0..<40).map { number in
                let view = Self.views[Int.random(in: 0..<Self.views.count, using: &generator)]
                let inputs = Self.tables.filter { _ in Bool.random(using: &generator) }
                return Proposal(
                    urn: try Urn(view), aspectName: "upstreamLineage",
                    value: [
                        "upstreams": .array(inputs.map { ["dataset": .string($0), "type": "VIEW"] }),
                        "fineGrainedLineages": Self.mappings(inputs, view),
                    ], systemMetadata: SystemMetadata(lastObserved: Int64(2000 + number), runID: "run-\(number)"))
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (index, definition) in definitions.enumerated() {
                    let server = servers[index % servers.count]
                    group.addTask { _ = try await server.writer.write([definition], actor: AuditStamp.systemActor) }
                    if index % 10 == 0 {
                        group.addTask { _ = try await server.writer.write([others], actor: AuditStamp.systemActor) }
                    }
                }
                try await group.waitForAll()
            }
            for view in Self.views {
                let stored = try await servers[1].store.aspect(of: Urn(view), name: "upstreamLineage", version: 0)
                let value = try stored.map { try JSON.parse($0.value) }
                let upstreams = value?["upstreams"]?.arrayValue?.compactMap { $0["dataset"]?.stringValue } ?? []
                let own = try await servers[0].evidence(of: view).filter { $0.edge.owner == view }
                #expect(own.map(\.edge.source) == upstreams.sorted())
                #expect(own.allSatisfy { $0.runID == stored?.systemMetadata.runID })
                let columns = try await servers[0].evidence(of: Self.column(view)).filter { $0.edge.owner == view }
                #expect(columns.map(\.edge.source) == upstreams.map(Self.column).sorted())
            }
            let after = try await servers[0].evidence(of: Self.column(view)).filter { $0.edge.owner == Self.job }
            #expect(after.map(\.edge) == before.map(\.edge))
            #expect(after.map { $0.claim?.firstSeen } == before.map { $0.claim?.firstSeen })
            #expect(try await servers[0].store.check(limit: 5) { _, _ in }.differences == [])
        }
    }

    @Test("a job whose events come through two servers has the edges of one", arguments: seeds)
    func jobs(seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let events = (0..<60).map { Self.event($0, &generator) }
        let straight = MemoryStore()
        let door = Server.router(straight)
        for event in events { #expect(await Server.post(event, to: door) == 200) }
        let expected = try await straight.aspect(of: Urn(Self.openLineageJob), name: "dataJobInputOutput", version: 0)
        try await Servers.run(count: 2) { servers in
            // The output is a view as well, with edges of its own from a table that the job reads.
            let view = Proposal(
                urn: try Urn(Self.views[0]), aspectName: "upstreamLineage",
                value: [
                    "upstreams": [["dataset": .string(Self.tables[0]), "type": "VIEW"]],
                    "fineGrainedLineages": Self.mappings([Self.tables[0]], Self.views[0]),
                ])
            _ = try await servers[0].writer.write([view], actor: AuditStamp.systemActor)
            let before = try await servers[0].evidence(of: Self.views[0])
            let answers = await withTaskGroup(of: Int.self, returning: [Int].self) { group in
                for (index, event) in (events + events).shuffled(using: &generator).enumerated() {
                    let router = servers[index % servers.count].router
                    group.addTask { await Server.post(event, to: router) }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(answers) == [200])
            let found = try await servers[0].store.aspect(
                of: Urn(Self.openLineageJob), name: "dataJobInputOutput", version: 0)
            #expect(found?.value == expected?.value)
            #expect(found != nil)
            let own = try await servers[1].evidence(of: Self.views[0]).filter { $0.edge.owner == Self.views[0] }
            #expect(own.map(\.edge) == before.map(\.edge))
            #expect(own.map(\.claim) == before.map(\.claim))
            #expect(try await servers[0].store.check(limit: 5) { _, _ in }.differences == [])
        }
    }

    // MARK: - What is written

    private static let job = "urn:li:dataJob:(urn:li:dataFlow:(airflow,f,PROD),j)"
    private static let openLineageJob = "urn:li:dataJob:(urn:li:dataFlow:(spark,app,prod),app.load)"
    private static let views = (0..<2).map { table("v\($0)") }
    private static let tables = (0..<6).map { table("t\($0)") }

    private static func table(_ name: String) -> String {
        "urn:li:dataset:(urn:li:dataPlatform:postgres,shop.public.\(name),PROD)"
    }

    private static func column(_ table: String) -> String { "urn:li:schemaField:(\(table),c)" }

    private static func mappings(_ tables: [String], _ view: String) -> JSON {
        .array(
            tables.map { table in
                [
                    "upstreamType": "FIELD_SET", "upstreams": [.string(column(table))], "downstreamType": "FIELD",
                    "downstreams": [.string(column(view))],
                ]
            })
    }

    private static func event(_ number: Int, _ generator: inout SeededGenerator) -> JSON {
        func dataset(_ name: String) -> JSON {
            ["namespace": "postgres://db:5432", "name": .string("shop.public.\(name)")]
        }
        let inputs = (0..<6).filter { _ in Bool.random(using: &generator) }.map { dataset("t\($0)") }
        let run = Int.random(in: 0..<30, using: &generator)
        return [
            "eventType": .string(number % 2 == 0 ? "START" : "COMPLETE"),
            "eventTime": .string("2026-11-24T10:\(10 + run):\(10 + number % 50)Z"),
            "producer": "https://github.com/OpenLineage/OpenLineage/tree/1.53.0/integration/spark",
            "run": ["runId": .string("run-\(run)")], "job": ["namespace": "prod", "name": "app.load"],
            "inputs": .array(inputs), "outputs": [dataset("v0")],
        ]
    }
}

/// A server of several on one database.
private struct Server: Sendable {
    let store: PostgresStore
    let writer: MetadataWriter
    let router: Router

    init(_ store: PostgresStore) {
        self.store = store
        writer = MetadataWriter(model: .standard, store: store)
        router = Self.router(store)
    }

    static func router(_ store: any MetadataStore & EventLedger) -> Router {
        var router = Router()
        LineageInAPI(model: .standard, store: store, logger: Logger(sink: { _ in })).addRoutes(to: &router)
        return router
    }

    static func post(_ event: JSON, to router: Router) async -> Int {
        await router.handle(HTTPRequest(method: "POST", target: "/api/v1/lineage", body: event.bytes)).status
    }

    /// What feeds an entity, by the upstream end.
    func evidence(of urn: String) async throws -> [EdgeEvidence] {
        let page = try await store.lineage(LineageQuery(root: Urn(urn), direction: .upstream))
        return try await LineageEvidence(store: store, reader: store).evidence(of: page.edges)
            .sorted { ($0.edge.source, $0.edge.owner) < ($1.edge.source, $1.edge.owner) }
    }
}

private enum Servers {
    /// Runs several servers on a fresh database, each with connections of its own.
    static func run(count: Int, _ body: ([Server]) async throws -> Void) async throws {
        let database = try await TestDatabase.fresh()
        let pools = (0..<count).map { _ in database.pool(size: 3) }
        let result = await Result {
            _ = try await Migrator(pool: pools[0]).migrate()
            try await body(pools.map { Server(PostgresStore(pool: $0)) })
        }
        for pool in pools { await pool.close() }
        try await database.drop()
        try result.get()
    }
}
