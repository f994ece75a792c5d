import Basics
import CatalogTestKit
import Kafka
import TestSupport
import Testing

@Suite("Kafka consumer", .timeLimit(.minutes(3)))
struct ConsumerTests {
    private let broker: TestBroker

    init() throws { broker = try TestBroker.shared.get() }

    private func consumer(_ group: String? = nil, _ settings: [(String, String)] = []) throws -> KafkaConsumer {
        try KafkaConsumer(
            broker.configuration(settings), group: group ?? TestBroker.uniqueName("group"), logger: quiet)
    }

    @Test("Keys, values, headers and times come back as sent; a tombstone is no empty value")
    func roundTrip() async throws {
        let topic = try await broker.createTopic(partitions: 2)
        let sent = [
            KafkaRecord(
                topic: topic, partition: 1, key: Array("k".utf8), value: [0, 1, 255],
                headers: [("h", [7]), ("h", []), ("é", [0])]),
            KafkaRecord(topic: topic, partition: 1, key: Array("k".utf8), value: nil),
            KafkaRecord(topic: topic, partition: 1, key: nil, value: []),
            KafkaRecord(topic: topic, partition: 1, key: [], value: [UInt8](repeating: 9, count: 100_000)),
        ]
        let places = try await broker.produce(sent)
        #expect(places == (0..<4).map { KafkaPosition(topic, 1, .at($0)) })
        let consumer = try consumer()
        try await consumer.assign([KafkaPosition(topic, 1, .beginning)])
        let messages = try await consumer.read(4)
        #expect(messages.map(\.value) == sent.map(\.value))
        #expect(messages.map(\.key) == sent.map(\.key))
        #expect(messages.map(\.offset) == [0, 1, 2, 3])
        #expect(messages[0].headers.map(\.name) == ["h", "h", "é"])
        #expect(messages[0].headers.map(\.value) == [[7], [], [0]])
        #expect(messages[0].timestamp > 1_600_000_000_000)
        #expect(messages.allSatisfy { $0.topic == topic && $0.partition == 1 })
        #expect(messages[3].next == KafkaPosition(topic, 1, .at(4)))
        await consumer.close()
    }

    @Test(
        "Nothing is read before an assignment is accepted, and then from the offsets given; partitions left out stay silent"
    )
    func acceptance() async throws {
        let topic = try await broker.createTopic(partitions: 4)
        for partition in 0..<4 { try await broker.produce(records(topic, 0..<5, partition: Int32(partition))) }
        let consumer = try consumer()
        try await consumer.subscribe([topic])
        guard case .assigned(let partitions) = try await consumer.nextEvent() else {
            Issue.record("the first event is no assignment")
            return
        }
        #expect(partitions.sorted() == (0..<4).map { KafkaPartition(topic, $0) })
        guard case .assigned(let again) = try await consumer.poll() else {
            Issue.record("an unanswered assignment is not repeated")
            return
        }
        #expect(again == partitions)
        #expect(try await consumer.expectNothing() == 0)
        await #expect(throws: KafkaError.self) { try await consumer.accept([KafkaPosition("other", 0, .beginning)]) }
        await #expect(throws: KafkaError.self) { try await consumer.acceptRevocation() }
        try await consumer.accept([
            KafkaPosition(topic, 0, .at(3)), KafkaPosition(topic, 1, .end), KafkaPosition(topic, 2, .beginning),
        ])
        var read = try await consumer.read(7)
        // The end was looked up when the assignment took effect; the next message there is the first it returns.
        try await broker.produce(records(topic, 5..<6, partition: 1) + records(topic, 5..<6, partition: 3))
        read += try await consumer.read(1)
        #expect(try await consumer.expectNothing() == 0)
        let texts = Dictionary(grouping: read, by: \.partition).mapValues { $0.map(\.text) }
        #expect(texts == [0: ["v3", "v4"], 1: ["v5"], 2: ["v0", "v1", "v2", "v3", "v4"]])
        await #expect(throws: KafkaError.self) { try await consumer.accept([]) }
        await consumer.close()
    }

