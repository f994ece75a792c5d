import Kafka

/// What the consumer of proposals needs to know.
public struct ConsumerConfiguration: Sendable {
    public var kafka: KafkaConfiguration
    public var group: String
    /// A stable name for this instance, so that after a `kill -9` its partitions come back at once.
    public var instance: String
    /// Topics with proposals and change events.
    public var topics: [String]
    /// Most records in one transaction.
    public var batchRecords = 1000
    /// Most bytes of values in one transaction.
    public var batchBytes = 8 << 20

    public init(kafka: KafkaConfiguration, group: String, instance: String, topics: [String]) {
        self.kafka = kafka
        self.group = group
        self.instance = instance
        self.topics = topics
    }
}
