import Basics
import CatalogModel

/// The field paths that columns have in the schemas the catalog knows; rows, arrays and maps have DataHub's long form.
struct TrinoFieldPaths {
    private static let long = "[version=2.0]"

    private var paths: [TrinoColumn: String] = [:]

    /// - Parameter records: Datasets with their `schemaMetadata`, where they have one.
    init(_ records: some Sequence<EntityRecord>) {
        for record in records {
            guard let text = record.aspect("schemaMetadata")?.value, text.contains(Self.long),
                let fields = (try? JSON.parse(text))?["fields"]?.arrayValue
            else { continue }
            for field in fields {
                guard let path = field["fieldPath"]?.stringValue, let name = Self.column(path) else { continue }
                paths[TrinoColumn(dataset: record.urn, name: name)] = path
            }
        }
    }

    /// The path of a column; its name where no schema says otherwise.
    subscript(dataset: Urn, column: String) -> String {
        paths.isEmpty ? column : paths[TrinoColumn(dataset: dataset, name: column)] ?? column
    }

    /// The column that a long path leads to; `nil` for a path inside a column, and for a short one.
    static func column(_ path: String) -> String? {
        guard path.hasPrefix(long) else { return nil }
        var rest = path[...]
        while rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
            rest = rest[rest.index(after: end)...]
            if rest.hasPrefix(".") { rest = rest.dropFirst() }
        }
        return rest.isEmpty || rest.hasPrefix("[") || rest.contains(".[") ? nil : String(rest)
    }
}
