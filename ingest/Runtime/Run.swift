import Basics

/// One pass of a connector: takes what it finds, counts it, shows how far it came.
public actor Run {
    public nonisolated let identity: RunIdentity
    private let sink: any ProposalSink
    private let progress: Progress
    private var report: Report

    public init(identity: RunIdentity, sink: any ProposalSink, output: IngestOutput = .silent) {
        self.identity = identity
        self.sink = sink
        progress = Progress(output)
        report = Report(runID: identity.runID)
    }

    /// Hands aspects to the sink; waits while it is full.
    public func emit(_ proposals: [IngestProposal]) async throws(IngestError) {
        if Task.isCancelled { throw IngestError(.cancelled, "the run was cancelled") }
        report.seen += proposals.count
        try await sink.write(proposals)
        progress.count(report.seen)
    }

    /// Notes something that was not read; the run goes on.
    public func add(_ problem: Problem) {
        report.add(problem)
        progress.warn("\(problem.kind.rawValue): \(problem.object): \(problem.reason)")
    }

    /// Notes that patterns left out `count` objects of a kind (`tables`).
    public func leaveOut(_ count: Int, _ kind: String) {
        guard count > 0 else { return }
        report.filtered[kind, default: 0] += count
    }

    /// Notes what the reader should know though nothing was lost.
    public func note(_ text: String) {
        report.notes.append(text)
        progress.warn(text)
    }

    /// Says what is being done now, e.g. `reading catalog warehouse`.
    public func stage(_ text: String) { progress.stage(text) }

    /// Waits for the sink and closes the books.
    ///
    /// - Parameter error: What ended the run before its time, if anything did.
    func finish(endedBy error: IngestError? = nil) async -> Report {
        progress.stage("finishing")
        var error = error
        do {
            let tally = try await sink.flush()
            report.add(tally)
            for problem in tally.problems {
                progress.warn("\(problem.kind.rawValue): \(problem.object): \(problem.reason)")
            }
        } catch let flushError {
            error = error ?? flushError
        }
        if let error { report.end(by: error) }
        report.seconds = progress.seconds
        progress.close()
        return report
    }
}

/// Where a run's text goes; a command puts the process's streams here, a test its own.
public struct IngestOutput: Sendable {
    /// Takes whole pieces of text for standard output.
    public var out: @Sendable (String) -> Void
    /// Takes whole pieces of text for standard error.
    public var err: @Sendable (String) -> Void
    /// Whether standard error is a terminal, where a line may be rewritten.
    public var isTerminal: Bool
    /// Whether to colour warnings; off where `NO_COLOR` is set.
    public var usesColor: Bool

    public init(
        out: @escaping @Sendable (String) -> Void, err: @escaping @Sendable (String) -> Void, isTerminal: Bool = false,
        usesColor: Bool = false
    ) {
        self.out = out
        self.err = err
        self.isTerminal = isTerminal
        self.usesColor = usesColor
    }

    public static let silent = IngestOutput(out: { _ in }, err: { _ in })

    /// The same with everything printed passed through `redact`.
    func redacted(by redact: Redactor) -> IngestOutput {
        let (out, err) = (self.out, self.err)
        return IngestOutput(
            out: { out(redact($0)) }, err: { err(redact($0)) }, isTerminal: isTerminal, usesColor: usesColor)
    }
}

/// Tells how far a run came: one line that is rewritten on a terminal, a line now and then elsewhere.
final class Progress {
    private let output: IngestOutput
    private let begin = ContinuousClock.now
    private var lastShown: ContinuousClock.Instant?
    private var stageText = ""
    private var aspects = 0
    private var lineIsOpen = false

    init(_ output: IngestOutput) { self.output = output }

    var seconds: Double {
        let (seconds, attoseconds) = (ContinuousClock.now - begin).components
        return Double(seconds) + Double(attoseconds) / 1e18
    }

    func stage(_ text: String) {
        stageText = text
        show(evenIf: !output.isTerminal)
    }

    func count(_ aspects: Int) {
        self.aspects = aspects
        show(evenIf: false)
    }

    func warn(_ text: String) {
        clear()
        output.err((output.usesColor ? "\u{1B}[33mwarning:\u{1B}[0m " : "warning: ") + text + "\n")
    }

    func close() { clear() }

    private func show(evenIf always: Bool) {
        let now = ContinuousClock.now
        let interval: Duration = output.isTerminal ? .milliseconds(100) : .seconds(5)
        if !always, let lastShown, now - lastShown < interval { return }
        if !always, lastShown == nil, !output.isTerminal { return lastShown = now }
        lastShown = now
        let elapsed = seconds
        let rate = elapsed > 0.2 && aspects > 0 ? ", \(Int(Double(aspects) / elapsed))/s" : ""
        let line = "\(stageText): \(aspects) aspects\(rate)"
        if output.isTerminal {
            output.err("\r\u{1B}[K" + line)
            lineIsOpen = true
        } else {
            output.err(line + "\n")
        }
    }

    private func clear() {
        guard lineIsOpen else { return }
        output.err("\r\u{1B}[K")
        lineIsOpen = false
    }
}
