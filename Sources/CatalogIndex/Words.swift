/// Splits text into the words that search compares: the one rule for documents and queries, in SQL and in memory.
///
/// Words are runs of letters and digits, lower-cased; a change from lower to upper case, and from an acronym to a word,
/// also separates (`customerOrders` → `customer`, `orders`; `HTTPServer` → `http`, `server`). Words longer than 64
/// characters are cut.
public enum Words {
    /// Longest word kept, in bytes of ASCII or Unicode scalars.
    public static let maximumLength = 64

    /// The words of a text, in order, repetitions included.
    /// - Parameter limit: Most words returned; the rest of the text is not looked at.
    public static func split(_ text: String, limit: Int = 10_000) -> [String] {
        var words: [String] = []
        forEach(in: text) { word in
            if words.count < limit { words.append(word) }
            return words.count < limit
        }
        return words
    }

    /// Calls `body` with each word in order, until it answers `false`.
    public static func forEach(in text: String, _ body: (String) -> Bool) {
        var text = text
        let isASCII = text.withUTF8 { bytes in bytes.allSatisfy { $0 < 0x80 } }
        if isASCII {
            text.withUTF8 { ascii($0, body) }
        } else {
            unicode(text, body)
        }
    }

    private enum Kind { case lower, upper, digit, other }

    /// The common case, over bytes: nearly every name and most prose is ASCII.
    private static func ascii(_ bytes: UnsafeBufferPointer<UInt8>, _ body: (String) -> Bool) {
        var index = 0
        while index < bytes.count {
            guard kind(of: bytes[index]) != .other else {
                index += 1
                continue
            }
            let start = index
            index = end(of: bytes, from: start)
            let length = min(index - start, maximumLength)
            let word = String(unsafeUninitializedCapacity: length) { buffer in
                for offset in 0..<length {
                    let byte = bytes[start + offset]
                    buffer[offset] = byte &- 0x41 < 26 ? byte | 0x20 : byte
                }
                return length
            }
            if !body(word) { return }
        }
    }

    /// Where the word that begins at `start` ends.
    private static func end(of bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var index = start + 1
        var last = kind(of: bytes[start])
        var capitals = last == .upper ? 1 : 0
        while index < bytes.count {
            let next = kind(of: bytes[index])
            switch next {
            case .other: return index
            case .upper:
                if last == .lower { return index }
                capitals += 1
            case .lower:
                // The last capital of an acronym begins the word that follows it: HTTPServer.
                if last == .upper, capitals > 1 { return index - 1 }
                capitals = 0
            case .digit: capitals = 0
            }
            last = next
            index += 1
        }
        return index
    }

    private static func kind(of byte: UInt8) -> Kind {
        switch byte {
        case 0x61...0x7A: .lower
        case 0x41...0x5A: .upper
        case 0x30...0x39: .digit
        default: .other
        }
    }

    /// The same rule over Unicode scalars.
    private static func unicode(_ text: String, _ body: (String) -> Bool) {
        var word: [Unicode.Scalar] = []
        var last = Kind.other
        var capitals = 0
        func flush() -> Bool {
            guard !word.isEmpty else { return true }
            var view = String.UnicodeScalarView()
            view.append(contentsOf: word.prefix(maximumLength))
            word.removeAll(keepingCapacity: true)
            return body(String(view).lowercased())
        }
        for scalar in text.unicodeScalars {
            let kind = kind(of: scalar)
            switch kind {
            case .other:
                if !flush() { return }
            case .upper:
                if last == .lower, !flush() { return }
                capitals += 1
                word.append(scalar)
            case .lower:
                if last == .upper, capitals > 1, let capital = word.popLast() {
                    if !flush() { return }
                    word.append(capital)
                }
                capitals = 0
                word.append(scalar)
            case .digit:
                capitals = 0
                word.append(scalar)
            }
            if kind == .other { capitals = 0 }
            last = kind
        }
        _ = flush()
    }

    private static func kind(of scalar: Unicode.Scalar) -> Kind {
        if let byte = UInt8(exactly: scalar.value), byte < 0x80 { return kind(of: byte) }
        let properties = scalar.properties
        if properties.isUppercase { return .upper }
        if properties.isAlphabetic || properties.isDiacritic { return .lower }
        return properties.numericType != nil ? .digit : .other
    }
}
