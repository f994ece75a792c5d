import Basics

#if canImport(Glibc)
import Glibc
#endif

/// What `catalog ingest …` was asked to do.
struct IngestCommandLine: Sendable {
    enum Action: Sendable {
        case help(String)
        case run(Recipe)
    }

    var action: Action
    /// Ends with one line of JSON on standard output.
    var isJSON = false

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

    /// `-c FILE` with options that stand above the recipe's own.
    private static func read(
        recipeArguments: [String], environment: [String: String], connectors: [any Connector.Type]
    ) throws(IngestError) -> IngestCommandLine {
        var scanner = OptionScanner(recipeArguments)
        var path: String?
        var isJSON = false
        var options = RunOptions(environment: environment)
        var destination = DestinationOptions(environment: environment)
        while let option = try scanner.next() {
            switch option {
            case "c", "config": path = try scanner.value(of: option)
            case "json": isJSON = true
            case "help", "h": return IngestCommandLine(action: .help(overview(connectors)))
            default:
                if try options.take(option, &scanner) { continue }
                if try destination.take(option, &scanner) { continue }
                throw scanner.unknown(option, among: ["config", "json", "help"] + options.known + destination.known)
            }
        }
        guard let path else { throw IngestError(.configuration, "the recipe is missing: -c FILE") }
        guard let bytes = readFile(path, maximumBytes: 4 << 20) else {
            let reason =
                access(path, R_OK) == 0 ? "it is no file, or larger than 4 MB" : String(cString: strerror(errno))
            throw IngestError(.configuration, "the recipe '\(path)' cannot be read: \(reason)")
        }
        var recipe = try Recipe(
            yaml: String(decoding: bytes, as: UTF8.self), name: path, environment: environment,
            connectors: connectors)
        recipe.settings.apply(options.configuration)
        if destination.isGiven { (recipe.sinkKind, recipe.sink) = try destination.sink(place: "catalog ingest") }
        return IngestCommandLine(action: .run(recipe), isJSON: isJSON)
    }

    /// `KIND --server URL --to URL …`.
    private static func read(
        _ connector: any Connector.Type, _ arguments: [String], environment: [String: String]
    ) throws(IngestError) -> IngestCommandLine {
        let place = "catalog ingest \(connector.kind)"
        var source = ConnectorConfiguration(fields: connector.fields, place: place, environment: environment)
        var options = RunOptions(environment: environment)
        var destination = DestinationOptions(environment: environment)
        var isJSON = false
        var scanner = OptionScanner(arguments)
        while let option = try scanner.next() {
            switch option {
            case "help", "h": return IngestCommandLine(action: .help(help(connector)))
            case "json": isJSON = true
            default:
                if let field = connector.fields.first(where: { $0.option == option }) {
                    try source.set(field.name, try IngestCommandLine.value(field, option, &scanner))
                    continue
                }
                if try options.take(option, &scanner) { continue }
                if try destination.take(option, &scanner) { continue }
                throw scanner.unknown(
                    option,
                    among: connector.fields.compactMap(\.option) + options.known + destination.known + ["json", "help"])
            }
        }
        try source.checkRequired()
        let settings = RunSettings(options.configuration)
        var sink = (kind: SinkKind.catalog, configuration: ConnectorConfiguration(fields: [], place: place))
        if destination.isGiven || !(settings.isDryRun || settings.isCheck) {
            sink = try destination.sink(place: place)
        }
        let recipe = Recipe(
            sourceType: connector.kind, source: source, sinkKind: sink.kind, sink: sink.configuration,
            settings: settings)
        return IngestCommandLine(action: .run(recipe), isJSON: isJSON)
    }

