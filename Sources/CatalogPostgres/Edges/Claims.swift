import Basics
import CatalogModel
import CatalogService
import Postgres

extension PostgresStore: EvidenceReader {
    /// See ``EvidenceReader/claims(of:)``. A few statements, whatever the number of edges, in one snapshot.
    public func claims(of edges: [LineageEdge]) async throws(StoreError) -> [EdgeClaim?] {
        guard !edges.isEmpty else { return [] }
        return try await withConnection { connection in
            try connection.transaction(.repeatableRead, readOnly: true) { connection in
                try ClaimLookup(edges: edges).run(connection)
            }
        }
    }
}

/// One look-up of claims on one connection.
private struct ClaimLookup {
    let edges: [LineageEdge]

    private struct Owner: Hashable {
        var id: Int32
        var aspect: String
    }

    /// An edge as its owner states it, by ids.
    private struct Stated: Hashable {
        var upstream: Int32
        var downstream: Int32
        var kind: String
        var via: Int32
        var owner: Owner
    }

    /// Sources up to which owners are asked for their edges from there only; comparing with more costs more than it saves.
    private static let fewSources = 64

    func run(_ connection: isolated PostgresConnection) throws -> [EdgeClaim?] {
        let ids = try ids(connection)
        func id(_ urn: String?) -> Int32 { urn.flatMap { ids[$0] } ?? -1 }
        let wanted = edges.map { edge in
            Stated(
                upstream: id(edge.source), downstream: id(edge.destination), kind: edge.kind, via: id(edge.via),
                owner: Owner(id: id(edge.owner), aspect: edge.ownerAspect))
        }
        let owners = Array(Set(wanted.map(\.owner)))
        // All edges of an owner are read once and matched here: looked up one by one, those of a wide table cost its width each.
        var sightings: SQL = """
            select k.i, d.source, d.destination, d.kind, d.via, d.lineage,
                coalesce(d.first_position, d.from_position), coalesce(d.first_observed, c.at)
            from unnest(\(owners.map(\.id)), \(owners.map(\.aspect))) with ordinality k (owner, aspect, i)
            join edge d on d.owner = k.owner and d.owner_aspect = k.aspect and d.to_position is null
            left join change c on d.first_observed is null and c.position = coalesce(d.first_position, d.from_position)
            where d.lineage <> 0
            """
        // An owner states an edge from its downstream end or from its upstream end.
        let sources = Set(wanted.flatMap { [$0.upstream, $0.downstream] })
        if sources.count <= Self.fewSources { sightings.append(" and d.source = any(\(Array(sources)))") }
        let results = try connection.pipeline([
            sightings,
            """
            select k.i, a.position, a.run_id, a.last_run_id, a.last_observed, a.metadata, a.created_by
            from unnest(\(owners.map(\.id)), \(owners.map(\.aspect))) with ordinality k (owner, aspect, i)
            join aspect a on a.entity = k.owner and a.name = k.aspect
            """,
        ])
        var first: [Stated: EdgeClaim.Sighting] = [:]
        for row in results[0] {
            guard let owner = owners.at(try row.int64(0) - 1) else { continue }
            let (source, destination) = (try row.int32(1), try row.int32(2))
            let isDownstream = try row.int16(5) == LineageRole.sourceIsDownstream.rawValue
            let stated = Stated(
                upstream: isDownstream ? destination : source, downstream: isDownstream ? source : destination,
                kind: try row.text(3), via: try row.int32OrNil(4) ?? -1, owner: owner)
            first[stated] = .init(position: Position(try row.int64(6)), time: try row.int64OrNil(7))
        }
        let statements = try statements(results[1], owners)
        return wanted.map { stated in
            guard let sighting = first[stated], var claim = statements[stated.owner] else { return nil }
            claim.firstSeen = sighting
            return claim
        }
    }

    private func ids(_ connection: isolated PostgresConnection) throws -> [String: Int32] {
        var urns: Set<String> = []
        for edge in edges {
            urns.formUnion([edge.source, edge.destination, edge.owner])
            if let via = edge.via { urns.insert(via) }
        }
        let wanted = Array(urns)
        let results = try connection.pipeline([
            "select set_config('enable_seqscan', 'off', true)",
            """
            select k.i, e.id from unnest(\(wanted.map { Digest128(of: $0).bytes })) with ordinality k (digest, i)
            join entity e on e.digest = k.digest
            """,
        ])
        var ids: [String: Int32] = [:]
        for row in results[1] {
            if let urn = wanted.at(try row.int64(0) - 1) { ids[urn] = try row.int32(1) }
        }
        return ids
    }

    /// What the owners' aspects know, with the sighting of their latest version as the first one too.
    private func statements(_ rows: Rows, _ owners: [Owner]) throws -> [Owner: EdgeClaim] {
        var statements: [Owner: EdgeClaim] = [:]
        for row in rows {
            guard let owner = owners.at(try row.int64(0) - 1) else { continue }
            let metadata = try PostgresStore.metadata(
                observed: try row.int64(4), run: try row.text(2), last: try row.text(3), others: try row.text(5))
            let sighting = EdgeClaim.Sighting(position: Position(try row.int64(1)), time: metadata.lastObserved)
            statements[owner] = EdgeClaim(
                firstSeen: sighting, lastSeen: sighting, systemMetadata: metadata, actor: try row.text(6))
        }
        return statements
    }
}
