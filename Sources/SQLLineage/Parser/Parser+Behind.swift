extension Parser {
    /// What follows a table: time travel, samples, hints, an alias with columns, and clauses that reshape its columns.
    mutating func behindReference(_ reference: TableReference) {
        var inner: Name?
        defer { if reference.alias == nil { reference.alias = inner } }
        while !isAtEnd {
            let before = index
            skipVersion()
            skipHints()
            switch keyword {
            case .tablesample:
                index += 1
                if token(1).kind == .openParen { index += 1 }
                skipParenthesis()
                if isWord("repeatable") {
                    index += 1
                    skipParenthesis()
                }
            case .pivot,
                .unpivot
            where token(1).kind == .openParen || token(1).kind == .word && token(2).kind == .openParen
                || isKeyword(.include, 1) || isKeyword(.exclude, 1):
                inner = reference.alias
                pivot(reference)
            case .match_recognize:
                inner = reference.alias
                matchRecognize(reference)
            default: if reference.alias == nil { alias(reference) }
            }
            if index == before { return }
        }
    }

    /// `for version as of 3`, `timestamp as of '…'`, `for system_time as of now()`, `version as of 1`, `final`.
    private mutating func skipVersion() {
        var ahead = isKeyword(.for) ? 1 : 0
        let isVersion = isWord("version", ahead) || isWord("system_version", ahead)
        let isTime = isKeyword(.timestamp, ahead) || isWord("system_time", ahead)
        guard isVersion || isTime else {
            if isKeyword(.final), ahead == 0 { index += 1 }
            return
        }
        ahead += 1
        if isKeyword(.as, ahead), isKeyword(.of, ahead + 1) {
            index += ahead + 2
            _ = expression()
        } else if ahead == 2, isKeyword(.between, ahead) || isKeyword(.from, ahead) || isKeyword(.all, ahead) {
            index += ahead + 1
            _ = expression()
            if take(.to) { _ = expression() }
        }
    }

    /// `partition (p0)`, `use index (i)`, `with (nolock)`, `[shuffle]`.
    private mutating func skipHints() {
        switch keyword {
        case .partition where token(1).kind == .openParen, .with where token(1).kind == .openParen:
            index += 1
            skip()
        case .use, .force, .ignore:
            guard isKeyword(.index, 1) || isKeyword(.key, 1) else { return }
            index += 2
            if take(.for) { skip(until: { $0.kind == .openParen }) }
            skipParenthesis()
            while kind == .comma, isKeyword(.use, 1) || isKeyword(.force, 1) || isKeyword(.ignore, 1) {
                index += 3
                skipParenthesis()
            }
        default:
            if isWord("tablet"), token(1).kind == .openParen {
                index += 1
                skip()
            }
        }
    }

    private mutating func alias(_ reference: TableReference) {
        if take(.as) {
            if kind != .openParen {
                guard kind == .word || kind == .quotedName || kind == .string else { return }
                reference.alias = takeAnyName()
            }
        } else if !startsStatementWord {
            reference.alias = takeName()
        }
        guard reference.alias != nil || token(-1).keyword == .as else { return }
        if kind == .openParen { reference.columnAliases = takeNameList() }
    }

    /// Words that may be names, but begin what follows a table here.
    private var startsStatementWord: Bool {
        switch keyword {
        case .start where isKeyword(.with, 1), .connect where isKeyword(.by, 1), .lock where isKeyword(.in, 1): true
        case .insert, .overwrite: true
        case .asof, .global, .array: isKeyword(.join, 1) || isKeyword(.left, 1)
        default: isWord("settings") || isWord("option") && token(1).kind == .openParen
        }
    }

    // MARK: Clauses that reshape columns

    /// `pivot (sum(a) for b in (1 as x, 2 as y))`, `unpivot (v for k in (a, b))`.
    private mutating func pivot(_ reference: TableReference) {
        let offset = Int(token().start)
        find(.opaqueClause, "the columns that \(shown(token())) makes are known by their names only", at: offset)
        index += 1
        skip(until: { $0.kind == .openParen })
        guard let close = closer(of: index) else { return }
        index += 1
        var reshaping = Reshaping(reads: [], offset: offset)
        let mark = operands.count
        let outerRole = role
        role = .transformation
        while index < close {
            let before = index
            _ = chain()
            if take(.as) { _ = takeAnyName() }
            if take(.for) || take(.in) || take(.comma) { continue }
            if index == before { skip() }
        }
        role = outerRole
        reshaping.reads = Array(operands[mark...])
        operands.removeLast(operands.count - mark)
        index = close + 1
        reference.reshaping = reshaping
        reference.alias = nil
        reference.columnAliases = []
    }

    /// `match_recognize (partition by a order by b measures … as x pattern (…) define …)`: rows of its own making.
    private mutating func matchRecognize(_ reference: TableReference) {
        let offset = Int(token().start)
        find(
            .opaqueClause, "'match_recognize' makes rows by a pattern; its measures are known by their names only",
            at: offset)
        index += 1
        guard let close = closer(of: index) else { return }
        index += 1
        var reshaping = Reshaping(reads: [], keepsOthers: true, offset: offset)
        while index < close {
            if isWord("measures") {
                index += 1
                measures(&reshaping, close)
            } else {
                skip()
            }
        }
        index = close + 1
        reference.reshaping = reshaping
        reference.alias = nil
    }

    private mutating func measures(_ reshaping: inout Reshaping, _ close: Int) {
        repeat {
            skip(until: { $0.keyword == .as || $0.kind == .comma })
            guard take(.as), let name = takeAnyName() else { return }
            reshaping.names.append(name)
        } while index < close && take(.comma)
    }
}
