/// What ends a run. The text is one sentence for a person and says what to do.
public struct IngestError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What went wrong, for callers that branch on it.
    public enum Code: String, Sendable {
        /// The command line or recipe is wrong.
        case configuration
        /// The source does not answer, or not as expected.
        case source
        /// The destination does not answer, or not as expected.
        case destination
        /// A user, password or token is refused.
        case access
        /// The destination does not tell what earlier runs left; a run may do without.
        case memory
        case cancelled
        /// As many entities as the person asked for are written.
        case limit
    }

    public var code: Code
    public var message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }
}
