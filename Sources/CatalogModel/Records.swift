import Basics

/// Who changed something, and when.
public struct AuditStamp: Sendable, Equatable {
    public var time: Milliseconds
    /// The urn of the actor as text.
    public var actor: String

    public init(time: Milliseconds, actor: String) {
        self.time = time
        self.actor = actor
    }

    /// The actor that DataHub names when nobody is logged in.
    public static let unknownActor = "urn:li:corpuser:unknown"
    /// The actor of what the service itself writes.
    public static let systemActor = "urn:li:corpuser:__datahub_system"
}

/// One stored version of a versioned aspect.
public struct AspectRecord: Sendable, Equatable {
    public var name: String
    /// The value as JSON text: key order and number text as the producer wrote them.
    public var value: String
    /// 1 at first, +1 with each change.
    public var version: Int64
    /// The position of the change that made this version.
    public var position: Position
    public var systemMetadata: SystemMetadata
    public var created: AuditStamp

    public init(
        name: String, value: String, version: Int64, position: Position, systemMetadata: SystemMetadata,
        created: AuditStamp
    ) {
        self.name = name
        self.value = value
        self.version = version
        self.position = position
        self.systemMetadata = systemMetadata
        self.created = created
    }
}

/// An entity and the latest version of its versioned aspects.
public struct EntityRecord: Sendable, Equatable {
    public var urn: Urn
    /// Soft-deleted: its `status` aspect says `removed`.
    public var removed: Bool
    /// The position of the entity's last change among the aspects read.
    public var position: Position
    /// By name, sorted.
    public var aspects: [AspectRecord]

    public init(urn: Urn, removed: Bool, position: Position, aspects: [AspectRecord]) {
        self.urn = urn
        self.removed = removed
        self.position = position
        self.aspects = aspects
    }

    /// The aspect of a name, if stored.
    public func aspect(_ name: String) -> AspectRecord? { aspects.first { $0.name == name } }
}

/// One value of a timeseries aspect.
public struct TimeseriesRecord: Sendable, Equatable {
    public var aspect: String
    /// The moment the value speaks of.
    public var timestamp: Milliseconds
    /// The value as JSON text.
    public var value: String
    public var systemMetadata: SystemMetadata

    public init(aspect: String, timestamp: Milliseconds, value: String, systemMetadata: SystemMetadata) {
        self.aspect = aspect
        self.timestamp = timestamp
        self.value = value
        self.systemMetadata = systemMetadata
    }
}
