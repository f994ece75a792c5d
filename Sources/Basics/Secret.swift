/// A value that no log, error or dump shows: printing it yields stars.
///
/// ``reveal()`` is the one way out, so each use can be found by searching for it.
public struct Secret<Value: Sendable>: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    private let value: Value

    public init(_ value: Value) { self.value = value }

    /// The value itself, for the one call that needs it.
    public func reveal() -> Value { value }

    public var description: String { "****" }
    public var debugDescription: String { "****" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Secret: Equatable where Value: Equatable {}
