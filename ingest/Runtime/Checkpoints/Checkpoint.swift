import Basics

/// What a pipeline remembers from one run to the next.
struct Checkpoint: Sendable, Equatable {
    /// Whether the run that left it came to its end; one that did not can be gone on with.
    var isComplete = true
    /// When that run began.
    var time: Milliseconds = 0
    /// What decides which objects are visible (user, patterns): absence proves nothing when it changed.
    var viewpoint = ""
    /// The connector's own memory.
    var state: JSON = .null
    /// Urns that existed, by scope.
    var scopes: [String: Set<String>] = [:]
    /// Scopes that an unfinished run had listed completely, with what it found there.
    var progress: [String: Set<String>] = [:]
    /// Urns that were marked as removed and have not come back.
    var removed: Set<String> = []
}

/// Where the checkpoint of one pipeline is kept.
protocol CheckpointStore: Sendable {
    /// The last checkpoint; `nil` before the first run.
    func load() async throws(IngestError) -> Checkpoint?
    /// Replaces it; when this returns, it is kept.
    func save(_ checkpoint: Checkpoint) async throws(IngestError)
}

/// Keeps nothing, so that each run is a first run.
struct NoCheckpoint: CheckpointStore {
    func load() -> Checkpoint? { nil }
    func save(_ checkpoint: Checkpoint) {}
}

/// Shows what there is and keeps nothing: for a dry run.
struct ReadOnlyCheckpoint: CheckpointStore {
    let inner: any CheckpointStore

    func load() async throws(IngestError) -> Checkpoint? { try await inner.load() }
    func save(_ checkpoint: Checkpoint) {}
}
