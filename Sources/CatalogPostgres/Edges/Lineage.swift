import CatalogModel
import CatalogService
import Postgres

extension PostgresStore: LineageReader {
    /// See ``LineageReader/lineage(_:)``. One statement a hop over the whole frontier, with a visited set: no depth cap.
    public func lineage(_ query: LineageQuery) async throws(StoreError) -> LineagePage {
        try await withConnection { connection in
            try connection.transaction(.repeatableRead, readOnly: true) { connection in
                try Traversal(query: query).run(connection)
            }
        }
    }
}

/// One traversal on one connection, in one snapshot.
private struct Traversal {
    let query: LineageQuery

    private struct Step {
        var near: Int32
        var far: Int32
        var kind: String
        var owner: Int32
        var ownerAspect: String
        var via: Int32?
        var properties: String?
    }

    private struct Reached {
        var id: Int32
        var urn: String
        var type: String
        var removed: Bool
        var hops: Int
    }

    func run(_ connection: isolated PostgresConnection) throws -> LineagePage {
        let start = try connection.pipeline([
            "select set_config('enable_seqscan', 'off', true)",
            "select coalesce((select max(position) from change), 0)",
            "select id from entity where digest = \(query.root.digest.bytes)",
        ])
        let position = Position(try start[1].only().int64(0))
        guard let root = try start[2].first?.int32(0) else {
            return LineagePage(
                total: 0, nodes: [], edges: [], countsByType: [:], next: nil, rootKnown: false, position: position)
        }
        var (hops, steps) = try walk(from: root, connection)
        hops[root] = nil
        let shown = try order(hops, connection)
        let visible = Set(shown.map(\.id)).union([root])
        let first = min(query.offset, shown.count)
        let page = Array(shown[first..<min(first + query.limit, shown.count)])
        let onPage = Set(page.map(\.id))
        steps = steps.filter { step in
            visible.contains(step.near) && visible.contains(step.far)
                && (onPage.contains(step.far) || step.far == root && onPage.contains(step.near))
        }
        var counts: [String: Int] = [:]
        for node in shown { counts[node.type, default: 0] += 1 }
        let end = first + page.count
        return LineagePage(
            total: shown.count, nodes: try describe(page, connection), edges: try edges(steps, connection),
            countsByType: counts, next: end < shown.count ? end : nil, rootKnown: true, position: position)
    }

    /// Breadth first: the distance of everything reached, and every edge walked.
    private func walk(from root: Int32, _ connection: isolated PostgresConnection) throws -> ([Int32: Int], [Step]) {
        var hops: [Int32: Int] = [root: 0]
        var steps: [Step] = []
        var frontier = [root]
        var hop = 0
        while !frontier.isEmpty, hop < query.hops ?? .max {
            hop += 1
            var next: [Int32] = []
            for row in try connection.query(neighbours(of: frontier)) {
                let far = try row.int32(1)
                steps.append(
                    Step(
                        near: try row.int32(0), far: far, kind: try row.text(2), owner: try row.int32(3),
                        ownerAspect: try row.text(4), via: try row.int32OrNil(5), properties: try row.textOrNil(6)))
                if hops[far] == nil {
                    hops[far] = hop
                    next.append(far)
                }
            }
            frontier = next
        }
        return (hops, steps)
    }

    /// Upstream follows edges whose source is the downstream end outward, and edges whose source is upstream backward.
    private func neighbours(of frontier: [Int32]) -> SQL {
        let outward: Int16 = query.direction == .upstream ? 1 : 2
        let backward: Int16 = query.direction == .upstream ? 2 : 1
        return """
            select d.source, d.destination, d.kind, d.owner, d.owner_aspect, d.via, d.properties
            from edge d where d.source = any(\(frontier)) and d.to_position is null and d.lineage = \(outward)
            union all
            select d.destination, d.source, d.kind, d.owner, d.owner_aspect, d.via, d.properties
            from edge d where d.destination = any(\(frontier)) and d.to_position is null and d.lineage = \(backward)
            """
    }

    /// Everything reached that is to be shown, by distance and urn.
    private func order(_ hops: [Int32: Int], _ connection: isolated PostgresConnection) throws -> [Reached] {
        guard !hops.isEmpty else { return [] }
        var reached: [Reached] = []
        let rows = try connection.query(
            "select id, urn, type, removed from entity where id = any(\(Array(hops.keys)))")
        for row in rows {
            let id = try row.int32(0)
            let node = Reached(
                id: id, urn: try row.text(1), type: try row.text(2), removed: try row.bool(3), hops: hops[id] ?? 0)
            if query.includeRemoved || !node.removed { reached.append(node) }
        }
        return reached.sorted { ($0.hops, $0.urn) < ($1.hops, $1.urn) }
    }

    private func describe(_ page: [Reached], _ connection: isolated PostgresConnection) throws -> [LineageNode] {
        guard !page.isEmpty else { return [] }
        var known: [Int32: (name: String, platform: String?)] = [:]
        let rows = try connection.query(
            "select entity, name, platform from search_document where entity = any(\(page.map(\.id)))")
        for row in rows { known[try row.int32(0)] = (try row.text(1), try row.textOrNil(2)) }
        return page.map { node in
            LineageNode(
                urn: node.urn, type: node.type, hops: node.hops, name: known[node.id]?.name ?? "",
                platform: known[node.id]?.platform ?? (try? Urn(node.urn))?.platform, removed: node.removed,
                exists: known[node.id] != nil)
        }
    }

    private func edges(_ steps: [Step], _ connection: isolated PostgresConnection) throws -> [LineageEdge] {
        guard !steps.isEmpty else { return [] }
        var wanted: Set<Int32> = []
        for step in steps {
            wanted.formUnion([step.near, step.far, step.owner])
            if let via = step.via { wanted.insert(via) }
        }
        var urns: [Int32: String] = [:]
        for row in try connection.query("select id, urn from entity where id = any(\(Array(wanted)))") {
            urns[try row.int32(0)] = try row.text(1)
        }
        func name(_ id: Int32) -> String { urns[id] ?? "" }
        return steps.map { step in
            let (source, destination) =
                query.direction == .upstream ? (step.far, step.near) : (step.near, step.far)
            return LineageEdge(
                source: name(source), destination: name(destination), kind: step.kind, owner: name(step.owner),
                ownerAspect: step.ownerAspect, via: step.via.map(name), properties: step.properties)
        }.sorted { ($0.source, $0.destination, $0.kind, $0.owner) < ($1.source, $1.destination, $1.kind, $1.owner) }
    }
}
