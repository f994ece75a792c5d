import Basics
import CRDKafka
import Synchronization

/// Sends messages and says where they were stored.
///
/// Idempotent unless a setting says otherwise: what librdkafka sends again is stored once, and in order per partition. Safe
/// to use from any task. When the last reference goes, what is still queued is given up; ``flush(within:)`` first.
public final class KafkaProducer: Sendable {
    private let core: ProducerCore

    /// A producer that connects in the background.
    ///
    /// - Throws: ``KafkaError`` for a setting that is unknown or not accepted.
    public init(_ configuration: KafkaConfiguration, logger: Logger) throws(KafkaError) {
        let client = try ClientHandle(
            RD_KAFKA_PRODUCER, configuration, defaults: [("enable.idempotence", "true"), ("linger.ms", "5")],
            logger: logger, prepare: installDeliveryReports)
        let core = ProducerCore(client)
        self.core = core
        startThread(name: "kafka-producer") { core.run(logger) }
    }

    deinit { core.stop() }

    /// Stores one message and says where. Waits while the queue is full.
    ///
    /// - Returns: The partition and the offset; the offset is missing (``KafkaOffset/stored``) where librdkafka had to send
    ///   again and the broker had it already.
    /// - Throws: ``KafkaError`` when the brokers refuse it, or do not take it within `message.timeout.ms`.
    public func produce(
        topic: String, partition: Int32? = nil, key: [UInt8]? = nil, value: [UInt8]?,
        headers: [(name: String, value: [UInt8])] = []
    ) async throws(KafkaError) -> KafkaPosition {
        let record = KafkaRecord(topic: topic, partition: partition, key: key, value: value, headers: headers)
        let results = await deliver([record])
        guard let result = results.first else { throw KafkaError(RD_KAFKA_RESP_ERR__FAIL, "no report came") }
        return try result.get()
    }

    /// Stores messages, those of one partition in the order given, and says where each is.
    ///
    /// - Throws: The first ``KafkaError``; others of the messages may be stored.
    @discardableResult
    public func produceMany(_ records: [KafkaRecord]) async throws(KafkaError) -> [KafkaPosition] {
        var positions: [KafkaPosition] = []
        positions.reserveCapacity(records.count)
        for result in await deliver(records) { positions.append(try result.get()) }
        return positions
    }

    private func deliver(_ records: [KafkaRecord]) async -> [Result<KafkaPosition, KafkaError>] {
        guard !records.isEmpty else { return [] }
        let reports = Reports(count: records.count)
        for (index, record) in records.enumerated() {
            let report = Report(reports, index)
            while let error = core.enqueue(record, report) {
                guard error.code == RD_KAFKA_RESP_ERR__QUEUE_FULL.rawValue else {
                    report.finish(.failure(error))
                    break
                }
                await core.waitForRoom()
            }
        }
        return await reports.all()
    }

    /// Sends what is queued now, without waiting for more.
    ///
    /// - Throws: ``KafkaError`` when something is still on its way after `deadline`; it stays queued.
    public func flush(within deadline: Duration = .seconds(10)) async throws(KafkaError) {
        let core = core
        let result = await withTaskExecutorPreference(BlockingPool.shared) {
            Result { () throws(KafkaError) in try core.flush(timeout: deadline) }
        }
        try result.get()
    }

    /// Gives up what is still queued: whoever waits for it gets an error. Later calls are refused.
    public func close() { core.stop() }

    /// Why this producer is of no use any more; make another. `nil` while it is.
    public var fatalError: KafkaError? { core.fatalError }
}

/// The reports of one call's messages, and the task that waits for the last.
private final class Reports: Sendable {
    private struct State {
        var results: [Result<KafkaPosition, KafkaError>?]
        var missing: Int
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state: Mutex<State>

    init(count: Int) {
        state = Mutex(State(results: Array(repeating: nil, count: count), missing: count))
    }

    func report(_ index: Int, _ result: Result<KafkaPosition, KafkaError>) {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.results[index] == nil else { return nil }
            state.results[index] = result
            state.missing -= 1
            guard state.missing == 0 else { return nil }
            let waiter = state.waiter
            state.waiter = nil
            return waiter
        }
        waiter?.resume()
    }

    /// Every result, in the order of the messages; waits for the last. Called once.
    func all() async -> [Result<KafkaPosition, KafkaError>] {
        await withCheckedContinuation { continuation in
            let isDone = state.withLock { state in
                if state.missing > 0 { state.waiter = continuation }
                return state.missing == 0
            }
            if isDone { continuation.resume() }
        }
        return state.withLock { $0.results.compactMap { $0 } }
    }
}

private final class Report: Delivery {
    private let reports: Reports
    private let index: Int

    init(_ reports: Reports, _ index: Int) {
        self.reports = reports
        self.index = index
    }

    func finish(_ result: Result<KafkaPosition, KafkaError>) { reports.report(index, result) }
}
