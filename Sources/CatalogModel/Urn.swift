import Basics

/// The name of one entity: `urn:li:<type>:<key>`, where the key is one text or a tuple `(a,b,…)`.
///
/// A `Urn` in hand is well-formed: it has a type, a key without empty parts, balanced parentheses in a tuple, no control
/// characters, no U+241F (DataHub's path separator), no white space at its ends, and at most 8,192 bytes of UTF-8.
/// Whether the *type* exists and has that many parts is the schema's business.
public struct Urn: Sendable, Hashable, CustomStringConvertible {
    /// Longest urn accepted, in bytes of UTF-8. (DataHub stops at 512 encoded bytes.)
    public static let maximumBytes = 8192
    private static let maximumNesting = 16

    /// The urn as written.
    public let text: String
    /// The entity type, e.g. `dataset`.
    public let entityType: String

    /// Where the key begins in the UTF-8 of ``text``.
    private let keyOffset: Int

    public var description: String { text }

    /// The urn that a text holds.
    /// - Throws: ``UrnError``, saying which rule the text breaks.
    public init(_ text: String) throws(UrnError) {
        let parsed = text.utf8.withContiguousStorageIfAvailable { Urn.check($0) } ?? Urn.check(Array(text.utf8))
        switch parsed {
        case .failure(let reason):
            throw UrnError(text: text, reason: reason)
        case .success(let colon):
            self.text = text
            self.keyOffset = colon + 1
            let utf8 = text.utf8
            let start = utf8.index(utf8.startIndex, offsetBy: 7)
            entityType = String(text[start..<utf8.index(utf8.startIndex, offsetBy: colon)])
        }
    }

    /// What ``init(_:)`` would throw for a text, or `nil` when it is a urn; cheaper, because no value is made.
    public static func problem(in text: String) -> UrnError? {
        let parsed = text.utf8.withContiguousStorageIfAvailable { Urn.check($0) } ?? Urn.check(Array(text.utf8))
        if case .failure(let reason) = parsed { return UrnError(text: text, reason: reason) }
        return nil
    }

    public static func == (left: Urn, right: Urn) -> Bool { left.text == right.text }
    public func hash(into hasher: inout Hasher) { hasher.combine(text) }

    /// The key as written, e.g. `(urn:li:dataPlatform:hive,db.t,PROD)`.
    public var key: String {
        String(text[text.utf8.index(text.utf8.startIndex, offsetBy: keyOffset)...])
    }

    /// The parts of the key: the components of a tuple split at its top-level commas, or the whole key.
    public var keyParts: [String] {
        let key = Array(self.key.utf8)
        guard key.first == UInt8(ascii: "("), key.last == UInt8(ascii: ")"), key.count > 2 else { return [self.key] }
        var parts: [String] = []
        var depth = 0
        var start = 1
        for index in 1..<(key.count - 1) {
            switch key[index] {
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            case UInt8(ascii: ",") where depth == 0:
                parts.append(String(decoding: key[start..<index], as: UTF8.self))
                start = index + 1
            default: break
            }
        }
        parts.append(String(decoding: key[start..<(key.count - 1)], as: UTF8.self))
        return parts
    }

    /// A digest that stands for the urn in indexes.
    public var digest: Digest128 { Digest128(of: text) }

    private enum Check {
        case success(typeEnd: Int)
        case failure(UrnError.Reason)
    }

