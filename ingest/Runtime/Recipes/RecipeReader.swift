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
        guard let pairs = node.pairs else { throw fault(node, "\(what) must be a mapping of keys to values") }
        var found: [String: YAMLNode] = [:]
        for pair in pairs {
            guard keys.contains(pair.key) else {
                throw fault(line: pair.line, "\(what) has no key '\(pair.key)'" + hint(pair.key, keys))
            }
            found[pair.key] = pair.value
        }
        return found
    }

    func configuration(
        _ node: YAMLNode?, of what: String, fields: [RecipeField], line: Int
    ) throws(IngestError) -> ConnectorConfiguration {
        var configuration = ConnectorConfiguration(
            fields: fields, place: "\(name):\(node?.line ?? line)", environment: environment)
        guard let node else {
            try configuration.checkRequired()
            return configuration
        }
        guard let pairs = node.pairs else { throw fault(node, "\(what) must be a mapping of fields to values") }
        for pair in pairs {
            let place = "\(name):\(pair.line)"
            let field = fields.first { $0.name == pair.key }
            let content: ConfigurationValue.Content
            if field?.kind == .secret, pair.value.pairs != nil {
                let file = try self.text(
                    try mapping(pair.value, of: "'\(pair.key)'", keys: ["file"])["file"] ?? pair.value, "file")
                try configuration.setSecret(pair.key, file: file, place: place)
                continue
            }
            if field?.kind == .pattern, pair.value.text == nil {
                content = .pattern(try pattern(pair.value, pair.key))
            } else {
                content = .text(try self.text(pair.value, pair.key))
            }
            try configuration.set(pair.key, ConfigurationValue(content: content, place: place))
        }
        try configuration.checkRequired()
        return configuration
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

    func expandedType(_ node: YAMLNode) -> String { (try? text(node, "type")) ?? "" }
}
