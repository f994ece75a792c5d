import Basics
import HTTPClient

/// Writes aspects to a catalog by DataHub's `POST /aspects?action=ingestProposalBatch`.
///
/// Aspects travel in batches, a few requests at once. A batch is all or nothing at the server; one that is refused is
/// halved until the bad aspect stands alone, so it costs no neighbour. Writes are idempotent, so 429, 5xx and broken
/// connections are repeated. Our server answers how many aspects made a new version; where the answer does not say,
/// all count as written.
public actor RESTSink: ProposalSink {
    public struct Settings: Sendable {
        /// Aspects in one request.
        public var batchSize = 200
        /// Bytes of one request's body, about; an aspect larger than this travels alone.
        public var maximumBatchBytes = 4 << 20
        /// Requests under way at once.
        public var maximumInFlight = 2
        public var timeout: Duration = .seconds(60)
        public var retries: RetryPolicy = {
            var policy = RetryPolicy()
            policy.statuses = [429, 500, 502, 503, 504]
            policy.repeatsAnyMethod = true
            policy.maximumAttempts = 6
            return policy
        }()

        public init() {}
    }

    /// Refused aspects that are searched for one by one; further refused batches count as a whole.
    static let maximumSearched = 100
    /// Batches in a row that fail by the server's fault before the run is given up.
    static let maximumFailedBatches = 3

    private struct Entry: Sendable {
        var urn: String
        var aspectName: String
        /// The proposal as JSON.
        var bytes: [UInt8]
    }

    nonisolated let connection: CatalogConnection
    private let settings: Settings
    private let encoder: ProposalEncoder

    private var buffer: [Entry] = []
    private var bufferedBytes = 0
    private var inFlight = 0
    private var waiters: [CheckedContinuation<Void, Never>] = []
    private var tally = SinkTally()
    private var failedBatches = 0
    private var refused = 0
    private var ending: IngestError?

    /// - Parameters:
    ///   - server: The catalog's address without the path; trailing slashes do not matter.
    ///   - identity: The run that every aspect is marked with.
    public init(
        server: String, token: Secret<String>? = nil, identity: RunIdentity, transport: any HTTPTransport,
        settings: Settings = Settings()
    ) {
        connection = CatalogConnection(
            server: server, token: token, transport: transport, timeout: settings.timeout, retries: settings.retries)
        self.settings = settings
        encoder = ProposalEncoder(identity: identity)
    }

    public func check() async throws(IngestError) { try await connection.check() }

    public func record(_ proposals: [IngestProposal]) async throws(IngestError) {
        let response: HTTPClientResponse
        do {
            response = try await connection.post(RESTSink.path, body(proposals.map(encode)[...]))
        } catch {
            throw IngestError(.destination, "the catalog cannot be reached: \(error)")
        }
        if let refusal = connection.accessError(response) { throw refusal }
        guard response.status == 200 else {
            throw IngestError(
                .destination, "the catalog answered \(response.status): \(CatalogConnection.message(response))")
        }
    }

    public func write(_ proposals: [IngestProposal]) async throws(IngestError) {
        for proposal in proposals {
            let entry = encode(proposal)
            if !buffer.isEmpty, bufferedBytes + entry.bytes.count > settings.maximumBatchBytes { try await dispatch() }
            buffer.append(entry)
            bufferedBytes += entry.bytes.count
            if buffer.count >= settings.batchSize { try await dispatch() }
        }
    }

    public func barrier() async throws(IngestError) {
        if !buffer.isEmpty, ending == nil { try await dispatch() }
        while inFlight > 0 { await wait() }
        if let ending { throw ending }
    }

    public func flush() async throws(IngestError) -> SinkTally {
        if !buffer.isEmpty, ending == nil { try await dispatch() }
        while inFlight > 0 { await wait() }
        if let ending {
            // What was still waiting was seen and is lost; the books must add up.
            tally.failed += buffer.count
            buffer = []
            bufferedBytes = 0
            if tally.written == 0, tally.unchanged == 0 { throw ending }
        }
        return tally
    }

    // MARK: Batches

    private func dispatch() async throws(IngestError) {
        while inFlight >= settings.maximumInFlight, ending == nil { await wait() }
        if let ending { throw ending }
        guard !buffer.isEmpty else { return }
        let batch = buffer
        buffer = []
        bufferedBytes = 0
        inFlight += 1
        Task { await self.deliver(batch) }
    }

    private func wait() async {
        await withCheckedContinuation { waiters.append($0) }
    }

    private func deliver(_ batch: [Entry]) async {
        await send(batch[...])
        inFlight -= 1
        let woken = waiters
        waiters = []
        for waiter in woken { waiter.resume() }
    }

    private func send(_ batch: ArraySlice<Entry>) async {
        guard ending == nil else { return fail(batch, ending?.message ?? "") }
        let response: HTTPClientResponse
        do {
            response = try await connection.post(RESTSink.path, body(batch))
        } catch {
            ending = IngestError(.destination, "the catalog cannot be reached any more: \(error)")
            return fail(batch, "\(error)")
        }
        switch response.status {
        case 200..<300:
            failedBatches = 0
            count(batch.count, response.body)
        case 401, 403:
            let refusal = connection.accessError(response) ?? IngestError(.access, "access denied")
            ending = refusal
            fail(batch, refusal.message)
        case 404, 405:
            let message = "\(connection.server) has no DataHub interface (\(response.status)); check the address"
            ending = IngestError(.destination, message)
            fail(batch, message)
        case 400..<500 where response.status != 429:
            await narrow(batch, response)
        default:
            failedBatches += 1
            let message = "the catalog answered \(response.status): \(CatalogConnection.message(response))"
            if failedBatches >= RESTSink.maximumFailedBatches {
                ending = IngestError(.destination, message)
            }
            fail(batch, message)
        }
    }

    /// Finds the aspects that made the server refuse a batch, by halves.
    private func narrow(_ batch: ArraySlice<Entry>, _ response: HTTPClientResponse) async {
        guard batch.count > 1, refused < RESTSink.maximumSearched else {
            refused += batch.count
            return fail(batch, CatalogConnection.message(response))
        }
        let middle = batch.startIndex + batch.count / 2
        await send(batch[..<middle])
        await send(batch[middle...])
    }

    private func fail(_ batch: ArraySlice<Entry>, _ reason: String) {
        tally.failed += batch.count
        if batch.count == 1, let entry = batch.first {
            note(Problem(.failed, object: "\(entry.urn) \(entry.aspectName)", reason: reason))
        } else if let first = batch.first {
            note(
                Problem(
                    .failed, object: "\(first.urn) and others in its batch", reason: reason, aspects: batch.count))
        }
    }

    private func note(_ problem: Problem) {
        if tally.problems.count < Report.maximumProblems { tally.problems.append(problem) }
    }

    private func count(_ aspects: Int, _ body: [UInt8]) {
        let answer = try? JSON.parse(body)
        let stated = answer?["unchanged"]?.intValue.flatMap { Int(exactly: $0) } ?? 0
        let unchanged = max(0, min(aspects, stated))
        tally.unchanged += unchanged
        tally.written += aspects - unchanged
    }

    // MARK: Messages

    private static let path = "/aspects?action=ingestProposalBatch"

    private func encode(_ proposal: IngestProposal) -> Entry {
        Entry(urn: proposal.urn, aspectName: proposal.aspectName, bytes: encoder.bytes(proposal))
    }

    private func body(_ batch: ArraySlice<Entry>) -> [UInt8] {
        var bytes: [UInt8] = Array("{\"proposals\":[".utf8)
        bytes.reserveCapacity(batch.reduce(64) { $0 + $1.bytes.count + 1 })
        for (index, entry) in batch.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes += entry.bytes
        }
        bytes += Array("],\"async\":\"false\"}".utf8)
        return bytes
    }
}
