import Basics
import CatalogTestKit
import Kafka
import TestSupport
import Testing

@Suite("Kafka producer and faults", .timeLimit(.minutes(3)))
struct ProducerTests {
    @Test("More messages than the queue holds wait their turn and are stored in order")
    func backPressure() async throws {
        let broker = try TestBroker.shared.get()
        let topic = try await broker.createTopic()
        let producer = try KafkaProducer(
            broker.configuration([("queue.buffering.max.messages", "10")]), logger: quiet)
        let positions = try await producer.produceMany(records(topic, 0..<500))
        #expect(positions.map(\.offset) == (0..<500).map { .at(Int64($0)) })
        let one = try await producer.produce(topic: topic, key: [1], value: [2])
        #expect(one == KafkaPosition(topic, 0, .at(500)))
        try await producer.flush()
        #expect(producer.fatalError == nil)
    }

    @Test("A message that no broker takes in time is an error that says so")
    func timeout() async throws {
        let producer = try KafkaProducer(
            KafkaConfiguration(brokers: "127.0.0.1:1", settings: [("message.timeout.ms", "500")]), logger: quiet)
        let error = await thrown(KafkaError.self) { try await producer.produce(topic: "t", value: [1]) }
        #expect(error?.name == "_MSG_TIMED_OUT")
        #expect(error?.isRetriable == true)
        #expect(error?.message.hasPrefix("sending a message to topic \"t\"") == true)
    }

    @Test("A message larger than the limit is refused, its neighbours are stored")
    func tooLarge() async throws {
        let broker = try TestBroker.shared.get()
        let topic = try await broker.createTopic()
        let producer = try KafkaProducer(broker.configuration([("message.max.bytes", "2000")]), logger: quiet)
        let error = await thrown(KafkaError.self) {
            try await producer.produceMany([
                KafkaRecord(topic: topic, value: [1]),
                KafkaRecord(topic: topic, value: [UInt8](repeating: 0, count: 3000), headers: [("h", [1])]),
                KafkaRecord(topic: topic, value: [2]),
            ])
        }
        #expect(error?.name == "MSG_SIZE_TOO_LARGE")
        let consumer = try KafkaConsumer(broker.configuration(), group: TestBroker.uniqueName("g"), logger: quiet)
        try await consumer.assign([KafkaPosition(topic, 0, .beginning)])
        #expect(try await consumer.read(2).map(\.value) == [[1], [2]])
        await consumer.close()
    }

    @Test("Flushing says when messages are still on their way; closing tells those who wait")
    func closing() async throws {
        let producer = try KafkaProducer(KafkaConfiguration(brokers: "127.0.0.1:1"), logger: quiet)
        try await producer.flush(within: .milliseconds(1))
        let waiting = Task { try await producer.produce(topic: "t", value: [1]) }
        let deadline = ContinuousClock.now + .seconds(20)
        var refusal: KafkaError?
        while refusal == nil, ContinuousClock.now < deadline {
            do { try await producer.flush(within: .milliseconds(20)) } catch { refusal = error }
        }
        #expect(refusal?.isRetriable == true)
        #expect(refusal?.message.hasPrefix("sending what is queued") == true)
        producer.close()
        let error = await thrown(KafkaError.self) { try await waiting.value }
        #expect(error?.name == "_PURGE_QUEUE")
        let later = await thrown(KafkaError.self) { try await producer.produce(topic: "t", value: [1]) }
        #expect(later?.message == "the Kafka producer is closed")
    }

    @Test("When the brokers go away and come back, reading and writing go on and nothing is lost")
    func brokersReturn() async throws {
        let broker = try TestBroker(.mock)
        let mock = try #require(broker.mock)
        let topic = try await broker.createTopic()
        let consumer = try KafkaConsumer(broker.configuration(), group: "g", logger: quiet)
        try await consumer.subscribe([topic])
        try await broker.produce(records(topic, 0..<5))
        #expect(try await consumer.read(5).count == 5)
        try mock.setDown()
        let warning = try await consumer.warning { $0.name == "_ALL_BROKERS_DOWN" || $0.name == "_TRANSPORT" }
        #expect(warning.isRetriable)
        async let stored = broker.produce(records(topic, 5..<10))
        #expect(try await consumer.expectNothing() == 0)
        try mock.setUp()
        #expect(try await consumer.read(5).map(\.text) == (5..<10).map { "v\($0)" })
        #expect(try await stored.map(\.offset) == (5..<10).map { .at(Int64($0)) })
        await consumer.close()
    }

    @Test("A commit during a rebalance is an error that means: later")
    func commitRefused() async throws {
        let broker = try TestBroker(.mock)
        let mock = try #require(broker.mock)
        let topic = try await broker.createTopic()
        let consumer = try KafkaConsumer(broker.configuration(), group: "g", logger: quiet)
        try await consumer.assign([KafkaPosition(topic, 0, .beginning)])
        mock.failNext(request: 8, errors: [27])
        let error = await thrown(KafkaError.self) {
            try await consumer.commit([KafkaPosition(topic, 0, .at(1))])
        }
        #expect(error?.isRebalanceInProgress == true)
        #expect(error?.isRetriable == true)
        try await consumer.commit([KafkaPosition(topic, 0, .at(1))])
        #expect(try await broker.committed(topic, group: "g") == 1)
        await consumer.close()
    }

    @Test("A slow broker only delays")
    func slowBroker() async throws {
        let broker = try TestBroker(.mock)
        let mock = try #require(broker.mock)
        let topic = try await broker.createTopic()
        try mock.setRoundTrip(.milliseconds(200))
        let start = ContinuousClock.now
        try await broker.produce(records(topic, 0..<1))
        #expect(ContinuousClock.now - start >= .milliseconds(190))
    }
}
