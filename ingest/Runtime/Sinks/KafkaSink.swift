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
        /// How long a record waits for a broker that is away.
        var timeoutSeconds = 60
    }

    private let settings: Settings
    private let encoder: ProposalEncoder
    private let identity: RunIdentity
    private let transport: any HTTPTransport
    private let retries: RetryPolicy
    private let configuration: KafkaConfiguration
    private let batches: KafkaBatches
    private let delivery: BatchDelivery
    private var schema: (id: Int32, schema: AvroSchema)?

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
            brokers: settings.brokers,
            settings: [("message.timeout.ms", "\(settings.timeoutSeconds * 1000)")] + settings.client)
        let batches: KafkaBatches
        do {
            batches = KafkaBatches(
                try KafkaProducer(configuration, logger: Logger(level: .error)), brokers: settings.brokers,
                topic: settings.topic)
        } catch { throw IngestError(.configuration, "Kafka: \(error)") }
        self.batches = batches
        delivery = BatchDelivery(
            .init(batchSize: settings.batchSize, maximumInFlight: settings.maximumInFlight)
        ) { await batches.deliver($0) }
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
        for proposal in proposals { try await delivery.add(try await encoded(proposal)) }
    }

    func barrier() async throws(IngestError) { try await delivery.barrier() }

    func record(_ proposals: [IngestProposal]) async throws(IngestError) {
        var records: [EncodedProposal] = []
        for proposal in proposals { records.append(try await encoded(proposal)) }
        try await batches.record(records)
    }

    func flush() async throws(IngestError) -> SinkTally { try await delivery.finish() }

    // MARK: Values

    private func encoded(_ proposal: IngestProposal) async throws(IngestError) -> EncodedProposal {
        guard settings.registry != nil else { return encoder.encode(proposal) }
        return EncodedProposal(
            urn: proposal.urn, aspectName: proposal.aspectName, bytes: try await avro(proposal))
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
}
