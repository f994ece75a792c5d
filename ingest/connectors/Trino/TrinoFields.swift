import Basics

/// Turns a column into `SchemaField`s exactly as DataHub's source writes them, so that both name the same schema fields.
///
/// A column of a plain type keeps its name as path. A row, array or map gets a v2 path
/// (`[version=2.0].[type=struct].[type=array].[type=struct].items`) and one more field for each field of the rows
/// inside. The native type is the text that DataHub's SQL library prints (`DECIMAL(12, 2)`; inside a nested type
/// `DECIMAL(precision=12, scale=2)`). Where DataHub is wrong we differ; README.md lists it.
enum TrinoFields {
    /// The fields of one column; the first is the column itself.
    static func fields(
        name: String, type: TrinoType, nullable: Bool, description: String?, isPartitionKey: Bool = false
    ) -> [JSON] {
        var fields: [JSON] = []
        if type.isNested {
            nested(
                name: name, type: type, prefix: prefix, nullable: nullable, description: description, depth: 0,
                into: &fields)
        } else {
            fields.append(
                field(
                    path: name, nullable: nullable, description: description, kind: type.kind,
                    native: type.topLevelName, properties: nil))
        }
        if isPartitionKey, var first = fields.first?.objectValue {
            first.members.append(.init("isPartitioningKey", true))
            fields[0] = .object(first)
        }
        return fields
    }

    /// The path of a column's own field.
    static func path(name: String, type: TrinoType) -> String {
        type.isNested ? ([prefix] + type.pathAnnotations.texts + [name]).joined(separator: ".") : name
    }

    private static let prefix = "[version=2.0].[type=struct]"

    private static func nested(
        name: String, type: TrinoType, prefix: String, nullable: Bool, description: String?, depth: Int,
        into fields: inout [JSON]
    ) {
        let annotations = type.pathAnnotations
        let path = ([prefix] + annotations.texts + [name]).joined(separator: ".")
        fields.append(
            field(
                path: path, nullable: nullable, description: description, kind: type.nestedKind,
                native: type.nestedName, properties: type.jsonProperties))
        guard case .row(let inner) = annotations.leaf, depth < TrinoType.maximumDepth else { return }
        for field in inner {
            nested(
                name: field.name, type: field.type, prefix: path, nullable: true, description: nil,
                depth: depth + 1, into: &fields)
        }
    }

    private static func field(
        path: String, nullable: Bool, description: String?, kind: JSON, native: String, properties: String?
    ) -> JSON {
        var object = JSONObject([.init("fieldPath", .string(path)), .init("nullable", .bool(nullable))])
        if let description, !description.isEmpty { object.members.append(.init("description", .string(description))) }
        object.members.append(.init("type", ["type": kind]))
        object.members.append(.init("nativeDataType", .string(native)))
        object.members.append(.init("recursive", false))
        object.members.append(.init("isPartOfKey", false))
        if let properties { object.members.append(.init("jsonProps", .string(properties))) }
        return .object(object)
    }
}

extension TrinoType {
    var isNested: Bool {
        switch self {
        case .array, .map, .row: true
        case .scalar, .opaque: false
        }
    }

    /// The member of the union `SchemaFieldDataType.type` for a column of a plain type.
    fileprivate var kind: JSON {
        guard case .scalar(let name, _, _) = self else { return union("NullType") }
        switch name {
        case "boolean": return union("BooleanType")
        case "tinyint", "smallint", "integer", "bigint", "real", "double", "decimal", "number":
            return union("NumberType")
        case "varchar", "char", "uuid", "ipaddress": return union("StringType")
        case "varbinary": return union("BytesType")
        case "json": return union("RecordType")
        case "date": return union("DateType")
        case "time", "timestamp", "interval day to second", "interval year to month": return union("TimeType")
        default: return union("NullType")
        }
    }

