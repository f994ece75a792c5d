/// A value of some Avro type, in the terms of the schema it was read with.
public enum AvroValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case int(Int32)
    case long(Int64)
    case float(Float)
    case double(Double)
    case bytes([UInt8])
    case string(String)
    case fixed([UInt8])
    /// The symbol.
    case enumeration(String)
    case array([AvroValue])
    /// Entries in the order they came; keys are unique, a repeated key keeps its last value.
    case map([Entry])
    case record(AvroRecord)
    /// Which branch of the union, that branch's full name, and the value.
    indirect case union(branch: Int, name: String, value: AvroValue)

    /// One `key: value` pair of a map.
    public struct Entry: Sendable, Equatable {
        public var key: String
        public var value: AvroValue

        public init(_ key: String, _ value: AvroValue) {
            self.key = key
            self.value = value
        }
    }

    /// The value itself where this is a union's branch.
    public var unwrapped: AvroValue {
        if case .union(_, _, let value) = self { return value }
        return self
    }

    /// Whether this is null, as such or as a union's branch.
    public var isNull: Bool { unwrapped == .null }

    /// The text of a string or the symbol of an enum, also within a union.
    public var stringValue: String? {
        switch unwrapped {
        case .string(let text), .enumeration(let text): text
        default: nil
        }
    }

    /// The number of an int or long, also within a union.
    public var longValue: Int64? {
        switch unwrapped {
        case .int(let value): Int64(value)
        case .long(let value): value
        default: nil
        }
    }

    /// The content of bytes or fixed, also within a union.
    public var bytesValue: [UInt8]? {
        switch unwrapped {
        case .bytes(let bytes), .fixed(let bytes): bytes
        default: nil
        }
    }

    /// The elements of an array, also within a union.
    public var elements: [AvroValue]? {
        if case .array(let elements) = unwrapped { return elements }
        return nil
    }

    /// The entries of a map, also within a union.
    public var entries: [Entry]? {
        if case .map(let entries) = unwrapped { return entries }
        return nil
    }

    /// The record, also within a union.
    public var recordValue: AvroRecord? {
        if case .record(let record) = unwrapped { return record }
        return nil
    }

    /// The field of a record or the value of a map's key, also within a union; `nil` when there is none.
    public subscript(_ name: String) -> AvroValue? {
        switch unwrapped {
        case .record(let record): record[name]
        case .map(let entries): entries.first { $0.key == name }?.value
        default: nil
        }
    }
}

/// The fields of a record in the schema's order.
public struct AvroRecord: Sendable, Equatable {
    let shape: AvroRecordShape
    /// One a field, as ``fieldNames`` says.
    public let values: [AvroValue]

    /// A record to encode. Fields left out take the schema's default.
    public init(_ fields: [(String, AvroValue)], name: String = "") {
        shape = AvroRecordShape(name: name, fieldNames: fields.map(\.0))
        values = fields.map(\.1)
    }

    init(shape: AvroRecordShape, values: [AvroValue]) {
        self.shape = shape
        self.values = values
    }

    /// The full name of the type.
    public var name: String { shape.name }
    public var fieldNames: [String] { shape.fieldNames }

    /// The value of a field; `nil` when there is no such field.
    public subscript(_ name: String) -> AvroValue? {
        for (index, field) in shape.fieldNames.enumerated() where field == name && index < values.count {
            return values[index]
        }
        return nil
    }

    public static func == (left: AvroRecord, right: AvroRecord) -> Bool {
        left.name == right.name && left.fieldNames == right.fieldNames && left.values == right.values
    }
}
