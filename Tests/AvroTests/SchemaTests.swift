import Avro
import Basics
import TestSupport
import Testing

@Suite("Avro schemas and resolution")
struct SchemaTests {
    @Test(
        "Unusable schemas are refused with a reason",
        arguments: [
            ("{", "the schema is not JSON"), ("1", "a type is a number"), ("\"Missing\"", "not defined before its use"),
            (#"{"name": "x"}"#, "no member \"type\""), (#"{"type": "record", "fields": []}"#, "no member \"name\""),
            (#"{"type": "record", "name": "R"}"#, "has no fields"), (#"[["null"]]"#, "directly contains a union"),
            (#"["int", "int"]"#, "contains \"int\" twice"), (#"{"type": "array"}"#, "no member \"items\""),
            (#"{"type": "enum", "name": "E", "symbols": ["A", "A"]}"#, "has a symbol twice"),
            (#"{"type": "fixed", "name": "F", "size": -1}"#, "no usable size"),
            (#"{"type": "record", "name": "long", "fields": []}"#, "name of a primitive type"),
            (
                #"[{"type": "fixed", "name": "F", "size": 1}, {"type": "fixed", "name": "F", "size": 1}]"#,
                "defined twice"
            ),
            (#"{"type": "record", "name": "R", "fields": [{"name": "a", "type": "X"}]}"#, "a: type \"X\""),
        ])
    func refusals(_ schema: String, _ reason: String) {
        let error = thrown(AvroError.self) { try AvroSchema.parse(schema) }
        #expect(error?.code == .invalidSchema)
        #expect(error?.description.contains(reason) == true, "\(error.map(String.init(describing:)) ?? "")")
    }

    @Test("Names are found in their own, the enclosing and no namespace")
    func namespaces() throws {
        let schema = try AvroSchema.parse(
            #"""
            {"type": "record", "name": "a.b.R", "namespace": "ignored", "fields": [
              {"name": "e", "type": {"type": "enum", "name": "E", "symbols": ["X"]}},
              {"name": "r", "type": {"type": "record", "name": "c.S", "fields": [
                {"name": "e", "type": "a.b.E"}, {"name": "s", "type": ["null", "S", "a.b.R"]}]}},
              {"name": "again", "type": ["null", "E"]}, {"name": "t", "type": {"type": "string", "logicalType": "uuid"}}]}
            """#)
        #expect(schema.name == "a.b.R")
        #expect(schema.fieldNames == ["e", "r", "again", "t"])
        let value = try AvroDecoder.decode([0, 0, 0, 2, 0, 2, 0x78], schema: schema)
        #expect(value.json { $0 } == ["e": "X", "r": ["e": "X", "s": nil], "again": ["a.b.E": "X"], "t": "x"])
    }

    private let writer = #"""
        {"type": "record", "name": "old.R", "fields": [{"name": "gone", "type": "string"}, {"name": "n", "type": "int"},
        {"name": "inner", "type": ["null", {"type": "record", "name": "old.I", "fields": [{"name": "x", "type": "bytes"}]}]}]}
        """#

    @Test("A writer's record is read in a later shape: by name, widened, with defaults, across namespaces")
    func resolution() throws {
        let reader = try AvroSchema.parse(
            #"""
            {"type": "record", "name": "fresh.R", "fields": [
            {"name": "inner", "type": ["null", {"type": "record", "name": "fresh.I", "fields": [
              {"name": "x", "type": "string"}, {"name": "y", "type": ["string", "null"], "default": "why"}]}]},
            {"name": "n", "type": ["null", "double"]}, {"name": "m", "type": {"type": "map", "values": "long"}, "default": {"a": 1}},
            {"name": "b", "type": "bytes", "default": "\u00ff"}, {"name": "opt", "type": ["null", "string"], "default": null}]}
            """#)
        let schema = try AvroSchema.parse(writer)
        let bytes: [UInt8] = [2, 97, 14, 2, 2, 98]
        let value = try AvroDecoder.decode(bytes, schema: schema, reader: reader)
        let expected: JSON = [
            "inner": ["x": "b", "y": "why"], "n": .number("7.0"), "m": ["a": 1], "b": "ÿ", "opt": nil,
        ]
        #expect(value.json() == expected)
        #expect(try value.resolved(to: reader) == value)
    }

    @Test("What cannot be resolved is refused with the field's path")
    func mismatches() throws {
        let value = try AvroDecoder.decode([2, 97, 14, 0], schema: AvroSchema.parse(writer))
        func message(_ fields: String) throws -> String? {
            let reader = try AvroSchema.parse(#"{"type": "record", "name": "R", "fields": [\#(fields)]}"#)
            do { _ = try value.resolved(to: reader) } catch { return error.description }
            return nil
        }
        #expect(try message(#"{"name": "n", "type": "long"}"#) == nil)
        #expect(try message(#"{"name": "z", "type": "int"}"#) == "z: the field is missing and has no default")
        #expect(try message(#"{"name": "n", "type": "string"}"#) == "n: a value of type int does not fit string")
        #expect(
            try message(#"{"name": "n", "type": ["null"]}"#) == "n: a value of type int fits no branch of the union")
        #expect(try message(#"{"name": "z", "type": "int", "default": "x"}"#) == "z: the default is no int")
        #expect(try message(#"{"name": "z", "type": "int", "default": 3000000000}"#) == "z: the default is no int")
        let endless = #"{"name": "z", "type": "R", "default": {}}"#
        #expect(try message(endless)?.hasSuffix("a default contains itself") == true)
    }

    @Test("A record is encoded from what one has: bare union values and fields left out")
    func encoding() throws {
        let schema = try AvroSchema.parse(
            #"""
            {"type": "record", "name": "R", "fields": [{"name": "a", "type": ["null", "string"], "default": null},
            {"name": "n", "type": "long", "default": -1}, {"name": "f", "type": {"type": "fixed", "name": "F", "size": 2}}]}
            """#)
        let bytes = try AvroEncoder.encode(
            .record(AvroRecord([("f", .fixed([0, 7])), ("a", .string("hé"))])), schema: schema)
        #expect(bytes == [2, 6, 0x68, 0xC3, 0xA9, 1, 0, 7])
        #expect(try AvroDecoder.decode(bytes, schema: schema)["a"]?.stringValue == "hé")
        for (value, reason) in [
            (AvroValue.record(AvroRecord([("f", .fixed([0]))])), "f: fixed F takes 2 bytes, not 1"),
            (.record(AvroRecord([])), "f: the field is missing and has no default"),
            (
                .record(AvroRecord([("f", .fixed([0, 0])), ("a", .bool(true))])),
                "a: a value of type boolean fits no branch of the union"
            ),
            (.string("x"), "a value of type string does not fit R"),
        ] {
            let error = thrown(AvroError.self) { try AvroEncoder.encode(value, schema: schema) }
            #expect(error?.description == reason)
        }
    }

    @Test("The deepest value allowed is decoded, resolved, encoded and turned to JSON on a thread of 1 MiB")
    func stack() async throws {
        let list = try AvroSchema.parse(
            #"{"type": "record", "name": "L", "fields": [{"name": "next", "type": ["null", "L"]}]}"#)
        let bytes = [UInt8](repeating: 2, count: 31) + [0]
        let text = try await withCheckedThrowingContinuation { continuation in
            startThread(name: "avro", stackSize: 1 << 20) {
                continuation.resume(
                    with: Result {
                        let value = try AvroDecoder.decode(bytes, schema: list, reader: list)
                        let again = try AvroEncoder.encode(value, schema: list)
                        return again == bytes ? value.json { $0 }.text : ""
                    })
            }
        }
        #expect(text.hasPrefix(#"{"next":{"L":{"next":{"L":"#))
    }

    @Test("An annotated schema of 440 KB with 400 records is parsed in seconds even on a slow machine")
    func largeSchema() throws {
        let note = String(repeating: "an annotation that means nothing here, ", count: 12)
        var snapshots: [String] = []
        for record in 0..<400 {
            let fields = (0..<4).map {
                #"{"name": "f\#($0)", "type": ["null", "string"], "default": null, "doc": "\#(note)", "Searchable": {"/*": {"fieldType": "URN"}}}"#
            }
            snapshots.append(
                #"{"type": "record", "name": "R\#(record)", "namespace": "com.example", "fields": [\#(fields.joined(separator: ","))]}"#
            )
        }
        let text =
            #"{"type": "record", "name": "Event", "fields": [{"name": "s", "type": [\#(snapshots.joined(separator: ","))]}]}"#
        #expect(text.utf8.count > 440_000)
        let start = ContinuousClock.now
        let schema = try AvroSchema.parse(text)
        #expect(ContinuousClock.now - start < .seconds(10))
        let value = try AvroDecoder.decode([0xBE, 0x05, 0, 2, 2, 97, 0, 0], schema: schema)
        #expect(value["s"]?.recordValue?.name == "com.example.R351")
    }
}
