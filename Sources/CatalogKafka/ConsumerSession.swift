import Basics
import CatalogModel
import CatalogService
import Kafka

/// One connection of the consumer, from joining the group to leaving it.
///
/// An actor only so that its state is its own; one task drives it.
actor ConsumerSession {
    private let owner: ProposalConsumer
    private let configuration: ConsumerConfiguration
    private let store: any MetadataStore & ConsumerState
    private let applier: RecordApplier
    private let metrics: Metrics
    private let logger: Logger
    private let consumer: KafkaConsumer
    private let clusterID: String
    private var next: [KafkaPartition: Int64?] = [:]
    private var attempts: AttemptGuard
    /// Partitions assigned by hand, where the cluster knows no static members.
    private var assigned: Set<KafkaPartition> = []
    private let assignsByHand: Bool

    /// Joins: connects, learns the cluster's id, and subscribes where the cluster knows static members.
    ///
    /// A function and not an initializer that waits: Swift 6.0.3 cannot compile that.
    static func open(
        _ owner: ProposalConsumer, _ configuration: ConsumerConfiguration, store: any MetadataStore & ConsumerState,
        applier: RecordApplier, metrics: Metrics, logger: Logger
    ) async throws -> ConsumerSession {
        let consumer = try KafkaConsumer(
            configuration.kafka, group: configuration.group, instance: configuration.instance, logger: logger)
        let clusterID: String
        let assignsByHand: Bool
        do {
            clusterID = try await consumer.clusterID(timeout: .seconds(10))
            assignsByHand = MockCluster.isMock(clusterID: clusterID)
            if !assignsByHand { try await consumer.subscribe(configuration.topics) }
        } catch {
            _ = await consumer.close()
            throw error
        }
        owner.update {
            $0.clusterID = clusterID
            $0.trouble = nil
        }
        logger.info(
            "Kafka consumer started",
            [
                ("kafka.cluster", .string(clusterID)), ("kafka.group", .string(configuration.group)),
                ("kafka.instance", .string(configuration.instance)),
            ])
        return ConsumerSession(
            owner, configuration, store, applier, metrics, logger, consumer, clusterID, assignsByHand: assignsByHand)
    }

    private init(
        _ owner: ProposalConsumer, _ configuration: ConsumerConfiguration, _ store: any MetadataStore & ConsumerState,
        _ applier: RecordApplier, _ metrics: Metrics, _ logger: Logger, _ consumer: KafkaConsumer, _ clusterID: String,
        assignsByHand: Bool
    ) {
        self.owner = owner
        self.configuration = configuration
        self.store = store
        self.applier = applier
        self.metrics = metrics
        self.logger = logger
        self.consumer = consumer
        self.clusterID = clusterID
        self.assignsByHand = assignsByHand
        attempts = AttemptGuard(batch: configuration.batchRecords)
    }

    /// Polls and applies until the owner stops; leaves the group in any case.
    func run() async throws {
        do {
            try await loop()
        } catch {
            _ = await consumer.close()
            throw error
        }
        await forgetAttempts()
        _ = await consumer.close()
    }

    private func loop() async throws {
        var lookAgain = ContinuousClock.now
        while !owner.isStopping {
            if assignsByHand, ContinuousClock.now >= lookAgain {
                try await assignByHand()
                lookAgain = .now + .seconds(1)
            }
            let batch = try await consumer.poll(
                maximum: configuration.batchRecords, maximumBytes: configuration.batchBytes, wait: .milliseconds(100))
            switch batch {
            case .idle: break
            case .warning(let error):
                logger.warning("Kafka", [("error", .string(error.description))])
                owner.update { $0.trouble = error.description }
            case .assigned(let partitions):
                let positions = try await positions(of: partitions)
                try await consumer.accept(positions)
            case .revoked(let partitions, let lost):
                logger.info(
                    "Kafka partitions given back",
                    [("partitions", .string("\(partitions)")), ("lost", .bool(lost))])
                for partition in partitions { forget(partition) }
                try await consumer.acceptRevocation()
            case .messages(let messages):
                owner.update { $0.trouble = nil }
                try await apply(messages)
            }
            await reportLag()
        }
    }

    // MARK: Assignment

    private func key(_ partition: KafkaPartition) -> ConsumedPartition {
        ConsumedPartition(
            clusterID: clusterID, group: configuration.group, topic: partition.topic, partition: partition.number)
    }

    private func forget(_ partition: KafkaPartition) {
        next[partition] = nil
        attempts.end(key(partition))
        owner.update { $0.lag[partition] = nil }
    }

    /// The mock cluster knows no static members, so partitions are taken without a group.
    private func assignByHand() async throws {
        let topics = try await consumer.topics(configuration.topics)
        let found = Set(topics.flatMap(\.partitions))
        guard found != assigned else { return }
        let kept = found.intersection(assigned)
        var positions = kept.map { KafkaPosition($0, (next[$0] ?? nil).map { .at($0) } ?? .beginning) }
        positions += try await self.positions(of: Array(found.subtracting(assigned)).sorted())
        for partition in assigned.subtracting(found) { forget(partition) }
        try await consumer.assign(positions)
        assigned = found
    }

    /// Where to start: at the stored offset, which the database alone knows. An offset that the topic no longer has is
    /// an alarm, and the partition is read from its start: writes are idempotent, so nothing is applied twice.
    private func positions(of partitions: [KafkaPartition]) async throws -> [KafkaPosition] {
        let progress = try await retrying("reading stored offsets") { [store] () async throws(StoreError) in
            try await store.progress(of: partitions.map(self.key))
        }
        var positions: [KafkaPosition] = []
        for partition in partitions {
            let key = key(partition)
            let stored = progress[key]?.nextOffset
            attempts.begin(key, at: stored, attempt: progress[key]?.attempt)
            next[partition] = .some(stored)
            guard let stored else {
                positions.append(KafkaPosition(partition, .beginning))
                continue
            }
            let bounds = try await consumer.watermarks(partition)
            if stored < bounds.low || stored > bounds.high {
                logger.error(
                    "stored offset is outside of the topic: records were lost by retention or the topic was made anew",
                    [
                        ("kafka.topic", .string(partition.topic)), ("kafka.partition", .int(Int64(partition.number))),
                        ("stored", .int(stored)), ("low", .int(bounds.low)), ("high", .int(bounds.high)),
                    ])
                metrics.add(CatalogMetrics.offsetAlarms, [partition.topic])
                positions.append(KafkaPosition(partition, .at(bounds.low)))
            } else {
                positions.append(KafkaPosition(partition, .at(stored)))
            }
        }
        logger.info("Kafka partitions taken", [("positions", .string("\(positions.map(\.partition))"))])
        return positions
    }

    // MARK: Applying

    private func apply(_ messages: [KafkaMessage]) async throws {
        let started = monotonicNanoseconds()
        var together: [KafkaMessage] = []
        for message in messages where next.keys.contains(message.source) {
            if attempts.isSingle(key(message.source)) {
                try await applySingle(message)
            } else {
                together.append(message)
            }
        }
        try await applyTogether(together)
        metrics.observe(CatalogMetrics.ingestBatchSeconds, [], Double(monotonicNanoseconds() - started) / 1e9)
    }

    private func applySingle(_ message: KafkaMessage) async throws {
        let partition = key(message.source)
        guard attempts.isCondemned(partition, offset: message.offset) else {
            try await applyTogether([message])
            return
        }
        let refusal = EnvelopeDecoder.Refusal(
            .processDeath, "\(AttemptGuard.deathsUntilParked) processes ended while they applied this record")
        logger.error(
            "a record ended \(AttemptGuard.deathsUntilParked) processes and is parked",
            [("kafka.topic", .string(message.topic)), ("kafka.offset", .int(message.offset))])
        try await commit([.init(message: message, letter: RecordApplier.letter(message, clusterID, refusal))])
    }

    private func applyTogether(_ messages: [KafkaMessage]) async throws {
        guard !messages.isEmpty else { return }
        let byPartition = Dictionary(grouping: messages, by: \.source)
        let marks = byPartition.map { partition, messages in
            attempts.attempt(key(partition), offset: messages[0].offset, count: messages.count)
        }
        try await retrying("marking an attempt") { [store] () async throws(StoreError) in
            try await store.markAttempts(marks)
        }
        let prepared = try await retrying("decoding records") { [applier, clusterID] () async throws(StoreError) in
            try await applier.prepare(messages, clusterID: clusterID)
        }
        try await commit(prepared)
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
                try await trouble("committing records", error, &pause)
            }
        }
    }

    /// Whether a commit whose answer was lost was kept: its offsets tell.
    private func isCommitted(_ offsets: [OffsetMove]) async throws -> Bool {
        guard !offsets.isEmpty else { return false }
        let progress = try await retrying("reading stored offsets") { [store] () async throws(StoreError) in
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
        var positions: [KafkaPosition] = []
        for move in offsets {
            let partition = KafkaPartition(move.partition.topic, move.partition.partition)
            let count = records.count { $0.message.source == partition }
            next[partition] = .some(move.to)
            attempts.advance(move.partition, to: move.to, records: count)
            positions.append(KafkaPosition(partition, .at(move.to)))
        }
        committed = positions
    }

    private var committed: [KafkaPosition] = []
    /// The producer's time of the record applied last, by partition.
    private var lastTimestamp: [KafkaPartition: Milliseconds] = [:]

    // MARK: Around it

    /// Repeats what may heal until it does, or the owner stops.
    private func retrying<T: Sendable>(
        _ what: String, _ body: () async throws(StoreError) -> T
    ) async throws -> T {
        var pause = Backoff()
        while true {
            do {
                return try await body()
            } catch {
                try await trouble(what, error, &pause)
            }
        }
    }

    private func trouble(_ what: String, _ error: StoreError, _ pause: inout Backoff) async throws {
        owner.update { $0.trouble = "\(what): \(error)" }
        logger.warning("Kafka records wait", [("doing", .string(what)), ("error", .string(error.description))])
        metrics.add(CatalogMetrics.databaseRetries, ["\(error.kind)"])
        await pause.wait { [owner] in owner.isStopping }
        if owner.isStopping { throw CancellationError() }
    }

    /// Tells lag tools how far we are, and ourselves how far there is to go. Neither decides anything.
    private func reportLag() async {
        if !committed.isEmpty {
            // Refused while the group rebalances, and repeated with the next batch.
            try? await consumer.commit(committed, waiting: false)
            committed = []
        }
        for (partition, offset) in next {
            guard let high = try? await consumer.knownHighWatermark(partition) else { continue }
            let lag = max(0, high - (offset ?? 0))
            let age = lag > 0 ? max(0, SystemClock().now - (lastTimestamp[partition] ?? SystemClock().now)) : 0
            metrics.set(
                CatalogMetrics.ingestLagSeconds, [partition.topic, String(partition.number)], to: Double(age) / 1000)
            owner.update { $0.lag[partition] = lag }
            metrics.set(CatalogMetrics.ingestLagRecords, [partition.topic, String(partition.number)], to: Double(lag))
        }
    }

    /// A clean end leaves no mark: whoever comes next must not take it for a death.
    private func forgetAttempts() async {
        let marks = next.keys.map { ConsumerAttempt(partition: key($0), offset: -1, count: 0, deaths: 0) }
        try? await store.markAttempts(marks)
    }
}
