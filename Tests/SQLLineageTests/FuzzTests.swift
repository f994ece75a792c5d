import Foundation
import SQLLineage
import Testing

/// `CATALOG_FUZZ_COUNT=1000000` runs the whole count; the smaller one keeps the ordinary run short.
private let count = ProcessInfo.processInfo.environment["CATALOG_FUZZ_COUNT"].flatMap(Int.init) ?? 3_000
private let seed = ProcessInfo.processInfo.environment["CATALOG_FUZZ_SEED"].flatMap(UInt64.init) ?? 7

@Suite("Mutated SQL")
struct FuzzTests {
    @Test("no mutation of a statement traps, hangs, or points outside of its text")
    func mutations() throws {
        let cases = try Expected.all() + Reference.all()
        let total = count
        let (slowest, _) = onSmallStack {
            var random = Random(state: seed)
            let pieces = cases.flatMap { Mutation.pieces($0.text) }
            var slowest = (time: Duration.zero, text: "")
            let clock = ContinuousClock()
            for _ in 0..<total {
                let one = cases[random.below(cases.count)]
                let text = Mutation.mutate(one.text, pieces, &random)
                let dialect = SQLDialect.allCases[random.below(SQLDialect.allCases.count)]
                let took = clock.measure {
                    let script = SQLLineage.analyze(
                        text, dialect: dialect, schemas: one.schemas, defaultCatalog: one.catalog,
                        defaultSchema: one.schema)
                    check(script, text)
                    _ = SQLStatementFingerprint(of: text, dialect: dialect)
                }
                if took > slowest.time { slowest = (took, text) }
            }
            return slowest
        }
        print("SQL fuzz: \(total) texts, the slowest took \(slowest.time)")
        #expect(slowest.time < .seconds(10), "\(slowest.text)")
    }
}

private func check(_ script: SQLScript, _ text: String) {
    let length = text.utf8.count
    for statement in script.statements {
        #expect(statement.range.lowerBound < statement.range.upperBound && statement.range.upperBound <= length)
        #expect((0...1).contains(statement.confidence))
        #expect(statement.confidence == 1 || !statement.reasons.isEmpty)
        for reason in statement.reasons { #expect(reason.offset <= length && reason.line >= 1 && reason.column >= 1) }
        for column in statement.columns where column.table != nil {
            #expect(column.table.map(statement.targets.contains) == true)
        }
    }
}

private enum Mutation {
    /// Words and signs of a text, to be put where they do not belong.
    static func pieces(_ text: String) -> [String] {
        text.split(separator: " ").map { " \($0) " }
    }

    static func mutate(_ text: String, _ pieces: [String], _ random: inout Random) -> String {
        var bytes = Array(text.utf8)
        for _ in 0...random.below(4) {
            let place = random.below(bytes.count + 1)
            switch random.below(7) {
            case 0 where place < bytes.count: bytes[place] = UInt8(random.below(256))
            case 1: bytes.insert(contentsOf: pieces[random.below(pieces.count)].utf8, at: place)
            case 2: bytes.removeSubrange(place..<min(bytes.count, place + random.below(20)))
            case 3: bytes.removeSubrange(place...)
            case 4:
                let end = min(bytes.count, place + random.below(40))
                bytes.insert(contentsOf: bytes[place..<end], at: random.below(bytes.count + 1))
            case 5:
                let signs = Array("()[]{},.;'\"`*:$@?-/<>=|\\\n".utf8)
                bytes.insert(signs[random.below(signs.count)], at: place)
            default:
                let sign = Array("([,'(".utf8)[random.below(5)]
                bytes.insert(contentsOf: [UInt8](repeating: sign, count: random.below(200)), at: place)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// SplitMix64: the same texts for the same seed.
private struct Random {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        z ^= z >> 31
        return bound > 0 ? Int(z % UInt64(bound)) : 0
    }
}
