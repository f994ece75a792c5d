import Basics
import YAML

/// A run as a file describes it: one source, one sink.
///
/// ```yaml
/// pipeline_name: warehouse
/// source: {type: trino, config: {server: "https://trino.example:8443", user: catalog, password: "${TRINO_PASSWORD}"}}
/// sink: {type: catalog, config: {server: "http://localhost:8080"}}
/// ```
/// `${NAME}` in any value is the environment variable of that name, `${NAME:-text}` the same with a default, and a secret
/// may be `{file: PATH}`. A key that nothing reads is an error with its line and the nearest key that exists.
public struct Recipe: Sendable {
    /// The connector's ``Connector/kind``.
    public var sourceType: String
    public var source: ConnectorConfiguration
    var sinkKind: SinkKind
    public var sink: ConnectorConfiguration
    var settings: RunSettings

    /// The name of this pipeline, the same in each run of it; made of the source's address where none is given.
    public var pipelineName: String {
        settings.pipelineName ?? "\(sourceType)-\(md5Hex("\(sourceType)\n\(source.identity)").prefix(8))"
    }

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
        var faults = RecipeFaults()
        let top = try reader.mapping(
            root, of: "a recipe", keys: ["source", "sink"] + RunSettings.recipeFields.map(\.name), faults: &faults)
        var source: (type: String, configuration: ConnectorConfiguration)?
        do { source = try Recipe.source(root, top["source"], reader, connectors, &faults) } catch { faults.add(error) }
        var sink: (kind: SinkKind, configuration: ConnectorConfiguration)?
        do { sink = try Recipe.sink(root, top["sink"], reader, &faults) } catch { faults.add(error) }
        var settings = ConnectorConfiguration(fields: RunSettings.recipeFields, place: name, environment: environment)
        for field in RunSettings.recipeFields {
            guard let node = top[field.name] else { continue }
            do {
                let content = ConfigurationValue.Content.text(try reader.text(node, field.name))
                try settings.set(field.name, ConfigurationValue(content: content, place: "\(name):\(node.line)"))
            } catch { faults.add(error) }
        }
        try faults.throwAny()
        guard let source, let sink else { throw reader.fault(root, "the recipe names no source or no sink") }
        (sourceType, self.source) = (source.type, source.configuration)
        (sinkKind, self.sink) = (sink.kind, sink.configuration)
        self.settings = RunSettings(settings)
    }

    private static func source(
        _ root: YAMLNode, _ part: YAMLNode?, _ reader: RecipeReader, _ connectors: [any Connector.Type],
        _ faults: inout RecipeFaults
    ) throws(IngestError) -> (String, ConnectorConfiguration) {
        guard let part else { throw reader.fault(root, "'source' is missing") }
        let keys = try reader.mapping(part, of: "'source'", keys: ["type", "config"], faults: &faults)
        guard let typeNode = keys["type"] else { throw reader.fault(part, "'type' is missing in 'source'") }
        let type = try reader.text(typeNode, "type")
        guard let connector = connectors.first(where: { $0.kind == type }) else {
            let hint = reader.hint(type, connectors.map { $0.kind })
            throw reader.fault(typeNode, "there is no source type '\(type)'" + hint)
        }
        let configuration = try reader.configuration(
            keys["config"], of: "'config' of 'source'", type: connector.kind, fields: connector.fields,
            line: typeNode.line)
        return (type, configuration)
    }

    private static func sink(
        _ root: YAMLNode, _ part: YAMLNode?, _ reader: RecipeReader, _ faults: inout RecipeFaults
    ) throws(IngestError) -> (SinkKind, ConnectorConfiguration) {
        guard let part else { throw reader.fault(root, "'sink' is missing") }
        let keys = try reader.mapping(part, of: "'sink'", keys: ["type", "config"], faults: &faults)
        guard let typeNode = keys["type"] else { throw reader.fault(part, "'type' is missing in 'sink'") }
        let type = try reader.text(typeNode, "type")
        guard let kind = SinkKind.allCases.first(where: { $0.names.contains(type) }) else {
            let hint = reader.hint(type, SinkKind.allCases.flatMap(\.names))
            throw reader.fault(typeNode, "there is no sink type '\(type)'" + hint)
        }
        let configuration = try reader.configuration(
            keys["config"], of: "'config' of 'sink'", type: kind.names.last ?? "", fields: kind.fields,
            line: typeNode.line)
        return (kind, configuration)
    }

    /// The recipe that a command line describes.
    init(
        sourceType: String, source: ConnectorConfiguration, sinkKind: SinkKind, sink: ConnectorConfiguration,
        settings: RunSettings
    ) {
        self.sourceType = sourceType
        self.source = source
        self.sinkKind = sinkKind
        self.sink = sink
        self.settings = settings
    }

    /// Where it writes to, for people; `nil` where it writes nothing.
    var destination: String? {
        ["server", "brokers", "filename"].lazy.compactMap { sink.text($0) }.first
    }

    /// Every secret it holds, for redaction.
    var secrets: [String] { source.secrets + sink.secrets }

    /// The recipe for the run's record, secrets starred.
    var masked: JSON {
        [
            "pipeline_name": .string(pipelineName), "source": ["type": .string(sourceType), "config": source.masked],
            "sink": ["type": .string(sinkKind.names[0]), "config": sink.masked],
        ]
    }
}
