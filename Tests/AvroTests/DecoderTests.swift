import Avro
import Basics
import TestSupport
import Testing

@Suite("Avro decoder")
struct DecoderTests {
    private func code(_ schema: String, _ bytes: [UInt8]) throws -> AvroError? {
        let schema = try AvroSchema.parse(schema)
        do {
            _ = try AvroDecoder.decode(bytes, schema: schema)
            return nil
        } catch { return error }
    }

    @Test("Integers are read to their bounds and refused beyond")
    func integers() throws {
        let long = try AvroSchema.parse(#""long""#)
        let ones = [UInt8](repeating: 0xFF, count: 9)
        #expect(try AvroDecoder.decode(ones + [1], schema: long) == .long(.min))
        #expect(try AvroDecoder.decode([0xFE] + ones.dropFirst() + [1], schema: long) == .long(.max))
        #expect(try code(#""long""#, ones + [2])?.code == .invalidValue)
        #expect(try code(#""long""#, ones + [0x81, 0])?.code == .invalidValue)
        #expect(try AvroDecoder.decode([0xFF, 0xFF, 0xFF, 0xFF, 0x0F], schema: try .parse(#""int""#)) == .int(.min))
        #expect(try code(#""int""#, [0x80, 0x80, 0x80, 0x80, 0x10])?.code == .invalidValue)
        #expect(try code(#""boolean""#, [2])?.code == .invalidValue)
    }

    @Test("A hostile length or count is refused before anything is allocated")
    func lengths() throws {
        let huge: [UInt8] = [UInt8](repeating: 0xFE, count: 8) + [0x7E]
        for schema in [#""bytes""#, #""string""#] {
            #expect(try code(schema, huge + [1, 2])?.code == .truncated)
            #expect(try code(schema, [1])?.code == .invalidValue)
        }
        for schema in [#"{"type": "array", "items": "null"}"#, #"{"type": "map", "values": "null"}"#] {
            #expect(try code(schema, huge + [0])?.code == .tooManyValues)
            // The most negative count, and a block size beyond the message.
            #expect(try code(schema, [UInt8](repeating: 0xFF, count: 9) + [1, 0, 0])?.code == .tooManyValues)
            #expect(try code(schema, [1, 0x7E, 0])?.code == .truncated)
        }
        #expect(try code(#"{"type": "fixed", "name": "F", "size": 2147483647}"#, [1])?.code == .truncated)
    }

    @Test("Values that take no bytes are bounded, in one block, over many blocks and inside records")
    func zeroSize() throws {
        let nulls = #"{"type": "array", "items": {"type": "record", "name": "R", "fields": []}}"#
        let millionItems: [UInt8] = [0x80, 0x89, 0x7A]
        #expect(try code(nulls, millionItems + [0]) == nil)
        #expect(try code(nulls, millionItems + millionItems + [0])?.code == .tooManyValues)
        let fields = (0..<100).map { #"{"name": "f\#($0)", "type": "null"}"# }.joined(separator: ",")
        let wide = #"{"type": "array", "items": {"type": "record", "name": "R", "fields": [\#(fields)]}}"#
        #expect(try code(wide, millionItems + [0])?.code == .tooManyValues)
    }

    @Test("Blocks with negative counts and sizes are read; a repeated map key keeps its last value")
    func blocks() throws {
        let array = try AvroSchema.parse(#"{"type": "array", "items": "int"}"#)
        #expect(try AvroDecoder.decode([3, 4, 2, 4, 2, 6, 0], schema: array) == .array([.int(1), .int(2), .int(3)]))
        let map = try AvroSchema.parse(#"{"type": "map", "values": "int"}"#)
        #expect(try AvroDecoder.decode([4, 2, 97, 2, 2, 97, 4, 0], schema: map) == .map([.init("a", .int(2))]))
        var bytes: [UInt8] = []
        for round in 0..<2 {
            for key in 0..<40 { bytes += [2, 2, UInt8(48 + key), UInt8(round * 2)] }
        }
        let entries = try AvroDecoder.decode(bytes + [0], schema: map).entries
        #expect(entries?.count == 40)
        #expect(entries?.allSatisfy { $0.value == .int(1) } == true)
    }

    @Test("Recursion ends at the depth limit, also where a type contains nothing but itself")
    func depth() throws {
        let list = #"{"type": "record", "name": "L", "fields": [{"name": "next", "type": ["null", "L"]}]}"#
        #expect(try code(list, [UInt8](repeating: 2, count: 31) + [0]) == nil)
        #expect(try code(list, [UInt8](repeating: 2, count: 5_000) + [0])?.code == .tooDeep)
        let endless = #"{"type": "record", "name": "E", "fields": [{"name": "e", "type": "E"}]}"#
        #expect(try code(endless, [])?.code == .tooDeep)
    }

    @Test("Text that is not UTF-8, unknown symbols and unknown branches are refused with the field's path")
    func values() throws {
        let schema = #"""
            {"type": "record", "name": "R", "fields": [{"name": "tags", "type": {"type": "array", "items":
            {"type": "record", "name": "T", "fields": [{"name": "text", "type": "string"},
            {"name": "mark", "type": ["null", {"type": "enum", "name": "M", "symbols": ["A"]}]}]}}}]}
            """#
        #expect(try code(schema, [4, 2, 97, 0, 2, 98, 2, 0, 0]) == nil)
        let badText = try code(schema, [4, 2, 97, 0, 2, 0xFF, 0, 0])
        #expect(badText?.code == .invalidUTF8)
        #expect(badText?.description == "tags[1].text: a string is not UTF-8 at byte 4")
        let badSymbol = try code(schema, [2, 2, 97, 2, 2, 0])
        #expect(badSymbol?.description == "tags[0].mark: enum M has no symbol 1 at byte 4")
        #expect(try code(schema, [2, 2, 97, 4, 0])?.message == "the union has no branch 2")
        #expect(try code(schema, [2, 2, 97, 1, 0])?.code == .invalidValue)
    }

    @Test("Bytes with zeros survive, also as JSON; JSON names branches as the hook says")
    func json() throws {
        let schema = try AvroSchema.parse(
            #"{"type": "record", "name": "n.R", "fields": [{"name": "b", "type": ["null", "bytes", "n.R"]}]}"#)
        let value = try AvroDecoder.decode([4, 2, 6, 0, 0xFF, 65], schema: schema)
        #expect(value["b"]?["b"]?.bytesValue == [0, 0xFF, 65])
        #expect(value.json() == ["b": ["b": "\u{0}ÿA"]])
        let named = value.json { $0 == "n.R" ? "n.R" : nil }
        #expect(named == ["b": ["n.R": ["b": "\u{0}ÿA"]]])
        #expect(AvroValue.double(.nan).json() == .null)
    }

    @Test("A registry's frame is read and made; anything else is refused")
    func frame() throws {
        let frame = try ConfluentFrame([0, 0, 0, 1, 2, 9])
        #expect(frame.schemaID == 258)
        #expect(Array(frame.payload) == [9])
        #expect(ConfluentFrame.header(schemaID: 258) == [0, 0, 0, 1, 2])
        for id in [Int32.max, .min, -1] {
            #expect(try ConfluentFrame(ConfluentFrame.header(schemaID: id)).schemaID == id)
        }
        for bytes: [UInt8] in [[], [1, 0, 0, 0, 0], [0], [0, 0, 0, 1], Array("{}".utf8)] {
            let error = thrown(AvroError.self) { try ConfluentFrame(bytes) }
            #expect(error?.code == .notFramed)
        }
    }
}
