import Basics
import TestSupport
import Testing
import YAML

@Suite("YAML")
struct YAMLTests {
    @Test(
        "Plain scalars follow the YAML 1.2 core schema",
        arguments: [
            ("~", JSON.null), ("null", .null), ("NULL", .null), ("true", true), ("False", false), ("0", 0),
            ("-0", 0), ("+12", 12), ("007", 7), ("0o17", 15), ("0xFf", 255), ("9223372036854775807", .int(.max)),
            ("9223372036854775808", .number("9223372036854775808")), ("1.50", .number("1.50")), (".5", .number("0.5")),
            ("-01.", .number("-1.0")), ("1E+3", .number("1e3")), ("2e-07", .number("2e-07")), ("no", "no"),
            ("on", "on"),
            ("12:30", "12:30"), ("1_000", "1_000"), ("0x", "0x"), ("0o8", "0o8"), ("0x-1", "0x-1"), (".", "."),
            ("-", "-"), ("1e", "1e"), ("+", "+"), (".inf", ".inf"), (".nan", ".nan"), ("2026-11-24", "2026-11-24"),
        ])
    func plainScalars(_ text: String, _ expected: JSON) throws {
        let node = try YAML.parse("value: [\(text == "-" ? "\"-\"" : text)]")
        #expect(node["value"]?.elements?.first?.json == expected)
    }

    @Test("Everything quoted stays a string, and resolved numbers are numbers that the JSON parser accepts")
    func quoted() throws {
        let node = try YAML.parse("a: '1'\nb: \"true\"\nc: |\n  12\nd: !!str 7\ne: ! 8\nf:\n")
        #expect(node.json == ["a": "1", "b": "true", "c": "12\n", "d": "7", "e": "8", "f": nil])
        for text in ["00.100", "-.5e+07", "1.e2", "123456789012345678901234567890"] {
            let value = try YAML.parse(text).json
            #expect(try JSON.parse(value.text) == value, "\(text)")
        }
    }

    @Test("A recipe is read in order, with line and column of keys and values")
    func recipe() throws {
        let text = """
            # a recipe
            source:
              type: trino
              config: {server: "http://localhost:8080", tables: [a, b]}
            sink: &sink
              to: http://127.0.0.1:8080
            other: *sink
            """
        let node = try YAML.parse(text)
        #expect(node.pairs?.map(\.key) == ["source", "sink", "other"])
        let config = try #require(node["source"]?["config"])
        #expect([config.line, config.column] == [4, 11])
        #expect(config["tables"]?.elements?.map(\.text) == ["a", "b"])
        #expect(config["tables"]?.elements?.last?.column == 57)
        #expect(node.pairs?.last?.line == 7)
        #expect(node["other"]?.json == ["to": "http://127.0.0.1:8080"])
        #expect(
            [config.kindName, config["tables"]?.kindName, config["server"]?.kindName] == ["mapping", "list", "string"])
        #expect(config["nothing"] == nil)
    }

    @Test(
        "Bad documents are refused with rule, line and column",
        arguments: [
            ("", YAMLError.Code.empty, 1, 1), ("# nothing\n", .empty, 2, 1),
            ("a: 1\nb: 2\na: 3\n", .duplicateKey, 3, 1),
            ("1: x\n\"1\": y", .duplicateKey, 2, 1), ("a: 1\n---\nb: 2\n", .multipleDocuments, 2, 1),
            ("a: *b", .unknownAlias, 1, 4), ("a: &a [*a]", .unknownAlias, 1, 8), ("? [a, b]\n: c", .complexKey, 1, 3),
            ("a: &k [1]\n*k : 2", .complexKey, 2, 1), ("a: !!binary aGk=", .unsupportedTag, 1, 4),
            ("a: !x [1]", .unsupportedTag, 1, 4), ("a: !!int 7", .unsupportedTag, 1, 4),
            ("a: \"\\0\"", .nulCharacter, 1, 4),
            ("a: [1, 2\nb: 3", .syntax, 2, 2), ("a:\n\t- b", .syntax, 2, 1), ("a: \"open", .syntax, 1, 9),
            ("%YAML 3.0\n--- a", .syntax, 1, 1),
        ])
    func refusals(_ text: String, _ code: YAMLError.Code, _ line: Int, _ column: Int) {
        let error = thrown(YAMLError.self) { try YAML.parse(text) }
        #expect(error?.code == code, "\(error.map(String.init(describing:)) ?? "")")
        #expect(error?.line == line)
        #expect(error?.column == column)
        #expect(error?.message.isEmpty == false)
    }

    @Test("Bytes that are not UTF-8, and UTF-16, are refused")
    func encodings() {
        for bytes: [UInt8] in [[0x61, 0x3A, 0x20, 0xFF], [0xFF, 0xFE, 0x61, 0x00], [0xC3], [0x61, 0x00]] {
            let error = thrown(YAMLError.self) { try YAML.parse(bytes) }
            #expect(error?.code == .invalidUTF8)
        }
    }

    @Test("Depth is limited for written and for aliased nesting")
    func depth() throws {
        let within = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
        #expect(try YAML.parse(within).elements?.count == 1)
        for text in [
            String(repeating: "[", count: 102) + String(repeating: "]", count: 102),
            String(repeating: "[", count: 100_000), String(repeating: "{a: ", count: 100_000),
            String(repeating: "- ", count: 100_000),
            "a: &a \(within.dropFirst(40).dropLast(40))\nb: \(String(repeating: "[", count: 60))*a",
        ] {
            let error = thrown(YAMLError.self) { try YAML.parse(text) }
            #expect(error?.code == .tooDeep)
        }
    }

    @Test("Aliases that multiply are refused before they are followed")
    func billionLaughs() {
        var text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
        for level in 1...9 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        let error = thrown(YAMLError.self) { try YAML.parse(text) }
        #expect(error?.code == .tooManyAliases)
    }

    @Test("More than 16 MiB are refused unread")
    func size() {
        let error = thrown(YAMLError.self) {
            try YAML.parse([UInt8](repeating: UInt8(ascii: "a"), count: YAML.maximumBytes + 1))
        }
        #expect(error?.code == .tooLarge)
    }

    @Test("Mutated documents are read or refused, never fatal")
    func mutations() throws {
        let seed = Array("a: &x [1, 'b', \"c\\n\"]\nd: {e: *x, f: |\n  g}\n? h\n: !!str 1\n".utf8)
        var random = SystemRandomNumberGenerator()
        var refused = 0
        for _ in 0..<20_000 {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: index)
                default: bytes.insert(seed[Int.random(in: 0..<seed.count, using: &random)], at: index)
                }
            }
            do { _ = try YAML.parse(bytes).json } catch { refused += 1 }
        }
        #expect(refused > 1000)
    }
}
