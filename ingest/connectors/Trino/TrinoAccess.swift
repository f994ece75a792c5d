/// What `--check` asks.
extension TrinoReader {
    /// What a user sees of one catalog, and what is refused.
    func access(to catalog: TrinoCatalog) async throws(TrinoError) -> AccessReport {
        var report = AccessReport()
        let schemas: [String]
        do { schemas = try await self.schemas(of: catalog.name) } catch {
            guard !error.endsRun else { throw error }
            report.hidden.append(.init(object: "catalog \(catalog.name)", reason: "\(error)"))
            return report
        }
        let pattern = schemaPattern.compiled()
        let wanted = schemas.filter { pattern.allows($0) }
        let sql = TrinoListing.relations.sql(.catalog(catalog.name, only: nil))
        do {
            let counts = try await client.fold(
                "SELECT count(*) AS tables, count_if(table_type = 'VIEW') AS views FROM (\(sql))", from: (0, 0)
            ) { counts, row in
                counts = (row.integer("tables") ?? 0, row.integer("views") ?? 0)
            }
            report.facts.append(
                "\(catalog.name): \(schemas.count) schemas, \(wanted.count) of them wanted, \(counts.0) tables and views"
            )
        } catch {
            guard !error.endsRun else { throw error }
            try await addSchemas(wanted, of: catalog.name, to: &report)
        }
        return report
    }

    /// Asks a schema at a time which of them is refused.
    private func addSchemas(
        _ schemas: [String], of catalog: String, to report: inout AccessReport
    ) async throws(TrinoError) {
        for schema in schemas {
            let sql = TrinoListing.relations.sql(.schema(catalog: catalog, schema))
            if let error = try await denied("SELECT count(*) FROM (\(sql))") {
                report.hidden.append(.init(object: "schema \(catalog).\(schema)", reason: "\(error)"))
            }
        }
    }

    /// Why a statement is refused; `nil` when it is not.
    func denied(_ sql: String) async throws(TrinoError) -> TrinoError? {
        do {
            _ = try await client.fold(sql, attempts: 1, from: 0) { _, _ in }
            return nil
        } catch {
            guard !error.endsRun else { throw error }
            return error
        }
    }
}

extension AccessReport {
    mutating func add(_ other: AccessReport) {
        facts += other.facts
        hidden += other.hidden
    }
}
