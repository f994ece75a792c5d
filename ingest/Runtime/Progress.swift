import Basics

/// Tells how far a run came: one line that is rewritten on a terminal, a line now and then elsewhere.
///
/// Safe from any thread; texts of the source cannot steer the terminal.
final class Progress: Sendable {
    private struct State: Sendable {
        var stage = ""
        var aspects = 0
        /// Entities found since the first expectation, and how many were expected until now.
        var done = 0
        var expected = 0
        var expectedSince: ContinuousClock.Instant?
        /// What the run stands still for.
        var waiting: (text: String, until: ContinuousClock.Instant)?
        var lastShown: ContinuousClock.Instant?
        var lineIsOpen = false
    }

    private let output: IngestOutput
    private let now: @Sendable () -> ContinuousClock.Instant
    private let begin: ContinuousClock.Instant
    private let state = Locked(State())

    init(_ output: IngestOutput, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
        self.output = output
        self.now = now
        begin = now()
    }

    /// Since the beginning.
    var seconds: Double { inSeconds(now() - begin) }

    /// Says what is done from now on.
    func stage(_ text: String) {
        show(evenIf: !output.isTerminal) { $0.stage = printable(text) }
    }

    /// Says how many aspects were handed on, and how many entities came to those before.
    func count(aspects: Int, found: Int) {
        show(evenIf: false) { state in
            state.aspects = aspects
            state.done += state.expectedSince == nil ? 0 : found
        }
    }

    /// Adds to the entities that are known to come.
    func expect(_ entities: Int) {
        let now = now()
        state.withLock { state in
            state.expected += entities
            if state.expectedSince == nil { state.expectedSince = now }
        }
    }

    /// Says what the run stands still for.
    func wait(_ duration: Duration, for what: String) {
        let until = now() + duration
        show(evenIf: duration >= .seconds(1)) { $0.waiting = (what, until) }
    }

    /// Shows that the run lives though nothing happened.
    func tick() { show(evenIf: false) { _ in } }

    /// How often ``tick()`` makes sense.
    var tickInterval: Duration { output.isTerminal ? .seconds(1) : .seconds(10) }

    func warn(_ text: String) {
        close()
        output.err((output.usesColor ? "\u{1B}[33mwarning:\u{1B}[0m " : "warning: ") + printable(text) + "\n")
    }

    /// Takes the line away.
    func close() {
        let wasOpen = state.withLock { state -> Bool in
            defer { state.lineIsOpen = false }
            return state.lineIsOpen
        }
        if wasOpen { output.err("\r\u{1B}[K") }
    }

    // MARK: The line

    private func show(evenIf always: Bool, _ change: (inout State) -> Void) {
        let now = now()
        let interval: Duration = output.isTerminal ? .milliseconds(100) : .seconds(10)
        let line = state.withLock { state -> String? in
            change(&state)
            if let waiting = state.waiting, waiting.until <= now { state.waiting = nil }
            guard !state.stage.isEmpty else { return nil }
            if !always, let last = state.lastShown, now - last < interval { return nil }
            if !always, state.lastShown == nil, !output.isTerminal {
                state.lastShown = now
                return nil
            }
            state.lastShown = now
            state.lineIsOpen = output.isTerminal
            return fit(parts(state, now), into: output.isTerminal ? output.width() : nil)
        }
        guard let line else { return }
        output.err(output.isTerminal ? "\r\u{1B}[K" + line : line + "\n")
    }

    /// What the line says, the most important first.
    private func parts(_ state: State, _ now: ContinuousClock.Instant) -> [String] {
        let elapsed = inSeconds(now - begin)
        var parts = ["\(state.stage): \(state.aspects) aspects"]
        if let waiting = state.waiting {
            parts.append("waiting \(Int(inSeconds(waiting.until - now).rounded(.up))) s for \(waiting.text)")
        } else if let left = left(state, now) {
            parts.append(left)
        }
        if elapsed > 0.2, state.aspects > 0 { parts.append("\(Int(Double(state.aspects) / elapsed))/s") }
        return parts
    }

    /// The share that is done and the time that the rest takes at the pace since it is known; nothing where more came than
    /// was expected. What is not known yet (the tables of the next database) is not in it.
    private func left(_ state: State, _ now: ContinuousClock.Instant) -> String? {
        guard let since = state.expectedSince, state.done > 0, state.done <= state.expected else { return nil }
        let share = Double(state.done) / Double(state.expected)
        let text = "\(Int(share * 100)) % of \(state.expected) known entities"
        let elapsed = inSeconds(now - since)
        guard elapsed > 1, state.done < state.expected else { return text }
        return text + ", \(clock(elapsed * (1 - share) / share)) left for them"
    }

    private func clock(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds < 1e9 else { return "long" }
        let whole = Int(seconds.rounded(.up))
        if whole < 120 { return "\(whole) s" }
        return whole < 7200 ? "\(whole / 60) min" : "\(whole / 3600) h \(whole % 3600 / 60) min"
    }
}

/// As many of the parts as fit beside one another; the first is cut where even it does not.
private func fit(_ parts: [String], into width: Int?) -> String {
    guard let width else { return parts.joined(separator: ", ") }
    // The last column stays free: a terminal that is written full begins another line.
    let room = max(1, width - 1)
    var line = ""
    for part in parts {
        let longer = line.isEmpty ? part : line + ", " + part
        if longer.count > room { break }
        line = longer
    }
    if line.isEmpty, let first = parts.first { return first.prefix(max(0, room - 1)) + "…" }
    return line
}

private func inSeconds(_ duration: Duration) -> Double {
    let (seconds, attoseconds) = duration.components
    return Double(seconds) + Double(attoseconds) / 1e18
}
