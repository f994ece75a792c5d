import Avro
import Basics
import CatalogSchema
import HTTPClient
import Kafka

/// Sends proposals to Kafka, keyed by entity, in the two forms that DataHub's consumers and ours read: a JSON object, or,
/// where a schema registry is given, Avro in Confluent's frame.
///
/// A broker does not tell what changed, so each delivered proposal counts as written.
actor KafkaSink: ProposalSink {
    struct Settings: Sendable {
        var brokers: String
        var topic = "MetadataChangeProposal_v1"
        /// Base address of a registry with Confluent's interface.
        var registry: String?
        var client: [(String, String)] = []
        /// Records delivered together, and how many such groups may wait at once.
        var batchSize = 500
        var maximumInFlight = 4
    }

    private let settings: Settings
    private let encoder: ProposalEncoder
    private let identity: RunIdentity
    private let transport: any HTTPTransport
    private let retries: RetryPolicy
    private let configuration: KafkaConfiguration
    private let producer: KafkaProducer
    private var schema: (id: Int32, schema: AvroSchema)?

    private var buffer: [KafkaRecord] = []
    private var inFlight = 0
    private var waiters: [CheckedContinuation<Void, Never>] = []
    private var tally = SinkTally()
    private var ending: IngestError?

    /// - Throws: ``IngestError`` of code `configuration` for a setting that librdkafka does not know.
    init(
        settings: Settings, identity: RunIdentity, transport: any HTTPTransport, retries: RetryPolicy
    ) throws(IngestError) {
        self.settings = settings
        self.identity = identity
        self.transport = transport
        self.retries = retries
        encoder = ProposalEncoder(identity: identity)
        configuration = KafkaConfiguration(
            brokers: settings.brokers, settings: [("message.timeout.ms", "60000")] + settings.client)
        do {
            producer = try KafkaProducer(configuration, logger: Logger(level: .error))
        } catch { throw IngestError(.configuration, "Kafka: \(error)") }
    }

    func check() async throws(IngestError) {
        let topics: [KafkaTopic]
        do {
            topics = try await KafkaAdmin(configuration, logger: Logger(level: .error)).topics([settings.topic])
        } catch {
            throw IngestError(
                error.isAuthentication ? .access : .destination,
                "Kafka at \(settings.brokers) does not answer: \(error)")
        }
        if let error = topics.first?.error {
            throw IngestError(
                .destination,
                "the topic '\(settings.topic)' cannot be used: \(error); create it, or name another by ?topic=NAME")
        }
        if settings.registry != nil { _ = try await registered() }
    }

    func write(_ proposals: [IngestProposal]) async throws(IngestError) {
        for proposal in proposals {
            buffer.append(try await record(of: proposal))
            if buffer.count >= settings.batchSize { try await dispatch() }
        }
    }

    func barrier() async throws(IngestError) {
        if !buffer.isEmpty, ending == nil { try await dispatch() }
        while inFlight > 0 { await wait() }
        if let ending { throw ending }
    }

    func record(_ proposals: [IngestProposal]) async throws(IngestError) {
        var records: [KafkaRecord] = []
        for proposal in proposals { records.append(try await record(of: proposal)) }
        do { try await producer.produceMany(records) } catch {
            throw IngestError(.destination, "Kafka does not take records: \(error)")
        }
    }

    func flush() async throws(IngestError) -> SinkTally {
        do { try await barrier() } catch {
            tally.failed += buffer.count
            buffer = []
            if tally.written == 0 { throw error }
        }
        return tally
    }

    // MARK: Records

    private func record(of proposal: IngestProposal) async throws(IngestError) -> KafkaRecord {
        let value = settings.registry == nil ? encoder.bytes(proposal) : try await avro(proposal)
        return KafkaRecord(topic: settings.topic, key: Array(proposal.urn.utf8), value: value)
    }

    private func avro(_ proposal: IngestProposal) async throws(IngestError) -> [UInt8] {
        let (id, schema) = try await registered()
        let aspect = AvroRecord([
            ("value", .bytes(proposal.value.bytes)),
            ("contentType", .string(ProposalEncoder.contentType(proposal.change))),
        ])
        var metadata: [(String, AvroValue)] = [
            ("lastObserved", .long(identity.started)), ("runId", .string(identity.runID)),
        ]
        if let name = identity.pipelineName { metadata.append(("pipelineName", .string(name))) }
        let value = AvroRecord([
            ("entityType", .string(proposal.entityType)), ("entityUrn", .string(proposal.urn)),
            ("changeType", .enumeration(proposal.change.rawValue)), ("aspectName", .string(proposal.aspectName)),
            ("aspect", .record(aspect)), ("systemMetadata", .record(AvroRecord(metadata))),
        ])
        var bytes = ConfluentFrame.header(schemaID: id)
        do { try AvroEncoder.encode(.record(value), schema: schema, into: &bytes) } catch {
            throw IngestError(.destination, "a proposal does not fit the Avro schema: \(error)")
        }
        return bytes
    }

    /// The proposal's schema and the id that the registry has for it; registered where it is not yet.
    private func registered() async throws(IngestError) -> (id: Int32, schema: AvroSchema) {
        if let schema { return schema }
        guard let text = SchemaFiles.envelope("MetadataChangeProposal"), let parsed = try? AvroSchema.parse(text)
        else { throw IngestError(.destination, "the program carries no schema of proposals") }
        var base = settings.registry ?? ""
        while base.hasSuffix("/") { base.removeLast() }
        var request = HTTPClientRequest(
            method: "POST", url: "\(base)/subjects/\(percentEncoded(settings.topic))-value/versions",
            timeout: .seconds(30))
        request.headers["Content-Type"] = "application/vnd.schemaregistry.v1+json"
        request.headers["Accept"] = "application/vnd.schemaregistry.v1+json, application/json"
        request.body = (["schema": .string(text)] as JSON).bytes
        let response: HTTPClientResponse
        do { response = try await transport.send(request, retrying: retries) } catch {
            throw IngestError(.destination, "the schema registry cannot be reached: \(error)")
        }
        guard response.status == 200, let number = (try? JSON.parse(response.body))?["id"]?.intValue,
            let id = Int32(exactly: number)
        else {
            throw IngestError(
                .destination,
                "the schema registry does not take the schema of proposals (\(response.status)): "
                    + CatalogConnection.message(response))
        }
        schema = (id, parsed)
        return (id, parsed)
    }

    // MARK: Delivery

    private func dispatch() async throws(IngestError) {
        while inFlight >= settings.maximumInFlight, ending == nil { await wait() }
        if let ending { throw ending }
        guard !buffer.isEmpty else { return }
        let batch = buffer
        buffer = []
        inFlight += 1
        Task { await self.deliver(batch) }
    }

    private func wait() async {
        await withCheckedContinuation { waiters.append($0) }
    }

    private func deliver(_ batch: [KafkaRecord]) async {
        do {
            try await producer.produceMany(batch)
            tally.written += batch.count
        } catch {
            await deliverSingly(batch)
        }
        inFlight -= 1
        let woken = waiters
        waiters = []
        for waiter in woken { waiter.resume() }
    }

    /// Finds the records of a batch that the brokers refuse; sending the others again does no harm.
    private func deliverSingly(_ batch: [KafkaRecord]) async {
        for (index, record) in batch.enumerated() {
            do {
                try await producer.produceMany([record])
                tally.written += 1
            } catch {
                guard error.name.contains("MSG_SIZE_TOO_LARGE") else {
                    ending = IngestError(
                        .destination, "Kafka at \(settings.brokers) does not take records any more: \(error)")
                    tally.failed += batch.count - index
                    return
                }
                tally.failed += 1
                guard tally.problems.count < Report.maximumProblems else { continue }
                let urn = String(decoding: record.key ?? [], as: UTF8.self)
                tally.problems.append(Problem(.failed, object: urn, reason: "\(error)"))
            }
        }
    }
}
