import CatalogIndex
import CatalogModel
import CatalogService

extension MemoryStore: SearchReader {
    public func search(_ query: SearchQuery) throws(StoreError) -> SearchPage {
        try check()
        let wanted = query.text == "*" ? [] : Words.split(query.text)
        let blank = query.text == "*" || query.text.allSatisfy(\.isWhitespace)
        var hits: [SearchHit] = []
        for (urn, document) in documents {
            guard blank || !wanted.isEmpty else { break }
            guard let entity = entities[urn], entity.exists, query.includeRemoved || !entity.removed else { continue }
            guard query.types.isEmpty || query.types.contains(urn.entityType) else { continue }
            let platform = document.facet("platform").first
            guard query.platforms.isEmpty || query.platforms.contains(platform ?? "") else { continue }
            let weighted: [(Double, [String])] = [
                (1, document.texts(\.names)), (0.4, document.texts(\.paths)), (0.15, document.texts(\.columns)),
                (0.05, document.texts(\.texts)),
            ]
            let words = weighted.map { weight, texts in (weight, texts.flatMap { Words.split($0) }) }
            var score = 0.0
            let found = wanted.allSatisfy { word in
                let best = words.filter { $0.1.contains { $0.hasPrefix(word) } }.map(\.0).max()
                score += best ?? 0
                return best != nil
            }
            guard found else { continue }
            if !wanted.isEmpty, Words.split(document.displayName) == wanted { score += 10 }
            hits.append(
                SearchHit(
                    urn: urn.text, type: urn.entityType, name: document.displayName, platform: platform,
                    description: nil, removed: entity.removed, score: score))
        }
        hits.sort { ($1.score, $0.urn) < ($0.score, $1.urn) }
        var facets: [Facet] = []
        for (field, value) in [
            ("type", { (hit: SearchHit) in hit.type }), ("platform", { (hit: SearchHit) in hit.platform ?? "" }),
        ] {
            let counts = Dictionary(grouping: hits.map(value).filter { !$0.isEmpty }, by: { $0 }).mapValues(\.count)
            let buckets = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
                .map { Facet.Bucket(value: $0.key, count: $0.value) }
            facets.append(Facet(field: field, buckets: buckets))
        }
        var rest = hits[...]
        if let after = query.after {
            rest = rest.drop { ($0.score, after.urn) > (after.score, $0.urn) || $0.urn == after.urn }
        }
        let page = Array(rest.prefix(query.limit))
        let next = rest.count > page.count ? page.last.map { SearchCursor(score: $0.score, urn: $0.urn) } : nil
        return SearchPage(total: hits.count, hits: page, facets: facets, next: next, position: reached)
    }
}

extension MemoryStore: LineageReader {
    public func lineage(_ query: LineageQuery) throws(StoreError) -> LineagePage {
        try check()
        var hops: [Urn: Int] = [query.root: 0]
        var frontier = [query.root]
        var walked: [(near: Urn, far: Urn, edge: LineageEdge)] = []
        var hop = 0
        while !frontier.isEmpty, hop < query.hops ?? .max {
            hop += 1
            var next: [Urn] = []
            for near in frontier {
                for (owner, stated) in edges {
                    for draft in stated.map(\.draft) {
                        guard let (upstream, downstream) = Self.ends(draft) else { continue }
                        let (from, to) = query.direction == .upstream ? (downstream, upstream) : (upstream, downstream)
                        guard from == near else { continue }
                        walked.append(
                            (
                                near, to,
                                LineageEdge(
                                    source: upstream.text, destination: downstream.text, kind: draft.kind,
                                    owner: owner.urn.text, ownerAspect: owner.aspect, via: draft.via?.text,
                                    properties: draft.properties)
                            ))
                        if hops[to] == nil {
                            hops[to] = hop
                            next.append(to)
                        }
                    }
                }
            }
            frontier = next
        }
        func removed(_ urn: Urn) -> Bool { entities[urn]?.removed ?? false }
        let shown = hops.filter { $0.key != query.root && (query.includeRemoved || !removed($0.key)) }
            .sorted { ($0.value, $0.key) < ($1.value, $1.key) }
        let page = Array(shown.dropFirst(query.offset).prefix(query.limit))
        let pageSet = Set(page.map(\.key))
        let visible = Set(shown.map(\.key)).union([query.root])
        let edges = walked.filter {
            visible.contains($0.near) && visible.contains($0.far)
                && (pageSet.contains($0.far) || $0.far == query.root && pageSet.contains($0.near))
        }.map(\.edge).sorted {
            ($0.source, $0.destination, $0.kind, $0.owner) < ($1.source, $1.destination, $1.kind, $1.owner)
        }
        let nodes = page.map { urn, hop in
            LineageNode(
                urn: urn.text, type: urn.entityType, hops: hop, name: documents[urn]?.displayName ?? "",
                platform: documents[urn]?.facet("platform").first ?? urn.platform, removed: removed(urn),
                exists: entities[urn]?.exists ?? false)
        }
        let end = query.offset + page.count
        return LineagePage(
            total: shown.count, nodes: nodes, edges: edges,
            countsByType: Dictionary(grouping: shown, by: \.key.entityType).mapValues(\.count),
            next: end < shown.count ? end : nil, rootKnown: entities[query.root] != nil, position: reached)
    }

    static func ends(_ draft: EdgeDraft) -> (upstream: Urn, downstream: Urn)? {
        switch draft.lineage {
        case .none: nil
        case .sourceIsDownstream: (draft.destination, draft.source)
        case .sourceIsUpstream: (draft.source, draft.destination)
        }
    }
}

extension MemoryStore: EvidenceReader {
    public func claims(of edges: [LineageEdge]) throws(StoreError) -> [EdgeClaim?] {
        try check()
        return edges.map { edge in
            guard let urn = try? Urn(edge.owner) else { return nil }
            let key = Key(urn: urn, aspect: edge.ownerAspect)
            guard let record = latest[key],
                let stated = self.edges[key]?.first(where: { stated in
                    guard let (upstream, downstream) = Self.ends(stated.draft) else { return false }
                    return upstream.text == edge.source && downstream.text == edge.destination
                        && stated.draft.kind == edge.kind && stated.draft.via?.text == edge.via
                })
            else { return nil }
            return EdgeClaim(
                firstSeen: stated.firstSeen,
                lastSeen: .init(position: record.position, time: record.systemMetadata.lastObserved),
                systemMetadata: record.systemMetadata, actor: record.created.actor)
        }
    }
}
