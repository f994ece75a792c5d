/// Reading Avro's binary form (Avro 1.12, "Binary Encoding").
public enum AvroDecoder {
    /// What a message may cost before it is refused.
    public struct Limits: Sendable {
        /// Values inside one another, at most; the recursion ends here, well within a thread of 1 MiB.
        public var depth: Int
        /// Values beyond one a byte, at most: nulls and empty records take no bytes, so a short message may claim billions.
        public var valuesBeyondBytes: Int

        public init(depth: Int = 64, valuesBeyondBytes: Int = 1_000_000) {
            self.depth = depth
            self.valuesBeyondBytes = valuesBeyondBytes
        }
    }

    /// The one value that the bytes hold.
    ///
    /// - Parameters:
    ///   - bytes: The whole value and nothing behind it.
    ///   - schema: The schema it was written with.
    ///   - reader: The schema it is wanted in, when that is another; see ``AvroValue/resolved(to:)``.
    /// - Throws: ``AvroError``, naming rule, field and byte.
    public static func decode(
        _ bytes: [UInt8], schema: AvroSchema, reader: AvroSchema? = nil, limits: Limits = Limits()
    ) throws(AvroError) -> AvroValue {
        try decode(bytes[...], schema: schema, reader: reader, limits: limits)
    }

    /// The one value that a slice holds; see ``decode(_:schema:reader:limits:)-([UInt8],_,_,_)``. Offsets in errors count
    /// from the start of the slice.
    public static func decode(
        _ bytes: ArraySlice<UInt8>, schema: AvroSchema, reader: AvroSchema? = nil, limits: Limits = Limits()
    ) throws(AvroError) -> AvroValue {
        let result = bytes.withUnsafeBufferPointer { buffer in
            Result { () throws(AvroError) in
                var decoder = BinaryReader(buffer, nodes: schema.nodes, limits: limits)
                let value = try decoder.value(schema.root, depth: 0)
                try decoder.finish()
                return value
            }
        }
        let value = try result.get()
        guard let reader else { return value }
        return try value.resolved(to: reader)
    }
}

private struct BinaryReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let nodes: [AvroNode]
    private let maximumDepth: Int
    private var index = 0
    private var valuesLeft: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>, nodes: [AvroNode], limits: AvroDecoder.Limits) {
        self.bytes = bytes
        self.nodes = nodes
        maximumDepth = limits.depth
        valuesLeft = bytes.count &+ max(0, min(limits.valuesBeyondBytes, 1 << 40))
    }

    private var remaining: Int { bytes.count &- index }

    private func fail(_ code: AvroError.Code, at offset: Int? = nil, _ message: String) -> AvroError {
        AvroError(code, offset: offset ?? index, message)
    }

    func finish() throws(AvroError) {
        guard remaining == 0 else { throw fail(.trailingBytes, "\(remaining) bytes follow the value") }
    }

    mutating func value(_ type: Int, depth: Int) throws(AvroError) -> AvroValue {
        guard depth <= maximumDepth else { throw fail(.tooDeep, "values are nested deeper than \(maximumDepth)") }
        valuesLeft &-= 1
        guard valuesLeft >= 0 else { throw fail(.tooManyValues, "the message claims more values than it may hold") }
        switch nodes[type] {
        case .null: return .null
        case .boolean: return .bool(try boolean())
        case .int: return .int(try int())
        case .long: return .long(try long())
        case .float: return .float(Float(bitPattern: UInt32(truncatingIfNeeded: try littleEndian(4))))
        case .double: return .double(Double(bitPattern: try littleEndian(8)))
        case .bytes: return .bytes(Array(try take(try length())))
        case .string: return .string(try string())
        case .fixed(_, let size): return .fixed(Array(try take(size)))
        case .enumeration(let name, let symbols):
            let start = index
            let position = try int()
            guard position >= 0, Int(position) < symbols.count else {
                throw fail(.invalidValue, at: start, "enum \(name) has no symbol \(position)")
            }
            return .enumeration(symbols[Int(position)])
        case .array(let items): return .array(try array(items, depth: depth))
        case .map(let values): return .map(try map(values, depth: depth))
        case .union(let union):
            let start = index
            let branch = try long()
            if branch == Int64(union.nullBranch), let null = union.null { return null }
            guard branch >= 0, branch < Int64(union.branches.count) else {
                throw fail(.invalidValue, at: start, "the union has no branch \(branch)")
            }
            let position = Int(branch)
            let value = try value(union.branches[position], depth: depth &+ 1)
            return .union(branch: position, name: union.names[position], value: value)
        case .record(let record):
            var values: [AvroValue] = []
            values.reserveCapacity(record.types.count)
            for position in 0..<record.types.count {
                do throws(AvroError) {
                    values.append(try value(record.types[position], depth: depth &+ 1))
                } catch { throw error.inside(record.shape.fieldNames[position]) }
            }
            return .record(AvroRecord(shape: record.shape, values: values))
        }
    }

    /// One block after another until an empty one; a negative count is followed by the block's size in bytes.
    private mutating func blockCount() throws(AvroError) -> Int {
        let start = index
        let count = try long()
        var items = count.magnitude
        if count < 0 {
            let size = try long()
            guard size >= 0, size <= Int64(remaining) else {
                throw fail(.truncated, at: start, "a block of \(size) bytes is longer than the message")
            }
        }
        guard items <= UInt64(max(0, valuesLeft)) else {
            throw fail(.tooManyValues, at: start, "a block claims \(items) items, more than the message may hold")
        }
        items = min(items, UInt64(Int.max))
        return Int(items)
    }

    private mutating func array(_ items: Int, depth: Int) throws(AvroError) -> [AvroValue] {
        var elements: [AvroValue] = []
        while true {
            let count = try blockCount()
            guard count > 0 else { return elements }
            elements.reserveCapacity(elements.count &+ min(count, remaining))
            for _ in 0..<count {
                do throws(AvroError) {
                    elements.append(try value(items, depth: depth &+ 1))
                } catch { throw error.inside("[\(elements.count)]") }
            }
        }
    }

    private mutating func map(_ values: Int, depth: Int) throws(AvroError) -> [AvroValue.Entry] {
        var entries: [AvroValue.Entry] = []
        // A short map is searched; a long one is hashed, so that hostile width stays linear.
        var places: [String: Int] = [:]
        while true {
            let count = try blockCount()
            guard count > 0 else { return entries }
            for _ in 0..<count {
                let key = try string()
                let value: AvroValue
                do throws(AvroError) { value = try self.value(values, depth: depth &+ 1) } catch {
                    throw error.inside("[\"\(key)\"]")
                }
                if entries.count == 16, places.isEmpty {
                    for (place, entry) in entries.enumerated() { places[entry.key] = place }
                }
                let place = entries.count < 16 ? entries.firstIndex { $0.key == key } : places[key]
                if let place {
                    entries[place].value = value
                } else {
                    if entries.count >= 16 { places[key] = entries.count }
                    entries.append(.init(key, value))
                }
            }
        }
    }
}

