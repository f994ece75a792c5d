import CRDKafka

/// librdkafka's list of partitions, freed with this object. Stays within the call that made it.
final class PartitionList {
    let pointer: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>

    init(owning pointer: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>) {
        self.pointer = pointer
    }

    convenience init(_ positions: [KafkaPosition]) {
        // librdkafka ends the process itself when it has no memory.
        self.init(owning: rd_kafka_topic_partition_list_new(Int32(clamping: positions.count)))
        for position in positions {
            let entry = rd_kafka_topic_partition_list_add(
                pointer, position.partition.topic, position.partition.number)
            entry?.pointee.offset = position.offset.number
        }
    }

    convenience init(_ partitions: [KafkaPartition]) {
        self.init(partitions.map { KafkaPosition($0, .at(Int64(RD_KAFKA_OFFSET_INVALID))) })
    }

    deinit { rd_kafka_topic_partition_list_destroy(pointer) }

    /// Each partition with the offset and the error that a call left in the list.
    var entries: [(partition: KafkaPartition, offset: Int64, error: rd_kafka_resp_err_t)] {
        PartitionList.entries(of: pointer)
    }

    static func entries(
        of list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?
    ) -> [(partition: KafkaPartition, offset: Int64, error: rd_kafka_resp_err_t)] {
        guard let list else { return [] }
        return UnsafeBufferPointer(start: list.pointee.elems, count: Int(list.pointee.cnt)).compactMap { entry in
            guard let topic = entry.topic else { return nil }
            return (KafkaPartition(String(cString: topic), entry.partition), entry.offset, entry.err)
        }
    }

    /// - Throws: The first error that a call left with a partition.
    func check(_ doing: String, _ events: ClientEvents) throws(KafkaError) {
        for (partition, _, error) in entries where error != RD_KAFKA_RESP_ERR_NO_ERROR {
            throw events.error(error, "\(doing) \(partition)")
        }
    }
}

extension KafkaOffset {
    /// As librdkafka writes it (`RD_KAFKA_OFFSET_…`).
    var number: Int64 {
        switch self {
        case .at(let offset): offset
        case .beginning: Int64(RD_KAFKA_OFFSET_BEGINNING)
        case .end: Int64(RD_KAFKA_OFFSET_END)
        case .stored: Int64(RD_KAFKA_OFFSET_STORED)
        }
    }
}
