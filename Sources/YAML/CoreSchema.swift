import Basics

extension YAMLNode {
    /// The node as JSON by the YAML 1.2 core schema (§10.3.2): plain scalars become null, booleans and numbers where they
    /// look like them, everything quoted a string. `.inf` and `.nan`, which JSON cannot say, stay strings.
    ///
    /// Recursion ends at the parser's depth limit.
    public var json: JSON {
        switch content {
        case .scalar(let text, .quoted): .string(text)
        case .scalar(let text, .plain): resolvePlainScalar(text)
        case .sequence(let elements): .array(elements.map(\.json))
        case .mapping(let pairs): .object(JSONObject(pairs.map { .init($0.key, $0.value.json) }))
        }
    }
}

func resolvePlainScalar(_ text: String) -> JSON {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    default: break
    }
    let bytes = Array(text.utf8)
    if bytes.count > 2, bytes[0] == UInt8(ascii: "0") {
        let digits = text.dropFirst(2)
        let radix = bytes[1] == UInt8(ascii: "x") ? 16 : bytes[1] == UInt8(ascii: "o") ? 8 : 0
        // `Int64(_:radix:)` takes a sign, the core schema does not.
        if radix != 0, isDigit(bytes[2], radix: radix), let value = Int64(digits, radix: radix) { return .int(value) }
    }
    return resolveDecimal(bytes) ?? .string(text)
}

private func isDigit(_ byte: UInt8, radix: Int) -> Bool {
    switch byte {
    case 0x30...0x37: true
    case 0x38...0x39: radix == 16
    case 0x41...0x46, 0x61...0x66: radix == 16
    default: false
    }
}

/// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`, written again as RFC 8259 spells numbers.
private func resolveDecimal(_ bytes: [UInt8]) -> JSON? {
    var index = 0
    func peek() -> UInt8 { index < bytes.count ? bytes[index] : 0 }
    func digits() -> [UInt8] {
        let start = index
        while index < bytes.count, (0x30...0x39).contains(bytes[index]) { index += 1 }
        return Array(bytes[start..<index])
    }
    let negative = peek() == UInt8(ascii: "-")
    if negative || peek() == UInt8(ascii: "+") { index += 1 }
    let whole = digits()
    var fraction: [UInt8]?
    if peek() == UInt8(ascii: ".") {
        index += 1
        fraction = digits()
    }
    guard !whole.isEmpty || fraction?.isEmpty == false else { return nil }
    var exponent: [UInt8] = []
    if peek() == UInt8(ascii: "e") || peek() == UInt8(ascii: "E") {
        index += 1
        exponent = [UInt8(ascii: "e")]
        if peek() == UInt8(ascii: "-") { exponent.append(UInt8(ascii: "-")) }
        if peek() == UInt8(ascii: "-") || peek() == UInt8(ascii: "+") { index += 1 }
        let value = digits()
        guard !value.isEmpty else { return nil }
        exponent += value
    }
    guard index == bytes.count else { return nil }

    let significant = Array(whole.drop { $0 == 0x30 })
    let sign = negative ? "-" : ""
    let integer = sign + (significant.isEmpty ? "0" : String(decoding: significant, as: UTF8.self))
    guard fraction != nil || !exponent.isEmpty else { return Int64(integer).map { .int($0) } ?? .number(integer) }
    var text = integer
    if let fraction { text += "." + (fraction.isEmpty ? "0" : String(decoding: fraction, as: UTF8.self)) }
    return .number(text + String(decoding: exponent, as: UTF8.self))
}
