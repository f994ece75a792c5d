import Basics
import CatalogAPI
import CatalogModel
import CatalogSchema
import CatalogService
import CatalogTestKit
import HTTPServer
import Testing

@testable import CatalogLineageIn

@Suite struct OpenAPIContractTests {
    let contract: OpenAPI
    let store = MemoryStore()
    let router: Router

    init() throws {
        contract = try OpenAPI()
        let metrics = Metrics()
        let store = self.store
        metrics.collectBasics(store: store, deadLetters: store, version: "test")
        let api = CatalogAPI(
            services: .init(
                store: store, search: store, lineage: store, evidence: store, deadLetters: store, checker: store,
                replayer: Replayer(store: store),
                writer: MetadataWriter(model: .standard, store: store), model: .standard, metrics: metrics,
                logger: Logger(level: .error),
                readiness: {
                    Readiness(checks: [.init(name: "database", isHealthy: true, isRequired: true, detail: "answers")])
                }))
        var router = Router(problem: CatalogAPI.problemRenderer)
        api.routes(into: &router)
        TrinoEvents(
            writer: MetadataWriter(model: .standard, store: store), store: store, lineage: store,
            logger: Logger(level: .error)
        ).addRoutes(to: &router)
        LineageInAPI(model: .standard, store: store, logger: Logger(level: .error)).addRoutes(to: &router)
        self.router = router
    }

    private struct NoDefaults: DefaultAspects {
        func defaults(for urn: Urn, writes: [AspectWrite]) -> [AspectWrite] { [] }
    }

    private struct Replayer: DeadLetterReplayer {
        let store: MemoryStore

        func replay(_ letter: DeadLetter) async throws(StoreError) -> String? {
            _ = try await store.commit(WriteBatch(writes: [], defaults: NoDefaults(), replayed: [letter.id]))
            return nil
        }
    }

    @Test("the routes are the documented operations, and nothing else") func routes() {
        let served = Set(router.routes.map { "\($0.method) \($0.pattern) \($0.name)" })
        let documented = Set(contract.operations.map { "\($0.method) \($0.path) \($0.id)" })
        #expect(served.subtracting(documented) == [], "served, but not documented")
        #expect(documented.subtracting(served) == [], "documented, but not served")
        #expect(served.count == router.routes.count)
    }

    @Test("every operation documents its parameters, its stability and an example of each answer") func complete() {
        for operation in contract.operations {
            let parameters = (operation.json["parameters"]?.arrayValue ?? []).compactMap {
                contract.schemas.followed($0)
            }
            let inPath = parameters.filter { $0["in"] == "path" }.compactMap { $0["name"]?.stringValue }
            let captures = operation.path.split(separator: "/").filter { $0.hasPrefix("{") }
                .map { String($0.dropFirst().dropLast()) }
            #expect(inPath == captures, "\(operation.id)")
            #expect(operation.json["x-stability"] != nil, "\(operation.id)")
            #expect(operation.json["summary"]?.stringValue?.isEmpty == false, "\(operation.id)")
            for (place, schema, examples) in contract.contents(operation) where schema != ["type": "string"] {
                #expect(!examples.isEmpty, "\(operation.id) \(place)")
            }
        }
    }

    @Test("every documented example has the documented shape") func examples() {
        for operation in contract.operations {
            for (place, schema, examples) in contract.contents(operation) {
                for example in examples {
                    let found = contract.schemas.violations(of: example, schema: schema)
                    #expect(found == [], "\(operation.id) \(place)")
                }
            }
        }
    }

    @Test("documented problems exist, with a status that the operation documents; no code is undocumented")
    func problems() {
        var mentioned: Set<String> = []
        for operation in contract.operations {
            let statuses = Set(contract.responses(operation).keys)
            for word in operation.problemCodes {
                mentioned.insert(word)
                guard
                    let status = ProblemCode(rawValue: word)?.status ?? EventProblem.Code(rawValue: word)?.status
                else {
                    Issue.record("\(operation.id) mentions \(word), which does not exist")
                    continue
                }
                #expect(statuses.contains(String(status)), "\(operation.id) answers \(word)")
            }
        }
        #expect(Set(ProblemCode.allCases.map(\.rawValue)).subtracting(mentioned) == [])
    }

