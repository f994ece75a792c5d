import CatalogModel

/// Reads a catalog with one statement a kind, and asks more narrowly only where that fails.
///
/// Five statements give 1,022 tables in well under a second; asked table by table each costs a tenth of one. When a
/// listing fails it is asked again a schema at a time, then a table at a time, so that one broken table hides no other.
struct TrinoReader: Sendable {
    var client: TrinoClient
    let mapping: TrinoMapping
    let schemaPattern: NamePattern
    let tablePattern: NamePattern
    var readsProperties = false

    /// Failures in a row, table by table, after which the rest of a schema is given up.
    static let maximumConsecutiveFailures = 25
    /// Tables without columns in a listing that are asked for one by one.
    static let maximumSilentTables = 100
    /// Tables whose exact types are asked for because their text is doubtful.
    static let maximumDoubtfulTables = 200
    /// Schemas that are named in a statement; more are read without a filter.
    private static let maximumNamedSchemas = 100

    /// Every catalog but for `system`, sorted, with what reads it.
    func catalogs() async throws(TrinoError) -> [TrinoCatalog] {
        let collect: (inout [TrinoCatalog], TrinoRow) -> Void = { catalogs, row in
            guard let name = row.text("catalog_name"), name != "system" else { return }
            catalogs.append(TrinoCatalog(name: name, connector: row.text("connector_name") ?? ""))
        }
        var catalogs: [TrinoCatalog]
        do {
            catalogs = try await client.fold(
                "SELECT catalog_name, connector_name FROM system.metadata.catalogs", from: [], collect)
        } catch {
            guard error.mayBeNarrowed else { throw error }
            catalogs = try await client.fold(
                "SELECT table_cat AS catalog_name FROM system.jdbc.catalogs", from: [], collect)
        }
        return catalogs.sorted { $0.name < $1.name }
    }

    /// The user that Trino takes us for.
    func user() async throws(TrinoError) -> String? {
        try await client.fold("SELECT current_user AS name", attempts: 1, from: String?.none) { user, row in
            user = row.text("name")
        }
    }

    /// The schemas of a catalog, but for `information_schema`.
    func schemas(of catalog: String) async throws(TrinoError) -> [String] {
        try await client.fold(
            "SELECT schema_name FROM \(TrinoClient.quoted(catalog)).information_schema.schemata", from: []
        ) { names, row in
            if let schema = row.text("schema_name"), schema != "information_schema" { names.append(schema) }
        }
    }

    /// Everything in one catalog that the patterns allow.
    ///
    /// - Throws: when its schemas cannot be listed, and what ends the run. Anything less is a problem in the result.
    func read(_ named: TrinoCatalog) async throws(TrinoError) -> TrinoCatalog {
        var catalog = named
        let name = catalog.name
        let all = try await schemas(of: name)
        let pattern = schemaPattern.compiled()
        catalog.schemas = all.filter { pattern.allows($0) }.sorted()
        catalog.filtered["schemas"] = all.count - catalog.schemas.count
        guard !catalog.schemas.isEmpty else { return catalog }
        let isNamed = catalog.schemas.count < all.count && catalog.schemas.count <= TrinoReader.maximumNamedSchemas
        let scope = TrinoListing.Scope.catalog(name, only: isNamed ? catalog.schemas : nil)

        var tables = try await relations(scope, &catalog)
        try await addColumns(scope, &tables, &catalog)
        try await addDefinitions(scope, &tables, &catalog)
        try await addMaterializedViews(scope, &tables, &catalog)
        try await addComments(scope, &tables, &catalog)
        try await settleDoubts(&tables, catalog: name)
        if readsProperties { try await addProperties(&tables, &catalog) }
        catalog.relations = tables.sorted
        return catalog
    }

