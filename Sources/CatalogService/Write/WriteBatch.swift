import Basics
import CatalogModel

/// Everything that one commit writes: aspects in order, and what has to move with them.
///
/// All of it becomes visible in one transaction or none of it does.
public struct WriteBatch: Sendable {
    /// Validated writes in the order they were proposed; one aspect may be written several times.
    public var writes: [AspectWrite]
    /// Makes the aspects that an entity gets by itself when it is first written.
    public var defaults: any DefaultAspects
    /// Kafka offsets that these writes account for.
    public var offsets: [OffsetMove]
    /// Records that could not be applied.
    public var deadLetters: [DeadLetterDraft]
    /// Dead letters that these writes settle.
    public var replayed: [Int64]
    /// Events that these writes were made of, to be kept as they came.
    public var events: [SourceEvent] = []
    /// What events add up to from now on, each key once.
    public var states: [EventStateMove] = []

    public init(
        writes: [AspectWrite], defaults: any DefaultAspects, offsets: [OffsetMove] = [],
        deadLetters: [DeadLetterDraft] = [], replayed: [Int64] = []
    ) {
        self.writes = writes
        self.defaults = defaults
        self.offsets = offsets
        self.deadLetters = deadLetters
        self.replayed = replayed
    }
}

/// One aspect value that passed validation, with everything derived from it.
///
/// A class, because a commit hands each write on several times and copying its fields was a third of the time.
public final class AspectWrite: Sendable {
    /// How the aspect is kept.
    public enum Kind: Sendable, Equatable {
        /// Latest value and history, by a version counter.
        case versioned
        /// Points in time; the same identity replaces.
        case timeseries(timestamp: Milliseconds, identity: Digest128)
    }

    public let urn: Urn
    public let aspect: String
    public let kind: Kind
    /// The value as JSON text.
    public let text: String
    /// Equal for equal content, whatever the order of members.
    public let digest: Digest128
    public let systemMetadata: SystemMetadata
    public let created: AuditStamp
    public let projection: AspectProjection
    /// Whether a version that another run wrote stays as it is: what was only observed yields to what was declared.
    public let yields: Bool

    public init(
        urn: Urn, aspect: String, kind: Kind, text: String, digest: Digest128, systemMetadata: SystemMetadata,
        created: AuditStamp, projection: AspectProjection, yields: Bool = false
    ) {
        self.urn = urn
        self.aspect = aspect
        self.kind = kind
        self.text = text
        self.digest = digest
        self.systemMetadata = systemMetadata
        self.created = created
        self.projection = projection
        self.yields = yields
    }
}

/// What one aspect value contributes to the derived tables. `catalog fsck` recomputes it and compares.
public struct AspectProjection: Sendable, Equatable {
    /// The edges that the aspect owns, without repetition.
    public var edges: [EdgeDraft]
    /// What the aspect adds to the entity's search document; `nil` when nothing.
    public var search: SearchContribution?
    /// What the aspect says of the entity's soft deletion; `nil` when it does not speak of it.
    public var removed: Bool?

    public init(edges: [EdgeDraft] = [], search: SearchContribution? = nil, removed: Bool? = nil) {
        self.edges = edges
        self.search = search
        self.removed = removed
    }
}

/// Which end of an edge is upstream in the flow of data.
public enum LineageRole: Int16, Sendable {
    /// The edge says nothing about the flow of data.
    case none = 0
    /// The source consumes from the destination: DataHub's `isUpstream` relationships.
    case sourceIsDownstream = 1
    /// The source feeds the destination.
    case sourceIsUpstream = 2
}

/// An edge as an aspect states it.
public struct EdgeDraft: Sendable, Hashable {
    public var source: Urn
    public var destination: Urn
    /// The relationship's name, e.g. `DownstreamOf`.
    public var kind: String
    public var lineage: LineageRole
    /// The query or job that the data passed through.
    public var via: Urn?
    /// JSON text of the stated stamps and properties.
    public var properties: String?

    public init(
        source: Urn, destination: Urn, kind: String, lineage: LineageRole, via: Urn? = nil, properties: String? = nil
    ) {
        self.source = source
        self.destination = destination
        self.kind = kind
        self.lineage = lineage
        self.via = via
        self.properties = properties
    }

    /// What makes it this edge among those of its owner.
    var withoutProperties: EdgeDraft {
        var edge = self
        edge.properties = nil
        return edge
    }
}

/// A Kafka partition's next offset, moved from one value to another. The commit fails when somebody else moved it.
public struct OffsetMove: Sendable, Hashable {
    public var partition: ConsumedPartition
    /// The stored offset before; `nil` when none was stored.
    public var from: Int64?
    public var to: Int64

    public init(partition: ConsumedPartition, from: Int64?, to: Int64) {
        self.partition = partition
        self.from = from
        self.to = to
    }
}

/// A partition as one consumer group of one cluster sees it.
public struct ConsumedPartition: Sendable, Hashable {
    public var clusterID: String
    public var group: String
    public var topic: String
    public var partition: Int32

    public init(clusterID: String, group: String, topic: String, partition: Int32) {
        self.clusterID = clusterID
        self.group = group
        self.topic = topic
        self.partition = partition
    }
}

/// A record that could not be applied: its bytes, where it came from, and why.
public struct DeadLetterDraft: Sendable, Equatable {
    public var clusterID: String
    public var topic: String
    public var partition: Int32
    public var offset: Int64
    public var key: [UInt8]?
    /// `nil` for a tombstone.
    public var value: [UInt8]?
    public var timestamp: Milliseconds
    /// A stable word for the reason, e.g. `unknown_aspect`.
    public var code: String
    public var reason: String

    public init(
        clusterID: String, topic: String, partition: Int32, offset: Int64, key: [UInt8]?, value: [UInt8]?,
        timestamp: Milliseconds, code: String, reason: String
    ) {
        self.clusterID = clusterID
        self.topic = topic
        self.partition = partition
        self.offset = offset
        self.key = key
        self.value = value
        self.timestamp = timestamp
        self.code = code
        self.reason = reason
    }
}

/// Makes the aspects that an entity gets by itself when it is first written: its key, browse path, platform.
public protocol DefaultAspects: Sendable {
    /// Other entities that the defaults of an entity may name, e.g. the flow that a job's key holds.
    func references(of urn: Urn) -> [Urn]

    /// The default aspects of an entity that is about to exist, without those that `writes` bring.
    /// - Parameter writes: The batch's own writes to this entity.
    func defaults(for urn: Urn, writes: [AspectWrite]) -> [AspectWrite]
}

extension DefaultAspects {
    /// No other entity is named, which is so for all but a few types.
    public func references(of urn: Urn) -> [Urn] { [] }
}

/// What became of one write.
public enum WriteOutcome: Sendable, Equatable {
    /// A new version was made.
    case written(version: Int64)
    /// The content was already there; only the time of observation and the run moved.
    case unchanged(version: Int64)
    /// A point of a timeseries was stored.
    case appended

    /// Whether a new version was made.
    public var isWritten: Bool {
        if case .written = self { return true }
        return false
    }
}

/// The answer to a commit.
public struct CommitReceipt: Sendable, Equatable {
    /// The position after the commit; reads at this position see all of it.
    public var position: Position
    /// One outcome a write, in their order.
    public var outcomes: [WriteOutcome]

    public init(position: Position, outcomes: [WriteOutcome]) {
        self.position = position
        self.outcomes = outcomes
    }
}
