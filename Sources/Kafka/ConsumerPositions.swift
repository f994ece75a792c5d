import CRDKafka

extension KafkaConsumer {
    /// Goes on reading elsewhere in partitions that are being read. Messages of the old place are not returned any more.
    public func seek(_ positions: [KafkaPosition], timeout: Duration = .seconds(10)) throws(KafkaError) {
        let client = try client()
        let list = PartitionList(positions)
        if let error = rd_kafka_seek_partitions(client.pointer, list.pointer, timeout.milliseconds) {
            throw client.events.error(taking: error, "seeking")
        }
        try list.check("seeking in", client.events)
    }

    /// Stops returning messages of these partitions until ``resume(_:)``; the assignment stays.
    public func pause(_ partitions: [KafkaPartition]) throws(KafkaError) {
        let client = try client()
        let list = PartitionList(partitions)
        let code = rd_kafka_pause_partitions(client.pointer, list.pointer)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw client.events.error(code, "pausing") }
        try list.check("pausing", client.events)
    }

    public func resume(_ partitions: [KafkaPartition]) throws(KafkaError) {
        let client = try client()
        let list = PartitionList(partitions)
        let code = rd_kafka_resume_partitions(client.pointer, list.pointer)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw client.events.error(code, "resuming") }
        try list.check("resuming", client.events)
    }

    /// Behind the last message returned of each partition; `nil` where none was returned since it was assigned.
    public func position(_ partitions: [KafkaPartition]) throws(KafkaError) -> [KafkaPartition: Int64?] {
        let client = try client()
        let list = PartitionList(partitions)
        let code = rd_kafka_position(client.pointer, list.pointer)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw client.events.error(code, "reading positions") }
        return Dictionary(list.entries.map { ($0.partition, $0.offset >= 0 ? $0.offset : nil) }) { $1 }
    }

    /// Tells Kafka where the group is, for tools that show lag; reading never depends on it here.
    ///
    /// - Parameters:
    ///   - positions: With explicit offsets: those of the next message, not of the last one done.
    ///   - waiting: Whether to wait for the brokers' answer. Without, a refusal is a warning of a later poll.
    /// - Throws: ``KafkaError``; with ``KafkaError/isRebalanceInProgress`` keep the positions and commit later.
    public func commit(_ positions: [KafkaPosition], waiting: Bool = true) throws(KafkaError) {
        let client = try client()
        guard !positions.isEmpty else { return }
        let list = PartitionList(positions)
        let code = rd_kafka_commit(client.pointer, list.pointer, waiting ? 0 : 1)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw client.events.error(code, "committing offsets") }
        if waiting { try list.check("committing the offset of", client.events) }
    }

    /// What the group committed to Kafka; `nil` where it never did.
    public func committed(
        _ partitions: [KafkaPartition], timeout: Duration = .seconds(10)
    ) throws(KafkaError) -> [KafkaPartition: Int64?] {
        let client = try client()
        let list = PartitionList(partitions)
        let code = rd_kafka_committed(client.pointer, list.pointer, timeout.milliseconds)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw client.events.error(code, "reading committed offsets") }
        try list.check("reading the committed offset of", client.events)
        return Dictionary(list.entries.map { ($0.partition, $0.offset >= 0 ? $0.offset : nil) }) { $1 }
    }

    /// The high watermark that came with the last fetch of a partition, without asking the brokers; `nil` before the first.
    public func knownHighWatermark(_ partition: KafkaPartition) throws(KafkaError) -> Int64? {
        let client = try client()
        var low: Int64 = -1
        var high: Int64 = -1
        let code = rd_kafka_get_watermark_offsets(client.pointer, partition.topic, partition.number, &low, &high)
        return code == RD_KAFKA_RESP_ERR_NO_ERROR && high >= 0 ? high : nil
    }

    /// The first and last offset of a partition, asked of the brokers.
    public func watermarks(
        _ partition: KafkaPartition, timeout: Duration = .seconds(10)
    ) throws(KafkaError) -> KafkaWatermarks {
        try client().watermarks(partition, timeout: timeout)
    }

    /// The topics named, or all there are. One that does not exist carries its error.
    public func topics(
        _ names: [String]? = nil, timeout: Duration = .seconds(10)
    ) throws(KafkaError) -> [KafkaTopic] {
        try client().topics(names, timeout: timeout)
    }

    /// The id the cluster gave itself, which stays when its addresses change.
    public func clusterID(timeout: Duration = .seconds(10)) throws(KafkaError) -> String {
        try client().clusterID(timeout: timeout)
    }
}
