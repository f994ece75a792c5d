import Basics
import Kafka

#if canImport(Glibc)
import Glibc
#endif

/// A Kafka for tests: the one that `CATALOG_TEST_KAFKA` names, else librdkafka's mock cluster in this process.
public final class TestBroker: Sendable {
    public enum Kind: Sendable {
        /// A broker of its own, which knows admin calls, static membership and retention.
        case real
        /// See ``MockCluster`` for what it does not know.
        case mock
    }

    public let kind: Kind
    /// What clients connect to.
    public let brokers: String
    /// The cluster itself where it is a mock, to take it down or slow it.
    public let mock: MockCluster?
    private let producer: KafkaProducer
    private let admin: KafkaAdmin

    /// The broker that the tests of this process share; says on standard error which it is.
    public static let shared = Result { try TestBroker() }

    /// The address of the real broker, when there is one.
    public static var realAddress: String? {
        guard let address = getenv("CATALOG_TEST_KAFKA").map({ String(cString: $0) }), !address.isEmpty else {
            return nil
        }
        return address
    }

    /// - Parameter kind: `mock` to get a mock cluster of its own, which the test may take down.
    public init(_ kind: Kind? = nil) throws {
        if kind != .mock, let address = TestBroker.realAddress {
            self.kind = .real
            mock = nil
            brokers = address
        } else {
            let cluster = try MockCluster()
            self.kind = .mock
            mock = cluster
            brokers = cluster.bootstrapServers
        }
        let quiet = Logger(level: .error, sink: { _ in })
        producer = try KafkaProducer(KafkaConfiguration(brokers: brokers), logger: quiet)
        admin = try KafkaAdmin(KafkaConfiguration(brokers: brokers), logger: quiet)
        let name = self.kind == .real ? "the broker of CATALOG_TEST_KAFKA" : "librdkafka's mock cluster"
        writeToStandardError(Array("tests use \(name) at \(brokers)\n".utf8))
    }

    /// A configuration that reaches this broker.
    public func configuration(_ settings: [(String, String)] = []) -> KafkaConfiguration {
        KafkaConfiguration(brokers: brokers, settings: settings)
    }

    /// A name that no other test uses.
    public static func uniqueName(_ prefix: String) -> String { "\(prefix)-\(hex(randomBytes(6)))" }

    /// Makes a topic with a name of its own and waits until the cluster knows it.
    public func createTopic(_ prefix: String = "test", partitions: Int = 1) async throws -> String {
        let name = TestBroker.uniqueName(prefix)
        try await createTopic(named: name, partitions: partitions)
        return name
    }

    /// Makes a topic and waits until the cluster knows it.
    public func createTopic(named name: String, partitions: Int = 1) async throws {
        if let mock {
            try mock.createTopic(name, partitions: partitions)
        } else {
            _ = try await admin.createTopics([name], partitions: partitions)
        }
        let deadline = ContinuousClock.now + .seconds(20)
        while try await admin.topics([name]).first?.exists != true {
            guard ContinuousClock.now < deadline else {
                throw KafkaError(code: 3, message: "topic \"\(name)\" did not appear")
            }
        }
    }

    /// Stores messages and says where each is.
    @discardableResult
    public func produce(_ records: [KafkaRecord]) async throws -> [KafkaPosition] {
        try await producer.produceMany(records)
    }
}
