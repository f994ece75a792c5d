import Basics

/// Reads experiments, runs, registered and logged models and the datasets of runs from an MLflow tracking server.
///
/// MLflow 2.x and 3.x by their REST interface; artifacts are never opened.
public struct MLflowConnector: Connector {
    public static let kind = "mlflow"
    public static let summary = "MLflow: experiments, runs, metrics, registered models, versions, datasets as lineage"
    public static let recipe = PackageResources.mlflow_yaml

    public static let fields: [RecipeField] =
        [
            RecipeField(
                "tracking_uri", .url, required: true, option: "tracking-uri",
                "The tracking server's address, e.g. https://mlflow.example, with the path it is served under.")
        ] + SourceClient.fields("MLflow") + [
            RecipeField(
                "experiment_pattern", .pattern, default: "all", option: "experiment-pattern",
                "Experiments to read: regular expressions for the beginning of the name; end one with $ for the whole."),
            RecipeField(
                "model_pattern", .pattern, default: "all", option: "model-pattern",
                "Registered models to read, by their name."),
            RecipeField(
                "env", .text, default: "PROD", option: "env",
                "The environment that is part of the urns of models and datasets."),
            RecipeField(
                "platform_instance", .text, option: "platform-instance",
                "Name of this server where there are several; it becomes part of the urns of models and datasets."),
            RecipeField(
                "source_instances", .text, option: "source-instances",
                "Platform instances of the datasets that runs read: PLATFORM=INSTANCE, separated by commas, as their own "
                    + "connectors have them."),
            RecipeField(
                "external_url", .url, default: "tracking_uri", option: "external-url",
                "The address under which people open the server, for links."),
            RecipeField(
                "full", .flag, default: "false", option: "full",
                "Read every run, not only what changed since the last run of this pipeline."),
            RecipeField(
                "full_every_hours", .integer(1...8760), default: "24", option: "full-every-hours",
                "Hours after which every run is read again: MLflow does not tell when a finished run is edited."),
            RecipeField(
                "overlap_seconds", .integer(0...86400), default: "60", option: "overlap-seconds",
                "Seconds before the youngest known run that are read again, for clocks that differ."),
        ]

    private let client: MLflowClient
    private let mapping: MLflowMapping
    private let experimentPattern: NamePattern
    private let modelPattern: NamePattern
    private let overlap: Int64
    private let fullEvery: Int64

    public init(_ configuration: ConnectorConfiguration, context: ConnectorContext) throws(IngestError) {
        guard let server = configuration.text("tracking_uri") else {
            throw IngestError(.configuration, "'tracking_uri' is missing: the tracking server's address")
        }
        let source = try SourceClient("MLflow", server: server, configuration, context: context)
        client = MLflowClient(source: source)
        var external = configuration.text("external_url") ?? server
        while external.hasSuffix("/") { external.removeLast() }
        mapping = MLflowMapping(
            env: try configuration.environmentName(), instance: configuration.text("platform_instance"),
            externalURL: external,
            sourceInstances: try MLflowConnector.instances(configuration.text("source_instances") ?? ""))
        experimentPattern = configuration.pattern("experiment_pattern")
        modelPattern = configuration.pattern("model_pattern")
        overlap = Int64(configuration.integer("overlap_seconds") ?? 60) * 1000
        fullEvery = configuration.flag("full") ? 0 : Int64(configuration.integer("full_every_hours") ?? 24) * 3_600_000
    }

    /// What `s3=lake, postgres=shop` says.
    static func instances(_ text: String) throws(IngestError) -> [String: String] {
        var instances: [String: String] = [:]
        for part in text.split(separator: ",") {
            let sides = part.split(separator: "=", omittingEmptySubsequences: false).map { trimmed($0) { $0 == " " } }
            guard sides.count == 2, !sides[0].isEmpty, !sides[1].isEmpty else {
                throw IngestError(
                    .configuration, "'source_instances' must be PLATFORM=INSTANCE, separated by commas, not '\(part)'")
            }
            instances[sides[0]] = sides[1]
        }
        return instances
    }

    public func check() async throws(IngestError) {
        do { try await client.check() } catch { throw error.ingestError }
    }

    public func access() async throws(IngestError) -> AccessReport {
        do {
            try await client.check()
            var facts: [String] = []
            if let version = await client.version() { facts.append("MLflow \(version)") }
            var experiments = client.pages(.experiments)
            let all = try await experiments.rest().compactMap(MLflowExperiment.init)
            facts.append("\(all.count) experiments, \(all.filter(\.isDeleted).count) of them deleted")
            var hidden: [AccessReport.Hidden] = []
            do {
                var models = client.pages(.models)
                facts.append("\(try await models.rest().count) registered models")
            } catch { hidden.append(.init(object: "the model registry", reason: "\(error)")) }
            return AccessReport(facts: facts, hidden: hidden)
        } catch { throw error.ingestError }
    }

    public func scan(into run: Run) async throws(IngestError) {
        for note in client.source.notes { await run.note(note) }
        var reader = MLflowReader(
            client: client, mapping: mapping, run: run, wanted: experimentPattern, wantedModels: modelPattern,
            overlap: overlap, fullEvery: fullEvery)
        try await reader.scan()
    }
}
