#if canImport(Glibc)
import Glibc
#endif

/// A call that the operating system refused.
public struct SystemError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The call and its object, e.g. `open /var/lib/data/lock`.
    public var call: String
    /// The `errno`.
    public var code: Int32

    public init(_ call: String, code: Int32 = errno) {
        self.call = call
        self.code = code
    }

    public var description: String { "\(call): \(String(cString: strerror(code)))" }
}
