import Basics

/// Why JSON is no list of tables, and where in it.
public struct SQLSchemaProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// A JSON pointer.
    public var path: String
    public var message: String

    public var description: String { "\(path): \(message)" }
}

extension SQLTable {
    /// The tables of `{"a.b.c": [{"name": "id", "type": "bigint"}, "other"], "a.b.d": {"id": "bigint"}}`.
    ///
    /// Columns come as objects with a name and perhaps a type, as names alone, or as one object of types by name.
    public static func tables(_ json: JSON) throws(SQLSchemaProblem) -> [SQLTable] {
        guard let object = json.objectValue else {
            throw SQLSchemaProblem(path: "", message: "expected an object of tables, found \(json.kindName)")
        }
        var tables: [SQLTable] = []
        for member in object.members {
            let name = SQLTableName(member.name.split(separator: ".").map(String.init))
            tables.append(SQLTable(name, columns: try columns(member.value, at: "/\(member.name.prefix(200))")))
        }
        return tables
    }

    private static func columns(_ json: JSON, at path: String) throws(SQLSchemaProblem) -> [SQLColumn] {
        if let object = json.objectValue {
            return object.members.map { SQLColumn($0.name, type: $0.value.stringValue) }
        }
        guard let items = json.arrayValue else {
            throw SQLSchemaProblem(path: path, message: "expected columns, found \(json.kindName)")
        }
        var columns: [SQLColumn] = []
        for (index, item) in items.enumerated() {
            guard let name = item.stringValue ?? item["name"]?.stringValue else {
                throw SQLSchemaProblem(
                    path: "\(path)/\(index)", message: "expected a name, or an object with one, found \(item.kindName)")
            }
            columns.append(SQLColumn(name, type: item["type"]?.stringValue))
        }
        return columns
    }
}
