import Basics
import CatalogModel

/// Tells who states an edge, and since when. Apart from ``LineageReader``, so that an engine which only walks needs none of it.
public protocol EvidenceReader: Sendable {
    /// What is known of the statement behind each edge, in their order; `nil` where its owner does not state it any more.
    func claims(of edges: [LineageEdge]) async throws(StoreError) -> [EdgeClaim?]
}

/// An owner's statement of an edge. It ends when the owner writes the aspect without the edge, and no other writer ends it.
public struct EdgeClaim: Sendable, Equatable {
    /// A moment at which a producer said what it saw.
    public struct Sighting: Sendable, Equatable {
        /// The position of the change that wrote it.
        public var position: Position
        /// When the producer had observed it; `nil` where that is not kept any more.
        public var time: Milliseconds?

        public init(position: Position, time: Milliseconds?) {
            self.position = position
            self.time = time
        }
    }

    /// Since when the owner has stated the edge without a break, whatever became of its details.
    public var firstSeen: Sighting
    /// The version of the owner's aspect that states it, and when that content was last observed.
    public var lastSeen: Sighting
    /// The run of the last observation, and what the producer noted with the version that states the edge.
    public var systemMetadata: SystemMetadata
    /// Who wrote the version that states it.
    public var actor: String

    public init(firstSeen: Sighting, lastSeen: Sighting, systemMetadata: SystemMetadata, actor: String) {
        self.firstSeen = firstSeen
        self.lastSeen = lastSeen
        self.systemMetadata = systemMetadata
        self.actor = actor
    }
}
