/// What a column's type says about the columns inside: `array(row(a bigint))`, `struct<a:int>`, `map(varchar, bigint)`, `text[]`.
///
/// Read from an engine's own word for a type; what is not understood has no parts.
enum RowType {
    case scalar
    case row([(name: String, type: String)])
    case array(String)
    case map(String, String)

    init(_ text: String) {
        let text = trimmed(text[...])
        if text.hasSuffix("[]") {
            self = .array(String(text.dropLast(2)))
            return
        }
        guard let open = text.firstIndex(where: { $0 == "(" || $0 == "<" }), text.hasSuffix(")") || text.hasSuffix(">")
        else {
            self = .scalar
            return
        }
        let parts = list(text[text.index(after: open)...].dropLast())
        switch folded(String(trimmed(text[..<open]))) {
        case "array", "list": self = parts.count == 1 ? .array(String(parts[0])) : .scalar
        case "map": self = parts.count == 2 ? .map(String(parts[0]), String(parts[1])) : .scalar
        case "row", "struct": self = .row(parts.compactMap(rowField))
        default: self = .scalar
        }
    }

    /// The type of a field of a row, by its name in lower case.
    func field(_ key: String) -> String? {
        guard case .row(let fields) = self else { return nil }
        return fields.first { folded($0.name) == key }?.type
    }
}

/// `a bigint`, `"a b" bigint`, `a: bigint`; `nil` for a field without a name.
private func rowField(_ text: Substring) -> (name: String, type: String)? {
    if text.first == "\"" || text.first == "`", let quote = text.first {
        let rest = text.dropFirst()
        guard let end = rest.firstIndex(of: quote) else { return nil }
        let type = trimmed(rest[rest.index(after: end)...].drop { $0 == ":" || $0 == " " })
        return (String(rest[..<end]), String(type))
    }
    guard let end = text.firstIndex(where: { $0 == ":" || $0 == " " || $0 == "(" || $0 == "<" }),
        text[end] == ":" || text[end] == " "
    else { return nil }
    let type = trimmed(text[end...].drop { $0 == ":" || $0 == " " })
    return (String(text[..<end]), String(type))
}

/// The parts between commas that stand in no parenthesis.
private func list(_ text: Substring) -> [Substring] {
    var parts: [Substring] = []
    var depth = 0
    var start = text.startIndex
    for place in text.indices {
        switch text[place] {
        case "(", "<": depth += 1
        case ")", ">": depth -= 1
        case "," where depth == 0:
            parts.append(trimmed(text[start..<place]))
            start = text.index(after: place)
        default: break
        }
    }
    parts.append(trimmed(text[start...]))
    return parts
}

private func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return text
}
