import Basics

/// One file of `schema/`, carried inside the program.
struct EmbeddedFile: Sendable {
    /// Path below `schema/`.
    let path: StaticString
    let content: StaticString

    var file: SchemaFile { SchemaFile(path: path.description, text: content.description) }
}

/// One text file with its path below `schema/`.
public struct SchemaFile: Sendable, Equatable {
    public var path: String
    public var text: String

    public init(path: String, text: String) {
        self.path = path
        self.text = text
    }

    /// The last part of the path, e.g. `0001-tables.sql`.
    public var name: String { path.split(separator: "/").last.map(String.init) ?? path }
}

/// The files of `schema/` that the program carries, so that one binary is enough to run.
public enum SchemaFiles {
    /// Entity types, sorted by path.
    public static var entities: [SchemaFile] { Embedded.entities.map(\.file) }
    /// Aspects, sorted by path.
    public static var aspects: [SchemaFile] { Embedded.aspects.map(\.file) }
    /// Avro schemas of the Kafka envelopes, sorted by path; see ``envelope(_:)`` for one of them.
    public static var avro: [SchemaFile] { Embedded.avro.map(\.file) }
    /// DataHub's fixed schema ids; see ``RegistryID``.
    public static var registry: [SchemaFile] { Embedded.registry.map(\.file) }
    /// Migrations of the database in the order of their names.
    public static var migrations: [SchemaFile] { Embedded.migrations.map(\.file) }

    /// The Avro schema of an envelope by its record name, e.g. `MetadataChangeProposal`.
    public static func envelope(_ name: String) -> String? {
        avro.first { $0.name == name + ".avsc" }?.text
    }
}

/// A schema id that DataHub's own registry gives out, and what is known of it.
public struct RegistryID: Sendable, Equatable {
    public var id: Int32
    /// The default name of the topic whose values carry the id.
    public var topic: String
    /// The envelope's record name, a file in `schema/avro`; `nil` for envelopes that the catalog does not read.
    public var envelope: String?
    /// Whether the file is that very revision. Earlier revisions lack fields, and are not at hand.
    public var isCurrent: Bool

    /// All ids, ascending.
    public static let all: [RegistryID] = {
        let file = SchemaFiles.registry.first.flatMap { try? JSON.parse($0.text) }
        guard let rows = file?["ids"]?.arrayValue else { return [] }
        return rows.compactMap { row in
            guard let id = row["id"]?.intValue.flatMap(Int32.init(exactly:)), let topic = row["topic"]?.stringValue
            else {
                return nil
            }
            return RegistryID(
                id: id, topic: topic, envelope: row["schema"]?.stringValue,
                isCurrent: row["current"]?.boolValue ?? false)
        }
    }()
}
