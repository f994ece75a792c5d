import Basics

/// A text as Python's `repr` prints it: in single quotes, or in double ones when only single ones occur in it.
func pythonString(_ text: String) -> String {
    let quote: Unicode.Scalar = text.unicodeScalars.contains("'") && !text.unicodeScalars.contains("\"") ? "\"" : "'"
    var result = String(quote)
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\\": result += "\\\\"
        case "\n": result += "\\n"
        case "\r": result += "\\r"
        case "\t": result += "\\t"
        case quote: result += "\\\(quote)"
        case _ where scalar.value < 0x20 || scalar.value == 0x7F:
            let digits = String(scalar.value, radix: 16)
            result += "\\x" + (digits.count < 2 ? "0" : "") + digits
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + String(quote)
}

/// A text as Python's `json.dumps` prints it: beyond ASCII only `\uXXXX`, surrogate pairs included.
func pythonJSON(_ text: String) -> String {
    var result = "\""
    for unit in text.utf16 {
        switch unit {
        case 0x22: result += "\\\""
        case 0x5C: result += "\\\\"
        case 0x0A: result += "\\n"
        case 0x0D: result += "\\r"
        case 0x09: result += "\\t"
        case 0x08: result += "\\b"
        case 0x0C: result += "\\f"
        case 0x20..<0x7F: result.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
        default:
            let digits = String(unit, radix: 16)
            result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
    }
    return result + "\""
}

/// A value as Python's `json.dumps` prints it, with its blanks after commas and colons.
func pythonJSON(_ value: JSON) -> String {
    switch value {
    case .string(let text): pythonJSON(text)
    case .array(let elements): "[" + elements.map { pythonJSON($0) }.joined(separator: ", ") + "]"
    case .object(let object):
        "{" + object.members.map { "\(pythonJSON($0.name)): \(pythonJSON($0.value))" }.joined(separator: ", ") + "}"
    default: value.text
    }
}

/// A JSON value as Python's `str` prints it once parsed: `True`, `None`, `{'a': 1}`; a text stands without quotes.
func pythonText(_ value: JSON) -> String {
    if case .string(let text) = value { return text }
    return pythonRepresentation(value)
}

private func pythonRepresentation(_ value: JSON) -> String {
    switch value {
    case .null: "None"
    case .bool(let flag): flag ? "True" : "False"
    case .string(let text): pythonString(text)
    case .array(let elements): "[" + elements.map { pythonRepresentation($0) }.joined(separator: ", ") + "]"
    case .object(let object):
        "{"
            + object.members.map { "\(pythonString($0.name)): \(pythonRepresentation($0.value))" }
            .joined(separator: ", ") + "}"
    case .int, .number: value.text
    }
}
