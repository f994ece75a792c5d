import Basics
import CatalogTestKit
import Kafka
import Synchronization
import Testing

let quiet = Logger(level: .error, sink: { _ in })

struct TimedOut: Error {}

/// Positions as a database would hold them: moved by compare-and-set, so that a late member changes nothing.
actor PositionStore {
    private var next: [KafkaPartition: Int64] = [:]
    private(set) var values: [String: Int] = [:]
    private(set) var refused = 0

    func positions(_ partitions: [KafkaPartition]) -> [KafkaPosition] {
        partitions.map { KafkaPosition($0, next[$0].map { .at($0) } ?? .beginning) }
    }

    func apply(_ messages: [KafkaMessage]) {
        for message in messages {
            guard (next[message.source] ?? 0) == message.offset else {
                refused += 1
                continue
            }
            next[message.source] = message.offset + 1
            values[String(decoding: message.value ?? [], as: UTF8.self), default: 0] += 1
        }
    }
}

extension KafkaConsumer {
    /// Polls until `count` messages came, answering assignments with `start`.
    func read(
        _ count: Int, within limit: Duration = .seconds(40), start: KafkaOffset = .beginning
    ) async throws -> [KafkaMessage] {
        let deadline = ContinuousClock.now + limit
        var messages: [KafkaMessage] = []
        while messages.count < count {
            guard ContinuousClock.now < deadline else { throw TimedOut() }
            switch try poll(wait: .milliseconds(50)) {
            case .messages(let batch): messages += batch
            case .assigned(let partitions): try accept(partitions.map { KafkaPosition($0, start) })
            case .revoked: try acceptRevocation()
            case .warning, .idle: break
            }
        }
        return messages
    }

    /// Polls until something else than `idle` comes.
    func nextEvent(within limit: Duration = .seconds(40)) throws -> KafkaBatch {
        let deadline = ContinuousClock.now + limit
        while ContinuousClock.now < deadline {
            let batch = try poll(wait: .milliseconds(50))
            if case .idle = batch { continue }
            return batch
        }
        throw TimedOut()
    }

    /// Polls until a warning that `matches` comes; messages and rebalances are refused.
    func warning(within limit: Duration = .seconds(40), _ matches: @Sendable (KafkaError) -> Bool) throws -> KafkaError
    {
        while true {
            guard case .warning(let error) = try nextEvent(within: limit) else { throw TimedOut() }
            if matches(error) { return error }
        }
    }

    /// Polls for a while that nothing is expected in; the messages and assignments that came all the same.
    func expectNothing(polls: Int = 10) throws -> Int {
        var count = 0
        for _ in 0..<polls {
            if case .messages(let batch) = try poll(wait: .milliseconds(50)) { count += batch.count }
        }
        return count
    }
}

func records(_ topic: String, _ range: Range<Int>, partition: Int32? = 0) -> [KafkaRecord] {
    range.map {
        KafkaRecord(topic: topic, partition: partition, key: Array("k\($0)".utf8), value: Array("v\($0)".utf8))
    }
}

extension KafkaMessage {
    var text: String { String(decoding: value ?? [], as: UTF8.self) }
}
