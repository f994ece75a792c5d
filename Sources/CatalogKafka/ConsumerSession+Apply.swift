import Basics
import CatalogModel
import CatalogService
import Kafka

extension ConsumerSession {
    /// Decodes messages while the batch before them is being committed, then hands them to be committed in their turn.
    func apply(_ messages: [KafkaMessage]) async throws {
        let started = monotonicNanoseconds()
        let ours = messages.filter { next.keys.contains($0.source) }
        for message in ours where begun[message.source] == nil && next[message.source] == .some(nil) {
            begun[message.source] = message.offset
        }
        if ours.contains(where: { attempts.isSingle(key($0.source)) }) {
            try await settle()
            try await applySingly(ours)
            return
        }
        guard !ours.isEmpty else { return }
        let prepared = try await prepare(ours, single: false)
        try await settle()
        underWay = Task {
            try await commit(prepared)
            metrics.observe(CatalogMetrics.ingestBatchSeconds, [], Double(monotonicNanoseconds() - started) / 1e9)
        }
    }

    /// Waits until the batch under way is committed.
    func settle() async throws {
        guard let task = underWay else { return }
        underWay = nil
        try await task.value
    }

    /// Applies records of partitions where processes died, one by one; those of other partitions after them, together.
    private func applySingly(_ messages: [KafkaMessage]) async throws {
        var together: [KafkaMessage] = []
        for message in messages {
            let partition = key(message.source)
            if !attempts.isSingle(partition) {
                together.append(message)
            } else if attempts.isCondemned(partition, at: start(of: message)) {
                try await commit([condemned(message)])
            } else {
                try await commit(prepare([message], single: true))
            }
        }
        if !together.isEmpty { try await commit(prepare(together, single: false)) }
    }

    private func condemned(_ message: KafkaMessage) -> RecordApplier.Prepared {
        logger.error(
            "a record ended \(AttemptGuard.deathsUntilParked) processes and is parked",
            [("kafka.topic", .string(message.topic)), ("kafka.offset", .int(message.offset))])
        let refusal = EnvelopeDecoder.Refusal(
            .processDeath, "\(AttemptGuard.deathsUntilParked) processes ended while they applied this record")
        return .init(message: message, letter: RecordApplier.letter(message, clusterID, refusal))
    }

    /// Where what is not committed yet begins in a message's partition: records may be missing before the message.
    private func start(of message: KafkaMessage) -> Int64 {
        (next[message.source] ?? nil) ?? begun[message.source] ?? message.offset
    }

    /// Decodes messages, once it is marked that they are under way.
    private func prepare(_ messages: [KafkaMessage], single: Bool) async throws -> [RecordApplier.Prepared] {
        var ends: [KafkaPartition: (from: Int64, to: Int64)] = [:]
        for message in messages { ends[message.source] = (start(of: message), message.offset &+ 1) }
        let marks = ends.map { partition, range in
            attempts.attempt(key(partition), from: range.from, to: range.to, single: single)
        }
        try await patience.retrying("marking an attempt") { [store] () async throws(StoreError) in
            try await store.markAttempts(marks)
        }
        return try await patience.retrying("decoding records") { [applier, clusterID] () async throws(StoreError) in
            try await applier.prepare(messages, clusterID: clusterID)
        }
    }

    /// Commits records with their offsets. Where the database refuses a value, halves are tried until the one record that
    /// holds it is alone and can be parked.
    private func commit(_ records: [RecordApplier.Prepared]) async throws {
        guard !records.isEmpty else { return }
        let offsets = moves(records)
        let batch = applier.batch(records, offsets: offsets)
        do {
            try await commit(batch, offsets)
        } catch StoreError.refused(let reason) {
            if records.count > 1 {
                let middle = records.count / 2
                try await commit(Array(records[..<middle]))
                try await commit(Array(records[middle...]))
                return
            }
            let message = records[0].message
            let refusal = EnvelopeDecoder.Refusal(ProposalProblem(.refusedByStore, reason))
            var parked = RecordApplier.Prepared(message: message)
            parked.letter = RecordApplier.letter(message, clusterID, refusal)
            try await commit(applier.batch([parked], offsets: offsets), offsets)
            done([parked], offsets)
            return
        }
        done(records, offsets)
    }

    private func moves(_ records: [RecordApplier.Prepared]) -> [OffsetMove] {
        var last: [KafkaPartition: Int64] = [:]
        for record in records { last[record.message.source] = record.message.offset }
        return last.sorted { $0.key < $1.key }.map { partition, offset in
            OffsetMove(partition: key(partition), from: next[partition] ?? nil, to: offset + 1)
        }
    }

    private func commit(_ batch: WriteBatch, _ offsets: [OffsetMove]) async throws {
        var pause = Backoff()
        while true {
            do {
                _ = try await store.commit(batch)
                return
            } catch {
                switch error {
                case .outcomeUnknown:
                    if try await isCommitted(offsets) { return }
                case .refused, .offsetMoved: throw error
                case .unavailable, .conflict, .timedOut, .corrupt: break
                }
                try await patience.wait("committing records", error, &pause)
            }
        }
    }

    /// Whether a commit whose answer was lost was kept: its offsets tell.
    private func isCommitted(_ offsets: [OffsetMove]) async throws -> Bool {
        guard !offsets.isEmpty else { return false }
        let progress = try await patience.retrying("reading stored offsets") { [store] () async throws(StoreError) in
            try await store.progress(of: offsets.map(\.partition))
        }
        return offsets.allSatisfy { progress[$0.partition]?.nextOffset == $0.to }
    }

    private func done(_ records: [RecordApplier.Prepared], _ offsets: [OffsetMove]) {
        for record in records {
            lastTimestamp[record.message.source] = record.message.timestamp
            let result = record.letter == nil ? "applied" : "parked"
            metrics.add(CatalogMetrics.ingestRecords, [record.message.topic, result])
            if let letter = record.letter { metrics.add(CatalogMetrics.deadLetters, [letter.code]) }
        }
        for move in offsets {
            let partition = KafkaPartition(move.partition.topic, move.partition.partition)
            next[partition] = .some(move.to)
            attempts.advance(move.partition, to: move.to)
            committed[partition] = move.to
        }
    }
}
