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
            return fail(error, output, json: arguments.contains("--json"))
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
            let error = IngestError(.configuration, "there is no source '\(recipe.sourceType)'")
            return fail(error, output, json: json)
        }
        let progress = Progress(output)
        let identity = RunIdentity(kind: type.kind, pipelineName: recipe.pipelineName)
        let record = RunRecord(
            identity: identity, kind: type.kind, pipeline: recipe.pipelineName, recipe: recipe.masked)
        let connector: any Connector
        let ends: Ends
        do {
            connector = try type.init(
                recipe.source,
                context: context.waiting("the source", progress).paced(recipe.settings.requestsPerSecond))
            ends = try self.ends(recipe, identity, progress)
            if recipe.settings.isCheck { return try await check(connector, recipe, ends, output, json: json) }
            output.err("run \(identity.runID)\n")
            progress.stage("connecting")
            try await ends.sink.check()
        } catch {
            progress.close()
            return fail(error, output, json: json)
        }
        let run = Run(
            identity: identity, sink: ends.sink, output: output, checkpoints: ends.checkpoints,
            options: recipe.settings.run, viewpoint: recipe.source.viewpoint, redactor: redactor,
            progress: progress)
        if let note = ends.note { await run.note(note) }
        var ending: IngestError?
        var hasBegun = false
        do {
            // In any case: a run that cannot start is found in the catalog as well.
            do { try await ends.recorder?.record(record.beginning) } catch {
                await run.note("the run is not recorded in the catalog: \(error)")
            }
            try await connector.check()
            try await run.begin()
            hasBegun = true
            try await connector.scan(into: run)
        } catch {
            let next = ends.goesOn ? "; the next run of this pipeline goes on where it ended" : ""
            ending = Task.isCancelled ? IngestError(.cancelled, "the run was cancelled" + next) : error
        }
        // Apart from this Task, which may be cancelled: the books are closed all the same.
        let close = Task { [ending, hasBegun] in
            var report = hasBegun ? await run.finish(endedBy: ending) : await run.giveUp(ending)
            report.destination = recipe.destination
            do { try await ends.recorder?.record(record.end(report.redacted(by: redactor))) } catch {
                report.notes.append("the end of the run is not recorded in the catalog: \(error)")
            }
            return report.redacted(by: redactor)
        }
        let report = await close.value
        if let ending = report.ending { say(ending, output) }
        // Redacted text by text: a secret such as 1 is not to spoil the counts.
        if json { self.output.out(report.json.text + "\n") } else { output.out(report.text()) }
        return report.exitStatus
    }

    // MARK: Ends

    /// What a run writes to.
    private struct Ends {
        var sink: any ProposalSink
        var checkpoints: any CheckpointStore
        /// Where the run's own record goes; nowhere in a dry run or a file.
        var recorder: (any ProposalSink)?
        /// Whether a run can go on where one before it ended.
        var goesOn: Bool { sink.keepsEarlierRuns && !(checkpoints is NoCheckpoint) }
        /// What the reader should know of them.
        var note: String?
    }

    private func ends(
        _ recipe: Recipe, _ identity: RunIdentity, _ progress: Progress
    ) throws(IngestError) -> Ends {
        guard !recipe.sink.values.isEmpty else { return Ends(sink: NullSink(), checkpoints: NoCheckpoint()) }
        let sink = try recipe.sinkKind.sink(
            recipe.sink, identity, context.waiting("the destination", progress), sinkSettings)
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
        let readOnly = ReadOnlyCheckpoint(inner: checkpoints)
        guard let rest = sink as? RESTSink else {
            return Ends(
                sink: NullSink(), checkpoints: readOnly,
                note: "only a catalog tells what a run would change; this destination cannot be asked")
        }
        return Ends(sink: DryRunSink(rest.connection), checkpoints: readOnly)
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

    private func fail(_ error: IngestError, _ output: IngestOutput, json: Bool) -> IngestExit {
        say(error, output)
        var report = Report(runID: "")
        report.end(by: Task.isCancelled ? IngestError(.cancelled, error.message) : error)
        if json { output.out(report.json.text + "\n") }
        return report.exitStatus
    }

    private func say(_ error: IngestError, _ output: IngestOutput) {
        let lines = error.message.split(separator: "\n", omittingEmptySubsequences: false)
        output.err("error: " + lines.map { printable(String($0)) }.joined(separator: "\n") + "\n")
    }
}

extension ConnectorContext {
    /// The same, showing what the run stands still for when a wait takes long.
    func waiting(_ what: String, _ progress: Progress) -> ConnectorContext {
        var context = self
        let pause = pause
        context.pause = { duration in
            if duration >= .seconds(1) { progress.wait(duration, for: what) }
            try await pause(duration)
        }
        return context
    }
}

extension AccessReport {
    /// For a person: facts, then what is hidden.
    func text(source: String) -> String {
        var lines = ["\(source): answers and lets us in"]
        lines += facts.map { "  \($0)" }
        lines += hidden.map { "cannot see: \($0.object): \($0.reason)" }
        return lines.map(printable).joined(separator: "\n") + "\n"
    }

    var json: JSON {
        [
            "facts": .array(facts.map { .string($0) }),
            "hidden": .array(hidden.map { ["object": .string($0.object), "reason": .string($0.reason)] }),
        ]
    }
}
