import Basics
import CatalogAPI
import CatalogModel
import CatalogSchema
import CatalogService
import CatalogTestKit
import HTTPServer
import Testing

/// The routes over a store in memory, called straight through the router.
struct Service {
    let store: MemoryStore
    let metrics = Metrics()
    let log = LogLines()
    let router: Router
    let writer: MetadataWriter

    init(
        sharing store: MemoryStore = MemoryStore(), replayer: (any DeadLetterReplayer)? = nil,
        patience: Duration = .seconds(10),
        readiness: Readiness = Readiness(checks: [])
    ) {
        let log = self.log
        self.store = store
        writer = MetadataWriter(model: .standard, store: store)
        let api = CatalogAPI(
            services: .init(
                store: store, search: store, lineage: store, evidence: store, deadLetters: store, checker: store,
                replayer: replayer,
                writer: writer,
                model: .standard, metrics: metrics, logger: Logger(sink: { log.append($0) }),
                readiness: { readiness }),
            patience: patience)
        var router = Router(problem: CatalogAPI.problemRenderer)
        api.routes(into: &router)
        self.router = router
    }

    func get(_ target: String) async -> Answer { Answer(await router.handle(HTTPRequest(target: target))) }

    func post(_ target: String, _ body: JSON = .null) async -> Answer { await post(target, bytes: body.bytes) }

    func post(_ target: String, bytes: [UInt8]) async -> Answer {
        Answer(await router.handle(HTTPRequest(method: "POST", target: target, body: bytes)))
    }

    /// Writes an aspect and requires that it is accepted.
    @discardableResult
    func put(_ urn: String, _ aspect: String, _ value: JSON) async throws -> Int64 {
        let answer = await post(
            "/v1/proposals", ["entityUrn": .string(urn), "aspectName": .string(aspect), "aspect": ["value": value]])
        try #require(answer.status == 200, "\(answer.json)")
        return try #require(answer.json["position"]?.intValue)
    }
}

struct Answer {
    let response: HTTPResponse
    let json: JSON

    init(_ response: HTTPResponse) {
        self.response = response
        json = (try? JSON.parse(response.body)) ?? .null
    }

    var status: Int { response.status }
    var code: String? { json["code"]?.stringValue }
    var text: String { String(decoding: response.body, as: UTF8.self) }
}

func dataset(_ name: String, platform: String = "hive") -> String {
    "urn:li:dataset:(urn:li:dataPlatform:\(platform),\(name),PROD)"
}

func path(_ urn: String) -> String { "/v1/entities/" + percentEncoded(urn) }

func upstreams(_ urns: String...) -> JSON {
    [
        "upstreams": .array(
            urns.map {
                [
                    "dataset": .string($0), "type": "TRANSFORMED",
                    "auditStamp": ["time": 0, "actor": "urn:li:corpuser:etl"],
                ]
            })
    ]
}
