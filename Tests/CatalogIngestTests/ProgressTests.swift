import Basics
import Testing

@testable import CatalogIngest

@Suite("Progress")
struct ProgressTests {
    private final class Screen: Sendable {
        let text = Locked("")
        let time = Locked(ContinuousClock.now)

        func progress(isTerminal: Bool, width: Int? = nil) -> Progress {
            let (text, time) = (text, time)
            let output = IngestOutput(
                out: { _ in }, err: { piece in text.update { $0 += piece } }, isTerminal: isTerminal,
                width: { width })
            return Progress(output, now: { time.value })
        }

        func pass(_ duration: Duration) { time.update { $0 += duration } }

        var shown: String { text.value }
        /// What stands on the line last.
        var line: String { shown.split(separator: "\r\u{1B}[K").last.map(String.init) ?? "" }
    }

    @Test("Share and time left are of what is known, at the pace since it is known")
    func left() {
        let screen = Screen()
        let progress = screen.progress(isTerminal: true)
        progress.stage("reading w")
        screen.pass(.seconds(100))
        progress.expect(1000)
        screen.pass(.seconds(2))
        progress.count(aspects: 600, found: 100)
        #expect(screen.line == "reading w: 600 aspects, 10 % of 1000 known entities, 18 s left for them, 5/s")
        screen.pass(.seconds(1))
        progress.count(aspects: 9000, found: 1000)
        #expect(screen.line == "reading w: 9000 aspects, 87/s", "more than was expected: no share is told")
    }

    @Test("What the run waits for is told until the wait is over")
    func waiting() {
        let screen = Screen()
        let progress = screen.progress(isTerminal: true)
        progress.stage("reading w")
        progress.wait(.seconds(8), for: "the destination")
        screen.pass(.seconds(3))
        progress.tick()
        #expect(screen.line == "reading w: 0 aspects, waiting 5 s for the destination")
        screen.pass(.seconds(6))
        progress.tick()
        #expect(screen.line == "reading w: 0 aspects")
        progress.close()
        #expect(screen.shown.hasSuffix("\r\u{1B}[K"))
    }

    @Test("A narrow terminal gets what fits, never a second line", arguments: [200, 40, 20, 5, 1])
    func narrow(width: Int) {
        let screen = Screen()
        let progress = screen.progress(isTerminal: true, width: width)
        progress.expect(10)
        progress.stage("reading a catalog with a long name")
        screen.pass(.seconds(2))
        progress.count(aspects: 12, found: 2)
        let lines = screen.shown.split(separator: "\r\u{1B}[K")
        #expect(!lines.isEmpty && lines.allSatisfy { $0.count <= max(1, width - 1) })
    }

    @Test("A name of the source cannot steer the terminal")
    func printed() {
        let screen = Screen()
        let progress = screen.progress(isTerminal: true)
        progress.stage("reading \u{1B}[2Jx\ny")
        #expect(screen.line == "reading ·[2Jx·y: 0 aspects")
        progress.warn("bad \u{1B}]0;title\u{7}")
        #expect(screen.shown.hasSuffix("warning: bad ·]0;title·\n"))
    }

    @Test("Without a terminal: a line a stage, and one now and then, without controls")
    func plain() {
        let screen = Screen()
        let progress = screen.progress(isTerminal: false)
        progress.stage("reading w")
        for _ in 0..<30 {
            screen.pass(.seconds(1))
            progress.count(aspects: 5, found: 1)
        }
        let lines = screen.shown.split(separator: "\n")
        #expect(lines.count == 4, "\(screen.shown)")
        #expect(!screen.shown.contains("\u{1B}") && !screen.shown.contains("\r"))
    }
}
