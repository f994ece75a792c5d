import Basics
import CatalogModel
import CatalogSchema

/// The write path above the store: holds proposals against the schema, derives what they imply, commits them.
public struct MetadataWriter: Sendable {
    private let preparer: ProposalPreparer
    private let coalescer: WriteCoalescer

    public init(model: MetadataModel, store: any MetadataStore, clock: any WallClock = SystemClock()) {
        preparer = ProposalPreparer(model: model, clock: clock)
        coalescer = WriteCoalescer(store: store)
    }

    /// Validates and writes proposals, all or nothing; concurrent callers share transactions.
    ///
    /// When it returns, everything is stored, searchable and traversable at the receipt's position.
    /// - Parameters:
    ///   - proposals: In the order they take effect; one aspect may come several times.
    ///   - actor: The urn of who asks, kept with each version.
    /// - Throws: ``WriteError/rejected(_:)`` with every bad proposal, or the store's error.
    public func write(_ proposals: [Proposal], actor: String) async throws(WriteError) -> CommitReceipt {
        let (writes, rejected) = prepare(proposals, actor: actor)
        guard rejected.isEmpty else { throw .rejected(rejected) }
        do {
            return try await coalescer.commit(WriteBatch(writes: writes, defaults: preparer.defaults))
        } catch {
            throw .store(error)
        }
    }

    /// What ``write(_:actor:)`` would reject of these proposals, without writing any.
    public func rejections(of proposals: [Proposal]) -> [RejectedProposal] {
        prepare(proposals, actor: AuditStamp.unknownActor).rejected
    }

    private func prepare(
        _ proposals: [Proposal], actor: String
    ) -> (writes: [AspectWrite], rejected: [RejectedProposal]) {
        var writes: [AspectWrite] = []
        writes.reserveCapacity(proposals.count)
        var rejected: [RejectedProposal] = []
        for (index, proposal) in proposals.enumerated() {
            switch preparer.prepare(proposal, actor: actor) {
            case .success(let write): writes.append(write)
            case .failure(let problem): rejected.append(RejectedProposal(index: index, problem: problem))
            }
        }
        return (writes, rejected)
    }
}

/// Why a write was not done.
public enum WriteError: Error, Sendable {
    /// Some proposals are bad, so none was written.
    case rejected([RejectedProposal])
    case store(StoreError)
}

/// A bad proposal of a batch.
public struct RejectedProposal: Sendable, Equatable {
    /// Its place in the batch, from 0.
    public var index: Int
    public var problem: ProposalProblem

    public init(index: Int, problem: ProposalProblem) {
        self.index = index
        self.problem = problem
    }
}
