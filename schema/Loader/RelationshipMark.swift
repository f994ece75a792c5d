import Basics

/// Says that the urns at a path of an aspect are related to the entity that carries it.
public final class RelationshipMark: Sendable {
    /// Which end of the edge the data comes from.
    public enum Lineage: String, Sendable, CaseIterable {
        /// The destination is upstream of the entity.
        case upstream
        /// The destination is downstream of the entity.
        case downstream
    }

    /// The relationship's name, e.g. `DownstreamOf`.
    public let name: String
    /// Entity types that the model expects at the other end; not enforced.
    public let destinationTypes: [String]
    /// `nil` when the relationship is no lineage.
    public let lineage: Lineage?
    /// Where the urns are, e.g. `/upstreams/*/dataset`.
    public var path: String { destination.text }

    /// Facts about an edge that lie beside its urn, each a path of member names from there.
    struct Companions: Sendable {
        var createdOn: ArraySlice<MarkPath.Step>?
        var createdActor: ArraySlice<MarkPath.Step>?
        var updatedOn: ArraySlice<MarkPath.Step>?
        var updatedActor: ArraySlice<MarkPath.Step>?
        var properties: ArraySlice<MarkPath.Step>?
        var via: ArraySlice<MarkPath.Step>?
    }

    private let destination: MarkPath
    /// How many steps of ``destination`` lead to the element that holds the urn and its companions.
    private let shared: Int
    private let companions: Companions

    init(
        name: String, destinationTypes: [String], lineage: Lineage?, destination: MarkPath, shared: Int,
        companions: Companions
    ) {
        self.name = name
        self.destinationTypes = destinationTypes
        self.lineage = lineage
        self.destination = destination
        self.shared = shared
        self.companions = companions
    }

    /// The edges that a value states, in its order. Duplicates stay.
    public func extract(from value: JSON) -> [ExtractedEdge] {
        var edges: [ExtractedEdge] = []
        MarkPath.visit(value, destination.steps[..<shared]) { element in
            MarkPath.visit(element, destination.steps[shared...]) { leaf in
                guard case .string(let urn) = leaf, !urn.isEmpty else { return }
                edges.append(edge(to: urn, beside: element))
            }
        }
        return edges
    }

    private func edge(to urn: String, beside element: JSON) -> ExtractedEdge {
        func fact(_ steps: ArraySlice<MarkPath.Step>?) -> JSON? { steps.flatMap { MarkPath.value(element, $0) } }
        var edge = ExtractedEdge(relationship: name, destination: urn, lineage: lineage)
        edge.via = fact(companions.via)?.stringValue
        edge.createdOn = fact(companions.createdOn)?.intValue
        edge.createdActor = fact(companions.createdActor)?.stringValue
        edge.updatedOn = fact(companions.updatedOn)?.intValue
        edge.updatedActor = fact(companions.updatedActor)?.stringValue
        edge.properties = fact(companions.properties)
        return edge
    }
}

/// One edge that an aspect's value states.
public struct ExtractedEdge: Sendable, Equatable {
    /// The urn that the edge starts at; `nil` means the entity that carries the aspect.
    public var source: String?
    public var relationship: String
    public var destination: String
    /// `nil` when the edge is no lineage.
    public var lineage: RelationshipMark.Lineage?
    /// The urn of what made the connection, e.g. a query.
    public var via: String?
    /// Milliseconds since 1970.
    public var createdOn: Int64?
    public var createdActor: String?
    /// Milliseconds since 1970.
    public var updatedOn: Int64?
    public var updatedActor: String?
    public var properties: JSON?
    /// How a column mapping says that the columns become others, e.g. `IDENTITY`; bounded, since it is kept with each pair.
    public var transformation: String?
    /// How sure a column mapping is, as the number came; `nil` where it says nothing, or 1.
    public var confidence: JSON?
    /// The query that a column mapping names beside the job that ``via`` names.
    public var query: String?

    public init(
        source: String? = nil, relationship: String, destination: String, lineage: RelationshipMark.Lineage? = nil,
        via: String? = nil
    ) {
        self.source = source
        self.relationship = relationship
        self.destination = destination
        self.lineage = lineage
        self.via = via
    }

    public var isLineage: Bool { lineage != nil }
    /// Whether the destination is upstream of the source.
    public var isUpstream: Bool { lineage == .upstream }
}
