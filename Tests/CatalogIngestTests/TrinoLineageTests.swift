import Basics
import HTTPClient
import Testing

@testable import CatalogIngest

/// Lineage, siblings, properties and statistics, a stand-in that answers at once.
@Suite("Trino connector, what a stand-in tells of its tables")
struct TrinoLineageTests {
    private func urn(_ name: String, _ platform: String = "trino") -> String {
        "urn:li:dataset:(urn:li:dataPlatform:\(platform),\(name),PROD)"
    }

    private func field(_ table: String, _ path: String, _ platform: String = "trino") -> String {
        "urn:li:schemaField:(\(urn(table, platform)),\(path))"
    }

    private func read(
        _ trino: MemoryTrino, _ values: [String: String] = [:]
    ) async throws -> (found: JSON, report: Report) {
        let (proposals, report) = try await scan(try trinoConnector(trino, values))
        return (document(proposals), report)
    }

    private func upstreams(_ aspects: JSON?) -> [String] {
        (aspects?["upstreamLineage"]?["upstreams"]?.arrayValue ?? []).compactMap { $0["dataset"]?.stringValue }
    }

    /// Upstream columns by the path of the view's column.
    private func columns(_ aspects: JSON?) -> [String: [String]] {
        var columns: [String: [String]] = [:]
        for entry in aspects?["upstreamLineage"]?["fineGrainedLineages"]?.arrayValue ?? [] {
            columns[entry["downstreams"]?[0]?.stringValue ?? ""] =
                (entry["upstreams"]?.arrayValue ?? []).compactMap(\.stringValue)
        }
        return columns
    }

    private let orders = MemoryTrino.Relation(schema: "staging", name: "orders")

