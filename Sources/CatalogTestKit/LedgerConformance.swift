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
