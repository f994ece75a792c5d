/// An expression as far as lineage needs it: what it reads, and what each part is to its value. No tree of operators: a chain of
/// a hundred thousand `or` is a flat list.
struct Expression {
    var operands: [Operand] = []
    var shape = Shape.other
    /// Bytes from the first token to behind the last.
    var start = 0
    var end = 0
    /// What the engine calls the value when no alias does; `nil` where its text or place gives the name.
    var impliedName: String?

    enum Shape: Equatable {
        /// A column alone, perhaps in parentheses.
        case column
        /// A literal integer, which in `order by 2` means a place.
        case ordinal(Int)
        case other
    }

    /// The parts of the column that the expression is alone.
    var column: [Name]? {
        guard shape == .column, operands.count == 1, case .column(let path, _) = operands[0] else { return nil }
        return path
    }
}

/// Something an expression reads.
enum Operand {
    /// `a`, `t.a`, `s.t.a`, or `a.field`: only the scope knows which.
    case column([Name], LineageKinds)
    /// The value of a query, or its values in `in (…)`.
    case query(Query, LineageKinds)
    /// Whether a query has rows: what restricts it counts, not what it selects.
    case existence(Query, LineageKinds)
    /// A window defined by name in the `window` clause.
    case window(Name)
    /// All columns of a relation, or of all: `count(t.*)`, `to_jsonb(t)`.
    case star([Name], LineageKinds)
}

extension Operand {
    /// The same, where its value is computed further.
    var transformed: Operand {
        if case .column(let path, .identity) = self { return .column(path, .transformation) }
        return self
    }
}

/// One item of a select list.
struct SelectItem {
    enum Content {
        case value(Expression)
        /// `*` or `t.*`.
        case star(Star)
    }
    var content: Content
    var alias: Name?
    /// `explode(m) as (k, v)`, `t.* as (a, b)`: names for the columns of one item.
    var aliases: [Name] = []
}

struct Star {
    var qualifier: [Name]
    var offset: Int
    /// `except (a, b)`.
    var excluded: [Name] = []
    /// `replace (a + 1 as a)`.
    var replaced: [(name: Name, value: Expression)] = []
    /// `rename (a as b)`.
    var renamed: [(from: Name, to: Name)] = []
}
