import Basics

/// Connectors that show properties and partitions of a table as tables of their own (`"orders$properties"`).
enum TrinoHiddenTables {
    /// Hive has one column a property; Iceberg and Delta Lake a row each.
    static let withProperties: Set<String> = ["hive", "iceberg", "delta_lake", "hudi"]
    /// Where `extra_info` of a column does not say that it partitions the table.
    static let withPartitionRow: Set<String> = ["iceberg", "delta_lake"]

    /// What Iceberg names a field of a partition after, behind the column's name; a number may follow (`id_bucket_16`).
    private static let transforms = ["year", "month", "day", "hour", "bucket", "trunc"]

    /// The column that a field of a partition is made of: of that name, or before a transform's.
    static func column(ofPartition field: String, among columns: [String]) -> String? {
        if columns.contains(field) { return field }
        let found = columns.filter { column in
            guard field.hasPrefix(column + "_") else { return false }
            let words = field.dropFirst(column.count + 1).split(separator: "_", omittingEmptySubsequences: false)
            guard let transform = words.first, transforms.contains(String(transform)) else { return false }
            return words.count == 1 || words.count == 2 && words[1].allSatisfy(\.isWholeNumber)
        }
        return found.max { $0.count < $1.count }
    }
}

extension TrinoReader {
    /// Tables asked for in one statement.
    private static let propertiesAtOnce = 20

    /// Adds what the connector tells of each table. There is no statement for a whole catalog, so those of key and value
    /// are joined, some tables at a time, and asked for one by one only where that fails.
    func addProperties(_ tables: inout TrinoTables, _ catalog: inout TrinoCatalog) async throws(TrinoError) {
        let connector = catalog.connector
        guard TrinoHiddenTables.withProperties.contains(connector) else { return }
        let names = tables.names.filter { tables[$0]?.kind == .table }
        let isUniform = connector == "iceberg" || connector == "delta_lake"
        var failed: [TrinoTables.Name: TrinoError] = [:]
        let step = isUniform ? TrinoReader.propertiesAtOnce : 1
        for start in stride(from: 0, to: names.count, by: step) {
            let some = Array(names[start..<min(start + step, names.count)])
            do {
                try await take(some, isUniform, &tables, catalog.name)
            } catch {
                guard error.mayBeNarrowed else { throw error }
                if let name = some.first, some.count == 1 {
                    failed[name] = error
                    continue
                }
                for name in some {
                    do throws(TrinoError) { try await take([name], isUniform, &tables, catalog.name) } catch {
                        guard error.mayBeNarrowed else { throw error }
                        failed[name] = error
                    }
                }
            }
        }
        if TrinoHiddenTables.withPartitionRow.contains(connector) {
            try await addPartitionKeys(names.filter { failed[$0] == nil }, &tables, catalog.name)
        }
        for name in names {
            guard let error = failed[name] else { continue }
            tables.markMissing(.comment, name)
            catalog.problems.append(
                Problem(
                    .skipped, object: "\(catalog.name).\(name.schema).\(name.table)",
                    reason: "its properties cannot be read: \(error)"))
        }
    }

    private func take(
        _ names: [TrinoTables.Name], _ isUniform: Bool, _ tables: inout TrinoTables, _ catalog: String
    ) async throws(TrinoError) {
        let sql = names.enumerated().map { index, name in
            let columns = isUniform ? "\(index) AS place, key, value" : "*"
            return "SELECT \(columns) FROM \(place(name, "$properties", catalog))"
        }.joined(separator: " UNION ALL ")
        let found = try await client.fold(sql, from: [Int: [String: String]]()) { found, row in
            if isUniform {
                guard let place = row.integer("place").flatMap({ Int(exactly: $0) }), let key = row.text("key") else {
                    return
                }
                found[place, default: [:]][key] = row.text("value") ?? ""
            } else {
                found[0] = row.texts
            }
        }
        for (index, name) in names.enumerated() { tables.setProperties(found[index] ?? [:], of: name) }
    }

    /// The row `partition` of `$partitions` has a field for each column that the table is partitioned by.
    private func addPartitionKeys(
        _ names: [TrinoTables.Name], _ tables: inout TrinoTables, _ catalog: String
    ) async throws(TrinoError) {
        for name in names {
            do {
                let types = try await client.types(
                    of: "SELECT partition FROM \(place(name, "$partitions", catalog)) LIMIT 0")
                guard case .row(let fields)? = types.first ?? nil else { continue }
                let columns = tables[name]?.columns.map(\.name) ?? []
                let keys = fields.compactMap { TrinoHiddenTables.column(ofPartition: $0.name, among: columns) }
                tables.setPartitionKeys(Set(keys), of: name)
            } catch {
                // A table without partitions has no such column.
                guard error.mayBeNarrowed else { throw error }
            }
        }
    }

    private func place(_ name: TrinoTables.Name, _ hidden: String, _ catalog: String) -> String {
        [catalog, name.schema, name.table + hidden].map(TrinoClient.quoted).joined(separator: ".")
    }
}
