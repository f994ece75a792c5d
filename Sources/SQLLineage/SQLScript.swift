/// What a text of one or more statements reads and writes.
public struct SQLScript: Sendable, Equatable {
    /// In the order of the text; empty statements are left out.
    public var statements: [SQLStatement] = []
    /// What concerns the text and no one statement, such as its length.
    public var diagnostics: [SQLDiagnostic] = []
}

/// One statement: what it is, and which tables and columns feed which.
public struct SQLStatement: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
        case select = "SELECT"
        case insert = "INSERT"
        case update = "UPDATE"
        case delete = "DELETE"
        case merge = "MERGE"
        case createTable = "CREATE_TABLE"
        case createTableAsSelect = "CREATE_TABLE_AS_SELECT"
        case createView = "CREATE_VIEW"
        case createMaterializedView = "CREATE_MATERIALIZED_VIEW"
        case alter = "ALTER"
        case drop = "DROP"
        case truncate = "TRUNCATE"
        case refresh = "REFRESH"
        case load = "LOAD"
        case explain = "EXPLAIN"
        case use = "USE"
        /// Understood as a statement that moves no data: `grant`, `set`, `commit`, …
        case other = "OTHER"
        case unknown = "UNKNOWN"
    }

    public var kind: Kind
    /// Its bytes in the text's UTF-8, without the semicolon.
    public var range: Range<Int>
    /// Where it begins: line and column (in characters), both from 1.
    public var line: Int
    public var column: Int
    /// Tables it writes, or defines: as a rule one.
    public var targets: [SQLTableName] = []
    /// Tables whose rows it reads, in the order of their first mention.
    public var sources: [SQLTableName] = []
    /// Each column that it writes or returns, and what feeds it.
    public var columns: [SQLColumnLineage] = []
    /// Columns that decide which rows arrive and in which order, for the statement as a whole.
    public var influences: [SQLColumnSource] = []
    /// From 0, nothing is known, to 1, nothing was guessed: the product over the different ``reasons``.
    public var confidence: Double = 1
    /// What was not understood or had to be guessed, and where.
    public var reasons: [SQLDiagnostic] = []
}

/// A table's name, complete as far as the text and the defaults say: catalog, schema, table.
public struct SQLTableName: Sendable, Hashable, CustomStringConvertible {
    public var parts: [String]

    public init(_ parts: [String]) { self.parts = parts }

    /// The parts joined by dots; a dot inside a part is not told apart.
    public var description: String { parts.joined(separator: ".") }
}

/// A column that a statement writes or returns.
public struct SQLColumnLineage: Sendable, Equatable {
    /// The table it belongs to; `nil` for a column that a query only returns.
    public var table: SQLTableName?
    public var name: String
    /// What feeds it, sorted by table and column; empty for a literal or `count(*)`.
    public var sources: [SQLColumnSource]
}

/// A column that feeds something, and in which ways.
public struct SQLColumnSource: Sendable, Hashable {
    public var table: SQLTableName
    public var column: String
    /// The fields below the column, where only a part of a row value is read.
    public var path: [String]
    public var kinds: LineageKinds

    /// Column and fields, joined by dots.
    public var columnPath: String { path.isEmpty ? column : ([column] + path).joined(separator: ".") }
}

/// Something that was not understood, or had to be guessed.
public struct SQLDiagnostic: Sendable, Equatable, CustomStringConvertible {
    /// Stable, so callers may branch on it.
    public enum Code: String, Sendable, CaseIterable {
        case textTooLong = "TEXT_TOO_LONG"
        case tooManyTokens = "TOO_MANY_TOKENS"
        case nestedTooDeep = "NESTED_TOO_DEEP"
        case tooMuchWork = "TOO_MUCH_WORK"
        case openString = "OPEN_STRING"
        case openComment = "OPEN_COMMENT"
        case openParenthesis = "OPEN_PARENTHESIS"
        case unknownStatement = "UNKNOWN_STATEMENT"
        case unexpectedToken = "UNEXPECTED_TOKEN"
        case opaqueStatement = "OPAQUE_STATEMENT"
        case opaqueTable = "OPAQUE_TABLE"
        case opaqueClause = "OPAQUE_CLAUSE"
        case unknownSchema = "UNKNOWN_SCHEMA"
        case unknownTargetSchema = "UNKNOWN_TARGET_SCHEMA"
        case unknownColumn = "UNKNOWN_COLUMN"
        case ambiguousColumn = "AMBIGUOUS_COLUMN"
        case columnCount = "COLUMN_COUNT"

        /// What is left of the confidence where it happened.
        var factor: Double {
            switch self {
            case .textTooLong, .unknownStatement: 0
            case .tooManyTokens, .openString, .openParenthesis, .unexpectedToken, .nestedTooDeep, .tooMuchWork,
                .opaqueStatement:
                0.4
            case .opaqueTable, .opaqueClause: 0.5
            case .unknownSchema, .columnCount: 0.6
            case .openComment, .unknownTargetSchema, .ambiguousColumn: 0.7
            case .unknownColumn: 0.9
            }
        }
    }

    public var code: Code
    public var message: String
    /// The byte of the text's UTF-8, and its line and column (in characters), both from 1.
    public var offset: Int
    public var line: Int
    public var column: Int

    public var description: String { "\(line):\(column): \(message)" }
}
