import Basics
import Kafka

/// Finds when the newest message of topics was written, without reading one: brokers tell whether there is a message at or
/// after a time, so that halving the time between "yes" and "no" finds it to the millisecond.
///
/// A few dozen questions of the whole cluster, each about all partitions at once. (Brokers since 3.0 would tell it at once,
/// KIP-734, but librdkafka before 2.3 cannot ask.)
struct KafkaLatestTimes {
    private static let maximumQuestions = 80
    /// The first step back from now, in milliseconds; each further one is twice as long.
    private static let firstStep: Milliseconds = 60_000

    /// Where the newest message of a partition lies: not before `from`, and before `to`.
    private struct Range {
        var from: Milliseconds?
        var to: Milliseconds
        var step = KafkaLatestTimes.firstStep

        var isFound: Bool { from.map { to &- $0 <= 1 } ?? (to <= 0) }
        /// The time to ask for next.
        var question: Milliseconds {
            if let from { return from &+ (to &- from) / 2 }
            return max(0, to &- step)
        }

        mutating func learn(_ time: Milliseconds, hasMessage: Bool) {
            if hasMessage {
                from = time
            } else {
                to = time
                let (twice, overflow) = step.multipliedReportingOverflow(by: 2)
                step = overflow ? .max / 2 : twice
            }
        }
    }

    let cluster: any KafkaCluster
    let timeout: Duration

    /// The time of each topic's newest message; `now` where a producer's clock is ahead of ours, and no entry where no message
    /// has a time.
    ///
    /// - Parameter partitions: Those that hold messages.
    func read(
        _ partitions: [KafkaPartition], now: Milliseconds
    ) async throws(KafkaError) -> [String: Milliseconds] {
        var found: [String: Milliseconds] = [:]
        var ranges: [KafkaPartition: Range] = [:]
        for (partition, offset) in try await ask(Dictionary(uniqueKeysWithValues: partitions.map { ($0, now) })) {
            if case .at = offset { found[partition.topic] = now } else { ranges[partition] = Range(to: now) }
        }
        for _ in 0..<KafkaLatestTimes.maximumQuestions {
            ranges = ranges.filter { partition, range in
                if range.isFound, let from = range.from {
                    found[partition.topic] = max(from, found[partition.topic] ?? 0)
                }
                // One that has nothing newer than another of its topic decides nothing.
                return !range.isFound && range.to > (found[partition.topic] ?? -1) &+ 1
            }
            if ranges.isEmpty { break }
            let newest = ranges.reduce(into: [String: Milliseconds]()) { newest, entry in
                newest[entry.key.topic] = max(newest[entry.key.topic] ?? -1, entry.value.from ?? -1)
            }
            ranges = ranges.filter { $0.value.to > newest[$0.key.topic] ?? -1 }
            let questions = ranges.mapValues(\.question)
            let answers = try await ask(questions)
            for (partition, time) in questions {
                switch answers[partition] {
                case .at?: ranges[partition]?.learn(time, hasMessage: true)
                case .end?: ranges[partition]?.learn(time, hasMessage: false)
                default: ranges[partition] = nil
                }
            }
        }
        return found
    }

    private func ask(
        _ times: [KafkaPartition: Milliseconds]
    ) async throws(KafkaError) -> [KafkaPartition: KafkaOffset] {
        try await cluster.offsets(atTimes: times, timeout: timeout)
    }
}
