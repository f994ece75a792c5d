import Basics
import CatalogModel

/// The text that an edge was taken from, and where all of it is.
public struct EvidenceStatement: Sendable, Equatable {
    /// Unicode scalars that evidence shows of a text at most.
    public static let maximumLength = 2000

    /// The text, cut at ``maximumLength``.
    public var text: String
    public var isTruncated: Bool
    /// The entity and aspect that hold the whole text.
    public var urn: String
    public var aspect: String

    init(_ text: String, of urn: Urn, aspect: String) {
        let scalars = text.unicodeScalars
        let end = scalars.index(scalars.startIndex, offsetBy: Self.maximumLength, limitedBy: scalars.endIndex)
        isTruncated = end.map { $0 < scalars.endIndex } ?? false
        self.text = isTruncated ? String(String.UnicodeScalarView(scalars.prefix(Self.maximumLength))) : text
        self.urn = urn.text
        self.aspect = aspect
    }

    /// What an entity says of a statement.
    enum Found: Equatable {
        case text(EvidenceStatement)
        /// It is that of a query, by its urn.
        case query(Urn)
    }

    /// The aspects that may hold a statement, nearest first.
    static let aspects = ["queryProperties", "viewProperties", "dataTransformLogic", "dataJobInfo"]

    /// Where producers put a job's SQL when they do not describe it as a transformation.
    private static let jobProperties = ["query", "sql", "statement"]

    /// The entities whose statement may have made an edge: what it goes via, the query it names, its owner.
    static func candidates(_ edge: LineageEdge) -> [Urn] {
        var texts: [String] = []
        if let via = edge.via { texts.append(via) }
        if let properties = edge.properties, properties.contains("\"query\""),
            let query = (try? JSON.parse(properties))?["query"]?.stringValue
        {
            texts.append(query)
        }
        // A dataset's text makes what it is fed by; that of a job makes all its edges.
        if edge.ownerAspect == "upstreamLineage" || edge.ownerAspect == "dataJobInputOutput" {
            texts.append(edge.owner)
        }
        return texts.compactMap { try? Urn($0) }.filter { ["query", "dataset", "dataJob"].contains($0.entityType) }
    }

    static func find(in record: EntityRecord) -> Found? {
        for name in aspects {
            guard let aspect = record.aspect(name), let value = try? JSON.parse(aspect.value) else { continue }
            func text(_ json: JSON?) -> Found? {
                guard let text = json?.stringValue, !text.isEmpty else { return nil }
                if text.hasPrefix("urn:li:query:"), let urn = try? Urn(text) { return .query(urn) }
                return .text(EvidenceStatement(text, of: record.urn, aspect: name))
            }
            let found: Found?
            switch name {
            case "queryProperties": found = text(value["statement"]?["value"])
            case "viewProperties": found = text(value["viewLogic"])
            case "dataTransformLogic":
                found =
                    (value["transforms"]?.arrayValue ?? []).lazy
                    .compactMap { text($0["queryStatement"]?["value"]) }.first
            default:
                found = jobProperties.lazy.compactMap { text(value["customProperties"]?[$0]) }.first
            }
            if let found { return found }
        }
        return nil
    }
}
