import Basics
import CatalogTestKit
import Kafka
import TestSupport
import Testing

@Suite(
    "Kafka, what only a real broker does", .enabled(if: TestBroker.realAddress != nil, "CATALOG_TEST_KAFKA names none"),
    .timeLimit(.minutes(2)))
struct RealBrokerTests {
    @Test("Topics are created once, with their settings; a bad name is refused")
    func createTopics() async throws {
        let broker = try TestBroker()
        let admin = try KafkaAdmin(broker.configuration(), logger: quiet)
        let name = TestBroker.uniqueName("made")
        #expect(try await admin.createTopics([name], partitions: 2, settings: [("retention.ms", "60000")]) == [name])
        #expect(try await admin.createTopics([name], partitions: 2) == [])
        let error = await thrown(KafkaError.self) {
            try await admin.createTopics(["not/allowed"], partitions: 1)
        }
        #expect(error?.message.hasPrefix("creating topic \"not/allowed\"") == true)
        #expect(error?.isRetriable == false)
    }

    @Test("A topic that does not exist is a warning, and is read once it appears")
    func lateTopic() async throws {
        let broker = try TestBroker()
        let topic = TestBroker.uniqueName("late")
        let consumer = try KafkaConsumer(
            broker.configuration([("topic.metadata.refresh.interval.ms", "500")]),
            group: TestBroker.uniqueName("group"),
            logger: quiet)
        try await consumer.subscribe([topic])
        let warning = try await consumer.warning { $0.isUnknownTopic }
        #expect(warning.isRetriable)
        #expect(!warning.isFatal)
        #expect(warning.description.contains(topic))
        try await broker.createTopic(named: topic, partitions: 1)
        try await broker.produce(records(topic, 0..<3))
        #expect(try await consumer.read(3).map(\.text) == ["v0", "v1", "v2"])
        await consumer.close()
    }

    @Test("A static member that vanished without leaving reads again within 2 s under its name")
    func staticMember() async throws {
        let broker = try TestBroker()
        let topic = try await broker.createTopic()
        try await broker.produce(records(topic, 0..<3))
        let group = TestBroker.uniqueName("group")
        // Dropped without closing, a consumer sends no word to the group, like a process that was killed.
        var lost: KafkaConsumer? = try KafkaConsumer(
            broker.configuration(), group: group, instance: "one", logger: quiet)
        try await lost?.subscribe([topic])
        _ = try await lost?.read(3)
        lost = nil
        let start = ContinuousClock.now
        let back = try KafkaConsumer(broker.configuration(), group: group, instance: "one", logger: quiet)
        try await back.subscribe([topic])
        #expect(try await back.read(3).count == 3)
        #expect(ContinuousClock.now - start < .seconds(2))
        #expect(await back.close())
    }

    @Test("Of two members with one static name the older is fenced: a fatal error")
    func fenced() async throws {
        let broker = try TestBroker()
        let topic = try await broker.createTopic()
        let group = TestBroker.uniqueName("group")
        let older = try KafkaConsumer(broker.configuration(), group: group, instance: "one", logger: quiet)
        try await older.subscribe([topic])
        guard case .assigned(let partitions) = try await older.nextEvent() else {
            Issue.record("the first event is no assignment")
            return
        }
        try await older.accept(partitions.map { KafkaPosition($0, .beginning) })
        let younger = try KafkaConsumer(broker.configuration(), group: group, instance: "one", logger: quiet)
        try await younger.subscribe([topic])
        async let joined = younger.nextEvent()
        let error = await thrown(KafkaError.self) {
            while true { _ = try await older.nextEvent() }
        }
        #expect(error?.isFatal == true)
        #expect(error?.name == "FENCED_INSTANCE_ID")
        _ = try await joined
        await older.close()
        await younger.close()
    }
}
