import Basics
import CatalogModel
import CatalogSchema

/// The urns of datasets that column lineage mentions by namespace and name: those of the event where it names them too.
struct ColumnNames {
    private let naming: DatasetNaming
    private var known: [String: Urn] = [:]

    init(naming: DatasetNaming, reports: [DatasetReport]) {
        self.naming = naming
        for report in reports { known[Self.key(report.namespace, report.name)] = report.urn }
    }

    private static func key(_ namespace: String, _ name: String) -> String { "\(namespace)\u{1F}\(name)" }

    /// The urn of a column; `nil` where a part is missing or can be no part of a urn.
    func column(_ field: JSON) -> String? {
        guard let namespace = field["namespace"]?.stringValue, let name = field["name"]?.stringValue,
            let column = field["field"]?.stringValue, !column.isEmpty
        else { return nil }
        let dataset = known[Self.key(namespace, name)] ?? (try? naming.name(namespace: namespace, name: name))?.urn
        return dataset.flatMap { Self.column(column, of: $0) }
    }

    static func column(_ name: String, of dataset: Urn) -> String? {
        let text = "urn:li:schemaField:(\(dataset.text),\(Urn.part(name)))"
        return Urn.problem(in: text) == nil ? text : nil
    }
}

/// Turns the `columnLineage` facet of an output into `fineGrainedLineages`.
///
/// One entry for each output column and each way of being made of others; `transformOperation` says which, as
/// `DIRECT:IDENTITY` or `INDIRECT:FILTER`, several with commas.
struct ColumnLineageFacet {
    let names: ColumnNames

    /// Columns that an influence on the whole dataset is spelled out for; past it the entry names no column.
    private static let maximumSpelledOut = 5000
    /// Pairs of columns that one output may state: what the model allows an aspect, refused here before any is made.
    private static let maximumPairs = AspectDefinition.defaultEdgeLimit

    /// `nil` where the facet says nothing.
    func lineages(_ facet: JSON, of output: Urn, path: String) throws(EventProblem) -> JSON? {
        var entries: [JSON] = []
        let fields = facet["fields"]?.objectValue?.members ?? []
        let pairs = fields.reduce(0) { $0 + ($1.value["inputFields"]?.arrayValue?.count ?? 0) }
        guard pairs <= Self.maximumPairs else {
            throw EventProblem(
                "\(pairs) pairs of columns are more than \(Self.maximumPairs), which is what one output may state",
                path: "\(path)/facets/columnLineage/fields", code: .eventRejected)
        }
        for field in fields.sorted(by: { $0.name < $1.name }) {
            guard let column = ColumnNames.column(field.name, of: output) else { continue }
            let fallback = operation(type: field.value["transformationType"]?.stringValue, subtype: nil, masking: false)
            for (operation, upstreams) in group(field.value["inputFields"], fallback) {
                entries.append(entry(upstreams, [column], "FIELD", operation))
            }
        }
        let influences = group(facet["dataset"], nil)
        if !influences.isEmpty {
            var columns = fields.compactMap { ColumnNames.column($0.name, of: output) }.sorted()
            let pairs = influences.reduce(0) { $0 + $1.upstreams.count } * columns.count
            if pairs > Self.maximumSpelledOut { columns = [] }
            for (operation, upstreams) in influences {
                entries.append(entry(upstreams, columns, "FIELD_SET", operation))
            }
        }
        return entries.isEmpty ? nil : .array(entries)
    }

    /// Input columns by the way they are used, both sorted.
    private func group(_ inputs: JSON?, _ fallback: String?) -> [(operation: String, upstreams: [String])] {
        var groups: [String: Set<String>] = [:]
        for input in inputs?.arrayValue ?? [] {
            guard let column = names.column(input) else { continue }
            var operations: Set<String> = []
            for transformation in input["transformations"]?.arrayValue ?? [] {
                if let operation = operation(
                    type: transformation["type"]?.stringValue, subtype: transformation["subtype"]?.stringValue,
                    masking: transformation["masking"]?.boolValue == true)
                {
                    operations.insert(operation)
                }
            }
            let name = operations.isEmpty ? fallback ?? "" : operations.sorted().joined(separator: ",")
            groups[name, default: []].insert(column)
        }
        return groups.map { ($0.key, $0.value.sorted()) }.sorted { $0.0 < $1.0 }
    }

    private func operation(type: String?, subtype: String?, masking: Bool) -> String? {
        var parts = [type, subtype].compactMap { $0 }.filter { !$0.isEmpty }
        if masking { parts.append("MASKING") }
        return parts.isEmpty ? nil : clipped(parts.joined(separator: ":").uppercased(), to: 200)
    }

    private func entry(_ upstreams: [String], _ downstreams: [String], _ kind: String, _ operation: String) -> JSON {
        var entry = JSONObject([
            .init("upstreamType", "FIELD_SET"), .init("upstreams", .array(upstreams.map(JSON.string))),
            .init("downstreamType", .string(kind)), .init("downstreams", .array(downstreams.map(JSON.string))),
        ])
        if !operation.isEmpty { entry["transformOperation"] = .string(operation) }
        return .object(entry)
    }
}
