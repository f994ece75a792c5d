/// Keeps secrets that lie about in a source (parameters, environments, addresses, log lines) out of the catalog.
///
/// A value goes when its name says secret (`API_TOKEN`, `db.password`) or when it looks like one (`ghp_…`, a JSON web
/// token, `user:password@` in an address, a signature in its query). Words of language models (`max_tokens`,
/// `pad_token`) are no secrets. What is taken out is replaced by ``mask``; the rest of the text stays.
enum SourceSecrets {
    static let mask = Redactor.stars

    /// A value fit to be stored under its name.
    ///
    /// - Parameter isEnvironment: Judges as one must with environment variables, where any key or long random text is
    ///   taken for a secret.
    static func value(_ value: String, named name: String, isEnvironment: Bool = false) -> String {
        guard !value.isEmpty else { return value }
        let words = self.words(name)
        if isSecret(words) && !(words.last == "token" && Double(value) != nil) { return mask }
        if isEnvironment {
            if words.contains(where: { ["key", "auth", "dsn", "pat", "jwt", "signature"].contains($0) }) {
                return mask
            }
            if looksRandom(value), !words.contains(where: { ["sha", "commit", "digest", "hash", "id"].contains($0) }) {
                return mask
            }
        }
        return redacted(value)
    }

    /// Whether a name says that its value is a secret.
    static func isSecretName(_ name: String) -> Bool { isSecret(words(name)) }

    /// A text with the secrets that can be told in it replaced.
    static func redacted(_ text: String) -> String {
        let bytes = Array(text.utf8)
        guard bytes.count >= 6 else { return text }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var changed = false
        var index = 0
        while index < bytes.count {
            guard isWordByte(bytes[index]) else {
                if let end = passwordEnd(in: bytes, at: index) {
                    result += Array("://".utf8)
                    let user = bytes[(index + 3)..<end].prefix { $0 != UInt8(ascii: ":") }
                    result += user + Array((user.count < end - index - 3 ? ":" + mask : "").utf8)
                    changed = changed || user.count < end - index - 3
                    index = end
                    continue
                }
                result.append(bytes[index])
                index += 1
                continue
            }
            var end = index
            while end < bytes.count, isWordByte(bytes[end]) { end += 1 }
            let word = bytes[index..<end]
            if isTokenShaped(word) {
                result += Array(mask.utf8)
                changed = true
                index = end
                continue
            }
            result += word
            index = end
            guard let value = secretValue(after: word, in: bytes, at: end) else { continue }
            result += bytes[end..<value.lowerBound] + Array(mask.utf8)
            changed = true
            index = value.upperBound
        }
        return changed ? String(decoding: result, as: UTF8.self) : text
    }

    // MARK: Names

    private static let secretWords: Set<String> = [
        "password", "passwd", "pwd", "passphrase", "secret", "secrets", "credential", "credentials", "apikey",
        "accesskey", "secretkey", "privatekey", "authorization", "cookie", "authtoken", "accesstoken", "apitoken",
        "bearer",
    ]
    /// What before `key` makes a secret of it.
    private static let keyWords: Set<String> = [
        "api", "access", "private", "secret", "account", "signing", "encryption", "client", "shared", "license",
    ]
    /// What before `token` says that it is a word of a text.
    private static let vocabularyWords: Set<String> = [
        "pad", "eos", "bos", "unk", "sep", "mask", "cls", "start", "end", "special", "image", "stop", "per", "next",
        "last", "first", "max", "min", "num", "new", "padding", "unknown", "separator", "audio", "decoder", "forced",
        "loss", "cost", "by", "each", "additional",
    ]

    private static func isSecret(_ words: [String]) -> Bool {
        for (index, word) in words.enumerated() {
            if secretWords.contains(word) { return true }
            let before = index > 0 ? words[index - 1] : ""
            if word == "key", keyWords.contains(before) { return true }
            if word == "signature", before == "amz" || words.count == 1 { return true }
        }
        guard words.last == "token" else { return false }
        return words.count < 2 || !vocabularyWords.contains(words[words.count - 2])
    }

