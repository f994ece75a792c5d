import Kafka

/// Produces batches of proposals, and finds the ones that brokers refuse.
struct KafkaBatches: Sendable {
    private let producer: KafkaProducer
    private let brokers: String
    private let topic: String

    init(_ producer: KafkaProducer, brokers: String, topic: String) {
        self.producer = producer
        self.brokers = brokers
        self.topic = topic
    }

    /// Writes a few proposals that count nowhere.
    func record(_ proposals: [EncodedProposal]) async throws(IngestError) {
        do { try await producer.produceMany(proposals.map(record)) } catch {
            throw IngestError(.destination, "Kafka does not take records: \(error)")
        }
    }

    /// Writes a batch and accounts for each proposal of it.
    func deliver(_ batch: [EncodedProposal]) async -> DeliveredBatch {
        var delivered = DeliveredBatch()
        do {
            try await producer.produceMany(batch.map(record))
            delivered.tally.written = batch.count
            return delivered
        } catch {
            guard KafkaBatches.isRefusal(error) else { return ended(delivered, batch.count, error) }
        }
        // One by one, to find what the brokers refuse; sending the others again does no harm.
        for (index, proposal) in batch.enumerated() {
            do {
                try await producer.produceMany([record(proposal)])
                delivered.tally.written += 1
            } catch {
                guard KafkaBatches.isRefusal(error) else { return ended(delivered, batch.count - index, error) }
                delivered.tally.failed += 1
                delivered.tally.note(
                    Problem(.failed, object: "\(proposal.urn) \(proposal.aspectName)", reason: "\(error)"))
            }
        }
        return delivered
    }

    private func ended(_ delivered: DeliveredBatch, _ lost: Int, _ error: KafkaError) -> DeliveredBatch {
        var delivered = delivered
        delivered.tally.failed += lost
        delivered.ending = IngestError(
            .destination, "Kafka at \(brokers) does not take records any more: \(error)")
        return delivered
    }

    /// Whether the record is at fault, not the broker.
    private static func isRefusal(_ error: KafkaError) -> Bool { error.name.contains("MSG_SIZE_TOO_LARGE") }

    private func record(_ proposal: EncodedProposal) -> KafkaRecord {
        KafkaRecord(topic: topic, key: Array(proposal.urn.utf8), value: proposal.bytes)
    }
}
