import Basics
import CatalogModel
import CatalogSchema
import CatalogService

/// Merges events into what is kept of their runs, jobs and datasets, and commits both in one transaction.
///
/// The ledger's states are the truth; what is held in memory only saves reading them, and the compare-and-set of the commit finds
/// out when another server moved them, in which case the round is made again of what is there. Callers that come while a commit is
/// under way share the next one.
actor LineageWriter {
    /// What became of an event.
    enum Outcome: Sendable {
        case taken
        case refused(EventProblem)
    }

    /// The answer to a call.
    struct Receipt: Sendable {
        var position: Position
        /// One an event, in their order.
        var outcomes: [Outcome]
    }

    private struct Pending {
        var events: [LineageEvent]
        var done: CheckedContinuation<Result<Receipt, StoreError>, Never>
    }

    /// The run id of what yields: shared by all events, so that one may replace what another said.
    static let observation = "lineage-events"
    /// Rounds that are made again because other servers were faster, at most.
    private static let maximumAttempts = 100
    /// Events of one transaction, from several callers.
    private static let maximumEvents = 200

    private let store: any MetadataStore & EventLedger
    private let preparer: ProposalPreparer
    private let maximumWaiting: Int
    private var cache = StateCache()
    private var queue: [Pending] = []
    private var waiting = 0
    private var running = false

    init(model: MetadataModel, store: any MetadataStore & EventLedger, maximumWaiting: Int = 20_000) {
        self.store = store
        self.maximumWaiting = maximumWaiting
        preparer = ProposalPreparer(model: model)
    }

    /// Merges and commits events; when it returns, what they say is stored, searchable and traversable.
    ///
    /// Events that the model refuses are left out, the others are committed all the same.
    func write(_ events: [LineageEvent]) async throws(StoreError) -> Receipt {
        guard waiting == 0 || waiting + events.count <= maximumWaiting else {
            throw .unavailable("\(waiting) events are waiting already")
        }
        waiting += events.count
        let result = await withCheckedContinuation { continuation in
            queue.append(Pending(events: events, done: continuation))
            if !running {
                running = true
                Task { await self.run() }
            }
        }
        waiting -= events.count
        return try result.get()
    }

    private func run() async {
        while !queue.isEmpty {
            var group: [Pending] = []
            var count = 0
            while let next = queue.first, group.isEmpty || count + next.events.count <= Self.maximumEvents {
                count += next.events.count
                group.append(queue.removeFirst())
            }
            await answer(group)
        }
        running = false
    }

    private func answer(_ group: [Pending]) async {
        do throws(StoreError) {
            let receipt = try await settle(group.flatMap(\.events))
            var rest = receipt.outcomes[...]
            for pending in group {
                let outcomes = Array(rest.prefix(pending.events.count))
                rest = rest.dropFirst(pending.events.count)
                pending.done.resume(returning: .success(Receipt(position: receipt.position, outcomes: outcomes)))
            }
        } catch {
            for pending in group { pending.done.resume(returning: .failure(error)) }
        }
    }

    /// Commits events together; where one stands in the way of the others, each by itself.
    private func settle(_ events: [LineageEvent]) async throws(StoreError) -> Receipt {
        switch try await attempt(events) {
        case .success(let position):
            return Receipt(position: position, outcomes: events.map { _ in .taken })
        case .failure(let problem):
            guard events.count > 1 else {
                return Receipt(position: try await store.position(), outcomes: [.refused(problem)])
            }
            var receipt = Receipt(position: .start, outcomes: [])
            for event in events {
                let single = try await settle([event])
                receipt.position = max(receipt.position, single.position)
                receipt.outcomes += single.outcomes
            }
            return receipt
        }
    }

    private func attempt(_ events: [LineageEvent]) async throws(StoreError) -> Result<Position, EventProblem> {
        for _ in 0..<Self.maximumAttempts {
            var subjects: Set<Urn> = []
            for event in events { subjects.formUnion(MergeRound.subjects(of: event)) }
            var round = MergeRound(states: try await states(of: subjects))
            for event in events { round.fold(event) }
            var batch = WriteBatch(writes: [], defaults: preparer.defaults)
            for (draft, origin) in round.drafts() {
                switch prepare(draft, origin) {
                case .success(let write): batch.writes.append(write)
                case .failure(let problem):
                    return .failure(EventProblem("\(problem)", path: "", code: .eventRejected))
                }
            }
            batch.events = events.map(\.raw)
            let changed = round.changed.map { urn in
                var state = round.states[urn] ?? .init()
                state.settle()
                return (urn, state)
            }
            batch.states = changed.map { urn, state in
                EventStateMove(key: StateCache.key(urn), from: cache.revision(of: urn), text: state.text)
            }
            do throws(StoreError) {
                let receipt = try await store.commit(batch)
                for ((urn, state), move) in zip(changed, batch.states) {
                    cache.hold(urn, state, move.revision, bytes: move.text.utf8.count)
                }
                return .success(receipt.position)
            } catch {
                // Whatever happened, what is kept may no longer be what was read.
                cache.forget(subjects)
                if case .conflict = error { continue }
                if case .refused(let reason) = error {
                    return .failure(EventProblem(reason, path: "", code: .eventRejected))
                }
                throw error
            }
        }
        throw .conflict("other servers merge events of the same runs without end")
    }

    /// What is kept of subjects, from memory where it is there.
    private func states(of subjects: Set<Urn>) async throws(StoreError) -> [Urn: MergedState] {
        cache.makeRoom()
        let missing = subjects.filter { !cache.holds($0) }.sorted()
        if !missing.isEmpty {
            let stored = try await store.eventStates(missing.map(StateCache.key))
            for (urn, state) in zip(missing, stored) {
                guard let state else {
                    cache.hold(urn, nil, nil, bytes: 0)
                    continue
                }
                guard let merged = MergedState(text: state.text) else {
                    throw .corrupt("what is kept of the events of \(urn) cannot be read")
                }
                cache.hold(urn, merged, state.revision, bytes: state.text.utf8.count)
            }
        }
        return cache.states(of: subjects)
    }

    private func prepare(
        _ draft: AspectDraft, _ origin: MergeRound.Origin
    ) -> Result<AspectWrite, ProposalProblem> {
        var metadata = SystemMetadata(
            runID: draft.yields ? Self.observation : origin.run ?? Self.observation)
        metadata.others["properties"] = [
            "appSource": .string(origin.source), "clientId": .string(clipped(origin.producer)),
        ]
        return preparer.prepare(
            Proposal(urn: draft.urn, aspectName: draft.aspect, value: draft.value, systemMetadata: metadata),
            actor: AuditStamp.unknownActor, yields: draft.yields)
    }
}

