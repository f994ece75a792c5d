import Avro
import Basics
import CatalogSchema
import CatalogService
import HTTPClient
import Synchronization

/// Finds the schema that wrote a record, by the id in its frame.
///
/// With an external registry its ids win, and its failure is the infrastructure's; without one DataHub's fixed ids hold
/// for the schemas that the service brings, and larger ids for those that producers registered here.
public final class WriterSchemas: Sendable {
    private let registry: any RegistryStore
    private let external: ExternalRegistry?
    private let known = Mutex<[Int32: AvroSchema]>([:])
    private static let maximumKnown = 1000

    public init(registry: any RegistryStore, external: ExternalRegistry? = nil) {
        self.registry = registry
        self.external = external
    }

    /// The schema of an id, or why a record with it cannot be read now or ever.
    /// - Throws: When it may be had later: the registry or the database does not answer.
    func schema(id: Int32) async throws(StoreError) -> Result<AvroSchema, EnvelopeDecoder.Refusal> {
        if let schema = known.withLock({ $0[id] }) { return .success(schema) }
        guard let text = try await text(id: id) else {
            return .failure(.init(.unknownSchemaID, "no schema of id \(id) is known\(whereLooked)"))
        }
        do {
            let schema = try AvroSchema.parse(text)
            known.withLock { if $0.count < Self.maximumKnown { $0[id] = schema } }
            return .success(schema)
        } catch {
            return .failure(.init(.unknownSchemaID, "the schema of id \(id) is no Avro schema: \(error)"))
        }
    }

    private var whereLooked: String { external == nil ? "" : " to the schema registry" }

    private func text(id: Int32) async throws(StoreError) -> String? {
        if let external { return try await external.schema(id: id) }
        if let fixed = RegistryID.all.first(where: { $0.id == id }) {
            // An earlier revision has other fields; reading it with the present schema would give nonsense.
            guard fixed.isCurrent, let envelope = fixed.envelope else { return nil }
            return SchemaFiles.envelope(envelope)
        }
        return try await registry.schema(id: id)
    }
}

/// A schema registry with Confluent's REST API.
public struct ExternalRegistry: Sendable {
    private let url: String
    private let client: HTTPClient

    /// - Parameter url: The base, e.g. `http://registry:8081`; credentials may stand in it.
    public init(url: String, client: HTTPClient) {
        self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
        self.client = client
    }

    /// The schema text of an id; `nil` when the registry says that there is none.
    func schema(id: Int32) async throws(StoreError) -> String? {
        let response: HTTPClientResponse
        do {
            response = try await client.send(HTTPClientRequest(method: "GET", url: "\(url)/schemas/ids/\(id)"))
        } catch {
            throw .unavailable("the schema registry does not answer: \(error)")
        }
        if response.status == 404 { return nil }
        guard response.status == 200 else {
            throw .unavailable("the schema registry answered \(response.status)")
        }
        guard let json = try? JSON.parse(response.body), let schema = json["schema"]?.stringValue else {
            throw .unavailable("the schema registry's answer holds no schema")
        }
        return schema
    }
}
