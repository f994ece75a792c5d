import Basics
import CatalogModel
import CatalogSchema
import CatalogService
import CatalogTestKit
import HTTPServer

@testable import CatalogLineageIn

/// The room over a store in memory, asked as clients ask it.
struct Door {
    let store: MemoryStore
    private let router: Router

    init(
        namespaces: NamespaceRules = NamespaceRules(), retention: EventRetention = EventRetention(days: 0),
        store: MemoryStore = MemoryStore()
    ) {
        self.store = store
        var router = Router()
        LineageInAPI(
            model: .standard, store: store, namespaces: namespaces, retention: retention,
            logger: Logger(sink: { _ in })
        ).addRoutes(to: &router)
        self.router = router
    }

    /// Posts a body, as text or JSON.
    func post(_ body: JSON, to path: String = "/api/v1/lineage") async -> HTTPResponse {
        await post(body.bytes, to: path)
    }

    func post(_ body: [UInt8], to path: String = "/api/v1/lineage") async -> HTTPResponse {
        await router.handle(HTTPRequest(method: "POST", target: path, body: body))
    }

    func get(_ target: String) async -> HTTPResponse {
        await router.handle(HTTPRequest(method: "GET", target: target))
    }

    /// The latest value of an aspect; `nil` when there is none.
    func aspect(_ urn: String, _ name: String) async throws -> JSON? {
        guard let record = try await store.aspect(of: Urn(urn), name: name, version: 0) else { return nil }
        return try JSON.parse(record.value)
    }

    /// The points of a timeseries, oldest first.
    func points(_ urn: String, _ name: String) async throws -> [JSON] {
        let records = try await store.timeseries(TimeseriesQuery(urn: Urn(urn), aspect: name, limit: 10_000))
        return try records.reversed().map { try JSON.parse($0.value) }
    }

    /// Everything that is stored of entities, as text that is equal for equal content.
    func contents(_ urns: some Collection<Urn>) async throws -> [String: String] {
        let urns = urns.sorted()
        var contents: [String: String] = [:]
        for (urn, entity) in zip(urns, try await store.entities(urns, aspects: nil)) {
            for aspect in entity?.aspects ?? [] { contents["\(urn) \(aspect.name)"] = aspect.value }
            for name in ["dataProcessInstanceRunEvent", "operation"] {
                let records = try await store.timeseries(TimeseriesQuery(urn: urn, aspect: name, limit: 10_000))
                if !records.isEmpty {
                    contents["\(urn) \(name)"] = records.map(\.value).sorted().joined(separator: "\n")
                }
            }
        }
        return contents
    }
}

extension HTTPResponse {
    var json: JSON { (try? JSON.parse(body)) ?? .null }
}

/// Events as clients write them.
enum Event {
    static let producer = "https://github.com/OpenLineage/OpenLineage/tree/1.53.0/integration/spark"
    static let spark = "urn:li:dataFlow:(spark,app,prod)"
    static let job = "urn:li:dataJob:(\(spark),app.load)"

    static func run(
        _ type: String, run: String = "01a1fe51-9f63-7086-b8c9-91aefb8d02f7", job: String = "app.load",
        at time: String = "2026-11-21T13:35:23.614Z", inputs: [JSON] = [], outputs: [JSON] = [], runFacets: JSON = [:],
        jobFacets: JSON = [:]
    ) -> JSON {
        [
            "eventType": .string(type), "eventTime": .string(time), "producer": .string(producer),
            "schemaURL": "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
            "run": ["runId": .string(run), "facets": runFacets],
            "job": ["namespace": "prod", "name": .string(job), "facets": jobFacets],
            "inputs": .array(inputs), "outputs": .array(outputs),
        ]
    }

    static func dataset(_ namespace: String, _ name: String, _ facets: JSON = [:]) -> JSON {
        ["namespace": .string(namespace), "name": .string(name), "facets": facets]
    }

    static func table(_ name: String, _ facets: JSON = [:]) -> JSON {
        dataset("postgres://db:5432", "shop.public.\(name)", facets)
    }

    static func urn(_ name: String) -> String {
        "urn:li:dataset:(urn:li:dataPlatform:postgres,shop.public.\(name),PROD)"
    }

    static func column(_ table: String, _ column: String) -> String {
        "urn:li:schemaField:(\(urn(table)),\(column))"
    }
}
