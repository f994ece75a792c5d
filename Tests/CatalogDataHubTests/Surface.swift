import Basics
import CatalogDataHub
import CatalogModel
import CatalogSchema
import CatalogService
import CatalogTestKit
import HTTPServer
import Testing

/// DataHub's surface over a store in memory, called through its router.
struct Surface {
    let store = MemoryStore()
    private let router: Router

    init() {
        var router = Router()
        let model = MetadataModel.standard
        DataHubAPI(
            model: model, writer: MetadataWriter(model: model, store: store), store: store, registry: store
        ).addRoutes(to: &router)
        self.router = router
    }

    func get(_ target: String) async -> Answer { await send(HTTPRequest(target: target)) }

    func post(_ target: String, _ body: JSON) async -> Answer { await post(target, text: body.text) }

    func post(_ target: String, text: String) async -> Answer { await post(target, bytes: Array(text.utf8)) }

    func post(_ target: String, bytes: [UInt8]) async -> Answer {
        await send(HTTPRequest(method: "POST", target: target, body: bytes))
    }

    func patch(_ target: String, _ body: JSON) async -> Answer {
        await send(HTTPRequest(method: "PATCH", target: target, body: body.bytes))
    }

    private func send(_ request: HTTPRequest) async -> Answer { Answer(await router.handle(request)) }

    /// Writes one aspect as the Python client does.
    @discardableResult
    func emit(_ urn: String, _ aspect: String, _ value: JSON, metadata: JSON = [:]) async -> Answer {
        await post(
            "/aspects?action=ingestProposal",
            ["proposal": Samples.proposal(urn, aspect, value, metadata: metadata), "async": "false"])
    }
}

/// An answer with its body read.
struct Answer {
    let status: Int
    let headers: HTTPHeaders
    let json: JSON?

    init(_ response: HTTPResponse) {
        status = response.status
        headers = response.headers
        json = try? JSON.parse(response.body)
    }

    var message: String { json?["message"]?.stringValue ?? "" }
    var code: String { json?["code"]?.stringValue ?? "" }
}

/// Requests in the form that the released clients send them.
enum Samples {
    static let table = "urn:li:dataset:(urn:li:dataPlatform:hive,shop.orders,PROD)"
    static let encodedTable = "urn%3Ali%3Adataset%3A%28urn%3Ali%3AdataPlatform%3Ahive%2Cshop.orders%2CPROD%29"
    static let checkpointJob =
        "urn:li:dataJob:(urn:li:dataFlow:(datahub,nightly,prod),hive_stale_entity_removal)"

    static let metadata: JSON = [
        "lastObserved": 1_795_170_639_906, "runId": "run-1", "lastRunId": "no-run-id-provided",
        "properties": ["clientId": "acryl-datahub", "clientVersion": "1.7.0.17"],
    ]

    static func proposal(_ urn: String, _ aspect: String, _ value: JSON, metadata: JSON = metadata) -> JSON {
        let type = urn.split(separator: ":").dropFirst(2).first.map(String.init) ?? ""
        return [
            "entityType": .string(type), "entityUrn": .string(urn), "changeType": "UPSERT",
            "aspectName": .string(aspect),
            "aspect": ["value": .string(value.text), "contentType": "application/json"],
            "systemMetadata": metadata,
        ]
    }

    static let snapshot: JSON = [
        "com.linkedin.metadata.snapshot.DatasetSnapshot": [
            "urn": .string(table),
            "aspects": [
                ["com.linkedin.common.Status": ["removed": false]],
                [
                    "com.linkedin.common.Ownership": [
                        "owners": [["owner": "urn:li:corpuser:ada", "type": "DATAOWNER"]], "ownerTypes": [:],
                        "lastModified": ["time": 1_760_000_000_000, "actor": "urn:li:corpuser:ada"],
                    ]
                ],
                ["com.linkedin.schema.SchemaMetadata": schemaMetadata],
            ],
        ]
    ]

    static let schemaMetadata: JSON = [
        "schemaName": "orders", "platform": "urn:li:dataPlatform:hive", "version": 0,
        "created": ["time": 0, "actor": "urn:li:corpuser:unknown"],
        "lastModified": ["time": 0, "actor": "urn:li:corpuser:unknown"], "hash": "",
        "platformSchema": ["com.linkedin.schema.OtherSchema": ["rawSchema": "raw"]],
        "fields": [
            [
                "fieldPath": "id", "nullable": false, "description": "the number",
                "type": ["type": ["com.linkedin.schema.NumberType": [:]]], "nativeDataType": "bigint",
                "recursive": false, "isPartOfKey": true,
            ]
        ],
    ]

    static func profile(at time: Int64, rows: Int64) -> JSON {
        [
            "timestampMillis": .int(time),
            "partitionSpec": ["partition": "FULL_TABLE_SNAPSHOT", "type": "FULL_TABLE"], "rowCount": .int(rows),
        ]
    }

    static func checkpoint(at time: Int64, pipeline: String) -> JSON {
        [
            "timestampMillis": .int(time),
            "partitionSpec": ["partition": "FULL_TABLE_SNAPSHOT", "type": "FULL_TABLE"],
            "pipelineName": .string(pipeline), "platformInstanceId": "", "config": "", "runId": "run-1",
            "state": ["formatVersion": "1.0", "serde": "base85-bz2-json", "payload": "LRx4!F+o`-Q"],
        ]
    }

    /// One request of each kind, to be sent as it is and damaged.
    static let requests: [(target: String, body: JSON)] = [
        (
            "/aspects?action=ingestProposal",
            ["proposal": proposal(table, "status", ["removed": false]), "async": "true"]
        ),
        (
            "/aspects?action=ingestProposal",
            ["proposal": proposal(table, "datasetProfile", profile(at: 1_760_000_000_000, rows: 3))]
        ),
        (
            "/aspects?action=ingestProposalBatch",
            [
                "proposals": [
                    proposal(table, "schemaMetadata", schemaMetadata), proposal(table, "status", ["removed": true]),
                    proposal("urn:li:tag:pii", "tagProperties", ["name": "PII", "description": "personal"]),
                ], "async": "false",
            ]
        ),
        ("/entities?action=ingest", ["entity": ["value": snapshot], "systemMetadata": metadata]),
        (
            "/entities?action=batchIngest",
            ["entities": [["value": snapshot]], "systemMetadata": [metadata]]
        ),
        (
            "/aspects?action=getTimeseriesAspectValues",
            [
                "urn": .string(checkpointJob), "entity": "dataJob", "aspect": "datahubIngestionCheckpoint", "limit": 1,
                "filter": [
                    "or": [["and": [["field": "pipelineName", "values": ["nightly"], "condition": "EQUAL"]]]]
                ],
            ]
        ),
        (
            "/openapi/v3/entity/dataset?async=false",
            [["urn": .string(table), "status": ["value": ["removed": false], "systemMetadata": metadata]]]
        ),
        (
            "/schema-registry/api/subjects/orders-value/versions",
            ["schema": #"{"type":"record","name":"O","fields":[]}"#]
        ),
    ]
}
