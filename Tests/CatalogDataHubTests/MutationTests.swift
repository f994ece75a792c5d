import Basics
import CatalogTestKit
import Testing

@Suite("DataHub damaged requests")
struct MutationTests {
    private static let junk: [JSON] = [
        .null, true, 0, -1, .int(.max), .int(.min), .number("1e400"), .number("1e-400"), .number("0.5"), "", "x",
        "urn:li:", "urn:li:dataset:(a", "urn:li:corpuser:\u{241F}", "{", "[]", "\u{7F}", "\u{FFFF}", [], [[]], [:],
        ["": ""], ["com.linkedin.common.Status": ["removed": false]], ["or": [["and": [7]]]],
        .string(String(repeating: "x", count: 9000)), .string(String(repeating: "(", count: 3000)),
        .string(String(repeating: "[", count: 3000)),
    ]

    /// Replaces, removes, doubles or renames one part somewhere below.
    private func damaged(_ json: JSON, _ random: inout SeededGenerator, depth: Int = 0) -> JSON {
        let replaceHere = Int.random(in: 0..<6, using: &random) == 0
        switch json {
        case .object(var object) where !object.isEmpty && !replaceHere:
            let index = Int.random(in: 0..<object.count, using: &random)
            switch Int.random(in: 0..<8, using: &random) {
            case 0: object.members.remove(at: index)
            case 1: object.members[index].name += "x"
            case 2: object.members.insert(.init("extra", .string("y")), at: index)
            default: object.members[index].value = damaged(object.members[index].value, &random, depth: depth + 1)
            }
            return .object(object)
        case .array(var array) where !array.isEmpty && !replaceHere:
            let index = Int.random(in: 0..<array.count, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: array.remove(at: index)
            case 1: array.append(array[index])
            default: array[index] = damaged(array[index], &random, depth: depth + 1)
            }
            return .array(array)
        case .string(let text) where !replaceHere:
            // An aspect travels as JSON text: damage what it says, not only the text.
            if let inner = try? JSON.parse(text), inner.objectValue != nil {
                return .string(damaged(inner, &random, depth: depth + 1).text)
            }
            return Self.junk.randomElement(using: &random) ?? .null
        default:
            return Self.junk.randomElement(using: &random) ?? .null
        }
    }

    /// Changes, removes, repeats or inserts some bytes.
    private func damaged(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            guard !bytes.isEmpty else { break }
            let index = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.remove(at: index)
            case 2: bytes.removeSubrange(index...)
            case 3:
                bytes.insert(contentsOf: Array(#"\u0000\ud800{[""#.utf8).shuffled(using: &random).prefix(3), at: index)
            default: bytes.insert(contentsOf: bytes[index..<min(index + 40, bytes.count)], at: index)
            }
        }
        return bytes
    }

    @Test("No damaged request is a 5xx, and a refusal says why", arguments: Samples.requests.indices)
    func bodies(kind: Int) async throws {
        let surface = Surface()
        let (target, body) = Samples.requests[kind]
        #expect(await surface.post(target, body).status == 200)
        var random = SeededGenerator(seed: UInt64(kind))
        var refused = 0
        for number in 0..<600 {
            let bytes: [UInt8] =
                if number.isMultiple(of: 3) { damaged(body.bytes, &random) } else { damaged(body, &random).bytes }
            let answer = await surface.post(target, bytes: bytes)
            let shown = String(decoding: bytes.prefix(2000), as: UTF8.self)
            #expect(answer.status == 200 || (400...422).contains(answer.status), "case \(number): \(shown)")
            if answer.status != 200 {
                refused += 1
                #expect(!answer.message.isEmpty, "case \(number): \(shown)")
            }
        }
        #expect(refused > 100)
    }

    @Test("No damaged target is a 5xx")
    func targets() async {
        let surface = Surface()
        let targets = [
            "/aspects/\(Samples.encodedTable)?aspect=status&version=0",
            "/entitiesV2/\(Samples.encodedTable)?aspects=List(status,ownership)",
            "/entitiesV2?ids=List(\(Samples.encodedTable),urn%3Ali%3Atag%3Ax)",
            "/schema-registry/api/subjects/MetadataChangeProposal_v1-value/versions/latest",
            "/schema-registry/api/schemas/ids/16",
        ]
        var random = SeededGenerator(seed: 99)
        for number in 0..<1500 {
            let target = targets[number % targets.count]
            let printable = damaged(Array(target.utf8), &random).map { $0 < 0x21 || $0 > 0x7E ? $0 % 94 + 33 : $0 }
            let damagedTarget = "/" + String(decoding: printable, as: UTF8.self)
            #expect(await surface.get(damagedTarget).status < 500, "case \(number): \(damagedTarget)")
        }
    }
}
