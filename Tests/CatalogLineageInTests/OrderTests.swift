import Basics
import CatalogModel
import CatalogTestKit
import Testing

@testable import CatalogLineageIn

private let seeds = Array(UInt64(1)...UInt64(6))

/// Order and repetition never matter.
@Suite struct OrderTests {
    @Test("any order, any repetition, any grouping of the same events ends in the same content", arguments: seeds)
    func permutations(seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let events = Scenario.events(&generator)
        let decoder = EventDecoder(naming: DatasetNaming(rules: NamespaceRules()))
        let subjects = try Set(events.flatMap { event in try MergeRound.subjects(of: decoder.event(event)) })
        let straight = Door()
        for event in events {
            let answer = await straight.post(event)
            try #require(answer.status == 200, "\(answer.json.text)")
        }
        let expected = try await straight.contents(subjects)
        #expect(expected.count > events.count / 4)
        for _ in 0..<4 {
            var shuffled = events + events.filter { _ in Bool.random(using: &generator) }
            shuffled.shuffle(using: &generator)
            let door = Door()
            while !shuffled.isEmpty {
                let count = min(Int.random(in: 1...7, using: &generator), shuffled.count)
                let answer = await door.post(.array(Array(shuffled.prefix(count))), to: "/api/v1/lineage/batch")
                #expect(answer.status == 200, "\(answer.json.text)")
                shuffled.removeFirst(count)
            }
            let found = try await door.contents(subjects)
            #expect(Set(found.keys) == Set(expected.keys))
            for (key, value) in expected where found[key] != value {
                Issue.record("\(key):\nexpected \(value)\nfound \(found[key] ?? "nothing")")
            }
        }
    }

    @Test("servers that merge the same runs at the same time lose nothing") func concurrency() async throws {
        var generator = SeededGenerator(seed: 99)
        let events = Scenario.events(&generator)
        let decoder = EventDecoder(naming: DatasetNaming(rules: NamespaceRules()))
        let decoded = try events.map { try decoder.event($0) }
        let subjects = Set(decoded.flatMap(MergeRound.subjects))
        let straight = Door()
        for event in events { _ = await straight.post(event) }
        let door = Door()
        let writers = (0..<3).map { _ in LineageWriter(model: .standard, store: door.store) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, event) in decoded.shuffled(using: &generator).enumerated() {
                let writer = writers[index % writers.count]
                group.addTask { _ = try await writer.write([event]) }
            }
            try await group.waitForAll()
        }
        #expect(try await door.contents(subjects) == straight.contents(subjects))
    }

    @Test("a state survives being stored") func roundTrip() throws {
        var generator = SeededGenerator(seed: 7)
        let decoder = EventDecoder(naming: DatasetNaming(rules: NamespaceRules()))
        var round = MergeRound(states: [:])
        for event in Scenario.events(&generator) { round.fold(try decoder.event(event)) }
        #expect(round.states.count > 10)
        for (_, state) in round.states { #expect(MergedState(text: state.text) == state) }
        #expect(MergedState(text: "{}") == nil)
    }
}

/// A few jobs, their runs over some days, and everything that their events may say.
private enum Scenario {
    static func events(_ generator: inout SeededGenerator) -> [JSON] {
        var events: [JSON] = []
        // One job with more runs than count, or several with few.
        let jobs = Int.random(in: 1...3, using: &generator)
        for index in 0..<Int.random(in: 6...(jobs == 1 ? 40 : 24), using: &generator) {
            let job = "app.job\(Int.random(in: 0..<jobs, using: &generator))"
            let run = "00000000-0000-0000-0000-\(String(1000 + index))00000000"
            for type in ["START", "RUNNING", "COMPLETE", "FAIL", "OTHER", "ABORT"]
            where Int.random(in: 0..<10, using: &generator) < (type == "START" || type == "COMPLETE" ? 9 : 2) {
                events.append(
                    Event.run(
                        type, run: run, job: Int.random(in: 0..<20, using: &generator) == 0 ? "app" : job,
                        at: time(&generator), inputs: datasets(&generator, isOutput: false),
                        outputs: datasets(&generator, isOutput: true), runFacets: runFacets(&generator, index),
                        jobFacets: jobFacets(&generator)))
            }
        }
        for _ in 0..<3 {
            events.append([
                "eventTime": .string(time(&generator)), "producer": .string(Event.producer),
                "dataset": datasets(&generator, isOutput: true).first ?? Event.table("t0"),
            ])
            events.append([
                "eventTime": .string(time(&generator)), "producer": .string(Event.producer),
                "job": ["namespace": "prod", "name": "app.job0", "facets": jobFacets(&generator)],
                "inputs": .array(datasets(&generator, isOutput: false)),
                "outputs": .array(datasets(&generator, isOutput: true)),
            ])
        }
        return events
    }

