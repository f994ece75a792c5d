import Basics

/// One aspect: the shape of its values, and what storage, search and lineage derive from them.
public final class AspectDefinition: Sendable {
    /// How values of an aspect follow one another.
    public enum Kind: String, Sendable, CaseIterable {
        /// A value replaces the one before, which stays in the history.
        case versioned
        /// Values are kept side by side, each for its moment.
        case timeseries
        /// The parts of an entity's key; derived from its urn.
        case key
    }

    /// The name in requests, e.g. `upstreamLineage`.
    public let name: String
    public let kind: Kind
    /// The record's full name in rest.li's form, e.g. `com.linkedin.common.Status`.
    public let className: String
    /// The revision of the shape that DataHub counts; 1 when it counts none.
    public let schemaVersion: Int
    public let record: RecordType
    public let relationships: [RelationshipMark]
    public let searchFields: [SearchMark]
    /// Paths of the fields that a timeseries aspect can be grouped and filtered by.
    public let timeseriesFields: [String]
    /// Arrays of a timeseries aspect by path, with the member that identifies an element.
    public let timeseriesCollections: [String: String]
    /// Entity types that the aspect's own file adds it to; see ``EntityDefinition/aspects`` for the whole answer.
    let appliesTo: [String]
    let searchTree: SearchTree

    init(
        name: String, kind: Kind, className: String, schemaVersion: Int, record: RecordType,
        relationships: [RelationshipMark], searchFields: [SearchMark], timeseriesFields: [String],
        timeseriesCollections: [String: String], appliesTo: [String]
    ) {
        self.name = name
        self.kind = kind
        self.className = className
        self.schemaVersion = schemaVersion
        self.record = record
        self.relationships = relationships
        self.searchFields = searchFields
        self.timeseriesFields = timeseriesFields
        self.timeseriesCollections = timeseriesCollections
        self.appliesTo = appliesTo
        searchTree = SearchTree(searchFields.map(\.location))
    }

    public var fields: [Field] { record.fields }
    public var isTimeseries: Bool { kind == .timeseries }
    public var isKey: Bool { kind == .key }
}
