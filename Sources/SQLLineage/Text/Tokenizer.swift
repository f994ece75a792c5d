/// Cuts UTF-8 into tokens, one pass, without copying a byte.
///
/// It never fails: an open string or comment ends with the text and is noted in ``issues``, a byte that means nothing is a
/// symbol. The buffer must outlive the tokenizer.
struct Tokenizer {
    let bytes: UnsafeBufferPointer<UInt8>
    let dialect: SQLDialect
    private(set) var position = 0
    private(set) var issues: [Issue] = []
    /// What stood before, because `[`, `?` and `:` mean something else behind a value.
    private var isBehindValue = false
    /// Inside `/*!40101 … */`, whose inside MySQL runs.
    private var isInVersionComment = false
    private let keywords = KeywordTable.shared
    /// Up to where the end of a template's piece was looked for in vain.
    private var barren = [Int](repeating: 0, count: 4)

    struct Issue {
        enum Kind { case openString, openComment, openName }
        var kind: Kind
        var offset: Int
    }

    init(_ bytes: UnsafeBufferPointer<UInt8>, dialect: SQLDialect) {
        self.bytes = bytes
        self.dialect = dialect
    }

    /// The next token; ``Token/Kind/end`` from the end of the text on.
    mutating func next() -> Token {
        skipBlanks()
        guard position < bytes.count else { return Token(.end, bytes.count, bytes.count) }
        let token = scan()
        switch token.kind {
        case .word: isBehindValue = !token.keyword.isReserved || token.keyword == .end
        case .quotedName, .string, .number, .parameter, .closeParen, .closeBracket, .closeBrace:
            isBehindValue = true
        default: isBehindValue = false
        }
        return token
    }

    /// The byte `ahead` of the position; 0 behind the end.
    @inline(__always)
    private func byte(_ ahead: Int = 0) -> UInt8 {
        let index = position &+ ahead
        return index < bytes.count ? bytes[index] : 0
    }

    private mutating func scan() -> Token {
        let start = position
        let first = bytes[start]
        if isWordStart(first) { return wordOrPrefixed() }
        if isDigit(first) || (first == UInt8(ascii: ".") && isDigit(byte(1)) && !isBehindValue) { return number() }
        switch first {
        case UInt8(ascii: "'"): return quoted(by: first, .string, escapes: dialect.backslashEscapes)
        case UInt8(ascii: "\""):
            let isString = dialect.doubleQuoteIsString
            return quoted(by: first, isString ? .string : .quotedName, escapes: isString && dialect.backslashEscapes)
        case UInt8(ascii: "`") where dialect.backtickIsName: return quoted(by: first, .quotedName, escapes: false)
        case UInt8(ascii: "["):
            let isApart = !isBehindValue || start > 0 && bytes[start - 1] <= 32
            if dialect.bracketIsName, isApart, isWordStart(byte(1)), let end = endOfBracketName() {
                position = end
                return Token(.quotedName, start, end)
            }
            return single(.openBracket)
        case UInt8(ascii: "("): return single(.openParen)
        case UInt8(ascii: ")"): return single(.closeParen)
        case UInt8(ascii: "]"): return single(.closeBracket)
        case UInt8(ascii: "{"):
            if byte(1) == UInt8(ascii: "{"), let end = find(.value, from: start + 2) {
                position = end
                return Token(.parameter, start, end)
            }
            return single(.openBrace)
        case UInt8(ascii: "}"): return single(.closeBrace)
        case UInt8(ascii: ","): return single(.comma)
        case UInt8(ascii: "."): return single(.dot)
        case UInt8(ascii: ";"): return single(.semicolon)
        case UInt8(ascii: "*"): return single(.star)
        case UInt8(ascii: "$"): return dollar()
        case UInt8(ascii: "@"): return at()
        case UInt8(ascii: ":"): return colon()
        case UInt8(ascii: "?"):
            if isBehindValue, byte(1) == UInt8(ascii: "|") || byte(1) == UInt8(ascii: "&") { return symbol() }
            return single(.parameter)
        default: return symbol()
        }
    }

    private mutating func single(_ kind: Token.Kind) -> Token {
        position += 1
        return Token(kind, position - 1, position)
    }

