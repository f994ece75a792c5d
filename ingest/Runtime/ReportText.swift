import Basics

extension Report {
    /// Objects that are named with each reason.
    private static let namedObjects = 3

    /// The report for a person: the counts, then what was left out and why, alike reasons together.
    public func text(maximumReasons: Int = 20) -> String {
        var lines: [String] = []
        for (name, value) in [
            ("seen", seen), ("written", written), ("unchanged", unchanged), ("skipped", skipped), ("failed", failed),
        ] {
            let unit = name == "seen" ? "  aspects" + (entities > 0 ? " of \(entities) entities" : "") : ""
            lines.append(pad(name, 10) + pad(String(value), 9, left: true) + unit)
        }
        let rate = seconds >= 1 && seen > 0 ? ", \(Int(Double(seen) / seconds)) aspects/s" : ""
        lines.append(pad("time", 10) + pad(oneDecimal(seconds), 9, left: true) + "  s\(rate)")
        if let preview {
            lines += preview.lines
        } else if removed > 0 {
            lines.append("\(removed) entities marked as removed: they are gone from the source")
        }
        for name in filtered.keys.sorted() {
            lines.append("\(filtered[name, default: 0]) \(name) left out by the recipe's patterns")
        }
        for note in notes { lines.append("note: \(note)") }
        if let ending { lines.append("ended early: \(ending.message)") }
        lines += reasons(maximum: maximumReasons)
        lines.append("run \(runID)" + (destination.map { ", written to \($0)" } ?? ""))
        return lines.map(printable).joined(separator: "\n") + "\n"
    }

    /// Problems of one kind with one reason as one line, in the order of their first.
    private func reasons(maximum: Int) -> [String] {
        struct Group {
            var kind: Problem.Kind
            var reason: String
            var objects: [String] = []
            var count = 0
            var aspects = 0
        }
        var groups: [Group] = []
        var places: [String: Int] = [:]
        for problem in problems {
            let key = "\(problem.kind.rawValue) \(problem.reason)"
            let place = places[key] ?? groups.count
            if place == groups.count {
                places[key] = place
                groups.append(Group(kind: problem.kind, reason: problem.reason))
            }
            groups[place].count += 1
            groups[place].aspects += problem.aspects
            if groups[place].objects.count < Report.namedObjects { groups[place].objects.append(problem.object) }
        }
        var lines = groups.prefix(maximum).map { group -> String in
            let rest = group.count - group.objects.count
            let objects = group.objects.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
            let aspects = group.aspects == group.count ? "" : " (\(group.aspects) aspects)"
            return "\(group.kind.rawValue): \(objects)\(aspects): \(group.reason)"
        }
        if groups.count > maximum { lines.append("… and \(groups.count - maximum) more reasons") }
        if problems.count >= Report.maximumProblems {
            lines.append("only the first \(Report.maximumProblems) problems are named")
        }
        return lines
    }
}

func pad(_ text: String, _ width: Int, left: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - text.count))
    return left ? blanks + text : text + blanks
}

/// A number with one digit after the point.
func oneDecimal(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "-" }
    let tenths = Int64((value * 10).rounded())
    return "\(tenths / 10).\(abs(tenths % 10))"
}
