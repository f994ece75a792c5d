/// Traces each column of a view to the columns it is made of, in the parse tree that PostgreSQL itself keeps and executes: joins,
/// sub-queries, common table expressions, set operations and expressions, without reading SQL.
struct PostgresViewColumns {
    /// A column of a relation.
    struct Source: Sendable, Hashable, Comparable {
        var relation: Int64
        var column: Int32

        static func < (left: Source, right: Source) -> Bool {
            (left.relation, left.column) < (right.relation, right.column)
        }
    }

    /// What one column of a view is made of.
    struct Origin: Sendable, Equatable {
        var sources: Set<Source> = []
        /// Whether it is one column, unchanged.
        var isCopy = true
    }

    /// Steps that one view may take; views that refer to each other's columns many times over multiply.
    private static let maximumSteps = 200_000
    private static let maximumDepth = 60
    private var steps = 0

    /// The origin of each column, by its number; `nil` when the tree cannot be read in full.
    static func read(_ text: String) -> [Int32: Origin]? {
        guard let tree = PostgresNode.parse(text), let query = tree.elements.first, query.type == "QUERY" else {
            return nil
        }
        var reader = PostgresViewColumns()
        var columns: [Int32: Origin] = [:]
        for entry in query["targetList"]?.elements ?? [] where entry["resjunk"]?.word != "true" {
            guard let number = entry.number("resno").flatMap({ Int32(exactly: $0) }) else { return nil }
            var origin = Origin()
            guard reader.output(number, of: [query], into: &origin, depth: 0) else { return nil }
            if origin.sources.count != 1 { origin.isCopy = false }
            columns[number] = origin
        }
        return columns
    }

    /// Adds what a column of the innermost query is made of. The other queries are those around it, outermost first.
    private mutating func output(_ number: Int32, of queries: [PostgresNode], into origin: inout Origin, depth: Int)
        -> Bool
    {
        steps += 1
        guard depth < PostgresViewColumns.maximumDepth, steps < PostgresViewColumns.maximumSteps,
            let query = queries.last
        else { return false }
        if query["setOperations"]?.type != nil {
            // Every branch is a sub-query of the range table, and gives its column of the same number.
            for entry in query["rtable"]?.elements ?? [] {
                guard let subquery = entry["subquery"], subquery.type == "QUERY" else { continue }
                guard output(number, of: queries + [subquery], into: &origin, depth: depth + 1) else { return false }
            }
            return true
        }
        for entry in query["targetList"]?.elements ?? [] where entry.number("resno") == Int64(number) {
            guard let expression = entry["expr"] else { return true }
            if expression.type != "VAR" { origin.isCopy = false }
            return add(expression, in: queries, into: &origin, depth: depth + 1)
        }
        return true
    }

    /// Adds every column that an expression mentions.
    private mutating func add(
        _ node: PostgresNode, in queries: [PostgresNode], into origin: inout Origin, depth: Int
    ) -> Bool {
        steps += 1
        guard depth < PostgresViewColumns.maximumDepth, steps < PostgresViewColumns.maximumSteps else { return false }
        switch node {
        case .word: return true
        case .list(let elements):
            for element in elements {
                guard add(element, in: queries, into: &origin, depth: depth + 1) else { return false }
            }
            return true
        case .node("VAR", _): return variable(node, in: queries, into: &origin, depth: depth)
        case .node("QUERY", _):
            // A sub-query in an expression: its columns are what it gives.
            for entry in node["targetList"]?.elements ?? [] where entry["resjunk"]?.word != "true" {
                guard let number = entry.number("resno").flatMap({ Int32(exactly: $0) }),
                    output(number, of: queries + [node], into: &origin, depth: depth + 1)
                else { return false }
            }
            return true
        case .node(let type, let fields):
            if type == "WINDOWFUNC" {
                guard addWindow(node, in: queries, into: &origin, depth: depth + 1) else { return false }
            }
            for values in fields.values {
                for value in values {
                    guard add(value, in: queries, into: &origin, depth: depth + 1) else { return false }
                }
            }
            return true
        }
    }

    /// Adds what a window function is parted and ordered by: the window is a clause of the query, its columns are in the target
    /// list.
    private mutating func addWindow(
        _ node: PostgresNode, in queries: [PostgresNode], into origin: inout Origin, depth: Int
    ) -> Bool {
        guard let query = queries.last, let reference = node.number("winref") else { return true }
        for window in query["windowClause"]?.elements ?? [] where window.number("winref") == reference {
            for name in ["partitionClause", "orderClause"] {
                for clause in window[name]?.elements ?? [] {
                    guard let place = clause.number("tleSortGroupRef"), place > 0 else { continue }
                    for entry in query["targetList"]?.elements ?? [] where entry.number("ressortgroupref") == place {
                        guard let expression = entry["expr"] else { continue }
                        guard add(expression, in: queries, into: &origin, depth: depth + 1) else { return false }
                    }
                }
            }
        }
        return true
    }

    private mutating func variable(
        _ node: PostgresNode, in queries: [PostgresNode], into origin: inout Origin, depth: Int
    ) -> Bool {
        let level = Int(node.number("varlevelsup") ?? 0)
        guard level >= 0, level < queries.count,
            let attribute = node.number("varattno").flatMap({ Int32(exactly: $0) }),
            let place = node.number("varno")
        else { return false }
        let around = Array(queries.dropLast(level))
        let entries = around.last?["rtable"]?.elements ?? []
        guard place >= 1, place <= Int64(entries.count) else { return false }
        let entry = entries[Int(place) - 1]
        // Beyond the columns are the row as a whole (0) and system columns.
        guard attribute > 0 else {
            origin.isCopy = false
            return true
        }
        switch entry.number("rtekind") {
        case 0:
            if let relation = entry.number("relid") {
                origin.sources.insert(Source(relation: relation, column: attribute))
            }
            return true
        case 1:
            guard let subquery = entry["subquery"] else { return false }
            return output(attribute, of: around + [subquery], into: &origin, depth: depth + 1)
        case 2, 9:
            // A join's column is one of its sides' (or both, merged by USING); a group's is the expression grouped by.
            let list = entry.number("rtekind") == 2 ? entry["joinaliasvars"] : entry["groupexprs"]
            let expressions = list?.elements ?? []
            guard Int(attribute) <= expressions.count else { return false }
            let expression = expressions[Int(attribute) - 1]
            if expression.type != "VAR" { origin.isCopy = false }
            return add(expression, in: around, into: &origin, depth: depth + 1)
        case 6:
            let up = Int(entry.number("ctelevelsup") ?? 0)
            guard up >= 0, up < around.count, let name = entry["ctename"]?.word else { return false }
            let home = Array(around.dropLast(up))
            for expression in home.last?["cteList"]?.elements ?? [] where expression["ctename"]?.word == name {
                guard let query = expression["ctequery"], query.type == "QUERY" else { return true }
                // A recursive one reads itself: what its first branch gives is what it is made of.
                if entry["self_reference"]?.word == "true" { return true }
                return output(attribute, of: home + [query], into: &origin, depth: depth + 1)
            }
            return true
        default:
            // Functions, VALUES, transition tables: made here, of no column.
            origin.isCopy = false
            return true
        }
    }
}
