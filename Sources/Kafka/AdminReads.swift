import Basics
import CRDKafka

/// What a cluster tells about itself in bulk. Each call blocks the admin's own thread until the answer or the timeout.
extension KafkaAdmin {
    /// Waits until a broker answers and lets us in.
    ///
    /// - Throws: ``KafkaError`` as soon as it is clear that waiting does not help (credentials or certificates refused by either side), when no
    ///   broker can be reached for a third of the time, or at the timeout.
    public func connect(timeout: Duration = .seconds(10)) throws(KafkaError) {
        let begin = ContinuousClock.now
        while true {
            let failure: KafkaError
            do {
                _ = try client.clusterID(timeout: .milliseconds(250))
                return
            } catch { failure = error }
            let elapsed = begin.duration(to: .now)
            rd_kafka_poll(client.pointer, 0)
            while let warning = client.events.nextWarning() {
                if warning.isFinalForConnecting || warning.isUnreachable && elapsed * 3 >= timeout { throw warning }
            }
            if let refusal = client.events.tlsRefusal {
                throw client.events.error(RD_KAFKA_RESP_ERR__SSL, "talking to Kafka", detail: refusal)
            }
            if elapsed >= timeout { throw failure }
        }
    }

    /// Every topic that we may see, with the brokers of its partitions.
    public func topicLayouts(timeout: Duration = .seconds(30)) throws(KafkaError) -> [KafkaTopicLayout] {
        var metadata: UnsafePointer<rd_kafka_metadata>?
        let code = rd_kafka_metadata(client.pointer, 1, nil, &metadata, timeout.milliseconds)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR, let metadata else {
            throw client.events.error(code, "reading the cluster's topics")
        }
        let layouts = UnsafeBufferPointer(start: metadata.pointee.topics, count: Int(metadata.pointee.topic_cnt)).map {
            topic in
            let name = topic.topic.map { String(cString: $0) } ?? ""
            let partitions = UnsafeBufferPointer(start: topic.partitions, count: Int(topic.partition_cnt))
            let replicas = partitions.sorted { $0.id < $1.id }.map { partition in
                Array(UnsafeBufferPointer(start: partition.replicas, count: Int(partition.replica_cnt)))
            }
            let isError = topic.err != RD_KAFKA_RESP_ERR_NO_ERROR
            return KafkaTopicLayout(
                name: name, replicas: replicas,
                error: isError ? client.events.error(topic.err, "topic \"\(name)\"") : nil)
        }
        rd_kafka_metadata_destroy(metadata)
        return layouts
    }

    /// The settings of topics; one that is refused carries its error.
    public func topicSettings(
        _ topics: [String], timeout: Duration = .seconds(30)
    ) throws(KafkaError) -> [KafkaTopicSettings] {
        var found: [KafkaTopicSettings] = []
        var start = 0
        while start < topics.count {
            let batch = topics[start..<min(start + 200, topics.count)]
            start += batch.count
            found += try describeSettings(client, Array(batch), timeout: timeout)
        }
        return found
    }

    /// Every consumer group that we may see.
    ///
    /// - Throws: ``KafkaError`` when no broker told its groups; where only some did not, the groups of the others are returned.
    public func groups(timeout: Duration = .seconds(30)) throws(KafkaError) -> [KafkaGroup] {
        try listGroups(client, timeout: timeout)
    }

    /// What groups have committed; one that is refused carries its error.
    public func committedOffsets(
        ofGroups groups: [String], timeout: Duration = .seconds(30)
    ) throws(KafkaError) -> [KafkaGroupOffsets] {
        var found: [KafkaGroupOffsets] = []
        var start = 0
        while start < groups.count {
            let batch = groups[start..<min(start + 50, groups.count)]
            start += batch.count
            found += try listOffsets(client, Array(batch), timeout: timeout)
        }
        return found
    }

