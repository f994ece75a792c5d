/// Why a text is not YAML that the catalog accepts, and where.
public struct YAMLError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The rule that was broken; stable, so callers may branch on it.
    public enum Code: String, Sendable {
        case empty, syntax, invalidUTF8, duplicateKey, multipleDocuments, tooDeep, tooLarge, tooManyAliases
        case unknownAlias, complexKey, unsupportedTag, nulCharacter
    }

    public var code: Code
    /// Counted from 1.
    public var line: Int
    /// Counted from 1, in characters.
    public var column: Int
    /// One sentence without a full stop.
    public var message: String

    public init(_ code: Code, line: Int, column: Int, _ message: String) {
        self.code = code
        self.line = line
        self.column = column
        self.message = message
    }

    public var description: String { "line \(line), column \(column): \(message)" }
}
