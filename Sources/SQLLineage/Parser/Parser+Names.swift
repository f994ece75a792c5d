extension Parser {
    /// The token at the place as a name.
    func name(of token: Token) -> Name {
        let text = rawText(token)
        let isQuoted = token.kind == .quotedName
        let shown = dialect.shown(text, isQuoted: isQuoted)
        return Name(key: dialect.key(shown, isQuoted: isQuoted), text: shown, offset: Int(token.start))
    }

    /// The text of a name, without its quotes.
    func rawText(_ token: Token) -> String {
        var range = token.range
        guard token.kind == .quotedName || token.kind == .string else {
            return String(decoding: bytes[range], as: UTF8.self)
        }
        // U&"…"
        while range.lowerBound < range.upperBound, isLetterOrAmpersand(bytes[range.lowerBound]) {
            range = (range.lowerBound + 1)..<range.upperBound
        }
        guard range.count >= 2 else { return "" }
        let opening = bytes[range.lowerBound]
        let quote = opening == UInt8(ascii: "[") ? UInt8(ascii: "]") : opening
        let isClosed = bytes[range.upperBound - 1] == quote
        let inside = (range.lowerBound + 1)..<(isClosed ? range.upperBound - 1 : range.upperBound)
        guard bytes[inside].contains(quote) else { return String(decoding: bytes[inside], as: UTF8.self) }
        var text: [UInt8] = []
        var place = inside.lowerBound
        while place < inside.upperBound {
            text.append(bytes[place])
            place += bytes[place] == quote && place + 1 < inside.upperBound && bytes[place + 1] == quote ? 2 : 1
        }
        return String(decoding: text, as: UTF8.self)
    }

    private func isLetterOrAmpersand(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "&") || (byte | 32) &- 97 < 26 }

    /// A name of one part: a word that is not reserved, or a quoted name.
    mutating func takeName() -> Name? {
        let token = token()
        guard token.kind == .quotedName || (token.kind == .word && !token.keyword.isReserved) else { return nil }
        index += 1
        return name(of: token)
    }

    /// Any word or quoted name, reserved or not: what may follow `as` or a dot.
    mutating func takeAnyName() -> Name? {
        let token = token()
        guard token.kind == .quotedName || token.kind == .word else { return nil }
        index += 1
        return name(of: token)
    }

    /// `a.b.c`; empty, with nothing taken, where no name stands.
    mutating func takePath() -> [Name] {
        let start = token()
        guard let first = takeName() else { return [] }
        var path = [first]
        if dialect == .generic, bytes[Int(start.start)] == UInt8(ascii: "`"), first.text.contains(".") {
            // BigQuery quotes a whole path at once.
            path = first.text.split(separator: ".").map { part in
                Name(key: dialect.key(String(part), isQuoted: true), text: String(part), offset: first.offset)
            }
            if path.isEmpty { path = [first] }
        }
        while kind == .dot {
            let next = token(1)
            guard next.kind == .word || next.kind == .quotedName else {
                // SQL Server's `db..t`: the schema in between is the default one.
                if next.kind == .dot, token(2).kind == .word || token(2).kind == .quotedName {
                    index += 1
                    continue
                }
                break
            }
            index += 1
            if let name = takeAnyName() { path.append(name) }
        }
        return path
    }

    /// `(a, b, c)`, each perhaps followed by a type, a comment or an order, which are skipped; empty where none opens.
    mutating func takeNameList() -> [Name] {
        guard kind == .openParen, let close = closer(of: index) else { return [] }
        index += 1
        var names: [Name] = []
        while index < close {
            if let name = takeAnyName() {
                // `a.b` in a column list names b.
                var last = name
                while kind == .dot,
                    let next = {
                        index += 1; return takeAnyName()
                    }()
                { last = next }
                names.append(last)
            }
            while index < close, kind != .comma { skip() }
            _ = take(.comma)
        }
        index = close + 1
        return names
    }

    /// Whether a parenthesis here holds nothing but names and commas.
    func isNameList() -> Bool {
        guard kind == .openParen, let close = closer(of: index) else { return false }
        var place = index + 1
        guard place < close else { return false }
        while place < close {
            let token = tokens[place]
            guard
                token.kind == .word && !token.keyword.isReserved || token.kind == .quotedName || token.kind == .comma
                    || token.kind == .dot
            else {
                return false
            }
            place += 1
        }
        return true
    }

    /// Moves behind a type: `decimal(10, 2)`, `timestamp with time zone`, `array<struct<a: int>>`, `double precision[]`.
    mutating func skipType() {
        guard kind == .word || kind == .quotedName else { return }
        index += 1
        while kind == .dot {
            index += 1
            _ = takeAnyName()
        }
        while true {
            switch kind {
            case .openParen, .openBracket: skip()
            case .symbol where bytes[Int(token().start)] == UInt8(ascii: "<"): skipAngles()
            case .word where isNext(.with, .time, .zone) || isNext(.without, .time, .zone): index += 3
            case .word where isTypeWord: index += 1
            default: return
            }
        }
    }

    /// The second word of a type's name.
    private var isTypeWord: Bool {
        isWord("precision") || isWord("varying") || isWord("unsigned") || isWord("signed") || isKeyword(.array)
    }

    private mutating func skipAngles() {
        var open = 0
        while !isAtEnd, kind != .closeParen {
            let token = token()
            if token.kind == .symbol || token.kind == .arrow || token.kind == .fatArrow {
                for byte in bytes[token.range] {
                    if byte == UInt8(ascii: "<") { open += 1 }
                    if byte == UInt8(ascii: ">") { open -= 1 }
                }
            }
            skip()
            if open <= 0 { return }
        }
    }
}
