import CatalogModel

/// Holds everything derived against the aspects it was derived from.
public protocol ConsistencyChecker: Sendable {
    /// Recomputes every derived row and counts what differs; reads one snapshot, changes nothing.
    /// - Parameters:
    ///   - limit: Differences to name at most; all are counted.
    ///   - progress: Called now and then with the entities checked and those there are.
    func check(limit: Int, progress: @escaping @Sendable (Int, Int) -> Void) async throws(StoreError)
        -> ConsistencyReport
}

/// What a check found.
public struct ConsistencyReport: Sendable {
    /// One row that is not what the aspects say.
    public struct Difference: Sendable, Equatable {
        /// The rule that is broken, e.g. `edge_missing`.
        public var check: String
        /// The urn or table concerned.
        public var subject: String
        public var detail: String

        public init(check: String, subject: String, detail: String) {
            self.check = check
            self.subject = subject
            self.detail = detail
        }
    }

    /// The position of the snapshot that was checked.
    public var position: Position
    public var entities = 0
    public var aspects = 0
    /// How many differences there are in all.
    public var count = 0
    /// The first of them.
    public var differences: [Difference] = []

    public init(position: Position) { self.position = position }
}
