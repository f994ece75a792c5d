extension Resolver {
    /// Adds the relations of a `from` clause to a scope, and what joins them to the influences.
    mutating func from(_ steps: [FromStep], into scope: Scope) {
        for step in steps { self.step(step, into: scope) }
    }

    private mutating func step(_ step: FromStep, into scope: Scope) {
        let before = scope.relations.count
        relation(step.table, into: scope)
        let right = Array(scope.relations[min(before, scope.relations.count)...])
        if step.isNatural { natural(left: scope.relations[..<before], right, scope, at: step.table.offset) }
        for name in step.using { merge(name, left: Array(scope.relations[..<before]), right, scope) }
        influence(step.condition, scope)
        // The right side of a semi join is gone behind its condition.
        if step.isHidden { scope.relations.removeLast(scope.relations.count - before) }
    }

    /// `using (a)`: one column of two, which joins the tables too.
    private mutating func merge(_ name: Name, left: [Relation], _ right: [Relation], _ scope: Scope) {
        guard mayWork(left.count + scope.merged.count, at: name.offset) else { return }
        var edges = scope.merged.first { $0.name.key == name.key }?.origins ?? using(name, left)
        edges += using(name, right)
        edges = merged(edges)
        influences += edges.map { Edge(source: $0.source, kinds: $0.kinds.followed(by: .join)) }
        if let place = scope.merged.firstIndex(where: { $0.name.key == name.key }) {
            scope.merged[place].origins = edges
            return
        }
        let known = (left + right).lazy.compactMap { $0.column(name.key)?.name }.first
        scope.merged.append(OutputColumn(name: known ?? name, origins: edges))
    }

    /// What feeds the column among the relations of one side.
    private mutating func using(_ name: Name, _ relations: [Relation]) -> [Edge] {
        for relation in relations {
            if let column = relation.column(name.key) { return column.origins }
        }
        let open = relations.filter { !$0.output.open.isEmpty }
        if open.count == 1, open[0].output.open.count == 1 {
            return [Edge(source: openSource(open[0].output.open[0], name), kinds: .identity)]
        }
        let any = relations.compactMap(\.output.anyOrigins)
        if open.isEmpty, !any.isEmpty { return any.flatMap { $0 } }
        find(
            open.isEmpty ? .unknownColumn : .ambiguousColumn, "whose column \(name.text) joins here is not known",
            at: name.offset)
        return []
    }

    private mutating func natural(left: ArraySlice<Relation>, _ right: [Relation], _ scope: Scope, at offset: Int) {
        if (left + right).contains(where: { !$0.output.isComplete }) {
            find(.unknownSchema, "which columns a natural join compares is not known", at: offset)
        }
        var names: [Name] = []
        guard mayWork(left.count * right.reduce(0) { $0 + $1.output.columns.count }, at: offset) else { return }
        for relation in right {
            for column in relation.output.columns where left.contains(where: { $0.column(column.name.key) != nil }) {
                names.append(column.name)
            }
        }
        for name in names { merge(name, left: Array(left), right, scope) }
    }

    // MARK: One reference

    private mutating func relation(_ reference: TableReference, into scope: Scope) {
        guard mayWork(4, at: reference.offset) else { return }
        if case .joins(let steps) = reference.content, reference.alias == nil, reference.reshaping == nil {
            from(steps, into: scope)
            return
        }
        let plain = self.plain(reference, scope)
        var output = plain.output
        if let reshaping = reference.reshaping { output = reshaped(plain, reshaping, scope) }
        rename(&output, reference.columnAliases)
        scope.relations.append(
            Relation(output, alias: reference.alias, qualifier: plain.qualifier, table: plain.table))
    }

    /// What a reference is before its alias.
    private mutating func plain(_ reference: TableReference, _ scope: Scope) -> Relation {
        switch reference.content {
        case .named(let path): return named(path, scope.tables)
        case .query(let query):
            // Without `lateral` a query sees what is around the whole `from`, not its neighbours.
            let output = self.query(query, outer: reference.isLateral ? scope : scope.parent, scope.tables)
            return Relation(output, alias: nil)
        case .joins(let steps):
            let inner = Scope(parent: scope.parent, tables: scope.tables)
            from(steps, into: inner)
            var output = Output()
            item(SelectItem(content: .star(Star(qualifier: [], offset: reference.offset))), into: &output, inner)
            return Relation(output, alias: nil)
        case .unnest(let values, let withOrdinality):
            return Relation(unnest(values, reference, withOrdinality: withOrdinality, scope), alias: nil)
        case .function(let path, let arguments, let withOrdinality):
            return Relation(
                function(path, arguments, reference, withOrdinality: withOrdinality, scope), alias: nil,
                qualifier: [path[path.count - 1].key])
        case .columns(let names, let values):
            let origins = computed(values, scope)
            return Relation(Output(columns: names.map { OutputColumn(name: $0, origins: origins) }), alias: nil)
        case .opaque: return Relation(opaque([]), alias: nil)
        }
    }

    private func opaque(_ origins: [Edge]) -> Output {
        var output = Output()
        output.anyOrigins = origins
        output.losePlaces()
        return output
    }

    private mutating func computed(_ values: [Expression], _ scope: Scope) -> [Edge] {
        merged(values.flatMap { origins($0, scope) }).map {
            Edge(source: $0.source, kinds: $0.kinds.followed(by: .transformation))
        }
    }

    /// A common table, or a table that is read.
    mutating func named(_ path: [Name], _ scope: TableScope?) -> Relation {
        guard !path.isEmpty else { return Relation(opaque([]), alias: nil) }
        if path.count == 1, mayWork((scope?.depth ?? 0) / 4, at: path[0].offset),
            let output = TableScope.find(path[0].key, in: scope)
        {
            return Relation(output, alias: nil, qualifier: [path[0].key])
        }
        if path.count == 1, path[0].key == "dual" { return Relation(Output(), alias: nil) }
        if dialect == .trino, let relation = metadataTable(path) { return relation }
        let place = table(path)
        tables[Int(place)].isRead = true
        return relation(of: place)
    }

    /// All columns of a table, or a relation that is open to any.
    func relation(of place: Int32) -> Relation {
        let table = tables[Int(place)]
        var output = Output()
        if let columns = table.columns {
            output.columns = columns
        } else {
            output.open = [place]
            output.losePlaces()
        }
        return Relation(output, alias: nil, qualifier: table.qualifier, table: place)
    }

    /// Trino's `"orders$snapshots"`: rows about a table, which no column of it gives.
    private mutating func metadataTable(_ path: [Name]) -> Relation? {
        let name = path[path.count - 1]
        guard let dollar = name.text.firstIndex(of: "$"), dollar > name.text.startIndex else { return nil }
        var base = path
        let text = String(name.text[..<dollar])
        base[base.count - 1] = Name(key: text, text: text, offset: name.offset)
        let place = table(base)
        tables[Int(place)].isRead = true
        find(
            .opaqueTable, "\(name.text) tells about \(text), and none of its columns is one of that table",
            at: name.offset)
        return Relation(opaque([]), alias: nil, qualifier: path.map(\.key))
    }

    // MARK: Rows out of values

    private mutating func unnest(
        _ values: [Expression], _ reference: TableReference, withOrdinality: Bool, _ scope: Scope
    ) -> Output {
        let each = values.map { computed([$0], scope) }
        let all = merged(each.flatMap { $0 })
        let made = unnested(values, each, scope)
        let aliases = reference.columnAliases
        var output = Output()
        if aliases.isEmpty {
            if let made, dialect == .trino {
                output.columns = made + (withOrdinality ? [OutputColumn(name: unnamed, origins: [])] : [])
                return output
            }
            // PostgreSQL names the column after the alias; a row's fields have names that only types tell.
            if let alias = reference.alias, each.count == 1, dialect != .trino {
                output.columns = [OutputColumn(name: alias, origins: all)]
            }
            output.anyOrigins = all
            output.losePlaces()
            return output
        }
        let wanted = aliases.count - (withOrdinality ? 1 : 0)
        for (place, alias) in aliases.enumerated() {
            let isOrdinal = withOrdinality && place == aliases.count - 1
            if !isOrdinal, let made, made.count == wanted {
                output.columns.append(OutputColumn(name: alias, origins: made[place].origins, type: made[place].type))
                continue
            }
            let origins = isOrdinal ? [] : each.count == wanted ? each[place] : all
            output.columns.append(OutputColumn(name: alias, origins: origins))
        }
        return output
    }

    /// The columns that each value becomes: of an array one, or the fields of its rows, of a map two. `nil` where a type is not known.
    private mutating func unnested(_ values: [Expression], _ origins: [[Edge]], _ scope: Scope) -> [OutputColumn]? {
        var columns: [OutputColumn] = []
        for (value, origins) in zip(values, origins) {
            guard let path = value.column, let type = type(of: path, scope), let row = rowType(type, at: value.start)
            else { return nil }
            switch row {
            case .array(let element):
                if dialect == .trino, case .row(let fields)? = rowType(element, at: value.start), !fields.isEmpty {
                    columns += fields.map { field in
                        let name = Name(key: dialect.storedKey(field.name), text: field.name, offset: value.start)
                        return OutputColumn(name: name, origins: origins, type: field.type)
                    }
                } else {
                    columns.append(OutputColumn(name: unnamed, origins: origins, type: element))
                }
            case .map(let key, let element):
                columns.append(OutputColumn(name: unnamed, origins: origins, type: key))
                columns.append(OutputColumn(name: unnamed, origins: origins, type: element))
            case .row, .scalar: return nil
            }
        }
        return columns
    }

    private mutating func function(
        _ path: [Name], _ arguments: [Expression], _ reference: TableReference, withOrdinality: Bool, _ scope: Scope
    ) -> Output {
        let name = path[path.count - 1]
        let origins = computed(arguments, scope)
        if !rowFunctions.contains(name.key) {
            find(
                .opaqueTable, "what the table function \(name.text) returns is known to the engine alone",
                at: name.offset)
        }
        var output = Output()
        guard reference.columnAliases.isEmpty else {
            for (place, alias) in reference.columnAliases.enumerated() {
                let isOrdinal = withOrdinality && place == reference.columnAliases.count - 1
                output.columns.append(OutputColumn(name: alias, origins: isOrdinal ? [] : origins))
            }
            return output
        }
        output.anyOrigins = origins
        output.losePlaces()
        return output
    }

    private mutating func reshaped(_ relation: Relation, _ reshaping: Reshaping, _ scope: Scope) -> Output {
        let inner = Scope(parent: scope.parent, tables: scope.tables)
        inner.relations = [relation]
        influences += origins(reshaping.decides, inner)
        let reads = origins(reshaping.reads, inner)
        let read = Set(reads.map(\.source))
        var output = Output()
        output.columns = relation.output.columns.filter { column in
            if let kept = reshaping.kept { return kept.contains(column.name.key) }
            return !column.origins.contains { read.contains($0.source) }
        }
        if reshaping.kept == nil { output.open = relation.output.open }
        for (name, parts) in reshaping.columns {
            output.columns.append(OutputColumn(name: name, origins: origins(parts, inner)))
        }
        if relation.output.isComplete || reshaping.kept != nil, reshaping.isComplete { return output }
        output.anyOrigins = reads
        output.losePlaces()
        return output
    }
}

