import Basics

#if canImport(Glibc)
import Glibc
#endif

/// Where a command writes: answers to one stream, everything about them to the other. Colour only where a person looks.
struct Terminal: Sendable {
    let isColored: Bool
    private let output: @Sendable (String) -> Void
    private let errors: @Sendable (String) -> Void

    init(
        isColored: Bool, output: @escaping @Sendable (String) -> Void, errors: @escaping @Sendable (String) -> Void
    ) {
        self.isColored = isColored
        self.output = output
        self.errors = errors
    }

    /// The process's own streams. `NO_COLOR` with any value, and `TERM=dumb`, switch colour off (https://no-color.org).
    static func standard(environment: [String: String]) -> Terminal {
        let allowed = (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
        return Terminal(
            isColored: allowed && isatty(1) == 1, output: { writeAll(Array($0.utf8), to: 1) },
            errors: { writeAll(Array($0.utf8), to: 2) })
    }

    /// Writes a line of the answer.
    func print(_ text: String = "") { output(text + "\n") }

    /// Writes text of the answer as it is.
    func write(_ text: String) { output(text) }

    /// Writes a line about the answer: progress, warnings, errors.
    func note(_ text: String) { errors(text + "\n") }

    /// Writes text about the answer as it is.
    func writeNote(_ text: String) { errors(text) }

    func bold(_ text: String) -> String { style("1", text) }
    func dim(_ text: String) -> String { style("2", text) }
    func red(_ text: String) -> String { style("31", text) }
    func yellow(_ text: String) -> String { style("33", text) }
    func cyan(_ text: String) -> String { style("36", text) }

    private func style(_ code: String, _ text: String) -> String {
        isColored && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}

/// Text of at most so many characters, with `…` where some are left out.
func shortened(_ text: String, to limit: Int) -> String {
    text.count > limit ? text.prefix(limit - 1) + "…" : text
}

/// Rows with their columns under one another; the last column is not padded. Widths count characters of plain text.
func columns(_ rows: [[String]], gap: Int = 2) -> [String] {
    var widths: [Int] = []
    for row in rows {
        for (index, cell) in row.enumerated() {
            if index == widths.count { widths.append(0) }
            widths[index] = max(widths[index], cell.count)
        }
    }
    return rows.map { row in
        row.enumerated().map { index, cell in
            index == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[index] - cell.count + gap)
        }.joined()
    }
}

/// A count with its noun: `1 dataset`, `3 datasets`.
func counted(_ count: Int64, _ noun: String) -> String { count == 1 ? "1 \(noun)" : "\(count) \(noun)s" }
