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

    public func prune(before moment: Milliseconds, limit: Int) async throws(StoreError) -> PrunedEvents {
        let day = Ledger.day(of: moment)
        return try await withConnection { connection in
            // A row that a commit holds is moving just now, so it is not old.
            let rows = try connection.pipeline([
                """
                delete from source_event e using (
                    select digest from source_event where day < \(day) order by day limit \(Int64(limit))
                    for update skip locked) old
                where e.digest = old.digest
                """,
                """
                delete from event_state s using (
                    select key from event_state where day < \(day) order by day limit \(Int64(limit))
                    for update skip locked) old
                where s.key = old.key
                """,
            ])
            return PrunedEvents(events: rows[0].affected, states: rows[1].affected)
        }
    }
}

/// The ledger's part of a commit.
enum Ledger {
    /// The day that a moment lies in, counted from 1970-01-01 in UTC.
    static func day(of moment: Milliseconds) -> Int32 {
        let (day, rest) = moment.quotientAndRemainder(dividingBy: 86_400_000)
        return Int32(clamping: rest < 0 ? day - 1 : day)
    }

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
        let today = day(of: SystemClock().now)
        if !events.isEmpty {
            statements.append(
                """
                insert into source_event (digest, source, run, at, body, day)
                select digest, source, nullif(run, ''::bytea), at, body, \(today)
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
                insert into event_state (key, revision, state, day)
                select * from unnest(\(moves.map(\.key.bytes)), \(moves.map(\.revision)), \(moves.map(\.text)),
                    \(moves.map { $0.isPassing ? today : nil }))
                on conflict (key) do update set revision = excluded.revision, state = excluded.state, day = excluded.day
                """)
        }
        return statements
    }
}
