import Basics

/// Runs `catalog ingest`: reads the command line or recipe, connects both ends, reports.
///
/// Everything it prints goes through `output`, with secrets starred. Cancelling the Task ends the run between two
/// requests; statements under way at the source are cancelled, and what was read until then is written.
public struct IngestCommandRunner: Sendable {
    private let environment: [String: String]
    private let output: IngestOutput
    private let context: ConnectorContext
    private let connectors: [any Connector.Type]
    private let sinkSettings: RESTSink.Settings

    /// - Parameters:
    ///   - environment: Where `${NAME}` in recipes and options such as `--password-env` look.
    ///   - context: How sources and the catalog are reached; a test puts its own transport here.
    public init(
        environment: [String: String], output: IngestOutput, context: ConnectorContext = ConnectorContext(),
        connectors: [any Connector.Type] = ConnectorRegistry.all, sinkSettings: RESTSink.Settings = .init()
    ) {
        self.environment = environment
        self.output = output
        self.context = context
        self.connectors = connectors
        self.sinkSettings = sinkSettings
    }

    /// Does what the arguments after `ingest` say and tells how the process should end.
    public func run(_ arguments: [String]) async -> IngestExit {
        let command: IngestCommandLine
        do {
            command = try IngestCommandLine.read(arguments, environment: environment, connectors: connectors)
        } catch {
            return fail(error, output)
        }
        switch command.action {
        case .help(let text):
            output.out(text)
            return .complete
        case .run(let recipe):
            return await run(recipe, json: command.isJSON)
        }
    }

    /// Runs a recipe.
    ///
    /// - Parameter json: Ends with one line of JSON on standard output in place of the report for people.
    public func run(_ recipe: Recipe, json: Bool = false) async -> IngestExit {
        let redactor = Redactor(recipe.secrets)
        let output = output.redacted(by: redactor)
        guard let type = connectors.first(where: { $0.kind == recipe.sourceType }) else {
            return fail(IngestError(.configuration, "there is no source '\(recipe.sourceType)'"), output)
        }
        let identity = RunIdentity(kind: type.kind, pipelineName: recipe.pipelineName)
        let connector: any Connector
        let sink: any ProposalSink
        do {
            connector = try type.init(recipe.source, context: context)
            sink = recipe.isDryRun ? NullSink() : try restSink(recipe.sink, identity)
            output.err("run \(identity.runID)\n")
            try await connector.check()
            try await sink.check()
        } catch {
            return fail(error, output)
        }
        let run = Run(
            identity: identity, sink: sink, output: output, checkpoints: NoCheckpoint(), redactor: redactor)
        var ending: IngestError?
        do {
            try await run.begin()
            try await connector.scan(into: run)
        } catch { ending = error }
        let report = await run.finish(endedBy: ending)
        if let ending = report.ending { _ = fail(ending, output) }
        output.out(json ? report.json.text + "\n" : report.text())
        return report.exitStatus
    }

    private func restSink(
        _ configuration: ConnectorConfiguration, _ identity: RunIdentity
    ) throws(IngestError) -> RESTSink {
        guard let server = configuration.text("server") else {
            throw IngestError(.configuration, "the catalog's address is missing")
        }
        var transport = TransportSettings()
        transport.caFile = configuration.text("ca_file")
        transport.insecure = configuration.flag("insecure")
        var settings = sinkSettings
        settings.retries.pause = context.pause
        if let size = configuration.integer("batch_size") { settings.batchSize = size }
        if let count = configuration.integer("max_in_flight") { settings.maximumInFlight = count }
        if let seconds = configuration.integer("timeout_seconds") { settings.timeout = .seconds(seconds) }
        return RESTSink(
            server: server, token: try configuration.secret("token"), identity: identity,
            transport: context.transport(transport), settings: settings)
    }

    private func fail(_ error: IngestError, _ output: IngestOutput) -> IngestExit {
        output.err("error: \(error.message)\n")
        return .notStarted
    }
}
