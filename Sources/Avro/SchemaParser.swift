import Basics

extension AvroSchema {
    /// The schema that a JSON text describes. Annotations the specification does not know are passed over, as are aliases
    /// and logical types.
    ///
    /// - Throws: ``AvroError`` with code `invalidSchema`, naming the type or field.
    public static func parse(_ text: String) throws(AvroError) -> AvroSchema {
        try parse(Array(text.utf8))
    }

    /// The schema that a JSON text in UTF-8 describes; see ``parse(_:)-(String)``.
    public static func parse(_ bytes: [UInt8]) throws(AvroError) -> AvroSchema {
        let json: JSON
        do { json = try JSON.parse(bytes) } catch {
            throw AvroError(.invalidSchema, offset: error.offset, "the schema is not JSON: \(error.message)")
        }
        return try parse(json)
    }

    /// The schema that a JSON value describes; see ``parse(_:)-(String)``.
    public static func parse(_ json: JSON) throws(AvroError) -> AvroSchema {
        var parser = SchemaParser()
        let root = try parser.type(json, namespace: "", depth: 0)
        return AvroSchema(nodes: parser.nodes, root: root)
    }
}

private struct SchemaParser {
    /// The eight primitive types come first, so that each is there once.
    private(set) var nodes: [AvroNode] = [.null, .boolean, .int, .long, .float, .double, .bytes, .string]
    private var named: [String: Int] = [:]

    private static let primitives: [String: Int] = [
        "null": 0, "boolean": 1, "int": 2, "long": 3, "float": 4, "double": 5, "bytes": 6, "string": 7,
    ]

    mutating func type(_ json: JSON, namespace: String, depth: Int) throws(AvroError) -> Int {
        guard depth < JSON.defaultMaximumDepth else { throw invalid("types are nested too deep") }
        switch json {
        case .string(let name): return try reference(name, namespace: namespace)
        case .array(let branches): return try union(branches, namespace: namespace, depth: depth)
        case .object(let object):
            guard let kind = object["type"] else { throw invalid("a type has no member \"type\"") }
            guard case .string(let word) = kind else { return try type(kind, namespace: namespace, depth: depth + 1) }
            switch word {
            case "record", "error": return try record(object, namespace: namespace, depth: depth)
            case "enum": return try enumeration(object, namespace: namespace)
            case "fixed": return try fixed(object, namespace: namespace)
            case "array":
                guard let items = object["items"] else { throw invalid("an array has no member \"items\"") }
                return append(.array(try type(items, namespace: namespace, depth: depth + 1)))
            case "map":
                guard let values = object["values"] else { throw invalid("a map has no member \"values\"") }
                return append(.map(try type(values, namespace: namespace, depth: depth + 1)))
            default: return try reference(word, namespace: namespace)
            }
        default: throw invalid("a type is a \(json.kindName), not a string, object or array")
        }
    }

    private mutating func append(_ node: AvroNode) -> Int {
        nodes.append(node)
        return nodes.count - 1
    }

    private func invalid(_ message: String) -> AvroError { AvroError(.invalidSchema, message) }

    private func reference(_ name: String, namespace: String) throws(AvroError) -> Int {
        if let primitive = SchemaParser.primitives[name] { return primitive }
        if !name.contains("."), !namespace.isEmpty, let index = named["\(namespace).\(name)"] { return index }
        guard let index = named[name] else { throw invalid("type \"\(name)\" is not defined before its use") }
        return index
    }

    private mutating func union(_ types: [JSON], namespace: String, depth: Int) throws(AvroError) -> Int {
        var branches: [Int] = []
        var names: [String] = []
        var seen: Set<String> = []
        for json in types {
            let branch = try type(json, namespace: namespace, depth: depth + 1)
            if case .union = nodes[branch] { throw invalid("a union directly contains a union") }
            let name = nodes[branch].name
            guard seen.insert(name).inserted else { throw invalid("a union contains \"\(name)\" twice") }
            branches.append(branch)
            names.append(name)
        }
        let nullBranch = names.firstIndex(of: "null")
        return append(
            .union(
                .init(
                    branches: branches, names: names,
                    null: nullBranch.map { .union(branch: $0, name: "null", value: .null) },
                    nullBranch: nullBranch ?? -1)))
    }

    /// The full name a definition gives (Avro 1.12, "Names") and the namespace of what it contains.
    private func define(_ object: JSONObject, namespace: String) throws(AvroError) -> (name: String, namespace: String)
    {
        guard let name = object["name"]?.stringValue, !name.isEmpty else {
            throw invalid("a named type has no member \"name\"")
        }
        var full = name
        var inner = object["namespace"]?.stringValue ?? namespace
        if let dot = name.lastIndex(of: ".") {
            inner = String(name[..<dot])
        } else if !inner.isEmpty {
            full = "\(inner).\(name)"
        }
        guard SchemaParser.primitives[full] == nil else { throw invalid("\"\(full)\" is the name of a primitive type") }
        guard named[full] == nil else { throw invalid("type \"\(full)\" is defined twice") }
        return (full, inner)
    }

    private mutating func enumeration(_ object: JSONObject, namespace: String) throws(AvroError) -> Int {
        let name = try define(object, namespace: namespace).name
        guard let list = object["symbols"]?.arrayValue else { throw invalid("enum \"\(name)\" has no symbols") }
        let symbols = list.compactMap(\.stringValue)
        guard symbols.count == list.count else { throw invalid("enum \"\(name)\" has a symbol that is no string") }
        guard Set(symbols).count == symbols.count else { throw invalid("enum \"\(name)\" has a symbol twice") }
        let index = append(.enumeration(name: name, symbols: symbols))
        named[name] = index
        return index
    }

    private mutating func fixed(_ object: JSONObject, namespace: String) throws(AvroError) -> Int {
        let name = try define(object, namespace: namespace).name
        guard let size = object["size"]?.intValue, size >= 0, size <= Int64(Int32.max) else {
            throw invalid("fixed \"\(name)\" has no usable size")
        }
        let index = append(.fixed(name: name, size: Int(size)))
        named[name] = index
        return index
    }

    private mutating func record(_ object: JSONObject, namespace: String, depth: Int) throws(AvroError) -> Int {
        let (name, inner) = try define(object, namespace: namespace)
        guard let list = object["fields"]?.arrayValue else { throw invalid("record \"\(name)\" has no fields") }
        // The place is taken before the fields are read, so that a field may refer to the record.
        let index = append(
            .record(.init(shape: AvroRecordShape(name: name, fieldNames: []), types: [], defaults: [])))
        named[name] = index
        var names: [String] = []
        var seen: Set<String> = []
        var types: [Int] = []
        var defaults: [JSON?] = []
        for json in list {
            guard let field = json["name"]?.stringValue else {
                throw invalid("record \"\(name)\" has a field without a name")
            }
            guard seen.insert(field).inserted else { throw invalid("record \"\(name)\" has field \"\(field)\" twice") }
            guard let kind = json["type"] else { throw invalid("field \"\(field)\" of \"\(name)\" has no type") }
            names.append(field)
            do { types.append(try type(kind, namespace: inner, depth: depth + 1)) } catch {
                throw error.inside(field)
            }
            defaults.append(json["default"])
        }
        nodes[index] = .record(
            .init(shape: AvroRecordShape(name: name, fieldNames: names), types: types, defaults: defaults))
        return index
    }
}
