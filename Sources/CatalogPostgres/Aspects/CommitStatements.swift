import Basics
import CatalogModel
import CatalogService
import Postgres

/// The rows of a plan as statements, at most one a table, their values in binary arrays; one pipeline sends them all.
struct CommitStatements {
    let plan: CommitPlan
    let planner: CommitPlanner
    /// Database ids by the planner's entity indexes.
    let ids: [Int32]
    let digests: [[UInt8]]
    let known: [CommitState.Entity?]
    let stored: StoredDerivations

    func all() -> [SQL] {
        var statements: [SQL] = []
        entities(&statements)
        history(&statements)
        aspects(&statements)
        touches(&statements)
        edges(&statements)
        documents(&statements)
        points(&statements)
        changes(&statements)
        consumers(&statements)
        statements += Ledger.statements(planner.batch)
        return statements
    }

    private func entities(_ statements: inout [SQL]) {
        var firstPosition = [Int64?](repeating: nil, count: planner.entities.count)
        for change in plan.changes where firstPosition[change.key.entity] == nil {
            firstPosition[change.key.entity] = change.position.value
        }
        let added = plan.createdEntities.filter { known[$0] == nil } + plan.referencedEntities
        if !added.isEmpty {
            statements.append(
                """
                insert into entity (id, urn, digest, type, removed, created_position)
                select * from unnest(\(added.map { ids[$0] }), \(added.map { planner.entities[$0].text }),
                    \(added.map { digests[$0] }), \(added.map { planner.entities[$0].entityType }),
                    \(added.map { plan.removed[$0] ?? false }), \(added.map { firstPosition[$0] }))
                """)
        }
        let appeared = plan.createdEntities.filter { known[$0] != nil }
        let flipped = plan.removed.filter { known[$0.key] != nil && known[$0.key]?.removed != $0.value }.map(\.key)
        let updated = Set(appeared + flipped).sorted()
        if !updated.isEmpty {
            statements.append(
                """
                update entity e set removed = k.removed, created_position = coalesce(e.created_position, k.position)
                from unnest(\(updated.map { ids[$0] }),
                    \(updated.map { plan.removed[$0] ?? known[$0]?.removed ?? false }),
                    \(updated.map { firstPosition[$0] })) k (id, removed, position)
                where e.id = k.id
                """)
        }
    }

    private func history(_ statements: inout [SQL]) {
        if !plan.superseded.isEmpty {
            let rows = plan.superseded
            statements.append(
                """
                insert into aspect_history (entity, name, version, value, digest, run_id, last_run_id, last_observed,
                    metadata, created_on, created_by, position, until_position)
                select a.entity, a.name, a.version, a.value, a.digest, a.run_id, a.last_run_id, a.last_observed,
                    a.metadata, a.created_on, a.created_by, a.position, k.until
                from unnest(\(rows.map { ids[$0.key.entity] }), \(rows.map(\.key.aspect)), \(rows.map(\.until.value)))
                    k (entity, name, until)
                join aspect a on a.entity = k.entity and a.name = k.name
                """)
        }
        if !plan.intermediates.isEmpty {
            let columns = AspectColumns(plan.intermediates.map(\.aspect), ids)
            statements.append(
                """
                insert into aspect_history (entity, name, version, value, digest, run_id, last_run_id, last_observed,
                    metadata, created_on, created_by, position, until_position)
                select * from unnest(\(columns.values), \(plan.intermediates.map(\.until.value)))
                """)
        }
    }

    private func aspects(_ statements: inout [SQL]) {
        guard !plan.aspects.isEmpty else { return }
        statements.append(
            """
            insert into aspect (entity, name, version, value, digest, run_id, last_run_id, last_observed, metadata,
                created_on, created_by, position)
            select * from unnest(\(AspectColumns(plan.aspects, ids).values))
            on conflict (entity, name) do update set version = excluded.version, value = excluded.value,
                digest = excluded.digest, run_id = excluded.run_id, last_run_id = excluded.last_run_id,
                last_observed = excluded.last_observed, metadata = excluded.metadata,
                created_on = excluded.created_on, created_by = excluded.created_by, position = excluded.position
            """)
    }

