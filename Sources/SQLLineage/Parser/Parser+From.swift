extension Parser {
    /// Table references with everything that joins them: a loop, so that a thousand joins need no stack.
    mutating func fromSteps() -> [FromStep] {
        var steps: [FromStep] = []
        steps.append(FromStep(table: tableReference()))
        while !isAtEnd {
            if take(.comma) {
                steps.append(FromStep(table: tableReference()))
                continue
            }
            if isKeyword(.lateral), isKeyword(.view, 1) {
                steps.append(lateralView())
                continue
            }
            guard var step = joinWords() else { return steps }
            step.table = tableReference()
            if step.isLateral { step.table.isLateral = true }
            joinCondition(&step, steps: &steps)
            steps.append(step)
        }
        return steps
    }

    /// `left outer join` and its kind; `nil`, with nothing taken, where no join stands.
    private mutating func joinWords() -> FromStep? {
        var ahead = 0
        var isNatural = false
        var isHidden = false
        var isLateral = false
        scan: while true {
            let token = token(ahead)
            switch token.keyword {
            case .natural:
                isNatural = true
                ahead += 1
            case .semi, .anti:
                isHidden = true
                ahead += 1
            case .inner, .cross, .left, .right, .full, .outer, .global, .any, .all, .asof:
                ahead += 1
            case .join, .straight_join:
                ahead += 1
                break scan
            default:
                // `cross apply`, and hints between the words (`inner hash join`).
                if ahead > 0, isWord("apply", ahead) {
                    ahead += 1
                    isLateral = true
                    break scan
                }
                if ahead > 0, isWord("hash", ahead) || isWord("loop", ahead) || isKeyword(.merge, ahead),
                    isKeyword(.join, ahead + 1)
                {
                    ahead += 1
                    continue
                }
                // `array join`, of ClickHouse.
                if isKeyword(.array, ahead), isKeyword(.join, ahead + 1) {
                    ahead += 2
                    break scan
                }
                return nil
            }
        }
        index += ahead
        // Doris: `join [shuffle] t`.
        if kind == .openBracket { skip() }
        return FromStep(
            table: TableReference(.opaque, offset: Int(token().start)), isNatural: isNatural, isHidden: isHidden,
            isLateral: isLateral)
    }

    private mutating func joinCondition(_ step: inout FromStep, steps: inout [FromStep]) {
        // `a join b join c on … on …`: the further `on` belongs to the join before; it only joins.
        while true {
            if isKeyword(.using), token(1).kind == .openParen {
                index += 1
                step.using += takeNameList()
                // PostgreSQL's `using (a) as j`.
                if isKeyword(.as), token(1).kind == .word || token(1).kind == .quotedName { index += 2 }
            } else if isKeyword(.on), !isKeyword(.conflict, 1), !isKeyword(.duplicate, 1) {
                index += 1
                let condition = expression(.join)
                if step.condition == nil {
                    step.condition = condition
                } else {
                    step.condition?.operands += condition.operands
                }
            } else {
                return
            }
        }
    }

    // MARK: One table reference

    mutating func tableReference() -> TableReference {
        let offset = Int(token().start)
        let start = index
        let reference = deeper(else: TableReference(.opaque, offset: offset)) { $0.bareReference(offset) }
        if index == start, kind == .openParen { skip() }
        if reference.alias == nil { behindReference(reference) }
        return reference
    }

    private mutating func bareReference(_ offset: Int) -> TableReference {
        let isLateral = take(.lateral)
        if isKeyword(.only), token(1).kind != .dot { index += 1 }
        let reference = unaliased(offset)
        if isLateral { reference.isLateral = true }
        return reference
    }

    private mutating func unaliased(_ offset: Int) -> TableReference {
        switch kind {
        case .openParen: return parenthesisedReference(offset)
        case .word where isKeyword(.unnest) && token(1).kind == .openParen:
            index += 1
            let arguments = callArguments()
            return TableReference(.unnest(arguments, withOrdinality: takeOrdinality()), offset: offset)
        case .word where isKeyword(.table) && token(1).kind == .openParen: return tableFunction(offset)
        case .word where isWord("stream") && token(1).kind == .openParen: return tableFunction(offset)
        case .word where isKeyword(.json_table) || isKeyword(.xmltable): return columnsFunction(offset)
        case .word where isKeyword(.values):
            let query = Query()
            query.offset = offset
            index += 1
            query.terms = [Query.Term(body: .values(rows()))]
            return TableReference(.query(query), offset: offset)
        case .word where isWord("rows") && isKeyword(.from, 1): break
        case .parameter, .string, .number:
            // A template or a file's name: a table that only its writer knows.
            if let path = templatePath() {
                index += 1
                return TableReference(.named(path), offset: offset)
            }
            find(.opaqueTable, "\(shown(token())) stands for a table that the text does not name")
            index += 1
            return TableReference(.opaque, offset: offset)
        default: break
        }
        if isNext(.rows, .from), token(2).kind == .openParen {
            index += 2
            let arguments = callArguments()
            return TableReference(.unnest(arguments, withOrdinality: takeOrdinality()), offset: offset)
        }
        let path = takePath()
        guard !path.isEmpty else {
            findUnexpected("a table")
            return TableReference(.opaque, offset: offset)
        }
        if kind == .openParen {
            let arguments = callArguments()
            return TableReference(.function(path, arguments, withOrdinality: takeOrdinality()), offset: offset)
        }
        // `t *`, PostgreSQL's old way of naming the children too.
        if kind == .star { index += 1 }
        // A path's `@branch`, SQLite's `indexed by`, Oracle's `t@link`.
        if kind == .parameter, bytes[Int(token().start)] == UInt8(ascii: "@") { index += 1 }
        return TableReference(.named(path), offset: offset)
    }

    /// dbt's `{{ ref('a') }}` and `{{ source('s', 'a') }}`: the names in quotes are those of tables as a rule.
    private mutating func templatePath() -> [Name]? {
        let token = token()
        guard token.kind == .parameter, bytes[Int(token.start)] == UInt8(ascii: "{") else { return nil }
        let words = bytes[token.range].split(whereSeparator: { $0 == 0x7B || $0 == 0x7D || $0 == 0x20 || $0 == 0x28 })
        guard let first = words.first.map({ String(decoding: $0, as: UTF8.self) }), first == "ref" || first == "source"
        else {
            return nil
        }
        let parts = bytes[token.range].split(omittingEmptySubsequences: false) {
            $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "\"")
        }
        let names = parts.enumerated().filter { $0.offset % 2 == 1 }.map { String(decoding: $0.element, as: UTF8.self) }
        guard !names.isEmpty, names.count <= 3 else { return nil }
        find(.opaqueTable, "a template names the table; its schema is the default one")
        let wanted = first == "ref" ? Array(names.suffix(1)) : names
        return wanted.map { Name(key: dialect.key($0, isQuoted: true), text: $0, offset: Int(token.start)) }
    }

    private mutating func takeOrdinality() -> Bool {
        guard isKeyword(.with), isKeyword(.ordinality, 1) || isWord("offset", 1) else { return false }
        index += 2
        return true
    }

    /// The arguments of a function that returns rows; the place is at the parenthesis.
    private mutating func callArguments() -> [Expression] {
        guard let close = closer(of: index) else {
            find(.openParenthesis, "this parenthesis is never closed")
            index = end
            return []
        }
        index += 1
        var arguments: [Expression] = []
        while index < close {
            let before = index
            if let query = tableArgument(close) {
                var argument = Expression()
                argument.operands = [.query(query, .transformation)]
                arguments.append(argument)
            } else {
                var argument = expression()
                // The words between the arguments of `substring(… from …)` and the like.
                if index < close, kind != .comma {
                    let mark = operands.count
                    argumentWords(close)
                    argument.operands += operands[mark...]
                    operands.removeLast(operands.count - mark)
                    argument.shape = .other
                }
                arguments.append(argument)
            }
            if index < close, !take(.comma), index == before { skip() }
        }
        index = close + 1
        return arguments
    }

    /// A query as argument, `table(t)` or `table(select …)`, perhaps with a name and an arrow in front.
    private mutating func tableArgument(_ close: Int) -> Query? {
        if kind != .openParen, startsQuery(at: index) { return query() }
        let ahead = token(1).kind == .fatArrow ? 2 : 0
        guard isKeyword(.table, ahead), token(ahead + 1).kind == .openParen, let inner = closer(of: index + ahead + 1)
        else {
            return nil
        }
        index += ahead + 2
        let table: Query
        if startsQuery(at: index) {
            table = query()
        } else {
            table = Query()
            table.offset = Int(token().start)
            table.terms = [Query.Term(body: .table(takePath()))]
        }
        index = inner + 1
        // `table(t) partition by a order by b`
        skip(until: { $0.kind == .comma })
        return table
    }

    /// `(query)`, or joins in parentheses, as Trino prints views.
    private mutating func parenthesisedReference(_ offset: Int) -> TableReference {
        guard let close = closer(of: index) else {
            find(.openParenthesis, "this parenthesis is never closed")
            index += 1
            return unaliasedOnce(offset)
        }
        let content: TableReference.Content
        if holdsQuery(index) {
            index += 1
            content = .query(query())
        } else {
            index += 1
            content = .joins(fromSteps())
        }
        closeParenthesis(close)
        return TableReference(content, offset: offset)
    }

    /// Behind a parenthesis that nothing closes: what it seems to hold.
    private mutating func unaliasedOnce(_ offset: Int) -> TableReference {
        if startsQuery(at: index) { return TableReference(.query(query()), offset: offset) }
        return TableReference(.joins(fromSteps()), offset: offset)
    }

    /// Whether the parenthesis holds one query, and not `((select …) a join b)`: what follows the inner one tells.
    func holdsQuery(_ place: Int) -> Bool {
        var place = place
        while place + 1 < end, tokens[place + 1].kind == .openParen {
            guard startsQuery(at: place + 1), let inner = closer(of: place + 1) else { return false }
            let next = inner + 1 < end ? tokens[inner + 1] : Token(.end, 0, 0)
            switch next.keyword {
            case .union, .intersect, .except, .minus, .order, .limit, .offset, .fetch: return true
            default: if next.kind != .closeParen { return false }
            }
            place += 1
        }
        return startsQuery(at: place + 1) && !isInsertedValue(place + 1)
    }

    /// MySQL's `values(a)` behind `on duplicate key update`, which is a value and no query.
    private func isInsertedValue(_ place: Int) -> Bool {
        guard dialect == .mysql || dialect == .doris, place + 2 < end, tokens[place].keyword == .values else {
            return false
        }
        let inside = tokens[place + 2].kind
        return (inside == .word || inside == .quotedName) && closer(of: place + 1) == place + 3
    }

    /// `table(f(…))`: what it returns is known to the engine alone, but a named column stays a column.
    private mutating func tableFunction(_ offset: Int) -> TableReference {
        index += 1
        guard let close = closer(of: index) else {
            index += 1
            return TableReference(.opaque, offset: offset)
        }
        index += 1
        let inside = tokens[index..<close]
        let isTable = inside.allSatisfy { $0.kind == .word || $0.kind == .quotedName || $0.kind == .dot }
        if isTable, !inside.isEmpty {
            // `table(t)`, a function's table argument.
            let path = takePath()
            index = close + 1
            return TableReference(.named(path), offset: offset)
        }
        let path = takePath()
        if kind == .openParen, !path.isEmpty {
            let arguments = callArguments()
            index = close + 1
            return TableReference(.function(path, arguments, withOrdinality: false), offset: offset)
        }
        index = close + 1
        return TableReference(.opaque, offset: offset)
    }

    /// `json_table(a, '$' columns (x int path '$.x', nested path '$.y' columns (z int path '$')))`.
    private mutating func columnsFunction(_ offset: Int) -> TableReference {
        index += 1
        guard kind == .openParen, let close = closer(of: index) else { return TableReference(.opaque, offset: offset) }
        index += 1
        var names: [Name] = []
        var values: [Expression] = []
        while index < close {
            let before = index
            if take(.columns) {
                columnDefinitions(&names, close)
            } else if isKeyword(.as) {
                // A path's name.
                index = min(index + 2, close)
            } else if kind == .comma || isWord("passing") || isKeyword(.by) || isKeyword(.value) {
                index += 1
            } else {
                values.append(expression())
            }
            if index == before { skip() }
        }
        index = close + 1
        return TableReference(.columns(names, from: values), offset: offset)
    }

    private mutating func columnDefinitions(_ names: inout [Name], _ close: Int) {
        let isListed = kind == .openParen
        let last = isListed ? closer(of: index) ?? close : close
        if isListed { index += 1 }
        while index < last {
            if take(.nested) {
                _ = take(.path)
                if kind == .string { index += 1 }
                if isKeyword(.as) { index += 2 }
                if take(.columns) { deeper(else: ()) { $0.columnDefinitions(&names, last) } }
            } else if let name = takeAnyName() {
                names.append(name)
                skip(until: { $0.kind == .comma })
            }
            if index < last, !take(.comma) { skip() }
        }
        index = isListed ? last + 1 : last
    }

    /// `lateral view [outer] explode(a) t as x, y`, of Hive, Spark and Doris.
    mutating func lateralView() -> FromStep {
        let offset = Int(token().start)
        index += 2
        _ = take(.outer)
        let path = takePath()
        let arguments = kind == .openParen ? callArguments() : []
        if path.isEmpty { findUnexpected("a function") }
        let content = path.isEmpty ? .opaque : TableReference.Content.function(path, arguments, withOrdinality: false)
        let reference = TableReference(content, offset: offset)
        reference.isLateral = true
        if !isKeyword(.as), !isKeyword(.lateral) { reference.alias = takeName() }
        if take(.as) {
            if kind == .openParen {
                reference.columnAliases = takeNameList()
            } else {
                repeat {
                    if let name = takeAnyName() { reference.columnAliases.append(name) }
                } while kind == .comma && token(1).kind != .openParen && take(.comma)
            }
        }
        return FromStep(table: reference)
    }
}
