/// A kind of metadata that one statement lists for a whole catalog.
enum TrinoListing: Sendable, Equatable {
    case relations, views, materializedViews, comments
    case columns(Hidden)

    /// How much of what `information_schema.columns` hides a server has: `SELECT *` does not show it, and engines that only speak
    /// Trino's protocol may lack it.
    enum Hidden: Sendable, Equatable {
        case commentAndExtra, comment, nothing

        fileprivate var columns: String {
            switch self {
            case .commentAndExtra: ", comment, extra_info"
            case .comment: ", comment"
            case .nothing: ""
            }
        }
    }

    /// Every column with all that Trino tells of it.
    static let columns = columns(.commentAndExtra)

    /// The same listing without the hidden columns that a server may lack.
    var withoutHidden: TrinoListing? {
        switch self {
        case .columns(.commentAndExtra): .columns(.comment)
        case .columns(.comment): .columns(.nothing)
        default: nil
        }
    }

    /// How much one statement asks for.
    enum Scope: Sendable {
        /// A catalog; some of its schemas when not `nil`.
        case catalog(String, only: [String]?)
        case schema(catalog: String, String)
        case table(catalog: String, TrinoTables.Name)

        var catalog: String {
            switch self {
            case .catalog(let name, _), .schema(let name, _), .table(let name, _): name
            }
        }
    }

    /// A row of any listing.
    enum Row: Sendable {
        case relation(schema: String, name: String, type: String)
        case column(schema: String, table: String, TrinoColumn)
        case view(schema: String, name: String, definition: String)
        case materializedView(schema: String, name: String, definition: String?)
        case comment(schema: String, table: String, String)
    }

    /// What a listing gave, and where it failed.
    struct Found: Sendable {
        var rows: [Row] = []
        /// Schemas that could not be listed at all.
        var failedSchemas: [String: TrinoError] = [:]
        /// Single tables that could not.
        var failedTables: [TrinoTables.Name: TrinoError] = [:]

        func failure(_ name: TrinoTables.Name) -> TrinoError? { failedTables[name] ?? failedSchemas[name.schema] }
    }

    /// The statement. Everything is named in full, so no session is needed.
    func sql(_ scope: Scope) -> String {
        let quoted = TrinoClient.quoted(scope.catalog)
        let inCatalog = "catalog_name = \(TrinoClient.literal(scope.catalog))"
        switch self {
        case .relations:
            return "SELECT table_schema, table_name, table_type FROM \(quoted).information_schema.tables WHERE "
                + condition(scope, schema: "table_schema", table: "table_name")
        case .columns(let hidden):
            return "SELECT table_schema, table_name, column_name, ordinal_position, is_nullable, data_type"
                + "\(hidden.columns) FROM \(quoted).information_schema.columns WHERE "
                + condition(scope, schema: "table_schema", table: "table_name")
        case .views:
            return "SELECT table_schema, table_name, view_definition FROM \(quoted).information_schema.views WHERE "
                + condition(scope, schema: "table_schema", table: "table_name")
        case .materializedViews:
            return
                "SELECT schema_name, name, definition FROM system.metadata.materialized_views WHERE \(inCatalog) AND "
                + condition(scope, schema: "schema_name", table: "name")
        case .comments:
            return "SELECT schema_name, table_name, comment FROM system.metadata.table_comments WHERE \(inCatalog) AND "
                + condition(scope, schema: "schema_name", table: "table_name")
        }
    }

    private func condition(_ scope: Scope, schema: String, table: String) -> String {
        switch scope {
        case .catalog(_, only: nil): return "\(schema) <> 'information_schema'"
        case .catalog(_, only: .some(let names)):
            return "\(schema) IN (" + names.map(TrinoClient.literal).joined(separator: ", ") + ")"
        case .schema(_, let name): return "\(schema) = \(TrinoClient.literal(name))"
        case .table(_, let name):
            return "\(schema) = \(TrinoClient.literal(name.schema)) AND \(table) = \(TrinoClient.literal(name.table))"
        }
    }