    private func touches(_ statements: inout [SQL]) {
        guard !plan.touched.isEmpty else { return }
        let rows = Array(plan.touched)
        statements.append(
            """
            update aspect a set last_observed = k.observed, run_id = k.run, last_run_id = k.last
            from unnest(\(rows.map { ids[$0.key.entity] }), \(rows.map(\.key.aspect)),
                \(rows.map(\.value.lastObserved)), \(rows.map(\.value.runID)), \(rows.map(\.value.lastRunID)))
                k (entity, name, observed, run, last)
            where a.entity = k.entity and a.name = k.name
            """)
    }

    private func edges(_ statements: inout [SQL]) {
        var closed: [String] = []
        var closedAt: [Int64] = []
        var opened = EdgeColumns()
        for aspect in plan.aspects {
            let wanted = aspect.write.projection.edges
            let before = aspect.stored ? stored.edges[aspect.key] ?? [] : []
            if wanted.isEmpty && before.isEmpty { continue }
            let difference = EdgeDifference(stored: before.map(\.draft), wanted: wanted)
            for index in difference.closed {
                closed.append(before[index].row)
                closedAt.append(aspect.position.value)
            }
            for edge in difference.opened {
                opened.append(edge.draft, of: aspect, replacing: edge.replaces.map { before[$0] }, id)
            }
        }
        if !closed.isEmpty {
            statements.append(
                """
                update edge d set to_position = k.position
                from unnest(\(closed)::tid[], \(closedAt)) k (place, position) where d.ctid = k.place
                """)
        }
        if !opened.isEmpty { statements.append(opened.insert(owners: opened.entities.map { ids[$0] })) }
    }

    private func id(_ urn: Urn) -> Int32 { planner.index(of: urn).map { ids[$0] } ?? -1 }

    private func documents(_ statements: inout [SQL]) {
        guard !plan.documents.isEmpty else { return }
        let rows = plan.documents.map { change in
            var document = stored.documents[change.entity] ?? SearchDocument()
            for (aspect, part) in change.contributions { document.parts[aspect] = part.isEmpty ? nil : part }
            return SearchRow(
                entity: ids[change.entity], type: planner.entities[change.entity].entityType, removed: change.removed,
                document)
        }
        statements.append(SearchRow.upsert(rows))
    }

    private func points(_ statements: inout [SQL]) {
        guard !plan.points.isEmpty else { return }
        let rows = plan.points
        statements.append(
            """
            insert into timeseries (entity, aspect, at, identity, value, run_id, last_observed, metadata, position)
            select * from unnest(\(rows.map { ids[$0.entity] }), \(rows.map(\.write.aspect)),
                \(rows.map(\.timestamp)), \(rows.map(\.identity.bytes)), \(rows.map { SQLJSONB($0.write.text) }),
                \(rows.map(\.write.systemMetadata.runID)), \(rows.map { $0.write.systemMetadata.lastObserved ?? 0 }),
                \(rows.map { AspectColumns.others($0.write.systemMetadata) }), \(rows.map(\.position.value)))
            on conflict (entity, aspect, at, identity) do update set value = excluded.value, run_id = excluded.run_id,
                last_observed = excluded.last_observed, metadata = excluded.metadata, position = excluded.position
            """)
    }

    private func changes(_ statements: inout [SQL]) {
        guard !plan.changes.isEmpty else { return }
        let rows = plan.changes
        statements.append(
            """
            insert into change (position, entity, aspect, kind, version, previous_version, at)
            select * from unnest(\(rows.map(\.position.value)), \(rows.map { ids[$0.key.entity] }),
                \(rows.map(\.key.aspect)), \(rows.map(\.kind.rawValue)), \(rows.map(\.version)),
                \(rows.map(\.previousVersion)), \(rows.map(\.at)))
            """)
    }

    private static func bytes(_ value: [UInt8]?) -> SQL {
        guard let value else { return "null" }
        return "\(value)"
    }