    @Test("Members that come and go lose and repeat nothing when their positions live in one store")
    func rebalance() async throws {
        let topic = try await broker.createTopic(partitions: 4)
        let group = TestBroker.uniqueName("group")
        let store = PositionStore()
        let total = 4000
        let settings = [("session.timeout.ms", "6000"), ("heartbeat.interval.ms", "300")]
        @Sendable func work(_ consumer: KafkaConsumer, until done: @Sendable () async -> Bool) async throws -> Int {
            let deadline = ContinuousClock.now + .seconds(90)
            var count = 0
            try await consumer.subscribe([topic])
            while await !done() {
                guard ContinuousClock.now < deadline else { throw TimedOut() }
                switch try await consumer.poll(maximum: 20, wait: .milliseconds(20)) {
                case .messages(let messages):
                    await store.apply(messages)
                    count += messages.count
                    try? await consumer.commit([messages[messages.count - 1].next], waiting: false)
                case .assigned(let partitions): try await consumer.accept(await store.positions(partitions))
                case .revoked: try await consumer.acceptRevocation()
                case .warning, .idle: break
                }
            }
            await consumer.close()
            return count
        }
        let first = try consumer(group, settings)
        let second = try consumer(group, settings)
        async let stays = work(first) { await store.values.count == total }
        for chunk in 0..<10 {
            try await broker.produce(
                (0..<100).map {
                    KafkaRecord(topic: topic, partition: Int32($0 % 4), value: Array("\(chunk * 100 + $0)".utf8))
                })
        }
        // The second member joins while the first reads, leaves after its first 300, and the first takes over again.
        async let visits = work(second) { await store.values.count >= 2500 }
        for chunk in 10..<40 {
            try await broker.produce(
                (0..<100).map {
                    KafkaRecord(topic: topic, partition: Int32($0 % 4), value: Array("\(chunk * 100 + $0)".utf8))
                })
        }
        let counts = try await [stays, visits]
        let values = await store.values
        #expect(values.count == total)
        #expect(values.values.allSatisfy { $0 == 1 })
        #expect(counts[0] > 0)
    }

    @Test("Seek, pause, position, commit and watermarks do what they say")
    func positions() async throws {
        let topic = try await broker.createTopic()
        let partition = KafkaPartition(topic, 0)
        try await broker.produce(records(topic, 0..<10))
        let consumer = try consumer()
        try await consumer.assign([KafkaPosition(partition, .at(8))])
        #expect(try await consumer.read(2).map(\.text) == ["v8", "v9"])
        #expect(try await consumer.position([partition]) == [partition: 10])
        #expect(try await consumer.watermarks(partition) == KafkaWatermarks(low: 0, high: 10))
        #expect(try await consumer.knownHighWatermark(partition) == 10)
        try await consumer.seek([KafkaPosition(partition, .at(2))])
        #expect(try await consumer.read(8).map(\.text) == (2..<10).map { "v\($0)" })

        try await consumer.pause([partition])
        try await broker.produce(records(topic, 10..<11))
        #expect(try await consumer.expectNothing() == 0)
        try await consumer.resume([partition])
        #expect(try await consumer.read(1).map(\.text) == ["v10"])

        #expect(try await consumer.committed([partition]) == [partition: nil])
        try await consumer.commit([KafkaPosition(partition, .at(7))])
        #expect(try await consumer.committed([partition]) == [partition: 7])
        try await consumer.assign([KafkaPosition(partition, .stored)])
        #expect(try await consumer.read(4).map(\.text) == ["v7", "v8", "v9", "v10"])
        await consumer.close()
    }

    @Test("A batch holds no more than asked, in messages and in bytes")
    func batchLimits() async throws {
        let topic = try await broker.createTopic()
        try await broker.produce(
            (0..<30).map { _ in KafkaRecord(topic: topic, partition: 0, value: [UInt8](repeating: 1, count: 1000)) })
        let consumer = try consumer()
        try await consumer.assign([KafkaPosition(topic, 0, .beginning)])
        var sizes: [Int] = []
        while sizes.reduce(0, +) < 30 {
            if case .messages(let batch) = try await consumer.poll(maximum: 7, wait: .seconds(5)) {
                sizes.append(batch.count)
            }
        }
        #expect(sizes.max() ?? 0 <= 7)
        try await consumer.seek([KafkaPosition(topic, 0, .beginning)])
        sizes = []
        while sizes.reduce(0, +) < 30 {
            if case .messages(let batch) = try await consumer.poll(maximumBytes: 2500, wait: .seconds(5)) {
                sizes.append(batch.count)
            }
        }
        #expect(sizes.max() ?? 0 <= 3)
        await consumer.close()
    }

