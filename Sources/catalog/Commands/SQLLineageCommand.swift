import Basics
import CatalogAPI
import SQLLineage

extension Command {
    static let sqlLineage = Command(
        name: "sql-lineage",
        summary: "Show which tables and columns feed which in SQL.",
        arguments: [.init(name: "FILE", help: "One statement or several; '-' reads standard input.")],
        flags: [
            Flag(
                name: "dialect", value: "D",
                help: "trino, postgres, spark, mysql, doris or generic (default), or a usual other name."),
            Flag(
                name: "default", value: "NAME",
                help: "Completes names of tables: catalog.schema, or schema alone where there are no catalogs."),
            Flag(
                name: "schemas", value: "FILE",
                help: "The tables' columns as JSON: {\"a.b.c\": {\"id\": \"bigint\"}}, or {\"a.b.c\": [\"id\"]}."),
            Flag(name: "schema-from", value: "URL", help: "Take the tables' columns from this catalog."),
            Flag(
                name: "platform", value: "P",
                help: "Whose tables they are in that catalog (default: the dialect's; hive for spark)."),
            Flag(name: "env", value: "ENV", help: "Their environment in that catalog (default PROD)."),
            Flag(name: "mermaid", help: "Print a Mermaid flowchart instead of a tree."),
        ],
        discussion:
            "Without columns, stars stay closed and an unqualified column of several tables belongs to none. With --schema-from "
            + "they come from the schemaMetadata of urn:li:dataset:(urn:li:dataPlatform:P,NAME,ENV), where NAME is the "
            + "table's name as --default completes it. What was not understood is listed with line and column, and lowers the "
            + "confidence; the command succeeds all the same.",
        examples: [
            .init("catalog sql-lineage etl.sql --dialect trino --default lake.sales", "what feeds what, as a tree"),
            .init(
                "catalog sql-lineage etl.sql --schema-from http://127.0.0.1:8080 --dialect trino", "with stars unfolded"
            ),
            .init("catalog sql-lineage etl.sql --schemas tables.json", "without a catalog"),
            .init("catalog sql-lineage view.sql --mermaid | tee view.mmd", "a picture"),
            .init("pbpaste | catalog sql-lineage - --json | jq '.statements[].sources'", "for a script"),
        ],
        run: { try await SQLLineageAnswer.run($0) })
}

private enum SQLLineageAnswer {
    /// Tables that are looked up at most.
    private static let mostTables = 500

    static func run(_ invocation: Invocation) async throws(CommandFailure) -> CommandStatus {
        let file = invocation.arguments[0]
        guard let bytes = contents(of: file, limit: 64 << 20) else { throw CommandFailure("'\(file)' cannot be read") }
        let text = String(decoding: bytes, as: UTF8.self)
        let dialect = try dialect(invocation.value("dialect"))
        let parts = (invocation.value("default") ?? "").split(separator: ".").map(String.init)
        guard parts.count <= 2 else {
            throw CommandFailure(
                "--default must be a schema or catalog.schema, found '\(invocation.value("default") ?? "")'",
                status: .usage)
        }
        func analyze(_ schemas: SQLSchemaDictionary) -> SQLScript {
            SQLLineage.analyze(
                text, dialect: dialect, schemas: schemas, defaultCatalog: parts.count == 2 ? parts[0] : nil,
                defaultSchema: parts.last)
        }
        let given = try tables(invocation.value("schemas"))
        var script = analyze(SQLSchemaDictionary(given))
        if let url = invocation.value("schema-from") {
            var schemas = try await schemas(of: script, url, dialect, invocation)
            for table in given { schemas.add(table) }
            script = analyze(schemas)
        }
        let terminal = invocation.terminal
        if invocation.isJSON {
            terminal.print(script.json.text)
        } else if invocation.isSet("mermaid") {
            for line in mermaid(script) { terminal.print(line) }
        } else {
            for line in SQLLineageTree(script, terminal).lines { terminal.print(line) }
        }
        return .success
    }

    private static func dialect(_ word: String?) throws(CommandFailure) -> SQLDialect {
        guard let word else { return .generic }
        if let dialect = SQLDialect(named: word) { return dialect }
        let words = SQLDialect.allCases.map(\.rawValue)
        throw CommandFailure(
            "--dialect must be one of \(words.joined(separator: ", ")), found '\(word)'",
            hint: nearestName(to: word, among: words).map { "Did you mean '\($0)'?" }, status: .usage)
    }

