import Basics
import YAML

/// A run as a file describes it: one source, one sink.
///
/// ```yaml
/// pipeline_name: warehouse
/// source: {type: trino, config: {server: "https://trino.example:8443", user: catalog, password: "${TRINO_PASSWORD}"}}
/// sink: {type: catalog, config: {server: "http://localhost:8080"}}
/// ```
/// `${NAME}` in any value is the environment variable of that name, `${NAME:-text}` the same with a default. A key that
/// nothing reads is an error with its line and the nearest key that exists.
public struct Recipe: Sendable {
    /// The connector's ``Connector/kind``.
    public var sourceType: String
    public var source: ConnectorConfiguration
    public var sink: ConnectorConfiguration
    public var pipelineName: String?
    /// Reads and maps, but writes nothing.
    public var isDryRun = false

    /// Fields of `sink.config`; the options of the command line carry the prefix `to`.
    public static let sinkFields: [RecipeField] = [
        RecipeField(
            "server", .url, required: true, option: "to",
            "The catalog's address, e.g. http://localhost:8080. Any server with DataHub's REST interface will do."),
        RecipeField("token", .secret, "Access token for the catalog."),
        RecipeField("token_file", .secretFile(of: "token"), option: "to-token-file", "File with the access token."),
        RecipeField(
            "token_env", .secretVariable(of: "token"), option: "to-token-env",
            "Environment variable with the access token."),
        RecipeField(
            "ca_file", .text, option: "to-ca", "PEM file of the authorities to trust for the catalog's certificate."),
        RecipeField(
            "insecure", .flag, default: "false", option: "to-insecure",
            "Do not check the catalog's certificate. For tests only."),
        RecipeField(
            "batch_size", .integer(1...500), default: "\(RESTSink.Settings().batchSize)", "Aspects in one request."),
        RecipeField(
            "max_in_flight", .integer(1...16), default: "\(RESTSink.Settings().maximumInFlight)",
            "Requests under way at once."),
        RecipeField(
            "timeout_seconds", .integer(1...3600), default: "60", "Longest wait for the answer to one request."),
    ]

    /// Kinds of sink that a recipe may name; both speak the same interface.
    static let sinkTypes = ["catalog", "datahub-rest"]

    /// The recipe that a YAML text holds.
    ///
    /// - Parameters:
    ///   - name: What errors call the file.
    ///   - environment: Where `${NAME}` looks.
    /// - Throws: ``IngestError`` of code `configuration`: one sentence with file and line.
    public init(
        yaml text: String, name: String, environment: [String: String],
        connectors: [any Connector.Type] = ConnectorRegistry.all
    ) throws(IngestError) {
        let root: YAMLNode
        do { root = try YAML.parse(text) } catch {
            throw IngestError(.configuration, "\(name):\(error.line): \(error.message)")
        }
        let reader = RecipeReader(name: name, environment: environment)
        let top = try reader.mapping(root, of: "a recipe", keys: ["source", "sink", "pipeline_name"])
        guard let sourcePair = top["source"] else { throw reader.fault(root, "'source' is missing") }
        let source = try reader.mapping(sourcePair, of: "'source'", keys: ["type", "config"])
        guard let typeNode = source["type"] else { throw reader.fault(sourcePair, "'type' is missing in 'source'") }
        sourceType = try reader.text(typeNode, "type")
        guard let connector = connectors.first(where: { $0.kind == reader.expandedType(typeNode) }) else {
            throw reader.fault(
                typeNode,
                "there is no source type '\(sourceType)'"
                    + reader.hint(sourceType, connectors.map { $0.kind }))
        }
        self.source = try reader.configuration(
            source["config"], of: "'config' of 'source'", fields: connector.fields, line: typeNode.line)

        guard let sinkPair = top["sink"] else { throw reader.fault(root, "'sink' is missing") }
        let sink = try reader.mapping(sinkPair, of: "'sink'", keys: ["type", "config"])
        guard let sinkType = sink["type"] else { throw reader.fault(sinkPair, "'type' is missing in 'sink'") }
        let sinkName = try reader.text(sinkType, "type")
        guard Recipe.sinkTypes.contains(sinkName) else {
            throw reader.fault(
                sinkType, "there is no sink type '\(sinkName)'" + reader.hint(sinkName, Recipe.sinkTypes))
        }
        self.sink = try reader.configuration(
            sink["config"], of: "'config' of 'sink'", fields: Recipe.sinkFields, line: sinkType.line)
        if let node = top["pipeline_name"] { pipelineName = try reader.text(node, "pipeline_name") }
    }

    /// The recipe that a command line describes.
    init(
        sourceType: String, source: ConnectorConfiguration, sink: ConnectorConfiguration, pipelineName: String?,
        isDryRun: Bool
    ) {
        self.sourceType = sourceType
        self.source = source
        self.sink = sink
        self.pipelineName = pipelineName
        self.isDryRun = isDryRun
    }

    /// Every secret it holds, for redaction.
    var secrets: [String] { source.secrets + sink.secrets }
}

/// Reads nodes of a recipe, with file and line in each complaint.
private struct RecipeReader {
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
