import Basics
import CYAML

/// Reading YAML.
public enum YAML {
    /// Bytes of a document, at most.
    public static let maximumBytes = 16 << 20
    /// Sequences and mappings inside one another, at most.
    public static let maximumDepth = 100
    /// Nodes that aliases may add to a document, at most.
    public static let maximumAliasedNodes = 100_000

    /// The one document that a UTF-8 text holds.
    ///
    /// - Parameter bytes: The whole text, at most ``maximumBytes``; only read during the call.
    /// - Throws: ``YAMLError``, naming rule, line and column.
    public static func parse(_ bytes: [UInt8]) throws(YAMLError) -> YAMLNode {
        guard bytes.count <= maximumBytes else {
            throw YAMLError(.tooLarge, line: 1, column: 1, "the document is larger than \(maximumBytes) bytes")
        }
        let result = bytes.withUnsafeBufferPointer { buffer in
            Result { () throws(YAMLError) in try EventReader(buffer).document() }
        }
        return try result.get()
    }

    /// The one document that a string holds; see ``parse(_:)-([UInt8])``.
    public static func parse(_ text: String) throws(YAMLError) -> YAMLNode {
        try parse(Array(text.utf8))
    }
}

/// Owns libyaml's parser for one document. The bytes must outlive it.
private final class EventReader {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let event: UnsafeMutablePointer<yaml_event_t>
    private var anchors: [String: Anchored] = [:]
    private var aliasedNodes = 0
    /// Nodes made so far, aliased ones counted again each time.
    private var nodes = 0

    /// A finished node that aliases may repeat, with what repeating it costs.
    private struct Anchored {
        var node: YAMLNode
        var size: Int
        var height: Int
    }

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        parser = .allocate(capacity: 1)
        event = .allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        event.initialize(to: yaml_event_t())
        // It fails only without memory; then the first event fails too, because there is no input.
        yaml_parser_initialize(parser)
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
    }

    deinit {
        yaml_event_delete(event)
        yaml_parser_delete(parser)
        event.deallocate()
        parser.deallocate()
    }

    func document() throws(YAMLError) -> YAMLNode {
        try next()
        try next()
        guard kind != YAML_STREAM_END_EVENT else { throw error(.empty, "the document is empty") }
        try next()
        let (node, _) = try node(depth: 0)
        try next()
        try next()
        guard kind == YAML_STREAM_END_EVENT else {
            throw error(.multipleDocuments, "a second document begins; only one is read")
        }
        return node
    }

    private var kind: yaml_event_type_t { event.pointee.type }

    private func next() throws(YAMLError) {
        yaml_event_delete(event)
        guard yaml_parser_parse(parser, event) == 1 else { throw syntaxError() }
    }

    /// The node whose first event is current, and how many levels it holds. Leaves its last event current.
    private func node(depth: Int) throws(YAMLError) -> (YAMLNode, height: Int) {
        guard depth <= YAML.maximumDepth else {
            throw error(.tooDeep, "lists and mappings are nested deeper than \(YAML.maximumDepth)")
        }
        switch kind {
        case YAML_ALIAS_EVENT:
            return try alias(depth: depth)
        case YAML_SCALAR_EVENT:
            return try scalar()
        case YAML_SEQUENCE_START_EVENT:
            let start = event.pointee.data.sequence_start
            return try collection(anchor: start.anchor, tag: start.tag) { () throws(YAMLError) in
                try sequence(depth: depth)
            }
        default:
            let start = event.pointee.data.mapping_start
            return try collection(anchor: start.anchor, tag: start.tag) { () throws(YAMLError) in
                try mapping(depth: depth)
            }
        }
    }

    private func alias(depth: Int) throws(YAMLError) -> (YAMLNode, height: Int) {
        let name = string(event.pointee.data.alias.anchor)
        guard let anchored = anchors[name] else {
            throw error(.unknownAlias, "alias *\(name) names no anchor that ended before it")
        }
        aliasedNodes += anchored.size
        nodes += anchored.size
        guard aliasedNodes <= YAML.maximumAliasedNodes else {
            throw error(.tooManyAliases, "aliases repeat more than \(YAML.maximumAliasedNodes) nodes")
        }
        guard depth + anchored.height <= YAML.maximumDepth else {
            throw error(.tooDeep, "alias *\(name) nests deeper than \(YAML.maximumDepth)")
        }
        return (anchored.node, anchored.height)
    }

    private func scalar() throws(YAMLError) -> (YAMLNode, height: Int) {
        let data = event.pointee.data.scalar
        let text = try text(data.value, data.length)
        let tag = data.tag.map { string($0) }
        guard tag == nil || tag == "!" || tag == YAML_STR_TAG else {
            throw error(.unsupportedTag, "tag \(tag ?? "") is not supported")
        }
        let isPlain = tag == nil && data.style == YAML_PLAIN_SCALAR_STYLE
        let node = YAMLNode(.scalar(text, isPlain ? .plain : .quoted), line: line, column: column)
        nodes += 1
        if let anchor = data.anchor { anchors[string(anchor)] = Anchored(node: node, size: 1, height: 0) }
        return (node, 0)
    }

    private func collection(
        anchor: UnsafeMutablePointer<yaml_char_t>?, tag: UnsafeMutablePointer<yaml_char_t>?,
        _ content: () throws(YAMLError) -> (YAMLNode.Content, height: Int)
    ) throws(YAMLError) -> (YAMLNode, height: Int) {
        let anchor = anchor.map { string($0) }
        if let tag = tag.map({ string($0) }), tag != YAML_SEQ_TAG, tag != YAML_MAP_TAG {
            throw error(.unsupportedTag, "tag \(tag) is not supported")
        }
        let (line, column, before) = (line, column, nodes)
        nodes += 1
        let (content, height) = try content()
        let node = YAMLNode(content, line: line, column: column)
        if let anchor { anchors[anchor] = Anchored(node: node, size: nodes - before, height: height) }
        return (node, height)
    }

    private func sequence(depth: Int) throws(YAMLError) -> (YAMLNode.Content, height: Int) {
        var elements: [YAMLNode] = []
        var height = 0
        try next()
        while kind != YAML_SEQUENCE_END_EVENT {
            let (element, below) = try node(depth: depth + 1)
            elements.append(element)
            height = max(height, below)
            try next()
        }
        return (.sequence(elements), height + 1)
    }

    private func mapping(depth: Int) throws(YAMLError) -> (YAMLNode.Content, height: Int) {
        var pairs: [YAMLNode.Pair] = []
        var lines: [String: Int] = [:]
        var height = 0
        try next()
        while kind != YAML_MAPPING_END_EVENT {
            guard kind == YAML_SCALAR_EVENT || kind == YAML_ALIAS_EVENT else {
                throw error(.complexKey, "a key must be a single word or string")
            }
            let (keyLine, keyColumn) = (line, column)
            let (keyNode, _) = try node(depth: depth + 1)
            guard let key = keyNode.text else { throw error(.complexKey, "a key must be a single word or string") }
            if let first = lines.updateValue(keyLine, forKey: key) {
                throw error(.duplicateKey, "key \"\(key)\" was already given in line \(first)")
            }
            try next()
            let (value, below) = try node(depth: depth + 1)
            pairs.append(.init(key: key, line: keyLine, column: keyColumn, value: value))
            height = max(height, below)
            try next()
        }
        return (.mapping(pairs), height + 1)
    }
}

