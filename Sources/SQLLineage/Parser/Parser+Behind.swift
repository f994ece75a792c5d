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
        case .none where isWord("prewhere") || isOutput: true
        case .asof, .global, .array: isKeyword(.join, 1) || isKeyword(.left, 1)
        default: isWord("settings") || isWord("option") && token(1).kind == .openParen
        }
    }

    // MARK: Clauses that reshape columns

    /// `pivot (sum(a) for b in (1 as x, 2 as y))`, `unpivot (v for k in (a, b))`.
    private mutating func pivot(_ reference: TableReference) {
        let isPivot = isKeyword(.pivot)
        var reshaping = Reshaping(reads: [], offset: Int(token().start))
        index += 1
        skip(until: { $0.kind == .openParen })
        guard let close = closer(of: index) else { return }
        index += 1
        if isPivot { pivotColumns(&reshaping, close) } else { unpivotColumns(&reshaping, close) }
        if !reshaping.isComplete {
            find(.opaqueClause, "which columns this makes is known to the engine alone", at: reshaping.offset)
        }
        index = close + 1
        reference.reshaping = reshaping
        reference.alias = nil
        reference.columnAliases = []
    }

    private mutating func pivotColumns(_ reshaping: inout Reshaping, _ close: Int) {
        var values: [(name: Name?, parts: [Operand])] = []
        repeat {
            let value = expression()
            _ = take(.as)
            values.append((takeName(), value.operands))
        } while index < close && take(.comma)
        guard take(.for) else { return }
        let paths = kind == .openParen ? takeNameList().map { [$0] } : [takePath()]
        let key = paths.filter { !$0.isEmpty }.map { Operand.column($0, .conditional) }
        reshaping.reads = values.flatMap(\.parts) + key
        guard take(.in), kind == .openParen, let end = closer(of: index) else { return }
        index += 1
        while index < end {
            let isText = kind == .string || kind == .word || kind == .quotedName || kind == .number
            var name = isText ? name(of: token()) : nil
            skip(until: { $0.kind == .comma || $0.keyword == .as })
            if take(.as) || token(-1).kind != .comma && (kind == .word || kind == .quotedName),
                let alias = takeAnyName()
            {
                name = alias
            }
            guard let name, index <= end else { return }
            for value in values {
                let suffix = values.count > 1 ? value.name.map { "_" + $0.text } ?? "" : ""
                let made = Name(key: name.key + folded(suffix), text: name.text + suffix, offset: name.offset)
                reshaping.columns.append((made, value.parts + key))
            }
            if index < end, !take(.comma) { return }
        }
        reshaping.isComplete = !reshaping.columns.isEmpty
    }

    private mutating func unpivotColumns(_ reshaping: inout Reshaping, _ close: Int) {
        guard let value = takeName(), take(.for), let key = takeName(), take(.in), kind == .openParen,
            let end = closer(of: index)
        else { return }
        index += 1
        while index < end {
            let before = index
            reshaping.reads += expression().operands.map { $0.transformed }
            if take(.as), kind == .word || kind == .quotedName || kind == .string { index += 1 }
            if index < end, !take(.comma), index == before { skip() }
        }
        reshaping.columns = [(value, reshaping.reads), (key, [])]
        reshaping.isComplete = true
    }

    /// `match_recognize (partition by a order by b measures … as x pattern (…) define …)`: one row of each match, or all of its rows.
    private mutating func matchRecognize(_ reference: TableReference) {
        let offset = Int(token().start)
        index += 1
        guard let close = closer(of: index) else { return }
        index += 1
        var reshaping = Reshaping(reads: [], offset: offset)
        var partition: Set<String> = []
        var keepsAll = false
        while index < close {
            if isKeyword(.partition) || isKeyword(.order), isKeyword(.by, 1) {
                let isPartition = isKeyword(.partition)
                index += 2
                repeat {
                    let value = expression(.window)
                    if isPartition, let name = value.column?.last { partition.insert(name.key) }
                    reshaping.decides += value.operands
                    skipDirection()
                } while index < close && take(.comma)
            } else if take(word: "measures") {
                measures(&reshaping, close)
            } else if isKeyword(.all), isKeyword(.rows, 1) {
                keepsAll = true
                index += 1
            } else if take(word: "define") {
                definitions(&reshaping, close)
            } else {
                skip()
            }
        }
        index = close + 1
        if !keepsAll { reshaping.kept = partition }
        reshaping.isComplete = true
        reference.reshaping = reshaping
        reference.alias = nil
    }

    private mutating func measures(_ reshaping: inout Reshaping, _ close: Int) {
        repeat {
            if isWord("final") || isWord("running") { index += 1 }
            let value = expression()
            guard take(.as), let name = takeAnyName() else { return }
            reshaping.columns.append((name, value.operands.map(withoutVariable)))
        } while index < close && take(.comma)
    }

    /// `define a as a.price < prev(a.price), …`
    private mutating func definitions(_ reshaping: inout Reshaping, _ close: Int) {
        repeat {
            guard takeAnyName() != nil, take(.as) else { return }
            reshaping.decides += expression(.filter).operands.map(withoutVariable)
        } while index < close && take(.comma)
    }

    /// `a.price`, where a is a variable of the pattern, is the column price.
    private func withoutVariable(_ operand: Operand) -> Operand {
        if case .column(let path, let kinds) = operand, path.count == 2 { return .column([path[1]], kinds) }
        return operand
    }
}
