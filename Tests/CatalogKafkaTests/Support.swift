import Basics
import CatalogKafka
import CatalogModel
import CatalogSchema
import CatalogService
import CatalogTestKit
import Kafka
import Synchronization
import TestSupport
import Testing

/// A consumer at work in the test's process, and what it says.
final class RunningConsumer: Sendable {
    let metrics = Metrics()
    let topic: String
    let group: String
    private let consumer: ProposalConsumer
    private let task: Task<Void, Never>

    init(
        _ broker: TestBroker, topic: String, group: String = TestBroker.uniqueName("group"), batch: Int = 1000,
        store: any MetadataStore & ConsumerState & RegistryStore
    ) {
        self.topic = topic
        self.group = group
        var configuration = ConsumerConfiguration(
            kafka: broker.configuration([("topic.metadata.refresh.interval.ms", "300")]), group: group,
            instance: group, topics: [topic])
        configuration.batchRecords = batch
        let log = Log()
        self.log = log
        consumer = ProposalConsumer(
            configuration, store: store,
            decoder: EnvelopeDecoder(model: .standard, schemas: WriterSchemas(registry: store)), model: .standard,
            metrics: metrics, logger: Logger(level: .info, sink: { log.append($0) }))
        let consumer = consumer
        task = Task { await consumer.run() }
    }

    private final class Log: Sendable {
        private let text = Mutex("")
        func append(_ line: [UInt8]) { text.withLock { $0 += String(decoding: line, as: UTF8.self) } }
        var content: String { text.withLock { $0 } }
    }
    private let log: Log

    /// Everything logged so far.
    var logged: String { log.content }
    var trouble: String? { consumer.status.trouble }

    /// The sum over the labels of one of the consumer's metrics.
    func count(_ family: MetricFamily) async -> Int {
        await metrics.text().split(separator: "\n")
            .filter { $0.hasPrefix(family.name + "{") || $0.hasPrefix(family.name + " ") }
            .compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }.reduce(0, +)
    }

    func stop() async {
        consumer.stop()
        await task.value
    }
}

struct TimedOut: Error, CustomStringConvertible {
    var description: String
}

/// Waits for something that other threads bring about.
func eventually(
    _ what: String, within limit: Duration = .seconds(40), _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + limit
    while try await !condition() {
        guard ContinuousClock.now < deadline else { throw TimedOut(description: "waiting for: \(what)") }
        try await Task.sleep(for: .milliseconds(5))
    }
}

/// A proposal that gives a tag a name.
func tagProposal(_ id: String, name: String? = nil) -> JSON {
    let value: JSON = ["name": .string(name ?? id)]
    return [
        "entityType": "tag", "entityUrn": .string("urn:li:tag:\(id)"), "changeType": "UPSERT",
        "aspectName": "tagProperties", "aspect": ["contentType": "application/json", "value": .string(value.text)],
    ]
}

func tagRecords(_ topic: String, _ range: Range<Int>, partition: Int32 = 0) -> [KafkaRecord] {
    range.map { KafkaRecord(topic: topic, partition: partition, value: tagProposal("t\($0)").bytes) }
}

extension MetadataStore {
    /// The versions of tags' properties; 0 where there are none.
    func tagVersions(_ range: Range<Int>) async throws -> [Int64] {
        let urns = try range.map { try Urn("urn:li:tag:t\($0)") }
        return try await entities(urns, aspects: ["tagProperties"]).map { $0?.aspects.first?.version ?? 0 }
    }
}

/// A store that fails as it is told, and tells what it was asked.
actor FaultyStore: MetadataStore, ConsumerState, RegistryStore {
    enum Fault {
        /// Throws, and keeps nothing.
        case fails(StoreError)
        /// Keeps everything, and throws as if the connection had broken.
        case keepsButBreaks
        /// Never answers.
        case hangs(Signal)
    }

    let inner = MemoryStore()
    private var faults: [Fault] = []
    /// How many records each commit brought, also those that failed.
    private(set) var commits: [Int] = []
    private(set) var marks: [ConsumerAttempt] = []

    /// What the next commits do, one each; after them all succeed.
    func prepare(_ faults: [Fault]) { self.faults += faults }

    func commit(_ batch: WriteBatch) async throws(StoreError) -> CommitReceipt {
        commits.append(batch.writes.count + batch.deadLetters.count)
        guard !faults.isEmpty else { return try await inner.commit(batch) }
        switch faults.removeFirst() {
        case .fails(let error): throw error
        case .keepsButBreaks:
            _ = try await inner.commit(batch)
            throw .outcomeUnknown("the test broke the connection")
        case .hangs(let signal):
            await signal.wait()
            throw .unavailable("the test is over")
        }
    }

    func markAttempts(_ attempts: [ConsumerAttempt]) async throws(StoreError) {
        marks += attempts
        try await inner.markAttempts(attempts)
    }

    func progress(
        of partitions: [ConsumedPartition]
    ) async throws(StoreError) -> [ConsumedPartition: ConsumerProgress] { try await inner.progress(of: partitions) }
    func position() async throws(StoreError) -> Position { try await inner.position() }
    func entities(_ urns: [Urn], aspects: [String]?) async throws(StoreError) -> [EntityRecord?] {
        try await inner.entities(urns, aspects: aspects)
    }
    func aspect(of urn: Urn, name: String, version: Int64) async throws(StoreError) -> AspectRecord? {
        try await inner.aspect(of: urn, name: name, version: version)
    }
    func timeseries(_ query: TimeseriesQuery) async throws(StoreError) -> [TimeseriesRecord] {
        try await inner.timeseries(query)
    }
    func register(subject: String, schema: String) async throws(StoreError) -> Int32 {
        try await inner.register(subject: subject, schema: schema)
    }
    func schema(id: Int32) async throws(StoreError) -> String? { try await inner.schema(id: id) }
    func registrations() async throws(StoreError) -> [SchemaRegistration] { try await inner.registrations() }
}
