import Basics
import HTTPClient

/// A schema as a registry holds it.
struct RegisteredSchema: Sendable, Equatable {
    struct Reference: Sendable, Hashable {
        /// What the schema calls it: a type's full name, a file, a `$ref`.
        var name: String
        var subject: String
        var version: Int64
    }

    enum Language: String, Sendable {
        case avro = "AVRO"
        case json = "JSON"
        case protobuf = "PROTOBUF"
    }

    var subject: String
    var version: Int64
    var text: String
    /// The registry's word for it, `AVRO` where it says nothing.
    var type: String
    var references: [Reference] = []

    var language: Language? { Language(rawValue: type.uppercased()) }
}

/// Why a registry did not answer a question, for a person to read.
struct SchemaRegistryError: Error, Sendable, Equatable, CustomStringConvertible {
    var description: String
    /// Whether the credentials were refused.
    var isAccess = false
}

/// Reads a schema registry by Confluent's REST interface (docs.confluent.io, "Schema Registry API Reference"), as Apicurio,
/// Karapace and Redpanda speak it too.
struct SchemaRegistryClient: Sendable {
    struct Settings: Sendable {
        /// The address with its base path, e.g. `http://registry:8080/apis/ccompat/v7`.
        var url: String
        var user: String?
        var password: Secret<String>?
        var token: Secret<String>?
        var retries = RetryPolicy()
        var timeout: Duration = .seconds(30)
        /// Requests under way at once.
        var maximumInFlight = 16

        init(url: String) { self.url = url }
    }

    private static let page = 1000
    private let settings: Settings
    private let base: String
    private let transport: any HTTPTransport

    init(settings: Settings, transport: any HTTPTransport) {
        self.settings = settings
        self.transport = transport
        var base = settings.url
        while base.hasSuffix("/") { base.removeLast() }
        self.base = base
    }

    /// Fewer subjects than this are all there are, also where a registry gives no pages.
    private static let leastCut = 500

    /// The names of all subjects that are not deleted, and whether there may be more: Apicurio 2.6 gives no pages, and its one
    /// list ends at a thousand without a word.
    func subjects() async throws(SchemaRegistryError) -> (names: [String], mayBeCut: Bool) {
        var found: [String] = []
        var known: Set<String> = []
        // Some registries ignore the page that is asked for: stop when one brings nothing further.
        while true {
            let path = "/subjects?deleted=false&offset=\(found.count)&limit=\(SchemaRegistryClient.page)"
            guard let names = try await get(path)?.arrayValue else {
                throw SchemaRegistryError(
                    description: "\(base)/subjects is no list; check the address and its base path")
            }
            let more = names.compactMap(\.stringValue).filter { known.insert($0).inserted }
            found += more
            if more.isEmpty || names.count > SchemaRegistryClient.page {
                // Past the end there is nothing; who answers names again passed over the page.
                return (found, !names.isEmpty && found.count >= SchemaRegistryClient.leastCut)
            }
        }
    }

    /// The newest version of each subject; one that is gone is left out, one that cannot be read has its error.
    func latest(_ subjects: [String]) async -> [String: Result<RegisteredSchema, SchemaRegistryError>] {
        await concurrently(subjects) { subject in
            await read("/subjects/\(percentEncoded(subject))/versions/latest")
        }
    }

    /// Versions that other schemas refer to.
    func versions(
        _ references: [RegisteredSchema.Reference]
    ) async -> [RegisteredSchema.Reference: Result<RegisteredSchema, SchemaRegistryError>] {
        await concurrently(references) { reference in
            await read("/subjects/\(percentEncoded(reference.subject))/versions/\(reference.version)")
        }
    }

    /// The schema of an id, as messages carry it; `nil` when there is none.
    func schema(id: Int64) async throws(SchemaRegistryError) -> RegisteredSchema? {
        guard let found = await read("/schemas/ids/\(id)") else { return nil }
        return try found.get()
    }

    private func concurrently<Key: Hashable & Sendable>(
        _ keys: [Key],
        _ ask: @escaping @Sendable (Key) async -> Result<RegisteredSchema, SchemaRegistryError>?
    ) async -> [Key: Result<RegisteredSchema, SchemaRegistryError>] {
        await withTaskGroup(of: (Key, Result<RegisteredSchema, SchemaRegistryError>?).self) { group in
            var found: [Key: Result<RegisteredSchema, SchemaRegistryError>] = [:]
            var rest = keys[...]
            for key in rest.prefix(settings.maximumInFlight) { group.addTask { (key, await ask(key)) } }
            rest = rest.dropFirst(settings.maximumInFlight)
            while let (key, result) = await group.next() {
                if let result { found[key] = result }
                if let next = rest.popFirst() { group.addTask { (next, await ask(next)) } }
            }
            return found
        }
    }

    private func read(_ path: String) async -> Result<RegisteredSchema, SchemaRegistryError>? {
        let json: JSON
        do {
            guard let answer = try await get(path) else { return nil }
            json = answer
        } catch { return .failure(error) }
        guard let text = json["schema"]?.stringValue else {
            return .failure(SchemaRegistryError(description: "the registry's answer to \(path) holds no schema"))
        }
        let references = (json["references"]?.arrayValue ?? []).compactMap { reference in
            guard let name = reference["name"]?.stringValue, let subject = reference["subject"]?.stringValue else {
                return RegisteredSchema.Reference?.none
            }
            return .init(name: name, subject: subject, version: reference["version"]?.intValue ?? 1)
        }
        return .success(
            RegisteredSchema(
                subject: json["subject"]?.stringValue ?? "", version: json["version"]?.intValue ?? 0, text: text,
                type: json["schemaType"]?.stringValue ?? "AVRO", references: references))
    }

    /// The JSON that a path answers; `nil` for 404.
    private func get(_ path: String) async throws(SchemaRegistryError) -> JSON? {
        var request = HTTPClientRequest(url: base + path, timeout: settings.timeout)
        request.headers["Accept"] = "application/vnd.schemaregistry.v1+json, application/json"
        if let user = settings.user, let password = settings.password {
            request.authorizeBasic(user: user, password: password)
        } else if let token = settings.token {
            request.authorizeBearer(token)
        }
        let response: HTTPClientResponse
        do {
            response = try await transport.send(request, retrying: settings.retries)
        } catch {
            throw SchemaRegistryError(description: "the schema registry cannot be reached: \(error)")
        }
        switch response.status {
        case 200: break
        // Registries differ in the error code that goes with it.
        case 404: return nil
        case 401, 403:
            throw SchemaRegistryError(
                description:
                    "the schema registry refuses the account (\(response.status)); check the registry's user and "
                    + "password or token, and its right to read",
                isAccess: true)
        default:
            let message = (try? JSON.parse(response.body))?["message"]?.stringValue ?? excerpt(response.body)
            let isBusy = response.status == 429 || response.status >= 500
            throw SchemaRegistryError(
                description: "the schema registry answered \(response.status): \(message); "
                    + (isBusy ? "try again later" : "check the address and its base path"))
        }
        guard let json = try? JSON.parse(response.body) else {
            throw SchemaRegistryError(
                description:
                    "\(base) does not answer as a schema registry (\(excerpt(response.body, maximumBytes: 60))); "
                    + "check the address and its base path")
        }
        return json
    }
}
