import Avro
import Basics
import CatalogModel
import CatalogService
import HTTPServer

/// A schema registry with Confluent's API, as DataHub's Kafka clients expect it of the server.
///
/// A producer whose schema has the layout of one that we bring gets DataHub's id for it; any other schema is kept and
/// gets an id of its own, so that its records are decoded by what their writer meant.
struct SchemaRegistry: Sendable {
    static let contentType = "application/vnd.schemaregistry.v1+json"
    /// Text of one schema, in bytes; DataHub's largest has 440 kB.
    private static let maximumSchemaBytes = 1 << 20
    private static let maximumSubjectBytes = 512

    /// One schema of a subject.
    struct Version: Sendable {
        var subject: String
        var version: Int32
        var id: Int32
        var schema: String

        var json: JSON {
            [
                "subject": .string(subject), "version": .int(Int64(version)), "id": .int(Int64(id)),
                "schemaType": "AVRO", "schema": .string(schema),
            ]
        }
    }

    let store: any RegistryStore
    let known: KnownSchemas

    init(store: any RegistryStore, known: KnownSchemas = .standard) {
        self.store = store
        self.known = known
    }

    // MARK: - Registering

    /// The id of a schema under a subject, registered if it has none yet.
    func register(_ body: JSON, subject: String) async throws(RegistryProblem) -> Int32 {
        try check(subject: subject)
        let (text, schema) = try schema(in: body)
        if let entry = known.entry(like: schema, subject: subject) { return entry.id }
        do {
            return try await store.register(subject: subject, schema: text)
        } catch {
            throw RegistryProblem(error)
        }
    }

    /// The version that holds a schema, if the subject has it.
    func lookUp(_ body: JSON, subject: String) async throws(RegistryProblem) -> Version {
        let (text, schema) = try schema(in: body)
        let versions = try await versions(of: subject)
        let id = known.entry(like: schema, subject: subject)?.id
        guard let version = versions.first(where: { $0.id == id || $0.schema == text }) else {
            throw .schemaNotFound("under subject '\(subject.prefix(200))'")
        }
        return version
    }

    private func check(subject: String) throws(RegistryProblem) {
        let bytes = subject.utf8
        guard bytes.count <= Self.maximumSubjectBytes, bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw RegistryProblem(
                code: 42208,
                message: "A subject has at most \(Self.maximumSubjectBytes) bytes and no control characters.")
        }
    }

    private func schema(in body: JSON) throws(RegistryProblem) -> (text: String, schema: AvroSchema) {
        guard let text = body["schema"]?.stringValue else { throw .invalidSchema("there is no string 'schema'") }
        let type = body["schemaType"] ?? "AVRO"
        guard type.isNull || type == "AVRO" else {
            throw .invalidSchema("the type \(type.text.prefix(60)) is not supported, only AVRO is")
        }
        guard body["references"]?.arrayValue?.isEmpty ?? true else {
            throw .invalidSchema("references to other subjects are not supported")
        }
        guard text.utf8.count <= Self.maximumSchemaBytes else {
            throw .invalidSchema("it has \(text.utf8.count) bytes, \(Self.maximumSchemaBytes) are the limit")
        }
        do {
            return (text, try AvroSchema.parse(text))
        } catch {
            throw .invalidSchema(error.description)
        }
    }

    // MARK: - Reading

    /// The text of a schema, known or registered.
    func schema(id: Int32) async throws(RegistryProblem) -> String {
        if let entry = known.entry(id: id) { return entry.schema }
        let text: String?
        do {
            text = try await store.schema(id: id)
        } catch {
            throw RegistryProblem(error)
        }
        guard let text else { throw .schemaNotFound(String(id)) }
        return text
    }

    /// Every subject with its versions, oldest first. What producers register of a subject of DataHub's follows the one
    /// that we bring, under the next numbers.
    func all() async throws(RegistryProblem) -> [Version] {
        let registered: [SchemaRegistration]
        do {
            registered = try await store.registrations()
        } catch {
            throw RegistryProblem(error)
        }
        let brought = known.entries.map {
            Version(subject: $0.subject, version: $0.version, id: $0.id, schema: $0.schema)
        }
        return brought
            + registered.map {
                let before = known.entry(subject: $0.subject)?.version ?? 0
                return Version(subject: $0.subject, version: before &+ $0.version, id: $0.id, schema: $0.schema)
            }
    }

    /// The versions of one subject, oldest first, at least one.
    func versions(of subject: String) async throws(RegistryProblem) -> [Version] {
        let versions = try await all().filter { $0.subject == subject }
        guard !versions.isEmpty else { throw .subjectNotFound(subject) }
        return versions
    }

    /// One version of a subject. `latest` is the schema we bring where we bring one: what producers add are older or
    /// foreign revisions, which nobody should begin to write by.
    func version(_ text: String, of subject: String) async throws(RegistryProblem) -> Version {
        let versions = try await versions(of: subject)
        if text == "latest" || text == "-1" {
            let brought = known.entry(subject: subject).flatMap { entry in versions.first { $0.id == entry.id } }
            guard let latest = brought ?? versions.last else { throw .subjectNotFound(subject) }
            return latest
        }
        guard let number = Int32(text), number > 0 else { throw .invalidVersion(text) }
        guard let version = versions.first(where: { $0.version == number }) else { throw .versionNotFound(text) }
        return version
    }
}
