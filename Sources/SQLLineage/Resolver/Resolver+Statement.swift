extension Resolver {
    /// What a statement returns; what it writes goes into ``result``.
    @discardableResult
    mutating func statement(_ statement: Statement, outer: Scope?, _ tables: TableScope?) -> Output {
        let tables = commonTables(statement.tables, isRecursive: statement.isRecursive, outer: outer, tables)
        let scope = Scope(parent: outer, tables: tables)
        switch statement.body {
        case .none, .use: return Output()
        case .query(let query): return self.query(query, outer: outer, tables)
        case .insert(let inserts):
            for insert in inserts { self.insert(insert, scope) }
        case .update(let update): self.update(update, scope)
        case .delete(let delete): self.delete(delete, scope)
        case .merge(let merge): self.merge(merge, scope)
        case .create(let create): self.create(create, scope)
        case .table(let path):
            if !path.isEmpty { result.addTarget(table(path)) }
        }
        var output = Output()
        for item in statement.returning { self.item(item, into: &output, scope) }
        return output
    }

    /// A column of a table that is written, spelled as its schema does.
    private func column(_ name: Name, of target: Int32) -> Name {
        tables[Int(target)].columns?.first { $0.name.key == name.key }?.name ?? name
    }

    private mutating func write(_ name: Name, of target: Int32, _ origins: [Edge]) {
        guard mayWork(origins.count + 1 + (tables[Int(target)].columns?.count ?? 0) / 8, at: name.offset) else {
            return
        }
        result.add(target, column(name, of: target), origins)
    }

    /// - Parameter isJoint: Whether a qualifier may name another table that is written too.
    private mutating func assign(_ assignments: [Assignment], to target: Int32, _ scope: Scope, isJoint: Bool = false) {
        for assignment in assignments {
            if assignment.targets.count > 1, assignment.values.count == 1 {
                assignRow(assignment, to: target, scope)
                continue
            }
            for (path, value) in zip(assignment.targets, assignment.values) {
                let origins = self.origins(value, scope)
                guard let name = assigned(path, target) else { continue }
                write(name, of: isJoint ? owner(of: path, scope) ?? target : target, origins)
            }
        }
    }

    /// `(a, b) = (select …)`: each column of the query feeds one.
    private mutating func assignRow(_ assignment: Assignment, to target: Int32, _ scope: Scope) {
        guard case .query(let query, _)? = assignment.values[0].operands.first else {
            let origins = self.origins(assignment.values[0], scope)
            for path in assignment.targets { write(path[path.count - 1], of: target, origins) }
            return
        }
        let output = self.query(query, outer: scope, scope.tables)
        for (place, path) in assignment.targets.enumerated() {
            let isKnown = place < output.columns.count && place < output.certain
            write(path[path.count - 1], of: target, isKnown ? output.columns[place].origins : [])
        }
    }

    /// The column that `t.a`, `a` or `a.field` on the left of `=` means.
    private func assigned(_ path: [Name], _ target: Int32) -> Name? {
        guard path.count > 1 else { return path.first }
        if let columns = tables[Int(target)].columns {
            for name in path where columns.contains(where: { $0.name.key == name.key }) { return name }
        }
        return path.last
    }

    /// MySQL updates several tables at once: the qualifier tells which.
    private func owner(of path: [Name], _ scope: Scope) -> Int32? {
        guard path.count > 1 else { return nil }
        return scope.relations.first { $0.isNamed(path[..<(path.count - 1)]) }?.table
    }

    // MARK: Insert

    private mutating func insert(_ insert: Insert, _ scope: Scope) {
        var output = Output()
        if let source = insert.source { output = query(source, outer: scope.parent, scope.tables) }
        if insert.writesFile {
            for column in output.columns { result.add(nil, column.name, column.origins) }
            return
        }
        guard !insert.target.isEmpty else { return }
        let target = table(insert.target)
        result.addTarget(target)
        let written = relation(of: target)
        written.alias = insert.conflict.isEmpty ? insert.alias : nil
        scope.relations.append(written)
        assign(insert.assignments, to: target, scope)
        let columns = insert.source == nil ? [] : insertColumns(insert, output, target)
        for (name, origins) in columns { write(name, of: target, origins) }
        if insert.conflict.isEmpty { influence(insert.conflictFilter, scope) }
        if !insert.conflict.isEmpty { conflict(insert, columns, target, written, scope) }
    }

    /// The target's columns beside what feeds them.
    private mutating func insertColumns(_ insert: Insert, _ output: Output, _ target: Int32) -> [(Name, [Edge])] {
        if insert.isByName { return output.columns.map { ($0.name, $0.origins) } }
        var names = insert.columns
        let offset = insert.target[insert.target.count - 1].offset
        if names.isEmpty {
            guard let columns = tables[Int(target)].columns else {
                if !output.columns.isEmpty {
                    find(
                        .unknownTargetSchema,
                        "the columns of \(tables[Int(target)].name) are not known; those of the query give the names",
                        at: offset)
                }
                return output.columns.map { ($0.name, $0.origins) }
            }
            let fixed = Set(insert.fixedPartition.map(\.key))
            let dynamic = insert.dynamicPartition.map(\.key)
            names =
                columns.map(\.name).filter { !fixed.contains($0.key) && !dynamic.contains($0.key) }
                + insert.dynamicPartition
        } else {
            names += insert.dynamicPartition.filter { name in !insert.columns.contains { $0.key == name.key } }
        }
        if output.isComplete,
            output.columns.count > names.count || output.columns.count < names.count && insert.hasColumnList
        {
            find(.columnCount, "\(output.columns.count) values for \(names.count) columns", at: offset)
        }
        let width = min(names.count, output.columns.count, output.certain)
        return (0..<width).map { (names[$0], output.columns[$0].origins) }
    }

    /// `on conflict do update`, `on duplicate key update`: the row that could not be inserted is `excluded`, or has the alias.
    private mutating func conflict(
        _ insert: Insert, _ columns: [(Name, [Edge])], _ target: Int32, _ written: Relation, _ scope: Scope
    ) {
        var row = Output(columns: columns.map { OutputColumn(name: $0.0, origins: $0.1) })
        row.anyOrigins = []
        let excluded = Name(key: "excluded", text: "excluded", offset: 0)
        if dialect == .mysql || dialect == .doris, let alias = insert.alias {
            scope.relations.append(Relation(row, alias: alias))
        } else {
            written.alias = insert.alias
        }
        let inner = Scope(parent: Scope(parent: nil, tables: scope.tables), tables: scope.tables)
        inner.relations = scope.relations
        inner.parent?.relations = [Relation(row, alias: excluded)]
        assign(insert.conflict, to: target, inner)
        influence(insert.conflictFilter, inner)
    }

    // MARK: Update and delete

    private mutating func update(_ update: Update, _ scope: Scope) {
        let target = written([update.target] + update.from, first: update.target.table, scope)
        assign(update.assignments, to: target, scope, isJoint: true)
        // What was not qualified is the first table's, but only what is assigned is written.
        let owners = update.assignments.flatMap(\.targets).map { owner(of: $0, scope) ?? target }
        for owner in owners.isEmpty ? [target] : owners { result.addTarget(owner) }
        influence(update.filter, scope)
        for expression in update.order { influence(expression, scope) }
        readIfUsed(result.targets, counting: influences)
    }

    /// Puts all tables of an update or delete into the scope; the place of the one that is written.
    private mutating func written(_ steps: [FromStep], first: TableReference, _ scope: Scope) -> Int32 {
        guard case .named(let path) = first.content else {
            from(steps, into: scope)
            return scope.relations.first { $0.table != nil }?.table
                ?? table([Name(key: "", text: "?", offset: first.offset)])
        }
        let further = Array(steps.dropFirst())
        // SQL Server names an alias of `from`: `update x set … from t x`.
        let isAlias = path.count == 1 && further.contains { $0.table.alias?.key == path[0].key }
        if isAlias {
            from(further, into: scope)
            if let place = scope.relations.first(where: { $0.alias?.key == path[0].key })?.table { return place }
        }
        let isCommonTable = path.count == 1 && TableScope.find(path[0].key, in: scope.tables) != nil
        guard !isCommonTable else {
            from(steps, into: scope)
            return table(path)
        }
        let place = table(path)
        let relation = relation(of: place)
        relation.alias = first.alias
        scope.relations.append(relation)
        // Its own condition is read with all tables in reach.
        from(further, into: scope)
        return place
    }

    private mutating func delete(_ delete: Delete, _ scope: Scope) {
        guard let first = delete.target else { return }
        let target = written([first] + delete.from, first: first.table, scope)
        if delete.targets.isEmpty {
            result.addTarget(target)
        } else {
            for path in delete.targets {
                let place = scope.relations.first { $0.isNamed(path[...]) }?.table ?? table(path)
                result.addTarget(place)
                // Rows that go feed nothing, unless another name of the table reads it too.
                if scope.relations.count(where: { $0.table == place }) < 2 { tables[Int(place)].isRead = false }
            }
        }
        influence(delete.filter, scope)
    }

    /// A table that is written is read too where its own columns count.
    private mutating func readIfUsed(_ targets: [Int32], counting influences: [Edge]) {
        let used = Set((influences + result.columns.flatMap(\.origins)).map { sources[Int($0.source)].table })
        for target in targets where used.contains(target) { tables[Int(target)].isRead = true }
    }

    // MARK: Merge

    private mutating func merge(_ merge: Merge, _ scope: Scope) {
        let target = written([FromStep(table: merge.target)], first: merge.target, scope)
        result.addTarget(target)
        from([FromStep(table: merge.source)], into: scope)
        let source = scope.relations.last?.output ?? Output()
        influence(merge.condition, scope)
        for action in merge.actions {
            influence(action.condition, scope)
            if action.isStar {
                star(from: source, to: target, at: merge.source.offset)
            } else {
                assign(action.assignments, to: target, scope)
                insert(action, into: target, scope, at: merge.target.offset)
            }
        }
        readIfUsed([target], counting: [])
    }

    /// `update set *`, `insert *`: the source's columns, by name.
    private mutating func star(from source: Output, to target: Int32, at offset: Int) {
        if !source.isComplete, let columns = tables[Int(target)].columns, source.open.count == 1 {
            for column in columns {
                write(
                    column.name, of: target, [Edge(source: openSource(source.open[0], column.name), kinds: .identity)])
            }
            return
        }
        if !source.isComplete {
            find(.unknownSchema, "the star stands for columns of the source that are not known", at: offset)
        }
        for column in source.columns {
            if let known = tables[Int(target)].columns, !known.contains(where: { $0.name.key == column.name.key }) {
                continue
            }
            write(column.name, of: target, column.origins)
        }
    }

    private mutating func insert(_ action: Merge.Action, into target: Int32, _ scope: Scope, at offset: Int) {
        guard action.isInsert, !action.values.isEmpty else { return }
        var names = action.columns
        if names.isEmpty {
            names = tables[Int(target)].columns?.map(\.name) ?? []
            if names.isEmpty {
                find(.unknownTargetSchema, "the columns of \(tables[Int(target)].name) are not known", at: offset)
            }
        }
        for (name, value) in zip(names, action.values) { write(name, of: target, origins(value, scope)) }
    }

    // MARK: Create

    private mutating func create(_ create: Create, _ scope: Scope) {
        guard !create.name.isEmpty else { return }
        let target = names.complete(create.name, dialect)
        var made: [SQLColumn]?
        if let source = create.source {
            var output = query(source, outer: scope.parent, scope.tables)
            rename(&output, create.columns)
            // Looked up behind its query: `create or replace t as select … from t` reads what was there before.
            let place = table(create.name)
            result.addTarget(place)
            var places = [place]
            if let path = create.destination, !path.isEmpty {
                places.append(table(path))
                result.addTarget(places[1])
            }
            for place in places {
                for column in output.columns { result.add(place, column.name, column.origins) }
            }
            if output.isComplete { made = output.columns.map { SQLColumn($0.name.text, type: $0.type) } }
        } else {
            let place = table(create.name)
            result.addTarget(place)
            made = create.columns.map { SQLColumn($0.text) }
            if let like = create.like, !like.isEmpty {
                // No rows move, so the model is no source.
                made = tables[Int(table(like))].columns?.map { SQLColumn($0.name.text, type: $0.type) } ?? made
            }
        }
        if let made, !made.isEmpty { session[target] = SQLTable(target, columns: made) }
    }
}
