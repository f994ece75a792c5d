import Basics
import Kafka

extension KafkaConnector {
    /// The schemas of topics: registered ones, and those that messages show where that is asked for.
    func readSchemas(
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
                for problem in await hidden(found.unlisted) { await run.add(problem) }
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
