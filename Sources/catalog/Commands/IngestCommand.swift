import Basics
import CatalogIngest

#if canImport(Glibc)
import Glibc
#endif

extension Command {
    /// The room of connectors has a command line of its own, because each connector declares its options as data.
    static let ingest = Command(
        name: "ingest",
        summary:
            "Read a source of metadata into a catalog: 'catalog ingest trino …' or 'catalog ingest -c recipe.yml'.",
        discussion: "'catalog ingest --help' lists the sources, 'catalog ingest trino --help' the options of one.",
        examples: [
            .init("catalog ingest trino --server http://trino:8080 --to http://127.0.0.1:8080", "one Trino"),
            .init("catalog ingest -c recipe.yml --json", "a recipe, with a report for scripts"),
        ],
        passesThrough: true,
        run: { await Ingest.run($0) })
}

private enum Ingest {
    static func run(_ invocation: Invocation) async -> CommandStatus {
        let terminal = invocation.terminal
        // Only where the terminal knows how to rewrite a line.
        let isTerminal = isatty(2) == 1 && invocation.environment["TERM"] != "dumb"
        let runner = IngestCommandRunner(
            environment: invocation.environment,
            output: IngestOutput(
                out: { terminal.write($0) }, err: { terminal.writeNote($0) }, isTerminal: isTerminal,
                usesColor: isTerminal && (invocation.environment["NO_COLOR"] ?? "").isEmpty, width: terminalWidth))
        let stop = StopSignal.onTermination()
        // Ctrl-C ends the run between two requests; what was read until then is written and reported.
        let run = Task { await runner.run(invocation.arguments) }
        let watcher = Task {
            await stop.wait()
            if stop.isRaised { run.cancel() }
        }
        let exit = await run.value
        watcher.cancel()
        return CommandStatus(rawValue: exit.rawValue) ?? .failure
    }
}

/// The columns of the terminal behind standard error at this moment.
@Sendable
private func terminalWidth() -> Int? {
    var size = winsize()
    guard ioctl(2, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
}
