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

    func run(_ connection: isolated PostgresConnection) throws -> [EdgeClaim?] {
        let ids = try ids(connection)
        func id(_ urn: String?) -> Int32 { urn.flatMap { ids[$0] } ?? -1 }
        let edgeOwners = edges.map { Owner(id: id($0.owner), aspect: $0.ownerAspect) }
        let owners = Array(Set(edgeOwners))
        let (upstream, downstream) = (edges.map { id($0.source) }, edges.map { id($0.destination) })
        let via = edges.map { id($0.via) }
        // An owner states an edge from its downstream end or from its upstream end.
        func sightings(_ role: LineageRole, source: [Int32], destination: [Int32]) -> SQL {
            """
            select k.i, coalesce(d.first_position, d.from_position), coalesce(d.first_observed, c.at)
            from unnest(\(source), \(destination), \(edges.map(\.kind)), \(edgeOwners.map(\.id)),
                \(edgeOwners.map(\.aspect)), \(via)) with ordinality k (source, destination, kind, owner, aspect, via, i)
            join edge d on d.source = k.source and d.destination = k.destination and d.kind = k.kind
                and d.owner = k.owner and d.owner_aspect = k.aspect and coalesce(d.via, -1) = k.via
                and d.lineage = \(role.rawValue) and d.to_position is null
            left join change c on c.position = coalesce(d.first_position, d.from_position)
            """
        }
        let results = try connection.pipeline([
            sightings(.sourceIsDownstream, source: downstream, destination: upstream),
            sightings(.sourceIsUpstream, source: upstream, destination: downstream),
            """
            select k.i, a.position, a.run_id, a.last_run_id, a.last_observed, a.metadata, a.created_by
            from unnest(\(owners.map(\.id)), \(owners.map(\.aspect))) with ordinality k (owner, aspect, i)
            join aspect a on a.entity = k.owner and a.name = k.aspect
            """,
        ])
        let statements = try statements(results[2], owners)
        var claims = [EdgeClaim?](repeating: nil, count: edges.count)
        for row in Array(results[0]) + Array(results[1]) {
            let index = try row.int64(0) - 1
            guard let owner = edgeOwners.at(index), var claim = statements[owner] else { continue }
            claim.firstSeen = .init(position: Position(try row.int64(1)), time: try row.int64OrNil(2))
            claims[Int(index)] = claim
        }
        return claims
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
