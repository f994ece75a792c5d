/// Which names to read: those that begin with a match of an `allow` and with none of a `deny`, upper and lower case alike.
///
/// The meaning is that of DataHub's `AllowDenyPattern`: a match counts at the beginning of the name, so end an
/// expression with `$` to name one thing exactly. No `allow` at all allows everything.
public struct NamePattern: Sendable, Equatable {
    public var allow: [String]
    public var deny: [String]

    public init(allow: [String] = [], deny: [String] = []) {
        self.allow = allow
        self.deny = deny
    }

    /// The first expression that is no regular expression.
    var firstMalformed: String? {
        (allow + deny).first { (try? Regex($0)) == nil }
    }

    /// The pattern ready for use. Compiled expressions cannot cross Tasks, so this is made where it is used.
    func compiled() -> Compiled { Compiled(self) }

    /// Compiled expressions; malformed ones, which a configuration refuses, match nothing.
    struct Compiled {
        private let allow: [Regex<AnyRegexOutput>]
        private let deny: [Regex<AnyRegexOutput>]
        private let allowsAll: Bool

        init(_ pattern: NamePattern) {
            allow = pattern.allow.compactMap { try? Regex($0).ignoresCase() }
            deny = pattern.deny.compactMap { try? Regex($0).ignoresCase() }
            allowsAll = pattern.allow.isEmpty || pattern.allow == [".*"]
        }

        func allows(_ name: String) -> Bool {
            guard !deny.contains(where: { matches($0, name) }) else { return false }
            return allowsAll || allow.contains { matches($0, name) }
        }

        private func matches(_ expression: Regex<AnyRegexOutput>, _ name: String) -> Bool {
            (try? expression.prefixMatch(in: name)) != nil
        }
    }
}
