import Basics
import CatalogLineageIn
import CatalogModel
import CatalogService
import CatalogTestKit
import Testing

@Suite("Events of Trino")
struct TrinoEventsTests {
    @Test("a CREATE TABLE AS becomes edges of tables and columns, with the query as evidence") func createTable()
        async throws
    {
        let surface = TrinoSurface()
        let (status, json) = await surface.post(try recording("create-table-as-select"))
        #expect(status == 200)
        #expect(json["outcome"] == "recorded")
        let job = try #require(json["job"]?.stringValue)
        let query = try #require(json["query"]?.stringValue)
        let orders = "warehouse.staging.orders"
        #expect(try await surface.upstream(trino(orders)) == [job])
        #expect(
            try await surface.upstream(trino(orders), hops: nil)
                == [job, trino("warehouse.raw.orders"), trino("warehouse.raw.payments")].sorted())
        #expect(try await surface.upstream(column(orders, "paid")) == [column("warehouse.raw.payments", "amount")])
        #expect(try await surface.upstream(column(orders, "amount")) == [column("warehouse.raw.orders", "amount")])

        let pieces = try await surface.evidence(column(orders, "paid"))
        let evidence = try #require(pieces.first)
        #expect(evidence.edge.owner == job)
        #expect(evidence.edge.ownerAspect == "dataJobInputOutput")
        #expect(evidence.claim?.actor == "urn:li:corpuser:etl")
        #expect(evidence.application == "trino")
        #expect(evidence.agent == "airflow")
        #expect(evidence.runID == "20261121_141912_00018_isd3v")
        #expect(evidence.claim?.lastSeen.time == 1_795_270_754_213)
        #expect(evidence.statement?.urn == query)
        #expect(evidence.statement?.text.hasPrefix("create table staging.orders comment ?") == true)
        #expect(try await surface.evidence(trino(orders)).first?.statement?.urn == query)

