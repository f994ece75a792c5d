import Basics

/// Turns an Avro schema into `SchemaField`s with the paths that DataHub's sources give them.
///
/// A path names each type on the way: `[version=2.0].[type=Order].[type=array].[type=Line].lines.[type=string].sku`. A
/// union with `null` is its other branch; any other union is a field of its own with one more field for each branch.
struct AvroFields {
    private let schema: AvroDocument
    private let isKey: Bool
    private var list = SchemaFieldList()
    private var path: [String]
    /// The fields on the way, the innermost last.
    private var stack: [AvroDocumentField] = []
    /// Full names of the records on the way.
    private var open: Set<String> = []

    private init(_ schema: AvroDocument, isKey: Bool) {
        self.schema = schema
        self.isKey = isKey
        path = isKey ? ["[version=2.0]", "[key=True]"] : ["[version=2.0]"]
    }

    static func fields(_ schema: AvroDocument, isKey: Bool) -> SchemaFieldList {
        var fields = AvroFields(schema, isKey: isKey)
        fields.walk(schema.root)
        return fields.list
    }

    private mutating func walk(_ type: AvroDocumentType) {
        guard path.count < 2 * SchemaFieldList.maximumDepth, !list.isFull else { return list.noteDepth() }
        let actual = schema.withoutNull(type)
        path.append("[type=\(schema.annotation(actual))]")
        defer { path.removeLast() }
        switch schema.resolved(actual) {
        case .record(let name, _, let fields, _):
            guard !open.contains(name) else { return emit(actual, isRecursive: true) }
            open.insert(name)
            defer { open.remove(name) }
            if let last = stack.last {
                emit(actual)
                path.append(last.name)
                defer { path.removeLast() }
                walk(fields)
            } else {
                walk(fields)
            }
        case .array(let element, _): walk(element)
        case .map(let value, _): walk(value)
        case .union(let branches):
            emit(actual)
            for branch in branches where !schema.isNull(branch) { walk(branch) }
        case .primitive, .fixed, .enumeration, nil, .named: emit(actual)
        }
    }

    private mutating func walk(_ fields: [AvroDocumentField]) {
        for field in fields {
            stack.append(field)
            walk(field.type)
            stack.removeLast()
        }
    }

    /// Writes the innermost field, or the type itself where there is none (a key that is only a `long`).
    private mutating func emit(_ reached: AvroDocumentType, isRecursive: Bool = false) {
        let field = stack.last
        let type = field.map(\.type) ?? reached
        let actual = schema.withoutNull(type)
        var attributes = field?.attributes ?? JSONObject()
        for member in (schema.resolved(actual) ?? actual).attributes.members { attributes[member.name] = member.value }
        let logical = (schema.resolved(actual)?.attributes["logicalType"] ?? attributes["logicalType"])?.stringValue
        var description = field?.doc.flatMap { $0.isEmpty ? nil : $0 } ?? schema.doc(of: actual)
        if let value = field?.defaultValue, value != .null {
            description = (description ?? "") + "\nField default value: \(pythonText(value))"
        }
        var tags = (attributes["tags"]?.arrayValue ?? []).compactMap(\.stringValue)
        if let reason = attributes["deprecated"] {
            let mark = "<span style=\"color:red\">DEPRECATED: \(pythonText(reason))</span>\n"
            description = mark + (description ?? "")
            tags.append("Deprecated")
        }
        let shown = JSONObject(attributes.members.filter { $0.name != "_nullable" && $0.name != "native_data_type" })
        let fieldPath = (path + (field.map { [$0.name] } ?? [])).joined(separator: ".")
        list.add(
            SchemaFieldValue(
                path: fieldPath, nullable: schema.isNullable(type), description: description,
                type: schema.dataType(actual, logical: logical),
                nativeType: attributes["native_data_type"]?.stringValue ?? schema.nativeName(actual),
                isRecursive: isRecursive, isKey: isKey, tags: tags,
                jsonProperties: shown.isEmpty ? nil : pythonJSON(.object(shown))))
    }
}

extension AvroDocument {
    func isNull(_ type: AvroDocumentType) -> Bool {
        if case .primitive("null", _) = type { return true }
        return false
    }

    /// The other branch of a union of two with `null`; otherwise the type itself.
    fileprivate func withoutNull(_ type: AvroDocumentType) -> AvroDocumentType {
        guard case .union(let branches) = type, branches.count == 2 else { return type }
        if isNull(branches[0]) { return branches[1] }
        return isNull(branches[1]) ? branches[0] : type
    }