    /// The same for a field with a v2 path, where the type follows from the Avro type in the path.
    fileprivate var nestedKind: JSON {
        switch self {
        case .array: return union("ArrayType", ["nestedType": [.string(innermostElement.logicalName)]])
        case .map(_, let value):
            return union("MapType", ["keyType": "string", "valueType": .string(value.logicalName)])
        case .row: return union("RecordType")
        case .scalar, .opaque:
            switch logicalName {
            case "boolean": return union("BooleanType")
            case "int", "long", "float", "double", "decimal": return union("NumberType")
            case "string": return union("StringType")
            case "date": return union("DateType")
            case "timestamp-millis": return union("TimeType")
            default: return union("NullType")
            }
        }
    }

    private func union(_ name: String, _ value: JSON = [:]) -> JSON {
        .object(JSONObject([.init("com.linkedin.schema.\(name)", value)]))
    }

    /// Arrays of arrays are one array with dimensions to DataHub's SQL library, and one step of the path.
    private var innermostElement: TrinoType {
        var type = self
        while case .array(let element) = type { type = element }
        return type
    }

    /// The steps of a v2 path that this type adds before the name, and the type at its end.
    fileprivate var pathAnnotations: (texts: [String], leaf: TrinoType) {
        var texts: [String] = []
        var type = self
        while true {
            switch type {
            case .array:
                texts.append("[type=array]")
                type = type.innermostElement
            case .map(_, let value):
                texts.append("[type=map]")
                type = value
            case .row:
                texts.append("[type=struct]")
                return (texts, type)
            case .scalar, .opaque:
                texts.append("[type=\(type.avroName)]")
                return (texts, type)
            }
        }
    }

    /// The Avro type that stands for this one in a v2 path.
    private var avroName: String {
        switch self {
        case .array: return "array"
        case .map: return "map"
        case .row: return "record"
        case .opaque: return "null"
        case .scalar(let name, _, _):
            switch name {
            case "boolean": return "boolean"
            case "tinyint", "smallint", "integer", "date", "timestamp": return "int"
            case "bigint": return "long"
            case "real": return "float"
            case "double": return "double"
            case "varchar", "char": return "string"
            case "decimal": return "bytes"
            default: return "null"
            }
        }
    }

    private var logicalName: String {
        guard case .scalar(let name, _, _) = self else { return avroName }
        switch name {
        case "decimal": return "decimal"
        case "date": return "date"
        case "timestamp": return "timestamp-millis"
        default: return avroName
        }
    }

    /// `jsonProps` of a field with a v2 path, spelled as Python's `json.dumps` does.
    fileprivate var jsonProperties: String? {
        switch self {
        case .map(let key, _):
            return "{\"key_type\": \(key.avroDescription), \"key_native_data_type\": \(pythonJSON(key.nestedName))}"
        case .scalar("decimal", let parameters, _):
            return "{" + decimalProperties(parameters) + "}"
        case .scalar("date", _, _): return "{\"logicalType\": \"date\"}"
        case .scalar("timestamp", _, _): return "{\"logicalType\": \"timestamp-millis\"}"
        default: return nil
        }
    }

    private func decimalProperties(_ parameters: [Int]) -> String {
        let precision = parameters.first.map(String.init) ?? "null"
        let scale = parameters.count > 1 ? String(parameters[1]) : "null"
        return "\"logicalType\": \"decimal\", \"precision\": \(precision), \"scale\": \(scale)"
    }

    /// The Avro schema of a map's key. DataHub gives rows inside it a random name; ours is stable.
    private var avroDescription: String {
        let native = "\"native_data_type\": \(pythonJSON(nestedName))"
        switch self {
        case .scalar("decimal", let parameters, _):
            return "{\"type\": \"bytes\", \(decimalProperties(parameters)), \(native), \"_nullable\": true}"
        case .scalar("date", _, _), .scalar("timestamp", _, _):
            return "{\"type\": \"int\", \"logicalType\": \"\(logicalName)\", \(native), \"_nullable\": true}"
        case .scalar where avroName != "null":
            return "{\"type\": \"\(avroName)\", \(native), \"_nullable\": true}"
        default:
            return "{\"type\": \"\(avroName)\", \(native)}"
        }
    }
}
