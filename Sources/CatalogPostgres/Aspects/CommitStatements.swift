import Basics
import CatalogModel
import CatalogService
import Postgres

/// The rows of a plan as statements, at most one a table, their values in binary arrays; one pipeline sends them all.
struct CommitStatements {
    let plan: CommitPlan
    let batch: WriteBatch
    let ids: [Urn: Int32]
    let known: [Urn: CommitState.Entity]
    let stored: StoredDerivations

    func all() throws -> [SQL] {
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
        return statements
    }

    private func id(_ urn: Urn) -> Int32 { ids[urn] ?? -1 }

    private func entities(_ statements: inout [SQL]) {
        let added = plan.createdEntities.filter { known[$0] == nil } + plan.referencedEntities
        let firstPosition = Dictionary(
            plan.changes.map { ($0.key.urn, $0.position.value) }, uniquingKeysWith: { first, _ in first })
        if !added.isEmpty {
            statements.append(
                """
                insert into entity (id, urn, digest, type, removed, created_position)
                select * from unnest(\(added.map(id)), \(added.map(\.text)), \(added.map(\.digest.bytes)),
                    \(added.map(\.entityType)), \(added.map { plan.removed[$0] ?? false }),
                    \(added.map { firstPosition[$0] }))
                """)
        }
        let updated = Array(
            Set(plan.createdEntities.filter { known[$0] != nil }).union(
                plan.removed.keys.filter { known[$0] != nil && known[$0]?.removed != plan.removed[$0] }))
        if !updated.isEmpty {
            statements.append(
                """
                update entity e set removed = k.removed, created_position = coalesce(e.created_position, k.position)
                from unnest(\(updated.map(id)), \(updated.map { plan.removed[$0] ?? known[$0]?.removed ?? false }),
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
                from unnest(\(rows.map { id($0.key.urn) }), \(rows.map(\.key.aspect)), \(rows.map(\.until.value)))
                    k (entity, name, until)
                join aspect a on a.entity = k.entity and a.name = k.name
                """)
        }
        if !plan.intermediates.isEmpty {
            let rows = plan.intermediates.map(\.aspect)
            statements.append(
                """
                insert into aspect_history (entity, name, version, value, digest, run_id, last_run_id, last_observed,
                    metadata, created_on, created_by, position, until_position)
                select * from unnest(\(rows.map { id($0.key.urn) }), \(rows.map(\.key.aspect)), \(rows.map(\.version)),
                    \(rows.map(\.text)), \(rows.map(\.digest.bytes)), \(rows.map(\.systemMetadata.runID)),
                    \(rows.map(\.systemMetadata.lastRunID)), \(rows.map { observed($0.systemMetadata) }),
                    \(rows.map { others($0.systemMetadata) }), \(rows.map(\.created.time)),
                    \(rows.map(\.created.actor)), \(rows.map(\.position.value)),
                    \(plan.intermediates.map(\.until.value)))
                """)
        }
    }

    private func observed(_ metadata: SystemMetadata) -> Int64 { metadata.lastObserved ?? 0 }
    private func others(_ metadata: SystemMetadata) -> String {
        metadata.others.isEmpty ? "{}" : JSON.object(metadata.others).text
    }

    private func aspects(_ statements: inout [SQL]) {
        guard !plan.aspects.isEmpty else { return }
        // Neighbours in the index are written together.
        let rows = plan.aspects.sorted { (id($0.key.urn), $0.key.aspect) < (id($1.key.urn), $1.key.aspect) }
        statements.append(
            """
            insert into aspect (entity, name, version, value, digest, run_id, last_run_id, last_observed, metadata,
                created_on, created_by, position)
            select * from unnest(\(rows.map { id($0.key.urn) }), \(rows.map(\.key.aspect)), \(rows.map(\.version)),
                \(rows.map(\.text)), \(rows.map(\.digest.bytes)), \(rows.map(\.systemMetadata.runID)),
                \(rows.map(\.systemMetadata.lastRunID)), \(rows.map { observed($0.systemMetadata) }),
                \(rows.map { others($0.systemMetadata) }), \(rows.map(\.created.time)), \(rows.map(\.created.actor)),
                \(rows.map(\.position.value)))
            on conflict (entity, name) do update set version = excluded.version, value = excluded.value,
                digest = excluded.digest, run_id = excluded.run_id, last_run_id = excluded.last_run_id,
                last_observed = excluded.last_observed, metadata = excluded.metadata,
                created_on = excluded.created_on, created_by = excluded.created_by, position = excluded.position
            """)
    }

