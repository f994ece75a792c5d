import Avro
import Basics
import TestSupport
import Testing

@Suite("Avro against fastavro")
struct VectorTests {
    struct Vector {
        var schema: AvroSchema
        var bytes: [UInt8]
        var json: JSON
    }

    static func all() throws -> [Vector] {
        try (JSON.parse(vectors).arrayValue ?? []).map { entry in
            let digits = Array(try #require(entry["hex"]?.stringValue))
            let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
                UInt8(String(digits[$0...($0 + 1)]), radix: 16)
            }
            return Vector(
                schema: try AvroSchema.parse(try #require(entry["schema"]?.stringValue)), bytes: bytes,
                json: try JSON.parse(try #require(entry["json"]?.stringValue)))
        }
    }

    @Test("Every vector decodes to the same JSON and encodes to the same bytes")
    func agreement() throws {
        let vectors = try Self.all()
        #expect(vectors.count >= 100)
        for vector in vectors {
            let value = try AvroDecoder.decode(vector.bytes, schema: vector.schema)
            let json = value.json { $0 }
            #expect(json.contentDigest == vector.json.contentDigest, "\(json.text) is not \(vector.json.text)")
            #expect(try AvroEncoder.encode(value, schema: vector.schema) == vector.bytes)
        }
    }

    @Test("A message cut at any byte is refused, and so is one byte more")
    func truncation() throws {
        for vector in try Self.all() {
            for length in 0..<vector.bytes.count {
                #expect(throws: AvroError.self) {
                    try AvroDecoder.decode(vector.bytes[..<length], schema: vector.schema)
                }
            }
            let error = thrown(AvroError.self) {
                try AvroDecoder.decode(vector.bytes + [0], schema: vector.schema)
            }
            #expect(error?.code == .trailingBytes)
        }
    }

    @Test("100,000 mutated messages are decoded or refused, never fatal")
    func mutations() throws {
        let vectors = try Self.all().filter { !$0.bytes.isEmpty }
        let limits = AvroDecoder.Limits(depth: 64, valuesBeyondBytes: 10_000)
        var random = SystemRandomNumberGenerator()
        var decoded = 0
        var refused = 0
        for round in 0..<100_000 {
            let vector = vectors[round % vectors.count]
            var bytes = vector.bytes
            for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<5, using: &random) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                case 2: bytes.remove(at: index)
                case 3: bytes.insert(0xFF, at: index)
                default: bytes.replaceSubrange(index..., with: [UInt8](repeating: 0xFF, count: 9) + [1])
                }
            }
            do {
                let value = try AvroDecoder.decode(bytes, schema: vector.schema, limits: limits)
                decoded += 1
                if round % 10 == 0 { _ = try AvroEncoder.encode(value, schema: vector.schema) }
            } catch { refused += 1 }
        }
        #expect(decoded > 1000)
        #expect(refused > 1000)
    }
}
