import Basics
import CatalogModel
import Foundation
import Testing

@testable import CatalogLineageIn

private func recorded(_ name: String) throws -> JSON {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("recordings/\(name).json")
    return try JSON.parse(Array(Data(contentsOf: file)))
}

/// Statements that do not tell what columns are called.
private let statements: [String?] = [
    nil, "insert into elsewhere (x) select 1", "select from where", String(repeating: "(", count: 9000),
]

/// What facets become, beside what runs and jobs are made of.
@Suite struct FacetTests {
    private let airflow = "urn:li:dataFlow:(airflow,shop_daily_revenue,harness)"

    private func shop(_ name: String) -> String { "urn:li:dataset:(urn:li:dataPlatform:postgres,shop.\(name),PROD)" }

    private func columns(_ lineage: JSON?) -> [String: Set<String>] {
        var columns: [String: Set<String>] = [:]
        for entry in lineage?["fineGrainedLineages"]?.arrayValue ?? [] where entry["downstreamType"] == "FIELD" {
            for column in entry["downstreams"]?.arrayValue?.compactMap(\.stringValue) ?? [] {
                columns[column, default: []].formUnion(entry["upstreams"]?.arrayValue?.compactMap(\.stringValue) ?? [])
            }
        }
        return columns
    }

    @Test("columns that Airflow's parser could not name are those that the INSERT names") func unnamed() async throws {
        let door = Door()
        #expect(await door.post(try recorded("airflow-insert-complete")).status == 200)
        let job = "urn:li:dataJob:(\(airflow),shop_daily_revenue.load_revenue)"
        let lineage = columns(try await door.aspect(job, "dataJobInputOutput"))
        func column(_ table: String, _ name: String) -> String { "urn:li:schemaField:(\(shop(table)),\(name))" }
        #expect(lineage.keys.sorted() == ["country", "day", "revenue"].map { column("sales.daily_revenue", $0) })
        #expect(lineage[column("sales.daily_revenue", "day")]?.contains(column("sales.orders", "placed_at")) == true)
        #expect(lineage[column("sales.daily_revenue", "revenue")]?.contains(column("sales.orders", "amount")) == true)
        #expect(lineage[column("sales.daily_revenue", "country")]?.contains(column("crm.customers", "country")) == true)
    }

    @Test(
        "where no statement tells their names, unnamed columns are left out and the others stay",
        arguments: statements.indices)
    func unknown(index: Int) async throws {
        let statement = statements[index]
        let door = Door()
        let input: JSON = ["namespace": "postgres://db:5432", "name": "shop.public.s", "field": "a"]
        let facets: JSON = [
            "columnLineage": ["fields": ["_0": ["inputFields": [input]], "b": ["inputFields": [input]]]],
            "schema": ["fields": [["name": "a", "type": "int"], ["name": "b", "type": "int"]]],
        ]
        let sql: JSON = statement.map { ["sql": ["query": .string($0)]] } ?? [:]
        let event = Event.run("COMPLETE", outputs: [Event.table("t", facets)], jobFacets: sql)
        #expect(await door.post(event).status == 200)
        let lineage = columns(try await door.aspect(Event.job, "dataJobInputOutput"))
        #expect(lineage == [Event.column("t", "b"): [Event.column("s", "a")]])
    }

