import Basics
import CatalogModel
import CatalogPostgres
import CatalogSchema
import CatalogService
import CatalogTestKit
import Postgres
import Testing

@Suite("Edges stored before they knew when they were first seen")
struct EdgeUpgradeTests {
    private static let table = "urn:li:dataset:(urn:li:dataPlatform:hive,ö,PROD)"
    private static let job = "urn:li:dataJob:(urn:li:dataFlow:(airflow,f,PROD),j)"

    private static func column(_ name: String) -> JSON { .string("urn:li:schemaField:(\(table),\(name))") }

    private static func mapping(_ up: [JSON], _ down: [JSON], _ members: [(String, JSON)]) -> JSON {
        let ends: [JSONObject.Member] = [
            .init("upstreamType", "FIELD_SET"), .init("upstreams", .array(up)), .init("downstreamType", "FIELD_SET"),
            .init("downstreams", .array(down)),
        ]
        return .object(JSONObject(ends + members.map { .init($0.0, $0.1) }))
    }

    private static let mappings: JSON = [
        mapping([column("a"), column("b")], [column("x")], [("transformOperation", "say \"hi\"\n\\ü/é")]),
        mapping([column("a")], [column("x")], [("transformOperation", "the first one counts")]),
        mapping([column("b")], [column("y")], [("confidenceScore", .number("0.90")), ("query", "urn:li:query:q")]),
        mapping([column("c")], [column("y")], [("confidenceScore", .number("1.0"))]),
        mapping(
            [column("d")], [column("z")],
            [("transformOperation", .string(String(repeating: "𝕏", count: 300))), ("query", "urn:li:query:r")]),
        mapping([], [column("z")], [("query", .null)]),
    ]

    @Test("the migration gives them what their aspects say, as the service would") func columnMappings() async throws {
        let database = try await TestDatabase.fresh()
        let pool = database.pool()
        let result = await Result {
            _ = try await Migrator(pool: pool).migrate()
            let store = PostgresStore(pool: pool)
            let writer = MetadataWriter(model: .standard, store: store)
            _ = try await writer.write(
                [
                    Proposal(
                        urn: Urn(Self.table), aspectName: "upstreamLineage",
                        value: ["upstreams": [], "fineGrainedLineages": Self.mappings]),
                    Proposal(
                        urn: Urn(Self.job), aspectName: "dataJobInputOutput",
                        value: [
                            "inputDatasets": [], "outputDatasets": [], "fineGrainedLineages": Self.mappings,
                        ]),
                ], actor: AuditStamp.systemActor)
            #expect(try await store.check(limit: 10) { _, _ in }.count == 0)
            try await Self.forgetAndMigrate(pool)
            let report = try await store.check(limit: 10) { _, _ in }
            #expect(report.differences == [])
            #expect(report.aspects > 0)
            let lineage = LineageQuery(
                root: try Urn(Self.column("y").stringValue ?? ""), direction: .upstream)
            let evidence = try await LineageEvidence(store: store, reader: store)
                .evidence(of: store.lineage(lineage).edges)
            #expect(Set(evidence.compactMap(\.confidence?.text)) == ["0.90", "1"])
            #expect(evidence.allSatisfy { $0.claim?.firstSeen.time != nil })
        }
        await pool.close()
        try await database.drop()
        try result.get()
    }

    /// Makes the database one of the release before, and migrates it again.
    private static func forgetAndMigrate(_ pool: PostgresPool) async throws {
        try await pool.withConnection { connection in
            try connection.runScript(
                """
                alter table edge drop column first_position, drop column first_observed;
                update edge set properties = null;
                delete from schema_migration where name = 'add_edge_first_seen.sql';
                """)
        }
        #expect(try await Migrator(pool: pool).migrate().count == 1)
    }
}
