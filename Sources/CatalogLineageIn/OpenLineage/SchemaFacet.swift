import Basics
import CatalogModel

/// Turns the `schema` facet into `schemaMetadata`.
enum SchemaFacet {
    /// Nesting that is followed; deeper fields are left to the raw event.
    private static let maximumDepth = 32

    /// The aspect's value for the fields of a facet.
    /// - Parameter tags: Entries of the `tags` facet, by the paths of the columns they are about.
    static func metadata(_ list: [JSON], of dataset: Urn, tags: [String: [JSON]]) -> JSON {
        var fields: [JSON] = []
        var paths: Set<String> = []
        collect(list, below: "", depth: 0, tags, into: &fields, &paths)
        let parts = dataset.keyParts
        return [
            "schemaName": .string(parts.count > 1 ? parts[1] : ""), "platform": .string(parts.first ?? ""),
            "version": 0, "hash": "",
            "platformSchema": ["com.linkedin.schema.OtherSchema": ["rawSchema": ""]],
            "fields": .array(fields),
        ]
    }

    /// The name of a field; fields without one are passed over.
    static func name(of field: JSON) -> String? {
        guard let name = field["name"]?.stringValue, !name.isEmpty else { return nil }
        return name
    }

    /// Whether any field that is followed has a type.
    static func isTyped(_ list: [JSON], depth: Int = 0) -> Bool {
        list.contains { field in
            guard name(of: field) != nil else { return false }
            if field["type"]?.stringValue?.isEmpty == false { return true }
            guard depth < maximumDepth, let nested = field["fields"]?.arrayValue else { return false }
            return isTyped(nested, depth: depth + 1)
        }
    }

    private static func collect(
        _ list: [JSON], below parent: String, depth: Int, _ tags: [String: [JSON]], into fields: inout [JSON],
        _ paths: inout Set<String>
    ) {
        for field in list {
            guard let name = name(of: field) else { continue }
            let path = parent.isEmpty ? name : "\(parent).\(name)"
            guard paths.insert(path).inserted else { continue }
            let native = field["type"]?.stringValue ?? ""
            var value = JSONObject([
                .init("fieldPath", .string(path)), .init("nullable", true),
                .init("type", ["type": .object(JSONObject([.init(type(of: native), [:])]))]),
                .init("nativeDataType", .string(native)),
            ])
            if let description = field["description"]?.stringValue, !description.isEmpty {
                value["description"] = .string(description)
            }
            if let urns = tags[path].flatMap(JobFacets.tags)?.arrayValue {
                value["globalTags"] = ["tags": .array(urns.map { ["tag": $0] })]
            }
            fields.append(.object(value))
            if depth < maximumDepth, let nested = field["fields"]?.arrayValue, !nested.isEmpty {
                collect(nested, below: path, depth: depth + 1, tags, into: &fields, &paths)
            }
        }
    }

    private static let prefixes: [(String, String)] = [
        ("bool", "BooleanType"), ("bit varying", "BytesType"), ("bit", "BooleanType"),
        ("interval", "TimeType"), ("timestamp", "TimeType"), ("datetime", "TimeType"), ("time", "TimeType"),
        ("date", "DateType"),
        ("int", "NumberType"), ("bigint", "NumberType"), ("smallint", "NumberType"), ("tinyint", "NumberType"),
        ("mediumint", "NumberType"), ("integer", "NumberType"), ("long", "NumberType"), ("short", "NumberType"),
        ("byteint", "NumberType"), ("float", "NumberType"), ("double", "NumberType"), ("real", "NumberType"),
        ("dec", "NumberType"), ("num", "NumberType"), ("money", "NumberType"), ("serial", "NumberType"),
        ("bigserial", "NumberType"), ("smallserial", "NumberType"),
        ("bytes", "BytesType"), ("bytea", "BytesType"), ("byte", "NumberType"), ("binary", "BytesType"),
        ("varbinary", "BytesType"), ("blob", "BytesType"),
        ("array", "ArrayType"), ("list", "ArrayType"), ("map", "MapType"), ("struct", "RecordType"),
        ("row", "RecordType"), ("record", "RecordType"), ("enum", "EnumType"), ("union", "UnionType"),
        ("null", "NullType"), ("void", "NullType"),
    ]

    /// DataHub's type for what an engine calls a type; texts are what nothing else is.
    private static func type(of native: String) -> String {
        if native.isEmpty { return "com.linkedin.schema.NullType" }
        let text = native.lowercased()
        var found = text.hasPrefix("_") || text.hasSuffix("[]") ? "ArrayType" : nil
        if found == nil { found = prefixes.first { text.hasPrefix($0.0) }?.1 }
        return "com.linkedin.schema.\(found ?? "StringType")"
    }
}