    private func consumers(_ statements: inout [SQL]) {
        let batch = planner.batch
        for move in batch.offsets {
            let partition = move.partition
            statements.append(
                """
                insert into consumer_offset (cluster_id, consumer_group, topic, partition, next_offset)
                values (\(partition.clusterID), \(partition.group), \(partition.topic), \(partition.partition),
                    \(move.to))
                on conflict (cluster_id, consumer_group, topic, partition) do update
                    set next_offset = excluded.next_offset
                """)
        }
        for letter in batch.deadLetters {
            statements.append(
                """
                insert into dead_letter (cluster_id, topic, partition, record_offset, record_key, value, record_time,
                    code, reason, parked_at)
                values (\(letter.clusterID), \(letter.topic), \(letter.partition), \(letter.offset),
                    \(Self.bytes(letter.key)), \(Self.bytes(letter.value)), \(letter.timestamp), \(letter.code),
                    \(letter.reason), \(SystemClock().now))
                on conflict (cluster_id, topic, partition, record_offset) do nothing
                """)
        }
        if !batch.replayed.isEmpty {
            statements.append(
                "update dead_letter set replayed_at = \(SystemClock().now) where id = any(\(batch.replayed))")
        }
    }
}

/// The columns of `aspect` and `aspect_history` as arrays, filled in one pass over the rows.
private struct AspectColumns {
    private var entity: [Int32] = []
    private var name: [String] = []
    private var version: [Int64] = []
    private var value: [String] = []
    private var digest: [[UInt8]] = []
    private var run: [String] = []
    private var lastRun: [String] = []
    private var observed: [Int64] = []
    private var metadata: [String] = []
    private var createdOn: [Int64] = []
    private var createdBy: [String] = []
    private var position: [Int64] = []

    init(_ rows: [CommitPlan.Aspect], _ ids: [Int32]) {
        for row in rows {
            let write = row.write
            entity.append(ids[row.entity])
            name.append(write.aspect)
            version.append(row.version)
            value.append(write.text)
            digest.append(write.digest.bytes)
            run.append(row.runID)
            lastRun.append(row.lastRunID)
            observed.append(row.lastObserved ?? write.created.time)
            metadata.append(Self.others(write.systemMetadata))
            createdOn.append(write.created.time)
            createdBy.append(write.created.actor)
            position.append(row.position.value)
        }
    }

    static func others(_ metadata: SystemMetadata) -> String {
        metadata.others.isEmpty ? "{}" : JSON.object(metadata.others).text
    }

    var values: SQL {
        """
        \(entity), \(name), \(version), \(value), \(digest), \(run), \(lastRun), \(observed), \(metadata),
        \(createdOn), \(createdBy), \(position)
        """
    }
}

/// The columns of `edge` as arrays.
private struct EdgeColumns {
    private var source: [Int32] = []
    private var destination: [Int32] = []
    private var kind: [String] = []
    private var lineage: [Int16] = []
    private(set) var entities: [Int] = []
    private var aspect: [String] = []
    private var via: [Int32?] = []
    private var properties: [String?] = []
    private var from: [Int64] = []
    private var firstPosition: [Int64?] = []
    private var firstObserved: [Int64?] = []

    var isEmpty: Bool { source.isEmpty }

    mutating func append(
        _ edge: EdgeDraft, of owner: CommitPlan.Aspect, replacing earlier: StoredDerivations.Edge?, _ id: (Urn) -> Int32
    ) {
        source.append(id(edge.source))
        destination.append(id(edge.destination))
        kind.append(edge.kind)
        lineage.append(edge.lineage.rawValue)
        entities.append(owner.entity)
        aspect.append(owner.write.aspect)
        via.append(edge.via.map(id))
        properties.append(edge.properties)
        from.append(owner.position.value)
        firstPosition.append(earlier?.firstPosition)
        firstObserved.append(earlier == nil ? owner.lastObserved ?? owner.write.created.time : earlier?.firstObserved)
    }

    func insert(owners: [Int32]) -> SQL {
        """
        insert into edge (source, destination, kind, lineage, owner, owner_aspect, via, properties, from_position,
            first_position, first_observed)
        select * from unnest(\(source), \(destination), \(kind), \(lineage), \(owners), \(aspect), \(via),
            \(properties), \(from), \(firstPosition), \(firstObserved))
        """
    }
}
