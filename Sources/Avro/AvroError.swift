/// Why a schema, some bytes or a value are not what they should be, and where.
public struct AvroError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The rule that was broken; stable, so callers may branch on it.
    public enum Code: String, Sendable {
        case invalidSchema, truncated, invalidValue, invalidUTF8, tooDeep, tooManyValues, trailingBytes
        /// A value does not fit the schema it should be written or read with.
        case mismatch
        /// Not a registry's message: the frame is missing or cut.
        case notFramed
    }

    public var code: Code
    /// The field, e.g. `aspect.value` or `tags[3]`; empty at the top.
    public var path: String
    /// Offset of the offending byte where bytes were read.
    public var offset: Int?
    /// One sentence without a full stop.
    public var message: String

    public init(_ code: Code, path: String = "", offset: Int? = nil, _ message: String) {
        self.code = code
        self.path = path
        self.offset = offset
        self.message = message
    }

    public var description: String {
        (path.isEmpty ? "" : "\(path): ") + message + (offset.map { " at byte \($0)" } ?? "")
    }

    /// The same error as seen from the record or array around it.
    func inside(_ step: String) -> AvroError {
        var error = self
        error.path = path.isEmpty ? step : path.hasPrefix("[") ? step + path : "\(step).\(path)"
        return error
    }
}