    private static func tables(_ file: String?) throws(CommandFailure) -> [SQLTable] {
        guard let file else { return [] }
        guard let bytes = contents(of: file, limit: 256 << 20) else { throw CommandFailure("'\(file)' cannot be read") }
        do {
            return try SQLTable.tables(JSON.parse(bytes))
        } catch {
            throw CommandFailure("'\(file)' is no list of tables: \(error)")
        }
    }

    /// The columns that a running catalog has of the tables in the text.
    private static func schemas(
        of script: SQLScript, _ url: String, _ dialect: SQLDialect, _ invocation: Invocation
    ) async throws(CommandFailure) -> SQLSchemaDictionary {
        let platform = invocation.value("platform") ?? (dialect == .spark ? "hive" : dialect.rawValue)
        guard platform != "generic" else {
            throw CommandFailure(
                "--schema-from needs a --dialect or a --platform to form urns with",
                hint: "For example: --platform snowflake", status: .usage)
        }
        var asking = invocation
        asking.environment["CATALOG_SERVER"] = url
        let client = try CatalogClient(asking)
        let naming = DatasetNaming(platform: platform, environment: invocation.value("env") ?? "PROD")
        var schemas = SQLSchemaDictionary()
        for (name, urn) in script.tables(naming: naming).prefix(mostTables) {
            guard
                let json = try await client.find("/v1/entities/" + percentEncoded(urn), [("aspects", "schemaMetadata")])
            else { continue }
            guard let aspect = json["aspects"]?["schemaMetadata"]?["value"] else { continue }
            if let table = SQLTable(name, schemaMetadata: aspect) { schemas.add(table) }
        }
        return schemas
    }

    // MARK: Mermaid

    /// A flowchart: a box a table, a node a column; what decides about rows points at the table with a dotted line.
    private static func mermaid(_ script: SQLScript) -> [String] {
        var lines = ["flowchart LR"]
        var nodes: [String: String] = [:]
        var boxes: [(name: String, id: String, columns: [(id: String, name: String)])] = []

        func box(_ table: String) -> Int {
            if let place = boxes.firstIndex(where: { $0.name == table }) { return place }
            boxes.append((table, "t\(boxes.count)", []))
            return boxes.count - 1
        }
        func node(_ table: String, _ column: String) -> String {
            let key = "\(table)\u{0}\(column)"
            if let id = nodes[key] { return id }
            let id = "c\(nodes.count)"
            nodes[key] = id
            boxes[box(table)].columns.append((id, column))
            return id
        }

        var edges: [String] = []
        for (index, statement) in script.statements.enumerated() {
            for source in statement.sources { _ = box(source.description) }
            let result = statement.targets.first?.description ?? "result of statement \(index + 1)"
            if !statement.columns.isEmpty || !statement.targets.isEmpty { _ = box(result) }
            for column in statement.columns {
                let to = node(column.table?.description ?? result, column.name)
                for source in column.sources {
                    let from = node(source.table.description, source.columnPath)
                    let label = source.kinds.names.joined(separator: " ").lowercased()
                    edges.append("  \(from) \(source.kinds.isDirect ? "-->" : "-.->")|\(label)| \(to)")
                }
            }
            for source in statement.influences {
                let from = node(source.table.description, source.columnPath)
                let label = source.kinds.names.joined(separator: " ").lowercased()
                edges.append("  \(from) -.->|\(label)| \(boxes[box(result)].id)")
            }
            if statement.columns.isEmpty {
                for source in statement.sources where !statement.targets.isEmpty {
                    edges.append("  \(boxes[box(source.description)].id) --> \(boxes[box(result)].id)")
                }
            }
        }
        for box in boxes {
            lines.append("  subgraph \(box.id)[\"\(escaped(box.name))\"]")
            // Mermaid draws no empty box.
            if box.columns.isEmpty { lines.append("    \(box.id)_[\" \"]") }
            for column in box.columns { lines.append("    \(column.id)[\"\(escaped(column.name))\"]") }
            lines.append("  end")
        }
        return lines + edges
    }

    private static func escaped(_ text: String) -> String {
        printable(text).replacing("\"", with: "#quot;").replacing("<", with: "#lt;")
    }
}
