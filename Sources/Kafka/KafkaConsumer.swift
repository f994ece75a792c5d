import Basics
import CRDKafka

/// Reads messages as a member of a group, or from partitions named by the caller, on a thread of its own.
///
/// The caller loops over ``poll(maximum:maximumBytes:wait:)``, answers ``KafkaBatch/assigned(_:)`` by
/// ``accept(_:)`` and ``KafkaBatch/revoked(_:lost:)`` by ``acceptRevocation()``, and keeps its positions where it likes: nothing is
/// committed to Kafka unless ``commit(_:waiting:)`` is called. Every method blocks this consumer's thread, so a call waits
/// for a poll that runs; keep the polls short.
public actor KafkaConsumer {
    private let executor: ThreadExecutor
    private var handle: ClientHandle?
    /// What the caller accepted or assigned, by topic.
    private var accepted: [String: Set<Int32>] = [:]

    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// A consumer that connects in the background; it joins the group with ``subscribe(_:)``.
    ///
    /// - Parameters:
    ///   - group: The consumer group, also when partitions are assigned by hand: offsets are committed under it.
    ///   - instance: The member's stable name (`group.instance.id`). A member that comes back under it within the session's
    ///     time-out gets its partitions at once, also after its process was killed; two living members must not share it.
    ///   - offsetReset: Where to read when a start of ``KafkaOffset/stored`` has no offset, or an offset is out of range:
    ///     `earliest`, `latest` or `error`.
    /// - Throws: ``KafkaError`` for a setting that is unknown or not accepted.
    public init(
        _ configuration: KafkaConfiguration, group: String, instance: String? = nil, offsetReset: String = "earliest",
        logger: Logger
    ) throws(KafkaError) {
        if let strategy = configuration.settings.last(where: { $0.0 == "partition.assignment.strategy" })?.1,
            strategy.contains("cooperative")
        {
            throw KafkaError(
                RD_KAFKA_RESP_ERR__INVALID_ARG,
                "Kafka setting \"partition.assignment.strategy\": cooperative assignment is not supported; use range")
        }
        var fixed = [
            ("group.id", group), ("enable.auto.commit", "false"), ("enable.auto.offset.store", "false"),
            ("enable.partition.eof", "false"), ("auto.offset.reset", offsetReset),
        ]
        if let instance { fixed.append(("group.instance.id", instance)) }
        // librdkafka fetches ahead 64 MiB by default; an eighth keeps the thread busy just as well.
        let defaults = [("queued.max.messages.kbytes", "8192")]
        let handle = try ClientHandle(
            RD_KAFKA_CONSUMER, configuration, defaults: defaults, fixed: fixed, logger: logger)
        let code = rd_kafka_poll_set_consumer(handle.pointer)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
            throw handle.events.error(code, "starting the consumer of group \"\(group)\"")
        }
        self.handle = handle
        executor = ThreadExecutor(name: "kafka-consumer")
    }

    deinit { executor.stop() }

    func client() throws(KafkaError) -> ClientHandle {
        guard let handle else { throw KafkaError(RD_KAFKA_RESP_ERR__STATE, "the Kafka consumer is closed") }
        return handle
    }

    /// Joins the group for these topics, also those that do not exist yet. A name that begins with `^` is a pattern.
    public func subscribe(_ topics: [String]) throws(KafkaError) {
        let client = try client()
        let list = PartitionList(topics.map { KafkaPartition($0, RD_KAFKA_PARTITION_UA) })
        let code = rd_kafka_subscribe(client.pointer, list.pointer)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
            throw client.events.error(code, "subscribing to \(topics.joined(separator: ", "))")
        }
    }

    /// Reads these partitions, and no others, without joining the group.
    public func assign(_ positions: [KafkaPosition]) throws(KafkaError) {
        let client = try client()
        try start(client, positions)
    }

    /// Answers ``KafkaBatch/assigned(_:)``: reading begins at these positions. Partitions left out are not read.
    ///
    /// - Throws: ``KafkaError`` when no assignment is open, e.g. because it was revoked meanwhile (the next poll tells), or a
    ///   partition is none of it.
    public func accept(_ positions: [KafkaPosition]) throws(KafkaError) {
        let client = try client()
        guard let open = client.events.announceRebalance()?.0, open.isAssignment else {
            throw KafkaError(RD_KAFKA_RESP_ERR__STATE, "no assignment is open to be accepted")
        }
        let ours = Set(open.partitions)
        if let foreign = positions.first(where: { !ours.contains($0.partition) }) {
            throw KafkaError(RD_KAFKA_RESP_ERR__INVALID_ARG, "\(foreign.partition) was not assigned to this consumer")
        }
        try start(client, positions)
        _ = client.events.answerRebalance(isAssignment: true)
    }

    /// Answers ``KafkaBatch/revoked(_:lost:)``: no message of the old assignment is returned from here on.
    public func acceptRevocation() throws(KafkaError) {
        let client = try client()
        guard client.events.answerRebalance(isAssignment: false) != nil else {
            throw KafkaError(RD_KAFKA_RESP_ERR__STATE, "no revocation is open to be accepted")
        }
        accepted = [:]
        let code = rd_kafka_assign(client.pointer, nil)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
            throw client.events.error(code, "giving partitions back to the group")
        }
    }

    private func start(_ client: ClientHandle, _ positions: [KafkaPosition]) throws(KafkaError) {
        let list = PartitionList(positions)
        let code = rd_kafka_assign(client.pointer, list.pointer)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
            throw client.events.error(code, "starting to read \(positions.count) partitions")
        }
        accepted = [:]
        for position in positions { accepted[position.partition.topic, default: []].insert(position.partition.number) }
    }

    /// The next thing to do: messages, an assignment or its end, a warning, or nothing.
    ///
    /// Call it again within `max.poll.interval.ms` (5 minutes), or the group takes the partitions away.
    ///
    /// - Parameters:
    ///   - maximum: Messages, at most.
    ///   - maximumBytes: Keys and values together; exceeded by at most one message.
    ///   - wait: How long to wait for the first message. The rest is what has already arrived.
    /// - Throws: ``KafkaError`` when the client cannot go on; close it and make another.
    public func poll(
        maximum: Int = 1000, maximumBytes: Int = 4 << 20, wait: Duration = .milliseconds(100)
    ) throws(KafkaError) -> KafkaBatch {
        let client = try client()
        if let news = try news(client) { return news }
        let messages = gather(client, maximum: maximum, maximumBytes: maximumBytes, wait: wait)
        if !messages.isEmpty { return .messages(messages) }
        return try news(client) ?? .idle
    }

    private func news(_ client: ClientHandle) throws(KafkaError) -> KafkaBatch? {
        if let fatal = client.fatalError { throw fatal }
        if let warning = client.events.nextWarning() { return .warning(warning) }
        if let (rebalance, wasAnnounced) = client.events.announceRebalance() {
            guard wasAnnounced else { return batch(rebalance) }
            // Keeps our place in the group while the caller looks for an answer. A message of partitions that are on their
            // way out may come; it is read again by whoever gets them, from the position they start at.
            if let message = rd_kafka_consumer_poll(client.pointer, 0) { rd_kafka_message_destroy(message) }
            return client.events.announceRebalance().map { batch($0.0) }
        }
        return nil
    }

    private func batch(_ rebalance: ClientEvents.Rebalance) -> KafkaBatch {
        rebalance.isAssignment
            ? .assigned(rebalance.partitions) : .revoked(rebalance.partitions, lost: rebalance.isLost)
    }

    private func gather(
        _ client: ClientHandle, maximum: Int, maximumBytes: Int, wait: Duration
    ) -> [KafkaMessage] {
        var messages: [KafkaMessage] = []
        var bytes = 0
        // librdkafka's topic objects live at least as long as the assignment, which does not change within this call.
        var topics: [OpaquePointer: (name: String, partitions: Set<Int32>)] = [:]
        var timeout = wait.milliseconds
        while messages.count < maximum, bytes < maximumBytes {
            guard let pointer = rd_kafka_consumer_poll(client.pointer, timeout) else { break }
            timeout = 0
            if let topic = pointer.pointee.rkt, pointer.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR {
                if topics[topic] == nil {
                    let name = String(cString: rd_kafka_topic_name(topic))
                    topics[topic] = (name, accepted[name] ?? [])
                }
                if let (name, partitions) = topics[topic], partitions.contains(pointer.pointee.partition) {
                    let message = copyMessage(pointer, topic: name)
                    bytes &+= message.size
                    messages.append(message)
                }
            } else {
                client.events.warn(messageError(pointer, client.events))
            }
            rd_kafka_message_destroy(pointer)
            if client.events.hasNews { break }
        }
        return messages
    }

    /// Leaves the group and ends the client. A static member's place is kept for it instead. Later calls throw.
    ///
    /// - Parameter deadline: How long to wait for the brokers' answer; then the client is dropped, and the group notices by
    ///   its session time-out.
    /// - Returns: Whether the brokers answered in time.
    @discardableResult
    public func close(within deadline: Duration = .seconds(5)) -> Bool {
        guard let handle else { return true }
        self.handle = nil
        accepted = [:]
        return leaveGroup(handle, deadline: .now + deadline)
    }
}

