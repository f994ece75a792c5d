import Basics
import CatalogModel
import SQLLineage

/// How a table of a statement and a dataset of the catalog name one another.
public struct DatasetNaming: Sendable {
    public var platform: String
    public var environment: String

    public init(platform: String, environment: String = "PROD") {
        self.platform = platform
        self.environment = environment
    }

    /// `urn:li:dataset:(urn:li:dataPlatform:<platform>,<catalog.schema.table>,<environment>)`: the name as the statement and
    /// the defaults complete it.
    public func urn(of table: SQLTableName) -> String {
        "urn:li:dataset:(urn:li:dataPlatform:\(platform),\(table),\(environment))"
    }
}

extension SQLTable {
    /// The table whose columns a `schemaMetadata` aspect lists; `nil` where it lists none.
    ///
    /// Fields inside others are left out. Paths of version 2 (`[version=2.0].[type=struct].[type=string].name`) lose their
    /// brackets.
    public init?(_ name: SQLTableName, schemaMetadata: JSON) {
        let columns = (schemaMetadata["fields"]?.arrayValue ?? []).compactMap { field -> SQLColumn? in
            guard let path = field["fieldPath"]?.stringValue else { return nil }
            guard let column = Self.column(path) else { return nil }
            return SQLColumn(column, type: field["nativeDataType"]?.stringValue)
        }
        guard !columns.isEmpty else { return nil }
        self.init(name, columns: columns)
    }

    /// The column that a field path names; `nil` for a field inside another.
    private static func column(_ path: String) -> String? {
        var rest = path[...]
        // `[version=2.0].` and `[type=struct].` in front; the brackets hold dots of their own.
        while rest.first == "[", let end = rest.firstIndex(of: "]") {
            rest = rest[rest.index(after: end)...]
            if rest.first == "." { rest = rest.dropFirst() }
        }
        // A dot is a path's only where fields are nested.
        return rest.isEmpty || rest.contains(".") ? nil : String(rest)
    }
}