    // MARK: Blanks and comments

    private mutating func skipBlanks() {
        while position < bytes.count {
            switch bytes[position] {
            case 9...13, 32: position += 1
            case UInt8(ascii: "-") where byte(1) == UInt8(ascii: "-") && (!dialect.dashesNeedSpace || byte(2) <= 32):
                skipLine()
            case UInt8(ascii: "#") where dialect.hashIsComment: skipLine()
            case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"): skipComment()
            case UInt8(ascii: "*") where isInVersionComment && byte(1) == UInt8(ascii: "/"):
                isInVersionComment = false
                position += 2
            case UInt8(ascii: "{") where byte(1) == UInt8(ascii: "%") || byte(1) == UInt8(ascii: "#"):
                // A template's own tags (`{% if … %}`) are no SQL.
                guard let end = find(byte(1) == UInt8(ascii: "%") ? .tag : .remark, from: position + 2) else { return }
                position = end
            // Byte order mark and no-break space, which copied text carries.
            case 0xEF where byte(1) == 0xBB && byte(2) == 0xBF: position += 3
            case 0xC2 where byte(1) == 0xA0: position += 2
            default: return
            }
        }
    }

    private mutating func skipLine() {
        while position < bytes.count, bytes[position] != 10, bytes[position] != 13 { position += 1 }
    }

