import Basics
import SQLLineage

/// A script's lineage for people: below each statement its columns, and below each column what feeds it.
struct SQLLineageTree {
    private(set) var lines: [String] = []
    private let terminal: Terminal

    init(_ script: SQLScript, _ terminal: Terminal) {
        self.terminal = terminal
        for diagnostic in script.diagnostics { lines.append(warning(diagnostic)) }
        for statement in script.statements { add(statement) }
        if script.statements.isEmpty, script.diagnostics.isEmpty { lines.append("There is no statement.") }
    }

    private mutating func add(_ statement: SQLStatement) {
        if !lines.isEmpty { lines.append("") }
        let targets = statement.targets.map { printable($0.description) }.joined(separator: ", ")
        let head = targets.isEmpty ? statement.kind.rawValue : "\(statement.kind.rawValue) \(targets)"
        let facts = "line \(statement.line), confidence \(statement.confidence)"
        lines.append(terminal.bold(head) + "  " + terminal.dim(facts))

        var branches: [(label: String, sources: [SQLColumnSource])] = statement.columns.map { column in
            let several = Set(statement.columns.map(\.table)).count > 1
            let table = several ? column.table.map { "\($0)." } ?? "" : ""
            return (printable(table + column.name), column.sources)
        }
        if !statement.influences.isEmpty {
            branches.append((terminal.cyan("which rows, in which order"), statement.influences))
        }
        let used = Set(branches.flatMap(\.sources).map(\.table))
        let unseen = statement.sources.filter { !used.contains($0) }
        for (index, branch) in branches.enumerated() {
            let isLast = index == branches.count - 1 && unseen.isEmpty
            lines.append((isLast ? "└─ " : "├─ ") + branch.label)
            for (place, source) in branch.sources.enumerated() {
                let joint = place == branch.sources.count - 1 ? "└─ " : "├─ "
                let kinds = source.kinds.names.joined(separator: ", ").lowercased()
                lines.append(
                    (isLast ? "   " : "│  ") + joint + printable("\(source.table).\(source.columnPath)") + "  "
                        + terminal.dim(kinds))
            }
        }
        for (index, table) in unseen.enumerated() {
            lines.append((index == unseen.count - 1 ? "└─ " : "├─ ") + "rows of " + printable(table.description))
        }
        for reason in statement.reasons { lines.append(warning(reason)) }
    }

    private func warning(_ diagnostic: SQLDiagnostic) -> String {
        terminal.yellow("! ") + printable(diagnostic.description)
    }
}
