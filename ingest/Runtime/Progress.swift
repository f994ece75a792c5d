/// Tells how far a run came: one line that is rewritten on a terminal, a line now and then elsewhere.
final class Progress {
    private let output: IngestOutput
    private let begin = ContinuousClock.now
    private var lastShown: ContinuousClock.Instant?
    private var stageText = ""
    private var aspects = 0
    private var entities = 0
    private var expected = 0
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

    func count(aspects: Int, entities: Int) {
        self.aspects = aspects
        self.entities = entities
        show(evenIf: false)
    }

    func expect(_ entities: Int) { expected += entities }

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
        let line = "\(stageText): \(aspects) aspects\(rate)\(left(after: elapsed))"
        if output.isTerminal {
            output.err("\r\u{1B}[K" + line)
            lineIsOpen = true
        } else {
            output.err(line + "\n")
        }
    }

    /// The share that is done and the time that the rest takes at the pace until now.
    private func left(after elapsed: Double) -> String {
        guard expected > 0, entities > 0, elapsed > 1 else { return "" }
        let done = min(1, Double(entities) / Double(expected))
        let seconds = Int((elapsed * (1 - done) / done).rounded(.up))
        return ", \(Int(done * 100)) % of \(expected) entities" + (done < 1 ? ", about \(seconds) s left" : "")
    }

    private func clear() {
        guard lineIsOpen else { return }
        output.err("\r\u{1B}[K")
        lineIsOpen = false
    }
}