extension BinaryReader {
    private mutating func boolean() throws(AvroError) -> Bool {
        guard remaining > 0 else { throw end() }
        let byte = bytes[index]
        guard byte <= 1 else { throw fail(.invalidValue, "a boolean is \(byte), not 0 or 1") }
        index &+= 1
        return byte == 1
    }

    private mutating func int() throws(AvroError) -> Int32 {
        let start = index
        let value = try long()
        guard let small = Int32(exactly: value) else {
            throw fail(.invalidValue, at: start, "an int is \(value), beyond 32 bits")
        }
        return small
    }

    private mutating func long() throws(AvroError) -> Int64 {
        let start = index
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            guard index < bytes.count else { throw end() }
            let byte = bytes[index]
            // The tenth byte holds bit 63 alone.
            guard shift < 63 || byte <= 1 else {
                throw fail(.invalidValue, at: start, "an integer is longer than 64 bits")
            }
            index &+= 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { break }
            shift &+= 7
        }
        return Int64(bitPattern: value >> 1) ^ (0 &- Int64(bitPattern: value & 1))
    }

    private mutating func littleEndian(_ count: Int) throws(AvroError) -> UInt64 {
        let part = try take(count)
        var value: UInt64 = 0
        for byte in part.reversed() { value = value << 8 | UInt64(byte) }
        return value
    }

    private mutating func length() throws(AvroError) -> Int {
        let start = index
        let length = try long()
        guard length >= 0 else { throw fail(.invalidValue, at: start, "a length is \(length)") }
        guard length <= Int64(remaining) else {
            throw fail(.truncated, at: start, "a length of \(length) is beyond the \(remaining) bytes that remain")
        }
        return Int(length)
    }

    private mutating func take(_ count: Int) throws(AvroError) -> UnsafeBufferPointer<UInt8> {
        guard count <= remaining else { throw end() }
        let part = UnsafeBufferPointer(rebasing: bytes[index..<index &+ count])
        index &+= count
        return part
    }

    private mutating func string() throws(AvroError) -> String {
        let start = index
        guard let text = String(validating: try take(try length()), as: UTF8.self) else {
            throw fail(.invalidUTF8, at: start, "a string is not UTF-8")
        }
        return text
    }

    private func end() -> AvroError { fail(.truncated, at: bytes.count, "the message ends inside a value") }
}
