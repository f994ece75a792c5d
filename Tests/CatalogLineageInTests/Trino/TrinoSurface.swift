import Basics
import CatalogLineageIn
import CatalogModel
import CatalogSchema
import CatalogService
import CatalogTestKit
import Foundation
import HTTPServer
import Testing

/// The route over a store in memory.
struct TrinoSurface {
    let store = MemoryStore()
    let writer: MetadataWriter
    private let router: Router

    init(_ settings: TrinoEvents.Settings = .init()) {
        let store = self.store
        writer = MetadataWriter(model: .standard, store: store)
        var router = Router()
        TrinoEvents(
            writer: writer, store: store, lineage: store, settings: settings, logger: Logger(level: .error)
        ).addRoutes(to: &router)
        self.router = router
    }

    @discardableResult
    func post(_ event: JSON, _ parameters: String = "") async -> (status: Int, json: JSON) {
        await post(bytes: event.bytes, parameters)
    }

    func post(bytes: [UInt8], _ parameters: String = "") async -> (status: Int, json: JSON) {
        let answer = await router.handle(
            HTTPRequest(method: "POST", target: "/v1/events/trino" + parameters, body: bytes))
        return (answer.status, (try? JSON.parse(answer.body)) ?? .null)
    }

    func value(_ urn: String, _ aspect: String) async throws -> JSON? {
        try await store.aspect(of: Urn(urn), name: aspect, version: 0).map { try JSON.parse($0.value) }
    }

    func points(_ urn: String, _ aspect: String) async throws -> [JSON] {
        try await store.timeseries(TimeseriesQuery(urn: Urn(urn), aspect: aspect)).map { try JSON.parse($0.value) }
    }

    /// The urns that directly feed an entity, sorted.
    func upstream(_ urn: String, hops: Int? = 1) async throws -> [String] {
        try await store.lineage(LineageQuery(root: Urn(urn), direction: .upstream, hops: hops)).nodes.map(\.urn)
            .sorted()
    }

    func evidence(_ urn: String) async throws -> [EdgeEvidence] {
        let page = try await store.lineage(LineageQuery(root: Urn(urn), direction: .upstream))
        return try await LineageEvidence(store: store, reader: store).evidence(of: page.edges)
    }
}

/// An event as the real server posted it, without its plans and stages.
func recording(_ name: String) throws -> JSON {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("recordings/event-\(name).json")
    return try JSON.parse(Array(Data(contentsOf: file)))
}

func trino(_ name: String) -> String { "urn:li:dataset:(urn:li:dataPlatform:trino,\(name),PROD)" }

func column(_ table: String, _ name: String) -> String { "urn:li:schemaField:(\(trino(table)),\(name))" }

/// A completed query of a made-up cluster whose only schema is `w.s`.
struct MadeQuery {
    var id: String
    var statement: String
    var kind: String? = "INSERT"
    var user = "etl"
    /// Seconds since 1970.
    var at: Int64
    var state = "FINISHED"
    /// Columns by table.
    var reads: [(table: String, columns: [String])] = []
    var output: String?
    /// Columns of the output, each with its sources as `table.column`.
    var columns: [(name: String, sources: [String])] = []

    var event: JSON {
        func names(_ table: String, _ catalog: String) -> [JSONObject.Member] {
            [.init(catalog, "w"), .init("schema", "s"), .init("table", .string(table))]
        }
        let output: JSON? = output.map { table in
            let columns: [JSON] = columns.map { column in
                let sources: [JSON] = column.sources.map { source in
                    let parts = source.split(separator: ".").map(String.init)
                    return .object(
                        JSONObject(names(parts[0], "catalog") + [.init("columnName", .string(parts[1]))]))
                }
                return ["columnName": .string(column.name), "sourceColumns": .array(sources)]
            }
            return .object(JSONObject(names(table, "catalogName") + [.init("columns", .array(columns))]))
        }
        let tables: [JSON] = reads.map { read in
            .object(
                JSONObject(
                    names(read.table, "catalog") + [
                        .init("columns", .array(read.columns.map { ["column": .string($0), "mask": .null] })),
                        .init("directlyReferenced", true),
                    ]))
        }
        let inputs: [JSON] =
            kind == "CREATE VIEW"
            ? []
            : reads.map { read in
                .object(
                    JSONObject(
                        names(read.table, "catalogName")
                            + [.init("columns", .array(read.columns.map(JSON.string)))]))
            }
        return [
            "metadata": [
                "queryId": .string(id), "query": .string(statement), "queryState": .string(state),
                "updateType": kind.map(JSON.string) ?? .null, "tables": .array(tables),
            ],
            "context": ["user": .string(user), "source": "dbt", "queryType": "INSERT"],
            "ioMetadata": ["inputs": .array(inputs), "output": output ?? .null],
            "statistics": ["writtenRows": 3], "createTime": .int(at - 1), "endTime": .int(at),
        ]
    }
}
