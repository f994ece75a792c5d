/// Reads the text of a type in each form that Trino prints.
///
/// 483 and `SHOW CREATE TABLE` quote field names (`row("House No" integer)`); `data_type` of 435 does not
/// (`row(House No integer)`), so a field without quotes is split where the longest rest is a known type. What can be
/// read in more than one way is read in the likely one and ``isDoubtful`` says so: then the table itself knows.
struct TrinoTypeParser {
    /// What a text was read as.
    struct Reading: Sendable, Equatable {
        var type: TrinoType
        /// Another reading is possible, because names lack their quotes or a type is unknown.
        var isDoubtful: Bool
    }

    /// Bytes of a type's text that are looked at; longer ones stay opaque.
    static let maximumBytes = 1 << 20

    /// Blanks of an unquoted name that are tried as its end; it keeps the work linear in the text.
    static let maximumNameBlanks = 64
    /// Bytes of the longest type without inner types; it keeps a long row from being compared with each name.
    private static let longestScalar = 80

    private var isDoubtful = false

    /// The type a text names. Never fails: what is no known type is ``TrinoType/opaque(_:)``.
    static func read(_ text: String) -> Reading {
        guard text.utf8.count <= maximumBytes else { return Reading(type: .opaque(text), isDoubtful: false) }
        var parser = TrinoTypeParser()
        let bytes = Array(text.utf8)
        let type = parser.type(bytes[...], depth: 0)
        return Reading(type: type, isDoubtful: parser.isDoubtful)
    }

    private mutating func type(_ bytes: ArraySlice<UInt8>, depth: Int) -> TrinoType {
        let bytes = trimmed(bytes)
        guard depth < TrinoType.maximumDepth else { return .opaque(String(decoding: bytes, as: UTF8.self)) }
        if let scalar = scalar(bytes) { return scalar }
        if let (name, inner) = call(bytes) {
            let pieces = split(inner, at: UInt8(ascii: ","))
            switch name {
            case "array" where pieces.count == 1:
                return .array(type(inner, depth: depth + 1))
            case "map" where pieces.count == 2:
                return .map(key: type(pieces[0], depth: depth + 1), value: type(pieces[1], depth: depth + 1))
            case "row":
                return .row(fields(pieces, depth: depth + 1))
            default: break
            }
        }
        return .opaque(String(decoding: bytes, as: UTF8.self))
    }

    private mutating func fields(_ pieces: [ArraySlice<UInt8>], depth: Int) -> [TrinoType.Field] {
        var fields: [TrinoType.Field] = []
        var anonymous = 0
        for (index, raw) in pieces.enumerated() {
            let piece = trimmed(raw)
            if let (name, rest) = quotedName(piece) {
                fields.append(.init(name: name, type: type(rest, depth: depth)))
            } else if let blank = nameEnd(piece) {
                let name = String(decoding: piece[..<blank], as: UTF8.self)
                fields.append(.init(name: name, type: type(piece[(blank + 1)...], depth: depth)))
            } else {
                anonymous += 1
                let type = type(piece, depth: depth)
                // A lone word that is no type may be half of a name with a comma in it.
                if case .opaque = type { isDoubtful = true }
                fields.append(.init(name: "field\(index)", type: type))
            }
        }
        // `row(a, b integer)` may be one field called `a, b`; `row(integer, varchar)` may not.
        if anonymous > 0, anonymous < pieces.count { isDoubtful = true }
        return fields
    }

    /// Where the blank between an unquoted name and its type is: before the longest rest that is a known type.
    private mutating func nameEnd(_ piece: ArraySlice<UInt8>) -> Int? {
        if scalar(piece) != nil { return nil }
        if let (name, _) = call(piece), name == "row" || name == "array" || name == "map" { return nil }
        var firstBlank: Int?
        for index in blanks(of: piece).prefix(TrinoTypeParser.maximumNameBlanks) {
            let rest = trimmed(piece[(index + 1)...])
            if scalar(rest) != nil { return index }
            if let (name, _) = call(rest), name == "row" || name == "array" || name == "map" { return index }
            if firstBlank == nil { firstBlank = index }
        }
        guard let firstBlank else { return nil }
        // The type is none we know (a plugin's): the last word is the likely one, but a name may hold blanks too.
        isDoubtful = true
        return blanks(of: piece).last ?? firstBlank
    }

