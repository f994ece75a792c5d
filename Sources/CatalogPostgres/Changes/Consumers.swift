import CatalogModel
import CatalogService
import Postgres

extension PostgresStore: ConsumerState {
    public func progress(of partitions: [ConsumedPartition]) async throws(StoreError)
        -> [ConsumedPartition: ConsumerProgress]
    {
        guard !partitions.isEmpty else { return [:] }
        return try await withConnection { connection in
            let rows = try connection.query(
                """
                select k.i, o.next_offset, a.first_offset, a.records, a.deaths
                from unnest(\(partitions.map(\.clusterID)), \(partitions.map(\.group)), \(partitions.map(\.topic)),
                    \(partitions.map(\.partition))) with ordinality k (cluster_id, consumer_group, topic, partition, i)
                left join consumer_offset o using (cluster_id, consumer_group, topic, partition)
                left join consumer_attempt a using (cluster_id, consumer_group, topic, partition)
                """)
            var progress: [ConsumedPartition: ConsumerProgress] = [:]
            for row in rows {
                guard let partition = partitions.at(try row.int64(0) - 1) else { continue }
                var attempt: ConsumerAttempt?
                if let first = try row.int64OrNil(2) {
                    attempt = ConsumerAttempt(
                        partition: partition, offset: first, count: try row.int64(3), deaths: try row.int32(4))
                }
                let next = try row.int64OrNil(1)
                if next != nil || attempt != nil {
                    progress[partition] = ConsumerProgress(nextOffset: next, attempt: attempt)
                }
            }
            return progress
        }
    }

    public func markAttempts(_ attempts: [ConsumerAttempt]) async throws(StoreError) {
        guard !attempts.isEmpty else { return }
        try await withConnection { connection in
            try connection.transaction { connection in
                // It has to outlive our process, not the machine; waiting for the disk would halve the rate of small batches.
                _ = try connection.query("select set_config('synchronous_commit', 'off', true)")
                try connection.execute(
                    """
                    insert into consumer_attempt (cluster_id, consumer_group, topic, partition, first_offset, records,
                        deaths)
                    select * from unnest(\(attempts.map(\.partition.clusterID)), \(attempts.map(\.partition.group)),
                        \(attempts.map(\.partition.topic)), \(attempts.map(\.partition.partition)),
                        \(attempts.map(\.offset)), \(attempts.map(\.count)), \(attempts.map(\.deaths)))
                    on conflict (cluster_id, consumer_group, topic, partition) do update
                        set first_offset = excluded.first_offset, records = excluded.records, deaths = excluded.deaths
                    """)
            }
        }
    }
}
