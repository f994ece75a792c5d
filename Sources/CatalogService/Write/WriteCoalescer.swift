import CatalogModel

/// Joins the writes of callers that arrive while a commit is under way into one transaction: group commit.
///
/// Each caller gets its own outcomes and the position of the joint commit; a batch that the database refuses does not take
/// its neighbours along. Order among callers is the order of arrival.
public actor WriteCoalescer {
    private struct Pending {
        var batch: WriteBatch
        var done: CheckedContinuation<Result<CommitReceipt, StoreError>, Never>
    }

    private let store: any MetadataStore
    /// Writes that one transaction takes at most; larger ones gain nothing (measured: 5,000 rows are a third slower).
    private let maximumWrites: Int
    /// Writes that may wait; beyond it callers are told to come back.
    private let maximumWaiting: Int
    private var queue: [Pending] = []
    private var waiting = 0
    private var running = false

    public init(store: any MetadataStore, maximumWrites: Int = 1000, maximumWaiting: Int = 50_000) {
        self.store = store
        self.maximumWrites = maximumWrites
        self.maximumWaiting = maximumWaiting
    }

    /// Commits a batch, together with others if there are any; see ``MetadataStore/commit(_:)``.
    public func commit(_ batch: WriteBatch) async throws(StoreError) -> CommitReceipt {
        guard waiting == 0 || waiting + batch.writes.count <= maximumWaiting else {
            throw .unavailable("\(waiting) writes are waiting already")
        }
        waiting += batch.writes.count
        let result = await withCheckedContinuation { continuation in
            queue.append(Pending(batch: batch, done: continuation))
            if !running {
                running = true
                Task { await self.run() }
            }
        }
        waiting -= batch.writes.count
        return try result.get()
    }

    private func run() async {
        while !queue.isEmpty {
            var group: [Pending] = []
            var writes = 0
            while let next = queue.first, group.isEmpty || writes + next.batch.writes.count <= maximumWrites {
                writes += next.batch.writes.count
                group.append(queue.removeFirst())
            }
            await commit(group)
        }
        running = false
    }

    private func commit(_ group: [Pending]) async {
        if group.count == 1 {
            group[0].done.resume(returning: await attempt(group[0].batch))
            return
        }
        var joint = group[0].batch
        for pending in group.dropFirst() { joint.writes.append(contentsOf: pending.batch.writes) }
        switch await attempt(joint) {
        case .success(let receipt):
            var offset = 0
            for pending in group {
                let count = pending.batch.writes.count
                let outcomes = Array(receipt.outcomes[offset..<(offset + count)])
                offset += count
                pending.done.resume(returning: .success(.init(position: receipt.position, outcomes: outcomes)))
            }
        case .failure(let error):
            guard case .refused = error else {
                for pending in group { pending.done.resume(returning: .failure(error)) }
                return
            }
            // One of them holds a value that the database will never take; the others must not suffer.
            for pending in group { pending.done.resume(returning: await attempt(pending.batch)) }
        }
    }

    private func attempt(_ batch: WriteBatch) async -> Result<CommitReceipt, StoreError> {
        do {
            return .success(try await store.commit(batch))
        } catch {
            return .failure(error)
        }
    }
}
