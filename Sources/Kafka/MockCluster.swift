import Basics
import CRDKafka

/// librdkafka's own broker, in this process, for development and tests: any Kafka client can connect by TCP.
///
/// It keeps nothing: memory only, and **of each partition the last 5 MiB or 100,000 messages, the older ones going without a
/// word**. It knows no authentication, no admin calls, no static membership, no compaction.
///
/// `@unchecked Sendable`: the fields are constants, and librdkafka's mock functions hand their work to the cluster's own
/// thread or lock it. Destroyed when the last reference goes, so no call can meet a destroyed cluster.
public final class MockCluster: @unchecked Sendable {
    private let host: OpaquePointer
    private let cluster: OpaquePointer
    /// What clients connect to.
    public let bootstrapServers: String

    /// - Parameter brokers: How many brokers, each with a loopback port of its own.
    public init(brokers: Int = 1) throws(KafkaError) {
        // The mock cluster lives in a client instance, which itself connects to nothing.
        let conf = rd_kafka_conf_new()
        rd_kafka_conf_set_log_cb(conf) { _, _, _, _ in }
        guard let host = rd_kafka_new(RD_KAFKA_PRODUCER, conf, nil, 0) else {
            rd_kafka_conf_destroy(conf)
            throw KafkaError(RD_KAFKA_RESP_ERR__FAIL, "librdkafka cannot start a client for the mock cluster")
        }
        guard let cluster = rd_kafka_mock_cluster_new(host, Int32(clamping: max(1, brokers))) else {
            rd_kafka_destroy(host)
            throw KafkaError(RD_KAFKA_RESP_ERR__FAIL, "librdkafka cannot start a mock cluster")
        }
        self.host = host
        self.cluster = cluster
        bootstrapServers = rd_kafka_mock_cluster_bootstraps(cluster).map { String(cString: $0) } ?? ""
    }

    deinit {
        rd_kafka_mock_cluster_destroy(cluster)
        rd_kafka_destroy(host)
    }

    /// Whether a cluster id is one that a mock cluster gives itself; each gives a different one.
    public static func isMock(clusterID: String) -> Bool { clusterID.hasPrefix("mockCluster") }

    /// Makes a topic. One that is merely written to appears by itself with four partitions.
    public func createTopic(_ name: String, partitions: Int) throws(KafkaError) {
        try check(
            rd_kafka_mock_topic_create(cluster, name, Int32(clamping: max(1, partitions)), 1),
            "creating topic \"\(name)\"")
    }

    /// Answers every question for a topic with this error of the Kafka protocol, from now on; 0 ends that.
    public func setTopicError(_ name: String, _ error: Int32) {
        rd_kafka_mock_topic_set_error(cluster, name, rd_kafka_resp_err_t(error))
    }

    /// Cuts the connections of all brokers and takes no others, until ``setUp()``.
    public func setDown() throws(KafkaError) {
        try check(rd_kafka_mock_broker_set_down(cluster, -1), "taking the brokers down")
    }

    /// Takes connections again.
    public func setUp() throws(KafkaError) {
        try check(rd_kafka_mock_broker_set_up(cluster, -1), "bringing the brokers up")
    }

    /// Answers every request after this time, from now on.
    public func setRoundTrip(_ time: Duration) throws(KafkaError) {
        try check(rd_kafka_mock_broker_set_rtt(cluster, -1, time.milliseconds), "slowing the brokers")
    }

    /// Answers the next requests of a kind with these errors, one each.
    ///
    /// - Parameters:
    ///   - request: The kind's number in the Kafka protocol ("API Keys"): 0 Produce, 1 Fetch, 3 Metadata, 8 OffsetCommit, …
    ///   - errors: The protocol's error codes.
    public func failNext(request: Int16, errors: [Int32]) {
        var codes = errors.map { rd_kafka_resp_err_t($0) }
        rd_kafka_mock_push_request_errors_array(cluster, request, codes.count, &codes)
    }

    private func check(_ code: rd_kafka_resp_err_t, _ doing: String) throws(KafkaError) {
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return }
        throw KafkaError(code, "\(doing): \(String(cString: rd_kafka_err2str(code)))")
    }
}
