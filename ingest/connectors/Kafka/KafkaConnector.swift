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

    private let settings: KafkaSettings
    private let cluster: any KafkaCluster
    private let sampler: (any KafkaSampling)?
    private let registry: SchemaRegistryClient?
    private let mapping: KafkaMapping

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
        await run.stage("listing topics")
        let listed: [KafkaTopicLayout]
        do { listed = try await cluster.topicLayouts(timeout: settings.timeout) } catch {
            throw settings.ended(by: error)
        }
        let (topics, isWhole) = await wanted(listed, run)
        let names = topics.map(\.name)

        await run.stage("reading the settings of \(topics.count) topics")
        let properties = try await topicSettings(names, run)
        await run.expect(topics.count)
        let schemas = await readSchemas(topics, listed: Set(listed.map(\.name)), run)
        var activity = KafkaActivity()
        if !settings.metadataOnly {
            await run.stage("reading consumer groups and offsets")
            activity = await readActivity(topics, run)
        }

        await run.stage("writing \(topics.count) topics")
        var pending: [IngestProposal] = []
        for topic in topics {
            let schema = schemas[topic.name]
            pending += mapping.topic(topic, settings: properties[topic.name], schema: schema)
            if !settings.metadataOnly {
                pending += mapping.facts(
                    ofTopic: topic.name, at: run.identity.started, messages: activity.messages[topic.name],
                    columns: schema?.fields.count ?? 0, lags: activity.lags[topic.name] ?? [])
            }
            guard pending.count >= KafkaConnector.chunk else { continue }
            try await run.emit(pending, in: "topics")
            pending.removeAll(keepingCapacity: true)
        }
        try await run.emit(pending, in: "topics")
        if isWhole { await run.completeListing(of: "topics") }

        pending = activity.readers.isEmpty ? [] : mapping.groupFlow()
        for group in activity.readers.keys.sorted() {
            pending += mapping.group(group, reading: (activity.readers[group] ?? []).sorted())
        }
        try await run.emit(pending, in: "groups")
        if activity.isComplete { await run.completeListing(of: "groups") }
    }

    /// Aspects that are mapped before they are handed on.
    private static let chunk = 500

    /// The topics to read, by name, and whether none of them was refused.
    private func wanted(
        _ listed: [KafkaTopicLayout], _ run: Run
    ) async -> (topics: [KafkaTopicLayout], isWhole: Bool) {
        let pattern = settings.topicPattern.compiled()
        var wanted: [KafkaTopicLayout] = []
        var refused: [KafkaTopicLayout] = []
        var filtered = 0
        var isInternal = 0
        for topic in listed {
            if !settings.internalTopics, topic.name.hasPrefix("_") {
                isInternal += 1
            } else if !pattern.allows(topic.name) {
                filtered += 1
            } else if topic.error != nil {
                refused.append(topic)
            } else {
                wanted.append(topic)
            }
        }
        await run.leaveOut(filtered, "topics")
        await run.leaveOut(isInternal, "internal topics")
        for topic in refused {
            let reason = topic.error.map { "\($0)" } ?? ""
            await run.add(
                Problem(topic.error?.isAuthorization == true ? .skipped : .failed, object: topic.name, reason: reason))
        }
        return (wanted.sorted { $0.name < $1.name }, refused.isEmpty)
    }

    private func topicSettings(_ names: [String], _ run: Run) async throws(IngestError) -> [String: [KafkaSetting]] {
        let answers: [KafkaTopicSettings]
        do { answers = try await cluster.topicSettings(names, timeout: settings.timeout) } catch {
            throw settings.ended(by: error)
        }
        var found: [String: [KafkaSetting]] = [:]
        for answer in answers {
            if let error = answer.error {
                let advice = error.isAuthorization ? "; grant DESCRIBE_CONFIGS on it" : ""
                await run.add(
                    Problem(
                        error.isAuthorization ? .skipped : .failed, object: answer.topic, reason: "\(error)\(advice)"))
            } else {
                found[answer.topic] = answer.settings
            }
        }
        return found
    }
}

// MARK: Schemas

extension KafkaConnector {
    private func readSchemas(
        _ topics: [KafkaTopicLayout], listed: Set<String>, _ run: Run
    ) async -> [String: KafkaTopicSchema] {
        var schemas: [String: KafkaTopicSchema] = [:]
        var unread: Set<String> = []
        if let registry {
            await run.stage("reading schemas")
            let reader = KafkaSchemaReader(client: registry, mapped: settings.mappedSubjects)
            do {
                let found = try await reader.read(topics.map(\.name), listed: listed)
                schemas = found.schemas
                unread = Set(found.failures.keys)
                for topic in found.failures.keys.sorted() {
                    let failure = found.failures[topic]
                    await run.add(
                        Problem(
                            failure?.isOfSchema == true ? .broken : .failed, object: topic,
                            reason: failure?.reason ?? ""))
                }
                for topic in found.warnings.keys.sorted() {
                    for warning in found.warnings[topic] ?? [] { await run.note("\(topic): \(warning)") }
                }
                await probe(found.unlisted, run)
            } catch {
                await run.add(
                    Problem(
                        .failed, object: "the schemas of \(topics.count) topics", reason: "\(error)",
                        aspects: topics.count))
                unread = Set(topics.map(\.name))
            }
        }
        guard let sampler else { return schemas }
        let without = topics.filter { schemas[$0.name] == nil && !unread.contains($0.name) }
        await run.stage("sampling \(without.count) topics without a schema")
        for topic in without {
            if let schema = await sample(topic, sampler, run) { schemas[topic.name] = schema }
        }
        return schemas
    }

