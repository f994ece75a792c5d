/// Writing Avro's binary form (Avro 1.12, "Binary Encoding").
public enum AvroEncoder {
    /// A value as bytes by a schema.
    ///
    /// A record's fields are found by name, and those left out take the schema's default. A union takes a value of one of
    /// its branches, either as ``AvroValue/union(branch:name:value:)`` or as such: then the first branch that fits is used.
    ///
    /// - Throws: ``AvroError`` with code `mismatch`, naming the field.
    public static func encode(_ value: AvroValue, schema: AvroSchema) throws(AvroError) -> [UInt8] {
        var bytes: [UInt8] = []
        try encode(value, schema: schema, into: &bytes)
        return bytes
    }

    /// Appends a value as bytes; see ``encode(_:schema:)``. After an error `bytes` may hold a part of it.
    public static func encode(_ value: AvroValue, schema: AvroSchema, into bytes: inout [UInt8]) throws(AvroError) {
        // Resolution brings defaults, promotions and union branches into the schema's exact form.
        let exact = try value.resolved(to: schema)
        try write(exact, schema.root, schema.nodes, &bytes)
    }

    private static func write(
        _ value: AvroValue, _ type: Int, _ nodes: [AvroNode], _ bytes: inout [UInt8]
    ) throws(AvroError) {
        switch (nodes[type], value) {
        case (.null, .null): break
        case (.boolean, .bool(let value)): bytes.append(value ? 1 : 0)
        case (.int, .int(let value)): writeLong(Int64(value), &bytes)
        case (.long, .long(let value)): writeLong(value, &bytes)
        case (.float, .float(let value)): writeLittleEndian(UInt64(value.bitPattern), 4, &bytes)
        case (.double, .double(let value)): writeLittleEndian(value.bitPattern, 8, &bytes)
        case (.bytes, .bytes(let content)):
            writeLong(Int64(content.count), &bytes)
            bytes.append(contentsOf: content)
        case (.string, .string(let text)):
            writeLong(Int64(text.utf8.count), &bytes)
            bytes.append(contentsOf: text.utf8)
        case (.fixed, .fixed(let content)): bytes.append(contentsOf: content)
        case (.enumeration(_, let symbols), .enumeration(let symbol)):
            guard let index = symbols.firstIndex(of: symbol) else { break }
            writeLong(Int64(index), &bytes)
        case (.array(let items), .array(let elements)):
            if !elements.isEmpty { writeLong(Int64(elements.count), &bytes) }
            for element in elements { try write(element, items, nodes, &bytes) }
            bytes.append(0)
        case (.map(let values), .map(let entries)):
            if !entries.isEmpty { writeLong(Int64(entries.count), &bytes) }
            for entry in entries {
                writeLong(Int64(entry.key.utf8.count), &bytes)
                bytes.append(contentsOf: entry.key.utf8)
                try write(entry.value, values, nodes, &bytes)
            }
            bytes.append(0)
        case (.union(let union), .union(let branch, _, let value)):
            writeLong(Int64(branch), &bytes)
            try write(value, union.branches[branch], nodes, &bytes)
        case (.record(let node), .record(let record)):
            for (type, value) in zip(node.types, record.values) { try write(value, type, nodes, &bytes) }
        default:
            throw AvroError(.mismatch, "a value does not fit \(nodes[type].name)")
        }
    }

    private static func writeLong(_ value: Int64, _ bytes: inout [UInt8]) {
        var rest = UInt64(bitPattern: value << 1 ^ value >> 63)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    private static func writeLittleEndian(_ value: UInt64, _ count: Int, _ bytes: inout [UInt8]) {
        for position in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * UInt64(position)))) }
    }
}