    private mutating func skipComment() {
        let start = position
        position += 2
        if byte() == UInt8(ascii: "!"), dialect == .mysql || dialect == .doris {
            position += 1
            while isDigit(byte()) { position += 1 }
            isInVersionComment = true
            return
        }
        var depth = 1
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "*"), byte(1) == UInt8(ascii: "/") {
                position += 2
                depth -= 1
                if depth == 0 { return }
            } else if dialect.commentsNest, bytes[position] == UInt8(ascii: "/"), byte(1) == UInt8(ascii: "*") {
                position += 2
                depth += 1
            } else {
                position += 1
            }
        }
        issues.append(Issue(kind: .openComment, offset: start))
    }

    // MARK: Words, numbers, symbols

    private mutating func wordOrPrefixed() -> Token {
        let start = position
        if let token = prefixedString() { return token }
        var hash = KeywordTable.seed
        while position < bytes.count {
            let byte = bytes[position]
            guard isWordPart(byte) else { break }
            hash = KeywordTable.mix(hash, lowered(byte))
            position += 1
        }
        guard position - start <= KeywordTable.longest else { return Token(.word, start, position) }
        return Token(.word, start, position, keyword: keywords.keyword(bytes, start, position, hash: hash))
    }

    /// `E'…'`, `B'…'`, `X'…'`, `N'…'`, `U&'…'`, `U&"…"`, `r'…'`: a letter glued to a quote.
    private mutating func prefixedString() -> Token? {
        let start = position
        let next = byte(1)
        guard next == UInt8(ascii: "'") || next == UInt8(ascii: "\"") || next == UInt8(ascii: "&") else { return nil }
        let letter = lowered(bytes[start])
        if letter == UInt8(ascii: "u"), next == UInt8(ascii: "&") {
            let quote = byte(2)
            guard quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else { return nil }
            position += 2
            let token = quoted(by: quote, quote == UInt8(ascii: "'") ? .string : .quotedName, escapes: false)
            return token.kind == .string ? Token(.string, start, position) : token
        }
        guard next == UInt8(ascii: "'") || (next == UInt8(ascii: "\"") && dialect.doubleQuoteIsString) else {
            return nil
        }
        switch letter {
        case UInt8(ascii: "e"), UInt8(ascii: "b"), UInt8(ascii: "x"), UInt8(ascii: "n"), UInt8(ascii: "r"):
            position += 1
            let escapes = letter == UInt8(ascii: "e") || (letter != UInt8(ascii: "r") && dialect.backslashEscapes)
            _ = quoted(by: next, .string, escapes: escapes)
            return Token(.string, start, position)
        default: return nil
        }
    }

    private mutating func number() -> Token {
        let start = position
        if bytes[start] == UInt8(ascii: "0"), lowered(byte(1)) == UInt8(ascii: "x") { position += 2 }
        while isDigit(byte()) || byte() == UInt8(ascii: "_") && isDigit(byte(1)) || isHexDigit(byte(), since: start) {
            position += 1
        }
        if byte() == UInt8(ascii: "."), byte(1) != UInt8(ascii: "."), !isWordStart(byte(1)) {
            position += 1
            while isDigit(byte()) { position += 1 }
        }
        if lowered(byte()) == UInt8(ascii: "e") {
            let sign = byte(1) == UInt8(ascii: "+") || byte(1) == UInt8(ascii: "-")
            if isDigit(byte(sign ? 2 : 1)) {
                position += sign ? 3 : 2
                while isDigit(byte()) { position += 1 }
            }
        }
        guard isWordPart(byte()) else { return Token(.number, start, position) }
        // A suffix such as 1L or 2.5BD, or a name that begins with digits.
        let suffix = position
        while isWordPart(byte()) { position += 1 }
        let isName = dialect.wordsMayStartWithDigit && !isNumberSuffix(suffix..<position)
        guard isName else { return Token(.number, start, position) }
        return Token(.word, start, position)
    }

    /// Spark's `1L`, `1S`, `1Y`, `1D`, `1F` and `1BD`.
    private func isNumberSuffix(_ range: Range<Int>) -> Bool {
        let first = lowered(bytes[range.lowerBound])
        if range.count == 2 {
            return first == UInt8(ascii: "b") && lowered(bytes[range.lowerBound + 1]) == UInt8(ascii: "d")
        }
        guard range.count == 1 else { return false }
        switch first {
        case UInt8(ascii: "l"), UInt8(ascii: "s"), UInt8(ascii: "y"), UInt8(ascii: "d"), UInt8(ascii: "f"): return true
        default: return false
        }
    }

    private func isHexDigit(_ byte: UInt8, since start: Int) -> Bool {
        guard position >= start + 2, lowered(bytes[start + 1]) == UInt8(ascii: "x") else { return false }
        return lowered(byte) &- UInt8(ascii: "a") < 6
    }

    /// The longest run of operator characters, cut as PostgreSQL does: no comment inside, no sign at its end.
    private mutating func symbol() -> Token {
        let start = position
        var isSpecial = false
        while position < bytes.count, isOperator(bytes[position]) {
            let pair = (bytes[position], byte(1))
            if position > start {
                if pair == (UInt8(ascii: "-"), UInt8(ascii: "-")) || pair == (UInt8(ascii: "/"), UInt8(ascii: "*")) {
                    break
                }
                if pair.0 == UInt8(ascii: "#"), dialect.hashIsComment { break }
            }
            if pair.0 == UInt8(ascii: "~") || pair.0 == UInt8(ascii: "!") || pair.0 == UInt8(ascii: "#") {
                isSpecial = true
            }
            position += 1
        }
        if !isSpecial {
            while position > start + 1,
                bytes[position - 1] == UInt8(ascii: "-") || bytes[position - 1] == UInt8(ascii: "+")
            {
                position -= 1
            }
        }
        if position == start { position += 1 }
        // `~*` and `~~*`, PostgreSQL's matches without case.
        if bytes[position - 1] == UInt8(ascii: "~"), byte() == UInt8(ascii: "*") { position += 1 }
        if position == start + 1, bytes[start] == UInt8(ascii: "=") { return Token(.equals, start, position) }
        if position == start + 2, bytes[start + 1] == UInt8(ascii: ">") {
            if bytes[start] == UInt8(ascii: "-") { return Token(.arrow, start, position) }
            if bytes[start] == UInt8(ascii: "=") { return Token(.fatArrow, start, position) }
        }
        return Token(.symbol, start, position)
    }

    private mutating func colon() -> Token {
        let start = position
        if byte(1) == UInt8(ascii: ":") {
            position += 2
            return Token(.colonColon, start, position)
        }
        if byte(1) == UInt8(ascii: "=") {
            position += 2
            return Token(.symbol, start, position)
        }
        position += 1
        guard !isBehindValue, isWordStart(byte()) else { return Token(.symbol, start, position) }
        while isWordPart(byte()) { position += 1 }
        return Token(.parameter, start, position)
    }

    /// A variable (`@x`, `@@session.x`) where a value may stand, else an operator (`@>`).
    private mutating func at() -> Token {
        let start = position
        let signs = byte(1) == UInt8(ascii: "@") ? 2 : 1
        guard isWordStart(byte(signs)) else { return symbol() }
        position += signs
        while isWordPart(byte()) { position += 1 }
        return Token(.parameter, start, position)
    }

    // MARK: Quotes

    private mutating func quoted(by quote: UInt8, _ kind: Token.Kind, escapes: Bool) -> Token {
        let start = position
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == quote {
                guard position < bytes.count, bytes[position] == quote else { return Token(kind, start, position) }
                position += 1
            } else if escapes, byte == UInt8(ascii: "\\") {
                position = min(position + 1, bytes.count)
            }
        }
        issues.append(Issue(kind: kind == .string ? .openString : .openName, offset: start))
        return Token(kind, start, position)
    }

    /// `$tag$ … $tag$`, `$1`, or `${variable}`.
    private mutating func dollar() -> Token {
        let start = position
        if byte(1) == UInt8(ascii: "{"), let end = find(.variable, from: start + 2) {
            position = end
            return Token(.parameter, start, end)
        }
        if isDigit(byte(1)) {
            position += 1
            while isDigit(byte()) { position += 1 }
            return Token(.parameter, start, position)
        }
        position += 1
        while isWordPart(byte()), byte() != UInt8(ascii: "$") { position += 1 }
        guard dialect.dollarQuotes, byte() == UInt8(ascii: "$") else { return Token(.symbol, start, position) }
        position += 1
        let tag = start..<position
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "$"), isSame(tag, at: position) {
                position += tag.count
                return Token(.string, start, position)
            }
            position += 1
        }
        issues.append(Issue(kind: .openString, offset: start))
        return Token(.string, start, position)
    }

    private func isSame(_ range: Range<Int>, at place: Int) -> Bool {
        guard place + range.count <= bytes.count else { return false }
        for index in 0..<range.count where bytes[range.lowerBound + index] != bytes[place + index] { return false }
        return true
    }

    private func endOfBracketName() -> Int? {
        var index = position + 1
        while index < bytes.count, index - position < 130 {
            if bytes[index] == UInt8(ascii: "]") { return index + 1 }
            if bytes[index] == UInt8(ascii: "[") || bytes[index] == 10 { return nil }
            index += 1
        }
        return nil
    }

    /// Where the next `close` ends, at most 4 kB on. A search in vain is remembered, so that the pass stays linear.
    private mutating func find(_ close: Closer, from start: Int) -> Int? {
        let length = close == .variable ? 1 : 2
        var index = max(start, barren[close.rawValue])
        let last = min(start + 4096, bytes.count) - length
        while index <= last {
            if bytes[index] == close.first, length == 1 || bytes[index + 1] == UInt8(ascii: "}") {
                return index + length
            }
            index += 1
        }
        barren[close.rawValue] = index
        return nil
    }
}

/// Ends of what template languages put into SQL, by what they close.
private enum Closer: Int {
    /// `}` after `${`, `}}` after `{{`, `%}` after `{%`, `#}` after `{#`.
    case variable, value, tag, remark

    var first: UInt8 {
        switch self {
        case .variable, .value: UInt8(ascii: "}")
        case .tag: UInt8(ascii: "%")
        case .remark: UInt8(ascii: "#")
        }
    }
}

// MARK: Bytes

@inline(__always)
private func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

@inline(__always)
private func isWordStart(_ byte: UInt8) -> Bool { (byte | 32) &- 97 < 26 || byte == 95 || byte >= 0x80 }

@inline(__always)
private func isWordPart(_ byte: UInt8) -> Bool { isWordStart(byte) || byte &- 48 < 10 || byte == 36 }

private func isOperator(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "%"), UInt8(ascii: "<"),
        UInt8(ascii: ">"),
        UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: "~"), UInt8(ascii: "^"), UInt8(ascii: "&"),
        UInt8(ascii: "|"),
        UInt8(ascii: "@"), UInt8(ascii: "#"), UInt8(ascii: "?"):
        return true
    default: return false
    }
}