    @Test("answers of the running routes have the documented shape, and documented requests are taken") func answers()
        async throws
    {
        let dataset = "urn:li:dataset:(urn:li:dataPlatform:hive,shop.orders,PROD)"
        let copy = "urn:li:dataset:(urn:li:dataPlatform:hive,shop.copy,PROD)"
        let letter = DeadLetterDraft(
            clusterID: "c", topic: "t", partition: 0, offset: 1, key: [1], value: [0xFF], timestamp: 1, code: "x",
            reason: "y")
        _ = try await store.commit(WriteBatch(writes: [], defaults: NoDefaults(), deadLetters: [letter]))

        let documented = [
            ("postProposals", "/v1/proposals"), ("postTrinoEvent", "/v1/events/trino"),
            ("analyzeSQL", "/v1/sql/lineage"), ("postLineageEvents", "/api/v1/lineage"),
            ("postLineageEventBatch", "/api/v1/lineage/batch"),
            ("postLineageEventsAtDataHub", "/openapi/openlineage/api/v1/lineage"),
            ("postLineageEventBatchAtDataHub", "/openapi/openlineage/api/v1/lineage/batch"),
        ]
        for (id, target) in documented {
            let operation = try #require(contract.operations.first { $0.id == id })
            for (place, _, examples) in contract.contents(operation) where place == "request" {
                for example in examples {
                    let answer = await router.handle(
                        HTTPRequest(method: "POST", target: target, body: example.bytes))
                    check(answer, operation)
                    #expect(answer.status == 200)
                }
            }
        }
        let events = try #require(contract.operations.first { $0.id == "postLineageEvents" })
        let unfit: JSON = ["eventTime": "today"]
        let fit: JSON = [
            "eventTime": "2026-11-21T13:35:23Z", "producer": "p", "job": ["namespace": "n", "name": "j"],
        ]
        let refused: [(JSON, Int)] = [(unfit, 400), (.array([unfit]), 400), (.array([unfit, fit]), 207)]
        for (body, status) in refused {
            let answer = await router.handle(HTTPRequest(method: "POST", target: "/api/v1/lineage", body: body.bytes))
            check(answer, events)
            #expect(answer.status == status)
        }
        let proposals = try #require(contract.operations.first { $0.id == "postProposals" })
        let lineage: JSON = [
            "entityUrn": .string(copy), "aspectName": "upstreamLineage",
            "aspect": [
                "value": [
                    "upstreams": [
                        [
                            "dataset": .string(dataset), "type": "COPY",
                            "auditStamp": ["time": 0, "actor": "urn:li:corpuser:etl"],
                        ]
                    ]
                ]
            ],
        ]
        check(
            await router.handle(HTTPRequest(method: "POST", target: "/v1/proposals", body: lineage.bytes)), proposals)

        let segment = percentEncoded(dataset)
        let targets: [(String, String, String)] = [
            ("getEntity", "GET", "/v1/entities/\(segment)?minPosition=1"),
            ("getEntity", "GET", "/v1/entities/urn:li:dataset:never"),
            ("getEntity", "GET", "/v1/entities/nonsense"),
            ("getAspect", "GET", "/v1/entities/\(segment)/aspects/datasetProperties"),
            ("getAspect", "GET", "/v1/entities/\(segment)/aspects/ownership"),
            ("search", "GET", "/v1/search?limit=1"), ("search", "GET", "/v1/search?limit=0"),
            ("getLineage", "GET", "/v1/lineage/\(percentEncoded(copy))?hops=all"),
            ("getLineage", "GET", "/v1/lineage/\(segment)?direction=downstream"),
            ("getLineage", "GET", "/v1/lineage/\(segment)?direction=downstream&evidence=false"),
            ("getLineage", "GET", "/v1/lineage/\(percentEncoded(copy))?evidence=maybe"),
            ("getLineage", "GET", "/v1/lineage/urn:li:dataset:never"),
            ("postTrinoEvent", "POST", "/v1/events/trino"),
            ("analyzeSQL", "POST", "/v1/sql/lineage"), ("analyzeSQL", "POST", "/v1/sql/lineage?a=1"),
            ("postTrinoEvent", "POST", "/v1/events/trino?env=prod"),
            ("postLineageEvents", "POST", "/api/v1/lineage"),
            ("postLineageEventBatch", "POST", "/api/v1/lineage/batch"),
            ("postLineageEventsAtDataHub", "POST", "/openapi/openlineage/api/v1/lineage"),
            ("postLineageEventBatchAtDataHub", "POST", "/openapi/openlineage/api/v1/lineage/batch"),
            ("listLineageEvents", "GET", "/api/v1/lineage/events?run=01a1fe51-9f63-7086-b8c9-91aefb8d02f7"),
            ("listLineageEvents", "GET", "/api/v1/lineage/events"),
            ("listLineageEventsAtDataHub", "GET", "/openapi/openlineage/api/v1/lineage/events?run=unknown"),
            ("getPosition", "GET", "/v1/position"), ("checkConsistency", "GET", "/v1/fsck"),
            ("listDeadLetters", "GET", "/v1/dead-letters"),
            ("getDeadLetter", "GET", "/v1/dead-letters/1"), ("getDeadLetter", "GET", "/v1/dead-letters/2"),
            ("replayDeadLetter", "POST", "/v1/dead-letters/1/replay"),
            ("replayDeadLetter", "POST", "/v1/dead-letters/1/replay"),
            ("postProposals", "POST", "/v1/proposals"), ("getHealth", "GET", "/health"),
            ("getLiveness", "GET", "/livez"), ("getReadiness", "GET", "/readyz"), ("getMetrics", "GET", "/metrics"),
        ]
        for (id, method, target) in targets {
            let operation = try #require(contract.operations.first { $0.id == id })
            check(await router.handle(HTTPRequest(method: method, target: target)), operation)
        }
        #expect(Set(targets.map(\.0)) == Set(contract.operations.map(\.id)), "every operation is asked")
    }

    /// Holds an answer against what its operation documents for the status.
    private func check(_ answer: HTTPResponse, _ operation: OpenAPI.Operation) {
        let text = String(decoding: answer.body, as: UTF8.self)
        guard let response = contract.responses(operation)[String(answer.status)] else {
            Issue.record("\(operation.id) answers \(answer.status), which is not documented: \(text)")
            return
        }
        let media = answer.headers["Content-Type"]?.split(separator: ";").first.map(String.init) ?? ""
        guard let schema = response["content"]?[media]?["schema"] else {
            Issue.record("\(operation.id) answers \(media) with \(answer.status), which is not documented")
            return
        }
        for header in response["headers"]?.objectValue?.members ?? [] {
            let isRequired = contract.schemas.followed(header.value)?["required"]?.boolValue == true
            if isRequired { #expect(answer.headers[header.name] != nil, "\(operation.id) \(header.name)") }
        }
        let value = media.hasSuffix("json") ? (try? JSON.parse(answer.body)) ?? .null : .string(text)
        #expect(contract.schemas.violations(of: value, schema: schema) == [], "\(operation.id) \(answer.status)")
        if answer.status >= 400, let code = value["code"]?.stringValue {
            #expect(operation.problemCodes.contains(code), "\(operation.id)")
        }
    }
}
