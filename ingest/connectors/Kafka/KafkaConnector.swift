import Basics
import HTTPClient
import Kafka

/// Reads topics of a Kafka cluster, their settings, their schemas from a registry, and who consumes them.
///
/// Whole-cluster questions, not one a topic; schemas by several requests at once. Topics that begin with `_` are Kafka's and its
/// tools' own and are left out unless asked for. Nothing is written to the cluster, no group is joined, no offset committed.
public struct KafkaConnector: Connector {
    public static let kind = "kafka"
    public static let summary = "Kafka: topics, settings, schemas (Avro, JSON Schema, Protobuf), consumer groups, lag"

    public static var recipe: [UInt8] { PackageResources.kafka_yaml }

    let settings: KafkaSettings
    let cluster: any KafkaCluster
    let sampler: (any KafkaSampling)?
    let registry: SchemaRegistryClient?
    let mapping: KafkaMapping

    public init(_ configuration: ConnectorConfiguration, context: ConnectorContext) throws(IngestError) {
        let settings = try KafkaSettings(configuration)
        let admin: KafkaAdmin
        do {
            // What librdkafka logs would stand between the lines of progress; what matters comes with the errors.
            admin = try KafkaAdmin(settings.kafka, logger: Logger(level: .error, sink: { _ in }))
        } catch { throw IngestError(.configuration, "\(error)") }
        let sampler = settings.sampling.map { KafkaSampler(configuration: settings.kafka, settings: $0) }
        try self.init(settings, cluster: admin, sampler: sampler, context: context)
    }

    /// The connector over any cluster.
    init(
        _ settings: KafkaSettings, cluster: any KafkaCluster, sampler: (any KafkaSampling)?, context: ConnectorContext
    ) throws(IngestError) {
        self.settings = settings
        self.cluster = cluster
        self.sampler = sampler
        registry = settings.registry.map { registry in
            var registry = registry
            registry.retries.pause = context.pause
            return SchemaRegistryClient(
                settings: registry, transport: context.transport(settings.registryTransport))
        }
        mapping = KafkaMapping(env: settings.env, instance: settings.instance)
    }

    public func check() async throws(IngestError) {
        do { try await cluster.connect(timeout: settings.connectTimeout) } catch { throw settings.ended(by: error) }
        guard let registry else { return }
        do { _ = try await registry.subjects() } catch {
            throw IngestError(error.isAccess ? .access : .source, "\(error)")
        }
    }

    public func scan(into run: Run) async throws(IngestError) {
        for note in settings.notes { await run.note(note) }
        if let user = settings.user { await run.see(as: user) }
        let place = await run.resume()?["after"]?.stringValue
        await run.stage("listing topics")
        let listing = try await listing()
        await run.leaveOut(listing.filtered, "topics")
        await run.leaveOut(listing.internalTopics, "internal topics")
        for problem in listing.refused { await run.add(problem) }

        // What an interrupted run wrote is only told to be there.
        var topics = listing.topics
        let done = topics.filter { topic in place.map { topic.name <= $0 } ?? false }
        if !done.isEmpty {
            await run.note("going on where an interrupted run ended: \(done.count) topics are done")
            try await run.keep(done.map { mapping.urn(ofTopic: $0.name) }, in: "topics")
            topics.removeFirst(done.count)
        }
        await run.stage("reading the settings of \(topics.count) topics")
        let properties = try await topicSettings(topics.map(\.name))
        for problem in properties.problems { await run.add(problem) }
        for name in properties.gone { await run.note("\(name) was deleted while it was read") }
        topics.removeAll { properties.gone.contains($0.name) }
        await run.expect(topics.count)
        let schemas = await readSchemas(topics, listed: listing.names, run)
        var activity = KafkaActivity()
        if !settings.metadataOnly {
            await run.stage("reading consumer groups and offsets")
            activity = await readActivity(done + topics, facts: Set(topics.map(\.name)), run)
        }
        await run.stage("writing \(topics.count) topics")
        try await write(topics, properties.settings, schemas, activity, run)
        if listing.refused.isEmpty { await run.completeListing(of: "topics") }

        var pending = activity.readers.isEmpty ? [] : mapping.groupFlow()
        for group in activity.readers.keys.sorted() {
            pending += mapping.group(group, reading: (activity.readers[group] ?? []).sorted())
        }
        try await run.emit(pending, in: "groups")
        if activity.isComplete { await run.completeListing(of: "groups") }
    }

