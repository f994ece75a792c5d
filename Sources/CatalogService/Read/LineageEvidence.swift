import Basics
import CatalogModel

/// One reason to believe an edge: the claim of one owner, and the statement that it rests on.
public struct EdgeEvidence: Sendable, Equatable {
    /// The edge as its owner states it.
    public var edge: LineageEdge
    /// `nil` when the owner withdrew the edge while it was being read.
    public var claim: EdgeClaim?
    /// The query, view or job text that made the edge, where one is known.
    public var statement: EvidenceStatement?

    public init(edge: LineageEdge, claim: EdgeClaim?, statement: EvidenceStatement?) {
        self.edge = edge
        self.claim = claim
        self.statement = statement
        details = edge.properties.flatMap { try? JSON.parse($0) }
    }

    private let details: JSON?

    /// How a column mapping says that the columns become others, e.g. `IDENTITY`.
    public var transformation: String? { details?["transformOperation"]?.stringValue }

    /// How sure a column mapping is, 0 to 1, which is what the model assumes; `nil` for edges that are no mapping's.
    public var confidence: JSON? {
        if let stated = details?["confidenceScore"] { return stated }
        let isMapping =
            ["upstreamLineage", "dataJobInputOutput"].contains(edge.ownerAspect)
            && edge.source.hasPrefix("urn:li:schemaField:") && edge.destination.hasPrefix("urn:li:schemaField:")
        return isMapping ? .int(1) : nil
    }

    /// The run that last observed the edge; `nil` where the producer named none.
    public var runID: String? {
        claim.flatMap { $0.systemMetadata.runID == SystemMetadata.noRun ? nil : $0.systemMetadata.runID }
    }

    /// The pipeline of that run.
    public var pipelineName: String? { claim?.systemMetadata.others["pipelineName"]?.stringValue }

    /// The kind of program that wrote it, in DataHub's words: `ui`, `sdk`, …
    public var application: String? { note("appSource") }

    /// The client that wrote it, with its version where it names one.
    public var agent: String? {
        guard let client = note("clientId") else { return nil }
        return note("clientVersion").map { "\(client) \($0)" } ?? client
    }

    private func note(_ name: String) -> String? {
        claim?.systemMetadata.others["properties"]?[name]?.stringValue
    }
}

/// Joins edges with what is known of their claims and statements.
public struct LineageEvidence: Sendable {
    /// Entities of one read.
    private static let batch = 500

    private let store: any MetadataStore
    private let reader: any EvidenceReader

    public init(store: any MetadataStore, reader: any EvidenceReader) {
        self.store = store
        self.reader = reader
    }

    /// The evidence of each edge, in their order. Reads what is stored now, which may be later than the edges were read.
    public func evidence(of edges: [LineageEdge]) async throws(StoreError) -> [EdgeEvidence] {
        let claims = try await reader.claims(of: edges)
        let candidates = edges.map(EvidenceStatement.candidates)
        var texts = try await statements(of: Set(candidates.joined()))
        // A job may name the query that it runs instead of holding its text.
        let named = Set(texts.values.compactMap { if case .query(let urn) = $0 { urn } else { nil } })
        for (urn, text) in try await statements(of: named.filter { texts[$0] == nil }) { texts[urn] = text }
        return edges.indices.map { index in
            var statement: EvidenceStatement?
            for candidate in candidates[index] where statement == nil {
                switch texts[candidate] {
                case .text(let text): statement = text
                case .query(let urn): if case .text(let text) = texts[urn] { statement = text }
                case nil: break
                }
            }
            return EdgeEvidence(
                edge: edges[index], claim: claims.indices.contains(index) ? claims[index] : nil, statement: statement)
        }
    }

    private func statements(of urns: Set<Urn>) async throws(StoreError) -> [Urn: EvidenceStatement.Found] {
        var found: [Urn: EvidenceStatement.Found] = [:]
        let sorted = urns.sorted()
        for start in stride(from: 0, to: sorted.count, by: Self.batch) {
            let some = Array(sorted[start..<min(start + Self.batch, sorted.count)])
            for record in try await store.entities(some, aspects: EvidenceStatement.aspects) {
                if let record, let text = EvidenceStatement.find(in: record) { found[record.urn] = text }
            }
        }
        return found
    }
}