    /// Asks by name for topics that subjects speak of and the listing has not: the listing leaves out what we may not see.
    private func probe(_ names: [String], _ run: Run) async {
        let pattern = settings.topicPattern.compiled()
        let names = names.filter { (settings.internalTopics || !$0.hasPrefix("_")) && pattern.allows($0) }
        guard !names.isEmpty,
            let topics = try? await cluster.topics(
                Array(names.prefix(KafkaConnector.maximumProbes)), timeout: settings.timeout)
        else { return }
        for topic in topics where topic.error?.isAuthorization == true {
            await run.add(
                Problem(
                    .skipped, object: topic.name,
                    reason: "the account may not see this topic, of which the schema registry has a schema; "
                        + "grant DESCRIBE on it, or leave it out by topic_pattern"))
        }
    }

    private static let maximumProbes = 200

    /// The schema that the newest messages of a topic show; `nil` where they show none.
    private func sample(
        _ topic: KafkaTopicLayout, _ sampler: any KafkaSampling, _ run: Run
    ) async -> KafkaTopicSchema? {
        do {
            let ends = try await cluster.offsets(.end, of: topic.partitions, timeout: settings.timeout)
            let values = try await sampler.values(of: topic.partitions, ends: ends)
            guard !values.isEmpty else { return nil }
            if let registry, let schema = try await framed(values, registry) {
                let (side, warnings) = try schema.side(isKey: false)
                for warning in warnings { await run.note("\(topic.name): \(warning)") }
                return KafkaTopicSchema(value: side)
            }
            return InferredSchema(values).map { KafkaTopicSchema(value: $0.side) }
        } catch {
            await run.add(Problem(.failed, object: topic.name, reason: "its messages could not be sampled: \(error)"))
            return nil
        }
    }

    /// The schema whose id the messages begin with, where all of them name the same one.
    private func framed(
        _ values: [[UInt8]], _ registry: SchemaRegistryClient
    ) async throws(SchemaRegistryError) -> ResolvedSchema? {
        var ids: Set<Int64> = []
        for value in values {
            guard value.count >= 5, value[0] == 0 else { return nil }
            ids.insert(value[1...4].reduce(Int64(0)) { $0 << 8 | Int64($1) })
        }
        guard ids.count == 1, let id = ids.first, var schema = try await registry.schema(id: id) else { return nil }
        if schema.subject.isEmpty { schema.subject = "id \(id)" }
        var found: [RegisteredSchema.Reference: RegisteredSchema] = [:]
        for (reference, answer) in await registry.versions(schema.references) { found[reference] = try answer.get() }
        return KafkaSchemaReader.resolve(schema, found)
    }
}

// MARK: Consumers

/// Who reads which topics, and how much they hold.
struct KafkaActivity: Sendable {
    /// Messages a topic holds; for a compacted one, the most it may hold.
    var messages: [String: Int64] = [:]
    var lags: [String: [KafkaMapping.Lag]] = [:]
    /// Topics of each group.
    var readers: [String: Set<String>] = [:]
    /// Whether every group told what it reads.
    var isComplete = false
}

extension KafkaConnector {
    private func readActivity(_ topics: [KafkaTopicLayout], _ run: Run) async -> KafkaActivity {
        var activity = KafkaActivity()
        let partitions = topics.flatMap(\.partitions)
        var ends: [KafkaPartition: Int64] = [:]
        do {
            let begins = try await cluster.offsets(.beginning, of: partitions, timeout: settings.timeout)
            ends = try await cluster.offsets(.end, of: partitions, timeout: settings.timeout)
            for topic in topics {
                let counts = topic.partitions.compactMap { partition in
                    ends[partition].flatMap { end in begins[partition].map { max(0, end &- $0) } }
                }
                guard counts.count == topic.replicas.count else { continue }
                activity.messages[topic.name] = counts.reduce(0, &+)
            }
        } catch {
            await run.add(Problem(.failed, object: "the offsets of \(topics.count) topics", reason: "\(error)"))
        }
        do {
            let pattern = settings.groupPattern.compiled()
            let all = try await cluster.groups(timeout: settings.timeout)
            let groups = all.filter { pattern.allows($0.name) }
            await run.leaveOut(all.count - groups.count, "consumer groups")
            let states = Dictionary(groups.map { ($0.name, $0.state) }, uniquingKeysWith: { $1 })
            let committed = try await cluster.committedOffsets(
                ofGroups: groups.map(\.name).sorted(), timeout: settings.timeout)
            let known = Set(topics.map(\.name))
            activity.isComplete = committed.allSatisfy { $0.error == nil }
            for group in committed { await count(group, states[group.group] ?? "Unknown", known, ends, &activity, run) }
        } catch {
            await run.add(
                Problem(
                    error.isAuthorization ? .skipped : .failed, object: "consumer groups",
                    reason: "\(error)" + (error.isAuthorization ? "; grant DESCRIBE on the cluster" : "")))
        }
        return activity
    }

    private func count(
        _ group: KafkaGroupOffsets, _ state: String, _ known: Set<String>, _ ends: [KafkaPartition: Int64],
        _ activity: inout KafkaActivity, _ run: Run
    ) async {
        if let error = group.error {
            await run.add(
                Problem(
                    error.isAuthorization ? .skipped : .failed, object: "consumer group \(group.group)",
                    reason: "\(error)"))
            return
        }
        var behind: [String: Int64] = [:]
        for (partition, offset) in group.offsets where known.contains(partition.topic) {
            activity.readers[group.group, default: []].insert(partition.topic)
            if let end = ends[partition] { behind[partition.topic, default: 0] &+= max(0, end &- offset) }
        }
        for (topic, messages) in behind {
            activity.lags[topic, default: []].append(
                KafkaMapping.Lag(group: group.group, state: state, messages: messages))
        }
    }
}
