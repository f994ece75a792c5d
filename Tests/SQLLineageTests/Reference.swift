import Foundation
import SQLLineage

/// Statements with answers that were written by hand before ours was looked at, in `reference/*.lineage`.
///
///     table c.s.t (a bigint, b row(x int))         the columns that statements of the file may know
///     == id | dialect | catalog.schema             a text begins; its names are completed from here
///     insert into u select a, b.x from t where c
///     > INSERT u: t                                a statement: kind, targets, and after the colon the sources
///     > p = t.a, t.b T                             a column of the target and what feeds it, identity unless letters say more
///     > where t.c F                                what decides about the rows
///     > unsure UNKNOWN_COLUMN                      codes of what is not understood
///
/// Letters: I identity, T transformation, A aggregation, J join, F filter, G group, S sort, W window, C conditional. With several
/// targets a column is written with its table. `#` begins a comment.
struct Reference {
    private var cases: [Expected] = []
    private var tables: [SQLTable] = []
    private var answer: [Substring] = []
    private let file: String

    static func all() throws -> [Expected] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("reference")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".lineage") }
        return try files.sorted().flatMap { name in
            var reference = Reference(file: name)
            return reference.read(try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8))
        }
    }

    private init(file: String) { self.file = file }

    private mutating func read(_ text: String) -> [Expected] {
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("== ") {
                finish()
                begin(line.dropFirst(3))
            } else if cases.isEmpty {
                if line.hasPrefix("table ") { tables.append(table(line.dropFirst(6))) }
            } else if line.hasPrefix("> ") {
                answer.append(line.dropFirst(2))
            } else if answer.isEmpty, !line.hasPrefix("# ") {
                cases[cases.count - 1].text += cases[cases.count - 1].text.isEmpty ? line : "\n" + line
            }
        }
        finish()
        return cases
    }

    private func table(_ line: Substring) -> SQLTable {
        let parts = line.split(separator: "(", maxSplits: 1)
        let columns = list(parts[1].dropLast()).map { column in
            let words = column.split(separator: " ", maxSplits: 1)
            return SQLColumn(String(words[0]), type: words.count > 1 ? String(words[1]) : nil)
        }
        return SQLTable(SQLTableName(parts[0].dropLast().split(separator: ".").map(String.init)), columns: columns)
    }

    private mutating func begin(_ line: Substring) {
        let parts = line.split(separator: "|", omittingEmptySubsequences: false).map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        let place = parts[2].split(separator: ".").map(String.init)
        cases.append(
            Expected(
                file: file, id: parts[0], dialect: SQLDialect(named: parts[1]) ?? .generic,
                catalog: place.count > 1 ? place[0] : nil, schema: place.last, text: "",
                schemas: SQLSchemaDictionary(tables), statements: []))
    }

    private mutating func finish() {
        guard var one = cases.popLast() else { return }
        var known: [String] = []
        for line in answer {
            if line.hasPrefix("where ") {
                one.statements[one.statements.count - 1].influences = list(line.dropFirst(6)).map {
                    source($0, known, one)
                }.sorted()
            } else if line.hasPrefix("unsure ") {
                one.statements[one.statements.count - 1].reasons = list(line.dropFirst(7)).map(String.init).sorted()
            } else if let equal = line.range(of: " =") {
                let name = target(line[..<equal.lowerBound], one)
                let sources = list(line[equal.upperBound...]).map { "\(name) ← \(source($0, known, one))" }
                one.statements[one.statements.count - 1].edges += sources.isEmpty ? ["\(name) ←"] : sources
            } else {
                let halves = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
                let head = halves[0].split(separator: " ", maxSplits: 1)
                let targets = head.count > 1 ? list(head[1]).map { full($0, one) } : []
                let sources = halves.count > 1 ? list(halves[1]).map { full($0, one) } : []
                known = sources + targets
                one.statements.append(
                    Expected.Answer(
                        kind: String(head.first ?? ""), sources: sources.sorted(), targets: targets.sorted(), edges: [],
                        influences: [], reasons: []))
            }
        }
        for place in one.statements.indices { one.statements[place].edges.sort() }
        cases.append(one)
        answer = []
    }

    /// The parts between commas outside parentheses and angle brackets.
    private func list(_ text: Substring) -> [Substring] {
        var parts: [Substring] = []
        var depth = 0
        var start = text.startIndex
        for place in text.indices {
            if "(<".contains(text[place]) { depth += 1 }
            if ")>".contains(text[place]) { depth -= 1 }
            guard text[place] == ",", depth == 0 else { continue }
            parts.append(text[start..<place])
            start = text.index(after: place)
        }
        parts.append(text[start...])
        return parts.map { Substring($0.trimmingCharacters(in: .whitespaces)) }.filter { !$0.isEmpty }
    }

    private func full(_ name: Substring, _ one: Expected) -> String {
        let parts = name.split(separator: ".").map(String.init)
        let place = [one.catalog, one.schema].compactMap { $0 }
        return (place.prefix(max(0, place.count + 1 - parts.count)) + parts).joined(separator: ".")
    }

    private func target(_ name: Substring, _ one: Expected) -> String {
        let targets = one.statements.last?.targets ?? []
        guard let first = targets.first else { return String(name) }
        return targets.count == 1 ? "\(first).\(name)" : column(name, targets, one)
    }

    private func source(_ text: Substring, _ known: [String], _ one: Expected) -> String {
        let words = text.split(separator: " ")
        let names: [(letter: Character, name: String)] = [
            ("I", "IDENTITY"), ("T", "TRANSFORMATION"), ("A", "AGGREGATION"), ("J", "JOIN"), ("F", "FILTER"),
            ("G", "GROUP_BY"), ("S", "SORT"), ("W", "WINDOW"), ("C", "CONDITIONAL"),
        ]
        let letters = words.count > 1 ? words[words.count - 1] : "I"
        let kinds = names.filter { letters.contains($0.letter) }.map(\.name)
        return "\(column(words[0], known, one)) \(kinds.joined(separator: "+"))"
    }

    /// The column's name with its table's whole one, which is the longest that the statement names.
    private func column(_ text: Substring, _ known: [String], _ one: Expected) -> String {
        let parts = text.split(separator: ".")
        for count in stride(from: parts.count - 1, to: 0, by: -1) {
            let table = full(Substring(parts[..<count].joined(separator: ".")), one)
            if known.contains(table) { return "\(table).\(parts[count...].joined(separator: "."))" }
        }
        return "no table of the statement: \(text)"
    }
}
