import Basics
import CatalogTestKit
import Foundation
import Postgres
import TestSupport
import Testing

@testable import CatalogIngest

/// Against a real PostgreSQL: a throwaway server, or the one that `CATALOG_TEST_POSTGRES_URL` names.
@Suite("PostgreSQL connector, a real server", .serialized)
struct PostgresConnectorTests {
    private static let seed = "Tests/CatalogIngestTests/seeds/shop.sql"

    private func shop(_ more: String = "") async throws -> TestDatabase {
        let database = try await TestDatabase.fresh()
        let connection = try await PostgresConnection.connect(database.configuration)
        try await connection.runScript(try TestFiles.text(Self.seed) + more + "; analyze;")
        await connection.close()
        return database
    }

    private func connector(_ database: TestDatabase, _ values: [String: String] = [:]) throws -> PostgresConnector {
        try PostgresConnector(
            try configuration(PostgresConnector.fields, ["url": "postgresql://test/"].merging(values) { $1 }),
            server: database.configuration, database: database.name)
    }

    /// What is read of the seeded shop, under the name `shop`.
    private func read(_ database: TestDatabase) async throws -> JSON {
        let reader = PostgresReader(
            configuration: database.configuration, schemaPattern: NamePattern(), tablePattern: NamePattern(),
            withStatistics: false)
        var found = try await reader.read(database.name)
        found.name = "shop"
        let mapping = PostgresMapping(env: "PROD", instance: nil)
        let relations = Dictionary(found.relations.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        var aspects = mapping.containers(found)
        for relation in found.relations {
            aspects += mapping.dataset(relation, in: found, relations: relations)
        }
        return document(aspects + mapping.procedures(found))
    }

    @Test("Urns and aspects equal those of DataHub's source on the same database, but for the listed differences")
    func dataHub() async throws {
        let database = try await shop()
        let ours = try await read(database)
        let theirs = try TestFiles.json("recordings/datahub-postgres.json")
        #expect(ours.objectValue?.names.sorted() == theirs.objectValue?.names.sorted())
        for urn in theirs.objectValue?.names ?? [] {
            for member in theirs[urn]?.objectValue?.members ?? [] {
                let own = ours[urn]?[member.name]
                switch member.name {
                case "schemaMetadata":
                    #expect(own?["foreignKeys"]?.contentDigest == member.value["foreignKeys"]?.contentDigest, "\(urn)")
                    try compare(own?["fields"], member.value["fields"], urn)
                case "datasetProperties":
                    // Difference: partitions, their keys and identity columns are properties.
                    for name in ["name", "description"] { #expect(own?[name] == member.value[name], "\(urn)") }
                    for (name, value) in member.value["customProperties"]?.objectValue?.members.map({
                        ($0.name, $0.value)
                    })
                        ?? []
                    {
                        #expect(own?["customProperties"]?[name] == value, "\(urn) \(name)")
                    }
                case "subTypes", "viewProperties":
                    // Difference: a materialized view is called one.
                    if urn.contains("mv_daily") { continue }
                    #expect(own?.contentDigest == member.value.contentDigest, "\(urn) \(member.name)")
                case "containerProperties":
                    // Difference: comments of databases and schemas are descriptions.
                    #expect(own?["customProperties"] == member.value["customProperties"], "\(urn)")
                case "upstreamLineage":
                    func upstreams(_ lineage: JSON?) -> [String] {
                        (lineage?["upstreams"]?.arrayValue ?? []).compactMap { $0["dataset"]?.stringValue }.sorted()
                    }
                    #expect(upstreams(own) == upstreams(member.value), "\(urn)")
                default:
                    #expect(
                        own?.contentDigest == member.value.contentDigest, "\(urn) \(member.name): \(own?.text ?? "")")
                }
            }
        }
        try await database.drop()
    }

    private func compare(_ ours: JSON?, _ theirs: JSON?, _ urn: String) throws {
        let own = try #require(ours?.arrayValue)
        let other = try #require(theirs?.arrayValue)
        try #require(own.map { $0["fieldPath"] } == other.map { $0["fieldPath"] }, "\(urn)")
        for (mine, his) in zip(own, other) {
            // Difference: a domain has the type it is over, not none.
            if his["type"]?.text.contains("NullType") == true { continue }
            for name in ["nullable", "description", "nativeDataType", "isPartOfKey"] {
                #expect(mine[name] == his[name], "\(urn): \(mine.text) \(his.text)")
            }
            #expect(mine["type"]?.contentDigest == his["type"]?.contentDigest, "\(urn): \(mine.text) \(his.text)")
        }
    }

    @Test("What the seeded shop holds becomes the golden's aspects")
    func golden() async throws {
        let database = try await shop()
        let found = try await read(database)
        if TestFiles.isRecording { try TestFiles.write(found, to: "golden/postgres.json") }
        let golden = try TestFiles.json("golden/postgres.json")
        #expect(found.objectValue?.names == golden.objectValue?.names)
        for member in golden.objectValue?.members ?? [] where !member.value.text.contains("viewLogic") {
            #expect(found[member.name] == member.value, "\(member.name)")
        }
        try await database.drop()
    }

    private static let views = """
        ;create schema v;
        create table v.t (a int, b int, c text);
        create table v.u (a int, d text);
        create view v.plain as select a as x, b + 1 as y, upper(c) as z, 5 as five from v.t;
        create view v.joined as select * from v.t join v.u using (a);
        create view v.cte as with q as (select a, sum(b) as s from v.t group by a), w as (select * from q) select s, a from w;
        create view v.setop as select a, c from v.t union all select a, d from v.u;
        create view v.sub as select (select max(d) from v.u where u.a = t.a) as m, exists (select 1 from v.u) as e, t.* from v.t;
        create view v.chain as select x, z from v.plain;
        create view v.rec as with recursive r(n, p) as (select a, b from v.t union all select r.n + 1, r.p from r where n < 3)
            select n, p from r;
        create view v.lat as select l.k, o.c from v.t o cross join lateral (select o.b * 2 as k) l;
        create view v.fn as select g, a from v.t, generate_series(1, 2) g;
        create view v.win as select a, row_number() over (partition by c order by b) as rn, sum(b) over w as s from v.t
            window w as (order by a);
        create view v."q""uo te" as select a as "we{ir(d} \\ :n" from v.t;
        """

    @Test("Each column of a view is traced to the columns it is made of, by PostgreSQL's own parse tree")
    func columnLineage() async throws {
        let database = try await shop(Self.views)
        let found = try await read(database)
        func origin(_ view: String) -> [String: [String]] {
            let lineage = found["urn:li:dataset:(urn:li:dataPlatform:postgres,shop.v.\(view),PROD)"]?["upstreamLineage"]
            var origins: [String: [String]] = [:]
            func short(_ urn: JSON) -> String {
                (urn.stringValue ?? "").replacingOccurrences(
                    of: "urn:li:schemaField:(urn:li:dataset:(urn:li:dataPlatform:postgres,shop.v.", with: ""
                ).replacingOccurrences(of: ",PROD),", with: ".").replacingOccurrences(of: ")", with: "")
            }
            for fine in lineage?["fineGrainedLineages"]?.arrayValue ?? [] {
                let target = short(fine["downstreams"]?[0] ?? .null).split(separator: ".").last.map(String.init) ?? ""
                origins[target] =
                    (fine["upstreams"]?.arrayValue ?? []).map(short) + [fine["transformOperation"]?.stringValue ?? ""]
            }
            return origins
        }
        #expect(origin("plain") == ["x": ["t.a", "COPY"], "y": ["t.b", "TRANSFORM"], "z": ["t.c", "TRANSFORM"]])
        #expect(
            origin("joined") == [
                "a": ["t.a", "COPY"], "b": ["t.b", "COPY"], "c": ["t.c", "COPY"], "d": ["u.d", "COPY"],
            ])
        #expect(origin("cte") == ["s": ["t.b", "TRANSFORM"], "a": ["t.a", "COPY"]])
        #expect(origin("setop") == ["a": ["t.a", "u.a", "TRANSFORM"], "c": ["t.c", "u.d", "TRANSFORM"]])
        #expect(origin("sub")["m"] == ["u.d", "TRANSFORM"] && origin("sub")["b"] == ["t.b", "COPY"])
        #expect(origin("sub")["e"] == nil)
        #expect(origin("chain") == ["x": ["plain.x", "COPY"], "z": ["plain.z", "COPY"]])
        #expect(origin("rec")["n"]?.first == "t.a" && origin("rec")["p"]?.first == "t.b")
        #expect(origin("lat") == ["k": ["t.b", "TRANSFORM"], "c": ["t.c", "COPY"]])
        #expect(origin("fn") == ["a": ["t.a", "COPY"]])
        #expect(origin("win")["rn"] == ["t.b", "t.c", "TRANSFORM"], "a window is what its function is made of")
        #expect(origin("win")["s"] == ["t.a", "t.b", "TRANSFORM"] && origin("win")["a"] == ["t.a", "COPY"])
        #expect(origin("q\"uo te").count == 1)
        try await database.drop()
    }