extension EventReader {
    private var line: Int { event.pointee.start_mark.line &+ 1 }
    private var column: Int { event.pointee.start_mark.column &+ 1 }

    private func error(_ code: YAMLError.Code, _ message: String) -> YAMLError {
        YAMLError(code, line: line, column: column, message)
    }

    /// libyaml's complaint in our words: its problem, and what it was reading at the time.
    private func syntaxError() -> YAMLError {
        let parser = parser.pointee
        let problem = parser.problem.map { String(cString: $0) } ?? "the document cannot be read"
        guard parser.error != YAML_READER_ERROR else {
            // The reader runs ahead of the scanner and knows an offset only; the scanner's place is close before it.
            let isEncoding = parser.problem_value != -1
            let message = isEncoding ? "\(problem) at byte \(parser.problem_offset)" : problem
            return YAMLError(
                .invalidUTF8, line: parser.mark.line &+ 1, column: parser.mark.column &+ 1, message)
        }
        let context = parser.context.map { " " + String(cString: $0) } ?? ""
        return YAMLError(
            .syntax, line: parser.problem_mark.line &+ 1, column: parser.problem_mark.column &+ 1, problem + context)
    }

    private func string(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String {
        guard let pointer else { return "" }
        return String(cString: pointer)
    }

    private func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?, _ length: Int) throws(YAMLError) -> String {
        let buffer = UnsafeBufferPointer(start: pointer, count: length)
        guard !buffer.contains(0) else { throw error(.nulCharacter, "a string holds U+0000") }
        return String(decoding: buffer, as: UTF8.self)
    }
}
