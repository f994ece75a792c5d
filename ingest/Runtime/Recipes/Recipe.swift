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
        let settingNames = RunSettings.recipeFields.map(\.name)
        let top = try reader.mapping(root, of: "a recipe", keys: ["source", "sink"] + settingNames)
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
        guard let kind = SinkKind.allCases.first(where: { $0.names.contains(sinkName) }) else {
            throw reader.fault(
                sinkType,
                "there is no sink type '\(sinkName)'" + reader.hint(sinkName, SinkKind.allCases.flatMap(\.names)))
        }
        sinkKind = kind
        self.sink = try reader.configuration(
            sink["config"], of: "'config' of 'sink'", fields: kind.fields, line: sinkType.line)

        var settings = ConnectorConfiguration(fields: RunSettings.recipeFields, place: name, environment: environment)
        for field in RunSettings.recipeFields {
            guard let node = top[field.name] else { continue }
            try settings.set(
                field.name,
                ConfigurationValue(content: .text(try reader.text(node, field.name)), place: "\(name):\(node.line)"))
        }
        self.settings = RunSettings(settings)
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
