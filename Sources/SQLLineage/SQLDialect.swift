/// Whose SQL a text is: how names are quoted and folded, what a comment and a string look like.
///
/// The grammar is one superset for all of them; a dialect decides only where two readings exclude each other.
public enum SQLDialect: String, Sendable, CaseIterable {
    case trino, postgres, spark, mysql, doris
    /// Standard quoting and whatever of the others does not contradict it, for engines not named here.
    case generic

    /// The dialect that a word such as `presto`, `PostgreSQL` or `databricks` means; `nil` for an unknown one.
    public init?(named name: String) {
        switch name.lowercased() {
        case "trino", "presto", "athena", "starburst", "iceberg": self = .trino
        case "postgres", "postgresql", "redshift", "greenplum", "cockroachdb": self = .postgres
        case "spark", "databricks", "hive", "delta-lake": self = .spark
        case "mysql", "mariadb", "tidb": self = .mysql
        case "doris", "starrocks": self = .doris
        case "generic", "ansi", "sql": self = .generic
        default: return nil
        }
    }
}

extension SQLDialect {
    /// `"x"` is a string and no name.
    var doubleQuoteIsString: Bool { self == .mysql || self == .doris || self == .spark }
    var backtickIsName: Bool { self != .trino && self != .postgres }
    /// `'it\'s'`: a backslash takes the next byte into the string.
    var backslashEscapes: Bool { self == .mysql || self == .doris || self == .spark }
    var hashIsComment: Bool { self == .mysql || self == .doris }
    var commentsNest: Bool { self == .postgres || self == .spark }
    var dollarQuotes: Bool { self == .postgres || self == .generic }
    /// `[x]` is a name where no value stands before it, as SQL Server writes it.
    var bracketIsName: Bool { self == .generic }
    /// `2024_orders` is a name.
    var wordsMayStartWithDigit: Bool { self != .trino && self != .postgres }
    /// `--` opens a comment only before white space; elsewhere it is two signs.
    var dashesNeedSpace: Bool { self == .mysql || self == .doris }
}
