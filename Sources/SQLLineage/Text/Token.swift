/// A piece of SQL text: what it is, and the bytes it stands in.
struct Token {
    enum Kind: UInt8 {
        case word, quotedName, string, number, parameter, symbol
        case openParen, closeParen, openBracket, closeBracket, openBrace, closeBrace
        case comma, dot, semicolon, star, colonColon, arrow, fatArrow, equals
        /// Stands behind the last token, however often it is asked for.
        case end
    }

    var kind: Kind
    /// `.none` for everything but an unquoted word that the grammar knows.
    var keyword: Keyword
    var start: Int32
    var end: Int32

    init(_ kind: Kind, _ start: Int, _ end: Int, keyword: Keyword = .none) {
        self.kind = kind
        self.keyword = keyword
        self.start = Int32(truncatingIfNeeded: start)
        self.end = Int32(truncatingIfNeeded: end)
    }

    var range: Range<Int> { Int(start)..<max(Int(start), Int(end)) }
}