    @Test("A view with full names is traced to columns without asking the planner, across catalogs")
    func qualified() async throws {
        let trino = MemoryTrino(
            .init(
                connectors: ["w": "memory", "tpch": "tpch"],
                relations: [
                    "tpch": [
                        .init(schema: "tiny", name: "nation", columns: [("key", "bigint"), ("label", "varchar")])
                    ],
                    "w": [
                        orders,
                        .init(
                            schema: "marts", name: "v", columns: [("id", "bigint"), ("total", "varchar")],
                            view: "SELECT o.id, n.label FROM w.staging.orders o JOIN tpch.tiny.nation n ON n.key = o.id"
                        ),
                    ],
                ]))
        let (found, report) = try await read(trino, ["catalog_pattern": "w$"])
        let view = found[urn("w.marts.v")]
        #expect(Set(upstreams(view)) == [urn("w.staging.orders"), urn("tpch.tiny.nation")])
        #expect(
            columns(view) == [
                field("w.marts.v", "id"): [field("w.staging.orders", "id")],
                field("w.marts.v", "total"): [field("tpch.tiny.nation", "label")],
            ])
        #expect(!trino.asked.value.contains { $0.hasPrefix("EXPLAIN") })
        #expect(report.exitStatus == .complete)
    }

    @Test("A name without a schema is the table that the planner names, not the one beside the view")
    func session() async throws {
        let trino = MemoryTrino(
            .init(
                connectors: ["w": "memory"],
                relations: [
                    "w": [
                        orders, .init(schema: "marts", name: "orders"),
                        .init(
                            schema: "marts", name: "v", columns: [("id", "bigint")], view: "SELECT id FROM orders",
                            plan: .success([["w", "staging", "orders"]])),
                    ]
                ]))
        let (found, _) = try await read(trino)
        #expect(upstreams(found[urn("w.marts.v")]) == [urn("w.staging.orders")])
        #expect(columns(found[urn("w.marts.v")]) == [field("w.marts.v", "id"): [field("w.staging.orders", "id")]])
    }

    @Test("A view of a view keeps the view as its source, and a text that cannot be read keeps the planner's tables")
    func views() async throws {
        let trino = MemoryTrino(
            .init(
                connectors: ["w": "memory"],
                relations: [
                    "w": [
                        orders,
                        .init(
                            schema: "staging", name: "first", view: "SELECT * FROM orders",
                            plan: .success([["w", "staging", "orders"]])),
                        .init(
                            schema: "staging", name: "second", view: "SELECT * FROM first",
                            plan: .success([["w", "staging", "orders"]])),
                        .init(
                            schema: "staging", name: "third", view: "¿qué?",
                            plan: .success([["w", "staging", "orders"]])),
                    ]
                ]))
        let (found, _) = try await read(trino)
        #expect(upstreams(found[urn("w.staging.second")]) == [urn("w.staging.first")])
        #expect(columns(found[urn("w.staging.second")]).count == 2)
        #expect(upstreams(found[urn("w.staging.third")]) == [urn("w.staging.orders")])
        #expect(columns(found[urn("w.staging.third")]).isEmpty)
    }

    @Test("A broken view is named with its reason and counted, and the exit status stays 0; no right is another matter")
    func broken() async throws {
        func trino(_ name: String) -> MemoryTrino {
            MemoryTrino(
                .init(
                    connectors: ["w": "memory"],
                    relations: [
                        "w": [
                            .init(
                                schema: "s", name: "v", view: "SELECT a FROM gone",
                                plan: .failure(TrinoFailure(name: name, type: "USER_ERROR", message: "why not")))
                        ]
                    ]))
        }
        let (found, report) = try await read(trino("INVALID_VIEW"))
        #expect(found[urn("w.s.v")]?["viewProperties"] != nil && found[urn("w.s.v")]?["upstreamLineage"] == nil)
        #expect(report.exitStatus == .complete && report.broken == 1 && report.skipped == 1)
        #expect(report.problems.first?.object == "w.s.v" && report.problems.first?.reason.contains("why not") == true)
        let (_, denied) = try await read(trino("PERMISSION_DENIED"))
        #expect(denied.exitStatus == .partial && denied.broken == 0)
    }

    @Test("A table has its dataset in the system below as sibling and source, a view has none")
    func siblings() async throws {
        let trino = MemoryTrino(
            .init(
                connectors: ["lake": "iceberg", "shop": "postgresql"],
                relations: [
                    "lake": [
                        .init(
                            schema: "sales", name: "orders", columns: [("id", "bigint"), ("tags", "array(varchar)")]),
                        .init(schema: "sales", name: "v", view: "SELECT id FROM lake.sales.orders"),
                    ],
                    "shop": [.init(schema: "public", name: "users")],
                ]))
        let (found, _) = try await read(trino)
        let table = found[urn("lake.sales.orders")]
        #expect(table?["siblings"] == ["siblings": [.string(urn("sales.orders", "iceberg"))], "primary": true])
        #expect(upstreams(table) == [urn("sales.orders", "iceberg")])
        let nested = "[version=2.0].[type=struct].[type=array].[type=string].tags"
        #expect(columns(table)[field("lake.sales.orders", nested)] == [field("sales.orders", nested, "iceberg")])
        #expect(upstreams(found[urn("lake.sales.v")]) == [urn("lake.sales.orders")])
        #expect(found[urn("lake.sales.v")]?["siblings"] == nil)
        // Without its database a table of PostgreSQL cannot be named.
        #expect(found[urn("shop.public.users")]?["siblings"] == nil)
        let (named, _) = try await read(trino, ["sibling_platforms": "shop=postgres:crm"])
        #expect(upstreams(named[urn("shop.public.users")]) == [urn("crm.public.users", "postgres")])
        #expect(throws: IngestError.self) { try trinoConnector(trino, ["sibling_platforms": "shop"]) }
    }

    @Test(
        "Properties come for many tables at once; one that fails costs only itself, and its description is left alone")
    func properties() async throws {
        let trino = MemoryTrino(
            .init(
                connectors: ["lake": "iceberg"],
                relations: [
                    "lake": (0..<30).map {
                        .init(schema: "s", name: "t\($0)", partitionKeys: $0 == 0 ? ["id"] : [])
                    }
                ],
                properties: Dictionary(
                    uniqueKeysWithValues: (0..<29).map { ("s.t\($0)", [("format", "PARQUET"), ("write.n", "\($0)")]) }))
        )
        let (found, report) = try await read(trino, ["table_properties": "true"])
        let custom = found[urn("lake.s.t7")]?["datasetProperties"]?["customProperties"]
        #expect(custom == ["format": "PARQUET", "write.n": "7"])
        #expect(found[urn("lake.s.t29")]?["datasetProperties"] == nil)
        #expect(report.problems.map(\.object) == ["lake.s.t29"])
        #expect(report.skipped == 1 && report.exitStatus == .partial)
        let fields = found[urn("lake.s.t0")]?["schemaMetadata"]?["fields"]
        #expect(fields?[0]?["isPartitioningKey"] == true && fields?[1]?["isPartitioningKey"] == nil)
        #expect(trino.asked.value.filter { $0.contains("$properties") }.count < 15)
    }

    @Test("The columns that partition an Iceberg or Delta Lake table are found behind their transforms")
    func partitions() async throws {
        let columns = ["order", "order_date", "id", "ts", "ts_day_name"].map { ($0, "bigint") }
        let trino = MemoryTrino(
            .init(
                connectors: ["lake": "iceberg"],
                relations: [
                    "lake": [
                        .init(schema: "s", name: "t", columns: columns), .init(schema: "s", name: "plain"),
                    ]
                ],
                properties: ["s.t": [("format", "ORC")], "s.plain": []],
                partitions: ["s.t": ["order_date_month", "id_bucket_16", "ts_day", "elsewhere"]]))
        let (found, report) = try await read(trino, ["table_properties": "true"])
        let fields = found[urn("lake.s.t")]?["schemaMetadata"]?["fields"]?.arrayValue ?? []
        let keys = fields.filter { $0["isPartitioningKey"] == true }.compactMap { $0["fieldPath"]?.stringValue }
        #expect(keys == ["order_date", "id", "ts"])
        #expect(found[urn("lake.s.plain")]?["datasetProperties"] != nil && report.exitStatus == .complete)
        func column(_ field: String) -> String? {
            TrinoHiddenTables.column(ofPartition: field, among: columns.map(\.0))
        }
        #expect(column("ts_day_name") == "ts_day_name" && column("ts_day_2") == "ts" && column("order") == "order")
        #expect(column("order_dates") == nil && column("id_bucket_x") == nil && column("id_") == nil)
    }

    @Test("Statistics at hand become a profile, for as many tables as asked; none become none")
    func profiles() async throws {
        let trino = MemoryTrino(
            .init(
                connectors: ["w": "memory"],
                relations: ["w": [orders, .init(schema: "t", name: "u"), .init(schema: "z", name: "z")]],
                stats: [
                    "SHOW STATS FOR \"w\".\"staging\".\"orders\"": [
                        ["id", .null, .double(1500), .double(0), .null, "1", "9"],
                        ["name", .null, "NaN", .null, .null, .null, .null],
                        [.null, .null, .null, .null, .double(15000), .null, .null],
                    ]
                ]))
        let (found, _) = try await read(trino, ["profile_tables": "2"])
        let profile = found[urn("w.staging.orders")]?["datasetProfile"]
        #expect(profile?["rowCount"] == 15000 && profile?["columnCount"] == 2)
        #expect(profile?["fieldProfiles"]?.arrayValue?.count == 1)
        #expect(profile?["fieldProfiles"]?[0]?["uniqueCount"] == 1500)
        #expect(found[urn("w.t.u")]?["datasetProfile"] == nil)
        #expect(trino.asked.value.filter { $0.hasPrefix("SHOW STATS") }.count == 2)
    }

    @Test("--check tells the user and the counts, and which catalog is refused")
    func access() async throws {
        let trino = MemoryTrino(.init(connectors: ["w": "memory"], relations: ["w": [orders]]))
        let report = try await trinoConnector(trino).access()
        #expect(report.facts.contains("signed in as ana"))
        #expect(report.facts.contains { $0.hasPrefix("w: 1 schemas, 1 of them wanted") })
        #expect(report.hidden.isEmpty)
        let closed = ScriptedTransport { sent, _ in
            let isCatalog = sent.body.contains("schemata")
            let body: JSON =
                isCatalog
                ? ["error": ["errorName": "PERMISSION_DENIED", "errorType": "USER_ERROR", "message": "Access Denied"]]
                : sent.url.hasSuffix("/v1/info")
                    ? ["starting": false, "nodeVersion": ["version": "435"]]
                    : sent.body.contains("metadata.catalogs")
                        ? ["columns": [["name": "catalog_name"]], "data": [["secret"]]] : ["columns": [], "data": []]
            return HTTPClientResponse(status: 200, headers: ["Content-Type": "application/json"], body: body.bytes)
        }
        let hidden = try await trinoConnector(closed).access().hidden
        #expect(hidden.map(\.object) == ["catalog secret"])
        #expect(hidden.first?.reason.contains("Access Denied") == true)
    }
}
