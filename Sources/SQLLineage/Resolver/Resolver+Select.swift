extension Resolver {
    mutating func select(_ select: Select, outer: Scope?, _ tables: TableScope?, order: [Expression]) -> Output {
        let scope = Scope(parent: outer, tables: tables)
        scope.windows = select.windows
        from(select.from, into: scope)
        var output = Output()
        for item in select.items { self.item(item, into: &output, scope) }
        for expression in select.filters { influence(expression, scope) }
        for expression in select.groups { influence(expression, places: output, .groupBy, scope, aliasFirst: false) }
        if select.groupsByAll {
            for column in output.columns where !column.origins.contains(where: { $0.kinds.contains(.aggregation) }) {
                influences += column.origins.map { Edge(source: $0.source, kinds: $0.kinds.followed(by: .groupBy)) }
            }
        }
        for expression in order { influence(expression, places: output, .sort, scope, aliasFirst: true) }
        if let target = select.target { write(output, to: target) }
        return output
    }

    /// `group by 2`, `order by alias`, or an expression.
    private mutating func influence(
        _ expression: Expression, places output: Output, _ kinds: LineageKinds, _ scope: Scope, aliasFirst: Bool
    ) {
        if case .ordinal(let number) = expression.shape {
            guard output.columns.indices.contains(number - 1), number - 1 < output.certain else { return }
            influences += output.columns[number - 1].origins.map { Edge(source: $0.source, kinds: kinds) }
            return
        }
        if aliasFirst, let path = expression.column, path.count == 1,
            let column = output.columns.first(where: { $0.name.key == path[0].key })
        {
            influences += column.origins.map { Edge(source: $0.source, kinds: $0.kinds.followed(by: kinds)) }
            return
        }
        influence(expression, scope)
    }

    /// `select … into t`.
    private mutating func write(_ output: Output, to path: [Name]) {
        guard !path.isEmpty else { return }
        let target = table(path)
        result.addTarget(target)
        for column in output.columns { result.add(target, column.name, column.origins) }
    }

    // MARK: Items

    mutating func item(_ item: SelectItem, into output: inout Output, _ scope: Scope) {
        switch item.content {
        case .star(let star):
            let before = output.columns.count
            self.star(star, into: &output, scope)
            for (place, alias) in item.aliases.enumerated() where before + place < output.certain {
                guard output.columns.indices.contains(before + place) else { break }
                output.columns[before + place].name = alias
            }
        case .value(let value):
            let origins = self.origins(value, scope)
            let name = item.alias ?? impliedName(value, output.columns.count)
            if item.aliases.isEmpty {
                var type: String?
                if let path = value.column { type = self.type(of: path, scope) }
                output.columns.append(OutputColumn(name: name, origins: origins, type: type))
            } else {
                for alias in item.aliases { output.columns.append(OutputColumn(name: alias, origins: origins)) }
            }
            if let alias = item.alias {
                scope.items[alias.key] = origins
                if value.operands.contains(where: { reads($0, alias.key) }) { scope.shadowing.insert(alias.key) }
            }
        }
    }

    private func reads(_ operand: Operand, _ key: String) -> Bool {
        if case .column(let path, _) = operand { path.last?.key == key } else { false }
    }

    /// What the engine calls a value without alias.
    private func impliedName(_ value: Expression, _ place: Int) -> Name {
        if let path = value.column, let last = path.last {
            return Name(key: last.key, text: last.text, offset: value.start)
        }
        switch dialect {
        case .trino:
            // A field keeps its name; anything else is counted.
            return placeName(place, value.start)
        case .postgres:
            let text = value.impliedName ?? "?column?"
            return Name(key: text, text: text, offset: value.start)
        case .spark, .mysql, .doris, .generic:
            let text = text(value.start, value.end)
            return Name(key: folded(text), text: text, offset: value.start)
        }
    }

    private func placeName(_ place: Int, _ offset: Int) -> Name {
        Name(key: "_col\(place)", text: "_col\(place)", offset: offset)
    }

    /// `*` and `t.*`: known columns in order; tables of unknown columns stay open.
    private mutating func star(_ star: Star, into output: inout Output, _ scope: Scope) {
        var relations = scope.relations
        if !star.qualifier.isEmpty {
            guard let relation = relation(star.qualifier[...], scope) else {
                starOfColumn(star, into: &output, scope)
                return
            }
            relations = [relation]
        }
        let width = relations.reduce(0) { $0 + $1.output.columns.count + 1 }
        guard mayWork(width * (1 + star.excluded.count + star.replaced.count + star.renamed.count), at: star.offset)
        else { return }
        var columns: [OutputColumn] = []
        var seen: Set<String> = []
        if star.qualifier.isEmpty {
            columns += scope.merged
            seen = Set(scope.merged.map(\.name.key))
        }
        var open: [Int32] = []
        var isComplete = true
        for relation in relations {
            for column in relation.output.columns where !seen.contains(column.name.key) { columns.append(column) }
            open += relation.output.open
            if !relation.output.isComplete {
                isComplete = false
                // Behind the unknown ones no place is certain.
                output.certain = min(output.certain, output.columns.count + columns.count)
            }
            if let any = relation.output.anyOrigins { output.anyOrigins = merged((output.anyOrigins ?? []) + any) }
        }
        for place in columns.indices where columns[place].name.key.isEmpty {
            columns[place].name = placeName(output.columns.count + place, star.offset)
        }
        apply(star, to: &columns, scope)
        if !isComplete {
            let names = open.map { tables[Int($0)].name.description }
            let whose = names.isEmpty ? "" : ": those of " + names.prefix(5).joined(separator: ", ")
            find(.unknownSchema, "the star stands for columns that are not known\(whose)", at: star.offset)
        }
        output.columns += columns
        output.open += open.filter { !output.open.contains($0) }
    }

    private mutating func apply(_ star: Star, to columns: inout [OutputColumn], _ scope: Scope) {
        for name in star.excluded { columns.removeAll { $0.name.key == name.key } }
        for (name, value) in star.replaced {
            let origins = self.origins(value, scope)
            for place in columns.indices where columns[place].name.key == name.key { columns[place].origins = origins }
        }
        for (from, to) in star.renamed {
            for place in columns.indices where columns[place].name.key == from.key { columns[place].name = to }
        }
    }

    /// `a.*` where `a` is a column that holds a row.
    private mutating func starOfColumn(_ star: Star, into output: inout Output, _ scope: Scope) {
        let origins = lookup(star.qualifier, scope)
        let column = star.qualifier[star.qualifier.count - 1]
        if let type = type(of: star.qualifier, scope), case .row(let parts)? = rowType(type, at: star.offset),
            !parts.isEmpty
        {
            for part in parts {
                let name = Name(key: dialect.storedKey(part.name), text: part.name, offset: star.offset)
                output.columns.append(OutputColumn(name: name, origins: fields(origins, [name]), type: part.type))
            }
            return
        }
        find(.unknownSchema, "the fields of \(column.text) are not known", at: star.offset)
        output.losePlaces()
        output.anyOrigins = merged((output.anyOrigins ?? []) + origins)
    }
}
