import Basics
import CatalogModel
import CatalogService
import Postgres

extension PostgresStore {
    /// See ``MetadataStore/commit(_:)``. One hop to the connection's thread, two or three round trips to the server.
    public func commit(_ batch: WriteBatch) async throws(StoreError) -> CommitReceipt {
        let planner = CommitPlanner(batch)
        let partitions = partitions
        return try await withConnection { connection in
            try Commit(planner: planner, partitions: partitions).run(connection)
        }
    }
}

/// One commit on one connection.
struct Commit {
    let planner: CommitPlanner
    let partitions: PartitionCache

    /// What is read under the lock: the planner's state, and the ids of its entities (-1 where none is stored).
    private struct Ground {
        var state: CommitState
        var nextID: Int32
        var ids: [Int32]
    }

    func run(_ connection: isolated PostgresConnection) throws -> CommitReceipt {
        var receipt: CommitReceipt?
        var created: [String] = []
        let digests = planner.entities.map(\.digest.bytes)
        try connection.transaction { connection in
            var ground = try read(digests, connection)
            let plan = planner.plan(ground.state)
            receipt = CommitReceipt(position: plan.end, outcomes: plan.outcomes)
            number(plan, &ground)
            created = try partitions.ensure(for: plan, connection)
            let stored = try StoredDerivations(plan: plan, ids: ground.ids, connection)
            let statements = CommitStatements(
                plan: plan, planner: planner, ids: ground.ids, digests: digests, known: ground.state.entities,
                stored: stored
            ).all()
            if !statements.isEmpty { _ = try connection.pipeline(statements) }
        }
        partitions.confirm(created)
        guard let receipt else { throw StoreError.corrupt("a transaction ended without a plan") }
        return receipt
    }

    /// Takes the writer's lock and reads what the plan depends on.
    ///
    /// Planner settings: tables grow from nothing faster than statistics follow, and a plan made for an empty table would
    /// scan a full one; every access here is by key.
    private func read(_ digests: [[UInt8]], _ connection: isolated PostgresConnection) throws -> Ground {
        let batch = planner.batch
        var statements: [SQL] = [
            """
            select set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
                set_config('enable_mergejoin', 'off', true), pg_advisory_xact_lock(\(PostgresStore.writerLock))
            """,
            // Statements of their own: the snapshot of the one above is older than its wait for the lock.
            """
            select coalesce((select max(position) from change), 0), coalesce((select max(id) from entity), -1) + 1
            """,
            """
            select k.i, e.id, e.created_position is not null, e.removed
            from unnest(\(digests)) with ordinality k (digest, i)
            join entity e on e.digest = k.digest
            """,
            """
            select k.i, a.version, a.digest, a.run_id
            from unnest(\(planner.aspects.map { digests[$0.entity] }), \(planner.aspects.map(\.aspect)))
                with ordinality k (digest, name, i)
            join entity e on e.digest = k.digest
            join aspect a on a.entity = e.id and a.name = k.name
            """,
        ]
        for move in batch.offsets {
            let partition = move.partition
            statements.append(
                """
                select next_offset from consumer_offset
                where cluster_id = \(partition.clusterID) and consumer_group = \(partition.group)
                    and topic = \(partition.topic) and partition = \(partition.partition)
                """)
        }
        if !batch.states.isEmpty { statements.append(Ledger.revisions(batch.states)) }
        let results = try connection.pipeline(statements)
        for (move, rows) in zip(batch.offsets, results.dropFirst(4)) {
            let stored = try rows.first?.int64(0)
            guard stored == move.from else { throw StoreError.offsetMoved(move.partition) }
        }
        if !batch.states.isEmpty, let rows = results.last { try Ledger.check(batch.states, against: rows) }
        let clock = try results[1].only()
        var ground = Ground(
            state: CommitState(
                position: Position(try clock.int64(0)), entities: .init(repeating: nil, count: planner.entities.count),
                aspects: .init(repeating: nil, count: planner.aspects.count)),
            nextID: try clock.int32(1), ids: .init(repeating: -1, count: planner.entities.count))
        for row in results[2] {
            let index = Int(try row.int64(0) - 1)
            guard ground.ids.indices.contains(index) else { continue }
            ground.ids[index] = try row.int32(1)
            ground.state.entities[index] = .init(exists: try row.bool(2), removed: try row.bool(3))
        }
        for row in results[3] {
            let index = Int(try row.int64(0) - 1)
            guard planner.aspects.indices.contains(index) else { continue }
            ground.state.aspects[index] = .init(
                version: try row.int64(1), digest: try Digest128(column: try row.bytes(2)), runID: try row.text(3))
        }
        return ground
    }

    /// Gives dense ids to the entities that the plan adds.
    private func number(_ plan: CommitPlan, _ ground: inout Ground) {
        for entity in plan.createdEntities + plan.referencedEntities where ground.ids[entity] < 0 {
            ground.ids[entity] = ground.nextID
            ground.nextID += 1
        }
    }
}

extension Array {
    /// The element at an index that comes from elsewhere; `nil` out of bounds.
    func at(_ index: Int64) -> Element? {
        guard index >= 0, index < Int64(count) else { return nil }
        return self[Int(index)]
    }
}
