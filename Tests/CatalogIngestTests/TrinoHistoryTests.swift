import Basics
import CatalogModel
import HTTPClient
import SQLLineage
import Testing

@testable import CatalogIngest

private let day: Int64 = 1_795_564_800_000

/// Usage and lineage from the queries that a coordinator remembers.
@Suite("Trino connector, query history of a stand-in")
struct TrinoHistoryTests {
    private let tables = [
        MemoryTrino.Relation(schema: "s", name: "orders", columns: [("id", "bigint"), ("amount", "double")]),
        MemoryTrino.Relation(schema: "s", name: "daily", columns: [("id", "bigint"), ("total", "double")]),
        MemoryTrino.Relation(schema: "t", name: "orders", columns: [("id", "bigint"), ("at", "array(date)")]),
    ]

    private func trino(_ queries: [MemoryTrino.Query]) -> MemoryTrino {
        MemoryTrino(.init(connectors: ["w": "memory"], relations: ["w": tables], queries: .success(queries)))
    }

    private func connector(_ trino: MemoryTrino, _ values: [String: String] = [:]) throws -> TrinoConnector {
        try trinoConnector(trino, ["query_history": "true"].merging(values) { $1 })
    }

    private func urn(_ table: String) -> String { "urn:li:dataset:(urn:li:dataPlatform:trino,w.\(table),PROD)" }

    private func field(_ table: String, _ path: String) -> String { "urn:li:schemaField:(\(urn(table)),\(path))" }

    private func fingerprint(_ text: String) -> Digest128 { SQLStatementFingerprint(of: text, dialect: .trino).digest }

    private func jobs(_ proposals: [IngestProposal]) -> [IngestProposal] {
        proposals.filter { $0.aspectName == "dataJobInputOutput" }
    }

    private func query(_ index: Int, _ text: String, _ user: String = "ana", at: Int64? = nil) -> MemoryTrino.Query {
        MemoryTrino.Query(id: "q\(100_000 + index)", user: user, text: text, ended: at ?? day + Int64(index))
    }

