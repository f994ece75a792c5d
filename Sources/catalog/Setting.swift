#if canImport(Glibc)
import Glibc
#endif

/// One environment variable of the program, as data: `config print`, the warnings and `docs/configuration.md` read this list.
struct Setting: Sendable {
    var name: String
    var help: String
    /// What holds where nothing is said; `nil` for nothing.
    var standard: String?
    /// What the page says of a default that depends on the machine.
    var standardNote: String?
    /// Never shown; may also come from a file that `<name>_FILE` names.
    var isSecret = false

    static let listen = Setting(
        name: "CATALOG_LISTEN", help: "Host and port to serve on.", standard: "127.0.0.1:8080")
    static let dataDirectory = Setting(
        name: "CATALOG_DATA_DIR", help: "Where the private PostgreSQL lies.",
        standardNote: "`/var/lib/catalog` as root, else `~/.local/share/catalog`")
    static let postgresURL = Setting(
        name: "CATALOG_POSTGRES_URL",
        help: "A PostgreSQL (15 or later) of your own, as URL or key=value text; without it a private one is run.",
        isSecret: true)
    static let postgresPool = Setting(
        name: "CATALOG_POSTGRES_POOL", help: "Connections to PostgreSQL at most.", standard: "8")
    static let kafkaBrokers = Setting(
        name: "CATALOG_KAFKA_BROKERS",
        help: "Kafka's bootstrap addresses, host:port with commas; without it Kafka is off.")
    static let kafkaGroup = Setting(
        name: "CATALOG_KAFKA_GROUP", help: "The consumer group.", standard: "catalog")
    static let kafkaInstanceID = Setting(
        name: "CATALOG_KAFKA_INSTANCE_ID",
        help: "This process's name in the group, which lets it take its partitions back at once after a crash.",
        standardNote: "the host name")
    static let kafkaSchemaRegistryURL = Setting(
        name: "CATALOG_KAFKA_SCHEMA_REGISTRY_URL",
        help: "A Confluent-style schema registry whose ids records carry; without it DataHub's fixed ids hold.")
    static let kafkaTopicProposals = Setting(
        name: "CATALOG_KAFKA_TOPIC_PROPOSALS", help: "The topic of metadata change proposals.",
        standard: "MetadataChangeProposal_v1")
    static let kafkaTopicChangeEvents = Setting(
        name: "CATALOG_KAFKA_TOPIC_CHANGE_EVENTS", help: "The topic of metadata change events.",
        standard: "MetadataChangeEvent_v4")
    static let openLineageNamespaces = Setting(
        name: "CATALOG_OPENLINEAGE_NAMESPACES",
        help:
            "What the namespaces of OpenLineage events stand for: NAMESPACE=[PLATFORM][/INSTANCE][@ENV][?lower], with "
            + "semicolons; NAMESPACE may end with *. Where no rule fits, the scheme is the platform.")
    static let openLineageEnvironment = Setting(
        name: "CATALOG_OPENLINEAGE_ENV", help: "The environment of datasets in OpenLineage events.", standard: "PROD")
    static let openLineageRetention = Setting(
        name: "CATALOG_OPENLINEAGE_RETENTION_DAYS",
        help:
            "Days that OpenLineage events are kept as they came, and the states that late events of their runs are merged "
            + "into; 0 keeps them for ever.", standard: "90")
    static let trinoEnv = Setting(
        name: "CATALOG_TRINO_ENV", help: "The environment in urns of what Trino's event listener tells.",
        standard: "PROD")
    static let trinoPlatformInstance = Setting(
        name: "CATALOG_TRINO_PLATFORM_INSTANCE",
        help: "The platform instance of the Trino cluster whose event listener posts, as its connector was told.")
    static let maximumBodyBytes = Setting(
        name: "CATALOG_HTTP_MAX_BODY_BYTES", help: "The largest request body, counted after decompression.",
        standard: "67108864")
    static let maximumConnections = Setting(
        name: "CATALOG_HTTP_MAX_CONNECTIONS", help: "Client connections at most.", standard: "1024")
    static let logLevel = Setting(
        name: "CATALOG_LOG_LEVEL", help: "The least level that is logged: trace, debug, info, warning or error.",
        standard: "info")
    static let accessLog = Setting(
        name: "CATALOG_ACCESS_LOG", help: "Whether each request is logged: true or false.", standard: "false")
    static let server = Setting(
        name: "CATALOG_SERVER", help: "The catalog that client commands ask.", standard: "http://127.0.0.1:8080")
    static let token = Setting(
        name: "CATALOG_TOKEN", help: "The bearer token that client commands send.", isSecret: true)

    static let all: [Setting] = [
        listen, dataDirectory, postgresURL, postgresPool, kafkaBrokers, kafkaGroup, kafkaInstanceID,
        kafkaSchemaRegistryURL, kafkaTopicProposals, kafkaTopicChangeEvents, openLineageNamespaces,
        openLineageEnvironment, openLineageRetention, trinoEnv, trinoPlatformInstance, maximumBodyBytes,
        maximumConnections, logLevel,
        accessLog, server, token,
    ]

    /// Whatever librdkafka can be told: `CATALOG_KAFKA_CONF_SASL_PASSWORD` is `sasl.password`; `__` is an underscore.
    static let kafkaPrefix = "CATALOG_KAFKA_CONF_"
    /// Variables of the tests; never ours.
    static let testPrefix = "CATALOG_TEST_"

    /// What holds on this machine where nothing is said.
    func effectiveDefault(_ environment: [String: String]) -> String? {
        switch name {
        case Setting.dataDirectory.name:
            if geteuid() == 0 { return "/var/lib/catalog" }
            return environment["HOME"].map { "\($0)/.local/share/catalog" }
        case Setting.kafkaInstanceID.name: return hostName()
        default: return standard
        }
    }
}

private func hostName() -> String? {
    var buffer = [CChar](repeating: 0, count: 256)
    guard gethostname(&buffer, buffer.count - 1) == 0 else { return nil }
    let name = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return name.isEmpty ? nil : name
}
