/// A topic with where its partitions live.
public struct KafkaTopicLayout: Sendable, Equatable {
    public var name: String
    /// Brokers that hold each partition, by partition number.
    public var replicas: [[Int32]]
    /// Why the topic cannot be used, e.g. that it may not be seen.
    public var error: KafkaError?

    public init(name: String, replicas: [[Int32]], error: KafkaError? = nil) {
        self.name = name
        self.replicas = replicas
        self.error = error
    }

    /// Copies of the partition that has most; 0 without partitions.
    public var replicationFactor: Int { replicas.map(\.count).max() ?? 0 }

    /// Every partition of the topic.
    public var partitions: [KafkaPartition] { replicas.indices.map { KafkaPartition(name, Int32($0)) } }
}

/// One setting of a topic, as the brokers hold it.
public struct KafkaSetting: Sendable, Equatable {
    public var name: String
    /// `nil` for a sensitive one, which no broker tells, and where nothing is set.
    public var value: String?
    /// Whether somebody set it for this very topic; otherwise it comes from the brokers.
    public var isOwn: Bool

    public init(name: String, value: String?, isOwn: Bool) {
        self.name = name
        self.value = value
        self.isOwn = isOwn
    }
}

/// The settings of one topic, or why they were not told.
public struct KafkaTopicSettings: Sendable, Equatable {
    public var topic: String
    public var settings: [KafkaSetting]
    public var error: KafkaError?

    public init(topic: String, settings: [KafkaSetting], error: KafkaError? = nil) {
        self.topic = topic
        self.settings = settings
        self.error = error
    }
}

/// A consumer group as the brokers list it.
public struct KafkaGroup: Sendable, Equatable {
    public var name: String
    /// `Stable`, `Empty`, `PreparingRebalance`, …
    public var state: String

    public init(name: String, state: String) {
        self.name = name
        self.state = state
    }
}

/// Where a group stands in each partition it ever committed, or why that was not told.
public struct KafkaGroupOffsets: Sendable, Equatable {
    public var group: String
    public var offsets: [KafkaPartition: Int64]
    public var error: KafkaError?

    public init(group: String, offsets: [KafkaPartition: Int64], error: KafkaError? = nil) {
        self.group = group
        self.offsets = offsets
        self.error = error
    }
}
