import Basics
import CatalogModel
import SQLLineage

/// Column lineage whose columns the client's own parser could not name.
///
/// Clients that read SQL themselves call the expressions of a SELECT `_0`, `_1`, …, also where INSERT names the columns they go
/// to. Such columns do not exist. Where the event has the statement, what they are is read from it; else they are left out.
struct UnnamedColumns {
    /// Bytes of a statement that are read; such lineage of a longer one is left to the raw event.
    private static let maximumBytes = 256 << 10

    private let statement: String?
    private let dialect: String?
    private let datasets: [DatasetReport]
    private var script: SQLScript?

    /// - Parameter job: The facets of the job, which may hold the statement.
    init(job: FacetSet, datasets: [DatasetReport]) {
        let query = job["sql"]?["query"]?.stringValue
        statement = query.flatMap { $0.utf8.count <= Self.maximumBytes ? $0 : nil }
        dialect = job["sql"]?["dialect"]?.stringValue
        self.datasets = datasets
    }

    /// The facet with names that the output has.
    mutating func named(_ facet: JSON, of output: DatasetReport) -> JSON {
        guard var object = facet.objectValue, let fields = facet["fields"]?.objectValue else { return facet }
        // Rare, so the columns that the output has are looked at only where a name is in doubt.
        let doubtful = fields.members.filter { Self.isPlaceholder($0.name) }
        if doubtful.isEmpty { return facet }
        let columns = output.schema.map(Self.columns)
        let unnamed = doubtful.filter { columns?.contains($0.name) != true }
        if unnamed.isEmpty { return facet }
        if let told = told(of: output, columns) {
            object["fields"] = told.fields
            if object["dataset"]?.arrayValue?.isEmpty != false { object["dataset"] = told.influences }
        } else {
            let names = Set(unnamed.map(\.name))
            object["fields"] = .object(JSONObject(fields.members.filter { !names.contains($0.name) }))
        }
        return .object(object)
    }

    private static func isPlaceholder(_ name: String) -> Bool {
        let digits = name.utf8.dropFirst()
        return name.utf8.first == UInt8(ascii: "_") && !digits.isEmpty
            && digits.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func columns(of schema: SchemaReport) -> [String] {
        (schema.metadata["fields"]?.arrayValue ?? []).compactMap { $0["fieldPath"]?.stringValue }
    }

    /// What the statement says of an output, in the facet's form; `nil` where it does not surely say it.
    private mutating func told(of output: DatasetReport, _ columns: [String]?) -> (fields: JSON, influences: JSON)? {
        guard let script = analyzed(for: output) else { return nil }
        let writes = script.statements.filter { $0.targets.contains { $0.description == output.name } }
        guard writes.count == 1, let write = writes.first, write.confidence == 1 else { return nil }
        var fields = JSONObject()
        for column in write.columns where column.table?.description == output.name {
            guard columns?.contains(column.name) ?? !Self.isPlaceholder(column.name) else { return nil }
            fields[column.name] = ["inputFields": .array(column.sources.compactMap(input))]
        }
        guard !fields.isEmpty else { return nil }
        return (.object(fields), .array(write.influences.compactMap(input)))
    }

    private mutating func analyzed(for output: DatasetReport) -> SQLScript? {
        if script == nil, let statement {
            let parts = output.name.split(separator: ".").map(String.init)
            let tables = datasets.compactMap { report in
                report.schema.map { schema in
                    SQLTable(
                        SQLTableName(report.name.split(separator: ".").map(String.init)),
                        columns: Self.columns(of: schema).map { SQLColumn($0) })
                }
            }
            let platform = output.urn.platform.map { String($0.dropFirst("urn:li:dataPlatform:".count)) } ?? ""
            script = SQLLineage.analyze(
                statement, dialect: SQLDialect(named: dialect ?? platform) ?? SQLDialect(named: platform) ?? .generic,
                schemas: SQLSchemaDictionary(tables), defaultCatalog: parts.count > 2 ? parts.first : nil,
                defaultSchema: parts.count > 1 ? parts[parts.count - 2] : nil)
        }
        return script
    }

    /// A column of a dataset that the event names; others are not guessed.
    private func input(_ source: SQLColumnSource) -> JSON? {
        guard let dataset = datasets.first(where: { $0.name == source.table.description }) else { return nil }
        let transformations = source.kinds.each.map { kind -> JSON in
            ["type": kind.isDirect ? "DIRECT" : "INDIRECT", "subtype": .string(kind.names.first ?? "")]
        }
        return [
            "namespace": .string(dataset.namespace), "name": .string(dataset.name),
            "field": .string(source.columnPath), "transformations": .array(transformations),
        ]
    }
}