    /// Collects one row of the statement; a row without its key columns is dropped.
    func step(_ rows: inout [Row], _ row: TrinoRow) {
        switch self {
        case .relations:
            guard let schema = row.text("table_schema"), let name = row.text("table_name") else { return }
            rows.append(.relation(schema: schema, name: name, type: row.text("table_type") ?? "BASE TABLE"))
        case .columns:
            guard let schema = row.text("table_schema"), let table = row.text("table_name"),
                let name = row.text("column_name")
            else { return }
            let reading = TrinoTypeParser.read(row.text("data_type") ?? "unknown")
            rows.append(
                .column(
                    schema: schema, table: table,
                    TrinoColumn(
                        name: name, type: reading.type, isDoubtful: reading.isDoubtful,
                        isNullable: row.text("is_nullable")?.uppercased() != "NO", comment: row.text("comment"),
                        isPartitionKey: row.text("extra_info")?.contains("partition key") ?? false,
                        position: row.integer("ordinal_position") ?? 0)))
        case .views:
            guard let schema = row.text("table_schema"), let name = row.text("table_name") else { return }
            rows.append(.view(schema: schema, name: name, definition: row.text("view_definition") ?? ""))
        case .materializedViews:
            guard let schema = row.text("schema_name"), let name = row.text("name") else { return }
            rows.append(.materializedView(schema: schema, name: name, definition: row.text("definition")))
        case .comments:
            guard let schema = row.text("schema_name"), let table = row.text("table_name") else { return }
            if let comment = row.text("comment") { rows.append(.comment(schema: schema, table: table, comment)) }
        }
    }
}

/// The relations of a catalog under construction, found by name.
struct TrinoTables: Sendable {
    struct Name: Sendable, Hashable, Comparable {
        var schema: String
        var table: String

        static func < (left: Name, right: Name) -> Bool {
            (left.schema, left.table) < (right.schema, right.table)
        }
    }

    private var relations: [Name: TrinoRelation] = [:]
    /// All names, sorted.
    private(set) var names: [Name] = []

    subscript(_ name: Name) -> TrinoRelation? { relations[name] }

    /// The relations by schema and name, the columns of each in their order.
    var sorted: [TrinoRelation] {
        names.compactMap { name in
            guard var relation = relations[name] else { return nil }
            relation.columns.sort { ($0.position, $0.name) < ($1.position, $1.name) }
            return relation
        }
    }

    /// The relations, of which only schema, name and kind are known yet; the first of a name counts.
    init(_ found: [TrinoRelation]) {
        for relation in found {
            let name = Name(schema: relation.schema, table: relation.name)
            guard relations[name] == nil else { continue }
            relations[name] = relation
            names.append(name)
        }
        names.sort()
    }

    mutating func remove(_ gone: Set<Name>) {
        names.removeAll { gone.contains($0) }
        for name in gone { relations[name] = nil }
    }

    mutating func markMissing(_ part: TrinoRelation.Part, _ name: Name) { relations[name]?.missing.insert(part) }

    mutating func setProperties(_ properties: [String: String], of name: Name) {
        relations[name]?.properties = properties
    }

    mutating func setPartitionKeys(_ columns: Set<String>, of name: Name) {
        for index in relations[name]?.columns.indices ?? 0..<0 {
            guard let column = relations[name]?.columns[index].name else { continue }
            if columns.contains(column) { relations[name]?.columns[index].isPartitionKey = true }
        }
    }

    mutating func setType(_ type: TrinoType, of column: String, in name: Name) {
        guard let index = relations[name]?.columns.firstIndex(where: { $0.name == column }) else { return }
        relations[name]?.columns[index].type = type
        relations[name]?.columns[index].isDoubtful = false
    }

    /// Puts the rows of a listing where they belong; rows of unknown relations (left out, made meanwhile) are dropped.
    mutating func take(_ rows: [TrinoListing.Row]) {
        for row in rows {
            switch row {
            case .relation: break
            case .column(let schema, let table, let column):
                relations[Name(schema: schema, table: table)]?.columns.append(column)
            case .view(let schema, let name, let definition):
                relations[Name(schema: schema, table: name)]?.definition = definition
            case .materializedView(let schema, let name, let definition):
                let name = Name(schema: schema, table: name)
                relations[name]?.kind = .materializedView
                relations[name]?.definition = definition
            case .comment(let schema, let table, let comment):
                relations[Name(schema: schema, table: table)]?.comment = comment
            }
        }
    }
}
