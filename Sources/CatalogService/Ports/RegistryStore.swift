import CatalogModel

/// Schemas that producers registered, beyond those the service brings.
public protocol RegistryStore: Sendable {
    /// The id of a schema text under a subject, given once and for ever; ids start above DataHub's fixed ones.
    func register(subject: String, schema: String) async throws(StoreError) -> Int32

    /// The schema of an id; `nil` when it was never registered here.
    func schema(id: Int32) async throws(StoreError) -> String?

    /// Subjects, ids and versions registered here, oldest first.
    func registrations() async throws(StoreError) -> [SchemaRegistration]
}

/// One registered schema.
public struct SchemaRegistration: Sendable, Equatable {
    public var id: Int32
    public var subject: String
    public var version: Int32
    public var schema: String

    public init(id: Int32, subject: String, version: Int32, schema: String) {
        self.id = id
        self.subject = subject
        self.version = version
        self.schema = schema
    }
}
