import Basics
import CatalogModel
import CatalogService
import Kafka

/// Applies records that were polled: decodes them, commits what is good and parks what is not, in one transaction with
/// the offsets.
struct RecordApplier: Sendable {
    /// One record, ready to be committed.
    struct Prepared: Sendable {
        var message: KafkaMessage
        var writes: [AspectWrite] = []
        var letter: DeadLetterDraft?
    }

    private let decoder: EnvelopeDecoder
    private let preparer: ProposalPreparer
    private let actor: String

    init(decoder: EnvelopeDecoder, preparer: ProposalPreparer, actor: String) {
        self.decoder = decoder
        self.preparer = preparer
        self.actor = actor
    }

    /// Decodes and validates records; a bad one becomes a dead letter.
    /// - Throws: Only what may heal; then nothing of the records is decided.
    func prepare(_ messages: [KafkaMessage], clusterID: String) async throws(StoreError) -> [Prepared] {
        var prepared: [Prepared] = []
        prepared.reserveCapacity(messages.count)
        for message in messages {
            switch try await writes(of: message.value) {
            case .success(let writes): prepared.append(Prepared(message: message, writes: writes))
            case .failure(let refusal):
                prepared.append(Prepared(message: message, letter: Self.letter(message, clusterID, refusal)))
            }
        }
        return prepared
    }

    /// The writes that a record's value asks for. All of a record's proposals are good, or the record is refused.
    func writes(of value: [UInt8]?) async throws(StoreError) -> Result<[AspectWrite], EnvelopeDecoder.Refusal> {
        switch try await decoder.proposals(in: value) {
        case .failure(let refusal): return .failure(refusal)
        case .success(let proposals):
            var writes: [AspectWrite] = []
            for proposal in proposals {
                switch preparer.prepare(proposal, actor: actor) {
                case .success(let write): writes.append(write)
                case .failure(let problem): return .failure(.init(problem))
                }
            }
            return .success(writes)
        }
    }

    /// The batch that commits prepared records.
    func batch(_ records: [Prepared], offsets: [OffsetMove]) -> WriteBatch {
        WriteBatch(
            writes: records.flatMap(\.writes), defaults: preparer.defaults, offsets: offsets,
            deadLetters: records.compactMap(\.letter))
    }

    /// The batch that applies a parked record and settles its dead letter.
    func batch(replaying id: Int64, _ writes: [AspectWrite]) -> WriteBatch {
        WriteBatch(writes: writes, defaults: preparer.defaults, replayed: [id])
    }

    /// A record as a dead letter, its bytes as they came.
    static func letter(
        _ message: KafkaMessage, _ clusterID: String, _ refusal: EnvelopeDecoder.Refusal
    ) -> DeadLetterDraft {
        DeadLetterDraft(
            clusterID: clusterID, topic: message.topic, partition: message.partition, offset: message.offset,
            key: message.key, value: message.value, timestamp: message.timestamp, code: refusal.code,
            reason: refusal.reason.replacing("\0", with: "\u{FFFD}"))
    }
}
