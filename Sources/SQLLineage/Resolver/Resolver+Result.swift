extension Resolver {
    /// Turns what was found into the answer.
    mutating func fill(_ statement: inout SQLStatement, returned: Output) {
        // What feeds a column was read, as by `with a as (delete … returning *) insert …`.
        for column in result.columns {
            for origin in column.origins where origin.kinds.isDirect {
                tables[Int(sources[Int(origin.source)].table)].isRead = true
            }
        }
        statement.targets = result.targets.map { tables[Int($0)].name }
        statement.sources = tables.filter(\.isRead).map(\.name)
        statement.columns = result.columns.map { column in
            SQLColumnLineage(
                table: column.table.map { tables[Int($0)].name }, name: column.name.text,
                sources: shown(merged(column.origins)))
        }
        if result.targets.isEmpty, result.columns.isEmpty {
            statement.columns = returned.columns.map { column in
                SQLColumnLineage(table: nil, name: column.name.text, sources: shown(column.origins))
            }
        }
        statement.influences = shown(merged(influences))
    }

    private func shown(_ edges: [Edge]) -> [SQLColumnSource] {
        let shown = edges.map { edge in
            let source = sources[Int(edge.source)]
            return SQLColumnSource(
                table: tables[Int(source.table)].name, column: source.column.text, path: source.path, kinds: edge.kinds)
        }
        guard shown.count > 1 else { return shown }
        return shown.map { (table: $0.table.description, column: $0.columnPath, source: $0) }
            .sorted { ($0.table, $0.column) < ($1.table, $1.column) }
            .map(\.source)
    }

    /// The statement's own words, blanks as they are.
    func text(_ start: Int, _ end: Int) -> String {
        String(decoding: bytes[start..<max(start, min(end, start + 200))], as: UTF8.self)
    }

    /// Adds tables that a skipped part names.
    mutating func readTables(_ paths: [[Name]]) {
        for path in paths {
            let place = table(path)
            if !result.targets.contains(place) { tables[Int(place)].isRead = true }
        }
    }
}

extension Parser {
    /// Names behind `from` and `join`, for what the grammar could not follow; names that the text itself defines are left out.
    mutating func namesBehindFrom(_ range: Range<Int>) -> [[Name]] {
        var defined: Set<String> = []
        var paths: [[Name]] = []
        index = range.lowerBound
        while !isAtEnd {
            if kind == .word || kind == .quotedName, isKeyword(.as, 1), token(2).kind == .openParen {
                defined.insert(name(of: token()).key)
            }
            guard isKeyword(.from) || isKeyword(.join) else {
                index += 1
                continue
            }
            index += 1
            guard kind == .word || kind == .quotedName, !keyword.isReserved else { continue }
            let path = takePath()
            if !path.isEmpty, kind != .openParen { paths.append(path) }
        }
        return paths.filter { $0.count > 1 || !defined.contains($0[0].key) }
    }
}
