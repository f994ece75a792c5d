import Basics
import CatalogModel
import CatalogSchema
import CatalogService

/// Merges events into what is kept of their runs, jobs and datasets, and commits both in one transaction.
///
/// The ledger's states are the truth; what is held in memory only saves reading them, and the compare-and-set of the commit finds
/// out when another server moved them, in which case the rounds are made again of what is there.
///
/// One commit is under way at a time. Callers that come meanwhile share the next, whose events are merged on top of it as if it had
/// been done; when it turns out otherwise, what stood on it is merged anew. Nobody is answered before his own commit is done.
actor LineageWriter {
    /// The run id of what yields: shared by all events, so that one may replace what another said.
    static let observation = "lineage-events"
    /// Rounds that are made again because other servers were faster, at most.
    private static let maximumAttempts = 100
    /// Events of one transaction, from several callers.
    private static let maximumEvents = 200
    /// Events that are merged ahead of a commit at least.
    private static let worthMerging = 8

    private let store: any MetadataStore & EventLedger
    private let preparer: ProposalPreparer
    private let retention: EventRetention
    private let maximumWaiting: Int
    private var cache = StateCache()
    private var queue: [LineageCall] = []
    private(set) var waiting = 0
    private var running = false
    /// What is merged and not yet sent.
    private var next = LineageLoad()
    /// What is being committed.
    private var sent: LineageLoad?
    /// How the commit under way ended.
    private var landed: Result<Position, StoreError>?
    private var sleeper: CheckedContinuation<Void, Never>?

    init(
        model: MetadataModel, store: any MetadataStore & EventLedger,
        retention: EventRetention = EventRetention(days: 0), maximumWaiting: Int = 20_000
    ) {
        self.store = store
        self.retention = retention
        self.maximumWaiting = maximumWaiting
        preparer = ProposalPreparer(model: model)
    }

    /// Merges and commits events; when it returns, what they say is stored, searchable and traversable.
    ///
    /// Events that the model refuses are left out, the others are committed all the same.
    func write(_ events: [LineageEvent]) async throws(StoreError) -> LineageReceipt {
        guard waiting == 0 || waiting + events.count <= maximumWaiting else {
            throw .unavailable("\(waiting) events are waiting already")
        }
        waiting += events.count
        let result = await withCheckedContinuation { continuation in
            queue.append(LineageCall(events: events, done: continuation))
            wake()
            if !running {
                running = true
                Task { await self.run() }
            }
        }
        waiting -= events.count
        return try result.get()
    }

    // MARK: - One commit after another

    private func run() async {
        while true {
            if let result = landed {
                await land(result)
            } else if mayMerge {
                await mergeMore()
            } else if sent == nil, next.isEmpty {
                break
            } else {
                await sleep()
            }
            if sent == nil, !next.isEmpty { send() }
        }
        running = false
    }

    /// Merging ahead of a commit pays once about as much waits as is being committed; sooner, commits would only get smaller.
    private var mayMerge: Bool {
        guard next.isEmpty, !queue.isEmpty else { return false }
        guard let sent else { return true }
        var missing = max(sent.count, Self.worthMerging)
        for call in queue {
            missing -= call.events.count
            if missing <= 0 { return true }
        }
        return false
    }

    /// Waits until a caller comes or the commit under way ends.
    private func sleep() async {
        await withCheckedContinuation { sleeper = $0 }
    }

    private func wake() {
        sleeper?.resume()
        sleeper = nil
    }

    private func send() {
        let load = next
        next = LineageLoad()
        sent = load
        Task {
            let result = await commit(load)
            self.landed = result
            self.wake()
        }
    }

    private func commit(_ load: LineageLoad) async -> Result<Position, StoreError> {
        do throws(StoreError) {
            if load.events.isEmpty { return .success(try await store.position()) }
            return .success(try await commit(load.writes, load.events, Array(load.moves.values)))
        } catch {
            return .failure(error)
        }
    }

    private func land(_ result: Result<Position, StoreError>) async {
        landed = nil
        guard let load = sent else { return }
        sent = nil
        switch result {
        case .success(let position):
            cache.forget(load.ended.filter { next.moves[$0] == nil })
            cache.makeRoom(keeping: Set(next.moves.keys))
            load.answer(position)
        case .failure(let error):
            // Whatever happened, what is kept may no longer be what was read, and what stands on it is to be merged anew.
            cache.forget(load.moves.keys)
            cache.forget(next.moves.keys)
            queue.insert(contentsOf: next.calls, at: 0)
            next = LineageLoad()
            switch error {
            case .conflict: again(load.calls)
            case .refused:
                // One of them holds a value that the database will never take; the others must not suffer.
                for call in load.calls { call.done.resume(returning: await settled(call)) }
            default:
                for call in load.calls { call.done.resume(returning: .failure(error)) }
            }
        }
    }

    /// Lets calls come first once more.
    private func again(_ calls: [LineageCall]) {
        var again: [LineageCall] = []
        for var call in calls {
            call.conflicts += 1
            if call.conflicts < Self.maximumAttempts {
                again.append(call)
            } else {
                call.done.resume(returning: .failure(Self.endless))
            }
        }
        queue.insert(contentsOf: again, at: 0)
    }

    private static let endless = StoreError.conflict("other servers merge events of the same runs without end")

    private func settled(_ call: LineageCall) async -> Result<LineageReceipt, StoreError> {
        do throws(StoreError) {
            return .success(try await settle(call.events))
        } catch {
            return .failure(error)
        }
    }

    // MARK: - Together

    /// Merges callers' events into the next commit.
    private func mergeMore() async {
        var calls: [LineageCall] = []
        var count = 0
        while let call = queue.first, calls.isEmpty || count + call.events.count <= Self.maximumEvents {
            count += call.events.count
            calls.append(queue.removeFirst())
        }
        let presumes = calls.allSatisfy { $0.conflicts == 0 }
        do throws(StoreError) {
            if case .success(let round) = try await merge(calls.flatMap(\.events), presumes: presumes) {
                add(round)
                for call in calls { next.add(call, call.events.map { _ in .taken }) }
                return
            }
            // One event stands in the way of the others, so each is merged by itself.
            while let call = calls.first {
                var outcomes: [LineageReceipt.Outcome] = []
                for event in call.events {
                    switch try await merge([event], presumes: presumes) {
                    case .success(let round):
                        add(round)
                        outcomes.append(.taken)
                    case .failure(let problem): outcomes.append(.refused(problem))
                    }
                }
                next.add(calls.removeFirst(), outcomes)
            }
        } catch {
            for call in calls { call.done.resume(returning: .failure(error)) }
        }
    }

    /// Adds a round to the next commit, and presumes from now on that it is done.
    private func add(_ round: PreparedRound) {
        next.add(round)
        hold(round) { next.moves[$0]?.revision }
    }

    private func hold(_ round: PreparedRound, _ revision: (Urn) -> Int64?) {
        for (urn, state) in round.states {
            cache.hold(urn, state.merged, revision(urn), bytes: state.text.utf8.count)
        }
        for (urn, lineage) in round.lineages { cache.hold(urn, lineage: lineage.value, lineage.write) }
    }

    // MARK: - One by one

    /// Commits events together; where one stands in the way of the others, each by itself.
    private func settle(_ events: [LineageEvent]) async throws(StoreError) -> LineageReceipt {
        switch try await attempt(events) {
        case .success(let position):
            return LineageReceipt(position: position, outcomes: events.map { _ in .taken })
        case .failure(let problem):
            guard events.count > 1 else {
                return LineageReceipt(position: try await store.position(), outcomes: [.refused(problem)])
            }
            var receipt = LineageReceipt(position: .start, outcomes: [])
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
            let round: PreparedRound
            switch try await merge(events, presumes: false) {
            case .success(let made): round = made
            case .failure(let problem): return .failure(problem)
            }
            let moves = round.states.map { urn, state in
                LineageLoad.move(of: urn, from: state.revision, to: state.text)
            }
            do throws(StoreError) {
                let position = try await commit(round.writes, round.events, moves)
                hold(round) { ((round.states[$0]?.revision) ?? 0) &+ 1 }
                return .success(position)
            } catch {
                cache.forget(round.states.keys)
                if case .conflict = error { continue }
                if case .refused(let reason) = error {
                    return .failure(EventProblem(reason, path: "", code: .eventRejected))
                }
                throw error
            }
        }
        throw Self.endless
    }

    private func commit(
        _ writes: [AspectWrite], _ events: [SourceEvent], _ moves: [EventStateMove]
    ) async throws(StoreError) -> Position {
        var batch = WriteBatch(writes: writes, defaults: preparer.defaults)
        batch.events = events
        batch.states = moves
        return try await store.commit(batch).position
    }

    // MARK: - Merging

    /// Merges events on top of the states that are held, and prepares what has to be written of them.
    /// - Parameter presumes: Whether a run that is not held and starts here is taken for one that nothing is kept of. The commit
    ///   finds out where that is wrong.
    private func merge(
        _ events: [LineageEvent], presumes: Bool
    ) async throws(StoreError) -> Result<PreparedRound, EventProblem> {
        try await read(events, presumes: presumes)
        var subjects: Set<Urn> = []
        for event in events { subjects.formUnion(MergeRound.subjects(of: event)) }
        var round = MergeRound(
            states: cache.states(of: subjects), horizon: retention.horizon.map { $0 &* 1000 } ?? .min)
        for event in events { round.fold(event) }
        return PreparedRound.make(of: round, events, cache, preparer)
    }

    /// Reads the states of events' subjects that are not held.
    private func read(_ events: [LineageEvent], presumes: Bool) async throws(StoreError) {
        var missing: Set<Urn> = []
        for event in events { missing.formUnion(MergeRound.subjects(of: event).filter { !cache.holds($0) }) }
        if presumes {
            for event in events {
                guard let run = event.run, run.phase == .start, missing.remove(run.urn) != nil else { continue }
                cache.hold(run.urn, nil, nil, bytes: 0)
            }
        }
        if missing.isEmpty { return }
        let wanted = missing.sorted()
        let stored = try await store.eventStates(wanted.map(StateCache.key))
        for (urn, state) in zip(wanted, stored) {
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
}
