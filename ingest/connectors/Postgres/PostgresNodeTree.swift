/// A stored parse tree, as `pg_node_tree` prints it: `{VAR :varno 1 :varattno 2}`, lists in parentheses, words.
indirect enum PostgresNode: Sendable {
    case node(String, [String: [PostgresNode]])
    case list([PostgresNode])
    case word(String)

    /// Levels that are followed; deeper trees are not read.
    static let maximumDepth = 120

    /// The tree that a text holds; `nil` for a text that is none, or too deep.
    static func parse(_ text: String) -> PostgresNode? {
        var parser = Parser(bytes: Array(text.utf8))
        return parser.value(depth: 0)
    }

    subscript(_ field: String) -> PostgresNode? {
        if case .node(_, let fields) = self { return fields[field]?.first }
        return nil
    }

    var type: String? {
        if case .node(let type, _) = self { return type }
        return nil
    }

    var elements: [PostgresNode] {
        if case .list(let elements) = self { return elements }
        return []
    }

    var word: String? {
        if case .word(let word) = self { return word }
        return nil
    }

    func number(_ field: String) -> Int64? { self[field]?.word.flatMap { Int64($0) } }

    private struct Parser {
        let bytes: [UInt8]
        var index = 0

        private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

        private mutating func skipBlanks() {
            while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D { index += 1 }
        }

        mutating func value(depth: Int) -> PostgresNode? {
            guard depth < PostgresNode.maximumDepth else { return nil }
            skipBlanks()
            switch current {
            case UInt8(ascii: "{"):
                index += 1
                return node(depth: depth)
            case UInt8(ascii: "("):
                index += 1
                var elements: [PostgresNode] = []
                while true {
                    skipBlanks()
                    guard let byte = current else { return nil }
                    if byte == UInt8(ascii: ")") {
                        index += 1
                        return .list(elements)
                    }
                    guard let element = value(depth: depth + 1) else { return nil }
                    elements.append(element)
                }
            case nil, UInt8(ascii: "}"), UInt8(ascii: ")"): return nil
            default: return .word(word())
            }
        }

        private mutating func node(depth: Int) -> PostgresNode? {
            let type = word()
            var fields: [String: [PostgresNode]] = [:]
            var field = ""
            while true {
                skipBlanks()
                guard let byte = current else { return nil }
                if byte == UInt8(ascii: "}") {
                    index += 1
                    return .node(type, fields)
                }
                if byte == UInt8(ascii: ":") {
                    index += 1
                    field = word()
                } else {
                    guard let value = value(depth: depth + 1) else { return nil }
                    fields[field, default: []].append(value)
                }
            }
        }

        /// A word; a backslash takes the next byte as it is.
        private mutating func word() -> String {
            skipBlanks()
            var word: [UInt8] = []
            while let byte = current {
                if byte == UInt8(ascii: "\\"), index + 1 < bytes.count {
                    word.append(bytes[index + 1])
                    index += 2
                    continue
                }
                if byte == 0x20 || byte == 0x0A || [UInt8](arrayLiteral: 0x7B, 0x7D, 0x28, 0x29).contains(byte) {
                    break
                }
                word.append(byte)
                index += 1
            }
            return String(decoding: word, as: UTF8.self)
        }
    }
}
