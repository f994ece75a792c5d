import Basics
import CatalogModel
import SQLLineage

/// The tables that SQL texts of a catalog may name, fetched a schema at a time and only when a text names them.
struct TrinoSchemas: Sendable {
    private struct Schema: Sendable, Hashable {
        var catalog: String
        var schema: String
    }

    /// Columns by table, for the analysis of texts.
    private(set) var tables = SQLSchemaDictionary()
    private var views: [SQLTableName: Bool] = [:]
    /// Paths of columns that have fields of their own; all others are their own path.
    private var nestedPaths: [SQLTableName: [String: String]] = [:]
    private var loaded: Set<Schema> = []

    /// Adds what was read of a catalog anyhow.
    mutating func add(_ catalog: TrinoCatalog) {
        for schema in catalog.listed { loaded.insert(Schema(catalog: catalog.name, schema: schema)) }
        for relation in catalog.relations { add(relation, catalog.name) }
    }

    private mutating func add(_ relation: TrinoRelation, _ catalog: String) {
        let name = SQLTableName([catalog, relation.schema, relation.name])
        let columns = relation.columns.map { SQLColumn($0.name, type: $0.type.isNested ? $0.type.text : nil) }
        tables.add(SQLTable(name, columns: columns))
        views[name] = relation.kind != .table
        let nested = relation.columns.filter(\.type.isNested)
        guard !nested.isEmpty else { return }
        nestedPaths[name] = Dictionary(
            nested.map { ($0.name, TrinoFields.path(name: $0.name, type: $0.type)) }, uniquingKeysWith: { $1 })
    }

    func isKnown(_ name: SQLTableName) -> Bool { views[name] != nil }

    /// Whether rows of it come from other tables, so that a plan does not name it.
    func isView(_ name: SQLTableName) -> Bool { views[name] ?? false }

    func path(_ column: String, of name: SQLTableName) -> String { nestedPaths[name]?[column] ?? column }

    /// Fetches the schemas of tables that are not known yet.
    ///
    /// - Returns: whether anything was fetched.
    mutating func load(_ names: [SQLTableName], by reader: TrinoReader) async throws(TrinoError) -> Bool {
        var isChanged = false
        for name in names where name.parts.count == 3 && !isKnown(name) {
            let schema = Schema(catalog: name.parts[0], schema: name.parts[1])
            guard loaded.insert(schema).inserted else { continue }
            do {
                for relation in try await reader.relations(of: schema.catalog, schema.schema) {
                    add(relation, schema.catalog)
                    isChanged = true
                }
            } catch {
                // A catalog or schema that is not there, or not for us: its tables stay unknown.
                guard error.mayBeNarrowed else { throw error }
            }
        }
        return isChanged
    }
}

extension TrinoReader {
    /// The tables and views of one schema with their columns, whatever the patterns.
    func relations(of catalog: String, _ schema: String) async throws(TrinoError) -> [TrinoRelation] {
        let scope = TrinoListing.Scope.schema(catalog: catalog, schema)
        let rows = try await client.fold(
            TrinoListing.relations.sql(scope), attempts: 1, from: [], TrinoListing.relations.step)
        var tables = TrinoTables(
            rows.compactMap { row in
                guard case .relation(let schema, let name, let type) = row else { return nil }
                guard Urn.problem(in: mapping.urn(catalog, schema, name)) == nil else { return nil }
                return TrinoRelation(schema: schema, name: name, kind: type == "VIEW" ? .view : .table)
            })
        guard !tables.names.isEmpty else { return [] }
        tables.take(try await self.rows(of: .columns, scope, schemas: [], tables: []).rows)
        return tables.sorted
    }

    /// The base tables that a relation's rows come from, views unfolded, as the planner tells them.
    func plannedTables(_ place: [String]) async throws(TrinoError) -> Set<SQLTableName> {
        let name = place.map(TrinoClient.quoted).joined(separator: ".")
        let text = try await client.fold(
            "EXPLAIN (TYPE IO, FORMAT JSON) SELECT * FROM \(name)", attempts: 1, from: ""
        ) { text, row in
            text += row.text("Query Plan") ?? ""
        }
        guard let plan = try? JSON.parse(Array(text.utf8)) else { return [] }
        var tables: Set<SQLTableName> = []
        for input in plan["inputTableColumnInfos"]?.arrayValue ?? [] {
            guard let catalog = input["table"]?["catalog"]?.stringValue,
                let schema = input["table"]?["schemaTable"]?["schema"]?.stringValue,
                let table = input["table"]?["schemaTable"]?["table"]?.stringValue
            else { continue }
            tables.insert(SQLTableName([catalog, schema, table]))
        }
        return tables
    }
}
