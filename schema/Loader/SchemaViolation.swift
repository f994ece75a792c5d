/// One place where a value differs from its aspect's shape.
public struct SchemaViolation: Sendable, Equatable, CustomStringConvertible {
    /// The rule that is broken; stable, so callers may branch on it.
    public enum Code: String, Sendable, CaseIterable {
        case missingField, wrongType, unknownSymbol, malformedUnion, unknownUnionMember
        case malformedURN, wrongEntityType, numberOutOfRange
    }

    public var code: Code
    /// Where, as a JSON pointer (RFC 6901): `/fields/3/type/type`; empty for the value itself.
    public var path: String
    public var expected: String
    public var found: String

    public init(code: Code, path: String, expected: String, found: String) {
        self.code = code
        self.path = path
        self.expected = expected
        self.found = found
    }

    public var description: String {
        "\(path.isEmpty ? "/" : path): expected \(expected), found \(found)"
    }
}

/// A value that is none of its aspect's, with each reason.
public struct InvalidAspect: Error, Sendable, Equatable, CustomStringConvertible {
    /// Violations that are listed at most; the rest of a value is then not looked at more closely.
    public static let maximumViolations = 20

    public var aspect: String
    /// At least one, in the order of the value.
    public var violations: [SchemaViolation]

    public init(aspect: String, violations: [SchemaViolation]) {
        self.aspect = aspect
        self.violations = violations
    }

    public var description: String {
        "\(aspect): " + violations.map(\.description).joined(separator: "; ")
    }
}
