import Basics
import CatalogTestKit
import Synchronization
import TestSupport
import Testing

@testable import Kafka

@Suite("Kafka configuration and errors", .timeLimit(.minutes(2)))
struct ConfigurationTests {
    private func refusal(_ settings: [(String, String)], brokers: String = "127.0.0.1:1") -> KafkaError? {
        do {
            _ = try KafkaAdmin(KafkaConfiguration(brokers: brokers, settings: settings), logger: quiet)
            return nil
        } catch { return error }
    }

    @Test("An unknown setting is refused with the nearest name")
    func unknownSetting() {
        #expect(
            refusal([("sasl.usernam", "x")])?.message
                == "librdkafka knows no setting \"sasl.usernam\"; did you mean \"sasl.username\"?")
        #expect(refusal([("acks", "all"), ("fetch.max.bites", "1")])?.message.contains("\"fetch.max.bytes\"") == true)
        #expect(
            refusal([("something.else.entirely", "1")])?.message
                == "librdkafka knows no setting \"something.else.entirely\"")
        #expect(refusal([(String(repeating: "x", count: 100_000), "1")])?.message.contains("did you mean") == false)
        #expect(SettingNames.all.count > 100)
    }

    @Test("A value that is not accepted is refused, without showing it where it is a secret")
    func badValue() {
        let plain = refusal([("session.timeout.ms", "soon")])
        #expect(plain?.message.hasPrefix("Kafka setting \"session.timeout.ms\": ") == true)
        let secret = refusal([
            ("sasl.oauthbearer.config", "hunter2"), ("sasl.password", "hunter2"), ("ssl.key.pem", "hunter2"),
        ])
        #expect(secret?.description.contains("hunter2") != true)
        #expect(refusal([], brokers: "")?.message == "no Kafka broker is named")
    }

    @Test("Printing a configuration shows no secret")
    func printing() {
        let configuration = KafkaConfiguration(
            brokers: "b:9092",
            settings: [
                ("sasl.username", "ana"), ("sasl.password", "hunter2"), ("ssl.key.pem", "hunter2"),
                ("ssl.key.password", "hunter2"), ("ssl.keystore.password", "hunter2"),
                ("sasl.oauthbearer.client.secret", "hunter2"),
            ])
        #expect("\(configuration)".hasPrefix("brokers=b:9092 sasl.username=ana sasl.password=****"))
        var dumped = ""
        dump(configuration, to: &dumped)
        for text in ["\(configuration)", String(reflecting: configuration), dumped] {
            #expect(!text.contains("hunter2"))
        }
    }

    @Test("SCRAM with a librdkafka that cannot do it against Kafka 4 is told")
    func scram() {
        func configuration(_ mechanism: String, _ name: String = "sasl.mechanisms") -> KafkaConfiguration {
            KafkaConfiguration(brokers: "b", settings: [("security.protocol", "SASL_SSL"), (name, mechanism)])
        }
        #expect(
            configuration("SCRAM-SHA-512").scramWarning(version: 0x0200_02FF)?.contains("SCRAM-SHA-512 to Kafka 4.0")
                == true)
        #expect(configuration("SCRAM-SHA-256", "sasl.mechanism").scramWarning(version: 0x0206_00FF) != nil)
        #expect(configuration("SCRAM-SHA-512").scramWarning(version: 0x0206_01FF) == nil)
        #expect(configuration("PLAIN").scramWarning(version: 0x0200_02FF) == nil)
        #expect(KafkaConfiguration(brokers: "b").warnings.isEmpty)
        #expect(!KafkaConfiguration.libraryVersion.isEmpty)
    }

    @Test("Brokers that cannot be reached are named, with the reason, and within the time given")
    func unreachable() async throws {
        let admin = try KafkaAdmin(KafkaConfiguration(brokers: "127.0.0.1:1"), logger: quiet)
        let start = ContinuousClock.now
        let error = await thrown(KafkaError.self) { try await admin.clusterID(timeout: .milliseconds(800)) }
        #expect(ContinuousClock.now - start < .seconds(5))
        let text = try #require(error?.description)
        #expect(text.hasPrefix("reading the cluster id: the brokers 127.0.0.1:1 did not answer in time"), "\(text)")
        #expect(text.contains("Connection refused"), "\(text)")
        #expect(error?.isRetriable == true)
        await #expect(throws: KafkaError.self) { try await admin.topics(["x"], timeout: .milliseconds(300)) }
        await #expect(throws: KafkaError.self) {
            try await admin.watermarks(KafkaPartition("x", 0), timeout: .milliseconds(300))
        }
    }

    @Test("A consumer without brokers says so as a warning and keeps going; logs reach the logger")
    func allBrokersDown() async throws {
        let lines = Mutex<[String]>([])
        let logger = Logger(level: .debug) { line in
            lines.withLock { $0.append(String(decoding: line, as: UTF8.self)) }
        }
        let consumer = try KafkaConsumer(
            KafkaConfiguration(brokers: "127.0.0.1:1", settings: [("sasl.password", "hunter2")]), group: "g",
            logger: logger)
        try await consumer.subscribe(["x"])
        let warning = try await consumer.warning { $0.name == "_ALL_BROKERS_DOWN" }
        #expect(warning.message == "talking to Kafka: no broker of 127.0.0.1:1 can be reached")
        #expect(warning.isRetriable)
        // Without brokers there is nobody to leave: closing ends within its deadline all the same.
        let start = ContinuousClock.now
        await consumer.close(within: .seconds(2))
        #expect(ContinuousClock.now - start < .seconds(4))
        let logged = lines.withLock { $0 }
        #expect(logged.contains { $0.contains("Connection refused") && $0.contains("\"facility\":\"FAIL\"") })
        #expect(logged.allSatisfy { !$0.contains("hunter2") })
    }

    @Test("Cooperative assignment is refused")
    func cooperative() {
        let configuration = KafkaConfiguration(
            brokers: "b", settings: [("partition.assignment.strategy", "cooperative-sticky")])
        let error = thrown(KafkaError.self) { try KafkaConsumer(configuration, group: "g", logger: quiet) }
        #expect(error?.message.contains("cooperative assignment is not supported") == true)
    }

    @Test("A promise of the wrapper cannot be set away")
    func fixedSettings() async throws {
        let broker = try TestBroker.shared.get()
        let topic = try await broker.createTopic()
        try await broker.produce(records(topic, 0..<3))
        let settings = [("enable.auto.commit", "true"), ("auto.commit.interval.ms", "50"), ("group.id", "other")]
        let consumer = try KafkaConsumer(
            broker.configuration(settings), group: TestBroker.uniqueName("group"), logger: quiet)
        try await consumer.assign([KafkaPosition(topic, 0, .beginning)])
        _ = try await consumer.read(3)
        #expect(try await consumer.expectNothing() == 0)
        await consumer.close()
        #expect(try await broker.committed(topic, group: "other") == nil)
    }

    @Test("Durations become C's milliseconds: rounded up, bounded, never negative")
    func durations() {
        #expect(Duration.zero.milliseconds == 0)
        #expect(Duration.nanoseconds(1).milliseconds == 1)
        #expect(Duration.milliseconds(1500).milliseconds == 1500)
        #expect(Duration.seconds(-5).milliseconds == 0)
        #expect(Duration.seconds(Int64.max).milliseconds == 2_000_000_000)
    }
}

extension TestBroker {
    func committed(_ topic: String, group: String) async throws -> Int64? {
        let consumer = try KafkaConsumer(configuration(), group: group, logger: quiet)
        let partition = KafkaPartition(topic, 0)
        let offset = try await consumer.committed([partition])[partition] ?? nil
        await consumer.close()
        return offset
    }
}
