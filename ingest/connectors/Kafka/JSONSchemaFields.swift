import Basics

/// Turns a JSON Schema into `SchemaField`s with the paths that DataHub's sources give them.
///
/// `$ref` is followed within the schema and into those that the registry says it refers to; the last step of the reference is
/// the title where the target has none. An object without properties but with a schema for all others is a map. `oneOf`,
/// `anyOf`, `allOf` and several types are unions, with a field for each branch.
struct JSONSchemaFields {
    private let isKey: Bool
    private let documents: JSONSchemaDocuments
    private var list = SchemaFieldList()
    /// References that lead nowhere.
    private var broken: Set<String> = []

    /// The fields of a schema, and its references that lead nowhere.
    ///
    /// - Parameter referenced: Schemas by the name that `$ref` gives them.
    static func fields(
        _ schema: JSON, referenced: [String: JSON] = [:], isKey: Bool
    ) -> (list: SchemaFieldList, broken: [String]) {
        var fields = JSONSchemaFields(
            isKey: isKey, documents: JSONSchemaDocuments(root: schema, referenced: referenced))
        let root = fields.resolve(JSONSchemaNode(schema, document: ""))
        fields.walk(root, as: root.kind, required: false, path: JSONSchemaPath(isKey: isKey), specific: nil)
        return (fields.list, fields.broken.sorted())
    }

    private init(isKey: Bool, documents: JSONSchemaDocuments) {
        self.isKey = isKey
        self.documents = documents
    }

    private mutating func resolve(_ node: JSONSchemaNode) -> JSONSchemaNode {
        var node = node
        for _ in 0..<16 {
            guard let reference = node.schema["$ref"]?.stringValue else { return node }
            guard let target = documents.target(of: reference, in: node.document) else {
                broken.insert(reference)
                let name = reference.split(separator: "/").last.map(String.init) ?? reference
                return JSONSchemaNode(
                    .object(JSONObject([.init("title", .string(name)), .init("properties", [:])])), document: "")
            }
            node = target
        }
        return node
    }

    private mutating func walk(
        _ node: JSONSchemaNode, as kind: String, required: Bool, path: JSONSchemaPath, specific: String?
    ) {
        guard path.depth < SchemaFieldList.maximumDepth, !list.isFull else { return list.noteDepth() }
        switch kind {
        case "object": record(node, required, path, specific)
        case "array": array(node, required, path, specific)
        case "map": map(node, required, path)
        case "union": union(node, required, path)
        case "enum":
            let values = (node.schema["enum"]?.arrayValue ?? []).map { pythonJSON($0) }.joined(separator: ", ")
            let authored = node.description
            emit(
                path.expanded("enum", node), node, required, native: "Enum",
                description: (authored.isEmpty ? "" : authored + "\n") + "One of: \(values)",
                type: SchemaFieldValue.union("EnumType"))
        default:
            var native = path.nativeOverride ?? node.typeText
            if let format = node.schema["format"]?.stringValue { native += "(\(format))" }
            emit(
                path.expanded(specific ?? node.discriminatedKind, node), node, required, native: native,
                type: JSONSchemaFields.primitive(kind))
        }
    }

    private static func primitive(_ kind: String) -> JSON {
        switch kind {
        case "boolean", "bool": SchemaFieldValue.union("BooleanType")
        case "number", "integer", "int", "long", "float", "double": SchemaFieldValue.union("NumberType")
        case "string": SchemaFieldValue.union("StringType")
        default: SchemaFieldValue.union("NullType")
        }
    }

    private mutating func record(_ node: JSONSchemaNode, _ required: Bool, _ path: JSONSchemaPath, _ specific: String?)
    {
        if let seen = path.name(ofSeen: node) {
            emit(
                path.expanded(seen, node), node, required, native: path.nativeOverride ?? seen,
                type: SchemaFieldValue.union("RecordType"), isRecursive: true)
            return
        }
        let inner = path.expanded(specific ?? node.discriminatedKind, node)
        if path.hasName {
            emit(
                inner, node, required, native: path.nativeOverride ?? node.discriminatedKind,
                type: SchemaFieldValue.union("RecordType"))
        }
        let wanted = Set((node.schema["required"]?.arrayValue ?? []).compactMap(\.stringValue))
        for property in node.schema["properties"]?.objectValue?.members ?? [] {
            let field = resolve(JSONSchemaNode(property.value, document: node.document))
            walk(
                field, as: field.kind, required: wanted.contains(property.name),
                path: inner.appending(property.name), specific: nil)
        }
    }

    private mutating func array(_ node: JSONSchemaNode, _ required: Bool, _ path: JSONSchemaPath, _ specific: String?) {
        let inner = path.expanded(specific ?? node.discriminatedKind, node)
        emit(
            inner, node, required, native: path.nativeOverride ?? node.discriminatedKind,
            type: SchemaFieldValue.union("ArrayType"))
        let items = resolve(JSONSchemaNode(node.schema["items"] ?? ["type": "string"], document: node.document))
        let name = items.schema["title"]?.stringValue ?? items.kind
        walk(items, as: items.kind, required: false, path: inner.appending(name), specific: nil)
    }

