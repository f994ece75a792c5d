extension Resolver {
    /// The columns that a query returns. `outer` is the scope around it, which correlated names reach.
    mutating func query(_ query: Query, outer: Scope?, _ tables: TableScope?) -> Output {
        guard !stack.isSpent else {
            find(.nestedTooDeep, "nested too deep; this query is not followed", at: query.offset)
            return Output()
        }
        let tables = self.commonTables(query.tables, isRecursive: query.isRecursive, outer: outer, tables)
        guard mayWork(20, at: query.offset), let first = query.terms.first else { return Output() }
        if query.terms.count == 1, case .select(let select) = first.body {
            return self.select(select, outer: outer, tables, order: query.order)
        }
        var output = term(first.body, outer: outer, tables)
        for term in query.terms.dropFirst() {
            let next = self.term(term.body, outer: outer, tables)
            combine(&output, next, term, at: query.offset)
        }
        for expression in query.order { order(by: expression, of: output) }
        return output
    }

    /// Adds the tables of a `with` clause to those in reach.
    mutating func commonTables(_ list: [CommonTable], isRecursive: Bool, outer: Scope?, _ tables: TableScope?)
        -> TableScope?
    {
        var tables = tables
        for table in list {
            var output =
                isRecursive && table.query.terms.count > 1
                ? recursive(table, outer: outer, tables) : query(table.query, outer: outer, tables)
            rename(&output, table.columns)
            tables = TableScope(table.name.key, output, parent: tables)
        }
        return tables
    }

    /// A table that reads itself: what its first term gives, then rounds until nothing is added.
    private mutating func recursive(_ table: CommonTable, outer: Scope?, _ tables: TableScope?) -> Output {
        guard let first = table.query.terms.first else { return Output() }
        let inner = commonTables(table.query.tables, isRecursive: false, outer: outer, tables)
        var output = term(first.body, outer: outer, inner)
        rename(&output, table.columns)
        for _ in 0..<12 {
            var next = query(table.query, outer: outer, TableScope(table.name.key, output, parent: tables))
            rename(&next, table.columns)
            let isDone = next.columns.map(\.origins) == output.columns.map(\.origins)
            output = next
            if isDone { break }
        }
        return output
    }

    /// Gives the columns the names of a list, by place.
    mutating func rename(_ output: inout Output, _ names: [Name]) {
        guard !names.isEmpty else { return }
        if !output.isComplete {
            // Names beyond the certain ones hide columns that nobody knows.
            var columns = Array(output.columns.prefix(output.certain))
            for name in names.dropFirst(columns.count) {
                columns.append(OutputColumn(name: name, origins: output.anyOrigins ?? []))
            }
            output.columns = columns
            output.certain = Int.max
            output.open = []
            output.anyOrigins = nil
        }
        for (place, name) in names.enumerated() where place < output.columns.count { output.columns[place].name = name }
    }

    private mutating func term(_ body: Query.Body, outer: Scope?, _ tables: TableScope?) -> Output {
        switch body {
        case .select(let select): return self.select(select, outer: outer, tables, order: [])
        case .query(let query): return self.query(query, outer: outer, tables)
        case .table(let path): return named(path, tables).output
        case .values(let rows): return values(rows, outer: outer, tables)
        case .statement(let statement): return self.statement(statement, outer: outer, tables)
        case .opaque:
            var output = Output()
            output.anyOrigins = []
            output.losePlaces()
            return output
        }
    }

    private mutating func values(_ rows: [[Expression]], outer: Scope?, _ tables: TableScope?) -> Output {
        let scope = Scope(parent: outer, tables: tables)
        var output = Output()
        for row in rows {
            for (place, value) in row.enumerated() {
                let origins = self.origins(value, scope)
                if place < output.columns.count {
                    if !origins.isEmpty {
                        output.columns[place].origins = merged(output.columns[place].origins + origins)
                    }
                } else {
                    output.columns.append(OutputColumn(name: valuesName(place, value.start), origins: origins))
                }
            }
        }
        return output
    }

    private func valuesName(_ place: Int, _ offset: Int) -> Name {
        let text =
            switch dialect {
            case .trino: "_col\(place)"
            case .postgres: "column\(place + 1)"
            case .spark: "col\(place + 1)"
            case .mysql, .doris: "column_\(place)"
            case .generic: "column\(place + 1)"
            }
        return Name(key: text, text: text, offset: offset)
    }

    // MARK: Set operators

    private mutating func combine(_ output: inout Output, _ next: Output, _ term: Query.Term, at offset: Int) {
        if term.isByName || !output.isComplete && !next.isComplete {
            combineByName(&output, next, term, at: offset)
            return
        }
        guard output.isComplete, next.isComplete else {
            find(
                .unknownSchema,
                "the columns of one side are not known, so those of the other cannot be put beside them", at: offset)
            let width = min(
                output.isComplete ? output.columns.count : output.certain,
                next.isComplete ? next.columns.count : next.certain)
            for place in 0..<min(width, output.columns.count, next.columns.count) {
                feed(&output.columns[place], next.columns[place], term)
            }
            if !output.isComplete, next.isComplete { output.open = output.open + next.open }
            return
        }
        if output.columns.count != next.columns.count {
            find(
                .columnCount,
                "the sides of a set operator have \(output.columns.count) and \(next.columns.count) columns", at: offset
            )
        }
        for place in 0..<min(output.columns.count, next.columns.count) {
            feed(&output.columns[place], next.columns[place], term)
        }
    }

    private mutating func combineByName(_ output: inout Output, _ next: Output, _ term: Query.Term, at offset: Int) {
        guard mayWork(output.columns.count * next.columns.count, at: offset) else { return }
        for column in next.columns {
            if let place = output.columns.firstIndex(where: { $0.name.key == column.name.key }) {
                feed(&output.columns[place], column, term)
            } else if term.isByName {
                output.columns.append(column)
            }
        }
        output.open += next.open.filter { !output.open.contains($0) }
        output.certain = min(output.certain, next.certain)
        if let any = next.anyOrigins { output.anyOrigins = merged((output.anyOrigins ?? []) + any) }
    }

    /// What `except` takes away only decides about rows.
    private mutating func feed(_ column: inout OutputColumn, _ other: OutputColumn, _ term: Query.Term) {
        guard mayWork(column.origins.count + other.origins.count, at: column.name.offset) else { return }
        let origins =
            term.join == .except
            ? other.origins.map { Edge(source: $0.source, kinds: $0.kinds.followed(by: .filter)) } : other.origins
        column.origins = merged(column.origins + origins)
    }

    /// `order by` behind a set operator sees places and the result's names only.
    private mutating func order(by expression: Expression, of output: Output) {
        var place: Int?
        if case .ordinal(let number) = expression.shape { place = number - 1 }
        if let path = expression.column, path.count == 1 {
            place = output.columns.firstIndex { $0.name.key == path[0].key }
        }
        guard let place, output.columns.indices.contains(place) else { return }
        influences += output.columns[place].origins.map { Edge(source: $0.source, kinds: $0.kinds.followed(by: .sort)) }
    }
}
