import Basics
import CatalogModel

/// Where aspects are kept. ``commit(_:)`` is the only door for writes.
public protocol MetadataStore: Sendable {
    /// Writes a batch in one transaction: aspects, history, edges, search documents, change log, offsets, dead letters.
    ///
    /// When it returns, all of it is visible to every reader; when it throws, nothing is, except after
    /// ``StoreError/outcomeUnknown(_:)``, where it is all or nothing. Commits are totally ordered.
    /// - Returns: The position after the commit and what became of each write.
    func commit(_ batch: WriteBatch) async throws(StoreError) -> CommitReceipt

    /// The position of the last visible change.
    func position() async throws(StoreError) -> Position

    /// Entities with the latest version of their aspects, in the order asked; `nil` where an entity does not exist.
    /// - Parameter aspects: The names wanted; `nil` for all.
    func entities(_ urns: [Urn], aspects: [String]?) async throws(StoreError) -> [EntityRecord?]

    /// One version of an aspect: 0 is the latest, any other the version of that number. `nil` when there is none.
    func aspect(of urn: Urn, name: String, version: Int64) async throws(StoreError) -> AspectRecord?

    /// Values of a timeseries aspect, newest first.
    func timeseries(_ query: TimeseriesQuery) async throws(StoreError) -> [TimeseriesRecord]
}

/// Which values of a timeseries aspect are wanted.
public struct TimeseriesQuery: Sendable {
    public var urn: Urn
    public var aspect: String
    /// Earliest moment, inclusive.
    public var from: Milliseconds?
    /// Latest moment, inclusive.
    public var to: Milliseconds?
    public var limit: Int
    /// Top-level members that must equal one of the values given, e.g. `pipelineName`.
    public var equals: [String: [String]]

    public init(
        urn: Urn, aspect: String, from: Milliseconds? = nil, to: Milliseconds? = nil, limit: Int = 100,
        equals: [String: [String]] = [:]
    ) {
        self.urn = urn
        self.aspect = aspect
        self.from = from
        self.to = to
        self.limit = limit
        self.equals = equals
    }
}