        let operation = try #require(try await surface.points(trino(orders), "operation").first)
        #expect(operation["operationType"] == "CREATE")
        #expect(operation["numAffectedRows"] == 15000)
        #expect(operation["queries"] == [.string(query)])
    }

    @Test("a query that only reads leaves usage of views and of what lies below them, and no job") func select()
        async throws
    {
        let surface = TrinoSurface()
        let (_, json) = await surface.post(try recording("select-from-view"))
        #expect(json["outcome"] == "recorded")
        #expect(json["job"] == .null)
        let usage = try await surface.points(trino("warehouse.marts.v_customer_revenue"), "datasetUsageStatistics")
        #expect(usage.count == 1)
        #expect(usage[0]["userCounts"] == [["user": "urn:li:corpuser:ana", "count": 1]])
        #expect(
            usage[0]["fieldCounts"] == [
                ["fieldPath": "country", "count": 1], ["fieldPath": "revenue", "count": 1],
            ])
        let below = try await surface.points(trino("warehouse.staging.customers"), "datasetUsageStatistics")
        #expect(below.first?["fieldCounts"]?.arrayValue?.count == 3)
        let subjects = try await surface.value(json["query"]?.stringValue ?? "", "querySubjects")
        #expect(
            subjects?["subjects"]?.arrayValue?.contains(["entity": .string(trino("warehouse.staging.orders"))]) == true)
    }

    @Test("a view is defined by what it names, and defining it is no use of it") func createView() async throws {
        let surface = TrinoSurface()
        let (_, json) = await surface.post(try recording("create-view"))
        let view = "warehouse.marts.v_customer_revenue"
        #expect(
            try await surface.upstream(trino(view), hops: 2)
                == [
                    json["job"]?.stringValue ?? "", trino("warehouse.staging.customers"),
                    trino("warehouse.staging.orders"),
                ].sorted())
        #expect(
            try await surface.upstream(column(view, "customer_name")) == [column("warehouse.staging.customers", "name")]
        )
        #expect(try await surface.points(trino("warehouse.staging.orders"), "datasetUsageStatistics").isEmpty)
        #expect(try await surface.points(trino(view), "operation").first?["numAffectedRows"] == nil)
    }

    @Test("what was only accepted, failed, or touches no data leaves nothing", arguments: ["query-created", "failed"])
    func ignored(name: String) async throws {
        let surface = TrinoSurface()
        let (status, json) = await surface.post(try recording(name))
        #expect(status == 200)
        #expect(json["outcome"] == "ignored")
        #expect(json["reason"]?.stringValue?.isEmpty == false)
        #expect(try await surface.store.position() == .start)
    }

    @Test("queries about Trino itself, and explanations, leave nothing") func noData() async throws {
        let surface = TrinoSurface()
        var query = MadeQuery(id: "q", statement: "select 1", kind: nil, at: 100)
        #expect(await surface.post(query.event).json["outcome"] == "ignored")
        query.reads = [("orders$partitions", ["x"])]
        #expect(await surface.post(query.event).json["outcome"] == "ignored")
        let split: JSON = ["queryId": "q", "stageId": "q.0", "taskId": "q.0.0"]
        #expect(await surface.post(split).json["outcome"] == "ignored")
        #expect(try await surface.store.position() == .start)
    }

    @Test("runs of one statement with other literals are one query and one job, stored without the literals")
    func fingerprint() async throws {
        let surface = TrinoSurface()
        func run(_ id: String, _ secret: String, at: Int64, user: String) async -> JSON {
            let statement = "INSERT INTO t SELECT a FROM u WHERE token = '\(secret)' AND n IN (1, 2, \(at))"
            return await surface.post(
                MadeQuery(
                    id: id, statement: statement, user: user, at: at, reads: [("u", ["a", "token", "n"])], output: "t",
                    columns: [("x", ["u.a"])]
                ).event
            ).json
        }
        let first = await run("q1", "hunter2", at: 100, user: "etl")
        let second = await run("q2", "swordfish", at: 200, user: "ana")
        #expect(first["query"] == second["query"])
        #expect(first["job"] == second["job"])
        let query = try #require(first["query"]?.stringValue)
        let properties = try #require(try await surface.value(query, "queryProperties"))
        #expect(properties["statement"]?["value"] == "insert into t select a from u where token = ? and n in (?)")
        #expect(properties["created"] == ["time": 99000, "actor": "urn:li:corpuser:etl"])
        #expect(try await surface.points(query, "queryUsageStatistics").count == 2)
        #expect(try await surface.points(trino("w.s.u"), "datasetUsageStatistics").count == 2)
        let record = try await surface.store.aspect(of: Urn(query), name: "queryProperties", version: 0)
        #expect(record?.version == 1)
        #expect(record?.systemMetadata.runID == "q2")
        let words = try await surface.store.search(SearchQuery(text: "hunter2"))
        #expect(words.total == 0)
    }

    @Test("no producer's upstreamLineage is touched, and both pieces of evidence stand side by side") func beside()
        async throws
    {
        let surface = TrinoSurface()
        let mapping: JSON = [
            "upstreamType": "FIELD_SET", "upstreams": [.string(column("w.s.u", "a"))], "downstreamType": "FIELD",
            "downstreams": [.string(column("w.s.t", "x"))], "transformOperation": "IDENTITY",
        ]
        _ = try await surface.writer.write(
            [
                Proposal(
                    urn: Urn(trino("w.s.t")), aspectName: "upstreamLineage",
                    value: ["upstreams": [], "fineGrainedLineages": [mapping]])
            ], actor: "urn:li:corpuser:dbt")
        await surface.post(
            MadeQuery(
                id: "q", statement: "insert into t select a from u", at: 1, reads: [("u", ["a"])], output: "t",
                columns: [("x", ["u.a"])]
            ).event)
        let evidence = try await surface.evidence(column("w.s.t", "x"))
        #expect(Set(evidence.map(\.edge.ownerAspect)) == ["upstreamLineage", "dataJobInputOutput"])
        #expect(Set(evidence.compactMap { $0.claim?.actor }) == ["urn:li:corpuser:dbt", "urn:li:corpuser:etl"])
    }

    @Test("a table that is written from itself is an input only where columns say so") func itself() async throws {
        let surface = TrinoSurface()
        var query = MadeQuery(
            id: "q1", statement: "update t set x = 1 where y = 2", kind: "UPDATE", at: 1, reads: [("t", ["y"])],
            output: "t", columns: [("x", [])])
        await surface.post(query.event)
        var job = try await surface.upstream(trino("w.s.t"))
        #expect(job.count == 1)
        #expect(try await surface.upstream(job[0]).isEmpty)
        query = MadeQuery(
            id: "q2", statement: "insert into v select y, x from v", at: 2, reads: [("v", ["x", "y"])], output: "v",
            columns: [("x", ["v.y"]), ("y", ["v.y"])])
        await surface.post(query.event)
        job = try await surface.upstream(trino("w.s.v"))
        #expect(try await surface.upstream(job[0]) == [trino("w.s.v")])
        #expect(try await surface.upstream(column("w.s.v", "x")) == [column("w.s.v", "y")])
        #expect(try await surface.upstream(column("w.s.t", "x")).isEmpty)
    }

    @Test("urns are the connector's: instance, environment, names with reserved characters, long field paths")
    func names() async throws {
        let surface = TrinoSurface(.init(env: "DEV", platformInstance: "emea"))
        func table(_ name: String, _ instance: String, _ env: String) -> String {
            "urn:li:dataset:(urn:li:dataPlatform:trino,\(instance)w.s.\(name),\(env))"
        }
        var query = MadeQuery(
            id: "q", statement: "insert into t select \"a,b\" from \"o (1)\"", at: 5, reads: [("o (1)", ["a,b", "r"])],
            output: "t", columns: [("x", ["o (1).a,b"]), ("y", ["o (1).r"])])
        let source = table("o %281%29", "emea.", "DEV")
        let fields: [JSON] = ["a,b", "[version=2.0].[type=struct].[type=record].r"].map { path in
            [
                "fieldPath": .string(path), "nativeDataType": "x",
                "type": ["type": ["com.linkedin.schema.NumberType": [:]]],
            ]
        }
        _ = try await surface.writer.write(
            [
                Proposal(
                    urn: Urn(source), aspectName: "schemaMetadata",
                    value: [
                        "schemaName": "o", "platform": "urn:li:dataPlatform:trino", "version": 0, "hash": "",
                        "platformSchema": ["com.linkedin.schema.OtherSchema": ["rawSchema": ""]],
                        "fields": .array(fields),
                    ])
            ], actor: "urn:li:corpuser:trino")
        await surface.post(query.event)
        let target = table("t", "emea.", "DEV")
        #expect(try await surface.upstream(target, hops: 2).contains(source))
        func field(_ table: String, _ path: String) -> String { "urn:li:schemaField:(\(table),\(path))" }
        #expect(try await surface.upstream(field(target, "x")) == [field(source, "a%2Cb")])
        #expect(
            try await surface.upstream(field(target, "y"))
                == [field(source, "[version=2.0].[type=struct].[type=record].r")])
        let usage = try await surface.points(source, "datasetUsageStatistics")
        #expect(usage.first?["fieldCounts"]?[1]?["fieldPath"] == "[version=2.0].[type=struct].[type=record].r")

        query.id = "q2"
        await surface.post(query.event, "?platformInstance=apac&env=PROD")
        #expect(try await surface.upstream(table("t", "apac.", "PROD")).count == 1)
        query.id = "q3"
        await surface.post(query.event, "?platformInstance=&env=PROD")
        #expect(try await surface.upstream(table("t", "", "PROD")).count == 1)
        #expect(await surface.post(query.event, "?env=prod").json["code"] == "malformed_event")
        #expect(await surface.post(query.event, "?platformInstance=a%09b").json["code"] == "malformed_event")
        #expect(await surface.post(query.event, "?instance=x").json["code"] == "malformed_event")
    }

    @Test("a prepared statement is known by its own text, and a table that was there keeps its lineage")
    func prepared() async throws {
        let surface = TrinoSurface()
        var event = MadeQuery(id: "q1", statement: "EXECUTE p USING 7", kind: nil, at: 1, reads: [("u", ["a"])]).event
        var metadata = try #require(event["metadata"]?.objectValue)
        metadata["preparedQuery"] = "SELECT *\nFROM\n  u\nWHERE (a = ?)\n"
        var members = try #require(event.objectValue)
        members["metadata"] = .object(metadata)
        event = .object(members)
        let query = try #require(await surface.post(event).json["query"]?.stringValue)
        let statement = try await surface.value(query, "queryProperties")?["statement"]?["value"]
        #expect(statement == "select * from u where (a = ?)")

        await surface.post(
            MadeQuery(
                id: "q2", statement: "create table t as select a from u", kind: "CREATE TABLE", at: 2,
                reads: [("u", ["a"])], output: "t", columns: [("a", ["u.a"])]
            ).event)
        let again = MadeQuery(
            id: "q3", statement: "create table if not exists t as select 1 a", kind: "CREATE TABLE", at: 3, output: "t")
        #expect(await surface.post(again.event).json["outcome"] == "ignored")
        #expect(try await surface.upstream(column("w.s.t", "a")) == [column("w.s.u", "a")])
    }

    @Test("a redefined view loses the lineage of its former text, and inserts keep theirs") func redefinition()
        async throws
    {
        let surface = TrinoSurface()
        for query in Redefinition.queries { await surface.post(query.event) }
        let upstream = try await surface.upstream(trino("w.s.v"), hops: nil)
        #expect(upstream.contains(trino("w.s.new")))
        #expect(!upstream.contains(trino("w.s.old")))
        #expect(try await surface.upstream(trino("w.s.t"), hops: nil).filter { $0.contains("dataset") }.count == 2)
    }
}

