/// In which ways a column feeds another: OpenLineage's kinds of column lineage, any number of them at once.
///
/// Direct: the value comes from it. Indirect: it decides which value, which rows or which order.
public struct LineageKinds: OptionSet, Sendable, Hashable {
    public let rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The value itself.
    public static let identity = LineageKinds(rawValue: 1)
    /// A value computed from it, row by row.
    public static let transformation = LineageKinds(rawValue: 2)
    /// A value computed from it over many rows.
    public static let aggregation = LineageKinds(rawValue: 4)
    /// It joins tables.
    public static let join = LineageKinds(rawValue: 8)
    /// It decides which rows count.
    public static let filter = LineageKinds(rawValue: 16)
    /// Rows are grouped by it.
    public static let groupBy = LineageKinds(rawValue: 32)
    /// Rows are ordered by it.
    public static let sort = LineageKinds(rawValue: 64)
    /// It partitions or orders a window.
    public static let window = LineageKinds(rawValue: 128)
    /// It chooses between values, as the conditions of `CASE` do.
    public static let conditional = LineageKinds(rawValue: 256)

    static let direct: LineageKinds = [.identity, .transformation, .aggregation]

    /// Whether the value comes from it, in whatever else it plays a part.
    public var isDirect: Bool { !isDisjoint(with: .direct) }

    /// Each kind alone, the strongest direct one first.
    public var each: [LineageKinds] { Self.table.map(\.kind).filter(contains) }

    /// OpenLineage's names of ``each``.
    public var names: [String] { Self.table.filter { contains($0.kind) }.map(\.name) }

    private static let table: [(kind: LineageKinds, name: String)] = [
        (.identity, "IDENTITY"), (.transformation, "TRANSFORMATION"), (.aggregation, "AGGREGATION"), (.join, "JOIN"),
        (.filter, "FILTER"), (.groupBy, "GROUP_BY"), (.sort, "SORT"), (.window, "WINDOW"),
        (.conditional, "CONDITIONAL"),
    ]

    /// What a column is to the outer one when it feeds an inner one by `self`, and that the outer one by `outer`.
    ///
    /// An indirect step keeps the whole way indirect and is named after the step nearest to the result.
    func followed(by outer: LineageKinds) -> LineageKinds {
        if outer == .identity || self == .identity { return outer == .identity ? self : outer }
        let outerIndirect = outer.subtracting(.direct)
        guard outer.isDirect else { return outer }
        let outerDirect = outer.intersection(.direct)
        var result = outerIndirect.union(subtracting(.direct))
        let selfDirect = intersection(.direct)
        if selfDirect.isEmpty { return result }
        if outerDirect.contains(.identity) { result.formUnion(selfDirect) }
        if outerDirect.contains(.aggregation) || selfDirect.contains(.aggregation) {
            result.insert(.aggregation)
        }
        if outerDirect.contains(.transformation), !selfDirect.isDisjoint(with: [.identity, .transformation]) {
            result.insert(.transformation)
        }
        return result
    }
}
