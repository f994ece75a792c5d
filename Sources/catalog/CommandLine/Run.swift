import Basics

#if canImport(Glibc)
import Glibc
#endif

/// Runs the command that the process's arguments name; what `main.swift` calls, and all it calls.
func runCatalog() async -> Int32 {
    // A reader that closes its end (`catalog search | head`) is seen at the write.
    signal(SIGPIPE, SIG_IGN)
    let environment = processEnvironment()
    return await run(
        Array(CommandLine.arguments.dropFirst()), environment: environment,
        terminal: .standard(environment: environment)
    ).rawValue
}

/// Runs one command line.
func run(_ words: [String], environment: [String: String], terminal: Terminal) async -> CommandStatus {
    do {
        switch try ArgumentParser(commands: Command.all).parse(words) {
        case .help(let words):
            terminal.write(HelpText(commands: Command.all, terminal: terminal).text(for: words))
            return .success
        case .run(let command, let arguments, let flags):
            let invocation = Invocation(
                command: command, arguments: arguments, flags: flags, environment: environment, terminal: terminal)
            for warning in Configuration.warnings(environment) {
                terminal.note("\(terminal.yellow("warning:")) \(warning)")
            }
            do {
                return try await command.run(invocation)
            } catch let failure as CommandFailure {
                if invocation.isJSON, let problem = failure.problem {
                    terminal.note(problem.text)
                    return failure.status
                }
                throw failure
            }
        }
    } catch let failure as CommandFailure {
        terminal.note("\(terminal.red("error:")) \(failure.message)")
        if let hint = failure.hint { terminal.note("  \(hint)") }
        return failure.status
    } catch {
        terminal.note("\(terminal.red("error:")) \(error)")
        return .failure
    }
}

/// The environment, without Foundation; of a name given twice the first counts, as for `getenv`.
private func processEnvironment() -> [String: String] {
    var result: [String: String] = [:]
    // The type is said because its import differs between versions of the C library's overlay.
    var entry: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = environ
    while let text = entry?.pointee {
        let pair = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        if pair.count == 2, result[String(pair[0])] == nil { result[String(pair[0])] = String(pair[1]) }
        entry = entry?.advanced(by: 1)
    }
    return result
}
