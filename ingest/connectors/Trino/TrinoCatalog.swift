/// What was read of one Trino catalog, in the order in which it is written.
struct TrinoCatalog: Sendable {
    var name: String
    /// What reads it, `iceberg`; empty where Trino does not tell.
    var connector = ""
    /// Schemas to write, sorted; `information_schema` is never among them.
    var schemas: [String] = []
    /// Sorted by schema and name.
    var relations: [TrinoRelation] = []
    /// Schemas whose tables were listed without an error, so that absence proves something.
    var listed: Set<String> = []
    /// Tables that are there though nothing of them can be written.
    var unread: [TrinoTables.Name] = []
    /// What could not be read.
    var problems: [Problem] = []
    /// Objects left out by patterns, by kind.
    var filtered: [String: Int] = [:]
}

/// A table, view or materialized view.
struct TrinoRelation: Sendable {
    enum Kind: Sendable, Equatable { case table, view, materializedView }

    /// A part that Trino did not give, so the aspects made of it are left alone rather than overwritten.
    enum Part: Sendable, Hashable { case comment, definition, kind }

    var schema: String
    var name: String
    var kind: Kind
    var columns: [TrinoColumn] = []
    var comment: String?
    /// The text of a view.
    var definition: String?
    /// Properties that the connector tells of a table (`format`, `location`), by name.
    var properties: [String: String] = [:]
    var missing: Set<Part> = []
}

struct TrinoColumn: Sendable {
    var name: String
    var type: TrinoType
    /// The type's text has more than one reading; see ``TrinoTypeParser``.
    var isDoubtful = false
    var isNullable: Bool
    var comment: String?
    /// Whether the table is partitioned by it.
    var isPartitionKey = false
    /// Place in the table, counted from 1.
    var position: Int64
}
