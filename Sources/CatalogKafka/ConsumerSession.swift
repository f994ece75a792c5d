import Basics
import CatalogModel
import CatalogService
import Kafka

/// One connection of the consumer, from joining the group to leaving it.
///
/// One task drives it; a second one commits a batch while the first fetches and decodes the next. Never two at a time, and
/// never a batch before the one that precedes it.
actor ConsumerSession {
    private let owner: ProposalConsumer
    private let configuration: ConsumerConfiguration
    let store: any MetadataStore & ConsumerState
    let applier: RecordApplier
    let metrics: Metrics
    let logger: Logger
    let patience: Patience
    private let consumer: KafkaConsumer
    let clusterID: String
    /// The stored offset of each partition that is ours; `nil` inside where none is stored.
    var next: [KafkaPartition: Int64?] = [:]
    /// The first record seen of partitions without a stored offset.
    var begun: [KafkaPartition: Int64] = [:]
    var attempts: AttemptGuard
    /// The batch that is being committed.
    var underWay: Task<Void, any Error>?
    /// Offsets that Kafka's own bookkeeping has not been told.
    var committed: [KafkaPartition: Int64] = [:]
    /// The producer's time of the record applied last, by partition.
    var lastTimestamp: [KafkaPartition: Milliseconds] = [:]
    /// Partitions assigned by hand, where the cluster knows no static members.
    private var assigned: Set<KafkaPartition> = []
    private let assignsByHand: Bool
    private var hasAskedAgain = false

    /// Joins: connects, learns the cluster's id, and subscribes where the cluster knows static members.
    ///
    /// A function and not an initializer that waits: Swift 6.0.3 cannot compile that.
    static func open(
        _ owner: ProposalConsumer, _ configuration: ConsumerConfiguration, store: any MetadataStore & ConsumerState,
        applier: RecordApplier, metrics: Metrics, logger: Logger
    ) async throws -> ConsumerSession {
        let consumer = try KafkaConsumer(
            configuration.kafka, group: configuration.group, instance: configuration.instance,
            offsetReset: "error", logger: logger)
        let clusterID: String
        let assignsByHand: Bool
        do {
            clusterID = try await learnClusterID(consumer, owner)
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

    /// Connects, in steps short enough to notice that the owner stops: no broker at hand must not keep the server from ending.
    private static func learnClusterID(_ consumer: KafkaConsumer, _ owner: ProposalConsumer) async throws -> String {
        let deadline = ContinuousClock.now + .seconds(10)
        var step = Duration.milliseconds(250)
        while true {
            do {
                return try await consumer.clusterID(timeout: step)
            } catch {
                guard !owner.isStopping, ContinuousClock.now < deadline else { throw error }
                // Some failures are immediate.
                try await Task.sleep(for: .milliseconds(50))
                step = min(step * 2, .seconds(1))
            }
        }
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
        patience = Patience(owner: owner, metrics: metrics, logger: logger)
        attempts = AttemptGuard(batch: configuration.batchRecords)
    }

    /// Polls and applies until the owner stops; leaves the group in any case.
    func run() async throws {
        do {
            try await loop()
            try await settle()
        } catch {
            underWay?.cancel()
            try? await settle()
            await end()
            throw error
        }
        await end()
    }

    /// An end that is no death leaves no mark: whoever comes next must not take it for one.
    private func end() async {
        let marks = next.keys.map { ConsumerAttempt(partition: key($0), offset: -1, count: 0, deaths: 0) }
        try? await store.markAttempts(marks)
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
            if case .messages = batch {} else { try await settle() }
            switch batch {
            case .idle: break
            case .warning(let error) where error.isOffsetOutOfRange:
                // Retention passed us while we read: a new session finds it out, and says so.
                throw error
            case .warning(let error):
                logger.warning("Kafka", [("error", .string(error.description))])
                owner.update { $0.trouble = error.description }
            case .assigned(let partitions):
                let ours = partitions.filter { configuration.topics.contains($0.topic) }
                let positions = try await positions(of: ours)
                try await consumer.accept(positions)
                try await askAgain(afterGetting: partitions)
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

    func key(_ partition: KafkaPartition) -> ConsumedPartition {
        ConsumedPartition(
            clusterID: clusterID, group: configuration.group, topic: partition.topic, partition: partition.number)
    }

    private func forget(_ partition: KafkaPartition) {
        next[partition] = nil
        begun[partition] = nil
        committed[partition] = nil
        attempts.end(key(partition))
        owner.update { $0.lag[partition] = nil }
    }

    /// Asks the group once more where what it gave us is not what there is now.
    ///
    /// A static member that comes back gets what it had before, without a look at the topics: those of an earlier
    /// configuration, and none that appeared meanwhile. When the group's leader joins again, all is shared out anew.
    private func askAgain(afterGetting partitions: [KafkaPartition]) async throws {
        guard !hasAskedAgain, let topics = try? await consumer.topics(configuration.topics) else { return }
        let given = Set(partitions)
        let isForeign = given.contains { !configuration.topics.contains($0.topic) }
        guard isForeign || !given.isSuperset(of: topics.flatMap(\.partitions)) else { return }
        hasAskedAgain = true
        try await consumer.subscribe(configuration.topics)
    }

    /// The mock cluster knows no static members, so partitions are taken without a group.
    private func assignByHand() async throws {
        // The mock cluster is on this machine: one that does not answer at once is gone, and must not hold up our end.
        let topics = try await consumer.topics(configuration.topics, timeout: .seconds(2))
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
        let keys = partitions.map(key)
        let progress = try await patience.retrying("reading stored offsets") { [store] () async throws(StoreError) in
            try await store.progress(of: keys)
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

    // MARK: Around it

    /// Tells lag tools how far we are, and ourselves how far there is to go. Neither decides anything.
    private func reportLag() async {
        if !committed.isEmpty {
            let positions = committed.map { KafkaPosition($0, .at($1)) }
            committed = [:]
            // Refused while the group rebalances, and repeated with the next batch.
            try? await consumer.commit(positions, waiting: false)
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
}
