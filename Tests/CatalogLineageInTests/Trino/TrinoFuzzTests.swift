import Basics
import CatalogModel
import CatalogSchema
import CatalogService
import CatalogTestKit
import Foundation
import Testing

@testable import CatalogLineageIn

/// Hostile events of Trino. `CATALOG_TEST_FUZZ` sets how many are read; one of fifty goes to a store, too.
@Suite struct TrinoFuzzTests {
    private static var count: Int {
        ProcessInfo.processInfo.environment["CATALOG_TEST_FUZZ"].flatMap { Int($0) } ?? 5000
    }

    private static func events() throws -> [JSON] {
        try ["insert-select", "create-view", "select-from-view", "query-created", "failed"].map(recording)
    }

    @Test("no event ends the process or takes a second, and what is refused is named") func reading() throws {
        var generator = SeededGenerator(seed: 17)
        let events = try Self.events()
        let preparer = ProposalPreparer(model: .standard)
        let names = QueryNames(platform: "trino", env: "PROD", instance: nil)
        var taken = 0
        var refused = 0
        let start = monotonicNanoseconds()
        for round in 0..<Self.count {
            var event = events[round % events.count]
            for _ in 0..<Int.random(in: 1...3, using: &generator) { event = Self.mutated(event, &generator) }
            let begin = monotonicNanoseconds()
            do {
                if case .completed(let query) = try TrinoEvent(event), let found = try TrinoLineage(query, names: names)
                {
                    let made = TrinoProposals(
                        found, paths: TrinoFieldPaths([EntityRecord]()), stored: [:], rivals: [])
                    for proposal in made.proposals {
                        _ = preparer.prepare(proposal, actor: AuditStamp.unknownActor)
                    }
                    #expect(!made.proposals.isEmpty)
                    taken += 1
                }
            } catch {
                #expect(error.path.isEmpty || error.path.hasPrefix("/"))
                refused += 1
            }
            let spent = monotonicNanoseconds() - begin
            if spent > 1_000_000_000 { Issue.record("\(spent) ns for \(event.text.prefix(2000))") }
        }
        #expect(taken > Self.count / 20)
        #expect(refused > Self.count / 20)
        print(
            "\(Self.count) Trino events: \(taken) taken, \(refused) refused, \((monotonicNanoseconds() - start) / 1_000_000) ms"
        )
    }

    @Test("bytes that are damaged anywhere are read or refused") func bytes() throws {
        var generator = SeededGenerator(seed: 19)
        let texts = try Self.events().map(\.bytes)
        var parsed = 0
        for round in 0..<Self.count / 5 {
            var bytes = texts[round % texts.count]
            for _ in 0..<Int.random(in: 1...3, using: &generator) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<8, using: &generator) {
                case 0: bytes.removeLast(bytes.count - place)
                case 1, 2: bytes.remove(at: place)
                default: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                }
            }
            guard let json = try? JSON.parse(bytes) else { continue }
            parsed += 1
            _ = try? TrinoEvent(json)
        }
        #expect(parsed > 0)
    }

    @Test("whatever is changed in an event, the answer is 200, 400 or 422") func answers() async throws {
        var generator = SeededGenerator(seed: 7)
        let events = try Self.events()
        var surface = TrinoSurface()
        for round in 0..<max(Self.count / 50, 500) {
            if round.isMultiple(of: 500) { surface = TrinoSurface() }
            var event = events[Int.random(in: 0..<events.count, using: &generator)]
            for _ in 0..<Int.random(in: 1...3, using: &generator) { event = Self.mutated(event, &generator) }
            let status = await surface.post(event).status
            #expect([200, 400, 422].contains(status), "\(event.text)")
        }
    }

    /// The value with one place of it changed.
    private static func mutated(_ json: JSON, _ generator: inout SeededGenerator) -> JSON {
        let odd: [JSON] = [
            .null, true, 0, -1, .int(.max), .int(.min), .number("1e308"), .number("-0.5"), "", " ", "\u{9}", "$",
            "a\u{241F}b", "(((", ",", "information_schema", [], [[]], [:], ["x": .null],
            .string(String(repeating: "é", count: 9000)),
        ]
        let isHere = Int.random(in: 0..<6, using: &generator) == 0
        switch json {
        case .object(var object) where !isHere && !object.isEmpty:
            let index = Int.random(in: 0..<object.count, using: &generator)
            if Int.random(in: 0..<12, using: &generator) == 0 {
                object.members.remove(at: index)
            } else {
                object.members[index].value = mutated(object.members[index].value, &generator)
            }
            return .object(object)
        case .array(var elements) where !isHere && !elements.isEmpty:
            let index = Int.random(in: 0..<elements.count, using: &generator)
            elements[index] = mutated(elements[index], &generator)
            return .array(elements)
        default: return odd[Int.random(in: 0..<odd.count, using: &generator)]
        }
    }
}
