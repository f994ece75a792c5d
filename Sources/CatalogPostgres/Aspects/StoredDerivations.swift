import CatalogModel
import CatalogService
import Postgres

/// The derived rows of earlier versions that a commit has to compare with: open edges and search documents.
struct StoredDerivations {
    /// An open edge and where its row lies; the writer's lock keeps the place valid for this transaction.
    struct Edge {
        var row: String
        var draft: EdgeDraft
        /// The position at which the owner first stated it, and when the producer had seen it then, where that is known.
        var firstPosition: Int64
        var firstObserved: Int64?
    }

    var edges: [AspectKey: [Edge]] = [:]
    /// By the entity's index.
    var documents: [Int: SearchDocument] = [:]

    init(plan: CommitPlan, ids: [Int32], _ connection: isolated PostgresConnection) throws {
        let owners = plan.aspects.filter(\.stored).map(\.key)
        let entities = plan.documents.filter(\.hasStored).map(\.entity)
        var statements: [SQL] = []
        if !owners.isEmpty {
            statements.append(
                """
                select k.i, d.ctid::text, s.urn, t.urn, d.kind, d.lineage, v.urn, d.properties,
                    coalesce(d.first_position, d.from_position), d.first_observed
                from unnest(\(owners.map { ids[$0.entity] }), \(owners.map(\.aspect)))
                    with ordinality k (owner, aspect, i)
                join edge d on d.owner = k.owner and d.owner_aspect = k.aspect and d.to_position is null
                join entity s on s.id = d.source
                join entity t on t.id = d.destination
                left join entity v on v.id = d.via
                """)
        }
        if !entities.isEmpty {
            statements.append(
                """
                select k.i, s.parts from unnest(\(entities.map { ids[$0] })) with ordinality k (entity, i)
                join search_document s on s.entity = k.entity
                """)
        }
        guard !statements.isEmpty else { return }
        let results = try connection.pipeline(statements)
        if !owners.isEmpty {
            for row in results[0] {
                guard let key = owners.at(try row.int64(0) - 1) else { continue }
                edges[key, default: []].append(
                    Edge(
                        row: try row.text(1),
                        draft: EdgeDraft(
                            source: try Urn(column: try row.text(2)), destination: try Urn(column: try row.text(3)),
                            kind: try row.text(4), lineage: LineageRole(rawValue: try row.int16(5)) ?? .none,
                            via: try row.textOrNil(6).map { try Urn(column: $0) }, properties: try row.textOrNil(7)),
                        firstPosition: try row.int64(8), firstObserved: try row.int64OrNil(9)))
            }
        }
        if !entities.isEmpty, let rows = results.last {
            for row in rows {
                guard let entity = entities.at(try row.int64(0) - 1) else { continue }
                documents[entity] = SearchDocument(partsText: try row.text(1))
            }
        }
    }
}