/// A view that is made three times, and tables that are filled before and after.
enum Redefinition {
    static let queries: [MadeQuery] = [
        MadeQuery(
            id: "q1", statement: "create view v as select a from old", kind: "CREATE VIEW", at: 10,
            reads: [("old", ["a"])], output: "v", columns: [("a", ["old.a"])]),
        MadeQuery(
            id: "q2", statement: "insert into t select a from old", at: 20, reads: [("old", ["a"])], output: "t",
            columns: [("a", ["old.a"])]),
        MadeQuery(
            id: "q3", statement: "create view v as select b from older", kind: "CREATE VIEW", at: 5,
            reads: [("older", ["b"])], output: "v", columns: [("b", ["older.b"])]),
        MadeQuery(
            id: "q4", statement: "insert into t select a from new where x = 7", at: 40, reads: [("new", ["a", "x"])],
            output: "t", columns: [("a", ["new.a"])]),
        MadeQuery(
            id: "q5", statement: "create or replace view v as select a from new", kind: "CREATE VIEW", at: 30,
            reads: [("new", ["a"])], output: "v", columns: [("a", ["new.a"])]),
        // The statement of q4 with another literal, after the table got a column.
        MadeQuery(
            id: "q6", statement: "insert into t select a from new where x = 8", at: 50,
            reads: [("new", ["a", "b", "x"])], output: "t", columns: [("a", ["new.a"]), ("b", ["new.b"])]),
        MadeQuery(
            id: "q7", statement: "select a from v", kind: nil, user: "ana", at: 60, reads: [("v", ["a"])]),
        MadeQuery(
            id: "q8", statement: "insert into t select a from new where x = 9", user: "ana", at: 60, state: "FAILED",
            reads: [("new", ["a"])], output: "t", columns: [("a", ["new.a"])]),
    ]
}