    private func relations(
        _ scope: TrinoListing.Scope, _ catalog: inout TrinoCatalog
    ) async throws(TrinoError) -> TrinoTables {
        let wanted = Set(catalog.schemas)
        let found = try await rows(of: .relations, scope, schemas: catalog.schemas, tables: [])
        catalog.listed = wanted.subtracting(found.failedSchemas.keys)
        for (schema, error) in found.failedSchemas.sorted(by: { $0.key < $1.key }) {
            catalog.problems.append(
                Problem(
                    .skipped, object: "\(catalog.name).\(schema)", reason: "its tables cannot be listed: \(error)"))
        }
        let pattern = tablePattern.compiled()
        var relations: [TrinoRelation] = []
        for row in found.rows {
            guard case .relation(let schema, let name, let type) = row, wanted.contains(schema) else { continue }
            guard pattern.allows("\(catalog.name).\(schema).\(name)") else {
                catalog.filtered["tables", default: 0] += 1
                continue
            }
            let relation = TrinoRelation(schema: schema, name: name, kind: type == "VIEW" ? .view : .table)
            if let problem = Urn.problem(in: mapping.urn(catalog.name, schema, name)) {
                catalog.problems.append(
                    Problem(
                        .skipped, object: "\(catalog.name).\(schema).\(name)",
                        reason: "no urn can be made of its name: \(problem); rename it, or leave it out by a pattern",
                        aspects: mapping.aspectCount(of: relation)))
                continue
            }
            relations.append(relation)
        }
        return TrinoTables(relations)
    }

    private func addColumns(
        _ scope: TrinoListing.Scope, _ tables: inout TrinoTables, _ catalog: inout TrinoCatalog
    ) async throws(TrinoError) {
        guard !tables.names.isEmpty else { return }
        var found = try await rows(of: .columns, scope, schemas: catalog.schemas, tables: tables.names)
        tables.take(found.rows)
        // A listing leaves a broken table out without a word; asked by its name, Trino says what is wrong with it.
        let silent = tables.names.filter { tables[$0]?.columns.isEmpty == true && found.failure($0) == nil }
        for name in silent.prefix(TrinoReader.maximumSilentTables) {
            let again = try await rows(
                of: .columns, .table(catalog: catalog.name, name), schemas: [], tables: [name])
            tables.take(again.rows)
            found.failedTables[name] = again.failure(name)
        }
        let empty = tables.names.filter { tables[$0]?.columns.isEmpty == true }
        let dropped = try await dropped(
            empty.filter { found.failure($0) == nil || found.failure($0)?.isTableMissing == true }, of: catalog.name)
        for name in empty where !dropped.contains(name) {
            guard let relation = tables[name] else { continue }
            if found.failure(name) != nil { catalog.unread.append(name) }
            catalog.problems.append(
                Problem(
                    .skipped, object: "\(catalog.name).\(name.schema).\(name.table)",
                    reason: found.failure(name).map { "its columns cannot be read: \($0)" }
                        ?? "Trino lists no columns for it; let the user see them, or leave it out by a pattern",
                    aspects: mapping.aspectCount(of: relation)))
        }
        tables.remove(Set(empty))
    }

    /// Which of some tables are not listed any more: they were dropped since, and nothing is wrong with that.
    private func dropped(
        _ names: [TrinoTables.Name], of catalog: String
    ) async throws(TrinoError) -> Set<TrinoTables.Name> {
        var dropped = Set(names)
        for schema in Set(names.map(\.schema)).sorted() {
            do {
                let rows = try await client.fold(
                    TrinoListing.relations.sql(.schema(catalog: catalog, schema)), attempts: 1, from: [],
                    TrinoListing.relations.step)
                for case .relation(let schema, let name, _) in rows {
                    dropped.remove(TrinoTables.Name(schema: schema, table: name))
                }
            } catch {
                guard error.mayBeNarrowed else { throw error }
                dropped = dropped.filter { $0.schema != schema }
            }
        }
        return dropped
    }

    private func addDefinitions(
        _ scope: TrinoListing.Scope, _ tables: inout TrinoTables, _ catalog: inout TrinoCatalog
    ) async throws(TrinoError) {
        let views = tables.names.filter { tables[$0]?.kind == .view }
        guard !views.isEmpty else { return }
        let found = try await rows(of: .views, scope, schemas: catalog.schemas, tables: views)
        tables.take(found.rows)
        note(found, .definition, "its text cannot be read", views, &tables, &catalog)
    }

    private func addMaterializedViews(
        _ scope: TrinoListing.Scope, _ tables: inout TrinoTables, _ catalog: inout TrinoCatalog
    ) async throws(TrinoError) {
        let plain = tables.names.filter { tables[$0]?.kind == .table }
        guard !plain.isEmpty else { return }
        let found = try await rows(of: .materializedViews, scope, schemas: catalog.schemas, tables: plain)
        tables.take(found.rows)
        note(found, .kind, "whether it is a materialized view cannot be read", plain, &tables, &catalog)
    }

