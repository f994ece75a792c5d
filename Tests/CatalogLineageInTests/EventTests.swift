import Basics
import CatalogModel
import CatalogSchema
import CatalogService
import CatalogTestKit
import Testing

@testable import CatalogLineageIn

private let runURN = "urn:li:dataProcessInstance:01a1fe51-9f63-7086-b8c9-91aefb8d02f7"

/// What events become.
@Suite struct EventTests {
    @Test("a run becomes a flow, a job with its lineage, and a run with beginning, end and duration")
    func run() async throws {
        let door = Door()
        let inputs = [Event.table("orders"), Event.dataset("kafka://broker:9092", "clicks")]
        for (type, time) in [("START", "2026-11-21T13:35:23.614Z"), ("COMPLETE", "2026-11-21T14:35:25.114+01:00")] {
            let event = Event.run(
                type, at: time, inputs: inputs, outputs: [Event.table("revenue")],
                runFacets: [
                    "processing_engine": ["name": "Spark", "version": "4.3.0"],
                    "parent": ["run": ["runId": "parent-run"], "job": ["namespace": "prod", "name": "app"]],
                    "nominalTime": ["nominalStartTime": "2026-11-21T00:00:00Z"],
                ],
                jobFacets: [
                    "documentation": ["description": "Loads revenue"],
                    "jobType": ["processingType": "BATCH", "integration": "SPARK", "jobType": "SQL_JOB"],
                    "sql": ["query": "insert into revenue select 1"],
                    "ownership": ["owners": [["name": "team:finance"], ["name": "ana", "type": "PRODUCER"]]],
                ])
            let answer = await door.post(event)
            #expect(answer.status == 200)
            #expect(answer.headers["Catalog-Position"] != nil)
        }
        #expect(try await door.aspect(Event.spark, "dataFlowInfo")?["name"] == "app")
        let info = try #require(await door.aspect(Event.job, "dataJobInfo"))
        #expect(info["name"] == "app.load")
        #expect(info["type"] == ["string": "SQL_JOB"])
        #expect(info["description"] == "Loads revenue")
        #expect(info["flowUrn"] == .string(Event.spark))
        let lineage = try #require(await door.aspect(Event.job, "dataJobInputOutput"))
        let clicks: JSON = "urn:li:dataset:(urn:li:dataPlatform:kafka,clicks,PROD)"
        #expect(lineage["inputDatasets"] == [clicks, .string(Event.urn("orders"))])
        #expect(lineage["outputDatasetEdges"]?[0]?["destinationUrn"] == .string(Event.urn("revenue")))
        #expect(lineage["inputDatajobs"] == [.string("urn:li:dataJob:(\(Event.spark),app)")])
        let logic = try #require(await door.aspect(Event.job, "dataTransformLogic"))
        #expect(logic["transforms"]?[0]?["queryStatement"]?["value"] == "insert into revenue select 1")
        let owners = try #require(await door.aspect(Event.job, "ownership"))["owners"]
        #expect(owners?[0]?["owner"] == "urn:li:corpGroup:finance")
        #expect(owners?[1]?["type"] == "PRODUCER")

        let relationships = try #require(await door.aspect(runURN, "dataProcessInstanceRelationships"))
        #expect(relationships["parentTemplate"] == .string(Event.job))
        #expect(relationships["parentInstance"] == "urn:li:dataProcessInstance:parent-run")
        let properties = try #require(await door.aspect(runURN, "dataProcessInstanceProperties"))
        #expect(properties["customProperties"]?["engineVersion"] == "4.3.0")
        #expect(properties["type"] == "BATCH_SCHEDULED")
        #expect(
            try await door.aspect(runURN, "dataProcessInstanceOutput")?["outputs"] == [.string(Event.urn("revenue"))])
        let points = try await door.points(runURN, "dataProcessInstanceRunEvent")
        #expect(points.map { $0["status"] } == ["STARTED", "COMPLETE"])
        #expect(points.last?["result"]?["type"] == "SUCCESS")
        #expect(points.last?["durationMillis"] == 1500)
        let written = try await door.points(Event.urn("revenue"), "operation")
        #expect(written.map { $0["operationType"] } == ["INSERT"])
    }

    @Test("column lineage keeps how a column is made, direct and indirect") func columns() async throws {
        func input(_ table: String, _ field: String, _ kinds: [(String, String)]) -> JSON {
            [
                "namespace": "postgres://db:5432", "name": .string("shop.public.\(table)"), "field": .string(field),
                "transformations": .array(kinds.map { ["type": .string($0.0), "subtype": .string($0.1)] }),
            ]
        }
        let door = Door()
        let facets: JSON = [
            "columnLineage": [
                "fields": [
                    "total": ["inputFields": [input("orders", "amount", [("DIRECT", "AGGREGATION")])]],
                    "day": [
                        "inputFields": [
                            input("orders", "day", [("DIRECT", "IDENTITY")]),
                            input("orders", "zone", [("INDIRECT", "CONDITIONAL"), ("DIRECT", "TRANSFORMATION")]),
                        ]
                    ],
                ],
                "dataset": [input("orders", "status", [("INDIRECT", "FILTER")])],
            ]
        ]
        _ = await door.post(
            Event.run("COMPLETE", inputs: [Event.table("orders")], outputs: [Event.table("revenue", facets)]))
        let entries = try #require(await door.aspect(Event.job, "dataJobInputOutput"))["fineGrainedLineages"]?
            .arrayValue
        let found = Set(
            (entries ?? []).map { entry in
                let up = entry["upstreams"]?.arrayValue?.compactMap(\.stringValue) ?? []
                let down = entry["downstreams"]?.arrayValue?.compactMap(\.stringValue) ?? []
                return "\(up) \(entry["transformOperation"]?.stringValue ?? "") \(down)"
            })
        let column = Event.column
        #expect(
            found == [
                "\([column("orders", "amount")]) DIRECT:AGGREGATION \([column("revenue", "total")])",
                "\([column("orders", "day")]) DIRECT:IDENTITY \([column("revenue", "day")])",
                "\([column("orders", "zone")]) DIRECT:TRANSFORMATION,INDIRECT:CONDITIONAL \([column("revenue", "day")])",
                "\([column("orders", "status")]) INDIRECT:FILTER \([column("revenue", "day"), column("revenue", "total")])",
            ])
    }

    @Test("a run that failed stays failed when it completes afterwards, in either order", arguments: [false, true])
    func failure(reversed: Bool) async throws {
        let door = Door()
        let fail = Event.run(
            "FAIL", at: "2026-11-21T13:35:24Z", outputs: [Event.table("t")],
            runFacets: ["errorMessage": ["message": "boom", "programmingLanguage": "JAVA", "stackTrace": "at x"]])
        let complete = Event.run("COMPLETE", at: "2026-11-21T13:35:25Z", outputs: [Event.table("t")])
        for event in reversed ? [complete, fail] : [fail, complete] { _ = await door.post(event) }
        let points = try await door.points(runURN, "dataProcessInstanceRunEvent")
        #expect(points.map { $0["result"]?["type"] } == ["FAILURE", "FAILURE"])
        #expect(points.map { $0["result"]?["nativeResultType"] } == ["FAIL", "FAIL"])
        let properties = try #require(await door.aspect(runURN, "dataProcessInstanceProperties"))["customProperties"]
        #expect(properties?["error"] == "boom")
        #expect(try await door.points(Event.urn("t"), "operation").map { $0["customOperationType"] } == ["FAILED"])
    }

    @Test("a run id under two jobs: each job keeps its own lineage, and the run names the other")
    func sharedRun() async throws {
        let door = Door()
        _ = await door.post(Event.run("COMPLETE", job: "app.one", outputs: [Event.table("a")]))
        _ = await door.post(
            Event.run("COMPLETE", job: "app.two", at: "2026-11-21T13:36:00Z", outputs: [Event.table("b")]))
        for (job, table) in [("app.one", "a"), ("app.two", "b")] {
            let lineage = try await door.aspect("urn:li:dataJob:(\(Event.spark),\(job))", "dataJobInputOutput")
            #expect(lineage?["outputDatasets"] == [.string(Event.urn(table))])
        }
        let outputs = try await door.aspect(runURN, "dataProcessInstanceOutput")?["outputs"]
        #expect(outputs == [.string(Event.urn("a")), .string(Event.urn("b"))])
        let properties = try await door.aspect(runURN, "dataProcessInstanceProperties")?["customProperties"]
        #expect(properties?["otherJobs"] == .string("urn:li:dataJob:(\(Event.spark),app.one)"))
    }

    @Test("a table's name in the metastore wins over its place, and the two are siblings") func symlinks() async throws
    {
        let door = Door()
        let facets: JSON = [
            "symlinks": [
                "identifiers": [
                    ["namespace": "file:/data/warehouse", "name": "mart.customer_rank", "type": "TABLE"]
                ]
            ]
        ]
        let place = "urn:li:dataset:(urn:li:dataPlatform:file,/data/warehouse/mart.db/customer_rank,PROD)"
        let table = "urn:li:dataset:(urn:li:dataPlatform:hive,mart.customer_rank,PROD)"
        let output = Event.dataset("file", "/data/warehouse/mart.db/customer_rank", facets)
        _ = await door.post(Event.run("COMPLETE", outputs: [output]))
        #expect(try await door.aspect(Event.job, "dataJobInputOutput")?["outputDatasets"] == [.string(table)])
        #expect(try await door.aspect(table, "siblings") == ["siblings": [.string(place)], "primary": true])
        #expect(try await door.aspect(place, "siblings") == ["siblings": [.string(table)], "primary": false])
    }

    @Test("events about a job or a dataset at rest need no run") func atRest() async throws {
        let door = Door()
        let job = await door.post([
            "eventTime": "2026-11-21T13:00:00Z", "producer": .string(Event.producer),
            "job": ["namespace": "prod", "name": "app.load"], "inputs": [Event.table("a")],
            "outputs": [Event.table("b")],
        ])
        #expect(job.status == 200)
        #expect(try await door.aspect(Event.job, "dataJobInputOutput")?["inputDatasets"] == [.string(Event.urn("a"))])
        let dataset = await door.post([
            "eventTime": "2026-11-21T13:00:00Z", "producer": .string(Event.producer),
            "dataset": Event.table(
                "a",
                [
                    "schema": [
                        "fields": [
                            ["name": "id", "type": "bigint", "description": "key"],
                            ["name": "tags", "type": "struct", "fields": [["name": "x", "type": "text"]]],
                        ]
                    ],
                    "documentation": ["description": "Orders"],
                ]),
        ])
        #expect(dataset.status == 200)
        let schema = try #require(await door.aspect(Event.urn("a"), "schemaMetadata"))["fields"]?.arrayValue
        #expect(schema?.map { $0["fieldPath"] } == ["id", "tags", "tags.x"])
        #expect(schema?.first?["type"]?["type"] == ["com.linkedin.schema.NumberType": [:]])
        #expect(try await door.aspect(Event.urn("a"), "datasetProperties")?["description"] == "Orders")
    }

    @Test("a dropped table is removed, and comes back when it is written again") func dropped() async throws {
        let door = Door()
        let drop = Event.table("t", ["lifecycleStateChange": ["lifecycleStateChange": "DROP"]])
        _ = await door.post(Event.run("COMPLETE", run: "r1", at: "2026-11-21T13:00:00Z", outputs: [drop]))
        #expect(try await door.aspect(Event.urn("t"), "status")?["removed"] == true)
        _ = await door.post(Event.run("COMPLETE", run: "r0", at: "2026-11-21T12:00:00Z", outputs: [Event.table("t")]))
        #expect(try await door.aspect(Event.urn("t"), "status")?["removed"] == true)
        _ = await door.post(Event.run("COMPLETE", run: "r2", at: "2026-11-21T14:00:00Z", outputs: [Event.table("t")]))
        #expect(try await door.aspect(Event.urn("t"), "status")?["removed"] == false)
    }

    @Test("lineage is what the latest runs did: edges that no recent run shows go") func latestRuns() async throws {
        let door = Door()
        func run(_ index: Int, _ table: String) async {
            let minute = index < 10 ? "0\(index)" : "\(index)"
            _ = await door.post(
                Event.run(
                    "COMPLETE", run: "r\(index)", at: "2026-11-21T13:\(minute):00Z", outputs: [Event.table(table)]))
        }
        await run(0, "old")
        for index in 1..<JobSubject.runs { await run(index, "new") }
        let both = try await door.aspect(Event.job, "dataJobInputOutput")?["outputDatasets"]
        #expect(both == [.string(Event.urn("new")), .string(Event.urn("old"))])
        await run(JobSubject.runs, "new")
        #expect(
            try await door.aspect(Event.job, "dataJobInputOutput")?["outputDatasets"] == [.string(Event.urn("new"))])
    }

    @Test("what a connector declared stays, whatever events say, before or after") func yields() async throws {
        let door = Door()
        let event = Event.run(
            "COMPLETE", inputs: [Event.table("t", ["documentation": ["description": "from an event"]])])
        _ = await door.post(event)
        #expect(try await door.aspect(Event.urn("t"), "datasetProperties")?["description"] == "from an event")
        let writer = MetadataWriter(model: .standard, store: door.store)
        _ = try await writer.write(
            [
                Proposal(
                    urn: Urn(Event.urn("t")), aspectName: "datasetProperties", value: ["description": "declared"],
                    systemMetadata: SystemMetadata(runID: "connector-run"))
            ], actor: "urn:li:corpuser:etl")
        _ = await door.post(
            Event.run(
                "COMPLETE", at: "2026-11-22T00:00:00Z",
                inputs: [Event.table("t", ["documentation": ["description": "from a later event"]])]))
        #expect(try await door.aspect(Event.urn("t"), "datasetProperties")?["description"] == "declared")
    }

    @Test("an event sent again is no new version and no new point") func repetition() async throws {
        let door = Door()
        let event = Event.run("COMPLETE", inputs: [Event.table("a")], outputs: [Event.table("b")])
        _ = await door.post(event)
        let before = await door.store.changeLog().count
        let answer = await door.post(event)
        #expect(answer.status == 200)
        #expect(await door.store.changeLog().count == before)
        let kept = await door.get("/api/v1/lineage/events?run=01A1FE51-9F63-7086-B8C9-91AEFB8D02F7")
        #expect(kept.json["events"] == [event])
    }
}
