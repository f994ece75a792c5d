import Basics

/// Finds and reads the schemas of topics in a registry.
struct KafkaSchemaReader: Sendable {
    /// Levels of references that are followed, and schemas that one may need in all.
    private static let maximumLevels = 16
    private static let maximumReferences = 500

    struct Failure: Error, Sendable {
        var reason: String
        /// Whether the schema itself is at fault; otherwise the registry did not give it.
        var isOfSchema: Bool
    }

    struct Found: Sendable {
        /// Subjects of the whole registry.
        var subjects = 0
        var schemas: [String: KafkaTopicSchema] = [:]
        /// What could not be read, by topic.
        var failures: [String: Failure] = [:]
        /// What was read but not in full, by topic.
        var warnings: [String: [String]] = [:]
        /// Topics that subjects name and the cluster did not list.
        var unlisted: [String] = []
    }

    let client: SchemaRegistryClient
    /// Subjects that the recipe gives, by `<topic>-value` or `<topic>-key`.
    var mapped: [String: String] = [:]

    /// - Throws: when the registry does not tell its subjects; a schema that it does not give is a failure of its topics.
    func read(_ topics: [String], listed: Set<String>) async throws(SchemaRegistryError) -> Found {
        var (names, mayBeCut) = try await client.subjects()
        var latest: [String: Result<RegisteredSchema, SchemaRegistryError>] = [:]
        if mayBeCut {
            // What the list may have left out is asked for by name.
            let known = Set(names)
            latest = await client.latest(
                topics.flatMap { ["\($0)-value", "\($0)-key"] }.filter { !known.contains($0) })
            names += latest.keys
        }
        let subjects = KafkaSubjects(names, topics: listed, mapped: mapped)
        var wanted: Set<String> = []
        for topic in topics {
            for isKey in [false, true] {
                if let subject = subjects.subject(ofTopic: topic, isKey: isKey) {
                    wanted.insert(subject)
                } else {
                    wanted.formUnion(subjects.recordSubjects(ofTopic: topic, isKey: isKey).map(\.subject))
                }
            }
        }
        let rest = await client.latest(wanted.filter { latest[$0] == nil }.sorted())
        latest.merge(rest) { first, _ in first }
        let references = await references(of: latest.values.compactMap { try? $0.get() })
        var found = Found(subjects: names.count)
        found.unlisted = Set(names.compactMap(KafkaSubjects.topic)).subtracting(listed).sorted()
        for topic in topics {
            var schema = KafkaTopicSchema()
            do throws(Failure) {
                schema.value = try side(topic, isKey: false, subjects, latest, references, &found)
                schema.key = try side(topic, isKey: true, subjects, latest, references, &found)
                if !schema.isEmpty { found.schemas[topic] = schema }
            } catch { found.failures[topic] = error }
        }
        return found
    }

    private func side(
        _ topic: String, isKey: Bool, _ subjects: KafkaSubjects,
        _ latest: [String: Result<RegisteredSchema, SchemaRegistryError>],
        _ references: [RegisteredSchema.Reference: RegisteredSchema], _ found: inout Found
    ) throws(Failure) -> KafkaTopicSchema.Side? {
        func resolved(_ subject: String) throws(Failure) -> ResolvedSchema? {
            switch latest[subject] {
            case .success(var schema)?:
                if schema.subject.isEmpty { schema.subject = subject }
                return KafkaSchemaReader.resolve(schema, references)
            case .failure(let error)?:
                throw Failure(reason: "subject '\(subject)': \(error)", isOfSchema: false)
            case nil: return nil
            }
        }
        var schemas: [ResolvedSchema] = []
        if let subject = subjects.subject(ofTopic: topic, isKey: isKey) {
            if let schema = try resolved(subject) { schemas.append(schema) }
        } else {
            for candidate in subjects.recordSubjects(ofTopic: topic, isKey: isKey) {
                if let schema = try resolved(candidate.subject), schema.isOf(candidate.record) {
                    schemas.append(schema)
                }
            }
        }
        guard var schema = schemas.first else { return nil }
        if schemas.count > 1 {
            if let union = KafkaTopicSchema.Side.union(of: schemas) {
                schema = union
            } else {
                found.warnings[topic, default: []].append(
                    "it has \(schemas.count) record schemas; only '\(schema.schema.subject)' is shown")
            }
        }
        do {
            var (side, warnings) = try schema.side(isKey: isKey)
            if schema.schema.text != schemas[0].schema.text { side.subjects = schemas.map(\.schema.subject) }
            for warning in warnings {
                found.warnings[topic, default: []].append("schema '\(schema.schema.subject)': \(warning)")
            }
            return side
        } catch {
            throw Failure(
                reason: "the schema of subject '\(schema.schema.subject)' cannot be read: \(error)", isOfSchema: true)
        }
    }

    /// All that schemas refer to, level by level.
    private func references(of schemas: [RegisteredSchema]) async -> [RegisteredSchema.Reference: RegisteredSchema] {
        var found: [RegisteredSchema.Reference: RegisteredSchema] = [:]
        var asked: Set<RegisteredSchema.Reference> = []
        var level = schemas
        for _ in 0..<KafkaSchemaReader.maximumLevels {
            let wanted = Set(level.flatMap(\.references)).subtracting(asked)
            if wanted.isEmpty { break }
            asked.formUnion(wanted)
            let answers = await client.versions(
                wanted.sorted { ($0.subject, $0.version, $0.name) < ($1.subject, $1.version, $1.name) })
            level = []
            for (reference, answer) in answers {
                // One that cannot be read shows as a name that nothing defines.
                guard let schema = try? answer.get() else { continue }
                found[reference] = schema
                level.append(schema)
            }
        }
        return found
    }

    /// A schema with what it refers to, depth first, each once.
    static func resolve(
        _ schema: RegisteredSchema, _ references: [RegisteredSchema.Reference: RegisteredSchema]
    ) -> ResolvedSchema {
        var resolved = ResolvedSchema(schema: schema)
        var seen: Set<RegisteredSchema.Reference> = []
        func add(_ schema: RegisteredSchema, level: Int) {
            guard level < maximumLevels, seen.count < maximumReferences else { return }
            for reference in schema.references where seen.insert(reference).inserted {
                guard let target = references[reference] else { continue }
                add(target, level: level + 1)
                resolved.referenced.append((reference.name, target))
            }
        }
        add(schema, level: 0)
        return resolved
    }
}