    private static func check<Bytes: RandomAccessCollection<UInt8>>(_ bytes: Bytes) -> Check where Bytes.Index == Int {
        guard !bytes.isEmpty else { return .failure(.empty) }
        guard bytes.count <= maximumBytes else { return .failure(.tooLong(bytes: bytes.count)) }
        guard bytes.starts(with: "urn:li:".utf8) else { return .failure(.prefix) }
        var colon = 7
        while colon < bytes.count, bytes[colon] != UInt8(ascii: ":") {
            switch bytes[colon] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): break
            case UInt8(ascii: "0")...UInt8(ascii: "9") where colon > 7: break
            default: return .failure(.entityType)
            }
            colon += 1
        }
        guard colon < bytes.count, colon > 7 else { return .failure(.entityType) }
        let start = colon + 1
        guard start < bytes.count else { return .failure(.emptyPart) }
        if isSpace(bytes[start]) || isSpace(bytes[bytes.count - 1]) { return .failure(.whiteSpace) }
        let isTuple = bytes[start] == UInt8(ascii: "(")
        var depth = 0
        var partLength = 0
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x20 || byte == 0x7F { return .failure(.controlCharacter) }
            if byte == 0xE2, index + 2 < bytes.count, bytes[index + 1] == 0x90, bytes[index + 2] == 0x9F {
                return .failure(.separator)
            }
            if isTuple {
                switch byte {
                case UInt8(ascii: "("):
                    depth += 1
                    if depth > maximumNesting { return .failure(.nesting) }
                    partLength = depth == 1 ? 0 : partLength + 1
                case UInt8(ascii: ")"):
                    depth -= 1
                    if depth < 0 { return .failure(.parentheses) }
                    if depth == 0 {
                        if partLength == 0 { return .failure(.emptyPart) }
                        if index != bytes.count - 1 { return .failure(.parentheses) }
                    }
                    partLength += 1
                case UInt8(ascii: ",") where depth == 1:
                    if partLength == 0 { return .failure(.emptyPart) }
                    partLength = 0
                default:
                    partLength += 1
                }
            }
            index += 1
        }
        if isTuple, depth != 0 { return .failure(.parentheses) }
        return .success(typeEnd: colon)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
}

extension Urn: Comparable {
    public static func < (left: Urn, right: Urn) -> Bool { left.text < right.text }
}

/// Why a text is no urn.
public struct UrnError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The rule that the text breaks.
    public enum Reason: Sendable, Equatable {
        case empty, prefix, entityType, emptyPart, whiteSpace, controlCharacter, separator, parentheses, nesting
        case tooLong(bytes: Int)
    }

    public var text: String
    public var reason: Reason

    public var description: String {
        let cut = text.unicodeScalars.prefix(200).map { $0.value < 0x20 || $0.value == 0x7F ? "\u{FFFD}" : $0 }
        let shown = String(String.UnicodeScalarView(cut)) + (text.unicodeScalars.count > 200 ? "…" : "")
        let why =
            switch reason {
            case .empty: "it is empty"
            case .prefix: "it must start with 'urn:li:'"
            case .entityType: "an entity type of letters and digits must follow 'urn:li:'"
            case .emptyPart: "a part of its key is empty"
            case .whiteSpace: "its key begins or ends with white space"
            case .controlCharacter: "it holds a control character"
            case .separator: "it holds U+241F"
            case .parentheses: "its parentheses do not match"
            case .nesting: "its parentheses are nested too deep"
            case .tooLong(let bytes): "it has \(bytes) bytes, \(Urn.maximumBytes) are the limit"
            }
        return "'\(shown)' is not a urn: \(why)"
    }
}

extension Urn {
    /// The urn of a data platform by its name, e.g. `hive`.
    public static func dataPlatform(_ name: String) throws(UrnError) -> Urn {
        try Urn("urn:li:dataPlatform:\(name)")
    }

    /// The urn of a column of a dataset or another entity with fields.
    public static func schemaField(parent: Urn, path: String) throws(UrnError) -> Urn {
        try Urn("urn:li:schemaField:(\(parent.text),\(path))")
    }
}

extension Urn {
    /// The urn of the data platform that the key names, if its type has one: directly, or as the tool or orchestrator.
    public var platform: String? {
        let parts = keyParts
        switch entityType {
        case "dataJob": return parts.first.flatMap { try? Urn($0) }?.platform
        case "schemaField": return parts.first.flatMap { try? Urn($0) }?.platform
        case "dataFlow", "chart", "dashboard", "notebook":
            guard parts.count > 1, let tool = parts.first else { return nil }
            return "urn:li:dataPlatform:\(tool)"
        default: return parts.first { $0.hasPrefix("urn:li:dataPlatform:") }
        }
    }
}
