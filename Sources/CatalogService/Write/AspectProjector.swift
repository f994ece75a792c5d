import Basics
import CatalogModel
import CatalogSchema

/// Derives from one aspect value what the other tables hold of it: edges, search contribution, soft deletion.
///
/// Pure: the same value gives the same projection, which is what lets `catalog fsck` recompute every derived row.
public struct AspectProjector: Sendable {
    private let search: SearchProjection

    /// A projector for the aspects of a model.
    public init(model: MetadataModel) { search = SearchProjection(model: model) }

    /// The projection of a validated value.
    /// - Throws: ``TooManyEdges`` when the value states more edges than one write may.
    public func projection(of value: JSON, aspect: AspectDefinition, urn: Urn) throws(TooManyEdges) -> AspectProjection
    {
        AspectProjection(
            edges: try edges(value, aspect, urn),
            search: aspect.isTimeseries || aspect.searchFields.isEmpty && !aspect.isKey
                ? nil : search.contribution(of: value, aspect: aspect, urn: urn),
            removed: aspect.name == "status" ? value["removed"]?.boolValue ?? false : nil)
    }

    private func edges(_ value: JSON, _ aspect: AspectDefinition, _ urn: Urn) throws(TooManyEdges) -> [EdgeDraft] {
        guard !aspect.isTimeseries else { return [] }
        var drafts: [EdgeDraft] = []
        var seen: Set<EdgeDraft> = []
        for edge in try aspect.edges(from: value, owner: urn.text) {
            // A reference that is no urn cannot be walked; validation has already refused those the model calls urns.
            guard let destination = try? Urn(edge.destination) else { continue }
            var source = urn
            if let text = edge.source {
                guard let other = try? Urn(text) else { continue }
                source = other
            }
            let draft = EdgeDraft(
                source: source, destination: destination, kind: edge.relationship, lineage: Self.role(edge.lineage),
                via: edge.via.flatMap { try? Urn($0) }, properties: Self.properties(edge))
            if seen.insert(draft).inserted { drafts.append(draft) }
        }
        return drafts
    }

    private static func role(_ lineage: RelationshipMark.Lineage?) -> LineageRole {
        switch lineage {
        case .none: .none
        case .upstream: .sourceIsDownstream
        case .downstream: .sourceIsUpstream
        }
    }

    private static func properties(_ edge: ExtractedEdge) -> String? {
        var object = JSONObject()
        if let time = edge.createdOn { object.members.append(.init("createdOn", .int(time))) }
        if let actor = edge.createdActor { object.members.append(.init("createdActor", .string(actor))) }
        if let time = edge.updatedOn { object.members.append(.init("updatedOn", .int(time))) }
        if let actor = edge.updatedActor { object.members.append(.init("updatedActor", .string(actor))) }
        if let text = edge.transformation { object.members.append(.init("transformOperation", .string(text))) }
        if let number = edge.confidence { object.members.append(.init("confidenceScore", number)) }
        if let query = edge.query { object.members.append(.init("query", .string(query))) }
        if let properties = edge.properties { object.members.append(.init("properties", properties)) }
        return object.isEmpty ? nil : JSON.object(object).text
    }
}
