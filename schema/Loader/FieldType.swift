import Basics

/// What values a field of an aspect may hold.
///
/// Types never contain themselves (``SchemaFileError`` otherwise), so a walk along a type ends by itself.
public enum FieldType: Sendable {
    case string, boolean, bytes
    /// An integer of 32 bits.
    case int
    /// An integer of 64 bits.
    case long
    case float, double
    case urn(UrnRule)
    case enumeration(EnumType)
    case record(RecordType)
    indirect case array(FieldType)
    indirect case map(FieldType)
    /// An object with one member, whose name says which type its value has: `{"com.linkedin.schema.NumberType": {}}`.
    case union(UnionType)
    /// An object in which exactly one of the fields is present: `{"costCode": "x"}`.
    case choice(RecordType)
}

/// Which entities a urn in a field names.
public struct UrnRule: Sendable, Equatable {
    /// Entity types that the model names for the field; empty when it names none.
    public var entityTypes: [String]
    /// Whether other types are refused; otherwise ``entityTypes`` only informs.
    public var isStrict: Bool
}

/// A closed list of words.
public final class EnumType: Sendable {
    /// Full name, e.g. `com.linkedin.common.FabricType`.
    public let name: String
    public let symbols: [String]

    init(name: String, symbols: [String]) {
        self.name = name
        self.symbols = symbols
    }
}

/// One field of a record.
public final class Field: Sendable {
    public let name: String
    public let type: FieldType
    /// Whether a value may lack the field: it is nullable or has a default.
    public let isOptional: Bool
    /// What readers assume where the field is absent; `nil` when the model names nothing.
    public let defaultValue: JSON?

    init(name: String, type: FieldType, isOptional: Bool, defaultValue: JSON?) {
        self.name = name
        self.type = type
        self.isOptional = isOptional
        self.defaultValue = defaultValue
    }
}

/// Named fields in the model's order.
public final class RecordType: Sendable {
    /// Full name, e.g. `com.linkedin.common.AuditStamp`.
    public let name: String
    public let fields: [Field]
    let requiredCount: Int
    private let indexes: [String: Int]

    init(name: String, fields: [Field]) {
        self.name = name
        self.fields = fields
        requiredCount = fields.count { !$0.isOptional }
        indexes = Dictionary(fields.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The field of a name.
    public func field(_ name: String) -> Field? { indexes[name].map { fields[$0] } }

    /// The index of the field of a name, tried first at `guess`: most producers write the fields in one order.
    func index(of name: String, guess: Int) -> Int? {
        if guess < fields.count, fields[guess].name == name { return guess }
        if fields.count > 6 { return indexes[name] }
        for index in fields.indices where fields[index].name == name { return index }
        return nil
    }
}

/// Types of which a value names one.
public final class UnionType: Sendable {
    /// One alternative.
    public struct Member: Sendable {
        /// The name in JSON: a full name such as `com.linkedin.schema.NumberType`, or `string`, `double`, `array`, …
        public let key: String
        public let type: FieldType
    }

    public let members: [Member]

    init(members: [Member]) { self.members = members }

    func member(_ key: String) -> Member? { members.first { $0.key == key } }
}

extension FieldType {
    /// The type in the words of an error message.
    public var summary: String {
        switch self {
        case .string: "a string"
        case .boolean: "a boolean"
        case .bytes: "a string (bytes)"
        case .int: "an integer of 32 bits"
        case .long: "an integer of 64 bits"
        case .float, .double: "a number"
        case .urn(let rule): rule.isStrict ? "a urn of \(rule.entityTypes.joined(separator: " or "))" : "a urn"
        case .enumeration(let type): "one of \(listed(type.symbols))"
        case .record(let type): "an object (\(type.name))"
        case .array: "an array"
        case .map: "an object (map)"
        case .union(let type): "an object with one member of \(listed(type.members.map(\.key)))"
        case .choice(let type): "an object with one member of \(listed(type.fields.map(\.name)))"
        }
    }
}

/// Names for an error message: the first dozen, and how many more there are.
private func listed(_ names: [String]) -> String {
    let shown = names.prefix(12).joined(separator: ", ")
    return names.count > 12 ? "\(shown), … (\(names.count) in all)" : shown
}
