import Basics
import CatalogTestKit
import Testing

@testable import CatalogIngest

@Suite("Trino types")
struct TrinoTypeTests {
    @Test(
        "A plain type is read with its parameters",
        arguments: [
            ("decimal(10,2)", "decimal", [10, 2], false), ("decimal(10, 2)", "decimal", [10, 2], false),
            ("varchar", "varchar", [], false), ("varchar(20)", "varchar", [20], false),
            ("char(5)", "char", [5], false), ("timestamp(3) with time zone", "timestamp", [3], true),
            ("time(6) with time zone", "time", [6], true), ("timestamp with time zone", "timestamp", [], true),
            ("interval day to second", "interval day to second", [], false),
        ] as [(String, String, [Int], Bool)])
    func plain(text: String, name: String, parameters: [Int], zoned: Bool) {
        let reading = TrinoTypeParser.read(text)
        #expect(reading.type == .scalar(name: name, parameters: parameters, withTimeZone: zoned))
        #expect(!reading.isDoubtful)
    }

    private static let varchar = TrinoType.scalar(name: "varchar", parameters: [], withTimeZone: false)
    private static let integer = TrinoType.scalar(name: "integer", parameters: [], withTimeZone: false)

    @Test("A row of 435, without quotes, splits each field where the longest known type begins")
    func unquotedRow() {
        let reading = TrinoTypeParser.read(
            "row(street varchar, House No integer, at timestamp(6) with time zone, time time(3), every interval day to second)"
        )
        #expect(!reading.isDoubtful)
        guard case .row(let fields) = reading.type else {
            Issue.record("no row: \(reading.type)")
            return
        }
        #expect(fields.map(\.name) == ["street", "House No", "at", "time", "every"])
        #expect(fields[1].type == Self.integer)
        #expect(fields[2].type == .scalar(name: "timestamp", parameters: [6], withTimeZone: true))
        #expect(fields[4].type == .scalar(name: "interval day to second", parameters: [], withTimeZone: false))
    }

    @Test("A row of 483, with quotes, keeps blanks, quotes, commas and parentheses of names")
    func quotedRow() {
        let reading = TrinoTypeParser.read(
            #"row("a ""b"", c) d" varchar, "💡 ü" array(row("x" integer)), plain integer)"#)
        #expect(!reading.isDoubtful)
        #expect(
            reading.type
                == .row([
                    .init(name: "a \"b\", c) d", type: Self.varchar),
                    .init(name: "💡 ü", type: .array(.row([.init(name: "x", type: Self.integer)]))),
                    .init(name: "plain", type: Self.integer),
                ]))
    }

    @Test("An anonymous row names its fields by place")
    func anonymousRow() {
        let reading = TrinoTypeParser.read("row(integer, varchar)")
        #expect(!reading.isDoubtful)
        #expect(
            reading.type
                == .row([.init(name: "field0", type: Self.integer), .init(name: "field1", type: Self.varchar)]))
    }

    @Test(
        "What can be read in two ways says so",
        arguments: [
            "row(a, b integer)", "row(integer, b varchar)", "row(x sometype, y integer)",
            "row(it\"s varchar, b integer)",
        ])
    func doubtful(text: String) {
        #expect(TrinoTypeParser.read(text).isDoubtful)
    }

    @Test(
        "Unknown and broken texts stay as they are",
        arguments: ["qdigest(bigint)", "row(", "array(integer", "((((", "", "map(integer)", "decimal(x)"])
    func opaque(text: String) {
        #expect(TrinoTypeParser.read(text).type == .opaque(text))
    }

    @Test("Deep nesting ends at the limit instead of the stack")
    func deep() {
        let text = String(repeating: "array(", count: 50_000) + "integer" + String(repeating: ")", count: 50_000)
        guard case .array = TrinoTypeParser.read(text).type else {
            Issue.record("no array")
            return
        }
    }

    private static func randomType(_ generator: inout SeededGenerator, depth: Int) -> TrinoType {
        switch depth > 4 ? 0 : Int.random(in: 0..<6, using: &generator) {
        case 1: return .array(randomType(&generator, depth: depth + 1))
        case 2:
            return .map(
                key: randomType(&generator, depth: depth + 1), value: randomType(&generator, depth: depth + 1))
        case 3:
            let names = [
                "a", "House No", "with \"quotes\"", "a, b", "p(x) y", "ünïcode 表", "time", "💡", "it's", " lead",
            ]
            let count = Int.random(in: 1...4, using: &generator)
            return .row(
                (0..<count).map { _ in
                    .init(
                        name: names.randomElement(using: &generator) ?? "x",
                        type: randomType(&generator, depth: depth + 1))
                })
        default:
            let names = TrinoType.scalarNames.sorted()
            let name = names.randomElement(using: &generator) ?? "varchar"
            let parameters: [Int]
            switch name {
            case "decimal": parameters = [Int.random(in: 1...38, using: &generator), 2]
            case "varchar", "char", "time", "timestamp": parameters = [Int.random(in: 0...12, using: &generator)]
            default: parameters = []
            }
            let zoned = (name == "time" || name == "timestamp") && Bool.random(using: &generator)
            return .scalar(name: name, parameters: parameters, withTimeZone: zoned)
        }
    }

    @Test("Every type that is printed with quotes is read back the same, without doubt")
    func roundTrip() {
        var generator = SeededGenerator(seed: 42)
        for _ in 0..<3000 {
            let type = Self.randomType(&generator, depth: 0)
            let reading = TrinoTypeParser.read(type.text)
            #expect(reading == .init(type: type, isDoubtful: false), "\(type.text)")
        }
    }

    @Test("No mutation of a type's text traps the parser")
    func mutations() {
        var generator = SeededGenerator(seed: 7)
        var deepest = 0
        for _ in 0..<3000 {
            var bytes = Array(Self.randomType(&generator, depth: 0).text.utf8)
            for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                if Bool.random(using: &generator) {
                    bytes.remove(at: place)
                } else {
                    bytes[place] = Array("()\", \u{7F}x".utf8).randomElement(using: &generator) ?? 0x28
                }
            }
            let reading = TrinoTypeParser.read(String(decoding: bytes, as: UTF8.self))
            deepest = max(deepest, reading.type.text.utf8.count)
        }
        #expect(deepest > 0)
    }
}
