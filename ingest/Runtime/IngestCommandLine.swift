import Basics

/// What `catalog ingest …` was asked to do.
struct IngestCommandLine: Sendable {
    enum Action: Sendable {
        case help(String)
        case run(Recipe)
    }

    var action: Action
    /// Ends with one line of JSON on standard output.
    var isJSON = false

    /// Options that every kind has beside its connector's fields.
    private static let common: [(option: String, value: String?, help: String)] = [
        ("pipeline", "NAME", "Name of this pipeline, kept with each aspect."),
        ("dry-run", nil, "Read and map everything, write nothing."),
        ("json", nil, "End with one line of JSON: seen, written, unchanged, skipped, failed."),
        ("help", nil, "This text."),
    ]

    /// Reads the arguments after `ingest`.
    ///
    /// - Throws: ``IngestError`` of code `configuration`; the nearest option is named for an unknown one.
    static func read(
        _ arguments: [String], environment: [String: String], connectors: [any Connector.Type]
    ) throws(IngestError) -> IngestCommandLine {
        guard let first = arguments.first else {
            throw IngestError(.configuration, "what to ingest is missing\n\n" + IngestCommandLine.overview(connectors))
        }
        if first == "--help" || first == "-h" {
            return IngestCommandLine(action: .help(overview(connectors)))
        }
        if first.hasPrefix("-") {
            return try read(recipeArguments: arguments, environment: environment, connectors: connectors)
        }
        guard let connector = connectors.first(where: { $0.kind == first }) else {
            let kinds = connectors.map { $0.kind }
            let hint =
                nearestName(to: first, among: kinds).map { "did you mean '\($0)'?" }
                ?? "known are " + kinds.joined(separator: ", ")
            throw IngestError(.configuration, "there is no source '\(first)'; \(hint)")
        }
        return try read(connector, Array(arguments.dropFirst()), environment: environment)
    }

    /// `-c FILE [--dry-run] [--json]`.
    private static func read(
        recipeArguments: [String], environment: [String: String], connectors: [any Connector.Type]
    ) throws(IngestError) -> IngestCommandLine {
        var scanner = OptionScanner(recipeArguments)
        var path: String?
        var isDryRun = false
        var isJSON = false
        while let option = try scanner.next() {
            switch option {
            case "c", "config": path = try scanner.value(of: option)
            case "dry-run": isDryRun = true
            case "json": isJSON = true
            case "help", "h": return IngestCommandLine(action: .help(overview(connectors)))
            default: throw scanner.unknown(option, among: ["config", "dry-run", "json", "help"])
            }
        }
        guard let path else { throw IngestError(.configuration, "the recipe is missing: -c FILE") }
        guard let bytes = readFile(path, maximumBytes: 4 << 20) else {
            throw IngestError(.configuration, "the recipe '\(path)' cannot be read")
        }
        var recipe = try Recipe(
            yaml: String(decoding: bytes, as: UTF8.self), name: path, environment: environment,
            connectors: connectors)
        recipe.isDryRun = isDryRun
        return IngestCommandLine(action: .run(recipe), isJSON: isJSON)
    }

    /// `KIND --server URL --to URL …`.
    private static func read(
        _ connector: any Connector.Type, _ arguments: [String], environment: [String: String]
    ) throws(IngestError) -> IngestCommandLine {
        var source = ConnectorConfiguration(
            fields: connector.fields, place: "catalog ingest \(connector.kind)", environment: environment)
        var sink = ConnectorConfiguration(
            fields: Recipe.sinkFields, place: "catalog ingest \(connector.kind)", environment: environment)
        let known = (connector.fields + Recipe.sinkFields).compactMap(\.option) + IngestCommandLine.common.map(\.option)
        var pipeline: String?
        var isDryRun = false
        var isJSON = false
        var scanner = OptionScanner(arguments)
        while let option = try scanner.next() {
            switch option {
            case "help", "h": return IngestCommandLine(action: .help(help(connector)))
            case "json": isJSON = true
            case "dry-run": isDryRun = true
            case "pipeline": pipeline = try scanner.value(of: option)
            default:
                if let field = connector.fields.first(where: { $0.option == option }) {
                    try source.set(field.name, try IngestCommandLine.value(field, option, &scanner))
                } else if let field = Recipe.sinkFields.first(where: { $0.option == option }) {
                    try sink.set(field.name, try IngestCommandLine.value(field, option, &scanner))
                } else {
                    throw scanner.unknown(option, among: known)
                }
            }
        }
        try source.checkRequired()
        if !isDryRun { try sink.checkRequired() }
        let recipe = Recipe(
            sourceType: connector.kind, source: source, sink: sink, pipelineName: pipeline, isDryRun: isDryRun)
        return IngestCommandLine(action: .run(recipe), isJSON: isJSON)
    }

