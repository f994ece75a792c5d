import Basics

/// What a command line asks for.
enum Request {
    case run(Command, arguments: [String], flags: [String: [String]])
    /// Help for commands whose name begins with these words; for all when there are none.
    case help([String])
}

/// Reads command lines by the flags that commands declare.
///
/// `--flag value` and `--flag=value` mean the same; `--` ends the flags; flags may stand anywhere behind the command's name.
struct ArgumentParser {
    let commands: [Command]

    func parse(_ words: [String]) throws(CommandFailure) -> Request {
        guard let first = words.first else { return .help([]) }
        switch first {
        case "help": return try help(Array(words.dropFirst()))
        case "--help", "-h": return .help([])
        case "--version": return try parse(["version"] + words.dropFirst())
        default: break
        }
        guard let command = find(words) else {
            if isGroup(first) {
                guard words.count > 1, !words[1].hasPrefix("-") else { return .help([first]) }
                throw unknown("\(first) \(words[1])")
            }
            throw first.hasPrefix("-")
                ? CommandFailure("expected a command, found '\(first)'", hint: "catalog help", status: .usage)
                : unknown(first)
        }
        let rest = Array(words.dropFirst(command.name.split(separator: " ").count))
        if command.passesThrough { return .run(command, arguments: rest, flags: [:]) }
        return try read(rest, of: command)
    }

    private func help(_ words: [String]) throws(CommandFailure) -> Request {
        let words = words.filter { !$0.hasPrefix("-") }
        guard let first = words.first else { return .help([]) }
        guard find(words) != nil || isGroup(first) else { throw unknown(words.joined(separator: " ")) }
        return .help(words)
    }

    /// The command that the first words name; two words win over one.
    private func find(_ words: [String]) -> Command? {
        let names = [words.prefix(2).joined(separator: " "), words.first ?? ""]
        for name in names {
            if let command = commands.first(where: { $0.name == name }) { return command }
        }
        return nil
    }

    private func isGroup(_ word: String) -> Bool { commands.contains { $0.name.hasPrefix(word + " ") } }

    private func unknown(_ name: String) -> CommandFailure {
        let near = nearestName(to: name, among: commands.map(\.name))
        return CommandFailure(
            "there is no command '\(name)'",
            hint: near.map { "Did you mean 'catalog \($0)'?" } ?? "'catalog help' lists the commands.", status: .usage)
    }

    private func read(_ words: [String], of command: Command) throws(CommandFailure) -> Request {
        var arguments: [String] = []
        var flags: [String: [String]] = [:]
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" {
                arguments += rest
                break
            }
            if word == "-h" {
                flags["help"] = [""]
                continue
            }
            guard word.hasPrefix("--") else {
                arguments.append(word)
                continue
            }
            let equals = word.firstIndex(of: "=")
            let name = String(word[word.index(word.startIndex, offsetBy: 2)..<(equals ?? word.endIndex)])
            guard let flag = command.allFlags.first(where: { $0.name == name }) else {
                let near = nearestName(to: name, among: command.allFlags.map(\.name))
                throw wrong(
                    command, "'catalog \(command.name)' has no flag --\(name)", near.map { "Did you mean --\($0)?" })
            }
            let value: String
            if let placeholder = flag.value {
                if let equals {
                    value = String(word[word.index(after: equals)...])
                } else if let next = rest.popFirst() {
                    value = next
                } else {
                    throw wrong(command, "--\(name) needs a value: --\(name) \(placeholder)")
                }
            } else {
                guard equals == nil else { throw wrong(command, "--\(name) takes no value") }
                value = ""
            }
            guard flag.isRepeatable || flag.value == nil || flags[name] == nil else {
                throw wrong(command, "--\(name) is given twice")
            }
            flags[name, default: []].append(value)
        }
        if flags["help"] != nil { return .help(command.name.split(separator: " ").map(String.init)) }
        try check(arguments, command)
        return .run(command, arguments: arguments, flags: flags)
    }

    private func check(_ arguments: [String], _ command: Command) throws(CommandFailure) {
        let required = command.arguments.filter { !$0.isOptional }
        if arguments.count < required.count {
            let missing = required[arguments.count]
            throw wrong(command, "'catalog \(command.name)' needs \(missing.name): \(missing.help)")
        }
        if arguments.count > command.arguments.count {
            let extra = arguments[command.arguments.count]
            throw wrong(
                command, "'catalog \(command.name)' does not take '\(extra)'",
                extra.contains("(") || extra.contains(" ")
                    ? nil : "Put text of several words, and urns with parentheses, in quotes.")
        }
    }

    private func wrong(_ command: Command, _ message: String, _ hint: String? = nil) -> CommandFailure {
        let help = "'catalog help \(command.name)' shows how it is used."
        return CommandFailure(message, hint: hint.map { "\($0) \(help)" } ?? help, status: .usage)
    }
}