    /// Few different moments, so that many events share one.
    private static func time(_ generator: inout SeededGenerator) -> String {
        "2026-11-2\(Int.random(in: 0...3, using: &generator))T1\(Int.random(in: 0...9, using: &generator)):00:00.00\(Int.random(in: 0...2, using: &generator))Z"
    }

    private static func datasets(_ generator: inout SeededGenerator, isOutput: Bool) -> [JSON] {
        (0..<Int.random(in: 0...2, using: &generator)).map { _ in
            let name = "t\(Int.random(in: 0..<5, using: &generator))"
            var facets = JSONObject()
            if Bool.random(using: &generator) {
                facets["schema"] = [
                    "fields": .array(
                        (0...Int.random(in: 0...2, using: &generator)).map {
                            ["name": .string("c\($0)"), "type": "int"]
                        })
                ]
            }
            if Int.random(in: 0..<5, using: &generator) == 0 {
                facets["documentation"] = ["description": .string("\(name) \(generator.next() % 3)")]
            }
            if Int.random(in: 0..<4, using: &generator) == 0 {
                facets["symlinks"] = [
                    "identifiers": [["namespace": "hive://m:9083", "name": .string("db.\(name)"), "type": "TABLE"]]
                ]
            }
            if isOutput, Bool.random(using: &generator) {
                let state = ["CREATE", "DROP", "OVERWRITE"][Int.random(in: 0..<3, using: &generator)]
                facets["lifecycleStateChange"] = ["lifecycleStateChange": .string(state)]
                facets["columnLineage"] = [
                    "fields": [
                        "c0": [
                            "inputFields": [
                                [
                                    "namespace": "postgres://db:5432", "name": "shop.public.t0",
                                    "field": .string("c\(generator.next() % 3)"),
                                    "transformations": [["type": "DIRECT", "subtype": "IDENTITY"]],
                                ]
                            ]
                        ]
                    ]
                ]
            }
            var dataset = Event.table(name, .object(facets)).objectValue ?? JSONObject()
            dataset[isOutput ? "outputFacets" : "inputFacets"] =
                isOutput
                ? ["outputStatistics": ["rowCount": .int(Int64(generator.next() % 100))]]
                : ["inputStatistics": ["size": .int(Int64(generator.next() % 100))]]
            return .object(dataset)
        }
    }

    private static func runFacets(_ generator: inout SeededGenerator, _ index: Int) -> JSON {
        var facets = JSONObject()
        if Bool.random(using: &generator) {
            facets["parent"] = [
                "run": ["runId": .string("parent-\(index % 3)")], "job": ["namespace": "prod", "name": "app"],
            ]
        }
        if Int.random(in: 0..<3, using: &generator) == 0 {
            facets["errorMessage"] = ["message": .string("error \(generator.next() % 5)")]
        }
        return .object(facets)
    }

    private static func jobFacets(_ generator: inout SeededGenerator) -> JSON {
        var facets = JSONObject()
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: facets["documentation"] = ["description": .string("does \(generator.next() % 3)")]
        case 1: facets["documentation"] = ["_deleted": true]
        case 2: facets["ownership"] = ["owners": [["name": .string("user:u\(generator.next() % 3)")]]]
        default: facets["sql"] = ["query": .string("select \(generator.next() % 3)")]
        }
        return .object(facets)
    }
}
