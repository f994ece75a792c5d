import Basics
import Foundation
import Testing

@testable import catalog

@Suite struct SQLLineageCommandTests {
    /// A file with a text, gone when the body is done.
    private func withFile<Result>(_ text: String, _ body: (String) async throws -> Result) async throws -> Result {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("lineage-\(UUID().uuidString).sql")
            .path
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try await body(path)
    }

    private func answer(_ text: String, _ words: String...) async throws -> (status: CommandStatus, screen: Screen) {
        try await withFile(text) { path in
            let screen = Screen()
            let status = await run(["sql-lineage", path] + words, environment: [:], terminal: screen.terminal())
            return (status, screen)
        }
    }

    private let view = "CREATE VIEW v AS SELECT upper(a) AS x, 1 AS one FROM t JOIN u ON t.k = u.k"

    @Test("a tree has the target, each column, what feeds it and how") func tree() async throws {
        let (status, screen) = try await answer(view, "--dialect", "postgres", "--default", "db.s")
        #expect(status == .success)
        #expect(screen.output.contains("CREATE_VIEW db.s.v  line 1, confidence"))
        #expect(screen.output.contains("├─ x\n"))
        #expect(screen.output.contains("├─ one\n"))
        #expect(screen.output.contains("db.s.t.k  join"))
        #expect(screen.output.contains("! 1:31: a may be a column of several tables"))
    }

    @Test("JSON is the shape of the endpoint, Mermaid a flowchart") func shapes() async throws {
        let json = try JSON.parse(try await answer("SELECT a FROM t", "--json").screen.output)
        #expect(json["statements"]?[0]?["columns"]?[0]?["sources"]?[0]?["table"] == "t")
        let picture = try await answer("INSERT INTO b SELECT a FROM t WHERE c = 1", "--mermaid").screen.output
        #expect(picture.hasPrefix("flowchart LR\n"))
        #expect(picture.contains("[\"t\"]"))
        #expect(picture.contains("-->|identity|"))
        #expect(picture.contains("-.->|filter|"))
    }

    @Test("--schema-from unfolds a star with the columns of a running catalog") func schemas() async throws {
        let catalog = try RunningCatalog()
        try await catalog.put(
            "urn:li:dataset:(urn:li:dataPlatform:trino,lake.sales.orders,PROD)", "schemaMetadata",
            [
                "schemaName": "orders", "platform": "urn:li:dataPlatform:trino", "version": 0, "hash": "",
                "platformSchema": ["com.linkedin.schema.OtherSchema": ["rawSchema": ""]],
                "fields": [
                    [
                        "fieldPath": "order_id", "nativeDataType": "bigint", "nullable": true, "recursive": false,
                        "type": ["type": ["com.linkedin.schema.NumberType": [:]]],
                    ]
                ],
            ])
        let text = "SELECT * FROM orders, nothing_known"
        let (status, screen) = try await answer(
            text, "--dialect", "trino", "--default", "lake.sales", "--schema-from", catalog.url)
        #expect(status == .success)
        #expect(screen.output.contains("lake.sales.orders.order_id  identity"))
        #expect(screen.output.contains("rows of lake.sales.nothing_known"))
        let away = try await answer(text, "--dialect", "trino", "--schema-from", "http://127.0.0.1:1")
        #expect(away.status == .failure)
        #expect(away.screen.errors.contains("no catalog answers"))
    }

    @Test("--schemas takes columns from a file, and says what is wrong with it") func schemaFile() async throws {
        try await withFile("{\"a.b.t\": {\"x\": \"int\", \"y\": null}}") { schemas in
            let known = try await answer("SELECT * FROM t", "--default", "a.b", "--schemas", schemas)
            #expect(known.screen.output.contains("a.b.t.y  identity"))
        }
        try await withFile("{\"a.b.t\": 1}") { schemas in
            let wrong = try await answer("SELECT 1", "--schemas", schemas)
            #expect(wrong.status == .failure)
            #expect(wrong.screen.errors.contains("/a.b.t: expected columns, found number"))
        }
    }

    @Test("a wrong dialect, default or file is told") func refusals() async throws {
        let dialect = try await answer("SELECT 1", "--dialect", "postgras")
        #expect(dialect.status == .usage)
        #expect(dialect.screen.errors.contains("Did you mean 'postgres'?"))
        #expect(try await answer("SELECT 1", "--default", "a.b.c").status == .usage)
        #expect(try await answer("SELECT 1", "--schema-from", "http://127.0.0.1:1").status == .usage)
        let screen = Screen()
        #expect(
            await run(["sql-lineage", "/nowhere/x.sql"], environment: [:], terminal: screen.terminal()) == .failure)
        #expect(screen.errors.contains("cannot be read"))
    }

    @Test("what is no SQL succeeds with nothing and says where") func prose() async throws {
        let (status, screen) = try await answer("\nlorem ipsum")
        #expect(status == .success)
        #expect(screen.output.contains("UNKNOWN  line 2, confidence 0.0"))
        #expect(screen.output.contains("! 2:1: no statement begins with 'lorem'"))
        #expect(try await answer("").screen.output == "There is no statement.\n")
    }
}
