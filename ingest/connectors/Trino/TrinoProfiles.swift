import Basics

/// Statistics that Trino has at hand (`SHOW STATS FOR`), which it plans but never scans for.
struct TrinoProfiles: Sendable {
    let client: TrinoClient
    let mapping: TrinoMapping
    /// Milliseconds since 1970.
    let time: Milliseconds

    /// The profile of a table; `nil` where Trino has no statistics.
    func profile(_ relation: TrinoRelation, of catalog: String) async throws(TrinoError) -> IngestProposal? {
        let place = [catalog, relation.schema, relation.name].map(TrinoClient.quoted).joined(separator: ".")
        let found = try await client.fold("SHOW STATS FOR \(place)", attempts: 1, from: (Double?.none, [JSON]())) {
            found, row in
            guard let column = row.text("column_name") else {
                found.0 = row.double("row_count")
                return
            }
            var object = JSONObject([.init("fieldPath", .string(column))])
            if let distinct = row.double("distinct_values_count") {
                object.members.append(.init("uniqueCount", .int(Int64(clamping: distinct))))
            }
            if let nulls = row.double("nulls_fraction") {
                object.members.append(.init("nullProportion", .double(nulls)))
            }
            if let low = row.text("low_value") { object.members.append(.init("min", .string(low))) }
            if let high = row.text("high_value") { object.members.append(.init("max", .string(high))) }
            if object.count > 1 { found.1.append(.object(object)) }
        }
        guard found.0 != nil || !found.1.isEmpty else { return nil }
        var object = JSONObject([.init("timestampMillis", .int(time))])
        if let rows = found.0 { object.members.append(.init("rowCount", .int(Int64(clamping: rows)))) }
        object.members.append(.init("columnCount", .int(Int64(relation.columns.count))))
        if !found.1.isEmpty { object.members.append(.init("fieldProfiles", .array(found.1))) }
        return IngestProposal(
            urn: mapping.urn(catalog, relation.schema, relation.name), entityType: "dataset",
            aspectName: "datasetProfile", value: .object(object))
    }
}

extension Int64 {
    /// The nearest whole number that fits; 0 for what is no number.
    fileprivate init(clamping value: Double) {
        guard value.isFinite else {
            self = 0
            return
        }
        self = Int64(exactly: value.rounded()) ?? (value < 0 ? .min : .max)
    }
}