private func leaveGroup(_ client: ClientHandle, deadline: ContinuousClock.Instant) -> Bool {
    // librdkafka would wait for the answer to a rebalance that only we know.
    if client.events.beginClosing() { rd_kafka_assign(client.pointer, nil) }
    guard let queue = rd_kafka_queue_new(client.pointer) else { return false }
    defer { rd_kafka_queue_destroy(queue) }
    if let error = rd_kafka_consumer_close_queue(client.pointer, queue) {
        client.events.warn(client.events.error(taking: error, "leaving the consumer group"))
        return false
    }
    while rd_kafka_consumer_closed(client.pointer) == 0 {
        guard ContinuousClock.now < deadline else { return false }
        // Messages that were fetched ahead come here too; `rd_kafka_queue_poll_callback` ends the process at one (2.0.2).
        if let message = rd_kafka_consume_queue(queue, 20) { rd_kafka_message_destroy(message) }
    }
    return true
}

/// The message in memory of its own.
private func copyMessage(_ pointer: UnsafeMutablePointer<rd_kafka_message_t>, topic: String) -> KafkaMessage {
    let message = pointer.pointee
    let time = rd_kafka_message_timestamp(pointer, nil)
    return KafkaMessage(
        topic: topic, partition: message.partition, offset: message.offset,
        key: bytes(message.key, message.key_len), value: bytes(message.payload, message.len),
        headers: headers(pointer), timestamp: time)
}

