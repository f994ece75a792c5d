import Basics
import CatalogKafka
import CatalogModel
import CatalogSchema
import CatalogService
import CatalogTestKit
import Kafka
import TestSupport
import Testing

/// With the broker of CATALOG_TEST_KAFKA where it is set, else librdkafka's mock cluster.
@Suite("Consuming proposals", .timeLimit(.minutes(5)))
struct ConsumerTests {
    private let broker: TestBroker
    private let store = FaultyStore()

    init() throws { broker = try TestBroker.shared.get() }

    private func partition(_ consumer: RunningConsumer) async throws -> ConsumedPartition {
        let admin = try KafkaAdmin(broker.configuration(), logger: Logger(level: .error, sink: { _ in }))
        return ConsumedPartition(
            clusterID: try await admin.clusterID(), group: consumer.group, topic: consumer.topic, partition: 0)
    }

    private func move(_ partition: ConsumedPartition, from: Int64?, to: Int64) async throws {
        _ = try await store.inner.commit(
            WriteBatch(
                writes: [], defaults: ProposalPreparer(model: .standard).defaults,
                offsets: [OffsetMove(partition: partition, from: from, to: to)]))
    }

    private func offset(_ partition: ConsumedPartition) async throws -> Int64? {
        try await store.progress(of: [partition])[partition]?.nextOffset
    }

    @Test("records are applied once and the offset moves with them, over a stop and a start")
    func restart() async throws {
        let topic = try await broker.createTopic()
        let first = RunningConsumer(broker, topic: topic, store: store)
        let partition = try await partition(first)
        try await broker.produce(tagRecords(topic, 0..<10))
        try await eventually("the first ten") { try await offset(partition) == 10 }
        await first.stop()
        let mark = try await store.progress(of: [partition])[partition]?.attempt
        #expect(mark?.count == 0, "a clean end takes its mark back: \(String(describing: mark))")
        try await broker.produce(tagRecords(topic, 10..<20))
        let second = RunningConsumer(broker, topic: topic, group: first.group, store: store)
        try await eventually("the second ten") { try await offset(partition) == 20 }
        await second.stop()
        #expect(try await store.tagVersions(0..<20) == [Int64](repeating: 1, count: 20))
        #expect(await store.commits.reduce(0, +) == 20)
    }

    @Test("a consumer whose offset another one moved changes nothing, and goes on where the other stands")
    func zombie() async throws {
        let topic = try await broker.createTopic()
        let consumer = RunningConsumer(broker, topic: topic, store: store)
        let partition = try await partition(consumer)
        try await broker.produce(tagRecords(topic, 0..<3))
        try await eventually("the first three") { try await offset(partition) == 3 }
        try await move(partition, from: 3, to: 5)
        try await broker.produce(tagRecords(topic, 3..<8))
        try await eventually("the rest") { try await offset(partition) == 8 }
        await consumer.stop()
        #expect(try await store.tagVersions(0..<8) == [1, 1, 1, 0, 0, 1, 1, 1])
        #expect(consumer.logged.contains("was moved by another consumer"))
        #expect(try await store.inner.deadLetters(after: 0, limit: 1).total == 0)
    }

    @Test("a commit whose answer is lost is neither repeated where it was kept nor lost where it was not")
    func outcomeUnknown() async throws {
        let topic = try await broker.createTopic()
        let consumer = RunningConsumer(broker, topic: topic, store: store)
        let partition = try await partition(consumer)
        await store.prepare([.keepsButBreaks])
        try await broker.produce(tagRecords(topic, 0..<1))
        try await eventually("the first record") { await consumer.count(CatalogMetrics.ingestRecords) == 1 }
        #expect(await store.commits.count == 1)
        await store.prepare([.fails(.outcomeUnknown("the test broke the connection"))])
        try await broker.produce(tagRecords(topic, 1..<2))
        try await eventually("the second record") { await consumer.count(CatalogMetrics.ingestRecords) == 2 }
        await consumer.stop()
        #expect(await store.commits.count == 3)
        #expect(try await offset(partition) == 2)
        #expect(try await store.tagVersions(0..<2) == [1, 1])
        #expect(try await store.inner.deadLetters(after: 0, limit: 1).total == 0)
    }

