import Basics
import YAML

/// Reads nodes of a recipe, with file and line in each complaint.
struct RecipeReader {
    let name: String
    let environment: [String: String]

    func fault(_ node: YAMLNode, _ message: String) -> IngestError { fault(line: node.line, message) }

    func fault(line: Int, _ message: String) -> IngestError {
        IngestError(.configuration, "\(name):\(line): \(message)")
    }

    func hint(_ name: String, _ names: [String]) -> String {
        if let near = nearestName(to: name, among: names) { return "; did you mean '\(near)'?" }
        return "; known are " + names.sorted().joined(separator: ", ")
    }

    func mapping(_ node: YAMLNode, of what: String, keys: [String]) throws(IngestError) -> [String: YAMLNode] {
        var faults = RecipeFaults()
        let found = try mapping(node, of: what, keys: keys, faults: &faults)
        try faults.throwAny()
        return found
    }

    /// The same, which goes on after a key that does not exist.
    func mapping(
        _ node: YAMLNode, of what: String, keys: [String], faults: inout RecipeFaults
    ) throws(IngestError) -> [String: YAMLNode] {
        guard let pairs = node.pairs else { throw fault(node, "\(what) must be a mapping of keys to values") }
        var found: [String: YAMLNode] = [:]
        for pair in pairs {
            if keys.contains(pair.key) {
                found[pair.key] = pair.value
            } else {
                let translation = DataHubRecipe.translation(of: pair.key, in: what)
                faults.add(
                    fault(line: pair.line, "\(what) has no key '\(pair.key)'" + (translation ?? hint(pair.key, keys))))
            }
        }
        return found
    }

    func configuration(
        _ node: YAMLNode?, of what: String, type: String, fields: [RecipeField], line: Int
    ) throws(IngestError) -> ConnectorConfiguration {
        var configuration = ConnectorConfiguration(
            fields: fields, place: "\(name):\(node?.line ?? line)", environment: environment)
        guard let node else {
            try configuration.checkRequired()
            return configuration
        }
        guard let pairs = node.pairs else { throw fault(node, "\(what) must be a mapping of fields to values") }
        // All that is wrong is told at once.
        var faults = RecipeFaults()
        for pair in pairs {
            let field = fields.first { $0.name == pair.key }
            if field == nil, let translation = DataHubRecipe.translation(of: pair.key, in: type) {
                faults.add(fault(line: pair.line, "there is no field '\(pair.key)'" + translation))
                continue
            }
            do { try set(pair.key, pair.value, field, line: pair.line, in: &configuration) } catch { faults.add(error) }
        }
        do { try configuration.checkRequired() } catch { faults.add(error) }
        try faults.throwAny()
        return configuration
    }

    private func set(
        _ key: String, _ value: YAMLNode, _ field: RecipeField?, line: Int,
        in configuration: inout ConnectorConfiguration
    ) throws(IngestError) {
        let place = "\(name):\(line)"
        let content: ConfigurationValue.Content
        if field?.kind == .secret, value.pairs != nil {
            let file = try text(try mapping(value, of: "'\(key)'", keys: ["file"])["file"] ?? value, "file")
            return try configuration.setSecret(key, file: file, place: place)
        }
        if field?.kind == .pattern, value.text == nil {
            content = .pattern(try pattern(value, key))
        } else if field == nil, value.text == nil {
            content = .text("")
        } else {
            content = .text(try text(value, key))
        }
        try configuration.set(key, ConfigurationValue(content: content, place: place))
    }

    private func pattern(_ node: YAMLNode, _ field: String) throws(IngestError) -> NamePattern {
        if node.elements != nil { return NamePattern(allow: try texts(node, field)) }
        let lists = try mapping(node, of: "'\(field)'", keys: ["allow", "deny"])
        var pattern = NamePattern()
        if let allow = lists["allow"] { pattern.allow = try texts(allow, "allow") }
        if let deny = lists["deny"] { pattern.deny = try texts(deny, "deny") }
        return pattern
    }

    private func texts(_ node: YAMLNode, _ field: String) throws(IngestError) -> [String] {
        guard let elements = node.elements else { return [try text(node, field)] }
        var texts: [String] = []
        for element in elements { texts.append(try text(element, field)) }
        return texts
    }

    /// A scalar with its `${NAME}` filled in.
    func text(_ node: YAMLNode, _ field: String) throws(IngestError) -> String {
        guard let raw = node.text else {
            throw fault(node, "'\(field)' must be a single value, not a \(node.kindName)")
        }
        var result = ""
        var rest = raw[...]
        while let open = rest.firstRange(of: "${") {
            guard let close = rest[open.upperBound...].firstIndex(of: "}") else { break }
            result += rest[..<open.lowerBound]
            let inner = rest[open.upperBound..<close]
            let parts = inner.firstRange(of: ":-")
            let variable = String(parts.map { inner[..<$0.lowerBound] } ?? inner)
            if let value = environment[variable], !value.isEmpty {
                result += value
            } else if let parts {
                result += inner[parts.upperBound...]
            } else {
                throw fault(node, "the environment variable \(variable) of '\(field)' is not set")
            }
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

}

/// Collects what is wrong with a recipe, so that a reader mends it once.
struct RecipeFaults {
    private static let maximum = 20
    private var messages: [String] = []

    mutating func add(_ error: IngestError) {
        if messages.count < RecipeFaults.maximum { messages.append(error.message) }
    }

    /// - Throws: all that was added, a line each.
    func throwAny() throws(IngestError) {
        guard messages.isEmpty else { throw IngestError(.configuration, messages.joined(separator: "\n")) }
    }
}
