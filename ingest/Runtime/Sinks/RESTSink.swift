import Basics
import HTTPClient

/// Writes aspects to a catalog by DataHub's `POST /aspects?action=ingestProposalBatch`.
///
/// Aspects travel in batches, a few requests at once. A batch is all or nothing at the server; one that is refused is
/// halved until the bad aspect stands alone, so it costs no neighbour. Writes are idempotent, so 429, 5xx and broken
/// connections are repeated. Our server answers how many aspects made a new version; where the answer does not say,
/// all count as written.
public struct RESTSink: ProposalSink {
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
            // About 25 s for a server that is away, two minutes for one that says when to come back.
            policy.maximumAttempts = 9
            policy.maximumTotal = .seconds(120)
            return policy
        }()

        public init() {}
    }

    let connection: CatalogConnection
    private let encoder: ProposalEncoder
    private let batches: RESTBatches
    private let delivery: BatchDelivery

    /// - Parameters:
    ///   - server: The catalog's address without the path; trailing slashes do not matter.
    ///   - identity: The run that every aspect is marked with.
    public init(
        server: String, token: Secret<String>? = nil, identity: RunIdentity, transport: any HTTPTransport,
        settings: Settings = Settings()
    ) {
        connection = CatalogConnection(
            server: server, token: token, transport: transport, timeout: settings.timeout, retries: settings.retries)
        encoder = ProposalEncoder(identity: identity)
        let batches = RESTBatches(connection)
        self.batches = batches
        delivery = BatchDelivery(
            .init(
                batchSize: settings.batchSize, maximumBytes: settings.maximumBatchBytes,
                maximumInFlight: settings.maximumInFlight)
        ) { await batches.deliver($0) }
    }

    public func check() async throws(IngestError) { try await connection.check() }

    public func write(_ proposals: [IngestProposal]) async throws(IngestError) {
        for proposal in proposals { try await delivery.add(encoder.encode(proposal)) }
    }

    public func barrier() async throws(IngestError) { try await delivery.barrier() }

    public func record(_ proposals: [IngestProposal]) async throws(IngestError) {
        try await batches.record(proposals.map(encoder.encode))
    }

    public func flush() async throws(IngestError) -> SinkTally { try await delivery.finish() }
}