    /// What stands for a type in a path.
    fileprivate func annotation(_ type: AvroDocumentType) -> String {
        switch resolved(type) {
        case .record(let name, _, _, _): return AvroDocument.simple(name)
        case nil:
            if case .named(let name) = type { return AvroDocument.simple(name) }
            return "null"
        default: return kind(type)
        }
    }

    fileprivate static func simple(_ name: String) -> String {
        name.lastIndex(of: ".").map { String(name[name.index(after: $0)...]) } ?? name
    }

    /// The word of the specification for a type.
    private func kind(_ type: AvroDocumentType) -> String {
        switch resolved(type) {
        case .primitive(let name, _): name
        case .fixed: "fixed"
        case .enumeration: "enum"
        case .record, nil, .named: "record"
        case .array: "array"
        case .map: "map"
        case .union: "union"
        }
    }

    fileprivate func doc(of type: AvroDocumentType) -> String? {
        switch resolved(type) {
        case .record(_, let doc, _, _), .enumeration(_, let doc, _): doc
        default: nil
        }
    }

    fileprivate func isNullable(_ type: AvroDocumentType) -> Bool {
        if case .union(let branches) = type { return branches.contains { isNull($0) || isNullableByMark($0) } }
        return isNull(type) || isNullableByMark(type)
    }

    private func isNullableByMark(_ type: AvroDocumentType) -> Bool {
        resolved(type)?.attributes["_nullable"]?.boolValue ?? false
    }

    /// The type as its author wrote it: `long (timestamp-millis)`, `array<Line>`.
    fileprivate func nativeName(_ type: AvroDocumentType, depth: Int = 0) -> String {
        guard depth < 8 else { return "…" }
        var name: String
        switch resolved(type) {
        case .array(let element, _): name = "array<\(nativeName(element, depth: depth + 1))>"
        case .map(let value, _): name = "map<\(nativeName(value, depth: depth + 1))>"
        case .union(let branches):
            name = "union<" + branches.map { nativeName($0, depth: depth + 1) }.joined(separator: ", ") + ">"
        case .enumeration(let full, _, _): name = "enum \(AvroDocument.simple(full))"
        case .fixed(let full, _): name = "fixed \(AvroDocument.simple(full))"
        default: name = annotation(type)
        }
        guard let attributes = resolved(type)?.attributes, let logical = attributes["logicalType"]?.stringValue else {
            return name
        }
        var arguments = ""
        if logical == "decimal", let precision = attributes["precision"]?.intValue {
            arguments = "(\(precision), \(attributes["scale"]?.intValue ?? 0))"
        }
        name += " (\(logical)\(arguments))"
        return name
    }

    /// The member of the union `SchemaFieldDataType.type`.
    fileprivate func dataType(_ type: AvroDocumentType, logical: String?) -> JSON {
        switch logical {
        case "date": return SchemaFieldValue.union("DateType")
        case "decimal": return SchemaFieldValue.union("NumberType")
        case "time-micros", "time-millis", "timestamp-micros", "timestamp-millis":
            return SchemaFieldValue.union("TimeType")
        case "uuid": return SchemaFieldValue.union("StringType")
        default: break
        }
        switch resolved(type) {
        case .array(let element, _):
            return SchemaFieldValue.union("ArrayType", ["nestedType": [.string(logicalKind(element))]])
        case .map(let value, _):
            return SchemaFieldValue.union(
                "MapType", ["keyType": "string", "valueType": .string(logicalKind(value))])
        case .record, nil, .named: return SchemaFieldValue.union("RecordType")
        case .enumeration: return SchemaFieldValue.union("EnumType")
        case .fixed: return SchemaFieldValue.union("FixedType")
        case .union: return SchemaFieldValue.union("UnionType")
        case .primitive(let name, _):
            switch name {
            case "boolean": return SchemaFieldValue.union("BooleanType")
            case "int", "long", "float", "double": return SchemaFieldValue.union("NumberType")
            case "bytes": return SchemaFieldValue.union("BytesType")
            case "string": return SchemaFieldValue.union("StringType")
            default: return SchemaFieldValue.union("NullType")
            }
        }
    }

    private func logicalKind(_ type: AvroDocumentType) -> String {
        resolved(type)?.attributes["logicalType"]?.stringValue ?? kind(type)
    }
}
