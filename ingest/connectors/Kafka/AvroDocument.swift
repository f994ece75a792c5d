import Basics

/// A type of an Avro schema (Avro 1.12 specification, "Schema Declaration"), with what a catalog shows of it.
indirect enum AvroDocumentType: Sendable {
    case primitive(String, attributes: JSONObject)
    case fixed(name: String, attributes: JSONObject)
    case enumeration(name: String, doc: String?, attributes: JSONObject)
    case record(name: String, doc: String?, fields: [AvroDocumentField], attributes: JSONObject)
    case array(AvroDocumentType, attributes: JSONObject)
    case map(AvroDocumentType, attributes: JSONObject)
    case union([AvroDocumentType])
    /// A named type that is defined elsewhere in the schema or in one it refers to.
    case named(String)

    /// What the specification gives no meaning here: logical types, tags, anything else.
    var attributes: JSONObject {
        switch self {
        case .primitive(_, let attributes), .fixed(_, let attributes), .enumeration(_, _, let attributes),
            .record(_, _, _, let attributes), .array(_, let attributes), .map(_, let attributes):
            return attributes
        case .union, .named: return JSONObject()
        }
    }
}

/// A field of an Avro record.
struct AvroDocumentField: Sendable {
    var name: String
    var type: AvroDocumentType
    var doc: String?
    var defaultValue: JSON?
    var attributes: JSONObject
}

/// A parsed Avro schema and the named types it may use.
struct AvroDocument: Sendable {
    var root: AvroDocumentType
    /// By full name.
    private(set) var named: [String: AvroDocumentType] = [:]
    /// Names that nothing defines.
    private(set) var undefined: Set<String> = []

    /// The text of the root record's `doc`.
    var doc: String? {
        if case .record(_, let doc, _, _) = root { return doc }
        return nil
    }

    /// Full name of the root record; `nil` where the root is something else.
    var rootName: String? {
        if case .record(let name, _, _, _) = root { return name }
        return nil
    }

    var rootAttributes: JSONObject { root.attributes }

    /// - Parameters:
    ///   - text: The schema.
    ///   - referenced: Texts of the schemas that it refers to, those that others need first.
    /// - Throws: ``SchemaTextError``.
    init(_ text: String, referenced: [String] = []) throws(SchemaTextError) {
        var reader = AvroDocumentReader()
        for text in referenced { _ = try reader.type(try AvroDocument.json(text), namespace: "", depth: 0) }
        root = try reader.type(try AvroDocument.json(text), namespace: "", depth: 0)
        named = reader.named
        undefined = reader.mentioned.subtracting(reader.named.keys)
    }

    /// The type itself where it is only named; `nil` where nothing defines it.
    func resolved(_ type: AvroDocumentType) -> AvroDocumentType? {
        guard case .named(let name) = type else { return type }
        return named[name]
    }

    private static func json(_ text: String) throws(SchemaTextError) -> JSON {
        do { return try JSON.parse(Array(text.utf8)) } catch {
            // Registries accept a primitive type's bare name too.
            if AvroDocumentReader.primitives.contains(text) { return .string(text) }
            throw SchemaTextError("it is no JSON: \(error)")
        }
    }
}

/// Why the text of a schema cannot be read.
struct SchemaTextError: Error, Sendable, Equatable, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
}

private struct AvroDocumentReader {
    static let primitives: Set<String> = ["null", "boolean", "int", "long", "float", "double", "bytes", "string"]
    private static let typeMembers: Set<String> = [
        "type", "name", "namespace", "fields", "items", "size", "symbols", "values", "doc",
    ]
    private static let fieldMembers: Set<String> = ["default", "name", "doc", "order", "type"]

    var named: [String: AvroDocumentType] = [:]
    var mentioned: Set<String> = []

