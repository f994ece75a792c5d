import CatalogModel

/// Answers searches. Every answer is exact at the position it states.
public protocol SearchReader: Sendable {
    /// A page of the entities that match, best first, with the exact total and counts over all matches.
    func search(_ query: SearchQuery) async throws(StoreError) -> SearchPage
}

/// What is searched for.
public struct SearchQuery: Sendable {
    /// Words that all have to occur (the last may be a beginning); empty or `*` matches everything.
    public var text: String
    /// Entity types; empty means all but the internal ones.
    public var types: [String]
    /// Urns of data platforms; empty means all.
    public var platforms: [String]
    /// Whether soft-deleted entities are included.
    public var includeRemoved: Bool
    public var limit: Int
    /// Where the page before ended.
    public var after: SearchCursor?

    public init(
        text: String = "", types: [String] = [], platforms: [String] = [], includeRemoved: Bool = false,
        limit: Int = 20, after: SearchCursor? = nil
    ) {
        self.text = text
        self.types = types
        self.platforms = platforms
        self.includeRemoved = includeRemoved
        self.limit = limit
        self.after = after
    }
}

/// The sort key of the last hit of a page; opaque to clients.
public struct SearchCursor: Sendable, Equatable {
    public var score: Double
    public var urn: String

    public init(score: Double, urn: String) {
        self.score = score
        self.urn = urn
    }
}

/// A page of search results.
public struct SearchPage: Sendable {
    /// All matches, not only those of the page.
    public var total: Int
    public var hits: [SearchHit]
    /// Counts over all matches, by facet name.
    public var facets: [Facet]
    /// Continues behind this page; `nil` at the end.
    public var next: SearchCursor?
    /// The position the answer is exact at.
    public var position: Position

    public init(total: Int, hits: [SearchHit], facets: [Facet], next: SearchCursor?, position: Position) {
        self.total = total
        self.hits = hits
        self.facets = facets
        self.next = next
        self.position = position
    }
}

/// One entity found.
public struct SearchHit: Sendable {
    public var urn: String
    public var type: String
    public var name: String
    /// The urn of its data platform, if it has one.
    public var platform: String?
    public var description: String?
    public var removed: Bool
    public var score: Double

    public init(
        urn: String, type: String, name: String, platform: String?, description: String?, removed: Bool, score: Double
    ) {
        self.urn = urn
        self.type = type
        self.name = name
        self.platform = platform
        self.description = description
        self.removed = removed
        self.score = score
    }
}

/// How matches spread over the values of one field, most frequent first.
public struct Facet: Sendable {
    public struct Bucket: Sendable, Equatable {
        public var value: String
        public var count: Int

        public init(value: String, count: Int) {
            self.value = value
            self.count = count
        }
    }

    public var field: String
    public var buckets: [Bucket]

    public init(field: String, buckets: [Bucket]) {
        self.field = field
        self.buckets = buckets
    }
}
