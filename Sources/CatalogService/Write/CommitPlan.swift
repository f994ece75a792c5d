import Basics
import CatalogModel

/// The rows of one commit, decided but not yet written. Entities are indexes of the planner's list.
public struct CommitPlan: Sendable {
    /// The latest version of an aspect after the commit.
    public struct Aspect: Sendable {
        public var entity: Int
        public var version: Int64
        public var write: AspectWrite
        public var runID: String
        public var lastRunID: String
        public var lastObserved: Milliseconds?
        public var position: Position
        /// Whether the store holds an earlier version.
        public var stored: Bool

        public var key: AspectKey { AspectKey(entity: entity, aspect: write.aspect) }
    }

    /// A version that this very batch made and replaced again.
    public struct Intermediate: Sendable {
        public var aspect: Aspect
        /// The position at which it stopped being the latest.
        public var until: Position
    }

    /// A stored version that moves to the history.
    public struct Superseded: Sendable {
        public var key: AspectKey
        public var until: Position
    }

    /// An observation of unchanged content.
    public struct Touch: Sendable, Equatable {
        public var lastObserved: Milliseconds
        public var runID: String
        public var lastRunID: String
    }

    /// One value of a timeseries.
    public struct Point: Sendable {
        public var entity: Int
        public var timestamp: Milliseconds
        public var identity: Digest128
        public var write: AspectWrite
        public var position: Position

        public var key: AspectKey { AspectKey(entity: entity, aspect: write.aspect) }
    }

    /// What changes in an entity's search document.
    public struct Document: Sendable {
        public var entity: Int
        /// New contributions by aspect; those of other aspects stay.
        public var contributions: [(aspect: String, part: SearchContribution)]
        /// Whether a document is stored already.
        public var hasStored: Bool
        public var removed: Bool
    }

    /// What a change did.
    public enum ChangeKind: Int16, Sendable {
        case upserted = 1
        case appended = 2
    }

    /// A row of the change log.
    public struct Change: Sendable, Equatable {
        public var position: Position
        public var key: AspectKey
        public var kind: ChangeKind
        /// The version made; 0 for a timeseries.
        public var version: Int64
        /// The version before; 0 when there was none.
        public var previousVersion: Int64
        public var at: Milliseconds
    }

    /// The position before the commit.
    public let start: Position
    public var changes: [Change] = []
    /// One outcome for each write of the batch.
    public var outcomes: [WriteOutcome] = []
    /// Entities that exist from now on.
    public var createdEntities: [Int] = []
    /// Entities that edges name and nobody has written.
    public var referencedEntities: [Int] = []
    /// The aspects that changed; each owns the edges of its projection from now on, and no others.
    public var aspects: [Aspect] = []
    public var superseded: [Superseded] = []
    public var intermediates: [Intermediate] = []
    public var touched: [AspectKey: Touch] = [:]
    public var points: [Point] = []
    public var documents: [Document] = []
    /// Soft deletion as it is after the commit, where the batch speaks of it.
    public var removed: [Int: Bool] = [:]

    init(start: Position) { self.start = start }

    /// The position after the commit.
    public var end: Position { Position(start.value &+ Int64(changes.count)) }

    mutating func record(
        _ key: AspectKey, _ kind: ChangeKind, version: Int64, previous: Int64, _ at: Milliseconds
    ) -> Position {
        let position = Position(start.value &+ Int64(changes.count) &+ 1)
        changes.append(
            .init(position: position, key: key, kind: kind, version: version, previousVersion: previous, at: at))
        return position
    }
}

/// How the stored edges of an owner become the wanted ones: nothing is rewritten that stays.
public struct EdgeDifference: Sendable {
    /// An edge to open.
    public struct Opened: Sendable {
        public var draft: EdgeDraft
        /// The index of the stored edge whose details it replaces, which is closed: the owner has stated it since then.
        public var replaces: Int?
    }

    /// Indexes of stored edges to close.
    public var closed: [Int] = []
    public var opened: [Opened] = []

    public init(stored: [EdgeDraft], wanted: [EdgeDraft]) {
        guard !stored.isEmpty else {
            opened = wanted.map { Opened(draft: $0) }
            return
        }
        var missing = Set(wanted)
        for (index, edge) in stored.enumerated() where missing.remove(edge) == nil { closed.append(index) }
        var earlier: [EdgeDraft: Int] = [:]
        for index in closed { earlier[stored[index].withoutProperties] = index }
        for edge in wanted where missing.contains(edge) {
            opened.append(Opened(draft: edge, replaces: earlier.isEmpty ? nil : earlier[edge.withoutProperties]))
        }
    }
}
