import Basics
import Synchronization
import Testing

@testable import catalog

/// What a run of the program printed.
final class Screen: Sendable {
    private let held = Mutex<(output: String, errors: String)>(("", ""))

    var output: String { held.withLock { $0.output } }
    var errors: String { held.withLock { $0.errors } }

    func terminal(isColored: Bool = false) -> Terminal {
        Terminal(
            isColored: isColored, output: { text in self.held.withLock { $0.output += text } },
            errors: { text in self.held.withLock { $0.errors += text } })
    }
}

/// Runs a command line with an environment and tells how it ended.
func program(_ words: String..., environment: [String: String] = [:]) async -> (status: CommandStatus, screen: Screen) {
    let screen = Screen()
    return (await run(words, environment: environment, terminal: screen.terminal()), screen)
}

@Suite struct CommandLineTests {
    @Test("without words, and with help, the commands are listed") func overview() async {
        for words in [[], ["help"], ["--help"], ["-h"]] {
            let screen = Screen()
            #expect(await run(words, environment: [:], terminal: screen.terminal()) == .success)
            for command in Command.all { #expect(screen.output.contains(command.name)) }
        }
    }

    @Test("every command teaches: a summary, its flags, and an example that it would take", arguments: Command.all)
    func help(command: Command) async throws {
        let screen = Screen()
        let words = command.name.split(separator: " ").map(String.init)
        #expect(await run(["help"] + words, environment: [:], terminal: screen.terminal()) == .success)
        #expect(screen.output.contains(command.summary))
        for flag in command.flags { #expect(screen.output.contains("--\(flag.name)")) }
        let asked = Screen()
        if !command.passesThrough {
            #expect(await run(words + ["--help"], environment: [:], terminal: asked.terminal()) == .success)
            #expect(asked.output == screen.output)
        }
        #expect(Set(command.allFlags.map(\.name)).count == command.allFlags.count)
        // The words after "catalog", up to a pipe or the next command, have to be readable.
        let parser = ArgumentParser(commands: Command.all)
        for example in command.examples {
            guard let start = example.line.range(of: "catalog ") else { continue }
            let line = example.line[start.upperBound...].prefix { $0 != "|" && $0 != "&" }
            #expect(throws: Never.self) { try parser.parse(shellWords(String(line))) }
        }
    }

    /// Splits at blanks outside single quotes.
    private func shellWords(_ line: String) -> [String] {
        var words: [String] = []
        var word = ""
        var isQuoted = false
        for character in line {
            if character == "'" {
                isQuoted.toggle()
            } else if character == " ", !isQuoted {
                if !word.isEmpty { words.append(word) }
                word = ""
            } else {
                word.append(character)
            }
        }
        return word.isEmpty ? words : words + [word]
    }

    @Test(
        "a wrong command line ends with 2 and says what was meant",
        arguments: [
            (["serch", "x"], "catalog search"), (["search", "x", "--limt", "3"], "--limit"),
            (["search", "--limit"], "--limit needs a value"), (["search", "--json=yes"], "takes no value"),
            (["get"], "needs URN"), (["get", "a", "b"], "does not take 'b'"), (["dlq", "lst"], "dlq list"),
            (["search", "--limit", "1", "--limit", "2"], "given twice"), (["--limit"], "expected a command"),
            (["dlq", "replay"], "--all"), (["produce", "-"], "no broker is named"),
            (["produce", "-", "--brokers", "x", "--create-topic", "0"], "from 1 to 10000"),
        ])
    func refusals(words: [String], message: String) async {
        let screen = Screen()
        #expect(await run(words, environment: [:], terminal: screen.terminal()) == .usage)
        #expect(screen.errors.contains(message), "\(screen.errors)")
        #expect(screen.output.isEmpty)
    }

    @Test("flags may stand anywhere, with a blank or an equals sign, until two dashes") func flags() throws {
        let parser = ArgumentParser(commands: Command.all)
        guard
            case .run(_, let arguments, let flags) = try parser.parse(
                ["search", "--type=dataset", "orders", "--type", "chart", "--limit", "3"])
        else {
            Issue.record("no run")
            return
        }
        #expect(arguments == ["orders"])
        #expect(flags["type"] == ["dataset", "chart"])
        #expect(flags["limit"] == ["3"])
        guard case .run(_, let plain, let none) = try parser.parse(["search", "--", "--type"]) else {
            Issue.record("no run")
            return
        }
        #expect(plain == ["--type"])
        #expect(none.isEmpty)
    }

    @Test("text from the catalog cannot steer the terminal") func escapes() {
        #expect(printable("a\u{1B}[31mb\nc\u{202E}d") == "a·[31mb·c·d")
        #expect(printable("Größe 数") == "Größe 数")
    }

    @Test("colour is off where NO_COLOR or a dumb terminal says so, and in what is not a terminal") func colour() {
        let coloured = Screen().terminal(isColored: true)
        #expect(coloured.bold("x") == "\u{1B}[1mx\u{1B}[0m")
        #expect(Screen().terminal().bold("x") == "x")
        #expect(!Terminal.standard(environment: ["NO_COLOR": "1"]).isColored)
        #expect(!Terminal.standard(environment: ["TERM": "dumb"]).isColored)
    }

    @Test("version is told to people and to scripts") func version() async throws {
        let (status, screen) = await program("--version")
        #expect(status == .success)
        #expect(screen.output.hasPrefix("catalog \(Version.current)"))
        let json = try JSON.parse(await program("version", "--json").screen.output)
        #expect(json["catalog"]?.stringValue == Version.current)
    }
}