    private mutating func map(_ node: JSONSchemaNode, _ required: Bool, _ path: JSONSchemaPath) {
        let value = resolve(JSONSchemaNode(node.schema["additionalProperties"] ?? [:], document: node.document))
        let inner = path.expanded("map", node).under(.map(value: value.discriminatedKind))
        walk(value, as: value.kind, required: required, path: inner, specific: nil)
    }

    private mutating func union(_ node: JSONSchemaNode, _ required: Bool, _ path: JSONSchemaPath) {
        let (category, branches) = node.branches
        if !path.hasName, branches.count == 1 {
            let branch = resolve(JSONSchemaNode(branches[0], document: node.document)).merging(node)
            walk(branch, as: branch.kind, required: required, path: path, specific: nil)
            return
        }
        let inner = path.expanded("union", node)
        if path.hasName {
            emit(inner, node, required, native: "union(\(category))", type: SchemaFieldValue.union("UnionType"))
        }
        for (index, value) in branches.enumerated() {
            let branch = resolve(JSONSchemaNode(value, document: node.document))
            let found = branch.discriminatedKind
            let name = found == "object" ? "union_\(index)" : found
            let merged = branch.merging(node)
            walk(merged, as: merged.kind, required: required, path: inner.under(.union(branch: name)), specific: name)
        }
    }

    private mutating func emit(
        _ path: JSONSchemaPath, _ node: JSONSchemaNode, _ required: Bool, native: String, description: String? = nil,
        type: JSON, isRecursive: Bool = false
    ) {
        var properties = JSONObject()
        if let value = node.schema["default"] { properties.members.append(.init("default", value)) }
        properties.members.append(.init("required", .bool(required)))
        list.add(
            SchemaFieldValue(
                path: path.text, nullable: node.isNullable, description: description ?? node.description,
                type: path.typeOverride ?? type, nativeType: native, isRecursive: isRecursive, isKey: isKey,
                jsonProperties: pythonJSON(.object(properties))))
    }
}

/// A schema and the document its references are relative to.
struct JSONSchemaNode: Sendable, Equatable {
    var schema: JSONObject
    var document: String

    /// `true`, `false` and anything that is no object stand for a schema without a word.
    init(_ json: JSON, document: String) {
        schema = json.objectValue ?? JSONObject()
        self.document = document
    }

    var isMap: Bool {
        schema["additionalProperties"]?.objectValue != nil && schema["properties"]?.objectValue?.isEmpty ?? true
    }

    private var types: [String] { (schema["type"]?.arrayValue ?? []).compactMap(\.stringValue) }

    /// The kind of value it describes: a JSON type, `map`, `enum` or `union`.
    var kind: String {
        if schema["oneOf"] != nil || schema["anyOf"] != nil || schema["allOf"] != nil { return "union" }
        if schema["enum"] != nil { return "enum" }
        if schema["type"]?.arrayValue != nil {
            let other = types.filter { $0 != "null" }
            guard types.count == 1 || types.count == 2 && other.count == 1 else { return "union" }
            let type = other.first ?? "null"
            return type == "object" && isMap ? "map" : type
        }
        guard let type = schema["type"]?.stringValue, type != "object" else { return isMap ? "map" : "object" }
        return type
    }

    /// The kind as a path tells it: objects by their title, formats with it.
    var discriminatedKind: String {
        let kind = kind
        if kind == "object", let java = schema["javaType"]?.stringValue {
            return java.split(separator: ".").last.map(String.init) ?? java
        }
        if kind == "object", let title = schema["title"]?.stringValue, schema["properties"] != nil { return title }
        if let format = schema["format"]?.stringValue { return "\(kind)(\(format))" }
        return kind
    }

    /// `type` as Python prints it.
    var typeText: String { schema["type"].map { pythonText($0) } ?? "" }

    var isNullable: Bool { types.contains("null") }

    var description: String {
        var text = ""
        if let own = schema["description"] {
            text = pythonText(own)
        } else if let value = schema["const"] {
            text = "Const value: \(pythonText(value))"
        }
        if let value = schema["default"], value != .null { text += "\nField default value: \(pythonText(value))" }
        return text
    }

    /// The word that makes it a union, and the schemas it may be.
    var branches: (category: String, schemas: [JSON]) {
        let listed = schema["type"]?.arrayValue ?? []
        for category in ["oneOf", "anyOf", "allOf"] {
            if category == "anyOf", !listed.isEmpty {
                return (category, listed.map { .object(JSONObject([.init("type", $0)])) })
            }
            if let branches = schema[category]?.arrayValue, !branches.isEmpty { return (category, branches) }
        }
        return ("anyOf", [])
    }

