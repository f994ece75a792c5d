/// A proposal as it travels: its bytes, and what a complaint about it names.
struct EncodedProposal: Sendable {
    var urn: String
    var aspectName: String
    var bytes: [UInt8]
}

/// What became of one batch.
struct DeliveredBatch: Sendable {
    var tally = SinkTally()
    /// What makes every further batch pointless (no access, destination gone).
    var ending: IngestError?
}

/// Gathers proposals into batches, lets a few of them be under way at once, and keeps the books.
///
/// Who adds waits while all places are taken, so no more is held than the batches under way and one that is filling.
actor BatchDelivery {
    struct Limits: Sendable {
        /// Proposals in one batch.
        var batchSize: Int
        /// Bytes of one batch, about; a proposal larger than this travels alone.
        var maximumBytes = Int.max
        /// Batches under way at once.
        var maximumInFlight: Int
    }

    private let limits: Limits
    private let send: @Sendable ([EncodedProposal]) async -> DeliveredBatch
    private var buffer: [EncodedProposal] = []
    private var bufferedBytes = 0
    private var inFlight = 0
    private var waiters: [CheckedContinuation<Void, Never>] = []
    private var tally = SinkTally()
    private var ending: IngestError?

    /// - Parameter send: Delivers a batch, repeating what may be repeated, and accounts for every proposal of it. It runs
    ///   apart from the caller's Task, so cancelling that loses nothing that was taken.
    init(_ limits: Limits, send: @escaping @Sendable ([EncodedProposal]) async -> DeliveredBatch) {
        self.limits = limits
        self.send = send
    }

    /// Takes a proposal; waits while the destination is busy.
    ///
    /// - Throws: what ended the delivery.
    func add(_ proposal: EncodedProposal) async throws(IngestError) {
        if !buffer.isEmpty, bufferedBytes + proposal.bytes.count > limits.maximumBytes { try await dispatch() }
        buffer.append(proposal)
        bufferedBytes += proposal.bytes.count
        if buffer.count >= limits.batchSize { try await dispatch() }
    }

    /// Waits until everything taken is delivered or refused.
    ///
    /// - Throws: what ended the delivery.
    func barrier() async throws(IngestError) {
        if !buffer.isEmpty, ending == nil { try await dispatch() }
        while inFlight > 0 { await wait() }
        if let ending { throw ending }
    }

    /// The same, and tells what became of all that was taken.
    ///
    /// - Throws: what ended the delivery, when nothing at all was delivered.
    func finish() async throws(IngestError) -> SinkTally {
        do { try await barrier() } catch {
            // What was still waiting was seen and is lost; the books must add up.
            tally.failed += buffer.count
            buffer = []
            bufferedBytes = 0
            if tally.written == 0, tally.unchanged == 0 { throw error }
        }
        return tally
    }

    private func dispatch() async throws(IngestError) {
        while inFlight >= limits.maximumInFlight, ending == nil { await wait() }
        if let ending { throw ending }
        guard !buffer.isEmpty else { return }
        let batch = buffer
        buffer = []
        bufferedBytes = 0
        inFlight += 1
        Task { self.settle(await self.send(batch)) }
    }

    private func wait() async {
        await withCheckedContinuation { waiters.append($0) }
    }

    private func settle(_ delivered: DeliveredBatch) {
        tally.add(delivered.tally)
        ending = ending ?? delivered.ending
        inFlight -= 1
        let woken = waiters
        waiters = []
        for waiter in woken { waiter.resume() }
    }
}
