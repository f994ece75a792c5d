import CatalogIndex
import CatalogModel
import CatalogService
import Postgres

extension PostgresStore: SearchReader {
    /// See ``SearchReader/search(_:)``. Full text with field weights; an exact name outranks every other match.
    public func search(_ query: SearchQuery) async throws(StoreError) -> SearchPage {
        try await withConnection { connection in
            try connection.transaction(.repeatableRead, readOnly: true) { connection in
                try Search(query: query).run(connection)
            }
        }
    }
}

/// One search on one connection.
private struct Search {
    let query: SearchQuery
    private let words: [String]

    init(query: SearchQuery) {
        self.query = query
        words = query.text == "*" ? [] : Words.split(query.text, limit: 32)
    }

    func run(_ connection: isolated PostgresConnection) throws -> SearchPage {
        // Text without a single word, such as "!!!", matches nothing; no text at all matches everything.
        let blank = query.text.allSatisfy(\.isWhitespace) || query.text == "*"
        if words.isEmpty, !blank {
            let position = try connection.query(Self.position).only().int64(0)
            return SearchPage(total: 0, hits: [], facets: [], next: nil, position: Position(position))
        }
        let results = try connection.pipeline([counts, page, Self.position])
        let position = Position(try results[2].only().int64(0))
        var total = 0
        var facets: [String: [Facet.Bucket]] = [:]
        for row in results[0] {
            let field = try row.text(0)
            let count = Int(try row.int64(2))
            if field == "" {
                total = count
            } else {
                facets[field, default: []].append(.init(value: try row.text(1), count: count))
            }
        }
        var hits: [SearchHit] = []
        for row in results[1] {
            hits.append(
                SearchHit(
                    urn: try row.text(0), type: try row.text(1), name: try row.text(2),
                    platform: try row.textOrNil(3), description: try row.textOrNil(4), removed: try row.bool(5),
                    score: try row.double(6)))
        }
        var next: SearchCursor?
        if hits.count > query.limit {
            hits.removeLast(hits.count - query.limit)
            next = hits.last.map { SearchCursor(score: $0.score, urn: $0.urn) }
        }
        let order = ["type", "platform", "origin", "owners", "tags", "terms", "domains", "subtypes"]
        return SearchPage(
            total: total, hits: hits, facets: order.map { Facet(field: $0, buckets: facets[$0] ?? []) }, next: next,
            position: position)
    }

    private static let position: SQL = "select coalesce((select max(position) from change), 0)"

    /// Words hold letters and digits only; each may be the beginning of what is found.
    private var textQuery: String { words.map { "'\($0)':*" }.joined(separator: " & ") }

    /// Whole words count more than beginnings, so both are asked for and ranked.
    private var rankQuery: String { words.map { "('\($0)' | '\($0)':*)" }.joined(separator: " & ") }

    private var matches: SQL {
        var condition: SQL = "true"
        if !words.isEmpty { condition.append(" and s.words @@ \(textQuery)::tsquery") }
        if !query.types.isEmpty { condition.append(" and s.type = any(\(query.types))") }
        if !query.platforms.isEmpty { condition.append(" and s.platform = any(\(query.platforms))") }
        if !query.includeRemoved { condition.append(" and not s.removed") }
        return condition
    }

    private var counts: SQL {
        """
        with m as (
            select s.type, s.platform, s.origin, s.owners, s.tags, s.terms, s.domains, s.subtypes
            from search_document s where \(matches)
        )
        select '' as field, '' as value, count(*) as n from m
        union all (select 'type', type, count(*) from m group by type order by 3 desc, 2 limit 100)
        union all (select 'platform', platform, count(*) from m where platform is not null
            group by platform order by 3 desc, 2 limit 100)
        union all (select 'origin', origin, count(*) from m where origin is not null
            group by origin order by 3 desc, 2 limit 20)
        \(list("owners"))\(list("tags"))\(list("terms"))\(list("domains"))\(list("subtypes"))
        """
    }

    private func list(_ column: String) -> SQL {
        """
         union all (select '\(unsafe: column)', v, count(*) from m, unnest(m.\(unsafe: column)) v
            group by v order by 3 desc, 2 limit 50)
        """
    }

    private var page: SQL {
        var score: SQL = "0::float8"
        if !words.isEmpty {
            let name = words.joined(separator: " ")
            score = """
                (ts_rank('{0.02, 0.1, 0.4, 1.0}', s.words, \(rankQuery)::tsquery, 1)::float8
                    + case when s.name_words = \(name) then 10 when starts_with(s.name_words, \(name)) then 2 else 0 end)
                """
        }
        var after: SQL = "true"
        if let cursor = query.after {
            after = "(m.score < \(cursor.score) or m.score = \(cursor.score) and m.urn collate \"C\" > \(cursor.urn))"
        }
        return """
            select m.urn, m.type, m.name, m.platform, m.description, m.removed, m.score from (
                select e.urn, s.type, s.name, s.platform, s.description, s.removed, \(score) as score
                from search_document s join entity e on e.id = s.entity where \(matches)
            ) m where \(after) order by m.score desc, m.urn collate "C" limit \(Int64(query.limit) + 1)
            """
    }
}
