/// A piece of a YAML document and where it began.
public struct YAMLNode: Sendable, Equatable {
    /// How a scalar was written, which decides whether ``YAMLNode/json`` may read a number from it.
    public enum Style: Sendable, Equatable {
        /// Without quotes, so `12` is a number and `~` is null.
        case plain
        /// In quotes, as a block (`|`, `>`) or tagged `!!str`: always a string.
        case quoted
    }

    /// One `key: value` pair of a mapping.
    public struct Pair: Sendable, Equatable {
        public var key: String
        /// Where the key began, counted from 1.
        public var line: Int
        public var column: Int
        public var value: YAMLNode
    }

    public enum Content: Sendable, Equatable {
        case scalar(String, Style)
        case sequence([YAMLNode])
        /// Pairs in the order they were written; keys are unique.
        case mapping([Pair])
    }

    public var content: Content
    /// Counted from 1. A node reached by an alias keeps the place of its anchor.
    public var line: Int
    /// Counted from 1, in characters.
    public var column: Int

    public init(_ content: Content, line: Int, column: Int) {
        self.content = content
        self.line = line
        self.column = column
    }

    /// The value under a key; `nil` when there is none or this is no mapping.
    public subscript(_ key: String) -> YAMLNode? {
        pairs?.first { $0.key == key }?.value
    }

    /// The pairs of a mapping; `nil` for another node.
    public var pairs: [Pair]? {
        if case .mapping(let pairs) = content { return pairs }
        return nil
    }

    /// The elements of a sequence; `nil` for another node.
    public var elements: [YAMLNode]? {
        if case .sequence(let elements) = content { return elements }
        return nil
    }

    /// The text of a scalar as written, so `1.10` and `1.1` differ; `nil` for another node.
    public var text: String? {
        if case .scalar(let text, _) = content { return text }
        return nil
    }

    /// What this node is, in the words of an error message.
    public var kindName: String {
        switch content {
        case .scalar: json.kindName
        case .sequence: "list"
        case .mapping: "mapping"
        }
    }
}