    @Test("a model of dbt keeps the columns that dbt-ol tells") func model() async throws {
        let door = Door()
        #expect(await door.post(try recorded("dbt-model-complete")).status == 200)
        let job = "urn:li:dataJob:(urn:li:dataFlow:(dbt,shop,dbt),shop.analytics.shop.revenue_by_country.build.run)"
        let lineage = columns(try await door.aspect(job, "dataJobInputOutput"))
        #expect(
            lineage["urn:li:schemaField:(\(shop("analytics.revenue_by_country")),revenue)"]
                == ["urn:li:schemaField:(\(shop("analytics_stg.stg_orders")),amount)"])
    }

    @Test("a column that is called _0 keeps its name") func namedLikeUnnamed() async throws {
        let door = Door()
        let input: JSON = ["namespace": "postgres://db:5432", "name": "shop.public.s", "field": "a"]
        let facets: JSON = [
            "columnLineage": ["fields": ["_0": ["inputFields": [input]]]],
            "schema": ["fields": [["name": "_0", "type": "int"]]],
        ]
        #expect(await door.post(Event.run("COMPLETE", outputs: [Event.table("t", facets)])).status == 200)
        let lineage = columns(try await door.aspect(Event.job, "dataJobInputOutput"))
        #expect(lineage == [Event.column("t", "_0"): [Event.column("s", "a")]])
    }

    @Test("a task follows its DAG and the tasks that Airflow says it waits for") func tasks() async throws {
        let door = Door()
        #expect(await door.post(try recorded("airflow-task-complete")).status == 200)
        let flow = "urn:li:dataFlow:(airflow,ingest_orders,harness)"
        let jobs = try await door.aspect("urn:li:dataJob:(\(flow),ingest_orders.publish.notify)", "dataJobInputOutput")
        #expect(
            jobs?["inputDatajobs"] == [
                .string("urn:li:dataJob:(\(flow),ingest_orders)"),
                .string("urn:li:dataJob:(\(flow),ingest_orders.publish.check)"),
            ])
    }

    @Test("a parent is of the engine that its facet tells, else of the event's own") func parents() async throws {
        let parent: JSON = ["run": ["runId": "p"], "job": ["namespace": "prod", "name": "nightly.load"]]
        func upstream(_ change: (inout JSONObject) -> Void) async throws -> JSON? {
            let door = Door()
            var facet = try #require(parent.objectValue)
            change(&facet)
            _ = await door.post(Event.run("START", runFacets: ["parent": .object(facet)]))
            return try await door.aspect(Event.job, "dataJobInputOutput")?["inputDatajobs"]?[0]
        }
        func job(_ engine: String) -> JSON {
            .string("urn:li:dataJob:(urn:li:dataFlow:(\(engine),nightly,prod),nightly.load)")
        }
        #expect(try await upstream { _ in } == job("spark"))
        #expect(
            try await upstream {
                $0["_producer"] = "https://github.com/apache/airflow/tree/providers-openlineage/2.20.3"
            }
                == job("airflow"))
        #expect(
            try await upstream {
                $0["_producer"] = "https://github.com/OpenLineage/OpenLineage/tree/1.54.0/client/python"
            }
                == job("spark"))
        #expect(
            try await upstream {
                $0["job"] = [
                    "namespace": "prod", "name": "nightly.load", "facets": ["jobType": ["integration": "AIRFLOW"]],
                ]
            } == job("airflow"))
    }

    @Test("tests that dbt ran become assertions with their outcomes, once however often the event comes")
    func assertions() async throws {
        let door = Door()
        let event = try recorded("dbt-test-complete")
        for _ in 0..<2 { #expect(await door.post(event).status == 200) }
        let report = try EventDecoder(naming: DatasetNaming(rules: NamespaceRules())).event(event)
        let urns = Set(report.inputs.flatMap(\.notes).map(\.urn.text).filter { $0.hasPrefix("urn:li:assertion:") })
        #expect(urns.count == 2)
        var told: [String: JSON] = [:]
        for urn in urns {
            let info = try #require(await door.aspect(urn, "assertionInfo"))
            let points = try await door.points(urn, "assertionRunEvent")
            #expect(points.count == 1)
            told[info["description"]?.stringValue ?? ""] = points.first
            #expect(info["customAssertion"]?["entity"] == .string(shop("analytics.revenue_by_country")))
        }
        #expect(told.keys.sorted() == ["not_null_revenue_by_country_country_code", "revenue_positive"])
        let outcome = try #require(told["revenue_positive"])
        #expect(outcome["result"]?["type"] == "SUCCESS")
        #expect(outcome["result"]?["nativeResults"] == ["expected": "0", "actual": "0", "severity": "error"])
        #expect(outcome["runId"] == event["run"]?["runId"])
    }

    @Test("an assertion has the name that DataHub's converter gives it") func assertionNames() throws {
        let dataset = try Urn("urn:li:dataset:(urn:li:dataPlatform:postgres,db.t,PROD)")
        let facet: JSON = [
            "dataQualityAssertions": ["assertions": [["assertion": "not_null", "column": "c", "success": false]]]
        ]
        let notes = QualityFacets(dataset: dataset, stamp: .init(time: 5_000, rank: 0, digest: "d"), run: "r")
            .notes([FacetSet(object: try #require(facet.objectValue))])
        #expect(notes.map(\.aspect) == ["assertionInfo", "assertionRunEvent"])
        // UUID.nameUUIDFromBytes of "<urn of the dataset>:c:not_null"
        #expect(notes.first?.urn.text == "urn:li:assertion:0a9fca7f-8983-3307-b541-8c83baa678e9")
        #expect(notes.last?.value["result"]?["type"] == "FAILURE")
        #expect(notes.last?.value["timestampMillis"] == 5)
    }

    @Test("metrics become a profile; what is no number is left out") func metrics() async throws {
        let door = Door()
        var dataset = try #require(Event.table("t").objectValue)
        let quantiles: JSON = ["0.5": 3, "0.9": "many"]
        let a: JSON = [
            "nullCount": 1, "distinctCount": 9, "sum": 30, "count": 10, "min": 1, "max": .number("5.5"),
            "quantiles": quantiles,
        ]
        let b: JSON = ["nullCount": -1, "min": nil, "max": .number("1e999")]
        let columns: JSON = ["a": a, "b": b, "c": 5]
        let metrics: JSON = ["rowCount": 10, "bytes": .number("200.0"), "columnMetrics": columns]
        dataset["inputFacets"] = ["dataQualityMetrics": metrics]
        #expect(await door.post(Event.run("COMPLETE", inputs: [.object(dataset)])).status == 200)
        let profile = try #require(await door.points(Event.urn("t"), "datasetProfile").first)
        #expect(profile["rowCount"] == 10)
        #expect(profile["sizeInBytes"] == 200)
        let fields = profile["fieldProfiles"]
        #expect(fields?[0]?["fieldPath"] == "a")
        #expect(fields?[0]?["uniqueCount"] == 9)
        #expect(fields?[0]?["mean"] == "3.0")
        #expect(fields?[0]?["max"] == "5.5")
        #expect(fields?[0]?["median"] == "3")
        #expect(fields?[0]?["quantiles"] == [["quantile": "0.5", "value": "3"]])
        #expect(fields?[1] == ["fieldPath": "b"])
        #expect(fields?.arrayValue?.count == 2)
    }

    @Test("tags of columns stand at the columns, those of the dataset at the dataset") func tags() async throws {
        let door = Door()
        let facets: JSON = [
            "schema": ["fields": [["name": "a", "type": "struct", "fields": [["name": "b", "type": "int"]]]]],
            "tags": ["tags": [["key": "pii", "value": "true", "field": "a.b"], ["key": "tier", "value": "gold"]]],
            "datasetType": ["datasetType": "VIEW", "subType": "MATERIALIZED"],
        ]
        #expect(await door.post(Event.run("COMPLETE", outputs: [Event.table("t", facets)])).status == 200)
        let fields = try await door.aspect(Event.urn("t"), "schemaMetadata")?["fields"]
        #expect(fields?[0]?["globalTags"] == nil)
        #expect(fields?[1]?["globalTags"] == ["tags": [["tag": "urn:li:tag:pii"]]])
        #expect(try await door.aspect(Event.urn("t"), "globalTags") == ["tags": [["tag": "urn:li:tag:tier:gold"]]])
        #expect(try await door.aspect(Event.urn("t"), "subTypes") == ["typeNames": ["VIEW", "MATERIALIZED"]])
    }

    @Test("columns without types never replace those with types", arguments: [true, false])
    func outline(typedFirst: Bool) async throws {
        let door = Door()
        let typed = Event.table(
            "t", ["schema": ["fields": [["name": "a", "type": "int"], ["name": "b", "type": "date"]]]])
        let outline = Event.table("t", ["schema": ["fields": [["name": "a", "description": "what it is"]]]])
        let times = ["2026-11-21T13:00:00Z", "2026-11-21T13:00:01Z"]
        for (time, table) in zip(times, typedFirst ? [typed, outline] : [outline, typed]) {
            #expect(await door.post(Event.run("COMPLETE", at: time, outputs: [table])).status == 200)
        }
        let fields = try await door.aspect(Event.urn("t"), "schemaMetadata")?["fields"]?.arrayValue
        #expect(fields?.compactMap { $0["nativeDataType"] } == ["int", "date"])
    }
}
