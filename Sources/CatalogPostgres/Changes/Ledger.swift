import Basics
import CatalogModel
import CatalogService
import Postgres

extension PostgresStore: EventLedger {
    public func eventStates(_ keys: [Digest128]) async throws(StoreError) -> [EventState?] {
        try await withConnection { connection in
            let rows = try connection.query(
                """
                select k.i, s.revision, s.state from unnest(\(keys.map(\.bytes))) with ordinality k (key, i)
                cross join lateral (select revision, state from event_state s where s.key = k.key offset 0) s
                """)
            var states = [EventState?](repeating: nil, count: keys.count)
            for row in rows {
                let index = Int(try row.int64(0) - 1)
                guard states.indices.contains(index) else { continue }
                states[index] = EventState(revision: try row.int64(1), text: try row.text(2))
            }
            return states
        }
    }

    public func events(ofRun run: String, limit: Int) async throws(StoreError) -> [SourceEvent] {
        let key = Digest128(of: run).bytes
        return try await withConnection { connection in
            try connection.query(
                """
                select digest, source, at, body from source_event where run = \(key)
                order by at, digest limit \(Int64(limit))
                """
            ).map { row in
                SourceEvent(
                    digest: try Digest128(column: try row.bytes(0)), source: try row.text(1), run: run,
                    time: try row.int64(2), text: try row.text(3))
            }
        }
    }
}

/// The ledger's part of a commit.
enum Ledger {
    /// Reads where states are, by the index of their moves; the writer's lock keeps them there afterwards.
    static func revisions(_ moves: [EventStateMove]) -> SQL {
        """
        select k.i, s.revision from unnest(\(moves.map(\.key.bytes))) with ordinality k (key, i)
        join event_state s on s.key = k.key
        """
    }

    /// Fails when a state is not where its move expects it.
    static func check(_ moves: [EventStateMove], against rows: Rows) throws {
        var stored = [Int64?](repeating: nil, count: moves.count)
        for row in rows {
            let index = Int(try row.int64(0) - 1)
            if stored.indices.contains(index) { stored[index] = try row.int64(1) }
        }
        for (move, revision) in zip(moves, stored) where move.from != revision {
            throw StoreError.conflict("events were merged elsewhere at the same time")
        }
    }

    static func statements(_ batch: WriteBatch) -> [SQL] {
        var statements: [SQL] = []
        let events = batch.events
        if !events.isEmpty {
            statements.append(
                """
                insert into source_event (digest, source, run, at, body)
                select digest, source, nullif(run, ''::bytea), at, body
                from unnest(\(events.map(\.digest.bytes)), \(events.map(\.source)),
                    \(events.map { $0.run.map { Digest128(of: $0).bytes } ?? [] }), \(events.map(\.time)),
                    \(events.map(\.text))) k (digest, source, run, at, body)
                on conflict (digest) do nothing
                """)
        }
        let moves = batch.states
        if !moves.isEmpty {
            statements.append(
                """
                insert into event_state (key, revision, state)
                select * from unnest(\(moves.map(\.key.bytes)), \(moves.map(\.revision)), \(moves.map(\.text)))
                on conflict (key) do update set revision = excluded.revision, state = excluded.state
                """)
        }
        return statements
    }
}
