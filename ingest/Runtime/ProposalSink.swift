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
    /// Waits until all that was accepted is written or refused, and tells the outcome of the whole run.
    func flush() async throws(IngestError) -> SinkTally
}

extension ProposalSink {
    public func barrier() {}
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

    public init() {}
}

/// Takes everything and writes nothing: for `--dry-run`.
public struct NullSink: ProposalSink {
    public init() {}
    public func check() {}
    public func write(_ proposals: [IngestProposal]) {}
    public func flush() -> SinkTally { SinkTally() }
}

/// What ends a run. The text is one sentence for a person and says what to do.
public struct IngestError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What went wrong, for callers that branch on it.
    public enum Code: String, Sendable {
        /// The command line or recipe is wrong.
        case configuration
        /// The source does not answer, or not as expected.
        case source
        /// The destination does not answer, or not as expected.
        case destination
        /// A user, password or token is refused.
        case access
        case cancelled
        /// As many entities as the person asked for are written.
        case limit
    }

    public var code: Code
    public var message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }
}
