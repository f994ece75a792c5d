import Basics

/// One verb of the program: what it is called, what it takes, how its help teaches it, and what it does.
///
/// A command is a value declared in `Commands/<Verb>Command.swift` and listed in ``Command/all``; nothing else knows it.
struct Command: Sendable {
    /// A positional argument.
    struct Argument: Sendable {
        var name: String
        var help: String
        var isOptional = false
    }

    /// A command line to learn from.
    struct Example: Sendable {
        var line: String
        var help: String

        init(_ line: String, _ help: String) {
            self.line = line
            self.help = help
        }
    }

    /// The words that call it, e.g. `search` or `dlq list`.
    var name: String
    /// One line for the list of commands.
    var summary: String
    var arguments: [Argument] = []
    var flags: [Flag] = []
    /// What a person should know before using it.
    var discussion = ""
    var examples: [Example] = []
    /// Whether everything after the name is handed on unread, for a room with a command line of its own.
    var passesThrough = false
    var run: @Sendable (Invocation) async throws -> CommandStatus

    /// The flags it takes, with those that every command takes.
    var allFlags: [Flag] { flags + [.json, .help] }
}

/// A `--name` on the command line.
struct Flag: Sendable {
    var name: String
    /// What stands for its value in help; `nil` for a switch.
    var value: String?
    var help: String
    var isRepeatable = false
    /// The environment variable that says the same, with its default.
    var setting: Setting?

    static let json = Flag(name: "json", help: "Print JSON for scripts instead of text for people.")
    static let help = Flag(name: "help", help: "Show this help.")
    static let server = Flag(
        name: "server", value: "URL", help: "The catalog to ask (default http://127.0.0.1:8080).", setting: .server)
}

/// How the process ends.
enum CommandStatus: Int32, Sendable {
    case success = 0
    /// What was asked could not be done.
    case failure = 1
    /// The command line or the configuration is wrong.
    case usage = 2
}

/// Why a command did not do what it was asked, and what to do about it.
struct CommandFailure: Error, CustomStringConvertible {
    var message: String
    var hint: String?
    var status = CommandStatus.failure
    /// The server's own words, for `--json`.
    var problem: JSON?

    init(_ message: String, hint: String? = nil, status: CommandStatus = .failure, problem: JSON? = nil) {
        self.message = message
        self.hint = hint
        self.status = status
        self.problem = problem
    }

    var description: String { message }
}
