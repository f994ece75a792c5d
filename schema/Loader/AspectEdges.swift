import Basics

/// An aspect that states more edges than one write may.
public struct TooManyEdges: Error, Sendable, Equatable, CustomStringConvertible {
    public var aspect: String
    public var limit: Int

    public init(aspect: String, limit: Int) {
        self.aspect = aspect
        self.limit = limit
    }

    public var description: String { "\(aspect) states more than \(limit) edges" }
}

extension AspectDefinition {
    /// Edges of one value at most. The pairs of one column mapping multiply, so a small text can state very many.
    public static let defaultEdgeLimit = 200_000

    /// Every edge that a value of this aspect states, each once: those of the relationship marks, then column lineage.
    ///
    /// Two edges are one when source, relationship, destination and via are equal; the first one's facts stay.
    /// - Parameters:
    ///   - value: A validated value; what has another shape states no edges.
    ///   - owner: The urn of the entity that carries the aspect.
    /// - Throws: ``TooManyEdges`` past `limit`.
    public func edges(from value: JSON, owner: String, limit: Int = defaultEdgeLimit) throws(TooManyEdges)
        -> [ExtractedEdge]
    {
        var collected = EdgeSet(aspect: name, limit: limit)
        for mark in relationships {
            for edge in mark.extract(from: value) { try collected.insert(edge) }
        }
        switch name {
        case "upstreamLineage":
            try collected.insertColumnMappings(value["fineGrainedLineages"], job: nil)
        case "dataJobInputOutput":
            try collected.insertColumnMappings(value["fineGrainedLineages"], job: owner)
        case "inputFields":
            try collected.insertInputFields(value["fields"], owner: owner)
        default: break
        }
        return collected.edges
    }
}

/// Edges in the order of their arrival, without duplicates.
private struct EdgeSet {
    private struct Identity: Hashable {
        var source: String?
        var relationship: String
        var destination: String
        var via: String?
    }

    /// Characters of a transformation that are kept: its kind or a short expression, with every pair of the mapping.
    private static let transformationLength = 256

    let aspect: String
    let limit: Int
    private(set) var edges: [ExtractedEdge] = []
    private var known: Set<Identity> = []

    init(aspect: String, limit: Int) {
        self.aspect = aspect
        self.limit = limit
    }

    mutating func insert(_ edge: ExtractedEdge) throws(TooManyEdges) {
        let identity = Identity(
            source: edge.source, relationship: edge.relationship, destination: edge.destination, via: edge.via)
        guard known.insert(identity).inserted else { return }
        guard edges.count < limit else { throw TooManyEdges(aspect: aspect, limit: limit) }
        edges.append(edge)
    }

    /// Every column on the downstream side of a mapping is downstream of every column on its upstream side.
    /// - Parameter job: What the data passed through; where it is `nil`, each mapping's query.
    mutating func insertColumnMappings(_ mappings: JSON?, job: String?) throws(TooManyEdges) {
        // Pairs are counted, not only edges: a hostile mapping may repeat itself without ever stating another edge.
        var pairs = 0
        for mapping in mappings?.arrayValue ?? [] {
            let downstreams = columns(mapping["downstreams"])
            let upstreams = columns(mapping["upstreams"])
            let query = mapping["query"]?.stringValue
            var edge = ExtractedEdge(
                relationship: "DownstreamOf", destination: "", lineage: .upstream, via: job ?? query)
            edge.transformation = (mapping["transformOperation"]?.stringValue).map(Self.bounded)
            if let score = mapping["confidenceScore"], !score.isNull, score.doubleValue != 1 { edge.confidence = score }
            edge.query = job == nil ? nil : query
            for downstream in downstreams {
                for upstream in upstreams {
                    pairs &+= 1
                    guard pairs <= limit else { throw TooManyEdges(aspect: aspect, limit: limit) }
                    edge.source = downstream
                    edge.destination = upstream
                    try insert(edge)
                }
            }
        }
    }

    /// A field of a chart or dashboard, which gets a column's urn below its owner's, is downstream of the column it shows.
    mutating func insertInputFields(_ fields: JSON?, owner: String) throws(TooManyEdges) {
        for field in fields?.arrayValue ?? [] {
            guard let column = field["schemaFieldUrn"]?.stringValue,
                let path = field["schemaField"]?["fieldPath"]?.stringValue
            else { continue }
            try insert(
                ExtractedEdge(
                    source: "urn:li:schemaField:(\(owner),\(path))", relationship: "DownstreamOf", destination: column,
                    lineage: .upstream))
        }
    }

    private static func bounded(_ text: String) -> String {
        text.utf8.count <= transformationLength
            ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(transformationLength)))
    }

    private func columns(_ urns: JSON?) -> [String] {
        (urns?.arrayValue ?? []).compactMap { urn in
            guard case .string(let text) = urn, text.hasPrefix("urn:li:schemaField:") else { return nil }
            return text
        }
    }
}