private func bytes(_ pointer: UnsafeRawPointer?, _ count: Int) -> [UInt8]? {
    pointer.map { [UInt8](UnsafeRawBufferPointer(start: $0, count: count)) }
}

private func headers(
    _ message: UnsafeMutablePointer<rd_kafka_message_t>
) -> [(name: String, value: [UInt8])] {
    var list: OpaquePointer?
    guard rd_kafka_message_headers(message, &list) == RD_KAFKA_RESP_ERR_NO_ERROR, let list else { return [] }
    var headers: [(name: String, value: [UInt8])] = []
    var name: UnsafePointer<CChar>?
    var value: UnsafeRawPointer?
    var size = 0
    while rd_kafka_header_get_all(list, headers.count, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR, let name {
        headers.append((String(cString: name), bytes(value, size) ?? []))
    }
    return headers
}

/// What librdkafka put in a message's place.
private func messageError(_ pointer: UnsafeMutablePointer<rd_kafka_message_t>, _ events: ClientEvents) -> KafkaError {
    let message = pointer.pointee
    var doing = "reading from Kafka"
    if let topic = message.rkt, let name = rd_kafka_topic_name(topic) {
        doing = "reading \(KafkaPartition(String(cString: name), message.partition)) at offset \(message.offset)"
    }
    let detail = rd_kafka_message_errstr(pointer).map { String(cString: $0) }
    return events.error(message.err, doing, detail: detail)
}
