/// A query: terms joined by set operators, with the common table expressions in front.
final class Query {
    var tables: [CommonTable] = []
    var isRecursive = false
    var terms: [Term] = []
    var order: [Expression] = []
    var offset = 0

    struct Term {
        /// What joins it to the terms before; `nil` for the first.
        var join: SetOperator?
        var isByName = false
        var body: Body
    }

    enum SetOperator { case union, intersect, except }

    enum Body {
        case select(Select)
        case values([[Expression]])
        /// `table t`.
        case table([Name])
        case query(Query)
        /// A statement that returns rows, in a common table expression.
        case statement(Statement)
        /// Not understood; the diagnostic is written.
        case opaque
    }
}

/// One `name (columns) as (query)` of a `with` clause.
struct CommonTable {
    var name: Name
    var columns: [Name]
    var query: Query
}

final class Select {
    var items: [SelectItem] = []
    /// `select … into t`.
    var target: [Name]?
    var from: [FromStep] = []
    /// `where`, `having`, `qualify`, `connect by`, and what else decides which rows count.
    var filters: [Expression] = []
    var groups: [Expression] = []
    /// `group by all`: by every item that aggregates nothing.
    var groupsByAll = false
    var windows: [(name: Name, parts: [Operand])] = []
}

/// One table reference and how it is joined to what stands before it.
struct FromStep {
    var table: TableReference
    var isNatural = false
    var using: [Name] = []
    var condition: Expression?
    /// The right side of a semi or anti join shows no columns.
    var isHidden = false
    /// `cross apply`.
    var isLateral = false
}

final class TableReference {
    enum Content {
        case named([Name])
        case query(Query)
        /// Joins in parentheses.
        case joins([FromStep])
        case unnest([Expression], withOrdinality: Bool)
        /// A function that returns rows.
        case function([Name], [Expression], withOrdinality: Bool)
        /// `json_table` and its like: rows of the named columns, read from one value.
        case columns([Name], from: [Expression])
        /// A table function, or what was not understood: its rows come from nowhere known.
        case opaque
    }

    var content: Content
    var alias: Name?
    var columnAliases: [Name] = []
    var isLateral = false
    var offset: Int
    /// `pivot`, `unpivot`, `match_recognize`: columns appear whose origin is only guessed.
    var reshaping: Reshaping?

    init(_ content: Content, offset: Int) {
        self.content = content
        self.offset = offset
    }
}

/// What a clause behind a table does to its columns.
struct Reshaping {
    /// Columns that the clause reads.
    var reads: [Operand]
    /// What decides about its rows.
    var decides: [Operand] = []
    /// The only columns that stay, where not all unread ones do.
    var kept: Set<String>?
    /// Columns that the clause makes, and what they are made of.
    var columns: [(name: Name, parts: [Operand])] = []
    /// Whether ``columns`` are all that it makes.
    var isComplete = false
    var offset: Int
}
