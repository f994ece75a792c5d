/// A JSON value that keeps what the sender wrote: the order of members and the text of numbers.
///
/// Equality is literal (member order and number text count); ``contentDigest`` is the comparison that ignores both.
public enum JSON: Sendable, Equatable {
    case null
    case bool(Bool)
    /// An integer in `Int64` whose text is its canonical decimal form.
    case int(Int64)
    /// Any other number, as the text RFC 8259 §6 allows; ``doubleValue`` reads it.
    case number(String)
    case string(String)
    case array([JSON])
    case object(JSONObject)

    /// A number from a `Double`; non-finite values, which JSON cannot say, become `null`.
    public static func double(_ value: Double) -> JSON {
        guard value.isFinite else { return .null }
        return .number("\(value)")
    }
}

/// The members of a JSON object in the order they were written; names are unique when a parser made it.
public struct JSONObject: Sendable, Equatable {
    /// One `name: value` pair.
    public struct Member: Sendable, Equatable {
        public var name: String
        public var value: JSON

        public init(_ name: String, _ value: JSON) {
            self.name = name
            self.value = value
        }
    }

    public var members: [Member]

    public init(_ members: [Member] = []) {
        self.members = members
    }

    public var count: Int { members.count }
    public var isEmpty: Bool { members.isEmpty }
    public var names: [String] { members.map(\.name) }

    /// The value of a member, or `nil` when there is none. Setting replaces in place or appends; setting `nil` removes.
    public subscript(_ name: String) -> JSON? {
        get {
            for member in members where member.name == name { return member.value }
            return nil
        }
        set {
            if let index = members.firstIndex(where: { $0.name == name }) {
                if let newValue {
                    members[index].value = newValue
                } else {
                    members.remove(at: index)
                }
            } else if let newValue {
                members.append(Member(name, newValue))
            }
        }
    }
}

extension JSON {
    public var isNull: Bool { self == .null }

    public var boolValue: Bool? {
        if case .bool(let value) = self { return value }
        return nil
    }

    public var stringValue: String? {
        if case .string(let value) = self { return value }
        return nil
    }

    /// The number as `Int64`; also `1.0` and `1e3`, which some writers use for integers. `nil` when it is no integer.
    public var intValue: Int64? {
        switch self {
        case .int(let value): return value
        case .number(let text):
            guard let value = Double(text) else { return nil }
            return Int64(exactly: value)
        default: return nil
        }
    }

    /// The number as `Double`, rounded as IEEE 754 does; `nil` when this is no number.
    public var doubleValue: Double? {
        switch self {
        case .int(let value): return Double(value)
        case .number(let text): return Double(text)
        default: return nil
        }
    }

    public var arrayValue: [JSON]? {
        if case .array(let value) = self { return value }
        return nil
    }

    public var objectValue: JSONObject? {
        if case .object(let value) = self { return value }
        return nil
    }

    /// The member of an object; `nil` when this is no object or has no such member.
    public subscript(_ name: String) -> JSON? {
        objectValue?[name]
    }

    /// The element of an array; `nil` out of bounds or when this is no array.
    public subscript(_ index: Int) -> JSON? {
        guard let array = arrayValue, array.indices.contains(index) else { return nil }
        return array[index]
    }

    /// What this value is, in the words of an error message: `string`, `object`, …
    public var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .int, .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int64) { self = .int(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    public init(nilLiteral: ()) { self = .null }
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(JSONObject(elements.map { JSONObject.Member($0.0, $0.1) }))
    }
}
