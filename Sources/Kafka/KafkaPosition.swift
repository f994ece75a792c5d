/// One partition of one topic.
public struct KafkaPartition: Sendable, Hashable, Comparable, CustomStringConvertible {
    public var topic: String
    public var number: Int32

    public init(_ topic: String, _ number: Int32) {
        self.topic = topic
        self.number = number
    }

    public var description: String { "\(topic)[\(number)]" }

    public static func < (left: KafkaPartition, right: KafkaPartition) -> Bool {
        (left.topic, left.number) < (right.topic, right.number)
    }
}

/// A place in a partition.
public enum KafkaOffset: Sendable, Hashable {
    /// The message with this offset, or the first after it that still exists.
    case at(Int64)
    /// The oldest message that exists.
    case beginning
    /// Behind the last message.
    case end
    /// Where the group last committed to Kafka; where it never did, as `auto.offset.reset` says.
    case stored
}

/// A partition and the offset of the next message to read there.
public struct KafkaPosition: Sendable, Hashable {
    public var partition: KafkaPartition
    public var offset: KafkaOffset

    public init(_ partition: KafkaPartition, _ offset: KafkaOffset) {
        self.partition = partition
        self.offset = offset
    }

    public init(_ topic: String, _ number: Int32, _ offset: KafkaOffset) {
        self.init(KafkaPartition(topic, number), offset)
    }
}

/// The offsets between which a partition holds messages.
public struct KafkaWatermarks: Sendable, Hashable {
    /// Of the oldest message that exists.
    public var low: Int64
    /// Of the next message to be written.
    public var high: Int64

    public init(low: Int64, high: Int64) {
        self.low = low
        self.high = high
    }
}

/// A topic as the cluster describes it.
public struct KafkaTopic: Sendable, Equatable {
    public var name: String
    /// Partition numbers run from 0 to this, exclusively; 0 where the topic does not exist or may not be seen.
    public var partitionCount: Int
    /// Why the topic cannot be used, e.g. that it does not exist.
    public var error: KafkaError?

    public init(name: String, partitionCount: Int, error: KafkaError? = nil) {
        self.name = name
        self.partitionCount = partitionCount
        self.error = error
    }

    public var exists: Bool { error == nil && partitionCount > 0 }

    /// Every partition of the topic.
    public var partitions: [KafkaPartition] { (0..<partitionCount).map { KafkaPartition(name, Int32($0)) } }
}
