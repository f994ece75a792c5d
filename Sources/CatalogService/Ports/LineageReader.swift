import CatalogModel

/// Answers what feeds an entity and what it feeds.
public protocol LineageReader: Sendable {
    /// Everything reachable within the hops asked, each entity once at its shortest distance, with exact totals.
    func lineage(_ query: LineageQuery) async throws(StoreError) -> LineagePage
}

/// The way a traversal goes, in the direction of the data.
public enum LineageDirection: String, Sendable, CaseIterable {
    /// What feeds the root.
    case upstream
    /// What the root feeds.
    case downstream
}

/// A traversal from one entity.
public struct LineageQuery: Sendable {
    public var root: Urn
    public var direction: LineageDirection
    /// Most hops from the root; `nil` for all there are.
    public var hops: Int?
    /// Whether soft-deleted entities are shown; they are passed through in any case.
    public var includeRemoved: Bool
    /// Entities on one page.
    public var limit: Int
    /// Entities to leave out in front: those of the pages before.
    public var offset: Int

    public init(
        root: Urn, direction: LineageDirection, hops: Int? = 1, includeRemoved: Bool = false, limit: Int = 100,
        offset: Int = 0
    ) {
        self.root = root
        self.direction = direction
        self.hops = hops
        self.includeRemoved = includeRemoved
        self.limit = limit
        self.offset = offset
    }
}

/// A page of a traversal: entities by distance, then by urn.
public struct LineagePage: Sendable {
    /// All entities reached, without the root.
    public var total: Int
    public var nodes: [LineageNode]
    /// The edges walked that lead to a node of this page, and those that lead back to the root or to an earlier page's node
    /// from one of this page.
    public var edges: [LineageEdge]
    /// How many of all entities reached are of each type.
    public var countsByType: [String: Int]
    /// The offset of the next page; `nil` at the end.
    public var next: Int?
    /// Whether the root has ever been written or referenced.
    public var rootKnown: Bool
    public var position: Position

    public init(
        total: Int, nodes: [LineageNode], edges: [LineageEdge], countsByType: [String: Int], next: Int?,
        rootKnown: Bool, position: Position
    ) {
        self.total = total
        self.nodes = nodes
        self.edges = edges
        self.countsByType = countsByType
        self.next = next
        self.rootKnown = rootKnown
        self.position = position
    }
}

/// An entity that a traversal reached.
public struct LineageNode: Sendable {
    public var urn: String
    public var type: String
    /// The shortest distance from the root.
    public var hops: Int
    /// The name to show; empty for an entity that is only referenced.
    public var name: String
    public var platform: String?
    public var removed: Bool
    /// Whether it was ever written, or is only referenced by others.
    public var exists: Bool

    public init(
        urn: String, type: String, hops: Int, name: String, platform: String?, removed: Bool, exists: Bool
    ) {
        self.urn = urn
        self.type = type
        self.hops = hops
        self.name = name
        self.platform = platform
        self.removed = removed
        self.exists = exists
    }
}

/// An edge in the direction of the data: `source` is the upstream end.
public struct LineageEdge: Sendable, Equatable {
    public var source: String
    public var destination: String
    /// The relationship's name as the model calls it.
    public var kind: String
    /// The entity and aspect that state the edge.
    public var owner: String
    public var ownerAspect: String
    public var via: String?
    /// JSON text of stamps and properties.
    public var properties: String?

    public init(
        source: String, destination: String, kind: String, owner: String, ownerAspect: String, via: String?,
        properties: String?
    ) {
        self.source = source
        self.destination = destination
        self.kind = kind
        self.owner = owner
        self.ownerAspect = ownerAspect
        self.via = via
        self.properties = properties
    }
}