    /// The words of a name, in lower case: `X-Amz-Signature`, `apiToken` and `API_TOKEN` each hold several.
    private static func words(_ name: String) -> [String] {
        var words: [String] = []
        var word = ""
        var lastWasLower = false
        for scalar in name.unicodeScalars.prefix(200) {
            let isUpper = scalar.value >= 0x41 && scalar.value <= 0x5A
            let isLower = scalar.value >= 0x61 && scalar.value <= 0x7A
            let isDigit = scalar.value >= 0x30 && scalar.value <= 0x39
            if !(isUpper || isLower || isDigit) || (isUpper && lastWasLower) {
                if !word.isEmpty { words.append(word) }
                word = ""
            }
            if isUpper || isLower || isDigit { word += String(scalar).lowercased() }
            lastWasLower = isLower || isDigit
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    // MARK: Values

    private static let prefixes = [
        "ghp_", "gho_", "ghs_", "ghu_", "github_pat_", "glpat-", "hf_", "sk-", "sk_live_", "rk_live_", "xoxb-", "xoxp-",
        "xoxa-", "dapi", "pypi-", "npm_", "dckr_pat_", "AIza", "ya29.", "SG.",
    ].map { Array($0.utf8) }

    private static func isTokenShaped(_ word: ArraySlice<UInt8>) -> Bool {
        guard word.count >= 20, let first = word.first else { return false }
        if word.count == 20, word.starts(with: "AKIA".utf8) || word.starts(with: "ASIA".utf8) {
            return word.allSatisfy { ($0 >= 0x41 && $0 <= 0x5A) || ($0 >= 0x30 && $0 <= 0x39) }
        }
        if word.starts(with: "eyJ".utf8) { return word.filter { $0 == UInt8(ascii: ".") }.count == 2 }
        guard word.contains(where: { $0 >= 0x30 && $0 <= 0x39 }) else { return false }
        return prefixes.contains { $0.first == first && word.starts(with: $0) }
    }

    /// Whether a whole value is the kind of text that only a machine makes: long, without blanks, of mixed letters and
    /// digits, or of hexadecimal digits alone.
    private static func looksRandom(_ value: String) -> Bool {
        let bytes = Array(value.utf8)
        guard bytes.count >= 24,
            bytes.allSatisfy({ isWordByte($0) || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "=") })
        else { return false }
        let digits = bytes.filter { $0 >= 0x30 && $0 <= 0x39 }.count
        if bytes.count >= 32,
            bytes.allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x66) })
        {
            return digits > 0
        }
        return digits >= 2 && bytes.contains { $0 >= 0x41 && $0 <= 0x5A } && bytes.contains { $0 >= 0x61 && $0 <= 0x7A }
            && !bytes.contains(UInt8(ascii: "."))
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39) || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    /// Where the `@` stands that ends user and password of an address, when one begins at `://`.
    private static func passwordEnd(in bytes: [UInt8], at index: Int) -> Int? {
        guard bytes[index...].starts(with: "://".utf8) else { return nil }
        var at: Int?
        var place = index + 3
        while place < bytes.count, place < index + 1024 {
            let byte = bytes[place]
            if byte <= 0x20 || "/?#\"'<>".utf8.contains(byte) { break }
            if byte == UInt8(ascii: "@") { at = place }
            place += 1
        }
        return at
    }

    /// The value that follows a name which says secret: `name=value`, `name: value`, `"name": "value"`, `--name value`,
    /// and the long text that follows `Bearer`.
    private static func secretValue(after word: ArraySlice<UInt8>, in bytes: [UInt8], at end: Int) -> Range<Int>? {
        guard end < bytes.count, word.count <= 200 else { return nil }
        let name = String(decoding: word, as: UTF8.self)
        var isSeparated = bytes[end] == 0x20 && (word.starts(with: "--".utf8) || name == "Bearer")
        var place = end
        while place < bytes.count, place < end + 6, "\"'= :\\".utf8.contains(bytes[place]) {
            if bytes[place] == UInt8(ascii: "=") || bytes[place] == UInt8(ascii: ":") { isSeparated = true }
            place += 1
        }
        guard isSeparated, place > end, name == "Bearer" || isSecret(words(name)) else { return nil }
        var range = valueRange(in: bytes, from: place)
        if ["Bearer", "Basic"].contains(String(decoding: bytes[range], as: UTF8.self)) {
            // `Authorization: Bearer …`: the secret is what follows the scheme.
            range = valueRange(in: bytes, from: min(range.upperBound + 1, bytes.count))
        } else if name == "Bearer", range.count < 12 {
            return nil
        }
        guard !range.isEmpty else { return nil }
        let value = String(decoding: bytes[range], as: UTF8.self)
        guard value != mask, words(name).last != "token" || Double(value) == nil else { return nil }
        return range
    }

    private static func valueRange(in bytes: [UInt8], from start: Int) -> Range<Int> {
        var end = start
        while end < bytes.count, bytes[end] > 0x20, !"\"'&,;}])\\".utf8.contains(bytes[end]) { end += 1 }
        return start..<end
    }
}
