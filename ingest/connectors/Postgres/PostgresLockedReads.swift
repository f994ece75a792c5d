import Postgres

/// What cannot be told of a table that somebody holds for himself (`ALTER TABLE`, `VACUUM FULL`, an open transaction): one
/// locked table must not hold up the others, so these statements wait ``lockTimeout`` at most and then ask for each by itself.
extension PostgresReader {
    /// In `lock_timeout`'s spelling.
    static let lockTimeout = "2s"

    /// The default or generation of each column that has one.
    func readDefaults(
        _ connection: PostgresConnection, _ database: inout PostgresDatabase
    ) async throws(PostgresError) {
        let tables = database.relations.filter { $0.columns.contains(where: \.hasDefault) }.map(\.id)
        var found: [Int64: [Int32: String]] = [:]
        database.lockedDefaults = try await unlocked(tables) { ids throws(PostgresError) in
            let rows = try await connection.query(
                """
                SELECT adrelid::int8, adnum::int4, pg_catalog.pg_get_expr(adbin, adrelid)
                FROM pg_catalog.pg_attrdef WHERE adrelid::int8 = ANY(\(ids))
                """)
            for row in rows {
                found[try row.int64(0), default: [:]][try row.int32(1)] = try row.textOrNil(2)
            }
        }
        for index in database.relations.indices {
            guard let texts = found[database.relations[index].id] else { continue }
            for place in database.relations[index].columns.indices {
                let number = database.relations[index].columns[place].number
                database.relations[index].columns[place].defaultText = texts[number]
            }
        }
    }

    /// The text of each view, which PostgreSQL prints only while it may look at what the view reads.
    func readDefinitions(
        _ connection: PostgresConnection, _ database: inout PostgresDatabase
    ) async throws(PostgresError) {
        let views = database.relations.filter(\.isView).map(\.id)
        var found: [Int64: String] = [:]
        database.lockedTexts = try await unlocked(views) { ids throws(PostgresError) in
            let rows = try await connection.query(
                """
                SELECT oid::int8, pg_catalog.pg_get_viewdef(oid) FROM pg_catalog.pg_class WHERE oid::int8 = ANY(\(ids))
                """)
            for row in rows { found[try row.int64(0)] = try row.textOrNil(1) }
        }
        for index in database.relations.indices {
            database.relations[index].definition = found[database.relations[index].id]
        }
    }

    func readSizes(
        _ connection: PostgresConnection, _ database: inout PostgresDatabase
    ) async throws(PostgresError) {
        let tables = database.relations.filter { $0.kind == .table || $0.kind == .materializedView }.map(\.id)
        var found: [Int64: Int64] = [:]
        // A size that is missing makes no version, and the next run has it.
        _ = try await unlocked(tables) { ids throws(PostgresError) in
            let rows = try await connection.query(
                """
                SELECT oid::int8, pg_catalog.pg_table_size(oid) FROM pg_catalog.pg_class WHERE oid::int8 = ANY(\(ids))
                """)
            for row in rows { found[try row.int64(0)] = try row.int64OrNil(1) }
        }
        for index in database.relations.indices {
            database.relations[index].bytes = found[database.relations[index].id]
        }
    }

    /// Asks about all at once and, where a lock is in the way, about halves, down to those that are locked.
    private func unlocked(
        _ ids: [Int64], _ ask: ([Int64]) async throws(PostgresError) -> Void
    ) async throws(PostgresError) -> Set<Int64> {
        var locked: Set<Int64> = []
        var pending = ids.isEmpty ? [] : [ids[...]]
        while let part = pending.popLast() {
            do { try await ask(Array(part)) } catch {
                guard error.sqlState == .lockNotAvailable else { throw error }
                guard part.count > 1, locked.count < PostgresReader.maximumLocked else {
                    locked.formUnion(part)
                    continue
                }
                let middle = part.startIndex + part.count / 2
                pending += [part[middle...], part[..<middle]]
            }
        }
        return locked
    }

    /// Locked tables that are looked for, before all that is still open is taken for locked.
    private static let maximumLocked = 8

    /// What was dropped while the database was read is known in part only, and not there any more.
    func leaveOutDropped(
        _ connection: PostgresConnection, _ schemas: [Int64], _ database: inout PostgresDatabase
    ) async throws(PostgresError) {
        let rows = try await connection.query(
            "SELECT oid::int8 FROM pg_catalog.pg_class WHERE relnamespace::int8 = ANY(\(schemas))")
        var present: Set<Int64> = []
        for row in rows { present.insert(try row.int64(0)) }
        database.dropped = database.relations.filter { !present.contains($0.id) }.map { "\($0.schema).\($0.name)" }
        database.relations.removeAll { !present.contains($0.id) }
    }
}