    /// The first or the next offset of many partitions at once; those that did not tell are left out.
    public func offsets(
        _ edge: KafkaOffset, of partitions: [KafkaPartition], timeout: Duration = .seconds(30)
    ) throws(KafkaError) -> [KafkaPartition: Int64] {
        guard !partitions.isEmpty else { return [:] }
        // A ListOffsets request takes these two numbers in place of a time (Kafka protocol, "ListOffsets").
        let list = PartitionList(partitions.map { KafkaPosition($0, .at(edge == .beginning ? -2 : -1)) })
        let code = rd_kafka_offsets_for_times(client.pointer, list.pointer, timeout.milliseconds)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
            throw client.events.error(code, "reading the offsets of \(partitions.count) partitions")
        }
        var offsets: [KafkaPartition: Int64] = [:]
        for (partition, offset, error) in list.entries where error == RD_KAFKA_RESP_ERR_NO_ERROR && offset >= 0 {
            offsets[partition] = offset
        }
        return offsets
    }

    /// Where the messages of many partitions begin that are not older than a time, in milliseconds since 1970; `end` where
    /// there is none. Partitions that did not tell are left out.
    public func offsets(
        atTimes times: [KafkaPartition: Int64], timeout: Duration = .seconds(30)
    ) throws(KafkaError) -> [KafkaPartition: KafkaOffset] {
        guard !times.isEmpty else { return [:] }
        let list = PartitionList(times.sorted { $0.key < $1.key }.map { KafkaPosition($0.key, .at(max(0, $0.value))) })
        let code = rd_kafka_offsets_for_times(client.pointer, list.pointer, timeout.milliseconds)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
            throw client.events.error(code, "looking for messages by time in \(times.count) partitions")
        }
        var offsets: [KafkaPartition: KafkaOffset] = [:]
        for (partition, offset, error) in list.entries where error == RD_KAFKA_RESP_ERR_NO_ERROR {
            offsets[partition] = offset >= 0 ? .at(offset) : .end
        }
        return offsets
    }
}

extension KafkaError {
    /// Whether no later try of the same connection can succeed.
    fileprivate var isFinalForConnecting: Bool { isAuthentication || code == RD_KAFKA_RESP_ERR__SSL.rawValue }

    fileprivate var isUnreachable: Bool {
        [RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN, RD_KAFKA_RESP_ERR__RESOLVE, RD_KAFKA_RESP_ERR__TRANSPORT].map(\.rawValue)
            .contains(code)
    }

    /// We lack a right that this call needs.
    public var isAuthorization: Bool {
        [
            RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED,
            RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED,
        ].map(\.rawValue).contains(code)
    }
}

/// A queue and the options of one admin call, freed with this object. Stays within the call that made it.
private final class AdminCall {
    let client: ClientHandle
    let queue: OpaquePointer
    let options: OpaquePointer?
    let doing: String
    private let deadline: ContinuousClock.Instant

    init(
        _ client: ClientHandle, _ operation: rd_kafka_admin_op_t, _ doing: String, timeout: Duration
    ) throws(KafkaError) {
        guard let queue = rd_kafka_queue_new(client.pointer) else {
            throw client.events.error(RD_KAFKA_RESP_ERR__FAIL, doing)
        }
        self.client = client
        self.queue = queue
        self.doing = doing
        options = rd_kafka_AdminOptions_new(client.pointer, operation)
        _ = rd_kafka_AdminOptions_set_request_timeout(options, timeout.milliseconds, nil, 0)
        deadline = .now + timeout + .seconds(1)
    }

    deinit {
        rd_kafka_queue_destroy(queue)
        rd_kafka_AdminOptions_destroy(options)
    }

    /// The next answer; whoever gets it destroys it.
    func next() throws(KafkaError) -> OpaquePointer {
        let rest = ContinuousClock.now.duration(to: deadline)
        guard let event = rd_kafka_queue_poll(queue, max(.zero, rest).milliseconds) else {
            throw client.events.error(RD_KAFKA_RESP_ERR__TIMED_OUT, doing)
        }
        return event
    }

    func error(of event: OpaquePointer) -> KafkaError? {
        let code = rd_kafka_event_error(event)
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return nil }
        return client.events.error(
            code, doing, detail: rd_kafka_event_error_string(event).map { String(cString: $0) })
    }
}

private func describeSettings(
    _ client: ClientHandle, _ topics: [String], timeout: Duration
) throws(KafkaError) -> [KafkaTopicSettings] {
    let call = try AdminCall(
        client, RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS, "reading the settings of topics", timeout: timeout)
    var resources: [OpaquePointer?] = topics.map { rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, $0) }
    rd_kafka_DescribeConfigs(client.pointer, &resources, resources.count, call.options, call.queue)
    rd_kafka_ConfigResource_destroy_array(&resources, resources.count)
    let event = try call.next()
    defer { rd_kafka_event_destroy(event) }
    if let error = call.error(of: event) { throw error }
    var count = 0
    let results = rd_kafka_DescribeConfigs_result_resources(rd_kafka_event_DescribeConfigs_result(event), &count)
    return UnsafeBufferPointer(start: results, count: count).map { resource in
        let name = rd_kafka_ConfigResource_name(resource).map { String(cString: $0) } ?? ""
        let code = rd_kafka_ConfigResource_error(resource)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
            let detail = rd_kafka_ConfigResource_error_string(resource).map { String(cString: $0) }
            return KafkaTopicSettings(
                topic: name, settings: [],
                error: client.events.error(code, "reading the settings of topic \"\(name)\"", detail: detail))
        }
        var entries = 0
        let first = rd_kafka_ConfigResource_configs(resource, &entries)
        let settings = UnsafeBufferPointer(start: first, count: entries).map { entry in
            KafkaSetting(
                name: rd_kafka_ConfigEntry_name(entry).map { String(cString: $0) } ?? "",
                value: rd_kafka_ConfigEntry_value(entry).map { String(cString: $0) },
                isOwn: rd_kafka_ConfigEntry_source(entry) == RD_KAFKA_CONFIG_SOURCE_DYNAMIC_TOPIC_CONFIG)
        }
        return KafkaTopicSettings(topic: name, settings: settings)
    }
}