    /// The branch of a union with the properties that the union itself declares.
    func merging(_ parent: JSONSchemaNode) -> JSONSchemaNode {
        var node = self
        if let properties = parent.schema["properties"]?.objectValue {
            var merged = properties
            for own in schema["properties"]?.objectValue?.members ?? [] { merged[own.name] = own.value }
            node.schema["properties"] = .object(merged)
        }
        if let required = parent.schema["required"]?.arrayValue {
            node.schema["required"] = .array(required + (schema["required"]?.arrayValue ?? []))
        }
        return node
    }
}

/// The way to a field: names, and before each the types that lead to it.
struct JSONSchemaPath: Sendable {
    /// The collection that a field's values are kept in, which is what its type says then.
    enum Collection: Sendable {
        case map(value: String)
        case union(branch: String)
    }

    private struct Element: Sendable {
        var types: [String] = []
        var schemas: [JSONSchemaNode] = []
        var name: String?
        var collection: Collection?
    }

    private var elements: [Element] = []
    private let isKey: Bool

    init(isKey: Bool) { self.isKey = isKey }

    var depth: Int { elements.reduce(0) { $0 + 1 + $1.types.count } }
    var hasName: Bool { elements.contains { $0.name != nil } }

    var text: String {
        var parts = isKey ? ["[version=2.0]", "[key=True]"] : ["[version=2.0]"]
        for element in elements {
            parts += element.types.map { "[type=\($0)]" }
            if let name = element.name { parts.append(name) }
        }
        return parts.joined(separator: ".")
    }

    func appending(_ name: String) -> JSONSchemaPath {
        var path = self
        path.elements.append(Element(name: name))
        return path
    }

    func expanded(_ type: String, _ node: JSONSchemaNode) -> JSONSchemaPath {
        var path = self
        if path.elements.isEmpty { path.elements.append(Element()) }
        path.elements[path.elements.count - 1].types.append(type)
        path.elements[path.elements.count - 1].schemas.append(node)
        return path
    }

    /// Marks the last element as kept in a collection, unless it is in one already.
    func under(_ collection: Collection) -> JSONSchemaPath {
        var path = self
        if let last = path.elements.last, last.collection == nil {
            path.elements[path.elements.count - 1].collection = collection
        }
        return path
    }

    /// The type by which a schema already stands on the way, where it contains itself.
    func name(ofSeen node: JSONSchemaNode) -> String? {
        for element in elements {
            if let index = element.schemas.firstIndex(of: node) { return element.types[index] }
        }
        return nil
    }

    var typeOverride: JSON? {
        switch elements.last?.collection {
        case .map(let value):
            SchemaFieldValue.union("MapType", ["keyType": "string", "valueType": .string(value)])
        case .union(let branch): SchemaFieldValue.union("UnionType", ["nestedTypes": [.string(branch)]])
        case nil: nil
        }
    }

    var nativeOverride: String? {
        if case .map(let value)? = elements.last?.collection { return "map(str,\(value))" }
        return nil
    }
}

/// A schema and those it refers to, by name.
struct JSONSchemaDocuments: Sendable {
    private let documents: [String: JSON]
    private let rootID: String?

    init(root: JSON, referenced: [String: JSON]) {
        documents = referenced.merging(["": root]) { $1 }
        rootID = (root["$id"] ?? root["id"])?.stringValue
    }

    /// What a `$ref` means in a document; `nil` when it leads nowhere.
    func target(of reference: String, in document: String) -> JSONSchemaNode? {
        let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts.first ?? "")
        let pointer = parts.count > 1 ? String(parts[1]) : ""
        guard let home = name.isEmpty ? document : self.document(name, from: document),
            let root = documents[home], var node = root[pointer: pointer]
        else { return nil }
        if !pointer.isEmpty, var object = node.objectValue, object["title"] == nil {
            object["title"] = .string(pointer.split(separator: "/").last.map(String.init) ?? pointer)
            node = .object(object)
        } else if !home.isEmpty, var object = node.objectValue, object["title"] == nil {
            object["title"] = .string(home)
            node = .object(object)
        }
        return JSONSchemaNode(node, document: home)
    }

    private func document(_ name: String, from document: String) -> String? {
        if documents[name] != nil { return name }
        if name == rootID { return "" }
        let base = document.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let joined = base.isEmpty ? name : "\(base)/\(name)"
        if documents[joined] != nil { return joined }
        // Written as a URL of the registry's own, or relative to one: the last step names it.
        let last = name.split(separator: "/").last.map(String.init) ?? name
        return documents.keys.sorted().first { !$0.isEmpty && ($0 == last || $0.hasSuffix("/" + last)) }
    }
}

extension JSON {
    /// The value that a JSON pointer (RFC 6901) names, percent-encoding undone.
    fileprivate subscript(pointer text: String) -> JSON? {
        var value = self
        for step in (percentDecoded(text) ?? text).split(separator: "/") {
            let name = String(step).replacing("~1", with: "/").replacing("~0", with: "~")
            if let number = Int(name), let element = value[number] {
                value = element
            } else if let member = value[name] {
                value = member
            } else {
                return nil
            }
        }
        return value
    }
}
