/// A message as it was stored, in memory of its own.
public struct KafkaMessage: Sendable {
    public var topic: String
    public var partition: Int32
    public var offset: Int64
    public var key: [UInt8]?
    /// `nil` for a tombstone, which is not an empty value.
    public var value: [UInt8]?
    /// In the order they were written; names may repeat. A null value is empty here.
    public var headers: [(name: String, value: [UInt8])]
    /// Milliseconds since 1970, as the producer or the broker set it; -1 when there is none.
    public var timestamp: Int64

    public init(
        topic: String, partition: Int32, offset: Int64, key: [UInt8]?, value: [UInt8]?,
        headers: [(name: String, value: [UInt8])] = [], timestamp: Int64 = -1
    ) {
        self.topic = topic
        self.partition = partition
        self.offset = offset
        self.key = key
        self.value = value
        self.headers = headers
        self.timestamp = timestamp
    }

    /// Where this message came from.
    public var source: KafkaPartition { KafkaPartition(topic, partition) }

    /// Where reading goes on once this message is done.
    public var next: KafkaPosition { KafkaPosition(topic, partition, .at(offset &+ 1)) }

    /// What the message takes of a batch's budget, in bytes.
    public var size: Int { (key?.count ?? 0) &+ (value?.count ?? 0) }
}

/// What one poll brought.
public enum KafkaBatch: Sendable {
    /// At least one message; those of one partition in order, all of partitions that were accepted.
    case messages([KafkaMessage])
    /// The group gave us these partitions. Answer with `accept`; until then every poll says so again and nothing is read.
    case assigned([KafkaPartition])
    /// The group takes all partitions back. Answer with `acceptRevocation`, after what is in hand is stored. When `lost`,
    /// another member may read them already.
    case revoked([KafkaPartition], lost: Bool)
    /// Something is wrong but reading goes on, e.g. a topic does not exist yet or all brokers are away.
    case warning(KafkaError)
    /// Nothing came within the time given.
    case idle
}

/// A message to send.
public struct KafkaRecord: Sendable {
    public var topic: String
    /// `nil` leaves the choice to the partitioner: by key, or any where there is no key.
    public var partition: Int32?
    public var key: [UInt8]?
    /// `nil` sends a tombstone.
    public var value: [UInt8]?
    public var headers: [(name: String, value: [UInt8])]

    public init(
        topic: String, partition: Int32? = nil, key: [UInt8]? = nil, value: [UInt8]?,
        headers: [(name: String, value: [UInt8])] = []
    ) {
        self.topic = topic
        self.partition = partition
        self.key = key
        self.value = value
        self.headers = headers
    }
}
