extension Parser {
    /// `select …`, or Hive's `from … select …`, up to what belongs to the query around.
    mutating func select() -> Select {
        let select = Select()
        if isKeyword(.from) {
            // Hive and DuckDB put `from` first; without `select` it is `select *`.
            let offset = Int(token().start)
            index += 1
            select.from = fromSteps()
            if !isKeyword(.select) { select.items = [SelectItem(content: .star(Star(qualifier: [], offset: offset)))] }
        }
        if take(.select) { selectHead(select) }
        clauses(of: select)
        return select
    }

    private mutating func selectHead(_ select: Select) {
        quantifiers(select)
        // PostgreSQL lets the list be empty.
        if isKeyword(.from) || isAtEnd || kind == .closeParen { return }
        repeat {
            if isKeyword(.from) { break }
            select.items.append(selectItem())
        } while take(.comma)
    }

    /// `distinct on (a)`, `all`, `top 10 percent`, MySQL's `sql_…` words.
    private mutating func quantifiers(_ select: Select) {
        while true {
            switch keyword {
            case .all, .straight_join: index += 1
            case .distinct:
                index += 1
                if take(.on), kind == .openParen { select.groups.append(expression(.groupBy)) }
            case .top where token(1).kind == .number || token(1).kind == .openParen:
                index += 1
                skip()
                _ = take(.percent)
                if take(.with) { index = min(index + 1, end) }
            default:
                if isWord("sql_calc_found_rows") || isWord("sql_no_cache") || isWord("sql_cache")
                    || isWord("high_priority")
                {
                    index += 1
                    continue
                }
                if isWord("as"), isWord("struct", 1) || isKeyword(.value, 1) {
                    index += 2
                    continue
                }
                return
            }
        }
    }

    mutating func selectItem() -> SelectItem {
        if let star = star() {
            var item = SelectItem(content: .star(star))
            if isKeyword(.as), token(1).kind == .openParen {
                index += 1
                item.aliases = takeNameList()
            }
            return item
        }
        var item = SelectItem(content: .value(.init()))
        let before = index
        // `alias = value`, as SQL Server may write it.
        item.content = .value(expression())
        if index == before {
            findUnexpected("a value")
            skip(until: isItemEnd)
            return item
        }
        takeItemAlias(&item)
        if !isAtEnd, !isItemEnd(token()), kind != .closeParen {
            findUnexpected("',' or the next clause")
            skip(until: isItemEnd)
        }
        return item
    }

    private mutating func takeItemAlias(_ item: inout SelectItem) {
        // Hive's `transform (a) using 'script' as (b)`.
        if isKeyword(.using), token(1).kind == .string { index += 2 }
        if take(.as) {
            if kind == .openParen {
                item.aliases = takeNameList()
            } else if kind == .string {
                item.alias = stringAlias()
            } else {
                item.alias = takeAnyName()
                // Databricks' and BigQuery's collated or typed aliases have no further words.
            }
        } else if kind == .string, dialect.doubleQuoteIsString {
            item.alias = stringAlias()
        } else {
            item.alias = takeName()
        }
    }

    private mutating func stringAlias() -> Name {
        let token = token()
        index += 1
        let text = dialect.shown(rawText(token), isQuoted: true)
        return Name(key: dialect.key(text, isQuoted: true), text: text, offset: Int(token.start))
    }

    /// `*`, `t.*` with `except`, `replace` and `rename`; `nil`, with nothing taken, where none stands.
    private mutating func star() -> Star? {
        var ahead = 0
        while token(ahead).kind == .word || token(ahead).kind == .quotedName, token(ahead + 1).kind == .dot {
            ahead += 2
        }
        guard token(ahead).kind == .star else { return nil }
        switch token(ahead + 1).kind {
        case .comma, .end, .closeParen, .semicolon, .openBrace: break
        case .word: if ahead == 0, !isStarEnd(token(1)) { return nil }
        default: return nil
        }
        var star = Star(qualifier: [], offset: Int(token().start))
        while kind != .star {
            if let name = takeAnyName() { star.qualifier.append(name) }
            index += 1
        }
        index += 1
        starOptions(&star)
        return star
    }

    private func isStarEnd(_ token: Token) -> Bool {
        token.keyword.opensClause || token.keyword == .exclude || token.keyword == .replace || token.keyword == .rename
            || token.keyword == .lateral || token.keyword == .for || token.keyword == .not || isItemEnd(token)
    }

    private mutating func starOptions(_ star: inout Star) {
        while true {
            switch keyword {
            case .except, .exclude:
                if kind == .word, token(1).kind == .openParen, !startsQuery(at: index + 1) {
                    index += 1
                    star.excluded += takeNameList()
                } else if isKeyword(.exclude) {
                    index += 1
                    if let name = takeName() { star.excluded.append(name) }
                } else {
                    return
                }
            case .replace where token(1).kind == .openParen && closer(of: index + 1) != nil:
                index += 1
                replacements(&star)
            case .rename where token(1).kind == .openParen && closer(of: index + 1) != nil:
                index += 1
                renames(&star)
            default: return
            }
        }
    }