    mutating func type(_ json: JSON, namespace: String, depth: Int) throws(SchemaTextError) -> AvroDocumentType {
        guard depth < SchemaFieldList.maximumDepth else { throw SchemaTextError("it is nested too deeply") }
        switch json {
        case .string(let name):
            if AvroDocumentReader.primitives.contains(name) { return .primitive(name, attributes: JSONObject()) }
            let full = fullName(name, namespace)
            // A simple name that its own namespace does not define may be one without namespace.
            let found = named[full] == nil && named[name] != nil ? name : full
            mentioned.insert(found)
            return .named(found)
        case .array(let branches):
            var types: [AvroDocumentType] = []
            for branch in branches { types.append(try type(branch, namespace: namespace, depth: depth + 1)) }
            return .union(types)
        case .object(let object):
            return try type(object, namespace: namespace, depth: depth)
        default:
            throw SchemaTextError("a type is a \(json.kindName)")
        }
    }

    private mutating func type(_ object: JSONObject, namespace: String, depth: Int) throws(SchemaTextError)
        -> AvroDocumentType
    {
        guard let kind = object["type"] else { throw SchemaTextError("a type has no \"type\"") }
        guard case .string(let kind) = kind else {
            // {"type": {"type": "array", …}} and {"type": ["null", …]}: the inner one is meant.
            return try type(kind, namespace: namespace, depth: depth + 1)
        }
        let attributes = AvroDocumentReader.attributes(object, without: AvroDocumentReader.typeMembers)
        switch kind {
        case "record", "error":
            let name = try self.name(object, namespace)
            let inner = AvroDocumentReader.namespace(of: name)
            // Known before its fields are read, so that they may be of this very type.
            named[name] = .record(name: name, doc: nil, fields: [], attributes: attributes)
            var fields: [AvroDocumentField] = []
            for field in object["fields"]?.arrayValue ?? [] {
                guard case .object(let member) = field, let fieldName = member["name"]?.stringValue,
                    let fieldType = member["type"]
                else { throw SchemaTextError("a field of \(name) has no name or no type") }
                fields.append(
                    AvroDocumentField(
                        name: fieldName, type: try type(fieldType, namespace: inner, depth: depth + 1),
                        doc: member["doc"]?.stringValue, defaultValue: member["default"],
                        attributes: AvroDocumentReader.attributes(member, without: AvroDocumentReader.fieldMembers)))
            }
            let record = AvroDocumentType.record(
                name: name, doc: object["doc"]?.stringValue, fields: fields, attributes: attributes)
            named[name] = record
            return record
        case "enum":
            let name = try self.name(object, namespace)
            let type = AvroDocumentType.enumeration(name: name, doc: object["doc"]?.stringValue, attributes: attributes)
            named[name] = type
            return type
        case "fixed":
            let name = try self.name(object, namespace)
            let type = AvroDocumentType.fixed(name: name, attributes: attributes)
            named[name] = type
            return type
        case "array":
            guard let items = object["items"] else { throw SchemaTextError("an array has no \"items\"") }
            return .array(try type(items, namespace: namespace, depth: depth + 1), attributes: attributes)
        case "map":
            guard let values = object["values"] else { throw SchemaTextError("a map has no \"values\"") }
            return .map(try type(values, namespace: namespace, depth: depth + 1), attributes: attributes)
        default:
            if AvroDocumentReader.primitives.contains(kind) { return .primitive(kind, attributes: attributes) }
            return try type(.string(kind), namespace: namespace, depth: depth + 1)
        }
    }

    private func name(_ object: JSONObject, _ namespace: String) throws(SchemaTextError) -> String {
        guard let name = object["name"]?.stringValue, !name.isEmpty else {
            throw SchemaTextError("a record, enum or fixed has no name")
        }
        return fullName(name, object["namespace"]?.stringValue ?? namespace)
    }

    private func fullName(_ name: String, _ namespace: String) -> String {
        name.contains(".") || namespace.isEmpty ? name : "\(namespace).\(name)"
    }

    private static func namespace(of name: String) -> String {
        name.lastIndex(of: ".").map { String(name[..<$0]) } ?? ""
    }

    private static func attributes(_ object: JSONObject, without known: Set<String>) -> JSONObject {
        JSONObject(object.members.filter { !known.contains($0.name) })
    }
}
