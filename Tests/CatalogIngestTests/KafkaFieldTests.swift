import Basics
import Testing

@testable import CatalogIngest

/// Against what DataHub 1.7's own converters made of the same schemas (`recordings/datahub-schema-fields.json`).
@Suite("Fields of registered schemas, beside those of DataHub's converters")
struct KafkaFieldTests {
    private static func fields(of schema: JSON) throws -> [SchemaFieldValue] {
        let registered = RegisteredSchema(
            subject: "s", version: 1, text: schema["schema"]?.stringValue ?? "",
            type: schema["language"]?.stringValue ?? "")
        let (side, warnings) = try ResolvedSchema(schema: registered).side(isKey: schema["key"]?.boolValue ?? false)
        #expect(warnings.isEmpty, "\(warnings)")
        return side.fields
    }

    @Test("Paths, types, nullability, marks and properties are DataHub's, in its order")
    func vectors() throws {
        let vectors = try #require(try TestFiles.json("recordings/datahub-schema-fields.json").arrayValue)
        #expect(vectors.count >= 15)
        for vector in vectors {
            let name = vector["name"]?.stringValue ?? ""
            let expected = vector["fields"]?.arrayValue ?? []
            let found = try Self.fields(of: vector).map(\.json)
            #expect(
                found.map { $0["fieldPath"]?.stringValue ?? "" } == expected.map { $0["fieldPath"]?.stringValue ?? "" },
                "\(name)")
            for (own, other) in zip(found, expected) {
                for member in ["type", "nullable", "isPartOfKey", "jsonProps", "globalTags"] {
                    // Differences: DataHub's converter of Protobuf forgets that a schema is a key's, and its Kafka source, not
                    // the converter asked here, makes tags of an Avro field's `tags`.
                    if member == "isPartOfKey", vector["language"] == "PROTOBUF" { continue }
                    if member == "globalTags", other[member] == nil { continue }
                    #expect(
                        (own[member] ?? .null).contentDigest == (other[member] ?? .null).contentDigest,
                        "\(name): \(own["fieldPath"]?.text ?? "") \(member): \(own[member]?.text ?? "") \(other.text)")
                }
                // Descriptions: Protobuf's comments and the text beside an enum's values are ours alone.
                if vector["language"] != "PROTOBUF", own["nativeDataType"] != "Enum" {
                    #expect(
                        own["description"]?.stringValue ?? "" == other["description"]?.stringValue ?? "",
                        "\(name): \(own.text)")
                }
                // DataHub calls an Avro field's native type by the field's own name.
                if vector["language"] != "AVRO" { #expect(own["nativeDataType"] == other["nativeDataType"], "\(name)") }
            }
        }
    }

    @Test("A record that contains itself ends at the second meeting, in each language")
    func recursion() throws {
        let avro =
            #"{"type":"record","name":"N","fields":[{"name":"v","type":"int"},{"name":"l","type":["null","N"]},{"name":"r","type":["null","N"]}]}"#
        let json =
            ##"{"title":"N","type":"object","properties":{"v":{"type":"integer"},"l":{"$ref":"#"},"r":{"$ref":"#"}}}"##
        let protobuf = #"syntax = "proto3"; message N { int32 v = 1; N l = 2; N r = 3; }"#
        for (language, text) in [("AVRO", avro), ("JSON", json), ("PROTOBUF", protobuf)] {
            let fields = try Self.fields(of: ["language": .string(language), "schema": .string(text)])
            #expect(fields.count == 3, "\(language): \(fields.map(\.path))")
            #expect(fields.filter(\.isRecursive).count == 2, "\(language)")
        }
    }

    @Test("Types that multiply end at the limit, and are said to")
    func explosion() throws {
        var fields = #"{"type":"record","name":"R0","fields":[{"name":"v","type":"int"}]}"#
        for level in 1..<20 {
            fields =
                #"{"type":"record","name":"R\#(level)","fields":[{"name":"a","type":\#(fields)},{"name":"b","type":"R\#(level - 1)"}]}"#
        }
        let schema = RegisteredSchema(subject: "s", version: 1, text: fields, type: "AVRO")
        let (side, warnings) = try ResolvedSchema(schema: schema).side(isKey: false)
        #expect(side.fields.count == SchemaFieldList.maximumFields)
        #expect(warnings.count == 1)
    }

    @Test("References are read from the schemas that the registry gives, by name")
    func references() throws {
        let money = RegisteredSchema(
            subject: "money", version: 1,
            text:
                #"{"type":"record","name":"Money","namespace":"com.shop","fields":[{"name":"amount","type":"long"}]}"#,
            type: "AVRO")
        let order = RegisteredSchema(
            subject: "o", version: 1,
            text:
                #"{"type":"record","name":"Order","namespace":"com.shop","fields":[{"name":"total","type":"Money"},{"name":"x","type":"com.gone.X"}]}"#,
            type: "AVRO")
        let (side, warnings) = try ResolvedSchema(schema: order, referenced: [("com.shop.Money", money)]).side(
            isKey: false)
        #expect(
            side.fields.map(\.path) == [
                "[version=2.0].[type=Order].[type=Money].total",
                "[version=2.0].[type=Order].[type=Money].total.[type=long].amount",
                "[version=2.0].[type=Order].[type=X].x",
            ])
        #expect(warnings == ["it refers to com.gone.X, which the registry does not give"])

        let line = RegisteredSchema(
            subject: "l", version: 1,
            text: #"{"type":"object","properties":{"total":{"$ref":"money.json"},"gone":{"$ref":"other.json#/a"}}}"#,
            type: "JSON")
        let amount = RegisteredSchema(
            subject: "m", version: 1,
            text: #"{"title":"Money","type":"object","properties":{"amount":{"type":"number"}}}"#,
            type: "JSON")
        let (json, broken) = try ResolvedSchema(schema: line, referenced: [("money.json", amount)]).side(isKey: false)
        #expect(json.fields.map(\.path).contains("[version=2.0].[type=object].[type=Money].total.[type=number].amount"))
        #expect(broken == ["it refers to other.json#/a, which the registry does not give"])

        let click = RegisteredSchema(
            subject: "c", version: 1,
            text:
                #"syntax = "proto3"; package w; import "m.proto"; message Click { shop.Money price = 1; Gone g = 2; }"#,
            type: "PROTOBUF")
        let proto = RegisteredSchema(
            subject: "p", version: 1, text: #"syntax = "proto3"; package shop; message Money { int64 amount = 1; }"#,
            type: "PROTOBUF")
        let (protobuf, gone) = try ResolvedSchema(schema: click, referenced: [("m.proto", proto)]).side(isKey: false)
        #expect(
            protobuf.fields.map(\.path).contains(
                "[version=2.0].[type=w_Click].[type=shop_Money].price.[type=long].amount"))
        #expect(gone == ["it refers to Gone, which the registry does not give"])
    }

    @Test("Texts that are no schema are refused with a reason, never with a trap")
    func nonsense() {
        let texts = [
            "", "{", "[]", "null", "5", "\"\"", #"{"type":"record"}"#, #"{"type":"record","name":"A","fields":[1]}"#,
            #"{"type":{"type":{"type":1}}}"#, String(repeating: "[", count: 5000), "message", "message A {",
            "message A { int32", "message A { map<string, > x = 1; }", "/*", "\"",
            "syntax = \"proto3\"; message \u{0} {}",
            ##"{"$ref":"#"}"##, ##"{"$ref":"#/a","a":{"$ref":"#/a"}}"##, #"{"type":["object","array","null"]}"#,
            #"{"oneOf":[]}"#,
            String(repeating: "message A {", count: 2000),
        ]
        for language in ["AVRO", "JSON", "PROTOBUF", "THRIFT"] {
            for text in texts {
                let schema = ResolvedSchema(
                    schema: RegisteredSchema(subject: "s", version: 1, text: text, type: language))
                do {
                    let (side, _) = try schema.side(isKey: false)
                    #expect(side.fields.count < 10, "\(language) \(text.prefix(40))")
                } catch { #expect(!error.description.isEmpty) }
            }
        }
    }

    @Test("What JSON messages have in common becomes a schema; anything else becomes none")
    func inference() throws {
        let messages = [
            #"{"id":1,"user":{"name":"a"},"tags":["x"],"note":null}"#, #"{"id":1.5,"user":{"name":"b","age":3}}"#,
        ]
        let side = try #require(InferredSchema(messages.map { Array($0.utf8) })).side
        let required = side.fields.map { "\($0.path) \($0.jsonProperties ?? "")" }
        #expect(
            required == [
                #"[version=2.0].[type=object].[type=number].id {"required": true}"#,
                #"[version=2.0].[type=object].[type=null].note {"required": false}"#,
                #"[version=2.0].[type=object].[type=array].tags {"required": false}"#,
                #"[version=2.0].[type=object].[type=array].tags.[type=string].string {"required": false}"#,
                #"[version=2.0].[type=object].[type=object].user {"required": true}"#,
                #"[version=2.0].[type=object].[type=object].user.[type=integer].age {"required": false}"#,
                #"[version=2.0].[type=object].[type=object].user.[type=string].name {"required": true}"#,
            ])
        #expect(InferredSchema([Array("plain".utf8)]) == nil)
        #expect(InferredSchema([]) == nil)
        #expect(InferredSchema([[0, 0, 0, 0, 1, 2]]) == nil)
    }
}
