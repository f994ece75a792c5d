import Basics

/// The evidence of an edge as lines below its node: one for each claim, and one for the text it was taken from.
enum EvidenceLines {
    /// Characters of a statement's line at most.
    private static let statementWidth = 100

    /// - Parameters:
    ///   - evidence: `edges[].evidence` of a lineage answer.
    ///   - names: What the answer calls its entities, by urn.
    static func lines(_ evidence: JSON?, names: [String: String]) -> [String] {
        (evidence?.arrayValue ?? []).flatMap { piece -> [String] in
            let claim = "• " + facts(piece, names).joined(separator: ", ")
            guard let statement = piece["statement"]?.stringValue else { return [claim] }
            return [claim, "  " + cut(statement, isCut: piece["statementTruncated"]?.boolValue == true)]
        }
    }

    private static func facts(_ piece: JSON, _ names: [String: String]) -> [String] {
        func text(_ name: String, in json: JSON?) -> String? { (json?[name]?.stringValue).map(printable) }
        func name(_ urn: String) -> String {
            names[urn].flatMap { $0.isEmpty ? nil : printable($0) } ?? LineageTree.shortName(urn)
        }
        let owner = piece["owner"]
        var facts = ["\(text("aspect", in: owner) ?? "?") of \(name(owner?["urn"]?.stringValue ?? ""))"]
        if let via = piece["via"]?.stringValue, via != owner?["urn"]?.stringValue {
            facts.append("via \(name(via))")
        }
        if let run = text("runId", in: piece) {
            facts.append("run \(run)" + (text("pipelineName", in: piece).map { " of \($0)" } ?? ""))
        }
        let producer = piece["producer"]
        if let actor = text("actor", in: producer) {
            let tools = ["app", "agent"].compactMap { text($0, in: producer) }.joined(separator: ", ")
            facts.append("by \(name(actor))" + (tools.isEmpty ? "" : " (\(tools))"))
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
