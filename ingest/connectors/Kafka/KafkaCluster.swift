import Kafka

/// What the connector asks a cluster; ``KafkaAdmin`` in production, a recorded cluster in tests.
protocol KafkaCluster: Sendable {
    func connect(timeout: Duration) async throws(KafkaError)
    func topicLayouts(timeout: Duration) async throws(KafkaError) -> [KafkaTopicLayout]
    func topics(_ names: [String]?, timeout: Duration) async throws(KafkaError) -> [KafkaTopic]
    func topicSettings(_ topics: [String], timeout: Duration) async throws(KafkaError) -> [KafkaTopicSettings]
    func groups(timeout: Duration) async throws(KafkaError) -> [KafkaGroup]
    func committedOffsets(
        ofGroups groups: [String], timeout: Duration
    ) async throws(KafkaError) -> [KafkaGroupOffsets]
    func offsets(
        _ edge: KafkaOffset, of partitions: [KafkaPartition], timeout: Duration
    ) async throws(KafkaError) -> [KafkaPartition: Int64]
    func offsets(
        atTimes times: [KafkaPartition: Int64], timeout: Duration
    ) async throws(KafkaError) -> [KafkaPartition: KafkaOffset]
}

extension KafkaAdmin: KafkaCluster {}

/// Reads single messages of a topic; ``KafkaSampler`` in production.
protocol KafkaSampling: Sendable {
    /// The newest values of some partitions, at most as many as the settings say; none when nothing came in time.
    func values(of partitions: [KafkaPartition], ends: [KafkaPartition: Int64]) async throws(KafkaError) -> [[UInt8]]
}
