import Basics

/// Builds the types of one aspect file: its fields, and the named types that only this file sees.
struct TypeReader {
    let file: String
    private let sources: JSONObject
    private var built: [String: FieldType] = [:]
    private var underway: [String] = []

    init(file: String, types: JSONObject) {
        self.file = file
        self.sources = types
    }

    /// The record with an aspect's own fields.
    mutating func record(named name: String, fields: JSON, place: String) throws(SchemaFileError) -> RecordType {
        let reader = try SchemaReader(file: file, place: place, fields)
        var read: [Field] = []
        for member in reader.object.members {
            read.append(try field(member.name, member.value, place: "\(place).\(member.name)"))
        }
        return RecordType(name: name, fields: read)
    }

    /// Types that no field mentions are read too, so that an error in them is not found years later.
    mutating func readAll() throws(SchemaFileError) {
        for name in sources.names { _ = try type(.string(name), place: "types.\(name)") }
    }

    private mutating func field(_ name: String, _ source: JSON, place: String) throws(SchemaFileError) -> Field {
        if case .string(let text) = source {
            let isOptional = text.hasSuffix("?")
            let type = try type(.string(isOptional ? String(text.dropLast()) : text), place: place)
            return Field(name: name, type: type, isOptional: isOptional, defaultValue: nil)
        }
        let reader = try SchemaReader(file: file, place: place, source)
        let defaultValue = reader.object["default"]
        let isOptional = try reader.flag("optional") ?? (defaultValue != nil)
        var rest = reader.object
        rest["default"] = nil
        rest["optional"] = nil
        let type =
            try rest.names == ["type"] ? type(rest["type"] ?? .null, place: place) : type(.object(rest), place: place)
        if let defaultValue {
            var validator = Validator(isTracking: true)
            validator.check(defaultValue, type, at: "default")
            if let violation = validator.violations.first {
                throw reader.failure("default", "expected \(violation.expected), found \(violation.found)")
            }
        }
        return Field(name: name, type: type, isOptional: isOptional, defaultValue: defaultValue)
    }

    private mutating func type(_ source: JSON, place: String) throws(SchemaFileError) -> FieldType {
        if case .string(let name) = source { return try named(name, place: place) }
        let reader = try SchemaReader(file: file, place: place, source)
        if let element = reader.object["array"] {
            try reader.only(["array"])
            return .array(try type(element, place: place + ".array"))
        }
        if let element = reader.object["map"] {
            try reader.only(["map"])
            return .map(try type(element, place: place + ".map"))
        }
        if reader.object["urn"] != nil {
            try reader.only(["urn", "strict"])
            return .urn(UrnRule(entityTypes: try reader.strings("urn"), isStrict: try reader.flag("strict") ?? false))
        }
        if let members = reader.object["union"] {
            try reader.only(["union"])
            return .union(try union(members, place: place + ".union"))
        }
        throw SchemaFileError(
            file: file, place: place, message: "expected a type: a name, or an object with array, map, urn or union")
    }

    private mutating func union(_ source: JSON, place: String) throws(SchemaFileError) -> UnionType {
        var members: [UnionType.Member] = []
        for member in try SchemaReader(file: file, place: place, source).object.members {
            members.append(.init(key: member.name, type: try type(member.value, place: "\(place).\(member.name)")))
        }
        guard !members.isEmpty else { throw SchemaFileError(file: file, place: place, message: "has no members") }
        return UnionType(members: members)
    }

    private mutating func named(_ name: String, place: String) throws(SchemaFileError) -> FieldType {
        switch name {
        case "string": return .string
        case "boolean": return .boolean
        case "bytes": return .bytes
        case "int": return .int
        case "long": return .long
        case "float": return .float
        case "double": return .double
        case "urn": return .urn(UrnRule(entityTypes: [], isStrict: false))
        default: break
        }
        if let type = built[name] { return type }
        guard let source = sources[name] else {
            throw SchemaFileError(file: file, place: place, message: "there is no type '\(name)' in this file")
        }
        guard !underway.contains(name), underway.count < 32 else {
            let chain = (underway + [name]).joined(separator: " → ")
            throw SchemaFileError(file: file, place: place, message: "a type may not contain itself: \(chain)")
        }
        underway.append(name)
        let type = try definition(name, source)
        underway.removeLast()
        built[name] = type
        return type
    }

    private mutating func definition(_ name: String, _ source: JSON) throws(SchemaFileError) -> FieldType {
        let reader = try SchemaReader(file: file, place: "types.\(name)", source)
        try reader.only(["record", "enum", "choice"])
        if let fields = reader.object["record"] {
            return .record(try record(named: name, fields: fields, place: reader.place))
        }
        if let choices = reader.object["choice"] {
            return .choice(try record(named: name, fields: choices, place: reader.place))
        }
        let symbols = try reader.strings("enum")
        guard !symbols.isEmpty else { throw reader.failure("", "expected one of record, enum, choice") }
        return .enumeration(EnumType(name: name, symbols: symbols))
    }
}
