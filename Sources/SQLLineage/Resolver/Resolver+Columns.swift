extension Resolver {
    /// What feeds an expression's value.
    mutating func origins(_ expression: Expression, _ scope: Scope) -> [Edge] {
        if expression.operands.isEmpty { return [] }
        return origins(expression.operands, scope)
    }

    mutating func origins(_ operands: [Operand], _ scope: Scope) -> [Edge] {
        var edges: [Edge] = []
        for operand in operands { add(operand, to: &edges, scope) }
        return merged(edges)
    }

    private mutating func add(_ operand: Operand, to edges: inout [Edge], _ scope: Scope) {
        switch operand {
        case .column(let path, let kinds):
            append(lookup(path, scope), kinds, to: &edges, at: path[0].offset)
        case .star(let path, let kinds):
            guard let relation = relation(path[...], scope) else { return }
            append(allOrigins(relation.output), kinds, to: &edges, at: path[0].offset)
        case .query(let query, let kinds):
            let output = self.query(query, outer: scope, scope.tables)
            for column in output.columns { append(column.origins, kinds, to: &edges, at: query.offset) }
        case .existence(let query, let kinds):
            // Whether there are rows hangs on what restricts them.
            let mark = influences.count
            _ = self.query(query, outer: scope, scope.tables)
            let restricting = influences[mark...].map { Edge(source: $0.source, kinds: .identity) }
            append(restricting, kinds, to: &edges, at: query.offset)
        case .window(let name):
            var current: Scope? = scope
            while let some = current {
                if let window = some.windows.first(where: { $0.name.key == name.key }) {
                    // A window may only build on earlier ones; without its own name no text loops here.
                    let parts = window.parts.filter { part in
                        if case .window = part { false } else { true }
                    }
                    edges += origins(parts, some)
                    return
                }
                current = some.parent
            }
        }
    }

    private mutating func append(_ origins: [Edge], _ kinds: LineageKinds, to edges: inout [Edge], at offset: Int) {
        guard mayWork(origins.count, at: offset) else { return }
        for origin in origins { edges.append(Edge(source: origin.source, kinds: origin.kinds.followed(by: kinds))) }
    }

    func allOrigins(_ output: Output) -> [Edge] {
        merged(output.columns.flatMap(\.origins) + (output.anyOrigins ?? []))
    }

    /// Adds what an expression reads to what decides about the statement's rows.
    mutating func influence(_ expression: Expression?, _ scope: Scope) {
        guard let expression, !expression.operands.isEmpty else { return }
        influences += origins(expression, scope)
        if influences.count > 4096 { influences = merged(influences) }
    }

    // MARK: Names

    /// What feeds the column that a dotted name means: `a`, `t.a`, `s.t.a`, each perhaps with fields behind.
    mutating func lookup(_ path: [Name], _ scope: Scope) -> [Edge] {
        guard mayWork(scope.relations.count, at: path[0].offset) else { return [] }
        if path.count > 1 {
            var current: Scope? = scope
            while let some = current {
                var qualifiers = min(path.count - 1, 3)
                while qualifiers > 0 {
                    if let relation = some.relations.first(where: { $0.isNamed(path[..<qualifiers]) }) {
                        return column(path[qualifiers], fields: path[(qualifiers + 1)...], in: relation)
                    }
                    qualifiers -= 1
                }
                current = some.parent
            }
        }
        return unqualified(path, scope)
    }

    /// A column of a relation that the text named.
    private mutating func column(_ name: Name, fields: ArraySlice<Name>, in relation: Relation) -> [Edge] {
        if let column = relation.column(name.key) { return self.fields(column.origins, fields) }
        if let any = relation.output.anyOrigins { return any }
        if relation.output.open.count == 1 {
            let source = openSource(relation.output.open[0], name)
            return [Edge(source: field(source, fields), kinds: .identity)]
        }
        if relation.output.open.isEmpty {
            find(.unknownColumn, "no column \(name.text) is known of \(shown(relation))", at: name.offset)
        } else {
            find(
                .ambiguousColumn, "\(name.text) may be a column of several tables whose columns are not known",
                at: name.offset)
        }
        return []
    }

    private func shown(_ relation: Relation) -> String {
        if let alias = relation.alias { return alias.text }
        return relation.table.map { tables[Int($0)].name.description } ?? "the query it names"
    }

    mutating func fields(_ origins: [Edge], _ fields: ArraySlice<Name>) -> [Edge] {
        guard !fields.isEmpty else { return origins }
        return origins.map { edge in
            // A field of what was computed comes from all of what it was computed of.
            edge.kinds == .identity ? Edge(source: field(edge.source, fields), kinds: .identity) : edge
        }
    }

    /// The type of what a dotted name means, where a schema told it.
    mutating func type(of path: [Name], _ scope: Scope) -> String? {
        var current: Scope? = scope
        while let some = current {
            guard mayWork(some.relations.count / 4, at: path[0].offset) else { return nil }
            for qualifiers in stride(from: min(path.count - 1, 3), to: 0, by: -1) {
                guard let relation = some.relations.first(where: { $0.isNamed(path[..<qualifiers]) }) else { continue }
                return type(path[(qualifiers + 1)...], in: relation.column(path[qualifiers].key)?.type)
            }
            for relation in some.relations {
                if let column = relation.column(path[0].key) { return type(path[1...], in: column.type) }
            }
            current = some.parent
        }
        return nil
    }

    private mutating func type(_ fields: ArraySlice<Name>, in type: String?) -> String? {
        var type = type
        for field in fields {
            guard let text = type, let row = rowType(text, at: field.offset) else { return nil }
            type = row.field(folded(field.text))
        }
        return type
    }

    /// What a type holds; reading it is work, since a type may be longer than the statement.
    mutating func rowType(_ text: String, at offset: Int) -> RowType? {
        mayWork(text.utf8.count / 4, at: offset) ? RowType(text) : nil
    }

    private mutating func unqualified(_ path: [Name], _ scope: Scope) -> [Edge] {
        let name = path[0]
        var current: Scope? = scope
        while let some = current {
            if let edges = known(path, some) { return edges }
            // A relation's name alone is its whole row.
            if path.count == 1, let relation = some.relations.first(where: { $0.alias?.key == name.key }) {
                return row(of: relation, name)
            }
            if let edges = openColumn(path, some) { return edges }
            current = some.parent
        }
        if path.count == 1, let relation = relation(path[...], scope) { return row(of: relation, name) }
        find(.unknownColumn, "no table here has a column \(name.text)", at: name.offset)
        return []
    }

    /// A column that one relation of the scope is known to have.
    private mutating func known(_ path: [Name], _ scope: Scope) -> [Edge]? {
        let name = path[0]
        if let column = scope.merged.first(where: { $0.name.key == name.key }) {
            return fields(column.origins, path[1...])
        }
        var found: OutputColumn?
        for relation in scope.relations {
            guard let column = relation.column(name.key) else { continue }
            if found != nil {
                find(.ambiguousColumn, "several tables here have a column \(name.text)", at: name.offset)
                break
            }
            found = column
        }
        if let found { return fields(found.origins, path[1...]) }
        guard let item = scope.items[name.key] else { return nil }
        // Trino and PostgreSQL know no aliases inside the list, so an open table's column goes first there.
        if scope.shadowing.contains(name.key) || dialect == .trino || dialect == .postgres, !scope.open.isEmpty {
            return nil
        }
        return fields(item, path[1...])
    }

    /// A column that can only be one of tables whose columns nobody knows.
    private mutating func openColumn(_ path: [Name], _ scope: Scope) -> [Edge]? {
        let name = path[0]
        let open = scope.open
        let any = scope.relations.filter { $0.output.anyOrigins != nil }
        guard let first = open.first else {
            guard any.count == 1 else { return any.isEmpty ? nil : merged(any.flatMap { $0.output.anyOrigins ?? [] }) }
            return any[0].output.anyOrigins
        }
        guard open.count == 1, first.output.open.count == 1 else {
            find(
                .ambiguousColumn, "\(name.text) may be a column of several tables whose columns are not known",
                at: name.offset)
            return []
        }
        if scope.relations.count > 1 {
            find(
                .unknownSchema, "\(name.text) is taken for a column of \(shown(first)), whose columns are not known",
                at: name.offset)
        }
        return [Edge(source: field(openSource(first.output.open[0], name), path[1...]), kinds: .identity)]
    }

    private mutating func row(of relation: Relation, _ name: Name) -> [Edge] {
        if !relation.output.open.isEmpty {
            find(.unknownSchema, "the columns of the row \(name.text) are not known", at: name.offset)
        }
        guard mayWork(relation.output.columns.count, at: name.offset) else { return [] }
        return allOrigins(relation.output).map {
            Edge(source: $0.source, kinds: $0.kinds.followed(by: .transformation))
        }
    }

    /// The relation that a name means, here or around.
    func relation(_ path: ArraySlice<Name>, _ scope: Scope) -> Relation? {
        var current: Scope? = scope
        while let some = current {
            if let relation = some.relations.first(where: { $0.isNamed(path) }) { return relation }
            current = some.parent
        }
        return nil
    }
}
