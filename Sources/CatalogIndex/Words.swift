/// Splits text into the words that search compares: the one rule for documents and queries, in SQL and in memory.
///
/// Words are runs of letters and digits, lower-cased; a change from lower to upper case, and from an acronym to a word,
/// also separates (`customerOrders` → `customer`, `orders`; `HTTPServer` → `http`, `server`). Words longer than 64
/// characters are cut.
public enum Words {
    /// Longest word kept, in Unicode scalars.
    public static let maximumLength = 64

    /// The words of a text, in order, repetitions included.
    /// - Parameter limit: Most words returned; the rest of the text is not looked at.
    public static func split(_ text: String, limit: Int = 10_000) -> [String] {
        var splitter = Splitter(limit: limit)
        for scalar in text.unicodeScalars {
            if splitter.words.count >= limit { break }
            splitter.take(scalar)
        }
        splitter.finish()
        return splitter.words
    }

    private enum Kind { case lower, upper, digit, other }

    private struct Splitter {
        var words: [String] = []
        let limit: Int
        private var current = String.UnicodeScalarView()
        private var count = 0
        private var last = Kind.other
        private var upperRun = 0

        init(limit: Int) { self.limit = limit }

        mutating func take(_ scalar: Unicode.Scalar) {
            let kind = Self.kind(of: scalar)
            switch kind {
            case .other:
                finish()
            case .upper:
                if last == .lower { finish() }
                append(scalar)
                upperRun += 1
            case .lower:
                // The last capital of an acronym begins the word that follows it: HTTPServer.
                if last == .upper, upperRun > 1, let capital = current.last {
                    current.removeLast()
                    count -= 1
                    finish()
                    append(capital)
                }
                append(scalar)
                upperRun = 0
            case .digit:
                append(scalar)
                upperRun = 0
            }
            last = kind
        }

        mutating func append(_ scalar: Unicode.Scalar) {
            guard count < Words.maximumLength else { return }
            current.append(scalar)
            count += 1
        }

        mutating func finish() {
            if count > 0, words.count < limit {
                words.append(String(current).lowercased())
            }
            current = String.UnicodeScalarView()
            count = 0
            upperRun = 0
            last = .other
        }

        static func kind(of scalar: Unicode.Scalar) -> Kind {
            switch scalar.value {
            case 0x61...0x7A: return .lower
            case 0x41...0x5A: return .upper
            case 0x30...0x39: return .digit
            case 0..<0x80: return .other
            default:
                let properties = scalar.properties
                if properties.isUppercase { return .upper }
                if properties.isAlphabetic || properties.isDiacritic { return .lower }
                return properties.numericType != nil ? .digit : .other
            }
        }
    }
}
