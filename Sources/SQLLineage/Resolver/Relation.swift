/// A source column, by its place in ``Resolver/sources``, and what it is to something.
struct Edge: Equatable {
    var source: Int32
    var kinds: LineageKinds
}

/// A column of a relation or of a query's result, with what feeds it.
struct OutputColumn {
    var name: Name
    var origins: [Edge]
    /// The engine's type, where a schema gave it.
    var type: String?
}

/// The columns that a query returns, as far as they are known.
struct Output {
    var columns: [OutputColumn] = []
    /// Tables of unknown columns, all of which may be among the result's.
    var open: [Int32] = []
    /// How many columns in front stand at their place for certain: all, or those before the first star of unknown width.
    var certain = Int.max
    /// What feeds a column of any other name; `nil` where there is none.
    var anyOrigins: [Edge]?

    var isComplete: Bool { certain == Int.max }

    /// From here on no column's place is certain.
    mutating func losePlaces() { certain = min(certain, columns.count) }
}

/// Something in `from` that columns come from.
final class Relation {
    var alias: Name?
    /// The parts of a table's name, which qualify columns where there is no alias.
    var qualifier: [String]
    let output: Output
    /// The table behind it, where it is one.
    let table: Int32?
    private var places: [String: Int] = [:]

    init(_ output: Output, alias: Name?, qualifier: [String] = [], table: Int32? = nil) {
        self.output = output
        self.alias = alias
        self.qualifier = qualifier
        self.table = table
    }

    /// The column of a name. The first of two: engines refuse to name either.
    func column(_ key: String) -> OutputColumn? {
        if output.columns.count <= 8 {
            for column in output.columns where column.name.key == key { return column }
            return nil
        }
        if places.isEmpty {
            places.reserveCapacity(output.columns.count)
            for (place, column) in output.columns.enumerated().reversed() { places[column.name.key] = place }
        }
        return places[key].map { output.columns[$0] }
    }

    /// Whether `path` before a dot means this relation.
    func isNamed(_ path: ArraySlice<Name>) -> Bool {
        if let alias { return path.count == 1 && path.first?.key == alias.key }
        guard path.count <= qualifier.count else { return false }
        return zip(path, qualifier.suffix(path.count)).allSatisfy { $0.key == $1 }
    }
}

/// The relations that a name can mean at some place in a query, and the scope around it.
final class Scope {
    var relations: [Relation] = []
    /// Columns that `using` made one of two, in order.
    var merged: [OutputColumn] = []
    /// Items of the select list so far, which later clauses may name.
    var items: [String: [Edge]] = [:]
    /// Items that read a column of their own name, so that the name means the column.
    var shadowing: Set<String> = []
    var windows: [(name: Name, parts: [Operand])] = []
    let parent: Scope?
    let tables: TableScope?

    init(parent: Scope?, tables: TableScope?) {
        self.parent = parent
        self.tables = tables
    }

    var open: [Relation] { relations.filter { !$0.output.open.isEmpty } }
}

/// The common table expressions in reach, innermost first.
final class TableScope {
    let name: String
    let output: Output
    let parent: TableScope?
    /// How many are in reach.
    let depth: Int

    init(_ name: String, _ output: Output, parent: TableScope?) {
        depth = (parent?.depth ?? 0) + 1
        self.name = name
        self.output = output
        self.parent = parent
    }

    static func find(_ name: String, in scope: TableScope?) -> Output? {
        var scope = scope
        while let current = scope {
            if current.name == name { return current.output }
            scope = current.parent
        }
        return nil
    }
}
