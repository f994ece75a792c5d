import Basics

/// Turns a Protobuf schema into `SchemaField`s with the paths that DataHub's sources give them.
///
/// Fields begin at the messages that no other message uses; where there are several, each is a field of its own. Paths name
/// types by their full name with `_` for dots. A oneof is a union with a field for each of its members. Fields come by path.
struct ProtobufFields {
    private let schema: ProtobufSchema
    private let isKey: Bool
    private var list = SchemaFieldList()
    private var open: Set<String> = []

    private init(_ schema: ProtobufSchema, isKey: Bool) {
        self.schema = schema
        self.isKey = isKey
    }

    static func fields(_ schema: ProtobufSchema, isKey: Bool) -> SchemaFieldList {
        var fields = ProtobufFields(schema, isKey: isKey)
        let used = Set(
            schema.own.flatMap { name in (schema.messages[name]?.fields ?? []).map(\.type).filter { $0 != name } })
        var roots = schema.own.filter { !used.contains($0) }
        if roots.isEmpty, let first = schema.own.first { roots = [first] }
        let prefix = isKey ? "[version=2.0].[key=True]" : "[version=2.0]"
        for root in roots {
            guard let message = schema.messages[root] else { continue }
            var path = "\(prefix).[type=\(sanitised(root))]"
            // A message without fields that nothing uses has no path to a leaf.
            guard !message.members.isEmpty else { continue }
            if roots.count > 1 {
                path += "." + (root.split(separator: ".").last.map(String.init) ?? root)
                fields.add(
                    path, message.comment, SchemaFieldValue.union("RecordType"), "message", false, nullable: false)
            }
            fields.walk(message, path, depth: 0)
        }
        fields.list.sortByPath()
        return fields.list
    }

    private mutating func walk(_ message: ProtobufSchema.Message, _ path: String, depth: Int) {
        guard depth < SchemaFieldList.maximumDepth, !list.isFull else { return list.noteDepth() }
        open.insert(message.name)
        defer { open.remove(message.name) }
        for member in message.members {
            switch member {
            case .field(let field): self.field(field, path, depth: depth)
            case .oneof(let name, let members):
                let inner = "\(path).[type=union].\(name)"
                add(inner, nil, SchemaFieldValue.union("UnionType"), "oneof", false)
                for field in members { self.field(field, inner, depth: depth + 1) }
            }
        }
    }

    private mutating func field(_ field: ProtobufSchema.Field, _ path: String, depth: Int) {
        let message = schema.messages[field.type]
        let isEnum = schema.enums.contains(field.type)
        let annotation = isEnum ? "enum" : ProtobufFields.pathTypes[field.type] ?? ProtobufFields.sanitised(field.type)
        let array = field.isRepeated ? "[type=array]." : ""
        let inner = "\(path).\(array)[type=\(annotation)].\(field.name)"
        let isRecursive = message.map { open.contains($0.name) } ?? false
        let type: JSON
        if field.isRepeated {
            type = SchemaFieldValue.union("ArrayType", ["nestedType": [.string(field.type)]])
        } else if isEnum {
            type = SchemaFieldValue.union("EnumType")
        } else {
            type = SchemaFieldValue.union(ProtobufFields.kinds[field.type] ?? "RecordType")
        }
        add(inner, field.comment, type, field.type, isRecursive)
        if let message, !isRecursive { walk(message, inner, depth: depth + 1) }
    }

    private mutating func add(
        _ path: String, _ comment: String?, _ type: JSON, _ native: String, _ isRecursive: Bool, nullable: Bool = true
    ) {
        list.add(
            SchemaFieldValue(
                path: path, nullable: nullable, description: comment, type: type, nativeType: native,
                isRecursive: isRecursive, isKey: isKey))
    }

    private static func sanitised(_ name: String) -> String { name.replacing(".", with: "_") }

    /// Scalars as a path names them.
    private static let pathTypes = [
        "double": "double", "float": "float", "int32": "int", "int64": "long", "uint32": "int", "uint64": "long",
        "sint32": "int", "sint64": "long", "fixed32": "int", "fixed64": "long", "sfixed32": "int", "sfixed64": "long",
        "bool": "bool", "string": "string", "bytes": "bytes",
    ]

    private static let kinds = [
        "double": "NumberType", "float": "NumberType", "int32": "NumberType", "int64": "NumberType",
        "uint32": "NumberType", "uint64": "NumberType", "sint32": "NumberType", "sint64": "NumberType",
        "fixed32": "FixedType", "fixed64": "FixedType", "sfixed32": "FixedType", "sfixed64": "FixedType",
        "bool": "BooleanType", "string": "StringType", "bytes": "BytesType",
    ]
}