    /// Aspects that are mapped before they are handed on, and topics between two places to go on from.
    private static let chunk = 500
    private static let topicsBetweenPlaces = 500

    private func write(
        _ topics: [KafkaTopicLayout], _ properties: [String: [KafkaSetting]], _ schemas: [String: KafkaTopicSchema],
        _ activity: KafkaActivity, _ run: Run
    ) async throws(IngestError) {
        var pending: [IngestProposal] = []
        for (index, topic) in topics.enumerated() {
            let schema = schemas[topic.name]
            pending += mapping.topic(topic, settings: properties[topic.name], schema: schema)
            if !settings.metadataOnly {
                pending += mapping.facts(
                    ofTopic: topic.name, at: run.identity.started, activity: activity,
                    columns: schema?.fields.count ?? 0)
            }
            let isPlace = (index + 1) % KafkaConnector.topicsBetweenPlaces == 0
            guard isPlace || pending.count >= KafkaConnector.chunk else { continue }
            try await run.emit(pending, in: "topics")
            pending.removeAll(keepingCapacity: true)
            if isPlace { try await run.save(["after": .string(topic.name)]) }
        }
        try await run.emit(pending, in: "topics")
    }
}

// MARK: Topics

/// What a cluster's listing holds, and what of it is wanted.
struct KafkaListing: Sendable {
    /// The topics to read, by name.
    var topics: [KafkaTopicLayout] = []
    /// All that are listed.
    var names: Set<String> = []
    /// Wanted ones that the cluster lists but does not show.
    var refused: [Problem] = []
    /// Left out by a pattern.
    var filtered = 0
    var internalTopics = 0
}

extension KafkaConnector {
    func listing() async throws(IngestError) -> KafkaListing {
        let listed: [KafkaTopicLayout]
        do { listed = try await cluster.topicLayouts(timeout: settings.timeout) } catch {
            throw settings.ended(by: error)
        }
        let pattern = settings.topicPattern.compiled()
        var listing = KafkaListing(names: Set(listed.map(\.name)))
        for topic in listed.sorted(by: { $0.name < $1.name }) {
            if !settings.internalTopics, topic.name.hasPrefix("_") {
                listing.internalTopics += 1
            } else if !pattern.allows(topic.name) {
                listing.filtered += 1
            } else if let error = topic.error {
                listing.refused.append(
                    Problem(error.isAuthorization ? .skipped : .failed, object: topic.name, reason: "\(error)"))
            } else {
                listing.topics.append(topic)
            }
        }
        return listing
    }

    /// Settings by topic, what of them was refused, and topics that are not there any more.
    func topicSettings(
        _ names: [String]
    ) async throws(IngestError) -> (settings: [String: [KafkaSetting]], problems: [Problem], gone: [String]) {
        let answers: [KafkaTopicSettings]
        do { answers = try await cluster.topicSettings(names, timeout: settings.timeout) } catch {
            throw settings.ended(by: error)
        }
        var found: (settings: [String: [KafkaSetting]], problems: [Problem], gone: [String]) = ([:], [], [])
        for answer in answers {
            guard let error = answer.error else {
                found.settings[answer.topic] = answer.settings
                continue
            }
            if error.isUnknownTopic {
                found.gone.append(answer.topic)
            } else {
                let advice = error.isAuthorization ? "; grant DESCRIBE_CONFIGS on it" : ""
                found.problems.append(
                    Problem(
                        error.isAuthorization ? .skipped : .failed, object: answer.topic, reason: "\(error)\(advice)"))
            }
        }
        return found
    }

    /// Asks by name for topics that subjects speak of and the listing has not: the listing leaves out what we may not see.
    func hidden(_ names: [String]) async -> [Problem] {
        let pattern = settings.topicPattern.compiled()
        let names = names.filter { (settings.internalTopics || !$0.hasPrefix("_")) && pattern.allows($0) }
        guard !names.isEmpty,
            let topics = try? await cluster.topics(
                Array(names.prefix(KafkaConnector.maximumProbes)), timeout: settings.timeout)
        else { return [] }
        return topics.filter { $0.error?.isAuthorization == true }.map { topic in
            Problem(
                .skipped, object: topic.name,
                reason: "the account may not see this topic, of which the schema registry has a schema; "
                    + "grant DESCRIBE on it, or leave it out by topic_pattern")
        }
    }

    private static let maximumProbes = 200
}
