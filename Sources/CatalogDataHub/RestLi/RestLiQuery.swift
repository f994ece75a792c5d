import Basics
import HTTPServer

/// What rest.li clients put into paths and queries, read from the request as it was sent.
///
/// The Python client percent-encodes urns, the Java client form-encodes them, people write them out. Lists are
/// `List(a,b)`, whose separators are raw while the items are encoded.
enum RestLiQuery {
    /// The urn that follows a resource's name in a raw path; `nil` when it is not percent-encoded UTF-8.
    ///
    /// A `+` is a blank only where the urn was encoded as a form; written out, it is a plus sign.
    static func urn(inPath path: String) -> String? {
        let resource = path.drop { $0 == "/" }
        guard let slash = resource.firstIndex(of: "/") else { return nil }
        return item(resource[slash...].drop { $0 == "/" })
    }

    /// The items of a list in a query field; `nil` when the field is absent.
    /// - Throws: ``RestLiProblem`` 400 when it is no list, or an item is not percent-encoded UTF-8.
    static func list(_ name: String, of request: HTTPRequest) throws(RestLiProblem) -> [String]? {
        guard let raw = rawValue(name, of: request.rawTarget) else { return nil }
        guard let text = listText(raw) else {
            throw .badRequest("The query field '\(name)' must be a list: List(a,b).")
        }
        var items: [String] = []
        for part in split(text) {
            guard let item = item(part) else {
                throw .badRequest("An item of the query field '\(name)' is not percent-encoded UTF-8.")
            }
            if !item.isEmpty { items.append(item) }
        }
        return items
    }

    /// What stands between the outer parentheses; the parentheses themselves may have been encoded by a careful client.
    private static func listText(_ raw: Substring) -> Substring? {
        let encoded = raw.hasPrefix("List%28") && (raw.hasSuffix("%29"))
        if encoded { return percentDecoded(raw).flatMap { listText($0[...]) } }
        guard raw.hasPrefix("List("), raw.hasSuffix(")") else { return nil }
        return raw.dropFirst(5).dropLast()
    }

    /// Parts between commas that stand outside parentheses.
    private static func split(_ text: Substring) -> [Substring] {
        var parts: [Substring] = []
        var depth = 0
        var start = text.startIndex
        for index in text.indices {
            switch text[index] {
            case "(": depth += 1
            case ")": depth -= 1
            case "," where depth <= 0:
                parts.append(text[start..<index])
                start = text.index(after: index)
            default: break
            }
        }
        parts.append(text[start...])
        return parts
    }

    private static func item(_ raw: Substring) -> String? {
        let isForm = raw.contains("%3A") || raw.contains("%3a")
        return percentDecoded(raw, plusIsBlank: isForm)
    }

    private static func rawValue(_ name: String, of target: String) -> Substring? {
        guard let mark = target.firstIndex(of: "?") else { return nil }
        for field in target[target.index(after: mark)...].split(separator: "&") {
            let equals = field.firstIndex(of: "=") ?? field.endIndex
            guard field[..<equals] == name else { continue }
            return equals == field.endIndex ? "" : field[field.index(after: equals)...]
        }
        return nil
    }
}
