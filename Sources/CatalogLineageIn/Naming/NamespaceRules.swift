import Basics
import CatalogModel

/// Which platform, platform instance and environment the namespaces of engines stand for, as the operator says.
///
/// Where no rule fits, the namespace's scheme decides; see ``DatasetNaming``.
public struct NamespaceRules: Sendable, Equatable {
    /// What a namespace stands for; `nil` where the rule leaves the default.
    struct Target: Sendable, Equatable {
        var platform: String?
        var instance: String?
        var environment: String?
        /// Whether names are lower-cased, as connectors do for engines that write them in upper case.
        var lowersNames = false
    }

    private struct Rule: Sendable, Equatable {
        /// A namespace, or its beginning.
        var text: String
        var isPrefix: Bool
        var target: Target
    }

    private var rules: [Rule] = []
    /// The environment of everything that no rule puts elsewhere.
    let environment: String

    /// No rules: schemes alone decide.
    public init(environment: String = "PROD") { self.environment = environment }

    /// The rules in a text, `NAMESPACE=[PLATFORM][/INSTANCE][@ENV][?lower]`, separated by semicolons or lines.
    ///
    /// `NAMESPACE` may end with `*` for all that begin so; of several rules that fit, the longest counts. Lines that begin with
    /// `#` say nothing. For example `postgres://db1:5432=postgres/warehouse; s3://lake*=@DEV`.
    /// - Throws: ``NamespaceRuleError``, naming the rule that cannot be read.
    public init(_ text: String, environment: String = "PROD") throws(NamespaceRuleError) {
        self.environment = environment
        for line in text.split(whereSeparator: { $0 == ";" || $0.isNewline }) {
            let line = trimmed(line)
            if line.isEmpty || line.hasPrefix("#") { continue }
            // The namespace may hold `=` itself, a platform cannot.
            guard let equals = line.lastIndex(of: "="), equals != line.startIndex else {
                throw NamespaceRuleError(rule: line, reason: "there is no '=' between namespace and platform")
            }
            var namespace = trimmed(line[..<equals])
            let isPrefix = namespace.hasSuffix("*")
            if isPrefix { namespace.removeLast() }
            let target = try Self.target(trimmed(line[line.index(after: equals)...]), line)
            rules.append(Rule(text: namespace, isPrefix: isPrefix, target: target))
        }
        rules.sort { ($0.text.utf8.count, $0.isPrefix ? 0 : 1) > ($1.text.utf8.count, $1.isPrefix ? 0 : 1) }
    }

    private static func target(_ text: String, _ rule: String) throws(NamespaceRuleError) -> Target {
        var rest = text[...]
        var target = Target()
        if rest.hasSuffix("?lower") {
            target.lowersNames = true
            rest = rest.dropLast("?lower".count)
        }
        if let at = rest.lastIndex(of: "@") {
            let environment = String(rest[rest.index(after: at)...])
            guard Urn.isEnvironment(environment) else {
                throw NamespaceRuleError(rule: rule, reason: "'\(environment)' is no environment such as PROD or DEV")
            }
            target.environment = environment
            rest = rest[..<at]
        }
        if let slash = rest.firstIndex(of: "/") {
            target.instance = String(rest[rest.index(after: slash)...])
            rest = rest[..<slash]
        }
        if !rest.isEmpty { target.platform = String(rest) }
        guard target != Target(), target.instance != "" else {
            throw NamespaceRuleError(
                rule: rule, reason: "neither platform, instance, environment nor ?lower follows the '='")
        }
        return target
    }

    /// What the rules say of a namespace; `nil` where none fits.
    func target(of namespace: String) -> Target? {
        rules.first { $0.isPrefix ? namespace.hasPrefix($0.text) : namespace == $0.text }?.target
    }
}

/// A rule that cannot be read.
public struct NamespaceRuleError: Error, Sendable, Equatable, CustomStringConvertible {
    public var rule: String
    public var reason: String

    public var description: String { "the namespace rule '\(rule)' cannot be read: \(reason)" }
}