/// A column that has no name until a star gives it one of its place.
private let unnamed = Name(key: "", text: "", offset: 0)

/// Functions that make rows of their arguments and of nothing else.
private let rowFunctions: Set<String> = [
    "unnest", "explode", "explode_outer", "posexplode", "posexplode_outer", "inline", "inline_outer", "stack",
    "json_tuple",
    "parse_url_tuple", "generate_series", "generate_subscripts", "json_each", "json_each_text", "jsonb_each",
    "jsonb_each_text", "json_array_elements", "json_array_elements_text", "jsonb_array_elements",
    "jsonb_array_elements_text", "json_object_keys", "jsonb_object_keys", "json_to_record", "json_to_recordset",
    "jsonb_to_record", "jsonb_to_recordset", "json_populate_record", "json_populate_recordset", "jsonb_populate_record",
    "jsonb_populate_recordset", "jsonb_path_query", "regexp_split_to_table", "regexp_matches", "string_to_table",
    "range", "sequence",
    "flatten", "split_to_table", "string_split", "openjson", "numbers", "explode_split", "explode_bitmap",
    "explode_json_array_int", "explode_json_array_string", "explode_json_array_double", "explode_json_array_json",
    "explode_json_object", "explode_map", "explode_numbers", "explode_split_outer", "variant_explode", "arrayjoin",
    "xmltable",
    "each", "skeys", "svals", "variant_explode_outer",
]
