import Basics
import Foundation
import SQLLineage

/// Statements with the answers that must come out, one file a subject in `expected/`.
struct Expected: Sendable {
    var file: String
    var id: String
    var dialect: SQLDialect
    var catalog: String?
    var schema: String?
    var text: String
    var schemas: SQLSchemaDictionary
    /// Of each statement of the text.
    var statements: [Answer]

    struct Answer: Sendable, Equatable {
        var kind: String
        var sources: [String]
        var targets: [String]
        /// `target column ← source column KIND+KIND`, sorted.
        var edges: [String]
        /// `source column KIND`; `nil` where the file does not say.
        var influences: [String]?
        /// Codes of what was not understood.
        var reasons: [String]
    }

    static func all() throws -> [Expected] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("expected")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") }
            .sorted()
        return try files.flatMap { name in
            let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
            return cases(try JSON.parse(bytes), file: name)
        }
    }

    private static func cases(_ json: JSON, file: String) -> [Expected] {
        let tables = (json["schemas"]?.objectValue?.members ?? []).map { member in
            SQLTable(
                SQLTableName(member.name.split(separator: ".").map(String.init)),
                columns: (member.value.objectValue?.members ?? []).map {
                    SQLColumn($0.name, type: $0.value.stringValue)
                })
        }
        return (json["cases"]?.arrayValue ?? []).map { item in
            Expected(
                file: file, id: item["id"]?.stringValue ?? "",
                dialect: item["dialect"]?.stringValue.flatMap(SQLDialect.init(named:)) ?? .generic,
                catalog: item["catalog"]?.stringValue, schema: item["schema"]?.stringValue,
                text: item["sql"]?.stringValue ?? "", schemas: SQLSchemaDictionary(tables),
                statements: (item["statements"]?.arrayValue ?? []).map(answer))
        }
    }

    private static func answer(_ json: JSON) -> Answer {
        Answer(
            kind: json["kind"]?.stringValue ?? "", sources: strings(json["in"]).sorted(),
            targets: strings(json["out"]).sorted(),
            edges: strings(json["edges"]).sorted(), influences: json["influences"].map { strings($0).sorted() },
            reasons: strings(json["reasons"]).sorted())
    }

    private static func strings(_ json: JSON?) -> [String] { (json?.arrayValue ?? []).compactMap(\.stringValue) }

    func run() -> [Answer] {
        SQLLineage.analyze(
            text, dialect: dialect, schemas: schemas, defaultCatalog: catalog, defaultSchema: schema
        ).statements.map(Answer.init)
    }
}

extension Expected.Answer {
    init(_ statement: SQLStatement) {
        kind = statement.kind.rawValue
        sources = statement.sources.map(\.description).sorted()
        targets = statement.targets.map(\.description).sorted()
        edges = statement.columns.flatMap { column in
            let name = (column.table.map { "\($0)." } ?? "") + column.name
            guard !column.sources.isEmpty else { return ["\(name) ←"] }
            return column.sources.map {
                "\(name) ← \($0.table).\($0.columnPath) \($0.kinds.names.joined(separator: "+"))"
            }
        }.sorted()
        influences = statement.influences.map {
            "\($0.table).\($0.columnPath) \($0.kinds.names.joined(separator: "+"))"
        }.sorted()
        reasons = Set(statement.reasons.map(\.code.rawValue)).sorted()
    }

    var json: JSON {
        .object(
            JSONObject([
                .init("kind", .string(kind)), .init("in", .array(sources.map { .string($0) })),
                .init("out", .array(targets.map { .string($0) })), .init("edges", .array(edges.map { .string($0) })),
                .init("influences", .array((influences ?? []).map { .string($0) })),
                .init("reasons", .array(reasons.map { .string($0) })),
            ]))
    }
}