    private mutating func replacements(_ star: inout Star) {
        guard let close = closer(of: index) else { return }
        index += 1
        while index < close {
            let value = expression()
            _ = take(.as)
            if let name = takeAnyName() { star.replaced.append((name, value)) }
            if index < close, !take(.comma) { skip() }
        }
        index = close + 1
    }

    private mutating func renames(_ star: inout Star) {
        guard let close = closer(of: index) else { return }
        index += 1
        while index < close {
            if let from = takeAnyName(), take(.as), let to = takeAnyName() { star.renamed.append((from, to)) }
            if index < close, !take(.comma) { skip() }
        }
        index = close + 1
    }

    // MARK: Clauses

    private mutating func clauses(of select: Select) {
        while !isAtEnd {
            switch keyword {
            case .from:
                index += 1
                select.from += fromSteps()
            case .into:
                if isWord("outfile", 1) || isWord("dumpfile", 1) { return }
                index += 1
                // MySQL's variables.
                if kind == .parameter {
                    while kind == .parameter || kind == .comma { index += 1 }
                    continue
                }
                while isKeyword(.temp) || isKeyword(.temporary) || isKeyword(.unlogged) || isKeyword(.table)
                    || isWord("strict")
                {
                    index += 1
                }
                select.target = takePath()
            case .lateral where isKeyword(.view, 1): select.from.append(lateralView())
            case .where, .having, .qualify:
                index += 1
                select.filters.append(expression(.filter))
            case .start where isKeyword(.with, 1):
                index += 2
                select.filters.append(expression(.filter))
            case .connect where isKeyword(.by, 1):
                index += 2
                _ = take(word: "nocycle")
                select.filters.append(expression(.filter))
            case .group where isKeyword(.by, 1):
                index += 2
                groupItems(select)
            case .window where token(1).kind != .dot && token(1).kind != .openParen: windowClause(select)
            case .none where isWord("prewhere"):
                index += 1
                select.filters.append(expression(.filter))
            default: return
            }
            recoverToClause()
        }
    }

    /// Skips what a clause left over, up to the next one.
    private mutating func recoverToClause() {
        guard !isAtEnd, kind != .closeParen, kind != .semicolon, !isItemEnd(token()), !isKeyword(.start),
            !isKeyword(.connect), !isKeyword(.select), !isWord("prewhere")
        else {
            return
        }
        if kind == .word, keyword.opensStatement || keyword == .when { return }
        if isWord("settings") || isWord("option") || isWord("nowait") || isWord("emit") {
            skip(until: isItemEnd)
            return
        }
        findUnexpected("the next clause")
        skip(until: { isItemEnd($0) && $0.kind != .comma })
    }

    /// Columns, places, `rollup`, `cube`, `grouping sets`: all of them group.
    private mutating func groupItems(_ select: Select) {
        if isKeyword(.all) || isKeyword(.distinct), token(1).kind != .comma, token(1).kind != .dot {
            select.groupsByAll = isKeyword(.all)
            index += 1
        }
        let isWindow = isKeyword(.window) && token(1).kind == .openParen
        if isItemEnd(token()) && !isWindow || isAtEnd || kind == .closeParen { return }
        repeat {
            switch keyword {
            case .grouping where isKeyword(.sets, 1):
                index += 2
                select.groups.append(expression(.groupBy))
            default:
                select.groups.append(expression(.groupBy))
                skipDirection()
            }
        } while take(.comma)
        // MySQL's `with rollup`, Hive's `with cube`.
        if isKeyword(.with), isWord("rollup", 1) || isWord("cube", 1) || isWord("totals", 1) { index += 2 }
        if isKeyword(.grouping), isKeyword(.sets, 1) {
            index += 2
            select.groups.append(expression(.groupBy))
        }
    }

    private mutating func windowClause(_ select: Select) {
        index += 1
        repeat {
            guard let name = takeName(), take(.as), kind == .openParen, let close = closer(of: index) else {
                findUnexpected("a window's definition")
                return
            }
            let mark = operands.count
            let outerRole = role
            role = .window
            windowParts(close)
            role = outerRole
            index = close + 1
            select.windows.append((name, Array(operands[mark...])))
            operands.removeLast(operands.count - mark)
        } while take(.comma)
    }
}

/// Whether a token ends an item of a select list.
private func isItemEnd(_ token: Token) -> Bool {
    switch token.keyword {
    case .from, .where, .group, .having, .order, .limit, .offset, .fetch, .union, .intersect, .except, .minus,
        .into,
        .qualify, .window, .for, .lateral, .cluster, .distribute, .sort, .returning, .on, .with, .insert, .lock:
        return true
    default: return token.kind == .comma || token.kind == .semicolon
    }
}