private func listGroups(_ client: ClientHandle, timeout: Duration) throws(KafkaError) -> [KafkaGroup] {
    let call = try AdminCall(
        client, RD_KAFKA_ADMIN_OP_LISTCONSUMERGROUPS, "reading the consumer groups", timeout: timeout)
    rd_kafka_ListConsumerGroups(client.pointer, call.options, call.queue)
    let event = try call.next()
    defer { rd_kafka_event_destroy(event) }
    if let error = call.error(of: event) { throw error }
    let result = rd_kafka_event_ListConsumerGroups_result(event)
    var count = 0
    let listings = rd_kafka_ListConsumerGroups_result_valid(result, &count)
    let groups = UnsafeBufferPointer(start: listings, count: count).map { listing in
        KafkaGroup(
            name: rd_kafka_ConsumerGroupListing_group_id(listing).map { String(cString: $0) } ?? "",
            state: rd_kafka_consumer_group_state_name(rd_kafka_ConsumerGroupListing_state(listing)).map {
                String(cString: $0)
            } ?? "Unknown")
    }
    var failures = 0
    let errors = rd_kafka_ListConsumerGroups_result_errors(result, &failures)
    if groups.isEmpty, failures > 0, let errors, let first = errors[0] {
        throw client.events.error(
            rd_kafka_error_code(first), call.doing, detail: String(cString: rd_kafka_error_string(first)))
    }
    return groups
}

private func listOffsets(
    _ client: ClientHandle, _ groups: [String], timeout: Duration
) throws(KafkaError) -> [KafkaGroupOffsets] {
    let call = try AdminCall(
        client, RD_KAFKA_ADMIN_OP_LISTCONSUMERGROUPOFFSETS, "reading the offsets of consumer groups", timeout: timeout)
    // One request takes one group, but many may be under way.
    for group in groups {
        var request = rd_kafka_ListConsumerGroupOffsets_new(group, nil)
        rd_kafka_ListConsumerGroupOffsets(client.pointer, &request, 1, call.options, call.queue)
        if let request { rd_kafka_ListConsumerGroupOffsets_destroy(request) }
    }
    var found: [String: KafkaGroupOffsets] = [:]
    var firstError: KafkaError?
    for _ in groups {
        let event = try call.next()
        take(event, call, into: &found, &firstError)
        rd_kafka_event_destroy(event)
    }
    // An event that failed as a whole does not say whose it was.
    return groups.map { found[$0] ?? KafkaGroupOffsets(group: $0, offsets: [:], error: firstError) }
}

private func take(
    _ event: OpaquePointer, _ call: AdminCall, into found: inout [String: KafkaGroupOffsets],
    _ firstError: inout KafkaError?
) {
    if let error = call.error(of: event) {
        firstError = firstError ?? error
        return
    }
    var count = 0
    let results = rd_kafka_ListConsumerGroupOffsets_result_groups(
        rd_kafka_event_ListConsumerGroupOffsets_result(event), &count)
    for result in UnsafeBufferPointer(start: results, count: count) {
        guard let name = rd_kafka_group_result_name(result).map({ String(cString: $0) }) else { continue }
        if let error = rd_kafka_group_result_error(result) {
            found[name] = KafkaGroupOffsets(
                group: name, offsets: [:],
                error: call.client.events.error(
                    rd_kafka_error_code(error), "reading the offsets of group \"\(name)\"",
                    detail: String(cString: rd_kafka_error_string(error))))
            continue
        }
        var offsets: [KafkaPartition: Int64] = [:]
        let list = rd_kafka_group_result_partitions(result)
        for (partition, offset, error) in PartitionList.entries(of: UnsafeMutablePointer(mutating: list))
        where error == RD_KAFKA_RESP_ERR_NO_ERROR && offset >= 0 {
            offsets[partition] = offset
        }
        found[name] = KafkaGroupOffsets(group: name, offsets: offsets)
    }
}
