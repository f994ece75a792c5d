import Basics
import Testing

@Suite("DataHub writes")
struct WriteTests {
    private let surface = Surface()

    @Test(
        "A proposal is written whatever its async flag, its slashes and the form of its system metadata",
        arguments: [
            "/aspects?action=ingestProposal", "/aspects/?action=ingestProposal", "//aspects?action=ingestProposal",
        ])
    func single(target: String) async throws {
        let value: JSON = ["removed": false]
        for (flag, metadata) in [
            (JSON.string("true"), Samples.metadata), (.string("false"), .string(Samples.metadata.text)), (nil, nil),
        ] as [(JSON?, JSON?)] {
            var proposal = Samples.proposal(Samples.table, "status", value).objectValue ?? JSONObject()
            proposal["systemMetadata"] = metadata
            var body = JSONObject([.init("proposal", .object(proposal))])
            body["async"] = flag
            let answer = await surface.post(target, .object(body))
            #expect(answer.status == 200)
            #expect(answer.json?["value"] == "success")
            let position = try await surface.store.position()
            #expect(answer.headers["Catalog-Position"] == position.description)
        }
        let read = await surface.get("/aspects/\(Samples.encodedTable)?aspect=status&version=0")
        #expect(read.json?["aspect"] == ["com.linkedin.common.Status": ["removed": false]])
    }

    @Test("The trace id begins with the time in microseconds")
    func trace() async throws {
        let answer = await surface.emit(Samples.table, "status", ["removed": false])
        let parts = try #require(answer.headers["traceparent"]).split(separator: "-")
        #expect(parts.map(\.utf8.count) == [2, 32, 16, 2])
        let micros = try #require(Int64(parts[1].prefix(16), radix: 16))
        #expect(abs(micros / 1000 - SystemClock().now) < 60_000)
    }

    @Test("A batch counts what made a version and what was there already, timeseries apart")
    func batch() async {
        let body: JSON = [
            "proposals": [
                Samples.proposal(Samples.table, "status", ["removed": false]),
                Samples.proposal(Samples.table, "schemaMetadata", Samples.schemaMetadata),
                Samples.proposal(Samples.table, "datasetProfile", Samples.profile(at: 1_760_000_000_000, rows: 1)),
            ]
        ]
        let first = await surface.post("/aspects?action=ingestProposalBatch", body)
        #expect(first.status == 200)
        #expect(first.json?["value"] == "success")
        #expect(first.json?["written"] == 2)
        #expect(first.json?["unchanged"] == 0)
        let second = await surface.post("/aspects?action=ingestProposalBatch", body)
        #expect(second.json?["written"] == 0)
        #expect(second.json?["unchanged"] == 2)
        #expect(second.json?["position"]?.intValue.map(String.init) == second.headers["Catalog-Position"])
        let none = await surface.post("/aspects?action=ingestProposalBatch", ["proposals": []])
        #expect(none.status == 200)
        #expect(none.json?["position"] == second.json?["position"])
    }

    @Test("An urn that the emitter escaped twice is the one that was meant")
    func doubleEscapes() async {
        let urn = "urn:li:dataset:(urn:li:dataPlatform:hive,\\u0442\\u0430\\u0431,PROD)"
        #expect(await surface.emit(urn, "status", ["removed": false]).status == 200)
        let encoded = percentEncoded("urn:li:dataset:(urn:li:dataPlatform:hive,таб,PROD)")
        #expect(await surface.get("/aspects/\(encoded)?aspect=datasetKey").status == 200)
    }

    @Test("A snapshot is taken apart, with class names of rest.li and of Avro")
    func snapshot() async {
        let body: JSON = ["entity": ["value": Samples.snapshot], "systemMetadata": Samples.metadata]
        let avro = body.text.replacing("com.linkedin.", with: "com.linkedin.pegasus2avro.")
        #expect(await surface.post("/entities?action=ingest", body).status == 200)
        let before = await surface.get("/entitiesV2/\(Samples.encodedTable)")
        #expect(before.json?["aspects"]?["ownership"]?["value"]?["owners"]?[0]?["owner"] == "urn:li:corpuser:ada")
        #expect(await surface.post("/entities?action=ingest", text: avro).status == 200)
        let after = await surface.get("/entitiesV2/\(Samples.encodedTable)")
        for name in ["status", "ownership", "schemaMetadata"] {
            let (old, new) = (before.json?["aspects"]?[name], after.json?["aspects"]?[name])
            #expect(new?["value"] == old?["value"])
            #expect(new?["systemMetadata"]?["version"] == "1")
        }
        #expect(after.json?["aspects"]?["schemaMetadata"]?["value"] == Samples.schemaMetadata)
        let empty: JSON = [
            "entities": [
                ["value": ["com.linkedin.metadata.snapshot.TagSnapshot": ["urn": "urn:li:tag:x", "aspects": []]]]
            ]
        ]
        #expect(await surface.post("/entities?action=batchIngest", empty).status == 200)
        #expect(await surface.get("/aspects/urn:li:tag:x?aspect=tagKey").status == 200)
    }

    @Test("OpenAPI's items are written in one commit and given back; a patch is refused")
    func openAPI() async throws {
        let metadata: JSON = ["runId": "sdk", "lastObserved": 1_760_000_000_000]
        let item: JSON = [
            "urn": .string(Samples.table),
            "status": ["value": ["removed": false], "systemMetadata": metadata, "headers": [:]],
        ]
        let more: JSON = ["urn": .string(Samples.table), "schemaMetadata": ["value": Samples.schemaMetadata]]
        let answer = await surface.post("/openapi/v3/entity/dataset?async=false", [item, more])
        #expect(answer.status == 200)
        #expect(answer.headers["traceparent"] != nil)
        #expect(answer.json?[0]?["status"] == ["value": ["removed": false], "systemMetadata": metadata])
        #expect(await surface.post("/openapi/v3/entity/dataset?async=true", [item]).status == 202)
        let read = await surface.get("/aspects/\(Samples.encodedTable)?aspect=status")
        #expect(read.json?["systemMetadata"]?["runId"] == "sdk")
        let before = try await surface.store.position()
        let bad = await surface.post(
            "/openapi/v3/entity/dataset?async=false",
            [
                item, ["urn": .string(Samples.table), "status": ["value": ["removed": 3]]],
                ["urn": "urn:li:tag:x", "tagProperties": ["value": [:]]], 7, [:],
            ])
        #expect(bad.status == 400)
        #expect(bad.json?["items"]?.arrayValue?.compactMap { $0["index"]?.intValue } == [1, 2, 3, 4])
        #expect(try await surface.store.position() == before)
        #expect(await surface.post("/openapi/v3/entity/noSuchType", []).status == 400)
        #expect(await surface.patch("/openapi/v3/entity/dataset", [item]).code == "change_type_unsupported")
        // What is refused must not be promised.
        #expect(await surface.get("/config").json?["patchCapable"] == false)
    }
}
