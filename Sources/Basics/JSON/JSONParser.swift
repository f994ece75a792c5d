/// Why a text is not JSON that the catalog accepts, and at which byte.
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The rule that was broken; stable, so callers may branch on it.
    public enum Code: String, Sendable {
        case empty, unexpectedEnd, unexpectedCharacter, trailingCharacters, invalidUTF8, invalidEscape, loneSurrogate
        case nulCharacter, controlCharacter, invalidNumber, duplicateName, tooDeep
    }

    public var code: Code
    /// Offset of the offending byte from the start of the text.
    public var offset: Int
    public var message: String

    public init(_ code: Code, at offset: Int, _ message: String) {
        self.code = code
        self.offset = offset
        self.message = message
    }

    public var description: String { "\(message) at byte \(offset)" }
}

extension JSON {
    /// Nesting that a parse follows at most; deeper text is refused, because recursion would end the process.
    public static let defaultMaximumDepth = 128

    /// The value that a UTF-8 text holds, strictly by RFC 8259.
    ///
    /// Refused beyond the RFC, because PostgreSQL or another reader could not keep them: U+0000, lone surrogates,
    /// duplicate member names.
    ///
    /// - Parameters:
    ///   - bytes: The whole text; white space around the value is allowed.
    ///   - maximumDepth: Arrays and objects inside one another, at most.
    /// - Throws: ``JSONError``, naming rule and byte.
    public static func parse(_ bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int = defaultMaximumDepth)
        throws(JSONError) -> JSON
    {
        if let bad = firstInvalidUTF8(bytes) { throw JSONError(.invalidUTF8, at: bad, "text is not UTF-8") }
        var parser = Parser(bytes: bytes, maximumDepth: maximumDepth)
        return try parser.document()
    }

    /// The value that a UTF-8 text in an array of bytes holds; see ``parse(_:maximumDepth:)-(UnsafeBufferPointer<UInt8>,_)``.
    public static func parse(_ bytes: [UInt8], maximumDepth: Int = defaultMaximumDepth) throws(JSONError) -> JSON {
        let result = bytes.withUnsafeBufferPointer { buffer in
            Result { () throws(JSONError) in try parse(buffer, maximumDepth: maximumDepth) }
        }
        return try result.get()
    }

    /// The value that a string holds; see ``parse(_:maximumDepth:)-(UnsafeBufferPointer<UInt8>,_)``.
    public static func parse(_ text: String, maximumDepth: Int = defaultMaximumDepth) throws(JSONError) -> JSON {
        var text = text
        let result = text.withUTF8 { buffer in
            Result { () throws(JSONError) in try parse(buffer, maximumDepth: maximumDepth) }
        }
        return try result.get()
    }
}

/// The offset of the first byte that breaks UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing past U+10FFFF).
func firstInvalidUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var index = 0
    let count = bytes.count
    guard let base = bytes.baseAddress else { return nil }
    let raw = UnsafeRawPointer(base)
    while index < count {
        if index &+ 8 <= count {
            let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            if word & 0x8080_8080_8080_8080 == 0 {
                index &+= 8
                continue
            }
        }
        let lead = bytes[index]
        if lead < 0x80 {
            index &+= 1
            continue
        }
        let length: Int
        var low: UInt8 = 0x80
        var high: UInt8 = 0xBF
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0:
            length = 3
            low = 0xA0
        case 0xED:
            length = 3
            high = 0x9F
        case 0xE1...0xEF: length = 3
        case 0xF0:
            length = 4
            low = 0x90
        case 0xF4:
            length = 4
            high = 0x8F
        case 0xF1...0xF3: length = 4
        default: return index
        }
        guard index &+ length <= count else { return index }
        guard bytes[index &+ 1] >= low, bytes[index &+ 1] <= high else { return index }
        var next = 2
        while next < length {
            guard bytes[index &+ next] & 0xC0 == 0x80 else { return index }
            next &+= 1
        }
        index &+= length
    }
    return nil
}

/// A recursive descent over bytes that are already known to be UTF-8.
private struct Parser {
    let bytes: UnsafeBufferPointer<UInt8>
    let maximumDepth: Int
    var index = 0
    var depth = 0

    init(bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
    }