    /// `name(p, s) with time zone`, when the whole is a known type without inner types.
    private func scalar(_ bytes: ArraySlice<UInt8>) -> TrinoType? {
        guard bytes.count <= TrinoTypeParser.longestScalar else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        if TrinoType.scalarNames.contains(text) {
            return .scalar(name: text, parameters: [], withTimeZone: false)
        }
        let zone = " with time zone"
        let zoned = text.hasSuffix(zone)
        let plain = zoned ? bytes.dropLast(zone.utf8.count) : bytes
        if zoned, TrinoType.scalarNames.contains(String(decoding: plain, as: UTF8.self)) {
            return .scalar(name: String(decoding: plain, as: UTF8.self), parameters: [], withTimeZone: true)
        }
        guard let (name, inner) = call(plain), TrinoType.scalarNames.contains(name) else { return nil }
        var parameters: [Int] = []
        for piece in inner.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            guard let value = Int(String(decoding: trimmed(piece), as: UTF8.self)), value >= 0 else { return nil }
            parameters.append(value)
        }
        return .scalar(name: name, parameters: parameters, withTimeZone: zoned)
    }

    /// `name(inner)`, when the parenthesis after the first word is closed by the last byte.
    private func call(_ bytes: ArraySlice<UInt8>) -> (name: String, inner: ArraySlice<UInt8>)? {
        guard let open = bytes.firstIndex(of: UInt8(ascii: "(")), bytes.last == UInt8(ascii: ")") else { return nil }
        let name = bytes[..<open]
        guard !name.isEmpty, name.allSatisfy({ isWordByte($0) }) else { return nil }
        let inner = bytes[(open + 1)..<(bytes.endIndex - 1)]
        var depth = 0
        var inQuotes = false
        for byte in inner {
            if byte == UInt8(ascii: "\"") { inQuotes.toggle() }
            if inQuotes { continue }
            if byte == UInt8(ascii: "(") { depth += 1 }
            if byte == UInt8(ascii: ")") { depth -= 1 }
            if depth < 0 { return nil }
        }
        return depth == 0 ? (String(decoding: name, as: UTF8.self), inner) : nil
    }

    private func quotedName(_ bytes: ArraySlice<UInt8>) -> (String, ArraySlice<UInt8>)? {
        guard bytes.first == UInt8(ascii: "\"") else { return nil }
        var name: [UInt8] = []
        var index = bytes.startIndex + 1
        while index < bytes.endIndex {
            if bytes[index] != UInt8(ascii: "\"") {
                name.append(bytes[index])
                index += 1
            } else if index + 1 < bytes.endIndex, bytes[index + 1] == UInt8(ascii: "\"") {
                name.append(UInt8(ascii: "\""))
                index += 2
            } else {
                let rest = trimmed(bytes[(index + 1)...])
                return rest.isEmpty ? nil : (String(decoding: name, as: UTF8.self), rest)
            }
        }
        return nil
    }

    /// The pieces between separators that stand outside of parentheses and quotes.
    private func split(_ bytes: ArraySlice<UInt8>, at separator: UInt8) -> [ArraySlice<UInt8>] {
        var pieces: [ArraySlice<UInt8>] = []
        var start = bytes.startIndex
        for index in outside(bytes) where bytes[index] == separator {
            pieces.append(bytes[start..<index])
            start = index + 1
        }
        pieces.append(bytes[start...])
        return pieces
    }

    private func blanks(of bytes: ArraySlice<UInt8>) -> [Int] {
        outside(bytes).filter { bytes[$0] == UInt8(ascii: " ") }
    }

    private func outside(_ bytes: ArraySlice<UInt8>) -> [Int] {
        var indices: [Int] = []
        var depth = 0
        var inQuotes = false
        for index in bytes.indices {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") { inQuotes.toggle() }
            if inQuotes { continue }
            if byte == UInt8(ascii: "(") { depth += 1 }
            if byte == UInt8(ascii: ")") { depth = max(0, depth - 1) }
            if depth == 0 { indices.append(index) }
        }
        return indices
    }

    private func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var bytes = bytes
        while bytes.first == UInt8(ascii: " ") { bytes.removeFirst() }
        while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
        return bytes
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
        byte >= 0x80 || byte == UInt8(ascii: "_")
            || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
            || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
    }
}
