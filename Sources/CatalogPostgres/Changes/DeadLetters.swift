import CatalogModel
import CatalogService
import Postgres

extension PostgresStore: DeadLetterStore {
    private static let columns: SQL =
        """
        id, cluster_id, topic, partition, record_offset, record_key, value, record_time, code, reason, parked_at,
        replayed_at
        """

    public func deadLetters(after: Int64, limit: Int) async throws(StoreError) -> (total: Int, letters: [DeadLetter]) {
        try await withConnection { connection in
            let results = try connection.pipeline([
                "select count(*) from dead_letter where replayed_at is null",
                """
                select \(Self.columns) from dead_letter where replayed_at is null and id > \(after)
                order by id limit \(Int64(limit))
                """,
            ])
            return (Int(try results[0].only().int64(0)), try results[1].map(Self.letter))
        }
    }

    public func deadLetter(id: Int64) async throws(StoreError) -> DeadLetter? {
        try await withConnection { connection in
            try connection.query("select \(Self.columns) from dead_letter where id = \(id)").first.map(Self.letter)
        }
    }

    public func openDeadLetters() async throws(StoreError) -> [String: Int] {
        try await withConnection { connection in
            let rows = try connection.query(
                "select code, count(*) from dead_letter where replayed_at is null group by code")
            var counts: [String: Int] = [:]
            for row in rows { counts[try row.text(0)] = Int(try row.int64(1)) }
            return counts
        }
    }

    private static func letter(_ row: Rows.Row) throws -> DeadLetter {
        DeadLetter(
            id: try row.int64(0),
            draft: DeadLetterDraft(
                clusterID: try row.text(1), topic: try row.text(2), partition: try row.int32(3),
                offset: try row.int64(4), key: try row.bytesOrNil(5), value: try row.bytesOrNil(6),
                timestamp: try row.int64(7), code: try row.text(8), reason: try row.text(9)),
            parkedAt: try row.int64(10), replayedAt: try row.int64OrNil(11))
    }
}