    @Test("A second run gives the same aspects but for points in time; patterns leave out and say how many")
    func twice() async throws {
        let database = try await shop()
        let (first, report) = try await scan(try connector(database))
        let (second, _) = try await scan(try connector(database))
        #expect(first == second && report.exitStatus == .complete, "\(report.problems)")
        #expect(first.contains { $0.aspectName == "datasetProfile" && $0.value["rowCount"] == 3000 })
        let (few, left) = try await scan(
            try connector(
                database, ["schema_pattern": "sales$", "table_pattern": ".*\\.sales\\.v_", "skip_statistics": "true"]))
        #expect(Set(few.filter { $0.entityType == "dataset" }.map(\.urn)).count == 2)
        #expect((left.filtered["tables"] ?? 0) > 5 && (left.filtered["schemas"] ?? 0) >= 3)
        #expect(!few.contains { $0.aspectName == "datasetProfile" })
        try await database.drop()
    }

    @Test("Partitions, foreign tables, names of any kind and long comments are read")
    func odd() async throws {
        let long = String(repeating: "x", count: 1000)
        let database = try await shop(
            #"""
            ;create schema "o'dd ""s""";
            create table "o'dd ""s"""."täble, (1)" ("a b" int, "ü""" text);
            comment on table "o'dd ""s"""."täble, (1)" is '\#(long)';
            create foreign data wrapper w; create server far foreign data wrapper w;
            create foreign table "o'dd ""s""".away (id int) server far;
            """#)
        let found = try await read(database)
        func properties(_ name: String) -> JSON? {
            found["urn:li:dataset:(urn:li:dataPlatform:postgres,shop.\(name),PROD)"]?["datasetProperties"]
        }
        #expect(properties("sales.events")?["customProperties"]?["partition_key"] == "RANGE (at)")
        let part = properties("sales.events_2024_q1")?["customProperties"]
        #expect(part?["partition_of"] == "sales.events")
        #expect(part?["partition_bound"]?.stringValue?.hasPrefix("FOR VALUES FROM") == true)
        #expect(properties("o'dd \"s\".täble%2C %281%29")?["description"]?.stringValue?.count == 1000)
        #expect(properties("o'dd \"s\".away")?["customProperties"]?["foreign_server"] == "far")
        try await database.drop()
    }

    @Test("Without a right to a schema its description is read all the same, and the report says so")
    func rights() async throws {
        let role = "reader_\(Int.random(in: 100_000...999_999))"
        let database = try await shop("; create role \(role); revoke all on schema public from public")
        var server = database.configuration
        server.connection = Secret(server.connection.reveal() + " options='-c role=\(role)'")
        let connector = try PostgresConnector(
            try configuration(PostgresConnector.fields, ["url": "postgresql://test/"]), server: server,
            database: database.name)
        let (proposals, report) = try await scan(connector)
        #expect(proposals.contains { $0.urn.contains(".sales.orders,") })
        #expect(report.notes.contains { $0.contains("no USAGE on") && $0.contains("sales") }, "\(report.notes)")
        let connection = try await PostgresConnection.connect(database.configuration)
        try await connection.runScript("drop role \(role)")
        await connection.close()
        try await database.drop()
    }

    @Test(
        "Check tells databases, schemas and tables that the account may not use, and hides nothing that a run describes"
    )
    func access() async throws {
        let role = "reader_\(Int.random(in: 100_000...999_999))"
        let database = try await shop("; create role \(role); grant usage on schema sales to \(role)")
        let other = try await TestDatabase.fresh()
        let owner = try await PostgresConnection.connect(database.configuration)
        try await owner.runScript("revoke connect on database \(other.name) from public")
        var server = database.configuration
        server.connection = Secret(server.connection.reveal() + " options='-c role=\(role)'")
        let connector = try PostgresConnector(
            try configuration(
                PostgresConnector.fields,
                ["url": "postgresql://test/", "database_pattern": "(\(database.name)|\(other.name))$"]),
            server: server, database: nil)
        let report = try await connector.access()
        #expect(report.hidden.map(\.object) == ["database \(other.name)"])
        #expect(report.facts.first?.hasPrefix("signed in as \(role) at PostgreSQL") == true, "\(report.facts)")
        #expect(report.facts.contains { $0.contains("no USAGE on") && $0.contains("crm") }, "\(report.facts)")
        #expect(report.facts.contains { $0.contains("no SELECT on") && $0.contains("sales.orders") })
        let (proposals, run) = try await scan(connector)
        #expect(proposals.contains { $0.urn.contains(".sales.orders,") })
        #expect(run.problems.map(\.object) == [other.name] && run.exitStatus == .partial)
        try await owner.runScript("drop owned by \(role); drop role \(role)")
        await owner.close()
        try await other.drop()
        try await database.drop()
    }

    @Test("A table that somebody locks holds up nothing but its own size and the text of views over it")
    func locked() async throws {
        let database = try await shop()
        let reader = PostgresReader(
            configuration: {
                var configuration = database.configuration
                configuration.sessionSettings = ["lock_timeout": "100ms"]
                return configuration
            }(), schemaPattern: NamePattern(), tablePattern: NamePattern(), withStatistics: true)
        let holder = try await PostgresConnection.connect(database.configuration)
        try await holder.runScript("begin; lock table sales.orders in access exclusive mode")
        let found = try await reader.read(database.name)
        try await holder.runScript("rollback")
        await holder.close()
        let whole = try await reader.read(database.name)
        #expect(found.relations.map(\.name) == whole.relations.map(\.name) && whole.lockedTexts.isEmpty)
        let sized = { (database: PostgresDatabase) in Set(database.relations.filter { $0.bytes != nil }.map(\.name)) }
        #expect(sized(whole).subtracting(sized(found)) == ["orders"])
        let mapping = PostgresMapping(env: "PROD", instance: nil)
        let relations = Dictionary(found.relations.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        for view in found.relations where view.isView {
            let names = mapping.dataset(view, in: found, relations: relations).map(\.aspectName)
            #expect(names.contains("viewProperties") == (view.definition != nil), "\(view.name)")
            #expect(names.contains("datasetProperties") == (view.definition != nil), "\(view.name)")
            #expect(names.contains("schemaMetadata"))
        }
        let orders = try #require(found.relations.first { $0.name == "orders" })
        let names = mapping.dataset(orders, in: found, relations: relations).map(\.aspectName)
        #expect(names.contains("datasetProperties") && !names.contains("schemaMetadata"))
        try await database.drop()
    }

    @Test("Tables that are dropped while the database is read leave nothing behind, and the rest is whole")
    func dropped() async throws {
        let database = try await shop(
            "; do $$ begin for n in 1..400 loop execute format('create table sales.x%s (a int)', n); end loop; end $$")
        let connection = try await PostgresConnection.connect(database.configuration)
        let reader = PostgresReader(
            configuration: database.configuration, schemaPattern: NamePattern(), tablePattern: NamePattern(),
            withStatistics: true)
        async let dropping: Void = {
            for number in 1...400 { try await connection.runScript("drop table sales.x\(number)") }
        }()
        var seen = 0
        for _ in 0..<6 {
            let found = try await reader.read(database.name)
            let extra = found.relations.filter { $0.name.hasPrefix("x") }
            #expect(extra.allSatisfy { $0.columns.count == 1 })
            #expect(found.relations.contains { $0.name == "orders" && $0.columns.count > 3 })
            seen += found.dropped.count
        }
        try await dropping
        #expect(try await reader.read(database.name).relations.contains { $0.name.hasPrefix("x") } == false)
        await connection.close()
        try await database.drop()
    }

    @Test("An interrupted run over several databases goes on with the next one; one that is closed now removes nothing")
    func resume() async throws {
        let one = try await shop()
        let two = try await shop()
        let url = StandIn.address(of: one, [])
        var session = Session()
        session.connectors = [PostgresConnector.self]
        session.batchSize = 20
        let arguments = [
            "postgres", "--url", url, "--all-databases", "--database-pattern", "(\(one.name)|\(two.name))$", "--to",
            "http://c",
        ]
        #expect(await session.run(arguments + ["--dry-run"]) == .complete, "\(session.err)")
        session.catalog.die(after: 12)
        #expect(await session.run(arguments) == .partial, "\(session.err)")
        session.catalog.die(after: nil)
        #expect(await session.run(arguments) == .complete, "\(session.err)")
        #expect(session.err.contains("1 databases are done"), "\(session.err)")
        let count = session.catalog.content.count
        let owner = try await PostgresConnection.connect(one.configuration)
        try await owner.runScript("alter database \(two.name) allow_connections false")
        await owner.close()
        #expect(await session.run(arguments + ["--max-removed-share", "100"]) == .partial)
        #expect(session.catalog.content.count == count)
        #expect(!session.catalog.content.values.contains { $0["status"]?["removed"] == true })
        try await one.drop()
        try await two.drop()
    }

    @Test("A wrong address, a wrong url and a missing database are told with what to do")
    func wrong() async throws {
        let nowhere = try PostgresConnector(
            try configuration(PostgresConnector.fields, ["url": "postgresql://a:secret@127.0.0.1:1/x"]),
            context: ConnectorContext())
        let error = await thrown(IngestError.self) { try await nowhere.check() }
        #expect(error?.code == .source && error?.message.contains("host and port") == true, "\(error?.message ?? "")")
        #expect(error?.message.contains("secret") == false)
        #expect(PostgresAddress("http://x/y") == nil)
        #expect(PostgresAddress("postgresql://h/d%20b?sslmode=require")?.database == "d b")
        #expect(
            PostgresAddress("postgresql://u@h:5/d?a=b")?.url(password: Secret("p@s:w"))
                == "postgresql://u:p%40s%3Aw@h:5/d?a=b")
        #expect(
            PostgresAddress("postgresql://h/d")?.url(password: Secret("p")) == "postgresql://h/d?password=p")
        let database = try await TestDatabase.fresh()
        let missing = try PostgresConnector(
            try configuration(PostgresConnector.fields, ["url": "postgresql://test/"]),
            server: {
                var server = database.configuration
                server.database = "no_such_database"
                return server
            }(), database: "no_such_database")
        let gone = await thrown(IngestError.self) { try await missing.check() }
        #expect(gone?.message.contains("no_such_database") == true, "\(gone?.message ?? "")")
        try await database.drop()
    }

    @Test("Parse trees that are none give nothing, without a trap")
    func nonsense() {
        let deep = String(repeating: "({A :b ", count: 5000)
        for text in [
            "", "(", "()", "{", "({QUERY", "({QUERY :targetList", "}", ":", "\\", deep, "({QUERY :targetList (x)})",
        ] {
            #expect(PostgresViewColumns.read(text)?.isEmpty ?? true)
        }
        let self1 =
            "({QUERY :rtable ({RTE :rtekind 1 :subquery <>}) :targetList ({TARGETENTRY :expr {VAR :varno 1 :varattno 1 :varlevelsup 0} :resno 1 :resjunk false})})"
        #expect(PostgresViewColumns.read(self1) == nil || PostgresViewColumns.read(self1)?[1]?.sources.isEmpty == true)
    }
}
