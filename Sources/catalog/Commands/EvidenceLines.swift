import Basics

/// The evidence of an edge as lines below its node: one for each claim, and one for the text it was taken from.
enum EvidenceLines {
    /// Characters of a statement's line at most.
    private static let statementWidth = 100

    /// - Parameter evidence: `edges[].evidence` of a lineage answer.
    static func lines(_ evidence: JSON?) -> [String] {
        (evidence?.arrayValue ?? []).flatMap { piece -> [String] in
            let claim = "• " + facts(piece).joined(separator: ", ")
            guard let statement = piece["statement"]?.stringValue else { return [claim] }
            return [claim, "  " + cut(statement, isCut: piece["statementTruncated"]?.boolValue == true)]
        }
    }

    private static func facts(_ piece: JSON) -> [String] {
        func text(_ name: String, in json: JSON?) -> String? { (json?[name]?.stringValue).map(printable) }
        let owner = piece["owner"]
        var facts = [
            "\(text("aspect", in: owner) ?? "?") of \(LineageTree.shortName(owner?["urn"]?.stringValue ?? ""))"
        ]
        if let via = piece["via"]?.stringValue, via != owner?["urn"]?.stringValue {
            facts.append("via \(LineageTree.shortName(via))")
        }
        if let run = text("runId", in: piece) {
            facts.append("run \(run)" + (text("pipelineName", in: piece).map { " of \($0)" } ?? ""))
        }
        let producer = piece["producer"]
        if let actor = text("actor", in: producer) {
            let tools = ["app", "agent"].compactMap { text($0, in: producer) }.joined(separator: ", ")
            facts.append("by \(LineageTree.shortName(actor))" + (tools.isEmpty ? "" : " (\(tools))"))
        }
        if let transformation = text("transformation", in: piece) { facts.append(transformation) }
        if let confidence = piece["confidence"], !confidence.isNull, confidence.doubleValue != 1 {
            facts.append("confidence \(confidence.text)")
        }
        let moments = ["firstSeen", "lastSeen"].map { piece[$0]?["time"]?.intValue.map(iso8601) }
        switch (moments[0], moments[1]) {
        case (let first?, let last?): facts.append(first == last ? "seen \(first)" : "seen \(first) to \(last)")
        case (nil, let last?): facts.append("last seen \(last)")
        default: facts.append(piece["lastSeen"]?.isNull == false ? "seen at an unknown time" : "withdrawn meanwhile")
        }
        return facts
    }

    /// A statement on one line, its blanks joined.
    private static func cut(_ statement: String, isCut: Bool) -> String {
        let line = statement.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count > statementWidth
            ? printable(String(line.prefix(statementWidth))) + "…" : printable(line) + (isCut ? "…" : "")
    }
}
