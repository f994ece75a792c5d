/// Reads one statement from its tokens into `Syntax/`. It never fails: what it does not understand it skips, up to a place where
/// it can go on, and writes a finding.
///
/// The grammar is a superset of all dialects. Recursion follows parentheses only, and not deeper than ``isTooDeep`` says; operators,
/// joins and set operators are loops.
struct Parser {
    let bytes: UnsafeBufferPointer<UInt8>
    let dialect: SQLDialect
    /// Of the whole text. The statement's are `tokens[index..<end]`.
    let tokens: [Token]
    /// Of each opening parenthesis, bracket or brace, the index of what closes it; -1 where nothing does.
    let closers: [Int32]
    var index: Int
    let end: Int
    var findings: [Finding] = []
    var depth = 0

    /// What the expression at work has read so far.
    var operands: [Operand] = []
    /// What the operand to come is to the value of its expression.
    var role: LineageKinds = .transformation
    /// Whether the operator just taken wants no value behind it.
    var isPostfix = false
    /// Parameters of the lambdas around.
    var lambdaNames: [String] = []

    /// Parentheses, queries and cases inside one another, at most, where the stack allows so many.
    static let deepest = 250
    private let stack = StackBudget()
    /// Findings kept of one statement.
    static let mostFindings = 32

    init(
        _ bytes: UnsafeBufferPointer<UInt8>, dialect: SQLDialect, tokens: [Token], closers: [Int32], range: Range<Int>
    ) {
        self.bytes = bytes
        self.dialect = dialect
        self.tokens = tokens
        self.closers = closers
        self.index = range.lowerBound
        self.end = range.upperBound
    }

    // MARK: Looking

    @inline(__always)
    func token(_ ahead: Int = 0) -> Token {
        let place = index &+ ahead
        return place < end ? tokens[place] : Token(.end, bytes.count, bytes.count)
    }

    @inline(__always)
    var kind: Token.Kind { token().kind }

    @inline(__always)
    var keyword: Keyword { token().keyword }

    var isAtEnd: Bool { index >= end }

    func isKeyword(_ keyword: Keyword, _ ahead: Int = 0) -> Bool { token(ahead).keyword == keyword }

    /// Whether the words come next, in this order.
    func isNext(_ keywords: Keyword...) -> Bool {
        for (ahead, keyword) in keywords.enumerated() where token(ahead).keyword != keyword { return false }
        return true
    }

    /// Whether the token is this word, which is no keyword; lower case.
    func isWord(_ word: StaticString, _ ahead: Int = 0) -> Bool {
        let token = token(ahead)
        guard token.kind == .word, token.range.count == word.utf8CodeUnitCount else { return false }
        for offset in 0..<word.utf8CodeUnitCount
        where lowered(bytes[Int(token.start) + offset]) != word.utf8Start[offset] {
            return false
        }
        return true
    }

    /// Where the parenthesis at a place closes, inside the statement; `nil` when it does not.
    func closer(of place: Int) -> Int? {
        guard place < end else { return nil }
        let closer = Int(closers[place])
        return closer > place && closer < end ? closer : nil
    }

    // MARK: Taking

    mutating func take(_ kind: Token.Kind) -> Bool {
        guard self.kind == kind else { return false }
        index += 1
        return true
    }

    mutating func take(_ keyword: Keyword) -> Bool {
        guard token().keyword == keyword else { return false }
        index += 1
        return true
    }

    /// Takes all of the words, or none.
    mutating func take(_ first: Keyword, _ second: Keyword, _ third: Keyword = .none) -> Bool {
        guard isKeyword(first), isKeyword(second, 1), third == .none || isKeyword(third, 2) else { return false }
        index += third == .none ? 2 : 3
        return true
    }

    mutating func take(word: StaticString) -> Bool {
        guard isWord(word) else { return false }
        index += 1
        return true
    }

    /// Moves behind one token, or behind all that a parenthesis holds.
    mutating func skip() {
        switch kind {
        case .openParen, .openBracket, .openBrace: index = closer(of: index).map { $0 + 1 } ?? end
        case .end: break
        default: index += 1
        }
    }

    /// Moves behind the parenthesis that opens here; nothing where none does.
    mutating func skipParenthesis() {
        if kind == .openParen { skip() }
    }

    /// Moves to the next token that `isStop` takes, past whole parentheses; also stops before what closes one around.
    mutating func skip(until isStop: (Token) -> Bool) {
        while !isAtEnd, kind != .closeParen, kind != .closeBracket, kind != .closeBrace, !isStop(token()) { skip() }
    }

    // MARK: Findings

    mutating func find(_ code: SQLDiagnostic.Code, _ message: String, at offset: Int? = nil) {
        guard findings.count < Self.mostFindings else { return }
        findings.append(Finding(code: code, message: message, offset: offset ?? Int(token().start)))
    }

    mutating func findUnexpected(_ wanted: StaticString) {
        find(.unexpectedToken, "expected \(wanted), found \(shown(token()))")
    }

    /// A token for people: in quotes, at most 40 bytes of it, or what stands for the end.
    func shown(_ token: Token) -> String {
        guard token.kind != .end else { return "the end" }
        let text = String(
            decoding: bytes[token.range.lowerBound..<min(token.range.upperBound, Int(token.start) + 40)], as: UTF8.self)
        return "'\(text)\(token.range.count > 40 ? "…" : "")'"
    }

    /// Whether nothing may be read one level deeper.
    var isTooDeep: Bool { depth >= Self.deepest || stack.isSpent }

    /// Runs a part of the grammar one level deeper; where that is too deep, `tooDeep` is the result, and nothing is taken.
    mutating func deeper<Result>(else tooDeep: Result, _ body: (inout Parser) -> Result) -> Result {
        guard !isTooDeep else {
            find(.nestedTooDeep, "nested too deep; the inside is not read")
            return tooDeep
        }
        depth += 1
        let result = body(&self)
        depth -= 1
        return result
    }
}

/// A diagnostic whose line nobody has counted yet.
struct Finding {
    var code: SQLDiagnostic.Code
    var message: String
    var offset: Int
}
