/// One part of a name: what it is compared by, what it is shown as, and the byte where it stands.
struct Name {
    /// Equal for two spellings that the dialect takes for one name.
    var key: String
    var text: String
    var offset: Int
}

extension SQLDialect {
    /// How a name is compared: PostgreSQL tells quoted names apart by case, all others fold.
    func key(_ text: String, isQuoted: Bool) -> String {
        self == .postgres && isQuoted ? text : folded(text)
    }

    /// How a name is shown: as the engine would store it.
    func shown(_ text: String, isQuoted: Bool) -> String {
        switch self {
        // Trino folds quoted names too.
        case .trino: folded(text)
        case .postgres: isQuoted ? text : folded(text)
        case .spark, .mysql, .doris, .generic: text
        }
    }

    /// The key of a name that a schema gives, which is the stored spelling already.
    func storedKey(_ text: String) -> String {
        self == .postgres ? text : folded(text)
    }
}

/// Lower case; ASCII, which nearly all names are, without the Unicode tables.
func folded(_ text: String) -> String {
    var hasUpper = false
    for byte in text.utf8 {
        if byte >= 0x80 { return text.lowercased() }
        if byte &- 65 < 26 { hasUpper = true }
    }
    guard hasUpper else { return text }
    return String(decoding: text.utf8.lazy.map(lowered), as: UTF8.self)
}
