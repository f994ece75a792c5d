import Basics
import CatalogModel
import CatalogService
import CatalogTestKit
import Testing

@testable import CatalogLineageIn

/// A store whose first commits wait until they are let through, and may fail then.
private actor GatedStore: MetadataStore, EventLedger {
    let inner = MemoryStore()
    private(set) var commits = 0
    private var isOpen = false
    private var failure: StoreError?
    private var arrived: [CheckedContinuation<Void, Never>] = []
    private var held: [CheckedContinuation<Void, Never>] = []

    /// Waits until a commit stands at the gate.
    func untilHeld() async {
        if held.isEmpty { await withCheckedContinuation { arrived.append($0) } }
    }

    /// Lets everything through from now on; what stands at the gate fails with `error` where there is one.
    func open(failingWith error: StoreError? = nil) {
        isOpen = true
        failure = error
        for each in held { each.resume() }
        held = []
    }

    func commit(_ batch: WriteBatch) async throws(StoreError) -> CommitReceipt {
        commits += 1
        if !isOpen {
            await withCheckedContinuation { continuation in
                held.append(continuation)
                for each in arrived { each.resume() }
                arrived = []
            }
            if let failure { throw failure }
        }
        return try await inner.commit(batch)
    }

    func position() async throws(StoreError) -> Position { try await inner.position() }

    func entities(_ urns: [Urn], aspects: [String]?) async throws(StoreError) -> [EntityRecord?] {
        try await inner.entities(urns, aspects: aspects)
    }

    func aspect(of urn: Urn, name: String, version: Int64) async throws(StoreError) -> AspectRecord? {
        try await inner.aspect(of: urn, name: name, version: version)
    }

    func timeseries(_ query: TimeseriesQuery) async throws(StoreError) -> [TimeseriesRecord] {
        try await inner.timeseries(query)
    }

    func eventStates(_ keys: [Digest128]) async throws(StoreError) -> [EventState?] {
        try await inner.eventStates(keys)
    }

    func events(ofRun run: String, limit: Int) async throws(StoreError) -> [SourceEvent] {
        try await inner.events(ofRun: run, limit: limit)
    }

    func prune(before moment: Milliseconds, limit: Int) async throws(StoreError) -> PrunedEvents {
        try await inner.prune(before: moment, limit: limit)
    }
}

private let failures: [StoreError?] = [
    nil, .conflict("moved"), .refused("no"), .unavailable("away"), .outcomeUnknown("lost"),
]

/// Commits one after another, each with what was merged during the one before.
@Suite struct WriterTests {
    @Test("what was merged on a commit ends as if that had come alone or not at all", arguments: failures)
    func standing(failure: StoreError?) async throws {
        let first = Event.run("START", inputs: [Event.table("source")])
        let others =
            [Event.run("COMPLETE", at: "2026-11-21T13:36:00Z", outputs: [Event.table("target")])]
            + (0..<9).map { Event.run("START", run: "run-\($0)", inputs: [Event.table("t\($0)")]) }
        let decoder = EventDecoder(naming: DatasetNaming(rules: NamespaceRules()))
        let store = GatedStore()
        let writer = LineageWriter(model: .standard, store: store)
        let earlier = try decoder.event(first)
        let begun = Task { await Result { try await writer.write([earlier]) } }
        await store.untilHeld()
        let later = try others.map { try decoder.event($0) }
        let following = later.map { event in Task { try await writer.write([event]) } }
        while await writer.waiting < 1 + others.count { await Task.yield() }
        await store.open(failingWith: failure)
        for task in following {
            let receipt = try await task.value
            guard case .taken = receipt.outcomes.first else {
                Issue.record("an event was refused")
                continue
            }
            #expect(receipt.position > .start)
        }
        let answer = await begun.value
        var expected = [first]
        switch failure {
        case .unavailable, .outcomeUnknown:
            expected = []
            #expect(throws: StoreError.self) { try answer.get() }
        default: #expect(try answer.get().outcomes.count == 1)
        }
        // The first, what came meanwhile, what came while that was merged, and what had to be done again.
        #expect(await store.commits <= 4)

        let straight = Door()
        for event in expected + others { #expect(await straight.post(event).status == 200) }
        let subjects = Set(([earlier] + later).flatMap(MergeRound.subjects))
        #expect(try await Door(store: store.inner).contents(subjects) == straight.contents(subjects))
    }
}

extension Result where Failure == any Error {
    /// The outcome of an asynchronous body.
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