    @Test("a database that is away, deadlocks or times out parks nothing, and the records wait until it heals")
    func infrastructure() async throws {
        let topic = try await broker.createTopic()
        await store.prepare([.fails(.unavailable("away")), .fails(.conflict("40P01")), .fails(.timedOut)])
        let consumer = RunningConsumer(broker, topic: topic, store: store)
        let partition = try await partition(consumer)
        let bad = KafkaRecord(topic: topic, partition: 0, value: Array("bad".utf8))
        try await broker.produce(tagRecords(topic, 0..<2) + [bad] + tagRecords(topic, 2..<4))
        try await eventually("three failures") { await consumer.count(CatalogMetrics.databaseRetries) == 3 }
        try await eventually("all records") { try await offset(partition) == 5 }
        // The whole store, schema registry included: what is framed with a schema of ours cannot even be decoded.
        await store.inner.fail(with: .unavailable("away again"))
        let framed: [UInt8] = [0, 0x7F, 0, 0, 1, 2, 3]
        try await broker.produce([KafkaRecord(topic: topic, partition: 0, value: framed)] + tagRecords(topic, 4..<6))
        try await eventually("another failure") { await consumer.count(CatalogMetrics.databaseRetries) >= 4 }
        #expect(consumer.trouble?.contains("away again") == true)
        await store.inner.fail(with: nil)
        try await eventually("the rest") { try await offset(partition) == 8 }
        await consumer.stop()
        #expect(try await store.tagVersions(0..<6) == [Int64](repeating: 1, count: 6))
        let letters = try await store.inner.deadLetters(after: 0, limit: 10).letters
        #expect(letters.map(\.draft.offset) == [2, 5])
        #expect(letters.map(\.draft.code) == ["unknown_format", "unknown_schema_id"])
    }

    @Test("a value that the database refuses is parked alone, its neighbours commit")
    func refused() async throws {
        let topic = try await broker.createTopic()
        try await broker.produce(tagRecords(topic, 0..<8))
        // The batch, its first half, that one's second half, its second record.
        let refusal = FaultyStore.Fault.fails(.refused("the test refuses it"))
        await store.prepare([refusal, refusal])
        let consumer = RunningConsumer(broker, topic: topic, batch: 2, store: store)
        let partition = try await partition(consumer)
        try await eventually("all records") { try await offset(partition) == 8 }
        await consumer.stop()
        let letters = try await store.inner.deadLetters(after: 0, limit: 10).letters
        #expect(letters.count == 1)
        let letter = try #require(letters.first)
        #expect(letter.draft.code == "refused_by_store")
        #expect(letter.draft.value == tagProposal("t\(letter.draft.offset)").bytes)
        let versions = try await store.tagVersions(0..<8)
        #expect(versions.reduce(0, +) == 7)
        #expect(versions[Int(letter.draft.offset)] == 0)
    }

    @Test("a stored offset behind the end of the topic is an alarm, and what is there is read")
    func beyondTheEnd() async throws {
        let topic = try await broker.createTopic()
        try await broker.produce(tagRecords(topic, 0..<3))
        let group = TestBroker.uniqueName("group")
        let before = RunningConsumer(broker, topic: topic, group: group, store: FaultyStore())
        let partition = try await partition(before)
        await before.stop()
        try await move(partition, from: nil, to: 1000)
        let consumer = RunningConsumer(broker, topic: topic, group: group, store: store)
        try await eventually("all records") { try await offset(partition) == 3 }
        await consumer.stop()
        #expect(await consumer.count(CatalogMetrics.offsetAlarms) == 1)
        #expect(consumer.logged.contains("stored offset is outside of the topic"))
        #expect(try await store.tagVersions(0..<3) == [1, 1, 1])
    }

    @Test("a topic that appears later is read once it is there")
    func late() async throws {
        let topic = TestBroker.uniqueName("late")
        let consumer = RunningConsumer(broker, topic: topic, store: store)
        try await eventually("a start without the topic") { consumer.logged.contains("Kafka consumer started") }
        // The mock cluster makes a topic as soon as anybody asks for it.
        if broker.mock == nil { try await broker.createTopic(named: topic) }
        try await broker.produce(tagRecords(topic, 0..<3))
        let partition = try await partition(consumer)
        try await eventually("all records") { try await offset(partition) == 3 }
        await consumer.stop()
        #expect(try await store.tagVersions(0..<3) == [1, 1, 1])
    }

