/// Why a private cluster does not run, in words for the person who started it.
public struct PrivateClusterError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Which kind of thing went wrong. An open set: compare with the constants.
    public struct Code: RawRepresentable, Sendable, Hashable {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        /// PostgreSQL, or the version that the data needs, is not on this machine.
        public static let notInstalled = Code(rawValue: "not_installed")
        /// Another process owns the data directory.
        public static let inUse = Code(rawValue: "in_use")
        /// The data directory cannot be made or used.
        public static let directory = Code(rawValue: "directory")
        /// `initdb` or the server failed; the message has its own words.
        public static let failed = Code(rawValue: "failed")
    }

    public var code: Code
    public var description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
