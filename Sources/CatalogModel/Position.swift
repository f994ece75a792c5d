/// A place in the catalog's one order of changes: everything up to it is known, nothing after it.
///
/// Positions start at 1, have no gaps, and become visible in order. 0 is the empty catalog.
public struct Position: Sendable, Hashable, Comparable, CustomStringConvertible {
    public var value: Int64

    public init(_ value: Int64) { self.value = value }

    /// Before the first change.
    public static let start = Position(0)

    public static func < (left: Position, right: Position) -> Bool { left.value < right.value }
    public var description: String { String(value) }
}