    fileprivate static func value(
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
              catalog ingest -c RECIPE.yaml [--check | --dry-run] [--json]

            Kinds (catalog ingest KIND --help tells their options):

            """
        for connector in connectors { text += "  \(pad(connector.kind, 10)) \(connector.summary)\n" }
        return text + """

            A second run of the same source writes no new version. The exit status is 0 when all was read and written
            (also when an object is broken in the source itself), 1 when something was skipped or failed, 2 when the run
            could not start. Ctrl-C ends a run cleanly; the next one goes on where it ended.

            """
    }

    static func help(_ connector: any Connector.Type) -> String {
        let required = connector.fields.filter(\.isRequired).compactMap { field in
            field.option.map { "--\($0) \(field.valueName ?? "")" }
        }
        let call = "catalog ingest \(connector.kind) " + (required + ["--to URL"]).joined(separator: " ")
        var text = "\(call) [options]\n\n\(connector.summary)\n\nSource:\n"
        for field in connector.fields { text += line(field) }
        text += "\nDestination:\n"
        for field in DestinationOptions.help { text += line(field) }
        text += "\nRun:\n"
        for field in RunSettings.commandFields + RunSettings.recipeFields { text += line(field) }
        text += entry("--json", "End with one line of JSON: seen, written, unchanged, skipped, failed.")
        text += entry("--help", "This text.")
        return text + """

            A pattern may be given several times; 'deny:REGEX' leaves names out.
            Secrets come from a file or an environment variable, never from the command line, which others can see.
            'catalog connectors show \(connector.kind)' prints a recipe with every field explained.

            Example:
              \(call) --dry-run

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

/// Options of the run itself, as they come.
private struct RunOptions {
    private static let fields = RunSettings.recipeFields + RunSettings.commandFields

    private(set) var configuration: ConnectorConfiguration

    init(environment: [String: String]) {
        configuration = ConnectorConfiguration(
            fields: RunOptions.fields, place: "catalog ingest", environment: environment)
    }

    var known: [String] { RunOptions.fields.compactMap(\.option) }

    mutating func take(_ option: String, _ scanner: inout OptionScanner) throws(IngestError) -> Bool {
        guard let field = RunOptions.fields.first(where: { $0.option == option }) else { return false }
        try configuration.set(field.name, try IngestCommandLine.value(field, option, &scanner))
        return true
    }
}

/// Options of the destination; which of them it knows is only clear when `--to` was read.
private struct DestinationOptions {
    private static let fields = SinkKind.allCases.flatMap(\.fields).filter { $0.option != nil }

    /// One line an option, though several kinds have it.
    static var help: [RecipeField] {
        var seen: Set<String> = []
        return fields.filter { seen.insert($0.option ?? "").inserted }
    }

    private let environment: [String: String]
    private var destination: String?
    private var others: [(option: String, value: ConfigurationValue)] = []

    init(environment: [String: String]) { self.environment = environment }

    var known: [String] { DestinationOptions.fields.compactMap(\.option) }
    var isGiven: Bool { destination != nil || !others.isEmpty }

    mutating func take(_ option: String, _ scanner: inout OptionScanner) throws(IngestError) -> Bool {
        guard let field = DestinationOptions.fields.first(where: { $0.option == option }) else { return false }
        if option == "to" {
            destination = try scanner.value(of: option)
        } else {
            others.append((option, try IngestCommandLine.value(field, option, &scanner)))
        }
        return true
    }

    func sink(place: String) throws(IngestError) -> (kind: SinkKind, configuration: ConnectorConfiguration) {
        let (kind, values) =
            try destination.map { text throws(IngestError) in try SinkKind.read(text) } ?? (.catalog, [])
        var configuration = ConnectorConfiguration(fields: kind.fields, place: place, environment: environment)
        for (name, value) in values {
            try configuration.set(name, ConfigurationValue(content: .text(value), place: "--to"))
        }
        for (option, value) in others {
            guard let field = kind.fields.first(where: { $0.option == option }) else {
                throw IngestError(.configuration, "--\(option) has no meaning for --to \(destination ?? "")")
            }
            try configuration.set(field.name, value)
        }
        try configuration.checkRequired()
        return (kind, configuration)
    }
}
