/// A message as Confluent-style registries frame it: byte 0, the schema's id as four bytes big-endian, then the value.
public struct ConfluentFrame: Sendable, Equatable {
    public var schemaID: Int32
    /// The value in Avro's binary form.
    public var payload: ArraySlice<UInt8>

    /// The frame that a message's bytes hold; the payload shares their memory.
    ///
    /// - Throws: ``AvroError`` with code `notFramed` when the message is shorter than five bytes or begins otherwise.
    public init(_ message: [UInt8]) throws(AvroError) {
        guard let first = message.first else { throw AvroError(.notFramed, offset: 0, "the message is empty") }
        guard first == 0 else {
            throw AvroError(.notFramed, offset: 0, "the message begins with byte \(first), not with 0 and a schema id")
        }
        guard message.count >= 5 else { throw AvroError(.notFramed, offset: message.count, "the schema id is cut off") }
        let id = message[1..<5].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        schemaID = Int32(bitPattern: id)
        payload = message[5...]
    }

    /// The five bytes that go before a value.
    public static func header(schemaID: Int32) -> [UInt8] {
        let id = UInt32(bitPattern: schemaID)
        return [0] + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: id >> $0) }
    }
}