    @Test("Closing leaves the group: another member gets the partitions at once, and later calls are refused")
    func closing() async throws {
        let topic = try await broker.createTopic()
        try await broker.produce(records(topic, 0..<3))
        let group = TestBroker.uniqueName("group")
        // The mock cluster lets the next member wait for the session time-out even after a member has left.
        let settings = broker.kind == .mock ? [("session.timeout.ms", "6000")] : []
        let first = try consumer(group, settings)
        try await first.subscribe([topic])
        _ = try await first.read(3)
        #expect(await first.close())
        #expect(await first.close())
        let error = await thrown(KafkaError.self) { try await first.poll() }
        #expect(error?.message == "the Kafka consumer is closed")
        // The session time-out is 45 s elsewhere; a member that had not left would hold its partition that long.
        let second = try consumer(group, settings)
        try await second.subscribe([topic])
        let limit = Duration.seconds(broker.kind == .mock ? 90 : 20)
        #expect(try await second.read(3, within: limit).count == 3)
        #expect(await second.close())
    }

    @Test("A consumer that has fetched ahead closes like any other")
    func closingWithMessages() async throws {
        let topic = try await broker.createTopic()
        try await broker.produce(records(topic, 0..<2000))
        let consumer = try consumer()
        try await consumer.subscribe([topic])
        _ = try await consumer.read(1)
        try await consumer.seek([KafkaPosition(topic, 0, .beginning)])
        guard case .messages(let one) = try await consumer.poll(maximum: 1, wait: .seconds(10)) else {
            Issue.record("no message came")
            return
        }
        #expect(one.count == 1)
        #expect(await consumer.close())
    }

    @Test("A consumer can be closed before it joined, and with an assignment or a revocation unanswered")
    func closingEarly() async throws {
        let topic = try await broker.createTopic()
        let idle = try consumer()
        #expect(await idle.close())
        let open = try consumer()
        try await open.subscribe([topic])
        guard case .assigned = try await open.nextEvent() else {
            Issue.record("the first event is no assignment")
            return
        }
        #expect(await open.close())
    }

    @Test("An offset out of range is told when the reset is `error`, and follows the reset otherwise")
    func outOfRange() async throws {
        let topic = try await broker.createTopic()
        try await broker.produce(records(topic, 0..<2))
        let strict = try KafkaConsumer(
            broker.configuration(), group: TestBroker.uniqueName("group"), offsetReset: "error", logger: quiet)
        try await strict.assign([KafkaPosition(topic, 0, .at(500))])
        let warning = try await strict.warning { $0.isOffsetOutOfRange }
        #expect(warning.description.contains(topic))
        await strict.close()
        let earliest = try consumer()
        try await earliest.assign([KafkaPosition(topic, 0, .at(500))])
        #expect(try await earliest.read(2).map(\.text) == ["v0", "v1"])
        await earliest.close()
    }

    @Test("Topics and cluster id are told; a topic that does not exist carries its error")
    func metadata() async throws {
        let topic = try await broker.createTopic(partitions: 3)
        let consumer = try consumer()
        let missing = TestBroker.uniqueName("missing")
        // The mock cluster creates every topic it is asked for, unless told to deny it.
        broker.mock?.setTopicError(missing, 3)
        let topics = try await consumer.topics([topic, missing])
        #expect(topics.map(\.name) == [topic, missing])
        #expect(topics.map(\.exists) == [true, false])
        #expect(topics[0].partitions == (0..<3).map { KafkaPartition(topic, $0) })
        #expect(topics[1].error?.isUnknownTopic == true)
        #expect(try await consumer.topics().contains { $0.name == topic })
        let id = try await consumer.clusterID()
        #expect(MockCluster.isMock(clusterID: id) == (broker.kind == .mock))
        await consumer.close()
    }
}
