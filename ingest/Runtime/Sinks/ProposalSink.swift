/// Where a connector puts what it finds.
public protocol ProposalSink: Sendable {
    /// Proves that the destination answers and lets us in; writes nothing.
    func check() async throws(IngestError)
    /// Takes proposals in any number. Returns when they are accepted, not when they are written, and waits while the
    /// sink is full, so a fast source cannot fill the memory.
    ///
    /// - Throws: only what ends the run (no access, destination gone). A refused aspect is counted, not thrown.
    func write(_ proposals: [IngestProposal]) async throws(IngestError)
    /// Waits until all that was accepted is written or refused.
    ///
    /// - Throws: what ends the run.
    func barrier() async throws(IngestError)
    /// Writes aspects that are no part of the source (the run's own record, a checkpoint) at once, and counts them nowhere.
    func record(_ proposals: [IngestProposal]) async throws(IngestError)
    /// Whether what earlier runs wrote is still there, so that a run may go on where one before it ended.
    var keepsEarlierRuns: Bool { get }
    /// Waits until all that was accepted is written or refused, and tells the outcome of the whole run.
    func flush() async throws(IngestError) -> SinkTally
    /// The same for a run that ended before its time: a destination that is worth something only when it is whole drops
    /// what it took.
    func abandon() async throws(IngestError) -> SinkTally
}

extension ProposalSink {
    public func barrier() {}
    public func record(_ proposals: [IngestProposal]) {}
    public func abandon() async throws(IngestError) -> SinkTally { try await flush() }
    public nonisolated var keepsEarlierRuns: Bool { true }
}

/// What became of the aspects that a sink took.
public struct SinkTally: Sendable, Equatable {
    /// Aspects that made a new version.
    public var written = 0
    /// Aspects that the destination already held with the same content.
    public var unchanged = 0
    /// Aspects that it refused or that could not be sent.
    public var failed = 0
    /// Why, for each that failed (bounded by ``Report/maximumProblems``).
    public var problems: [Problem] = []
    /// What the run would do; only of a dry run that could look into the catalog.
    var preview: Preview?

    public init() {}

    /// Takes over what became of further aspects.
    mutating func add(_ other: SinkTally) {
        written += other.written
        unchanged += other.unchanged
        failed += other.failed
        for problem in other.problems { note(problem) }
    }

    /// Keeps a problem word by word, if there is room; its aspects are counted elsewhere.
    mutating func note(_ problem: Problem) {
        if problems.count < Report.maximumProblems { problems.append(problem) }
    }
}

/// Takes everything and writes nothing: for `--dry-run`.
public struct NullSink: ProposalSink {
    public init() {}
    public func check() {}
    public func write(_ proposals: [IngestProposal]) {}
    public func flush() -> SinkTally { SinkTally() }
}
