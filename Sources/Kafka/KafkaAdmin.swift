import Basics
import CRDKafka

/// Asks a cluster about itself and creates topics, without reading or writing a message. On a thread of its own.
public actor KafkaAdmin {
    private let executor: ThreadExecutor
    let client: ClientHandle

    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// A client that connects in the background.
    public init(_ configuration: KafkaConfiguration, logger: Logger) throws(KafkaError) {
        // A consumer, because a producer's question for a topic may create it.
        client = try ClientHandle(RD_KAFKA_CONSUMER, configuration, defaults: [], logger: logger)
        executor = ThreadExecutor(name: "kafka-admin")
    }

    deinit { executor.stop() }

    /// The id the cluster gave itself, which stays when its addresses change.
    public func clusterID(timeout: Duration = .seconds(10)) throws(KafkaError) -> String {
        try client.clusterID(timeout: timeout)
    }

    /// The topics named, or all there are. One that does not exist carries its error.
    public func topics(
        _ names: [String]? = nil, timeout: Duration = .seconds(10)
    ) throws(KafkaError) -> [KafkaTopic] {
        try client.topics(names, timeout: timeout)
    }

    /// The first and last offset of a partition.
    public func watermarks(
        _ partition: KafkaPartition, timeout: Duration = .seconds(10)
    ) throws(KafkaError) -> KafkaWatermarks {
        try client.watermarks(partition, timeout: timeout)
    }

    /// Creates those of the topics that do not exist yet. librdkafka's mock cluster never answers this.
    ///
    /// - Parameters:
    ///   - names: All with the same shape.
    ///   - replication: -1 leaves it to the brokers' default.
    ///   - settings: Topic settings, e.g. `retention.ms`.
    /// - Returns: The topics created; those that existed are left out.
    /// - Throws: ``KafkaError`` for the first topic refused.
    public func createTopics(
        _ names: [String], partitions: Int, replication: Int = -1, settings: [(String, String)] = [],
        timeout: Duration = .seconds(30)
    ) throws(KafkaError) -> [String] {
        try create(
            client, names, partitions: Int32(clamping: partitions), replication: Int32(clamping: replication),
            settings: settings, timeout: timeout)
    }
}

/// Owns librdkafka's descriptions of topics to be made.
private final class TopicSpecifications {
    var pointers: [OpaquePointer?] = []

    deinit { rd_kafka_NewTopic_destroy_array(&pointers, pointers.count) }

    func add(_ name: String, _ partitions: Int32, _ replication: Int32, _ settings: [(String, String)])
        throws(KafkaError)
    {
        var reason = [CChar](repeating: 0, count: 512)
        guard let topic = rd_kafka_NewTopic_new(name, partitions, replication, &reason, reason.count) else {
            throw KafkaError(RD_KAFKA_RESP_ERR__INVALID_ARG, "creating topic \"\(name)\": \(text(of: reason))")
        }
        pointers.append(topic)
        for (key, value) in settings { rd_kafka_NewTopic_set_config(topic, key, value) }
    }
}

private func create(
    _ client: ClientHandle, _ names: [String], partitions: Int32, replication: Int32, settings: [(String, String)],
    timeout: Duration
) throws(KafkaError) -> [String] {
    let topics = TopicSpecifications()
    for name in names { try topics.add(name, partitions, replication, settings) }
    let doing = "creating topics"
    guard let queue = rd_kafka_queue_new(client.pointer) else {
        throw client.events.error(RD_KAFKA_RESP_ERR__FAIL, doing)
    }
    defer { rd_kafka_queue_destroy(queue) }
    let options = rd_kafka_AdminOptions_new(client.pointer, RD_KAFKA_ADMIN_OP_CREATETOPICS)
    defer { rd_kafka_AdminOptions_destroy(options) }
    _ = rd_kafka_AdminOptions_set_request_timeout(options, timeout.milliseconds, nil, 0)
    rd_kafka_CreateTopics(client.pointer, &topics.pointers, topics.pointers.count, options, queue)
    let event = rd_kafka_queue_poll(queue, timeout.milliseconds &+ 1000)
    defer { rd_kafka_event_destroy(event) }
    guard let event, let result = rd_kafka_event_CreateTopics_result(event) else {
        throw client.events.error(RD_KAFKA_RESP_ERR__TIMED_OUT, doing)
    }
    let code = rd_kafka_event_error(event)
    guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw client.events.error(code, doing) }
    var count = 0
    let outcomes = rd_kafka_CreateTopics_result_topics(result, &count)
    var created: [String] = []
    for outcome in UnsafeBufferPointer(start: outcomes, count: count) {
        let name = String(cString: rd_kafka_topic_result_name(outcome))
        switch rd_kafka_topic_result_error(outcome) {
        case RD_KAFKA_RESP_ERR_NO_ERROR: created.append(name)
        case RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS: break
        case let code:
            let detail = rd_kafka_topic_result_error_string(outcome).map { String(cString: $0) }
            throw client.events.error(code, "creating topic \"\(name)\"", detail: detail)
        }
    }
    return created
}
