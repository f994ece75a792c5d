import Avro
import CatalogSchema

/// The Avro schemas that the catalog brings, under DataHub's fixed ids.
struct KnownSchemas: Sendable {
    /// One schema under its id.
    struct Entry: Sendable {
        var id: Int32
        var subject: String
        /// Its number among DataHub's revisions of the subject.
        var version: Int32
        var schema: String
        /// The record's name without its namespace, e.g. `MetadataChangeProposal`.
        var record: String
        var layout: String
    }

    /// Schemas at hand, by id.
    let entries: [Entry]

    /// What `schema/avro` holds. Laying out the largest takes milliseconds, so it is done once.
    static let standard = KnownSchemas(ids: RegistryID.all)

    init(ids: [RegistryID]) {
        var entries: [Entry] = []
        var revisions: [String: Int32] = [:]
        var layouts: [String: String] = [:]
        for id in ids {
            revisions[id.topic, default: 0] += 1
            guard id.isCurrent, let record = id.envelope, let text = SchemaFiles.envelope(record) else { continue }
            guard let layout = layouts[record] ?? (try? AvroSchema.parse(text))?.layout else { continue }
            layouts[record] = layout
            entries.append(
                Entry(
                    id: id.id, subject: id.topic + "-value", version: revisions[id.topic] ?? 1, schema: text,
                    record: record, layout: layout))
        }
        self.entries = entries
    }

    func entry(id: Int32) -> Entry? { entries.first { $0.id == id } }

    func entry(subject: String) -> Entry? { entries.first { $0.subject == subject } }

    /// The schema that reads and writes the same bytes as one that a producer brings, under its own subject first.
    ///
    /// Namespaces, documentation and defaults may differ: releases of DataHub renamed them.
    func entry(like schema: AvroSchema, subject: String) -> Entry? {
        let record = schema.name.split(separator: ".").last.map(String.init) ?? ""
        let candidates = entries.filter { $0.record == record }
        guard !candidates.isEmpty else { return nil }
        let layout = schema.layout
        let matching = candidates.filter { $0.layout == layout }
        return matching.first { $0.subject == subject } ?? matching.first
    }
}
