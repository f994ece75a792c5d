import Basics
import Kafka

/// Looks at the newest messages of a topic: no group is joined, nothing committed, and count, bytes and time are bounded.
struct KafkaSampler: KafkaSampling {
    private static let maximumBytes = 8 << 20
    let configuration: KafkaConfiguration
    let settings: KafkaSettings.Sampling

    func values(of partitions: [KafkaPartition], ends: [KafkaPartition: Int64]) async throws(KafkaError) -> [[UInt8]] {
        let share = Int64(max(1, settings.messages / max(1, partitions.count)))
        let filled = partitions.filter { ends[$0, default: 0] > 0 }
        guard !filled.isEmpty else { return [] }
        let consumer = try KafkaConsumer(
            configuration, group: "catalog-ingest-sampling", logger: Logger(level: .error, sink: { _ in }))
        do throws(KafkaError) {
            try await consumer.assign(
                filled.map { KafkaPosition($0, .at(max(0, ends[$0, default: 0] &- share))) })
            let values = try await read(consumer, until: ends.filter { $0.value > 0 })
            _ = await consumer.close()
            return values
        } catch {
            _ = await consumer.close()
            throw error
        }
    }

    private func read(
        _ consumer: KafkaConsumer, until ends: [KafkaPartition: Int64]
    ) async throws(KafkaError) -> [[UInt8]] {
        var values: [[UInt8]] = []
        var bytes = 0
        var rest = ends
        let deadline = ContinuousClock.now + .seconds(settings.seconds)
        while values.count < settings.messages, bytes < KafkaSampler.maximumBytes, !rest.isEmpty,
            ContinuousClock.now < deadline, !Task.isCancelled
        {
            let batch = try await consumer.poll(maximum: settings.messages, maximumBytes: KafkaSampler.maximumBytes)
            guard case .messages(let messages) = batch else { continue }
            for message in messages {
                if let value = message.value, values.count < settings.messages {
                    values.append(value)
                    bytes += value.count
                }
                if message.offset &+ 1 >= rest[message.source] ?? 0 { rest[message.source] = nil }
            }
        }
        return values
    }
}
