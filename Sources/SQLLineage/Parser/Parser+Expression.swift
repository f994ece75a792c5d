extension Parser {
    /// An expression, whatever it is made of; without operands where none begins here.
    mutating func expression(_ role: LineageKinds = .transformation) -> Expression {
        let mark = operands.count
        let outerRole = self.role
        self.role = role
        var expression = Expression()
        expression.start = Int(token().start)
        let first = index
        let shape = chain()
        expression.end = index > first ? Int(tokens[index - 1].end) : expression.start
        self.role = outerRole
        expression.operands = Array(operands[mark...])
        operands.removeLast(operands.count - mark)
        expression.impliedName = shape.name
        switch shape.kind {
        case .column where expression.operands.count == 1:
            if case .column(let path, let kinds) = expression.operands[0] {
                expression.shape = .column
                if kinds == .transformation { expression.operands[0] = .column(path, .identity) }
            }
        case .query where expression.operands.count == 1:
            if case .query(let query, .transformation) = expression.operands[0] {
                expression.operands[0] = .query(query, .identity)
            }
        case .number:
            if let number = Int(String(decoding: bytes[expression.start..<expression.end], as: UTF8.self)) {
                expression.shape = .ordinal(number)
            }
        default: break
        }
        return expression
    }

    /// What a value looks like from outside.
    struct Shape {
        enum Kind { case nothing, column, number, query, other }
        var kind: Kind
        var name: String?

        static let nothing = Shape(kind: .nothing)
        static let other = Shape(kind: .other)
    }

    /// Values and the operators between them, into ``operands``. Precedence means nothing to lineage, so this is a loop.
    mutating func chain() -> Shape {
        var shape = value()
        guard shape.kind != .nothing else { return shape }
        while takeOperator() {
            shape = .other
            // Postfix operators such as `is null` are followed by the next operator, or by the end.
            guard !isPostfix else { continue }
            if value().kind == .nothing {
                findUnexpected("a value")
                break
            }
        }
        if isPostfix { isPostfix = false }
        return shape
    }

    /// An operator behind a value; sets ``isPostfix`` where no second value follows.
    private mutating func takeOperator() -> Bool {
        isPostfix = false
        let token = token()
        switch token.kind {
        case .symbol, .star, .equals, .arrow:
            index += 1
            return true
        case .parameter
        where token.range.count == 1 && bytes[Int(token.start)] == UInt8(ascii: "?") && dialect == .postgres:
            index += 1
            return true
        case .word: return takeWordOperator(token.keyword)
        default: return false
        }
    }

    private mutating func takeWordOperator(_ keyword: Keyword) -> Bool {
        switch keyword {
        case .and, .or, .xor, .div, .mod, .like, .ilike, .rlike, .regexp, .glob, .escape, .overlaps, .between:
            index += 1
            if keyword == .between { _ = take(.symmetric) }
            return true
        case .similar where isKeyword(.to, 1):
            index += 2
            return true
        case .member where isKeyword(.of, 1):
            index += 2
            return true
        case .in:
            index += 1
            // The list, or `unnest(a)`, or a parameter, is the value that follows.
            return true
        case .not:
            switch self.token(1).keyword {
            case .in, .like, .ilike, .rlike, .regexp, .glob, .between, .similar, .member:
                index += 1
                return takeWordOperator(self.keyword)
            default:
                return false
            }
        case .is:
            index += 1
            _ = take(.not)
            if take(.distinct) { return take(.from) || true }
            if takeConstantAfterIs() { isPostfix = true }
            return true
        case .isnull, .notnull:
            index += 1
            isPostfix = true
            return true
        case .collate:
            index += 1
            _ = takePath()
            if kind == .string { index += 1 }
            isPostfix = true
            return true
        case .at where isKeyword(.time, 1) && isKeyword(.zone, 2):
            index += 3
            return true
        case .at where isKeyword(.local, 1):
            index += 2
            isPostfix = true
            return true
        default:
            if isWord("operator"), self.token(1).kind == .openParen {
                index += 1
                skipParenthesis()
                return true
            }
            return false
        }
    }

    /// `null`, `true`, `unknown`, `json object`, `nan`: what stands behind `is`.
    private mutating func takeConstantAfterIs() -> Bool {
        if isWord("json") || isWord("normalized") || isWord("document") {
            index += 1
            if isKeyword(.value) || isWord("object") || isKeyword(.array) || isWord("scalar") { index += 1 }
            if isKeyword(.with) || isKeyword(.without), isWord("unique", 1) {
                index += 2
                _ = isKeyword(.key) || isWord("keys") ? takeAnyName() : nil
            }
            return true
        }
        guard kind == .word, token(1).kind != .dot, token(1).kind != .openParen else { return false }
        index += 1
        return true
    }

    // MARK: One value

    /// One value with what is glued to it: casts, subscripts, fields.
    private mutating func value() -> Shape {
        var shape = primary()
        guard shape.kind != .nothing else { return shape }
        while true {
            switch kind {
            case .colonColon:
                index += 1
                skipType()
                shape.kind = .other
            case .openBracket:
                subscriptValue()
                shape.kind = .other
            case .symbol where isPathColon:
                index += 2
                shape.kind = .other
            case .dot:
                guard let name = fieldName() else { return shape }
                shape = Shape(kind: .other, name: name)
            case .string where shape.kind == .other && index > 0 && token(-1).kind == .string:
                index += 1
            default: return shape
            }
        }
    }

    /// Databricks' and Snowflake's `a:b.c`: a path into the value of a, and no column.
    private var isPathColon: Bool {
        guard dialect == .spark || dialect == .generic, index > 0, token().range.count == 1,
            bytes[Int(token().start)] == UInt8(ascii: ":")
        else { return false }
        let before = token(-1).kind
        let next = token(1).kind
        return (before == .word || before == .quotedName || before == .closeBracket)
            && (next == .word || next == .quotedName)
    }

    private mutating func fieldName() -> String? {
        let next = token(1)
        guard next.kind == .word || next.kind == .quotedName || next.kind == .star else { return nil }
        index += 2
        return next.kind == .star ? nil : name(of: next).text
    }

    /// `[1]`, `[1:2]`, `[key]`.
    private mutating func subscriptValue() {
        guard let close = closer(of: index) else {
            find(.openParenthesis, "this bracket is never closed")
            index += 1
            return
        }
        deeper(else: ()) { parser in
            parser.index += 1
            parser.values(until: close)
        }
        index = close + 1
    }

    /// Values up to a closing token, whatever stands between them.
    private mutating func values(until close: Int) {
        while index < close {
            let before = index
            _ = chain()
            if index == before { skip() }
            if index < close, kind == .comma || kind == .symbol || kind == .fatArrow { index += 1 }
        }
    }

    private mutating func primary() -> Shape {
        // Signs, `not`, `binary`, and PostgreSQL's prefix operators: a loop, because a text may hold a million of them.
        var isPrefixed = false
        while true {
            switch kind {
            case .symbol, .arrow:
                isPrefixed = true
                index += 1
            case .word where keyword == .not || keyword == .distinct && token(1).kind != .comma:
                isPrefixed = keyword == .not || isPrefixed
                index += 1
            case .word where isWord("prior") || isWord("binary") || isWord("variadic"):
                guard startsValue(1) else { return word() }
                index += 1
            default:
                let shape = !isTooDeep ? deeper(else: .other) { $0.bare() } : tooDeep()
                return isPrefixed && shape.kind != .nothing ? .other : shape
            }
        }
    }

    /// Whether a token can begin a value that a prefix word belongs to.
    private func startsValue(_ ahead: Int) -> Bool {
        switch token(ahead).kind {
        case .word: !token(ahead).keyword.opensClause && !token(ahead).keyword.isReserved
        case .quotedName, .string, .number, .parameter: true
        default: false
        }
    }

    /// Skipped as a whole, because something around it is nested too deep already.
    private mutating func tooDeep() -> Shape {
        switch kind {
        case .closeParen, .closeBracket, .closeBrace, .comma, .semicolon, .end: return .nothing
        default:
            let before = index
            find(.nestedTooDeep, "nested too deep; the inside is not read")
            skip()
            return index > before ? .other : .nothing
        }
    }

    private mutating func bare() -> Shape {
        switch kind {
        case .number:
            index += 1
            return Shape(kind: .number)
        case .string, .parameter:
            index += 1
            return .other
        case .star:
            // `count(*)`
            index += 1
            return .other
        case .openParen: return parenthesis()
        case .openBracket:
            subscriptValue()
            return .other
        case .openBrace:
            subscriptValue()
            return .other
        case .quotedName, .word: return word()
        default: return .nothing
        }
    }

    /// `(query)`, `(value)`, `(a, b)`, or the parameters of a lambda.
    private mutating func parenthesis() -> Shape {
        guard let close = closer(of: index) else {
            find(.openParenthesis, "this parenthesis is never closed")
            index = end
            return .other
        }
        if close + 1 < end, tokens[close + 1].kind == .arrow, isNameList() || close == index + 1 {
            return lambda(takeNameList().map(\.key))
        }
        if holdsQuery(index) {
            index += 1
            let query = query()
            closeParenthesis(close)
            operands.append(.query(query, role))
            return Shape(kind: .query)
        }
        index += 1
        let shape = chain()
        let isAlone = index == close
        while index < close {
            let before = index
            if take(.comma) { _ = chain() } else { argumentWords(close) }
            if index == before {
                findUnexpected("',' or ')'")
                skip(until: { $0.kind == .comma })
                if index == before { break }
            }
        }
        index = close + 1
        return isAlone ? shape : .other
    }

    /// Moves behind the closing parenthesis, with a finding when something in front of it was not understood.
    mutating func closeParenthesis(_ close: Int) {
        if index < close { findUnexpected("')'") }
        index = close + 1
    }

    /// The body of a lambda, in which its parameters hide columns.
    mutating func lambda(_ names: [String]) -> Shape {
        lambdaNames += names
        // The arrow.
        index += 1
        _ = chain()
        lambdaNames.removeLast(names.count)
        return .other
    }

    // MARK: Words

    private mutating func word() -> Shape {
        let token = token()
        if token.kind == .word {
            switch token.keyword {
            case .case: return caseValue()
            case .exists where self.token(1).kind == .openParen && startsQuery(at: index + 2): return existence()
            case .interval: if let shape = interval() { return shape }
            case .array where self.token(1).kind == .openBracket:
                index += 1
                subscriptValue()
                return Shape(kind: .other, name: "array")
            case .date, .time, .timestamp: if let shape = typedLiteral() { return shape }
            case .none: if let shape = typedLiteral() { return shape }
            default: break
            }
            if token.keyword.isConstant, self.token(1).kind != .dot {
                index += 1
                skipParenthesis()
                return .other
            }
            let isCall = self.token(1).kind == .openParen
            // Spark's window of time is a function and a column: `window(a, '1 hour')`, `window.start`.
            let isWindow = token.keyword == .window && (isCall || self.token(1).kind == .dot)
            if token.keyword.opensClause && !(isCall && token.keyword == .set) && !isWindow { return .nothing }
            if token.keyword.isReserved && !isCall && self.token(1).kind != .dot { return .nothing }
        }
        return columnOrCall()
    }

    /// `date '2024-01-01'`, `timestamp with time zone '…'`, `_utf8'…'`: a type, or the like, in front of a string.
    private mutating func typedLiteral() -> Shape? {
        if token(1).kind == .string, isLiteralType {
            index += 2
            return .other
        }
        if isKeyword(.with, 1) || isKeyword(.without, 1), isKeyword(.time, 2), isKeyword(.zone, 3),
            token(4).kind == .string
        {
            index += 5
            return .other
        }
        return nil
    }

    private var isLiteralType: Bool {
        switch keyword {
        case .date, .time, .timestamp: true
        default:
            bytes[Int(token().start)] == UInt8(ascii: "_") || isWord("json") || isWord("jsonb") || isWord("char")
                || isWord("varchar") || isWord("decimal") || isWord("numeric") || isWord("bigint") || isWord("integer")
                || isWord("real") || isWord("double") || isWord("boolean") || isWord("uuid") || isWord("ipaddress")
                || isWord("timestamptz") || isWord("datetime") || isWord("text") || isWord("bytea") || isWord("inet")
                || isWord("timestamp_ntz") || isWord("timestamp_ltz") || isWord("varbinary") || isWord("regclass")
        }
    }

    /// `interval '1' day`, `interval 3 month`, `interval (a + b) day to second`.
    private mutating func interval() -> Shape? {
        switch token(1).kind {
        case .string, .number, .parameter, .openParen, .symbol:
            index += 1
            _ = primary()
        case .word where token(2).kind == .word && isUnit(token(2)):
            index += 1
            _ = word()
        default: return nil
        }
        while kind == .word, isUnit(token()) || isKeyword(.to) && token(1).kind == .word && isUnit(token(1)) {
            index += 1
            skipParenthesis()
            // `interval '1' year '2' month`, as Spark prints it.
            if kind == .string || kind == .number, isUnit(token(1)) { index += 1 }
        }
        return .other
    }

    func isUnit(_ token: Token) -> Bool {
        guard token.kind == .word else { return false }
        return units.contains(folded(String(decoding: bytes[token.range], as: UTF8.self)))
    }

    /// `case … end`: what stands behind `when` chooses, what stands behind `then` and `else` is the value.
    private mutating func caseValue() -> Shape {
        index += 1
        let valueRole = role
        let choosing: LineageKinds = role.isDirect ? .conditional : role
        role = choosing
        if !isKeyword(.when), !isKeyword(.end) { _ = chain() }
        while !isAtEnd {
            switch keyword {
            case .when:
                index += 1
                role = choosing
                _ = chain()
                // `when 1, 2 then`, of simple cases in some engines.
                while take(.comma) { _ = chain() }
            case .then, .else:
                index += 1
                role = valueRole
                _ = chain()
            case .end:
                index += 1
                role = valueRole
                return Shape(kind: .other, name: "case")
            default:
                findUnexpected("'when', 'then', 'else' or 'end'")
                role = valueRole
                skip(until: { $0.keyword == .end || $0.kind == .comma || $0.keyword == .from })
                _ = take(Keyword.end)
                return Shape(kind: .other, name: "case")
            }
        }
        role = valueRole
        find(.openParenthesis, "this case has no end")
        return Shape(kind: .other, name: "case")
    }

    private mutating func existence() -> Shape {
        index += 1
        guard let close = closer(of: index) else { return parenthesis() }
        index += 1
        let query = query()
        closeParenthesis(close)
        operands.append(.existence(query, role.isDirect ? .conditional : role))
        return Shape(kind: .other, name: "exists")
    }

    /// `a`, `t.a`, `t.*`, `f(…)`, or a lambda's `x -> …`.
    private mutating func columnOrCall() -> Shape {
        let first = token()
        guard let head = takeAnyName() else { return .nothing }
        var path = [head]
        while kind == .dot {
            let next = token(1)
            if next.kind == .star {
                index += 2
                operands.append(.star(path, role))
                return .other
            }
            guard next.kind == .word || next.kind == .quotedName else { break }
            index += 1
            if let name = takeAnyName() { path.append(name) }
        }
        // Oracle's mark of the outer side of a join: `a.id = b.id (+)`.
        if kind == .openParen, token(1).kind == .symbol, bytes[Int(token(1).start)] == UInt8(ascii: "+"),
            closer(of: index) == index + 2
        {
            index += 3
        }
        if kind == .openParen { return call(path, isPlain: first.kind == .word && path.count == 1, first.keyword) }
        if path.count == 1 {
            if kind == .arrow, isLambdaArrow { return lambda([head.key]) }
            // Named arguments: `f(a => 1)`, `f(a := 1)`.
            if kind == .fatArrow || kind == .symbol && isAssignment {
                index += 1
                return chain().kind == .nothing ? .nothing : .other
            }
        }
        if lambdaNames.contains(head.key) { return .other }
        operands.append(.column(path, role))
        return Shape(kind: .column, name: path.last?.text)
    }

    private var isAssignment: Bool { token().range.count == 2 && bytes[Int(token().start)] == UInt8(ascii: ":") }

    /// `->` reads a field of a JSON value in PostgreSQL and MySQL, and begins a lambda elsewhere.
    private var isLambdaArrow: Bool {
        switch dialect {
        case .postgres, .mysql: false
        case .trino, .spark, .doris: true
        case .generic: token(1).kind != .string && token(1).kind != .number
        }
    }
}

private let units: Set<String> = [
    "year", "years", "quarter", "quarters", "month", "months", "week", "weeks", "day", "days", "hour", "hours",
    "minute",
    "minutes", "second", "seconds", "millisecond", "milliseconds", "microsecond", "microseconds", "nanosecond",
    "nanoseconds",
    "year_month", "day_hour", "day_minute", "day_second", "hour_minute", "hour_second", "minute_second",
    "second_microsecond",
    "dayofyear", "dow", "doy", "epoch", "isodow", "isoyear", "century", "decade", "millennium", "timezone_hour",
    "timezone_minute", "day_of_week", "day_of_year", "day_of_month", "year_of_week", "yow", "dayofweek", "timezone",
    "julian",
]