    @Test("A day tells who read a table how often, which columns, and the statements without their literals")
    func usage() async throws {
        let trino = trino([
            query(1, "SELECT id FROM w.s.orders WHERE amount > 17"),
            query(2, "SELECT id FROM w.s.orders WHERE amount > 4711", "bob"),
            query(3, "select ID from w.s.orders where amount > 3"),
            query(4, "SELECT * FROM w.s.orders o JOIN w.t.orders t ON o.id = t.id WHERE o.id = 5 -- hunter2"),
            query(5, "SELECT id FROM w.s.orders", at: day - 5),
            query(6, "SELECT * FROM w.information_schema.tables"), query(7, "SELEC 1"), query(8, "SHOW TABLES"),
            query(9, "EXPLAIN SELECT * FROM w.s.orders"),
            query(11, "SELECT * FROM w.s.dropped"),
        ])
        let (proposals, report) = try await scan(try connector(trino))
        let points = proposals.filter { $0.urn == urn("s.orders") && $0.aspectName == "datasetUsageStatistics" }
        #expect(points.map { $0.value["timestampMillis"] } == [.int(day - 86_400_000), .int(day)])
        let today = try #require(points.last?.value)
        #expect(today["totalSqlQueries"] == 4 && today["uniqueUserCount"] == 2)
        #expect(today["eventGranularity"] == ["unit": "DAY", "multiple": 1])
        #expect(
            today["userCounts"] == [
                ["user": "urn:li:corpuser:ana", "count": 3], ["user": "urn:li:corpuser:bob", "count": 1],
            ])
        #expect(
            today["fieldCounts"] == [["fieldPath": "amount", "count": 4], ["fieldPath": "id", "count": 4]])
        #expect(today["topSqlQueries"]?[0] == "select id from w.s.orders where amount > ?")
        #expect(today["topSqlQueries"]?.arrayValue?.count == 2)
        let nested = proposals.first { $0.urn == urn("t.orders") && $0.aspectName == "datasetUsageStatistics" }
        let paths = nested?.value["fieldCounts"]?.arrayValue?.compactMap { $0["fieldPath"]?.stringValue }
        #expect(paths?.contains("[version=2.0].[type=struct].[type=array].[type=int].at") == true)
        let all = proposals.map(\.value.text).joined()
        #expect(!all.contains("4711") && !all.contains("hunter2") && !all.contains("dropped"))
        let text = "SELECT id FROM w.s.orders WHERE amount > 0"
        let statement = document(proposals)[QueryNames.query(fingerprint(text))]
        #expect(statement?["queryUsageStatistics"]?["queryCount"] == 3)
        #expect(statement?["queryUsageStatistics"]?["lastExecutedAt"] == .int(day + 3))
        #expect(statement?["querySubjects"]?["subjects"]?.arrayValue?.count == 3)
        #expect(report.exitStatus == .complete && report.notes.isEmpty)
    }

    @Test(
        "A second run counts no query twice, and later ones join the counts of their day; also when it was written in part"
    )
    func again() async throws {
        let trino = trino([query(1, "SELECT id FROM w.s.orders"), query(2, "SELECT id FROM w.s.orders")])
        let checkpoint = MemoryCheckpoint()
        func totals(_ moment: Int64) async throws -> [JSON?] {
            try await scan(try connector(trino), checkpoint, at: moment).proposals
                .filter { $0.aspectName == "datasetUsageStatistics" }.map { $0.value["totalSqlQueries"] }
        }
        #expect(try await totals(day) == [2])
        #expect(try await totals(day + 1) == [])
        // One that ended before the last known one and is visible only now.
        trino.content.update {
            $0.queries = .success([
                query(0, "SELECT amount FROM w.s.orders", "bob"), query(1, "SELECT id FROM w.s.orders"),
                query(2, "SELECT id FROM w.s.orders"), query(3, "SELECT id FROM w.s.orders"),
            ])
        }
        #expect(try await totals(day + 2) == [4])
        // A run without the history keeps what is remembered.
        _ = try await scan(try trinoConnector(trino), checkpoint, at: day + 3)
        #expect(try await totals(day + 4) == [])
    }

    @Test(
        "What INSERT, MERGE, UPDATE and CREATE TABLE AS wrote is a job for each statement, with the event listener's urn"
    )
    func lineage() async throws {
        let insert = "INSERT INTO w.s.daily SELECT id, amount * 2 FROM w.s.orders WHERE id > 5"
        let merge =
            "MERGE INTO w.s.daily d USING w.s.orders o ON d.id = o.id WHEN MATCHED THEN UPDATE SET total = o.amount"
        let trino = trino([
            query(1, insert, "etl"), query(2, merge), query(3, "UPDATE w.s.daily SET total = id WHERE id = 9"),
            query(4, "DELETE FROM w.s.daily WHERE id IN (SELECT id FROM w.t.orders)"),
            query(5, "INSERT INTO w.s.gone SELECT id FROM w.s.orders"),
            query(6, "EXECUTE IMMEDIATE 'INSERT INTO w.s.daily SELECT id, ? FROM w.t.orders' USING 'secret'"),
        ])
        let (proposals, _) = try await scan(try connector(trino))
        let names = QueryNames(platform: "trino", env: "PROD", instance: nil)
        let job = names.job(of: fingerprint(insert), output: urn("s.daily"), inputs: [urn("s.orders")])
        let edges = document(proposals)[job]?["dataJobInputOutput"]
        #expect(edges?["inputDatasets"] == [.string(urn("s.orders"))])
        #expect(edges?["outputDatasets"] == [.string(urn("s.daily"))])
        #expect(edges?["fineGrainedLineages"]?[1]?["upstreams"] == [.string(field("s.orders", "amount"))])
        #expect(edges?["fineGrainedLineages"]?[1]?["downstreams"] == [.string(field("s.daily", "total"))])
        #expect(document(proposals)[job]?["dataJobInfo"]?["name"] == "INSERT w.s.daily")
        #expect(jobs(proposals).count == 4)
        #expect(jobs(proposals).allSatisfy { $0.value["outputDatasets"] == [.string(urn("s.daily"))] })
        #expect(!proposals.contains { $0.aspectName == "upstreamLineage" })
        let kinds = proposals.filter { $0.aspectName == "operation" }.map {
            $0.value["customOperationType"] ?? $0.value["operationType"]
        }
        #expect(kinds == ["INSERT", "MERGE", "UPDATE", "DELETE", "INSERT"])
        #expect(!proposals.map(\.value.text).joined().contains("secret"))
    }

    @Test("A table that is made anew has the sources of its last definition only, in one run and over two")
    func definitions() async throws {
        let first = "CREATE TABLE w.s.daily AS SELECT id, amount total FROM w.s.orders"
        let second = "CREATE TABLE w.s.daily AS SELECT id, 1 total FROM w.t.orders"
        let checkpoint = MemoryCheckpoint()
        let trino = trino([query(1, first)])
        let before = jobs(try await scan(try connector(trino), checkpoint, at: day).proposals)
        #expect(before.count == 1)
        trino.content.update { $0.queries = .success([query(1, first), query(2, second)]) }
        let after = jobs(try await scan(try connector(trino), checkpoint, at: day + 1).proposals)
        #expect(after.count == 2)
        let old = after.first { $0.urn == before.first?.urn }
        #expect(old?.value == QueryAspects.nothing)
        #expect(after.first { $0.urn != old?.urn }?.value["inputDatasets"] == [.string(urn("t.orders"))])
        let once = jobs(try await scan(try connector(trino)).proposals)
        #expect(Set(once.map { "\($0.urn) \($0.value.text)" }) == Set(after.map { "\($0.urn) \($0.value.text)" }))
    }

    @Test(
        "Names without a schema belong to the query's session; where Trino does not tell it they are left out and counted"
    )
    func sessions() async throws {
        var here = query(1, "SELECT id FROM orders")
        here.session = TrinoSession(catalog: "w", schema: "s")
        var there = query(2, "SELECT id FROM orders")
        there.session = TrinoSession(catalog: "w", schema: "t")
        let trino = trino([here, there, query(3, "SELECT id FROM orders")])
        let (proposals, report) = try await scan(try connector(trino))
        let read = proposals.filter { $0.aspectName == "datasetUsageStatistics" }.map(\.urn)
        #expect(read == [urn("s.orders"), urn("t.orders")])
        #expect(report.notes.contains { $0.hasPrefix("1 of 3 queries name tables without their schema") })
        trino.content.update { $0.tellsSessions = false }
        let (without, other) = try await scan(try connector(trino))
        #expect(!without.contains { $0.aspectName == "datasetUsageStatistics" })
        #expect(other.notes.contains { $0.hasPrefix("3 of 3 queries") } && other.exitStatus == .complete)
    }

    @Test("Usage is told of tables that the recipe reads, and by default of none")
    func patterns() async throws {
        let trino = trino([query(1, "SELECT s.id FROM w.s.orders s, w.t.orders t")])
        let (found, _) = try await scan(try connector(trino, ["schema_pattern": "s$"]))
        #expect(found.filter { $0.aspectName == "datasetUsageStatistics" }.map(\.urn) == [urn("s.orders")])
        let (none, _) = try await scan(try trinoConnector(trino))
        #expect(!none.contains { $0.aspectName.hasSuffix("UsageStatistics") })
        #expect(trino.asked.value.filter { $0.contains("system.runtime.queries") }.count == 1)
    }

    @Test("A history that is refused is named with what to grant, everything else is there, and the exit status is 1")
    func refused() async throws {
        let trino = trino([])
        trino.content.update {
            $0.queries = .failure(
                TrinoFailure(name: "PERMISSION_DENIED", type: "USER_ERROR", message: "Access Denied"))
        }
        let (proposals, report) = try await scan(try connector(trino))
        #expect(proposals.contains { $0.urn == urn("s.orders") && $0.aspectName == "schemaMetadata" })
        #expect(report.exitStatus == .partial && report.problems.map(\.object) == ["query history"])
        #expect(report.problems.first?.reason.contains("system.runtime.queries") == true)
        let access = try await connector(trino).access()
        #expect(access.hidden.map(\.object) == ["query history"])
    }

    @Test("A run that dies between two pages goes on there, and each query counts once")
    func killed() async throws {
        let queries = (0..<2500).map { query($0, "SELECT id FROM w.s.orders WHERE id = \($0)") }
        let trino = trino(queries)
        let catalog = MemoryCatalog()
        func run() async -> (exit: IngestExit, err: String) {
            var session = Session(catalog)
            session.connectors = [TrinoConnector.self]
            session.source = trino
            let exit = await session("trino", "--server", "http://t:1", "--query-history", "--to", "http://c")
            return (exit, session.err)
        }
        // The containers and tables, then the first page.
        catalog.onWrite.update { hook in
            hook = { _ in
                let state = catalog.state.value
                guard state.requestsUntilDeath == nil else { return }
                if state.events[urn("s.orders")]?["datasetUsageStatistics"] != nil {
                    catalog.die(after: 1)
                }
            }
        }
        #expect(await run().exit != .complete)
        catalog.die(after: nil)
        catalog.onWrite.update { $0 = nil }
        let asked = trino.asked.value.count
        let second = await run()
        #expect(second.exit == .complete, "\(second.err)")
        let again = trino.asked.value[asked...].filter { $0.contains("information_schema.columns") }
        #expect(again.count <= 1, "the catalog that was done is not listed again, only what statements name")
        let points = catalog.state.value.events[urn("s.orders")]?["datasetUsageStatistics"] ?? []
        #expect(points.last?["totalSqlQueries"] == 2500)
        #expect(points.last?["topSqlQueries"] == ["select id from w.s.orders where id = ?"])
    }

    @Test("What is remembered survives as JSON, and is forgotten when its day is over")
    func memory() {
        var memory = TrinoHistoryMemory()
        for index in 0..<300 {
            let execution = TrinoExecution(id: "q\(index)", user: "u", text: "", ended: day + Int64(index))
            let isNew = memory.take(execution)
            #expect(isNew)
            memory.count(execution, user: "u\(index % 3)", statement: "q\(index)", text: "t", reads: ["d": ["a"]])
        }
        _ = memory.define("d", by: "j", at: day)
        #expect(TrinoHistoryMemory(memory.state) == memory)
        #expect(memory.days[day]?.datasets["d"]?.total == 300)
        #expect((memory.days[day]?.datasets["d"]?.statements.count ?? 0) <= 200)
        memory.close()
        #expect(TrinoHistoryMemory(memory.state) == memory && !memory.days.isEmpty)
        let later = TrinoExecution(id: "z", user: "u", text: "", ended: day + 2 * TrinoUsage.day)
        let isNew = memory.take(later)
        #expect(isNew)
        memory.close()
        #expect(memory.days.isEmpty && memory.texts.isEmpty)
        let earlier = memory.define("d", by: "k", at: day)
        #expect(earlier == "j")
        #expect(TrinoHistoryMemory(["ended": "x", "days": [1], "seen": .null]) == TrinoHistoryMemory())
    }

    @Test("The text that EXECUTE IMMEDIATE runs is found, any other text stays")
    func prepared() {
        #expect(TrinoStatement.prepared(" Execute\n IMMEDIATE 'select ''a'' from t' USING 1") == "select 'a' from t")
        for text in ["EXECUTE IMMEDIATE 'open", "EXECUTE p USING 1", "", "'", "execute", "executed immediate 'x'"] {
            #expect(TrinoStatement.prepared(text) == text)
        }
    }
}
