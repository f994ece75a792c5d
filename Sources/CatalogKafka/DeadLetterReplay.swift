import CatalogModel
import CatalogSchema
import CatalogService

/// Applies parked records again, with the decoder that the consumer uses.
public struct DeadLetterReplay: DeadLetterReplayer {
    private let applier: RecordApplier
    private let store: any MetadataStore

    public init(decoder: EnvelopeDecoder, model: MetadataModel, store: any MetadataStore) {
        applier = RecordApplier(
            decoder: decoder, preparer: ProposalPreparer(model: model), actor: AuditStamp.systemActor)
        self.store = store
    }

    public func replay(_ letter: DeadLetter) async throws(StoreError) -> String? {
        switch try await applier.writes(of: letter.draft.value) {
        case .failure(let refusal): return refusal.reason
        case .success(let writes):
            do {
                _ = try await store.commit(applier.batch(replaying: letter.id, writes))
                return nil
            } catch {
                guard case .refused(let reason) = error else { throw error }
                return reason
            }
        }
    }
}
