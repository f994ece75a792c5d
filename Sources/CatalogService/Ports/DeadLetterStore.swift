import Basics
import CatalogModel

/// The records that could not be applied.
public protocol DeadLetterStore: Sendable {
    /// A page of open dead letters, oldest first, and the total of open ones.
    /// - Parameter after: The id where the page before ended; 0 for the first page.
    func deadLetters(after: Int64, limit: Int) async throws(StoreError) -> (total: Int, letters: [DeadLetter])

    /// One dead letter with its bytes, settled or not; `nil` when there is none of that id.
    func deadLetter(id: Int64) async throws(StoreError) -> DeadLetter?

    /// How many are open, by code.
    func openDeadLetters() async throws(StoreError) -> [String: Int]
}

/// A parked record.
public struct DeadLetter: Sendable, Equatable {
    public var id: Int64
    public var draft: DeadLetterDraft
    public var parkedAt: Milliseconds
    /// When a replay applied it; `nil` while open.
    public var replayedAt: Milliseconds?

    public init(id: Int64, draft: DeadLetterDraft, parkedAt: Milliseconds, replayedAt: Milliseconds?) {
        self.id = id
        self.draft = draft
        self.parkedAt = parkedAt
        self.replayedAt = replayedAt
    }
}

/// Applies a parked record again; implemented where envelopes are understood.
public protocol DeadLetterReplayer: Sendable {
    /// Decodes and applies the record, and settles the dead letter in the same transaction.
    /// - Returns: `nil` when it was applied, else why it is still parked.
    func replay(_ letter: DeadLetter) async throws(StoreError) -> String?
}
