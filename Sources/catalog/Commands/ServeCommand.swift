import Basics
import CatalogLineageIn
import CatalogModel

extension Command {
    static let serve = Command(
        name: "serve",
        summary: "Run the server, with its own PostgreSQL unless one is named.",
        flags: [
            Flag(
                name: "listen", value: "HOST:PORT",
                help: "Where to serve (default 127.0.0.1:8080; port 0 lets the system choose).",
                setting: .listen),
            Flag(
                name: "data-dir", value: "DIR",
                help:
                    "Where the private PostgreSQL lies (default /var/lib/catalog as root, else ~/.local/share/catalog).",
                setting: .dataDirectory),
            Flag(name: "allow-anonymous", help: "Listen beyond loopback although nobody has to log in."),
        ],
        discussion: "Ready when GET /health answers 200. SIGTERM and Ctrl-C end it in order, with exit code 0.\n"
            + "With CATALOG_KAFKA_BROKERS it consumes metadata events; 'catalog config print' shows every setting.",
        examples: [
            .init("catalog serve", "on http://127.0.0.1:8080, data below the default folder"),
            .init("catalog serve --listen 127.0.0.1:9000 --data-dir /srv/catalog", "elsewhere"),
            .init(
                "CATALOG_POSTGRES_URL=postgres://… CATALOG_KAFKA_BROKERS=kafka:9092 catalog serve",
                "on your own servers"),
        ],
        run: { try await ServerStart.run($0) })
}

private enum ServerStart {
    static func run(_ invocation: Invocation) async throws -> CommandStatus {
        let configuration = try invocation.configuration()
        let settings = try settings(configuration, allowAnonymous: invocation.isSet("allow-anonymous"))
        let assembly = Assembly(settings: settings, logger: Logger(level: try configuration.logLevel()))
        do {
            try await assembly.run(until: .onTermination())
        } catch let error as Assembly.StartError {
            throw CommandFailure(error.description)
        }
        return .success
    }

    /// What the assembly is told; a value that cannot be used is a ``CommandFailure`` before anything starts.
    private static func settings(
        _ configuration: Configuration, allowAnonymous: Bool
    ) throws(CommandFailure) -> Assembly.Settings {
        guard let directory = configuration.text(.dataDirectory), let instance = configuration.text(.kafkaInstanceID)
        else {
            throw CommandFailure(
                "neither HOME nor a host name is known here",
                hint: "Set CATALOG_DATA_DIR and CATALOG_KAFKA_INSTANCE_ID.",
                status: .usage)
        }
        var settings = Assembly.Settings(dataDirectory: directory, instance: instance)
        (settings.host, settings.port) = try configuration.listenAddress()
        settings.postgresURL = configuration.secret(.postgresURL)
        settings.poolSize = try configuration.integer(.postgresPool, in: 1...1000)
        settings.brokers = configuration.text(.kafkaBrokers)
        settings.kafkaSettings = configuration.kafkaSettings
        settings.group = configuration.text(.kafkaGroup) ?? settings.group
        settings.schemaRegistryURL = configuration.text(.kafkaSchemaRegistryURL)
        settings.topics = [Setting.kafkaTopicProposals, .kafkaTopicChangeEvents].compactMap(configuration.text)
        settings.trino.env = try environment(configuration, .trinoEnv)
        settings.trino.platformInstance = configuration.text(.trinoPlatformInstance)
        settings.maximumBodyBytes = try configuration.integer(.maximumBodyBytes, in: 1...(1 << 30))
        settings.maximumConnections = try configuration.integer(.maximumConnections, in: 1...100_000)
        settings.namespaces = try namespaces(configuration)
        settings.retention = EventRetention(days: try configuration.integer(.openLineageRetention, in: 0...36_500))
        settings.allowAnonymous = allowAnonymous
        settings.logsAccess = try configuration.boolean(.accessLog)
        return settings
    }

    private static func namespaces(_ configuration: Configuration) throws(CommandFailure) -> NamespaceRules {
        let environment = try environment(configuration, .openLineageEnvironment)
        do {
            return try NamespaceRules(configuration.text(.openLineageNamespaces) ?? "", environment: environment)
        } catch {
            throw CommandFailure("\(Setting.openLineageNamespaces.name): \(error)", status: .usage)
        }
    }

    /// An environment as urns end with it.
    private static func environment(
        _ configuration: Configuration, _ setting: Setting
    ) throws(CommandFailure) -> String {
        let text = configuration.text(setting) ?? "PROD"
        guard Urn.isEnvironment(text) else {
            throw CommandFailure("\(setting.name) must be a word such as PROD or DEV, found '\(text)'", status: .usage)
        }
        return text
    }
}
