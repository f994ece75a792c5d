import Basics
import CatalogModel
import CatalogService
import CatalogTestKit
import Testing

@testable import CatalogLineageIn

/// A clock that stands where a test puts it.
private struct StillClock: WallClock {
    var now: Milliseconds
}

private let day: Milliseconds = 86_400_000

/// What becomes of events that came long ago.
@Suite struct RetentionTests {
    private static let run = "01a1fe51-9f63-7086-b8c9-91aefb8d02f7"

    private static func events() -> [JSON] {
        let columns: JSON = [
            "columnLineage": [
                "fields": [
                    "b": [
                        "inputFields": [
                            ["namespace": "postgres://db:5432", "name": "shop.public.source", "field": "a"]
                        ]
                    ]
                ]
            ]
        ]
        return [
            Event.run(
                "START", run: run, at: "2026-11-21T13:35:23.614Z", inputs: [Event.table("source")],
                runFacets: ["parent": ["run": ["runId": "parent"], "job": ["namespace": "prod", "name": "app"]]]),
            Event.run(
                "COMPLETE", run: run, at: "2026-11-21T13:36:23.614Z", inputs: [Event.table("source")],
                outputs: [Event.table("target", columns)]),
        ]
    }

    private static func door(_ clock: Milliseconds) -> Door {
        Door(retention: EventRetention(days: 90, clock: StillClock(now: clock)))
    }

    @Test("a sweep lets go of what is older, however much it is, and counts it") func sweep() async throws {
        let door = Door()
        for number in 0..<700 {
            let event = Event.run("START", run: "run-\(number)", inputs: [Event.table("source")])
            #expect(await door.post(event).status == 200)
        }
        let metrics = Metrics()
        let now = SystemClock().now
        let none = PrunedEvents(events: 0, states: 0)
        #expect(try await EventRetention(days: 0).sweep(door.store, metrics) == none)
        #expect(try await EventRetention(days: 1).sweep(door.store, metrics) == none)
        let late = EventRetention(days: 90, clock: StillClock(now: now + 91 * day + day))
        #expect(try await late.sweep(door.store, metrics) == PrunedEvents(events: 700, states: 700))
        #expect(try await late.sweep(door.store, metrics) == none)
        #expect(await metrics.text().contains("catalog_openlineage_pruned_total{kind=\"event\"} 700"))
        #expect(await door.get("/api/v1/lineage/events?run=run-1").json["events"] == [])
        // What is kept of the job goes on: a new run adds to it.
        let new = Event.run("START", run: "new", at: "2026-11-22T00:00:00Z", inputs: [Event.table("other")])
        #expect(await door.post(new).status == 200)
        let lineage = try await door.aspect(Event.job, "dataJobInputOutput")
        #expect(lineage?["inputDatasets"] == [.string(Event.urn("other")), .string(Event.urn("source"))])
    }

    @Test("a late event of a run that was let go of takes nothing away", arguments: [0, 1])
    func late(index: Int) async throws {
        let events = Self.events()
        let store = MemoryStore()
        let door = Door(store: store)
        for event in events { #expect(await door.post(event).status == 200) }
        let subjects = try [Event.job, Event.spark, "urn:li:dataProcessInstance:\(Self.run)"].map { try Urn($0) }
        let before = try await door.contents(subjects)
        let pruned = try await store.prune(before: SystemClock().now + 2 * day, limit: 100)
        #expect(pruned == PrunedEvents(events: 2, states: 1))
        let year = Door(
            retention: EventRetention(days: 90, clock: StillClock(now: SystemClock().now + 365 * day)), store: store)
        #expect(await year.post(events[index]).status == 200)
        let after = try await door.contents(subjects)
        for (key, value) in before where !key.hasSuffix(" dataProcessInstanceRunEvent") { #expect(after[key] == value) }
        // What followed it is there as well.
        #expect(await year.post(events[1 - index]).status == 200)
        #expect(try await door.contents(subjects) == before)
    }

    @Test("history that is older than the retention is taken in as any other", arguments: [false, true])
    func history(isReversed: Bool) async throws {
        let events = Self.events()
        let (plain, old) = (Door(), Self.door(SystemClock().now + 1000 * day))
        let subjects = try [Event.job, "urn:li:dataProcessInstance:\(Self.run)", Event.urn("target")].map {
            try Urn($0)
        }
        for event in events { #expect(await plain.post(event).status == 200) }
        for event in isReversed ? events.reversed() : events { #expect(await old.post(event).status == 200) }
        #expect(try await old.contents(subjects) == plain.contents(subjects))
    }
}
