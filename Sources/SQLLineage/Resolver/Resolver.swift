/// Follows columns through one statement: names to relations, relations to tables.
///
/// Recursion follows the nesting that the parser allowed. Work is counted, because a text of a few lines can ask for 2ⁿ columns.
struct Resolver {
    let dialect: SQLDialect
    let names: TableNames
    let schemas: any SQLSchemas
    let bytes: UnsafeBufferPointer<UInt8>
    /// Tables that earlier statements of the script made.
    var session: [SQLTableName: SQLTable]

    /// Every table that the statement names.
    var tables: [KnownTable] = []
    private var tablePlaces: [SQLTableName: Int32] = [:]
    /// Every column that feeds something.
    var sources: [Source] = []
    private var sourcePlaces: [SourceKey: Int32] = [:]

    var findings: [Finding] = []
    /// What decides which rows arrive, for the statement as a whole.
    var influences: [Edge] = []
    var result = Lineage()
    /// Edges that may still be made.
    private var work: Int
    let stack = StackBudget()

    struct KnownTable {
        var name: SQLTableName
        var qualifier: [String]
        /// `nil` where no schema knows it.
        var columns: [OutputColumn]?
        /// Whether rows are read from it.
        var isRead = false
    }

    struct Source {
        var table: Int32
        var column: Name
        var path: [String] = []
    }

    private struct SourceKey: Hashable {
        var parent: Int32
        var isField: Bool
        var key: String
    }

    init(
        _ dialect: SQLDialect, names: TableNames, schemas: any SQLSchemas, session: [SQLTableName: SQLTable], work: Int,
        bytes: UnsafeBufferPointer<UInt8>
    ) {
        self.bytes = bytes
        self.dialect = dialect
        self.names = names
        self.schemas = schemas
        self.session = session
        self.work = work
    }

    // MARK: Findings and work

    mutating func find(_ code: SQLDiagnostic.Code, _ message: String, at offset: Int) {
        guard findings.count < Parser.mostFindings,
            !findings.contains(where: { $0.code == code && $0.offset == offset })
        else { return }
        findings.append(Finding(code: code, message: message, offset: offset))
    }

    /// Whether so many edges may be made; a finding, once, where not.
    mutating func mayWork(_ amount: Int, at offset: Int) -> Bool {
        guard work >= amount else {
            if !findings.contains(where: { $0.code == .tooMuchWork }) {
                findings.append(
                    Finding(
                        code: .tooMuchWork, message: "too many column edges; the rest is not followed", offset: offset))
            }
            work = 0
            return false
        }
        work -= amount
        return true
    }

    // MARK: Tables and sources

    /// The place of the table that a name means.
    mutating func table(_ path: [Name]) -> Int32 {
        let name = names.complete(path, dialect)
        if let place = tablePlaces[name] { return place }
        let known = session[name] ?? schemas.table(name, dialect: dialect)
        let shown = known?.name ?? name
        if let place = tablePlaces[shown] {
            tablePlaces[name] = place
            return place
        }
        let place = Int32(tables.count)
        tablePlaces[name] = place
        tablePlaces[shown] = place
        tables.append(KnownTable(name: shown, qualifier: shown.parts.map { dialect.storedKey($0) }))
        if let known, !known.columns.isEmpty {
            tables[Int(place)].columns = known.columns.map { column in
                let name = Name(key: dialect.storedKey(column.name), text: column.name, offset: 0)
                sources.append(Source(table: place, column: name))
                return OutputColumn(
                    name: name, origins: [Edge(source: Int32(sources.count - 1), kinds: .identity)], type: column.type)
            }
        }
        return place
    }

    /// The column of a table whose columns nobody knows.
    mutating func openSource(_ table: Int32, _ name: Name) -> Int32 {
        let key = SourceKey(parent: table, isField: false, key: name.key)
        if let place = sourcePlaces[key] { return place }
        sources.append(Source(table: table, column: name))
        sourcePlaces[key] = Int32(sources.count - 1)
        return Int32(sources.count - 1)
    }

    /// A field of a column.
    mutating func field(_ source: Int32, _ names: ArraySlice<Name>) -> Int32 {
        var place = source
        for name in names {
            let key = SourceKey(parent: place, isField: true, key: name.key)
            if let known = sourcePlaces[key] {
                place = known
                continue
            }
            var field = sources[Int(place)]
            // A path of a thousand fields is no path.
            guard field.path.count < 32 else { return place }
            field.path.append(name.text)
            sources.append(field)
            place = Int32(sources.count - 1)
            sourcePlaces[key] = place
        }
        return place
    }

    /// The same edges, one a source, sorted by it.
    func merged(_ edges: [Edge]) -> [Edge] {
        guard edges.count > 1 else { return edges }
        let sorted = edges.sorted { $0.source < $1.source }
        var result: [Edge] = []
        result.reserveCapacity(sorted.count)
        for edge in sorted {
            if let last = result.last, last.source == edge.source {
                result[result.count - 1].kinds.formUnion(edge.kinds)
            } else {
                result.append(edge)
            }
        }
        return result
    }
}

/// Completes the names of tables by the defaults of the session.
struct TableNames {
    var catalog: String?
    var schema: String?

    func complete(_ path: [Name], _ dialect: SQLDialect) -> SQLTableName {
        // Spark's catalogs store lower case, whatever the text says.
        let parts = path.map { dialect == .spark ? folded($0.text) : $0.text }
        switch parts.count {
        case 1: return SQLTableName([catalog, schema, parts[0]].compactMap { $0 })
        case 2: return SQLTableName([catalog, parts[0], parts[1]].compactMap { $0 })
        default: return SQLTableName(parts)
        }
    }
}

/// What a statement writes, column by column.
struct Lineage {
    struct Column {
        var table: Int32?
        var name: Name
        var origins: [Edge]
    }

    var targets: [Int32] = []
    var columns: [Column] = []
    private var places: [Int32: [String: Int]] = [:]

    mutating func addTarget(_ table: Int32) {
        if !targets.contains(table) { targets.append(table) }
    }

    /// Adds a column; one of a table that was there before is fed by both.
    mutating func add(_ table: Int32?, _ name: Name, _ origins: [Edge]) {
        if let table {
            if let place = places[table]?[name.key] {
                columns[place].origins += origins
                return
            }
            places[table, default: [:]][name.key] = columns.count
        }
        columns.append(Column(table: table, name: name, origins: origins))
    }
}
