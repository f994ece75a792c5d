import Basics
import CatalogService

/// An edge as clients read it: once, however many owners state it, with a piece of evidence for each of them.
struct ExplainedEdge {
    /// Claims of a page up to which evidence is shown without being asked for.
    static let unasked = 200

    /// Every claim of the edge, of which there is at least one.
    private var claims: [LineageEdge]
    /// `nil` where evidence is not shown.
    private var evidence: [EdgeEvidence]?

    /// Joins claims of equal ends and kind, in the order of their first.
    static func joined(_ claims: [LineageEdge], evidence: [EdgeEvidence]?) -> [ExplainedEdge] {
        struct Ends: Hashable {
            var source: String
            var destination: String
            var kind: String
        }
        var edges: [ExplainedEdge] = []
        var places: [Ends: Int] = [:]
        for (index, claim) in claims.enumerated() {
            let ends = Ends(source: claim.source, destination: claim.destination, kind: claim.kind)
            let place = places[ends] ?? edges.count
            if place == edges.count {
                places[ends] = place
                edges.append(ExplainedEdge(claims: [], evidence: evidence == nil ? nil : []))
            }
            edges[place].claims.append(claim)
            if let evidence { edges[place].evidence?.append(evidence[index]) }
        }
        return edges
    }

    func write(to item: inout JSONDocument) {
        guard let first = claims.first else { return }
        item.member("source", .string(first.source))
        item.member("destination", .string(first.destination))
        item.member("kind", .string(first.kind))
        item.member("owner", .string(first.owner))
        item.member("ownerAspect", .string(first.ownerAspect))
        item.member("via", first.via.map(JSON.string) ?? .null)
        item.member("properties", splicing: first.properties ?? "null")
        item.member("claims", .int(Int64(claims.count)))
        guard let evidence else {
            item.member("evidence", .null)
            return
        }
        item.array("evidence", evidence) { piece, item in Self.write(piece, to: &item) }
    }

    private static func write(_ piece: EdgeEvidence, to item: inout JSONDocument) {
        func text(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }
        func place(_ name: String, _ urn: String, _ aspect: String, _ item: inout JSONDocument) {
            item.object(name) { place in
                place.member("urn", .string(urn))
                place.member("aspect", .string(aspect))
            }
        }
        func sighting(_ name: String, _ sighting: EdgeClaim.Sighting?) {
            guard let sighting else {
                item.member(name, .null)
                return
            }
            item.object(name) { moment in
                moment.member("position", .int(sighting.position.value))
                moment.member("time", sighting.time.map(JSON.int) ?? .null)
            }
        }
        place("owner", piece.edge.owner, piece.edge.ownerAspect, &item)
        item.object("producer") { producer in
            producer.member("actor", text(piece.claim?.actor))
            producer.member("app", text(piece.application))
            producer.member("agent", text(piece.agent))
        }
        item.member("runId", text(piece.runID))
        item.member("pipelineName", text(piece.pipelineName))
        sighting("firstSeen", piece.claim?.firstSeen)
        sighting("lastSeen", piece.claim?.lastSeen)
        item.member("via", text(piece.edge.via))
        item.member("transformation", text(piece.transformation))
        item.member("confidence", piece.confidence ?? .null)
        item.member("properties", splicing: piece.edge.properties ?? "null")
        item.member("statement", text(piece.statement?.text))
        item.member("statementTruncated", .bool(piece.statement?.isTruncated ?? false))
        if let statement = piece.statement {
            place("statementFrom", statement.urn, statement.aspect, &item)
        } else {
            item.member("statementFrom", .null)
        }
    }
}