    private func touches(_ statements: inout [SQL]) {
        guard !plan.touched.isEmpty else { return }
        let rows = plan.touched.sorted { (id($0.key.urn), $0.key.aspect) < (id($1.key.urn), $1.key.aspect) }
        statements.append(
            """
            update aspect a set last_observed = k.observed, run_id = k.run, last_run_id = k.last
            from unnest(\(rows.map { id($0.key.urn) }), \(rows.map(\.key.aspect)), \(rows.map(\.value.lastObserved)),
                \(rows.map(\.value.runID)), \(rows.map(\.value.lastRunID))) k (entity, name, observed, run, last)
            where a.entity = k.entity and a.name = k.name
            """)
    }

    private func edges(_ statements: inout [SQL]) {
        var closed: [String] = []
        var closedAt: [Int64] = []
        var opened: [(owner: AspectKey, edge: EdgeDraft, from: Int64)] = []
        let positions = Dictionary(plan.aspects.map { ($0.key, $0.position.value) }, uniquingKeysWith: { $1 })
        for owner in plan.edgeOwners {
            let before = stored.edges[owner.key] ?? []
            let difference = EdgeDifference(stored: before.map(\.draft), wanted: owner.edges)
            let position = positions[owner.key] ?? plan.end.value
            for index in difference.closed {
                closed.append(before[index].row)
                closedAt.append(position)
            }
            opened += difference.opened.map { (owner.key, $0, position) }
        }
        if !closed.isEmpty {
            statements.append(
                """
                update edge d set to_position = k.position
                from unnest(\(closed)::tid[], \(closedAt)) k (place, position) where d.ctid = k.place
                """)
        }
        if !opened.isEmpty {
            statements.append(
                """
                insert into edge (source, destination, kind, lineage, owner, owner_aspect, via, properties,
                    from_position)
                select * from unnest(\(opened.map { id($0.edge.source) }), \(opened.map { id($0.edge.destination) }),
                    \(opened.map(\.edge.kind)), \(opened.map(\.edge.lineage.rawValue)),
                    \(opened.map { id($0.owner.urn) }), \(opened.map(\.owner.aspect)),
                    \(opened.map { $0.edge.via.map(id) }), \(opened.map(\.edge.properties)), \(opened.map(\.from)))
                """)
        }
    }

    private func documents(_ statements: inout [SQL]) {
        guard !plan.documents.isEmpty else { return }
        let rows = plan.documents.map { change in
            var document = stored.documents[change.urn] ?? SearchDocument()
            for (aspect, part) in change.contributions { document.parts[aspect] = part.isEmpty ? nil : part }
            return SearchRow(entity: id(change.urn), type: change.urn.entityType, removed: change.removed, document)
        }.sorted { $0.entity < $1.entity }
        statements.append(SearchRow.upsert(rows))
    }

    private func points(_ statements: inout [SQL]) {
        guard !plan.points.isEmpty else { return }
        let rows = plan.points
        statements.append(
            """
            insert into timeseries (entity, aspect, at, identity, value, run_id, last_observed, metadata, position)
            select * from unnest(\(rows.map { id($0.key.urn) }), \(rows.map(\.key.aspect)), \(rows.map(\.timestamp)),
                \(rows.map(\.identity.bytes)), \(rows.map { SQLJSONB($0.text) }),
                \(rows.map(\.systemMetadata.runID)), \(rows.map { observed($0.systemMetadata) }),
                \(rows.map { others($0.systemMetadata) }), \(rows.map(\.position.value)))
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
            select * from unnest(\(rows.map(\.position.value)), \(rows.map { id($0.key.urn) }),
                \(rows.map(\.key.aspect)), \(rows.map(\.kind.rawValue)), \(rows.map(\.version)),
                \(rows.map(\.previousVersion)), \(rows.map(\.at)))
            """)
    }

    private static func bytes(_ value: [UInt8]?) -> SQL {
        guard let value else { return "null" }
        return "\(value)"
    }

    private func consumers(_ statements: inout [SQL]) {
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
                values (\(letter.clusterID), \(letter.topic), \(letter.partition), \(letter.offset), \(Self.bytes(letter.key)),
                    \(Self.bytes(letter.value)), \(letter.timestamp), \(letter.code), \(letter.reason), \(SystemClock().now))
                on conflict (cluster_id, topic, partition, record_offset) do nothing
                """)
        }
        if !batch.replayed.isEmpty {
            statements.append(
                "update dead_letter set replayed_at = \(SystemClock().now) where id = any(\(batch.replayed))")
        }
    }
}
