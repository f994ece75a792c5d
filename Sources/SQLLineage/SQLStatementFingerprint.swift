import Basics

/// A statement without its literals, comments and layout, and a digest of that: two runs of one query are equal by it.
///
/// Strings, numbers and parameters become `?`, lists of them one `?`, words lower case where the dialect folds them (in MySQL and
/// Doris: keywords and functions); quoted names stay, even where a text holds a value in quotes of another dialect. Linear in the
/// length of the text, and never fails: what is no SQL has a fingerprint too. The same text has the same one for good: it is
/// stored.
public struct SQLStatementFingerprint: Sendable, Hashable {
    /// The normalized text, cut behind ``longestText`` bytes.
    public let text: String
    /// The digest of the whole normalized text, cut or not.
    public let digest: Digest128
    /// Whether ``text`` is not all of it.
    public let isCut: Bool

    /// Bytes of ``text`` at most.
    public static let longestText = 65_536

    /// The fingerprint of a statement, or of several at once.
    public init(of statement: String, dialect: SQLDialect = .generic) {
        var statement = statement
        let normalized = statement.withUTF8 { bytes in
            var writer = FingerprintWriter(bytes, dialect: dialect)
            return writer.write()
        }
        digest = normalized.withUnsafeBytes { Digest128(of: $0) }
        isCut = normalized.count > Self.longestText
        var end = min(normalized.count, Self.longestText)
        // Not between the bytes of one character.
        while isCut, end > 0, normalized[end] & 0xC0 == 0x80 { end -= 1 }
        text = String(decoding: normalized[..<end], as: UTF8.self)
    }
}

/// Takes the tokens in, shortens at each `)`, and writes what is left.
private struct FingerprintWriter {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let dialect: SQLDialect
    /// What will be written; every literal is a `.parameter`.
    private var tokens: [Token] = []
    /// Where the open parentheses stand in ``tokens``.
    private var open: [Int] = []
    /// Behind the last shortened row of `values`.
    private var endOfRows = -1

    init(_ bytes: UnsafeBufferPointer<UInt8>, dialect: SQLDialect) {
        self.bytes = bytes
        self.dialect = dialect
    }

    mutating func write() -> [UInt8] {
        var tokenizer = Tokenizer(bytes, dialect: dialect)
        while true {
            let token = tokenizer.next()
            switch token.kind {
            case .end:
                while tokens.last?.kind == .semicolon { tokens.removeLast() }
                return text()
            case .semicolon:
                guard let last = tokens.last, last.kind != .semicolon else { continue }
                tokens.append(token)
            case .openParen:
                open.append(tokens.count)
                tokens.append(token)
            case .closeParen:
                close(token)
            case .string, .number, .parameter:
                if token.kind == .number { removeSign() }
                tokens.append(Token(.parameter, Int(token.start), Int(token.end)))
            default:
                tokens.append(token)
            }
        }
    }

    /// `in (?, ?, ?)` and `values (?, ?), (?, ?)` say no more than their first literal and row.
    private mutating func close(_ token: Token) {
        guard let start = open.popLast(), start > 0 else {
            tokens.append(token)
            return
        }
        let list = tokens[(start + 1)...]
        guard list.first?.kind == .parameter, list.allSatisfy({ $0.kind == .parameter || $0.kind == .comma }) else {
            tokens.append(token)
            return
        }
        let before = tokens[start - 1]
        if before.kind == .comma, start - 1 == endOfRows {
            tokens.removeLast(tokens.count - start + 1)
        } else if before.keyword == .in || before.keyword == .values {
            tokens.removeLast(tokens.count - start - 2)
            tokens.append(token)
            if before.keyword == .values { endOfRows = tokens.count }
        } else {
            tokens.append(token)
        }
    }

    /// The sign of a number is part of it, so `-1` and `1` are one.
    private mutating func removeSign() {
        guard let sign = tokens.last, sign.kind == .symbol, sign.range.count == 1 else { return }
        let byte = bytes[Int(sign.start)]
        guard byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") else { return }
        guard tokens.count == 1 || !isValue(tokens[tokens.count - 2]) else { return }
        tokens.removeLast()
    }

    private func isValue(_ token: Token) -> Bool {
        switch token.kind {
        case .word: token.keyword == .none || token.keyword == .end
        case .quotedName, .parameter, .closeParen, .closeBracket: true
        default: false
        }
    }

    private func text() -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        let foldsNames = dialect != .mysql && dialect != .doris
        var last = Token(.end, 0, 0)
        for (place, token) in tokens.enumerated() {
            if isSpaced(last, token) { output.append(UInt8(ascii: " ")) }
            if token.kind == .parameter {
                output.append(UInt8(ascii: "?"))
            } else {
                let isNamed =
                    last.keyword == .into || last.keyword == .table || last.keyword == .exists || last.kind == .dot
                let isCall = place + 1 < tokens.count && tokens[place + 1].kind == .openParen && !isNamed
                let folds = token.kind == .word && (foldsNames || token.keyword != .none || isCall)
                for index in token.range { output.append(folds ? lowered(bytes[index]) : bytes[index]) }
            }
            last = token
        }
        return output
    }

    private func isSpaced(_ last: Token, _ token: Token) -> Bool {
        switch (last.kind, token.kind) {
        case (.end, _), (.openParen, _), (.openBracket, _), (.dot, _), (.colonColon, _): false
        case (_, .comma), (_, .semicolon), (_, .closeParen), (_, .closeBracket), (_, .dot), (_, .colonColon): false
        case (.word, .openParen), (.word, .openBracket): last.keyword != .none
        case (.quotedName, .openParen), (.quotedName, .openBracket): false
        default: true
        }
    }
}
