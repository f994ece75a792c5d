import Basics

/// A command line that was read: the command's arguments and flags, and what surrounds the process.
struct Invocation: Sendable {
    var command: Command
    var arguments: [String]
    /// Values by flag, in the order they were given; a switch has empty ones.
    var flags: [String: [String]]
    var environment: [String: String]
    var terminal: Terminal

    func isSet(_ flag: String) -> Bool { flags[flag] != nil }

    /// The value of a flag; the last one wins.
    func value(_ flag: String) -> String? { flags[flag]?.last }

    /// All values of a flag, also those separated by commas.
    func values(_ flag: String) -> [String] {
        (flags[flag] ?? []).flatMap { $0.split(separator: ",").map(String.init) }
    }

    /// Whether the answer is for a script.
    var isJSON: Bool { isSet("json") }

    /// The settings as flags, environment and defaults say.
    func configuration() throws(CommandFailure) -> Configuration {
        var given: [String: String] = [:]
        for flag in command.flags {
            if let setting = flag.setting, let value = value(flag.name) { given[setting.name] = value }
        }
        return try Configuration(environment: environment, flags: given)
    }
}
