import Basics
import CatalogModel
import CatalogSchema
import CatalogService

extension StoreConformance {
    /// What sources of events rely on.
    static let merging: [StoreConformance] = [
        StoreConformance("an event is kept once, and read back by its run in the order of its time") { store in
            let events = ["b": 2, "a": 1, "c": 2].map { name, time in
                SourceEvent(
                    digest: Digest128(of: name), source: "test", run: "run-1", time: Int64(time), text: "\"\(name)\"")
            }
            let other = SourceEvent(digest: Digest128(of: "d"), source: "test", run: nil, time: 1, text: "{}")
            for _ in 0..<2 { try await commit(store, events: events + [other]) }
            let read = try await store.events(ofRun: "run-1", limit: 10)
            let expected = events.sorted { ($0.time, $0.digest) < ($1.time, $1.digest) }
            guard read == expected else { throw Failure(description: "expected \(expected), found \(read)") }
        },
        StoreConformance("a state moves from the revision it is at, and from no other") { store in
            let key = Digest128(of: "job")
            try await commit(store, states: [EventStateMove(key: key, from: nil, text: "1")])
            try await commit(store, states: [EventStateMove(key: key, from: 1, text: "2")])
            for stale in [nil, 1, 3] as [Int64?] {
                do {
                    try await commit(
                        store, states: [EventStateMove(key: key, from: stale, text: "x")],
                        events: [SourceEvent(digest: key, source: "test", run: "run", time: 0, text: "{}")])
                    throw Failure(description: "a move from \(String(describing: stale)) was taken")
                } catch StoreError.conflict {}
            }
            let states = try await store.eventStates([Digest128(of: "none"), key])
            let events = try await store.events(ofRun: "run", limit: 10)
            guard states == [nil, EventState(revision: 2, text: "2")], events.isEmpty else {
                throw Failure(description: "states \(states), events \(events)")
            }
        },
        StoreConformance("pruning lets go of events and of passing states, a part at a time, and of nothing newer") {
            store in
            let keys = (0..<3).map { Digest128(of: "run \($0)") }
            let job = EventStateMove(key: Digest128(of: "job"), from: nil, text: "{}")
            let runs = keys.map { EventStateMove(key: $0, from: nil, text: "{}", isPassing: true) }
            let events = keys.map { SourceEvent(digest: $0, source: "test", run: "run", time: 0, text: "{}") }
            try await commit(store, states: runs + [job], events: events)
            let (now, day) = (SystemClock().now, Int64(86_400_000))
            try equal(try await store.prune(before: now, limit: 10), PrunedEvents(events: 0, states: 0), "of today")
            let later = now + 2 * day
            try equal(try await store.prune(before: later, limit: 2), PrunedEvents(events: 2, states: 2), "a part")
            try equal(try await store.prune(before: later, limit: 2), PrunedEvents(events: 1, states: 1), "the rest")
            try equal(try await store.events(ofRun: "run", limit: 10).count, 0, "events")
            let left = try await store.eventStates(keys + [job.key])
            try equal(left.map { $0 != nil }, [false, false, false, true], "states")
            // Who read the state before cannot go on with it, and what begins anew is kept.
            do {
                try await commit(
                    store, states: [EventStateMove(key: keys[0], from: 1, text: "{}", isPassing: true)], events: events)
                throw Failure(description: "a move from a state that is gone was taken")
            } catch StoreError.conflict {}
            try await commit(store, states: runs, events: events)
            try equal(try await store.events(ofRun: "run", limit: 10).count, 3, "events that came once more")
        },
        StoreConformance("a write that yields leaves what another run wrote, and replaces its own") { store in
            let urn = try Urn("urn:li:dataset:(urn:li:dataPlatform:hive,db.t,PROD)")
            func write(_ description: String, run: String, yields: Bool) async throws -> WriteOutcome? {
                let proposal = Proposal(
                    urn: urn, aspectName: "datasetProperties", value: ["description": .string(description)],
                    systemMetadata: SystemMetadata(lastObserved: 1, runID: run))
                let write = try preparer.prepare(proposal, actor: "urn:li:corpuser:tester", yields: yields).get()
                return try await store.commit(WriteBatch(writes: [write], defaults: preparer.defaults)).outcomes.first
            }
            let outcomes = [
                try await write("seen", run: "events", yields: true),
                try await write("seen again", run: "events", yields: true),
                try await write("declared", run: "connector", yields: false),
                try await write("seen later", run: "events", yields: true),
            ]
            guard
                outcomes == [
                    .written(version: 1), .written(version: 2), .written(version: 3), .unchanged(version: 3),
                ]
            else { throw Failure(description: "outcomes \(outcomes)") }
        },
    ]
}

private func commit(
    _ store: any CatalogStore, states: [EventStateMove] = [], events: [SourceEvent] = []
) async throws {
    var batch = WriteBatch(writes: [], defaults: preparer.defaults)
    batch.states = states
    batch.events = events
    _ = try await store.commit(batch)
}