    mutating func document() throws(JSONError) -> JSON {
        skipSpace()
        guard index < bytes.count else { throw JSONError(.empty, at: index, "no JSON value") }
        let value = try self.value()
        skipSpace()
        guard index == bytes.count else {
            throw JSONError(.trailingCharacters, at: index, "characters after the JSON value")
        }
        return value
    }

    mutating func skipSpace() {
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x0A, 0x0D, 0x09: index &+= 1
            default: return
            }
        }
    }

    func end() -> JSONError { JSONError(.unexpectedEnd, at: bytes.count, "JSON text ends too early") }

    func unexpected() -> JSONError {
        guard index < bytes.count else { return end() }
        return JSONError(.unexpectedCharacter, at: index, "unexpected character in JSON")
    }

    mutating func value() throws(JSONError) -> JSON {
        guard index < bytes.count else { throw end() }
        switch bytes[index] {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "{"): return .object(try object())
        case UInt8(ascii: "["): return .array(try array())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case UInt8(ascii: "-"), 0x30...0x39: return try number()
        default: throw unexpected()
        }
    }

    mutating func literal(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
        let length = word.utf8CodeUnitCount
        for offset in 0..<length {
            guard index &+ offset < bytes.count else { throw end() }
            guard bytes[index &+ offset] == word.utf8Start[offset] else { throw unexpected() }
        }
        index &+= length
        return value
    }

    mutating func enter() throws(JSONError) {
        depth &+= 1
        guard depth <= maximumDepth else {
            throw JSONError(.tooDeep, at: index, "JSON is nested deeper than \(maximumDepth)")
        }
    }

    mutating func array() throws(JSONError) -> [JSON] {
        try enter()
        index &+= 1
        var elements: [JSON] = []
        skipSpace()
        if index < bytes.count, bytes[index] == UInt8(ascii: "]") {
            index &+= 1
            depth &-= 1
            return elements
        }
        while true {
            skipSpace()
            elements.append(try value())
            skipSpace()
            guard index < bytes.count else { throw end() }
            switch bytes[index] {
            case UInt8(ascii: ","): index &+= 1
            case UInt8(ascii: "]"):
                index &+= 1
                depth &-= 1
                return elements
            default: throw unexpected()
            }
        }
    }

    mutating func object() throws(JSONError) -> JSONObject {
        try enter()
        index &+= 1
        var members: [JSONObject.Member] = []
        var seen: Set<String>?
        skipSpace()
        if index < bytes.count, bytes[index] == UInt8(ascii: "}") {
            index &+= 1
            depth &-= 1
            return JSONObject()
        }
        while true {
            skipSpace()
            guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { throw unexpected() }
            let start = index
            let name = try string()
            // A short object is searched; a long one is hashed, so that hostile width stays linear.
            let duplicate: Bool
            if members.count < 16 {
                duplicate = members.contains { $0.name == name }
            } else {
                if seen == nil { seen = Set(members.map(\.name)) }
                duplicate = !(seen?.insert(name).inserted ?? true)
            }
            if duplicate {
                throw JSONError(.duplicateName, at: start, "member \"\(name)\" is given twice")
            }
            skipSpace()
            guard index < bytes.count, bytes[index] == UInt8(ascii: ":") else { throw unexpected() }
            index &+= 1
            skipSpace()
            members.append(.init(name, try value()))
            skipSpace()
            guard index < bytes.count else { throw end() }
            switch bytes[index] {
            case UInt8(ascii: ","): index &+= 1
            case UInt8(ascii: "}"):
                index &+= 1
                depth &-= 1
                return JSONObject(members)
            default: throw unexpected()
            }
        }
    }

    mutating func string() throws(JSONError) -> String {
        index &+= 1
        let start = index
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<index]), as: UTF8.self)
                index &+= 1
                return text
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
            if byte < 0x20 { throw JSONError(.controlCharacter, at: index, "control character in a string") }
            index &+= 1
        }
        throw end()
    }

    mutating func escapedString(from start: Int) throws(JSONError) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(max(64, 2 * (index &- start)))
        // Runs between escapes are copied whole: JSON inside a string has an escape every few bytes.
        var run = start
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "\""):
                text.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[run..<index]))
                index &+= 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                text.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[run..<index]))
                try escape(into: &text)
                run = index
            case 0..<0x20:
                throw JSONError(.controlCharacter, at: index, "control character in a string")
            default:
                index &+= 1
            }
        }
        throw end()
    }

    mutating func escape(into text: inout [UInt8]) throws(JSONError) {
        let start = index
        guard index &+ 1 < bytes.count else { throw end() }
        let kind = bytes[index &+ 1]
        index &+= 2
        switch kind {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(kind)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            var scalar = try hex4()
            if scalar >= 0xD800, scalar <= 0xDBFF {
                guard index &+ 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
                    bytes[index &+ 1] == UInt8(ascii: "u")
                else { throw JSONError(.loneSurrogate, at: start, "half of a surrogate pair") }
                index &+= 2
                let low = try hex4()
                guard low >= 0xDC00, low <= 0xDFFF else {
                    throw JSONError(.loneSurrogate, at: start, "half of a surrogate pair")
                }
                scalar = 0x10000 &+ ((scalar &- 0xD800) << 10) &+ (low &- 0xDC00)
            } else if scalar >= 0xDC00, scalar <= 0xDFFF {
                throw JSONError(.loneSurrogate, at: start, "half of a surrogate pair")
            }
            guard scalar != 0 else { throw JSONError(.nulCharacter, at: start, "U+0000 in a string") }
            guard let unicode = Unicode.Scalar(scalar) else {
                throw JSONError(.invalidEscape, at: start, "invalid escape in a string")
            }
            text.append(contentsOf: UTF8.encode(unicode).map { Array($0) } ?? [])
        default:
            throw JSONError(.invalidEscape, at: start, "invalid escape in a string")
        }
    }

    mutating func hex4() throws(JSONError) -> UInt32 {
        guard index &+ 4 <= bytes.count else { throw end() }
        var value: UInt32 = 0
        for offset in 0..<4 {
            let byte = bytes[index &+ offset]
            let digit: UInt8
            switch byte {
            case 0x30...0x39: digit = byte &- 0x30
            case 0x41...0x46: digit = byte &- 0x41 &+ 10
            case 0x61...0x66: digit = byte &- 0x61 &+ 10
            default: throw JSONError(.invalidEscape, at: index, "invalid \\u escape in a string")
            }
            value = value << 4 | UInt32(digit)
        }
        index &+= 4
        return value
    }

    mutating func number() throws(JSONError) -> JSON {
        let start = index
        var negative = false
        if bytes[index] == UInt8(ascii: "-") {
            negative = true
            index &+= 1
        }
        let firstDigit = index
        var magnitude: UInt64 = 0
        var overflow = false
        while index < bytes.count, bytes[index] >= 0x30, bytes[index] <= 0x39 {
            let (product, high) = magnitude.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(UInt64(bytes[index] &- 0x30))
            overflow = overflow || high || carry
            magnitude = sum
            index &+= 1
        }
        let digits = index &- firstDigit
        guard digits > 0 else { throw invalidNumber(start) }
        if digits > 1, bytes[firstDigit] == 0x30 { throw invalidNumber(start) }
        var isInteger = true
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            isInteger = false
            index &+= 1
            try digitRun(start)
        }
        if index < bytes.count, bytes[index] == UInt8(ascii: "e") || bytes[index] == UInt8(ascii: "E") {
            isInteger = false
            index &+= 1
            if index < bytes.count, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") {
                index &+= 1
            }
            try digitRun(start)
        }
        if isInteger, !overflow {
            if negative {
                if magnitude != 0, magnitude <= UInt64(Int64.max) + 1 {
                    return .int(Int64(truncatingIfNeeded: 0 &- magnitude))
                }
            } else if magnitude <= UInt64(Int64.max) {
                return .int(Int64(magnitude))
            }
        }
        return .number(String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<index]), as: UTF8.self))
    }

    mutating func digitRun(_ start: Int) throws(JSONError) {
        let first = index
        while index < bytes.count, bytes[index] >= 0x30, bytes[index] <= 0x39 { index &+= 1 }
        guard index > first else { throw invalidNumber(start) }
    }

    func invalidNumber(_ start: Int) -> JSONError {
        index < bytes.count
            ? JSONError(.invalidNumber, at: start, "invalid number")
            : JSONError(.unexpectedEnd, at: bytes.count, "JSON text ends inside a number")
    }
}