    @Test("after two deaths at one place records are taken one by one; a record of three deaths is parked")
    func deaths() async throws {
        let topic = try await broker.createTopic()
        let group = TestBroker.uniqueName("group")
        try await broker.produce(tagRecords(topic, 0..<5))
        let never = Signal()
        await store.prepare([.hangs(never)])
        let dying = RunningConsumer(broker, topic: topic, group: group, store: store)
        let partition = try await partition(dying)
        try await eventually("a commit that hangs") { await store.commits.count == 1 }
        // What the process would leave if it ended now.
        let left = try #require(try await store.progress(of: [partition])[partition]?.attempt)
        #expect(left == ConsumerAttempt(partition: partition, offset: 0, count: 5, deaths: 0))
        async let stopped: Void = dying.stop()
        never.raise()
        await stopped

        try await store.markAttempts([.init(partition: partition, offset: 0, count: 5, deaths: 1)])
        let second = RunningConsumer(broker, topic: topic, group: group, store: store)
        try await eventually("all records") { try await offset(partition) == 5 }
        await second.stop()
        #expect(await store.commits.dropFirst() == [1, 1, 1, 1, 1])

        try await broker.produce(tagRecords(topic, 5..<8))
        try await store.markAttempts([.init(partition: partition, offset: 5, count: 1, deaths: 2)])
        let third = RunningConsumer(broker, topic: topic, group: group, store: store)
        try await eventually("the rest") { try await offset(partition) == 8 }
        await third.stop()
        let letters = try await store.inner.deadLetters(after: 0, limit: 10).letters
        #expect(letters.map(\.draft.code) == ["process_death"])
        #expect(letters.map(\.draft.value) == [tagProposal("t5").bytes])
        #expect(try await store.tagVersions(0..<8) == [1, 1, 1, 1, 1, 0, 1, 1])
    }
}

@Suite("Consuming proposals from librdkafka's mock cluster, a stand-in", .timeLimit(.minutes(5)))
struct MockConsumerTests {
    @Test("a stored offset that retention has passed is an alarm, and reading goes on at what is left")
    func retention() async throws {
        let broker = try TestBroker(.mock)
        let topic = try await broker.createTopic()
        let store = FaultyStore()
        let first = RunningConsumer(broker, topic: topic, store: store)
        try await broker.produce(tagRecords(topic, 0..<2))
        try await eventually("the first two") { await first.count(CatalogMetrics.ingestRecords) == 2 }
        await first.stop()
        // The mock cluster keeps 5 MiB of a partition.
        let filler = tagProposal("large", name: String(repeating: "x", count: 700_000)).bytes
        for _ in 0..<10 { try await broker.produce([KafkaRecord(topic: topic, partition: 0, value: filler)]) }
        try await broker.produce(tagRecords(topic, 2..<4))
        let second = RunningConsumer(broker, topic: topic, group: first.group, store: store)
        try await eventually("the last two") { try await store.tagVersions(0..<4) == [1, 1, 1, 1] }
        await second.stop()
        #expect(await second.count(CatalogMetrics.offsetAlarms) == 1)
        #expect(second.logged.contains("stored offset is outside of the topic"))
    }

    @Test("brokers that go away and come back lose nothing and repeat nothing")
    func outage() async throws {
        let broker = try TestBroker(.mock)
        let mock = try #require(broker.mock)
        let topic = try await broker.createTopic()
        let store = FaultyStore()
        let consumer = RunningConsumer(broker, topic: topic, store: store)
        try await broker.produce(tagRecords(topic, 0..<50))
        try await eventually("the first fifty") { await consumer.count(CatalogMetrics.ingestRecords) == 50 }
        try mock.setDown()
        try await eventually("that the consumer notices") { consumer.trouble != nil }
        try mock.setUp()
        try await broker.produce(tagRecords(topic, 50..<100))
        try await eventually("all records") { await consumer.count(CatalogMetrics.ingestRecords) == 100 }
        await consumer.stop()
        #expect(try await store.tagVersions(0..<100) == [Int64](repeating: 1, count: 100))
        #expect(await store.commits.reduce(0, +) == 100)
        #expect(await store.inner.changeLog().count(where: { $0.key.aspect == "tagProperties" }) == 100)
    }
}
