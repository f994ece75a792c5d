import CRDKafka

/// Questions to the cluster that any client can ask. Each blocks until the answer or the timeout.
extension ClientHandle {
    func clusterID(timeout: Duration) throws(KafkaError) -> String {
        // A question for brokers alone, which connects at once; waiting for the id alone may wait for librdkafka's timer (1 s).
        var metadata: UnsafePointer<rd_kafka_metadata>?
        let code = rd_kafka_metadata(pointer, 0, nil, &metadata, timeout.milliseconds)
        if let metadata { rd_kafka_metadata_destroy(metadata) }
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR, let id = rd_kafka_clusterid(pointer, timeout.milliseconds) else {
            throw events.error(RD_KAFKA_RESP_ERR__TIMED_OUT, "reading the cluster id")
        }
        let text = String(cString: id)
        rd_kafka_mem_free(pointer, id)
        return text
    }

    func watermarks(_ partition: KafkaPartition, timeout: Duration) throws(KafkaError) -> KafkaWatermarks {
        var low: Int64 = 0
        var high: Int64 = 0
        let code = rd_kafka_query_watermark_offsets(
            pointer, partition.topic, partition.number, &low, &high, timeout.milliseconds)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
            throw events.error(code, "reading the first and last offset of \(partition)")
        }
        return KafkaWatermarks(low: low, high: high)
    }

    /// The topics named, or all there are. One that does not exist carries its error.
    func topics(_ names: [String]?, timeout: Duration) throws(KafkaError) -> [KafkaTopic] {
        guard let names else { return try metadata(nil, timeout: timeout) }
        var topics: [KafkaTopic] = []
        let deadline = ContinuousClock.now + timeout
        for name in names {
            guard let topic = rd_kafka_topic_new(pointer, name, nil) else {
                throw events.error(rd_kafka_last_error(), "naming topic \"\(name)\"")
            }
            let found = Result { () throws(KafkaError) in
                try metadata(topic, timeout: max(.milliseconds(1), ContinuousClock.now.duration(to: deadline)))
            }
            rd_kafka_topic_destroy(topic)
            topics += try found.get()
        }
        return topics
    }

    private func metadata(_ topic: OpaquePointer?, timeout: Duration) throws(KafkaError) -> [KafkaTopic] {
        var metadata: UnsafePointer<rd_kafka_metadata>?
        let code = rd_kafka_metadata(pointer, topic == nil ? 1 : 0, topic, &metadata, timeout.milliseconds)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR, let metadata else {
            throw events.error(code, "reading the cluster's topics")
        }
        let list = UnsafeBufferPointer(start: metadata.pointee.topics, count: Int(metadata.pointee.topic_cnt))
        let topics = list.map { entry in
            let name = entry.topic.map { String(cString: $0) } ?? ""
            let isError = entry.err != RD_KAFKA_RESP_ERR_NO_ERROR
            return KafkaTopic(
                name: name, partitionCount: Int(entry.partition_cnt),
                error: isError ? events.error(entry.err, "topic \"\(name)\"") : nil)
        }
        rd_kafka_metadata_destroy(metadata)
        return topics
    }
}
