import Basics

/// Runs `catalog ingest`: reads the command line or recipe, connects both ends, reports.
///
/// Everything it prints goes through `output`, with secrets starred. Cancelling the Task ends the run between two
/// requests; statements under way at the source are cancelled, what was read until then is written, and the next run
/// of the pipeline goes on from there.
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
        let ends: Ends
        do {
            connector = try type.init(recipe.source, context: context.paced(recipe.settings.requestsPerSecond))
            ends = try self.ends(recipe, identity)
            if recipe.settings.isCheck { return try await check(connector, recipe, ends, output, json: json) }
            output.err("run \(identity.runID)\n")
            try await connector.check()
            try await ends.sink.check()
        } catch {
            return fail(error, output)
        }
        let run = Run(
            identity: identity, sink: ends.sink, output: output, checkpoints: ends.checkpoints,
            options: recipe.settings.run, viewpoint: recipe.source.viewpoint, redactor: redactor)
        let record = RunRecord(
            identity: identity, kind: type.kind, pipeline: recipe.pipelineName, recipe: recipe.masked)
        var ending: IngestError?
        do {
            try await run.begin()
            do { try await ends.recorder?.record(record.beginning) } catch {
                await run.note("the run is not recorded in the catalog: \(error)")
            }
            try await connector.scan(into: run)
        } catch { ending = error }
        // Apart from this Task, which may be cancelled: the books are closed all the same.
        let close = Task { [ending] in
            let report = await run.finish(endedBy: ending)
            try? await ends.recorder?.record(record.end(report.redacted(by: redactor)))
            return report
        }
        let report = await close.value
        if let ending = report.ending { _ = fail(ending, output) }
        output.out(json ? report.json.text + "\n" : report.text())
        return report.exitStatus
    }

    // MARK: Ends

    /// What a run writes to.
    private struct Ends {
        var sink: any ProposalSink
        var checkpoints: any CheckpointStore
        /// Where the run's own record goes; nowhere in a dry run or a file.
        var recorder: (any ProposalSink)?
    }

    private func ends(_ recipe: Recipe, _ identity: RunIdentity) throws(IngestError) -> Ends {
        guard !recipe.sink.values.isEmpty else { return Ends(sink: NullSink(), checkpoints: NoCheckpoint()) }
        let sink = try recipe.sinkKind.sink(recipe.sink, identity, context, sinkSettings)
        var checkpoints: any CheckpointStore = NoCheckpoint()
        if let directory = recipe.settings.stateDirectory {
            checkpoints = FileCheckpoints(
                directory: directory, pipeline: recipe.pipelineName, kind: recipe.sourceType)
        } else if let rest = sink as? RESTSink {
            checkpoints = CatalogCheckpoints(
                pipeline: recipe.pipelineName, kind: recipe.sourceType, identity: identity,
                connection: rest.connection, sink: sink)
        }
        guard recipe.settings.isDryRun else {
            return Ends(sink: sink, checkpoints: checkpoints, recorder: recipe.sinkKind == .file ? nil : sink)
        }
        let preview: any ProposalSink = (sink as? RESTSink).map { DryRunSink($0.connection) } ?? NullSink()
        return Ends(sink: preview, checkpoints: ReadOnlyCheckpoint(inner: checkpoints))
    }

    /// Proves both ends and tells what the account sees.
    private func check(
        _ connector: any Connector, _ recipe: Recipe, _ ends: Ends, _ output: IngestOutput, json: Bool
    ) async throws(IngestError) -> IngestExit {
        let access = try await connector.access()
        try await ends.sink.check()
        output.out(json ? access.json.text + "\n" : access.text(source: recipe.sourceType))
        if !recipe.sink.values.isEmpty, !json { output.out("destination: answers and lets us in\n") }
        return access.hidden.isEmpty ? .complete : .partial
    }

    private func fail(_ error: IngestError, _ output: IngestOutput) -> IngestExit {
        output.err("error: \(error.message)\n")
        return .notStarted
    }
}

extension AccessReport {
    /// For a person: facts, then what is hidden.
    func text(source: String) -> String {
        var lines = ["\(source): answers and lets us in"]
        lines += facts.map { "  \($0)" }
        lines += hidden.map { "cannot see: \($0.object): \($0.reason)" }
        return lines.joined(separator: "\n") + "\n"
    }

    var json: JSON {
        [
            "facts": .array(facts.map { .string($0) }),
            "hidden": .array(hidden.map { ["object": .string($0.object), "reason": .string($0.reason)] }),
        ]
    }
}