    private static func value(
        _ field: RecipeField, _ option: String, _ scanner: inout OptionScanner
    ) throws(IngestError) -> ConfigurationValue {
        let place = "--\(option)"
        switch field.kind {
        case .flag: return ConfigurationValue(content: .flag(true), place: place)
        case .pattern:
            let text = try scanner.value(of: option)
            let deny = "deny:"
            let pattern =
                text.hasPrefix(deny)
                ? NamePattern(deny: [String(text.dropFirst(deny.count))]) : NamePattern(allow: [text])
            return ConfigurationValue(content: .pattern(pattern), place: place)
        default: return ConfigurationValue(content: .text(try scanner.value(of: option)), place: place)
        }
    }

    // MARK: Help

    static func overview(_ connectors: [any Connector.Type]) -> String {
        var text = """
            Reads the metadata of a system and writes it to the catalog.

              catalog ingest KIND --server URL --to URL [options]
              catalog ingest -c RECIPE.yaml [--dry-run] [--json]

            Kinds (catalog ingest KIND --help tells their options):

            """
        for connector in connectors { text += "  \(pad(connector.kind, 10)) \(connector.summary)\n" }
        return text + """

            A second run of the same source writes no new version. The exit status is 0 when all was read and written,
            1 when something was skipped or failed, 2 when the run could not start.

            """
    }

    static func help(_ connector: any Connector.Type) -> String {
        var text =
            "catalog ingest \(connector.kind) --server URL --to URL [options]\n\n\(connector.summary)\n\nSource:\n"
        for field in connector.fields { text += line(field) }
        text += "\nCatalog:\n"
        for field in Recipe.sinkFields { text += line(field) }
        text += "\nRun:\n"
        for (option, value, help) in common { text += entry("--\(option)" + (value.map { " \($0)" } ?? ""), help) }
        return text + """

            A pattern may be given several times; 'deny:REGEX' leaves names out.
            Secrets come from a file or an environment variable, never from the command line, which others can see.

            Example:
              catalog ingest \(connector.kind) --server https://source.example:8443 --to http://localhost:8080 --dry-run

            """
    }

    private static func line(_ field: RecipeField) -> String {
        guard let option = field.option else { return "" }
        let value = field.valueName.map { " \($0)" } ?? ""
        let rest = field.isRequired ? " (required)" : field.defaultText.map { " (default: \($0))" } ?? ""
        return entry("--\(option)\(value)", field.help + rest)
    }

    private static func entry(_ left: String, _ right: String) -> String { "  \(pad(left, 26)) \(right)\n" }
}

/// Walks over `--name value`, `--name=value` and `-c value`.
private struct OptionScanner {
    private var rest: ArraySlice<String>
    private var attached: String?

    init(_ arguments: [String]) { rest = arguments[...] }

    /// The next option without its dashes.
    mutating func next() throws(IngestError) -> String? {
        if let attached {
            throw IngestError(.configuration, "'\(attached)' has no place here: that option takes no value")
        }
        guard let word = rest.popFirst() else { return nil }
        guard word.hasPrefix("-"), word.count > 1 else {
            throw IngestError(.configuration, "'\(word)' is no option; options begin with --")
        }
        let name = word.drop { $0 == "-" }
        guard word.hasPrefix("--"), let equals = name.firstIndex(of: "=") else { return String(name) }
        attached = String(name[name.index(after: equals)...])
        return String(name[..<equals])
    }

    mutating func value(of option: String) throws(IngestError) -> String {
        if let value = attached {
            attached = nil
            return value
        }
        guard let value = rest.popFirst(), !value.hasPrefix("--") else {
            throw IngestError(.configuration, "--\(option) needs a value")
        }
        return value
    }

    func unknown(_ option: String, among known: [String]) -> IngestError {
        let hint = nearestName(to: option, among: known).map { "; did you mean --\($0)?" } ?? "; --help lists them"
        return IngestError(.configuration, "there is no option --\(option)\(hint)")
    }
}
