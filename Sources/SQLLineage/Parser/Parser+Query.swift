extension Parser {
    /// Whether a query begins at a place, perhaps in further parentheses.
    func startsQuery(at place: Int) -> Bool {
        var place = place
        while place < end, tokens[place].kind == .openParen { place += 1 }
        guard place < end else { return false }
        switch tokens[place].keyword {
        case .select: return true
        case .with: return place + 1 < end && tokens[place + 1].kind != .openParen
        case .values:
            guard place + 1 < end else { return false }
            let next = tokens[place + 1]
            return next.kind == .openParen || next.keyword == .row || next.kind == .number || next.kind == .string
        case .from: return place + 1 < end && tokens[place + 1].kind != .openParen
        case .table:
            guard place + 1 < end, tokens[place + 1].kind == .word || tokens[place + 1].kind == .quotedName else {
                return false
            }
            // `table t` ends there; `table (…)` is a function's.
            return place + 2 >= end || tokens[place + 2].kind != .openParen
        default: return false
        }
    }

    /// A query with everything that belongs to it. Where none begins, one opaque term.
    mutating func query() -> Query {
        let query = Query()
        query.offset = Int(token().start)
        query.terms = [Query.Term(body: .opaque)]
        deeper(else: ()) { parser in
            query.terms = []
            if parser.isKeyword(.with) { parser.commonTables(&query.tables, &query.isRecursive) }
            parser.terms(of: query)
            parser.queryTail(query)
        }
        return query
    }

    /// `with [recursive] a (x, y) as [not materialized] (…), …`
    mutating func commonTables(_ tables: inout [CommonTable], _ isRecursive: inout Bool) {
        index += 1
        if isKeyword(.function) {
            // Trino's inline functions, which read no table.
            skip(until: {
                $0.keyword == .select || $0.keyword == .with || $0.keyword == .insert || $0.keyword == .values
            })
            guard take(.with) else { return }
        }
        if take(.recursive) { isRecursive = true }
        repeat {
            guard let name = takeAnyName() else {
                findUnexpected("a name")
                return
            }
            let columns = takeNameList()
            // Spark's `with t (a) using …` and Trino's inline functions are skipped up to the parenthesis.
            if !take(.as) { findUnexpected("'as'") }
            _ = take(.not)
            _ = take(.materialized)
            guard kind == .openParen, let close = closer(of: index) else {
                findUnexpected("'('")
                return
            }
            index += 1
            let body = commonTableBody()
            closeParenthesis(close)
            tables.append(CommonTable(name: name, columns: columns, query: body))
            skipSearchAndCycle()
        } while take(.comma)
    }

    private mutating func commonTableBody() -> Query {
        switch keyword {
        case .insert, .update, .delete, .merge:
            let query = Query()
            query.offset = Int(token().start)
            query.terms = [Query.Term(body: .statement(statement()))]
            return query
        default: return query()
        }
    }

    /// `search depth first by a set b`, `cycle a set b using c`.
    private mutating func skipSearchAndCycle() {
        while isWord("search") || isWord("cycle") {
            skip(until: {
                $0.kind == .comma || $0.keyword == .select || $0.keyword == .insert || $0.keyword == .update
                    || $0.keyword == .delete
            })
        }
    }

    private mutating func terms(of query: Query) {
        query.terms.append(Query.Term(body: term()))
        while let join = setOperator() {
            if !take(.all) { _ = take(.distinct) }
            let isByName = take(.by) && take(word: "name")
            // `corresponding`, which aligns by name too.
            let corresponds = take(word: "corresponding")
            query.terms.append(Query.Term(join: join, isByName: isByName || corresponds, body: term()))
        }
    }

    private mutating func setOperator() -> Query.SetOperator? {
        switch keyword {
        case .union: index += 1; return .union
        case .intersect: index += 1; return .intersect
        case .except, .minus: index += 1; return .except
        default: return nil
        }
    }

    private mutating func term() -> Query.Body {
        switch keyword {
        case .select, .from: return .select(select())
        case .values:
            index += 1
            return .values(rows())
        case .table:
            index += 1
            let path = takePath()
            return path.isEmpty ? .opaque : .table(path)
        case .with: return .query(query())
        default: break
        }
        if kind == .openParen, let close = closer(of: index) {
            index += 1
            let inner = query()
            closeParenthesis(close)
            return .query(inner)
        }
        findUnexpected("a query")
        skip(until: { $0.keyword == .union || $0.keyword == .intersect || $0.keyword == .except })
        return .opaque
    }

    /// `(1, 2), row(3, 4), …`
    mutating func rows() -> [[Expression]] {
        var rows: [[Expression]] = []
        repeat {
            _ = take(.row)
            guard kind == .openParen, let close = closer(of: index) else {
                // Trino and Spark take a value alone as a row.
                rows.append([expression()])
                continue
            }
            index += 1
            // A column's origin is the same in every row as a rule; a thousand rows of literals are read for their columns only.
            var row: [Expression] = []
            while index < close {
                let before = index
                row.append(expression())
                if index < close, kind != .comma {
                    if index == before { findUnexpected("a value") } else { findUnexpected("',' or ')'") }
                    skip(until: { $0.kind == .comma })
                    if index == before { index = close }
                }
                _ = take(.comma)
            }
            index = close + 1
            keep(row, in: &rows)
        } while take(.comma)
        return rows
    }

    /// Further rows that read nothing add nothing.
    private func keep(_ row: [Expression], in rows: inout [[Expression]]) {
        if !rows.isEmpty, row.allSatisfy({ $0.operands.isEmpty }), rows[0].count == row.count { return }
        rows.append(row)
    }

    /// `order by`, `limit`, `fetch`, `for update`, in any order and number.
    private mutating func queryTail(_ query: Query) {
        while !isAtEnd {
            switch keyword {
            case .order, .sort, .cluster, .distribute:
                guard isKeyword(.by, 1) else { return }
                index += 2
                query.order += sortItems()
            case .limit, .offset:
                index += 1
                _ = take(.all)
                _ = expression()
                while take(.comma) { _ = expression() }
                _ = take(.by) && expression().operands.isEmpty
                _ = take(.row) || take(.rows)
            case .fetch:
                skip(until: {
                    $0.keyword == .only || $0.keyword == .for || $0.kind == .semicolon
                        || $0.kind == .word && $0.keyword.opensStatement && $0.keyword != .fetch && $0.keyword != .with
                })
                if take(.with) { index = min(index + 1, end) }
                _ = take(.only)
            case .for:
                // `for update of t nowait`, `for share`, `for xml path`.
                skip(until: { $0.keyword == .union || $0.keyword == .order || $0.keyword == .limit })
            case .lock where isKeyword(.in, 1):
                skip(until: { $0.keyword == .union })
            case .into where isWord("outfile", 1) || isWord("dumpfile", 1) || token(1).kind == .parameter:
                skip(until: { $0.keyword == .union })
            default: return
            }
        }
    }

    mutating func sortItems() -> [Expression] {
        var items: [Expression] = []
        repeat {
            items.append(expression(.sort))
            skipDirection()
            if isWord("with"), isWord("fill", 1) { index += 2 }
        } while take(.comma)
        return items
    }
}