    private func addComments(
        _ scope: TrinoListing.Scope, _ tables: inout TrinoTables, _ catalog: inout TrinoCatalog
    ) async throws(TrinoError) {
        guard !tables.names.isEmpty else { return }
        let found = try await rows(of: .comments, scope, schemas: catalog.schemas, tables: tables.names)
        tables.take(found.rows)
        note(found, .comment, "its comment cannot be read", tables.names, &tables, &catalog)
    }

    /// Marks a part of the relations where its listing failed as missing, so that no aspect is made without it.
    private func note(
        _ found: TrinoListing.Found, _ part: TrinoRelation.Part, _ what: String, _ names: [TrinoTables.Name],
        _ tables: inout TrinoTables, _ catalog: inout TrinoCatalog
    ) {
        guard !found.failedSchemas.isEmpty || !found.failedTables.isEmpty else { return }
        for name in names {
            guard let error = found.failure(name), var relation = tables[name] else { continue }
            let before = mapping.aspectCount(of: relation)
            relation.missing.insert(part)
            tables.markMissing(part, name)
            let lost = before - mapping.aspectCount(of: relation)
            guard lost > 0 else { continue }
            catalog.problems.append(
                Problem(
                    .skipped, object: "\(catalog.name).\(name.schema).\(name.table)",
                    reason: "\(what): \(error)", aspects: lost))
        }
    }

    /// Asks the table itself where a column's type can be read in two ways; where it does not tell, the likely one stays.
    private func settleDoubts(_ tables: inout TrinoTables, catalog: String) async throws(TrinoError) {
        let doubtful = tables.names.filter { tables[$0]?.columns.contains { $0.isDoubtful } == true }
        for name in doubtful.prefix(TrinoReader.maximumDoubtfulTables) {
            let columns = tables[name]?.columns.filter(\.isDoubtful).map(\.name) ?? []
            let place = [catalog, name.schema, name.table].map(TrinoClient.quoted).joined(separator: ".")
            do {
                let types = try await client.types(
                    of: "SELECT " + columns.map(TrinoClient.quoted).joined(separator: ", ") + " FROM \(place) LIMIT 0")
                for (column, type) in zip(columns, types) {
                    if let type { tables.setType(type, of: column, in: name) }
                }
            } catch {
                if error.endsRun { throw error }
            }
        }
    }

    /// The rows of a listing, asked as widely as Trino answers.
    func rows(
        of listing: TrinoListing, _ scope: TrinoListing.Scope, schemas: [String], tables: [TrinoTables.Name]
    ) async throws(TrinoError) -> TrinoListing.Found {
        do {
            return TrinoListing.Found(rows: try await client.fold(listing.sql(scope), from: [], listing.step))
        } catch {
            guard error.mayBeNarrowed else { throw error }
            if error.isColumnMissing, let plainer = listing.withoutHidden {
                return try await rows(of: plainer, scope, schemas: schemas, tables: tables)
            }
            if case .table(_, let name) = scope {
                return TrinoListing.Found(failedTables: [name: error])
            }
        }
        var found = TrinoListing.Found()
        for schema in schemas {
            let inside = tables.filter { $0.schema == schema }
            if listing != .relations, inside.isEmpty { continue }
            do {
                found.rows += try await client.fold(
                    listing.sql(.schema(catalog: scope.catalog, schema)), attempts: 1, from: [], listing.step)
            } catch {
                guard error.mayBeNarrowed else { throw error }
                guard listing != .relations else {
                    found.failedSchemas[schema] = error
                    continue
                }
                try await addTables(inside, of: listing, catalog: scope.catalog, to: &found)
            }
        }
        return found
    }

    private func addTables(
        _ names: [TrinoTables.Name], of listing: TrinoListing, catalog: String, to found: inout TrinoListing.Found
    ) async throws(TrinoError) {
        var failuresInARow = 0
        for (index, name) in names.enumerated() {
            do {
                found.rows += try await client.fold(
                    listing.sql(.table(catalog: catalog, name)), attempts: 1, from: [], listing.step)
                failuresInARow = 0
            } catch {
                guard error.mayBeNarrowed else { throw error }
                found.failedTables[name] = error
                failuresInARow += 1
                guard failuresInARow < TrinoReader.maximumConsecutiveFailures else {
                    for rest in names[(index + 1)...] { found.failedTables[rest] = error }
                    return
                }
            }
        }
    }
}
