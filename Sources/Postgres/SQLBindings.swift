#if canImport(Glibc)
import Glibc
#endif

/// The parameters of one statement: their types and one buffer with all binary values, as libpq takes them.
///
/// Made by ``SQL``; only the conformances of ``SQLValue`` write into it.
public struct SQLBindings: Sendable {
    private(set) var types: [UInt32] = []
    /// Where each value starts in `buffer`.
    private var starts: [Int] = []
    /// Bytes of each value; -1 is NULL.
    private var lengths: [Int] = []
    private var buffer: [UInt8] = []
    /// Why these values cannot be sent, where they cannot.
    private(set) var refusal: String?

    /// How many values there are.
    var count: Int { types.count }

    init() {}

    /// Adds one value whose bytes `encode` appends.
    mutating func add(type: UInt32, _ encode: (inout SQLBindings) -> Void) {
        if buffer.isEmpty { reserveFirstByte() }
        let start = buffer.count
        encode(&self)
        types.append(type)
        starts.append(start)
        lengths.append(buffer.count - start)
        if buffer.count > 1 << 30 { refuse("parameters of more than 1 GiB") }
    }

    /// Adds one NULL.
    mutating func addNull(type: UInt32) {
        types.append(type)
        starts.append(0)
        lengths.append(-1)
    }

    /// Adds one array of a single dimension (`array_recv` in PostgreSQL's `arrayfuncs.c`); `elements` appends `count`
    /// elements.
    mutating func addArray(
        type: UInt32, elementType: UInt32, count: Int, hasNulls: Bool, _ elements: (inout SQLBindings) -> Void
    ) {
        add(type: type) { bindings in
            bindings.append(bigEndian: Int32(count == 0 ? 0 : 1))
            bindings.append(bigEndian: Int32(hasNulls ? 1 : 0))
            bindings.append(bigEndian: elementType)
            guard count > 0 else { return }
            bindings.append(bigEndian: Int32(truncatingIfNeeded: count))
            bindings.append(bigEndian: Int32(1))
            elements(&bindings)
        }
    }

    /// Adds an element of an array: its length, then what `encode` appends.
    mutating func appendElement(_ encode: (inout SQLBindings) -> Void) {
        let place = buffer.count
        append(bigEndian: Int32(0))
        encode(&self)
        // A total over 1 GiB is refused before it is sent, so a cut length here is never seen by a server.
        let length = UInt32(truncatingIfNeeded: buffer.count - place - 4)
        buffer[place] = UInt8(truncatingIfNeeded: length >> 24)
        buffer[place + 1] = UInt8(truncatingIfNeeded: length >> 16)
        buffer[place + 2] = UInt8(truncatingIfNeeded: length >> 8)
        buffer[place + 3] = UInt8(truncatingIfNeeded: length)
    }

    /// Adds a NULL element of an array.
    mutating func appendNullElement() { append(bigEndian: Int32(-1)) }

    mutating func append<Value: FixedWidthInteger>(bigEndian value: Value) {
        withUnsafeBytes(of: value.bigEndian) { buffer.append(contentsOf: $0) }
    }

    mutating func append(bytes: [UInt8]) { buffer.append(contentsOf: bytes) }

    mutating func append(text: String) {
        let start = buffer.count
        buffer.append(contentsOf: text.utf8)
        let hasNUL = buffer.withUnsafeBytes { bytes -> Bool in
            guard let base = bytes.baseAddress, bytes.count > start else { return false }
            return memchr(base + start, 0, bytes.count - start) != nil
        }
        if hasNUL { refuse("a text with the character U+0000, which PostgreSQL cannot store") }
    }

    /// Adds all values of `other` behind these.
    mutating func append(_ other: SQLBindings) {
        if buffer.isEmpty { reserveFirstByte() }
        let shift = buffer.count
        types += other.types
        starts += other.starts.map { $0 + shift }
        lengths += other.lengths
        buffer += other.buffer
        if let refusal = other.refusal { refuse(refusal) }
    }

    /// Calls `body` with the four arrays of `PQexecPrepared`; the pointers end with the call.
    func withLibPQ<Result>(
        _ body: (
            Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
        ) -> Result
    ) -> Result {
        if types.isEmpty { return body(0, nil, nil, nil) }
        return buffer.withUnsafeBytes { bytes in
            let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            let values = zip(starts, lengths).map { start, length in length < 0 ? nil : base.map { $0 + start } }
            let sizes = lengths.map { Int32(truncatingIfNeeded: max(0, $0)) }
            let formats = [Int32](repeating: 1, count: count)
            return body(Int32(truncatingIfNeeded: count), values, sizes, formats)
        }
    }

    /// libpq takes a null pointer for NULL, so even an empty value needs a place to point at.
    private mutating func reserveFirstByte() { buffer.append(0) }

    private mutating func refuse(_ reason: String) { refusal = refusal ?? reason }
}
