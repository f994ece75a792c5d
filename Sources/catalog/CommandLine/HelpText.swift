/// The help that commands' declarations make.
struct HelpText {
    let commands: [Command]
    let terminal: Terminal

    /// Help for the commands whose name begins with these words; the overview when there are none.
    func text(for words: [String]) -> String {
        guard !words.isEmpty else { return overview() }
        let name = words.joined(separator: " ")
        if let command = commands.first(where: { $0.name == name }) ?? commands.first(where: { $0.name == words[0] }) {
            return detail(command)
        }
        let group = commands.filter { $0.name.hasPrefix(words[0] + " ") }
        return terminal.bold("catalog \(words[0])") + "\n\n" + list(group)
            + "\n'catalog help \(words[0]) COMMAND' says more.\n"
    }

    private func overview() -> String {
        var text = "catalog: a metadata catalog and lineage service.\n\n"
        text += terminal.bold("Commands") + "\n" + list(commands)
        text += "\n" + terminal.bold("To begin") + "\n"
        text += "  catalog serve                  run the server on http://127.0.0.1:8080 with its own PostgreSQL\n"
        text += "  catalog search orders          find something\n"
        text += "  catalog help lineage           learn a command, with examples\n"
        text += "\nEvery command takes --json and --help. Client commands take --server URL (or CATALOG_SERVER).\n"
        return text
    }

    private func list(_ commands: [Command]) -> String {
        table(commands.map { ($0.name, $0.summary) })
    }

    private func detail(_ command: Command) -> String {
        var usage = "catalog \(command.name)"
        for argument in command.arguments {
            usage += argument.isOptional ? " [\(argument.name)]" : " \(argument.name)"
        }
        if !command.flags.isEmpty || command.passesThrough { usage += " [flags]" }
        var text = "\(command.summary)\n\n" + terminal.bold("Usage") + "\n  \(usage)\n"
        if !command.discussion.isEmpty { text += "\n\(command.discussion)\n" }
        if !command.arguments.isEmpty {
            text += "\n" + terminal.bold("Arguments") + "\n" + table(command.arguments.map { ($0.name, $0.help) })
        }
        if !command.passesThrough {
            let rows = command.allFlags.map { flag -> (String, String) in
                var help = flag.help
                if let setting = flag.setting { help += " Also \(setting.name)." }
                if flag.isRepeatable { help += " May be repeated." }
                return ("--\(flag.name)" + (flag.value.map { " \($0)" } ?? ""), help)
            }
            text += "\n" + terminal.bold("Flags") + "\n" + table(rows)
        }
        if !command.examples.isEmpty {
            text += "\n" + terminal.bold("Examples") + "\n"
            for example in command.examples { text += "  \(terminal.dim("# " + example.help))\n  \(example.line)\n" }
        }
        return text
    }

    private func table(_ rows: [(String, String)]) -> String {
        let width = (rows.map(\.0.count).max() ?? 0) + 2
        return rows.map { "  " + $0.0 + String(repeating: " ", count: width - $0.0.count) + $0.1 + "\n" }.joined()
    }
}
