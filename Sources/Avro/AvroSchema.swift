import Basics

/// An Avro schema, ready to decode and encode with. A value: parse once, use from every thread.
///
/// Held as an array of nodes that refer to each other by index, so that a record may contain itself without a cycle of
/// references.
public struct AvroSchema: Sendable {
    let nodes: [AvroNode]
    let root: Int

    /// The full name of the outermost type, e.g. `com.example.Event`, or `union`, `array`, `string`, …
    public var name: String { nodes[root].name }

    /// The field names of the outermost record in order; empty for another type.
    public var fieldNames: [String] {
        if case .record(let record) = nodes[root] { return record.shape.fieldNames }
        return []
    }
}

/// One type. Indices point into ``AvroSchema/nodes`` and are always valid once the parser has finished.
enum AvroNode: Sendable {
    case null, boolean, int, long, float, double, bytes, string
    case fixed(name: String, size: Int)
    case enumeration(name: String, symbols: [String])
    case array(Int)
    case map(Int)
    case union(Union)
    case record(Record)

    struct Union: Sendable {
        let branches: [Int]
        let names: [String]
        /// The finished value of the null branch, which most optional fields hold.
        let null: AvroValue?
        let nullBranch: Int
    }

    struct Record: Sendable {
        let shape: AvroRecordShape
        let types: [Int]
        let defaults: [JSON?]
    }

    /// The full name of a named type, or the word Avro has for the others.
    var name: String {
        switch self {
        case .null: "null"
        case .boolean: "boolean"
        case .int: "int"
        case .long: "long"
        case .float: "float"
        case .double: "double"
        case .bytes: "bytes"
        case .string: "string"
        case .fixed(let name, _), .enumeration(let name, _): name
        case .array: "array"
        case .map: "map"
        case .union: "union"
        case .record(let record): record.shape.name
        }
    }
}

/// The name and field names of a record type, shared by the schema and every value of the type.
final class AvroRecordShape: Sendable {
    let name: String
    let fieldNames: [String]

    init(name: String, fieldNames: [String]) {
        self.name = name
        self.fieldNames = fieldNames
    }
}
