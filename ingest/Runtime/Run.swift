import Basics

/// One pass of a connector: takes what it finds, counts it, remembers it for the next pass, shows how far it came.
///
/// What a connector owes it:
/// - every object that exists is told, by an aspect `status` that says not removed (``emit(_:in:)``) or by ``keep(_:in:)``;
/// - ``completeListing(of:)`` only after a listing without an error; objects of that scope that an earlier run told and
///   this one did not are then marked as removed;
/// - ``save(_:)`` at places from which a later run can go on.
public actor Run {
    /// What a person may ask of any run.
    struct Options: Sendable, Equatable {
        /// Stops after so many entities; containers are not counted.
        var limit: Int?
        /// Whether to go on where an unfinished run ended.
        var resumes = true
        /// Whether objects that are gone are marked as removed.
        var removes = true
        /// Part of the known objects, in percent, beyond which a removal is taken for a mistake.
        var maximumRemovedShare = 40
    }

    /// Milliseconds after which an unfinished run is not gone on with: what it read is too old.
    private static let longestPause: Milliseconds = 6 * 3_600_000

    public nonisolated let identity: RunIdentity
    private let sink: any ProposalSink
    private var checkpoints: any CheckpointStore
    private let options: Options
    private let redactor: Redactor
    private let progress: Progress
    private var report: Report
    private var ticker: Task<Void, Never>?

    private var last: Checkpoint?
    private var inventory = Inventory()
    private var viewpoint: String
    private var state: JSON = .null
    private var hasSaved = false
    private var counted: Set<String> = []
    private var isLimited = false

    public init(identity: RunIdentity, sink: any ProposalSink, output: IngestOutput = .silent) {
        self.init(identity: identity, sink: sink, output: output, checkpoints: NoCheckpoint())
    }

    init(
        identity: RunIdentity, sink: any ProposalSink, output: IngestOutput, checkpoints: any CheckpointStore,
        options: Options = Options(), viewpoint: String = "", redactor: Redactor = Redactor([]),
        progress: Progress? = nil
    ) {
        self.identity = identity
        self.sink = sink
        self.checkpoints = checkpoints
        self.options = options
        self.viewpoint = viewpoint
        self.redactor = redactor
        self.progress = progress ?? Progress(output)
        report = Report(runID: identity.runID)
    }

    // MARK: What is there

    /// Hands aspects to the sink; waits while it is full.
    ///
    /// - Parameter scope: The listing the entities belong to; see ``completeListing(of:)``.
    /// - Throws: what ends the run; hand it on.
    public func emit(_ proposals: [IngestProposal], in scope: String = "") async throws(IngestError) {
        if Task.isCancelled { throw IngestError(.cancelled, "the run was cancelled") }
        let (wanted, isEnd) = limited(proposals)
        let before = inventory.fresh
        for proposal in wanted where proposal.aspectName == "status" {
            if proposal.value["removed"]?.boolValue == true {
                inventory.tellRemoved(proposal.urn, in: scope)
            } else {
                inventory.add(proposal.urn, in: scope)
            }
        }
        report.seen += wanted.count
        try await sink.write(redactor.storesSecrets ? wanted.map { redactor($0) } : wanted)
        progress.count(aspects: report.seen, found: inventory.fresh - before)
        if isEnd {
            isLimited = true
            throw IngestError(.limit, "stopped after \(options.limit ?? 0) entities, as asked")
        }
    }

    /// Tells that entities exist though nothing of them is written now, e.g. because they did not change.
    ///
    /// One that an earlier run marked as removed is brought back.
    public func keep(_ urns: [String], in scope: String = "") async throws(IngestError) {
        var back: [IngestProposal] = []
        let before = inventory.fresh
        for urn in urns {
            if inventory.wasRemoved(urn) { back.append(.status(of: urn, removed: false)) }
            inventory.add(urn, in: scope)
        }
        progress.count(aspects: report.seen, found: inventory.fresh - before)
        if !back.isEmpty { try await emit(back, in: scope) }
    }

    /// Tells that every object of a scope (a catalog, a topic list) was told by now, so that absence proves a removal.
    ///
    /// Call it only after a listing that had no error; without it nothing of the scope is ever removed.
    public func completeListing(of scope: String = "") { inventory.complete(scope) }

    /// Tells that these are all the scopes there are; objects of others are gone.
    public func completeScopes(_ scopes: [String]) { inventory.keepOnly(Set(scopes)) }

    /// Adds to what decides which objects are visible, e.g. the user that the source knows us as.
    ///
    /// Nothing is removed, and nothing gone on with, when it differs from the last run's. The recipe's fields are part
    /// of it already. Say it before the first ``emit(_:in:)``.
    public func see(as what: String) { viewpoint += "\n" + what }

    // MARK: Memory between runs

    /// What this pipeline saved last, in a finished run or not; `nil` in a first run, and where the destination keeps
    /// nothing of earlier runs, so that everything has to be told again.
    public var checkpoint: JSON? {
        guard sink.keepsEarlierRuns, let state = last?.state, !state.isNull else { return nil }
        return state
    }

    /// What the last run of this pipeline saved, when it did not come to its end and saw the same part of the source.
    ///
    /// Taking it is a promise to leave out what was done then: the scopes that it had completed count as told.
    public func resume() -> JSON? {
        guard options.resumes, sink.keepsEarlierRuns, let last, !last.isComplete, last.viewpoint == viewpoint,
            !last.state.isNull, (identity.started &- last.time).magnitude < Run.longestPause.magnitude
        else { return nil }
        inventory.adopt(last.progress)
        return last.state
    }

    /// Keeps the connector's memory (a small object) once everything emitted until now is written.
    ///
    /// Waits for the sink, so call it at most every few hundred entities.
    public func save(_ state: JSON) async throws(IngestError) {
        guard !isLimited else { return }
        // Objects that the recipe or the user does not show any more are not for the next run to miss.
        if !hasSaved, last?.viewpoint != viewpoint { inventory.forgetKnown() }
        hasSaved = true
        self.state = state
        try await sink.barrier()
        try await checkpoints.save(checkpoint(isComplete: false))
    }

    /// Keeps a text out of everything that is printed or stored from now on.
    public nonisolated func secret(_ text: String) { redactor.add(text) }

    // MARK: What to tell people

    /// Notes something that was not read; the run goes on.
    public func add(_ problem: Problem) {
        report.add(problem)
        progress.warn("\(problem.kind.rawValue): \(problem.object): \(problem.reason)")
    }

    /// Notes that patterns left out `count` objects of a kind (`tables`).
    public func leaveOut(_ count: Int, _ kind: String) {
        guard count > 0 else { return }
        report.filtered[kind, default: 0] += count
    }

    /// Notes what the reader should know though nothing was lost.
    public func note(_ text: String) {
        report.notes.append(text)
        progress.warn(text)
    }

    /// Says what is being done now, e.g. `reading catalog warehouse`.
    public func stage(_ text: String) { progress.stage(text) }

    /// Adds to the number of entities that will come, so that the time left can be told.
    public func expect(_ entities: Int) { progress.expect(entities) }

    // MARK: Beginning and end

    /// Reads what the last run left.
    ///
    /// Where the destination does not tell (it knows no such thing, or does not let us), the run is a first run, and leaves
    /// nothing either: what an earlier one left is not to be overwritten by one that did not know it.
    func begin() async throws(IngestError) {
        let progress = progress
        ticker = Task {
            while (try? await Task.sleep(for: progress.tickInterval)) != nil { progress.tick() }
        }
        do { last = try await checkpoints.load() } catch {
            guard error.code == .memory else { throw error }
            checkpoints = NoCheckpoint()
            note("this run remembers nothing and marks nothing as removed: \(error)")
        }
        state = last?.state ?? .null
        inventory.known = last?.scopes ?? [:]
        inventory.removed = last?.removed ?? []
    }

    /// Closes the books of a run that could not begin.
    func giveUp(_ error: IngestError?) -> Report {
        ticker?.cancel()
        if let error { report.end(by: error) }
        report.seconds = progress.seconds
        progress.close()
        return report
    }

    /// Waits for the sink, marks what is gone, keeps the checkpoint and closes the books.
    ///
    /// - Parameter error: What ended the run before its time, if anything did.
    func finish(endedBy error: IngestError? = nil) async -> Report {
        ticker?.cancel()
        progress.stage("finishing")
        var error = isLimited ? nil : error
        if isLimited {
            report.notes.append("stopped after \(options.limit ?? 0) entities (--limit); nothing is removed")
        }
        do {
            if error == nil, !isLimited {
                try await sink.barrier()
                try await removeStale()
            }
        } catch let sinkError {
            error = sinkError
        }
        do {
            let tally = error == nil ? try await sink.flush() : try await sink.abandon()
            if tally.failed > 0 { inventory.forgetRemovals() }
            report.add(tally)
            for problem in tally.problems {
                progress.warn("\(problem.kind.rawValue): \(problem.object): \(problem.reason)")
            }
        } catch let flushError {
            error = error ?? flushError
        }
        if !isLimited {
            do { try await checkpoints.save(checkpoint(isComplete: error == nil)) } catch {
                note("the checkpoint was not kept, so the next run reads everything: \(error)")
            }
        }
        if let error { report.end(by: error) }
        report.entities = inventory.count
        report.seconds = progress.seconds
        progress.close()
        return report
    }

    /// Marks as removed what complete listings do not hold any more.
    private func removeStale() async throws(IngestError) {
        guard options.removes, let last else { return }
        guard last.viewpoint == viewpoint else {
            note("what is gone is not looked for in this run: the recipe or the user changed since the last one")
            inventory.forgetKnown()
            return
        }
        let stale = inventory.stale()
        guard !stale.isEmpty else { return }
        let known = max(1, inventory.knownCount)
        guard stale.count * 100 <= known * options.maximumRemovedShare else {
            inventory.keepStale()
            add(
                Problem(
                    .skipped, object: "\(stale.count) of \(known) known entities",
                    reason:
                        "they are gone from the source, which is more than \(options.maximumRemovedShare) %, so none "
                        + "was removed; if that is right, raise --max-removed-share", aspects: stale.count))
            return
        }
        progress.stage("removing what is gone")
        report.seen += stale.count
        report.removed = stale.count
        inventory.markRemoved(stale)
        try await sink.write(stale.map { .status(of: $0, removed: true) })
    }

    private func checkpoint(isComplete: Bool) -> Checkpoint {
        // One that ended before it saved anything leaves the place of the run before it as it was.
        let before = isComplete || hasSaved ? nil : last
        if let before, before.viewpoint != viewpoint { return before }
        var checkpoint = Checkpoint()
        checkpoint.isComplete = before?.isComplete ?? isComplete
        checkpoint.viewpoint = viewpoint
        checkpoint.time = before?.time ?? identity.started
        checkpoint.state = state
        checkpoint.scopes = inventory.toRemember(isComplete: isComplete)
        checkpoint.progress = before?.progress ?? (isComplete ? [:] : inventory.completed)
        checkpoint.removed = inventory.removed
        return checkpoint
    }

    /// The proposals that the limit still allows, and whether it was reached.
    private func limited(_ proposals: [IngestProposal]) -> ([IngestProposal], Bool) {
        guard let limit = options.limit else { return (proposals, false) }
        var isEnd = false
        let wanted = proposals.filter { proposal in
            guard proposal.entityType != "container", !counted.contains(proposal.urn) else { return true }
            guard counted.count < limit else {
                isEnd = true
                return false
            }
            counted.insert(proposal.urn)
            return true
        }
        return (wanted, isEnd)
    }
}
