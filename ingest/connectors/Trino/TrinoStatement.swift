import SQLLineage

/// What a statement of the query history reads and writes, in tables that there are.
struct TrinoStatement: Sendable {
    /// What became of one text in one session.
    enum Reading: Sendable {
        case known(TrinoStatement)
        /// It names tables that are not complete without a session.
        case incomplete
        /// It moves no data, is not understood, or what it names is not there any more.
        case nothing
    }

    struct Column: Sendable, Hashable {
        var table: SQLTableName
        var path: String
    }

    struct Write: Sendable {
        /// In the words of Trino's events: `INSERT`, `CREATE TABLE`.
        var kind: String
        var table: SQLTableName
        /// Each written column's path with what feeds it.
        var columns: [(path: String, sources: Set<Column>)]
        var confidence: Double

        /// Whether the table is made anew by it, which ends what earlier definitions said.
        var isDefinition: Bool { kind.hasPrefix("CREATE") }
        /// Whether anything is written that lineage could tell of; `DELETE` writes nothing.
        var hasLineage: Bool { kind != "DELETE" && !columns.isEmpty }
    }

    var fingerprint: SQLStatementFingerprint
    /// The tables that it names and reads, with the paths of the columns that it uses of each.
    var reads: [SQLTableName: Set<String>]
    var write: Write?

    /// Reads a text; fetches the schemas of what it names.
    static func read(
        _ text: String, in session: TrinoSession, _ schemas: inout TrinoSchemas, by reader: TrinoReader
    ) async throws(TrinoError) -> Reading {
        let text = prepared(text)
        guard var statement = analyze(text, session, schemas) else { return .nothing }
        let names = statement.sources + statement.targets
        guard names.allSatisfy({ $0.parts.count == 3 }) else { return .incomplete }
        if try await schemas.load(names.filter(\.isData), by: reader) {
            guard let again = analyze(text, session, schemas) else { return .nothing }
            statement = again
        }
        let known = statement.known(schemas)
        guard !known.reads.isEmpty || known.write != nil else { return .nothing }
        return .known(
            TrinoStatement(
                fingerprint: SQLStatementFingerprint(of: text, dialect: .trino), reads: known.reads,
                write: known.write))
    }

    private static func analyze(_ text: String, _ session: TrinoSession, _ schemas: TrinoSchemas) -> SQLStatement? {
        let script = SQLLineage.analyze(
            text, dialect: .trino, schemas: schemas.tables, defaultCatalog: session.catalog,
            defaultSchema: session.catalog == nil ? nil : session.schema)
        guard script.statements.count == 1, let statement = script.statements.first, statement.confidence > 0,
            statement.kind == .select || statement.writeKind != nil
        else { return nil }
        return statement
    }

    /// The statement that `EXECUTE IMMEDIATE 'text' …` runs; any other text as it is.
    static func prepared(_ text: String) -> String {
        var rest = text.utf8[...]
        func skipSpace() { rest = rest.drop { $0 == 0x20 || (0x09...0x0D).contains($0) } }
        for word in ["execute", "immediate"] {
            skipSpace()
            guard rest.count > word.utf8.count, zip(rest, word.utf8).allSatisfy({ $0 | 0x20 == $1 }) else {
                return text
            }
            rest = rest.dropFirst(word.utf8.count)
        }
        skipSpace()
        let quote = UInt8(ascii: "'")
        guard rest.popFirst() == quote else { return text }
        var inner: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte == quote {
                guard rest.first == quote else { return String(decoding: inner, as: UTF8.self) }
                rest = rest.dropFirst()
            }
            inner.append(byte)
        }
        return text
    }
}

extension SQLTableName {
    /// Whether it holds data; Trino's own descriptions and hidden tables (`orders$partitions`) do not.
    var isData: Bool {
        guard parts.count == 3 else { return false }
        return parts[0] != "system" && parts[1] != "information_schema" && !parts[2].contains("$")
    }
}

extension SQLStatement {
    /// What Trino's events call a statement that writes rows; `nil` for any other. Views are told by the catalog itself.
    fileprivate var writeKind: String? {
        switch kind {
        case .insert: "INSERT"
        case .createTableAsSelect: "CREATE TABLE"
        case .merge: "MERGE"
        case .update: "UPDATE"
        case .delete: "DELETE"
        default: nil
        }
    }

    /// What of it concerns tables that are there.
    fileprivate func known(
        _ schemas: TrinoSchemas
    ) -> (reads: [SQLTableName: Set<String>], write: TrinoStatement.Write?) {
        func isThere(_ name: SQLTableName) -> Bool { name.isData && schemas.isKnown(name) }
        var reads: [SQLTableName: Set<String>] = [:]
        for source in sources where isThere(source) { reads[source] = [] }
        for source in columns.flatMap(\.sources) + influences {
            reads[source.table]?.insert(schemas.path(source.column, of: source.table))
        }
        guard let kind = writeKind, targets.count == 1, let target = targets.first, isThere(target) else {
            return (reads, nil)
        }
        var written: [(path: String, sources: Set<TrinoStatement.Column>)] = []
        for column in columns where column.table == target {
            let sources = column.sources.filter { source in
                // A column that is written from itself is no lineage.
                source.kinds.isDirect && isThere(source.table)
                    && !(source.table == target && source.column == column.name)
            }
            written.append(
                (
                    schemas.path(column.name, of: target),
                    Set(sources.map { .init(table: $0.table, path: schemas.path($0.column, of: $0.table)) })
                ))
        }
        return (
            reads, TrinoStatement.Write(kind: kind, table: target, columns: written, confidence: confidence)
        )
    }
}