/// States as they were last seen, with their revisions.
private struct StateCache {
    private struct Entry {
        var state: MergedState?
        var revision: Int64?
        var bytes: Int
    }

    /// Bytes of state text held at most; in memory they take a few times as much.
    private static let maximumBytes = 8 << 20
    /// What an entry counts for beside its text.
    private static let overhead = 200
    private var entries: [Urn: Entry] = [:]
    private var bytes = 0

    static func key(_ urn: Urn) -> Digest128 { Digest128(of: "lineage \(urn.text)") }

    func holds(_ urn: Urn) -> Bool { entries[urn] != nil }
    func revision(of urn: Urn) -> Int64? { entries[urn]?.revision }

    func states(of urns: Set<Urn>) -> [Urn: MergedState] {
        var states: [Urn: MergedState] = [:]
        for urn in urns { states[urn] = entries[urn]?.state }
        return states
    }

    mutating func hold(_ urn: Urn, _ state: MergedState?, _ revision: Int64?, bytes: Int) {
        let entry = Entry(state: state, revision: revision, bytes: bytes + Self.overhead)
        self.bytes += entry.bytes - (entries.updateValue(entry, forKey: urn)?.bytes ?? 0)
    }

    mutating func forget(_ urns: Set<Urn>) {
        for urn in urns { bytes -= entries.removeValue(forKey: urn)?.bytes ?? 0 }
    }

    mutating func makeRoom() {
        guard bytes > Self.maximumBytes else { return }
        entries = [:]
        bytes = 0
    }
}
