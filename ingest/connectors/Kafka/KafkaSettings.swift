import Basics
import HTTPClient
import Kafka

/// What a recipe says about a Kafka cluster, checked.
struct KafkaSettings: Sendable {
    /// How to look at messages where no schema is registered.
    struct Sampling: Sendable {
        var messages: Int
        var seconds: Int
    }

    var kafka: KafkaConfiguration
    var registry: SchemaRegistryClient.Settings?
    var registryTransport = TransportSettings()
    /// Subjects by `<topic>-value` or `<topic>-key`.
    var mappedSubjects: [String: String] = [:]
    var topicPattern = NamePattern()
    var groupPattern = NamePattern()
    var internalTopics = false
    var metadataOnly = false
    var sampling: Sampling?
    var env = "PROD"
    var instance: String?
    /// Whom the cluster knows us as.
    var user: String?
    var timeout: Duration = .seconds(30)
    var connectTimeout: Duration = .seconds(15)
    var notes: [String] = []

    init(kafka: KafkaConfiguration) { self.kafka = kafka }

    init(_ configuration: ConnectorConfiguration) throws(IngestError) {
        guard let brokers = configuration.text("brokers") else {
            throw IngestError(.configuration, "'brokers' is missing: host:port of one or more brokers")
        }
        kafka = KafkaConfiguration(brokers: brokers)
        try setSecurity(configuration)
        notes += kafka.warnings
        if let url = configuration.text("schema_registry_url") {
            var registry = SchemaRegistryClient.Settings(url: url)
            registry.user = configuration.text("schema_registry_user")
            registry.password = try configuration.secret("schema_registry_password")
            registry.token = try configuration.secret("schema_registry_token")
            guard (registry.user == nil) == (registry.password == nil) else {
                throw IngestError(
                    .configuration,
                    "'schema_registry_user' and 'schema_registry_password' belong together; one is missing")
            }
            if registry.password != nil || registry.token != nil, Origin(url)?.scheme == "http" {
                notes.append(
                    "the credentials for the schema registry travel unencrypted: its address is http, not https")
            }
            registryTransport.caFile = configuration.text("schema_registry_ca_file")
            registryTransport.insecure = configuration.flag("insecure")
            self.registry = registry
        }
        for pair in (configuration.text("subjects") ?? "").split(separator: ",") {
            let parts = pair.split(separator: "=", maxSplits: 1).map { $0.drop { $0 == " " } }
            guard parts.count == 2, KafkaSubjects.topic(of: String(parts[0])) != nil else {
                throw IngestError(
                    .configuration,
                    "'subjects' must be TOPIC-value=SUBJECT or TOPIC-key=SUBJECT, with commas between, not "
                        + "'\(pair)'")
            }
            mappedSubjects[String(parts[0])] = String(parts[1])
        }
        topicPattern = configuration.pattern("topic_pattern")
        groupPattern = configuration.pattern("group_pattern")
        if groupPattern == NamePattern() { groupPattern.deny = ["console-consumer-"] }
        internalTopics = configuration.flag("internal_topics")
        metadataOnly = configuration.flag("metadata_only")
        if let messages = configuration.integer("sample_messages"), messages > 0 {
            sampling = Sampling(messages: messages, seconds: configuration.integer("sample_seconds") ?? 5)
        }
        env = try configuration.environmentName()
        instance = configuration.text("platform_instance")
        if let seconds = configuration.integer("timeout_seconds") {
            timeout = .seconds(seconds)
            connectTimeout = .seconds(min(seconds, 15))
        }
    }

    private mutating func setSecurity(_ configuration: ConnectorConfiguration) throws(IngestError) {
        let user = configuration.text("user")
        self.user = user ?? configuration.text("certificate_file")
        let password = try configuration.secret("password")
        let certificate = configuration.text("certificate_file")
        let key = configuration.text("key_file")
        guard (user == nil) == (password == nil) else {
            throw IngestError(
                .configuration,
                "'user' and 'password' belong together; one is missing"
                    + (user != nil ? " (--password-file or --password-env)" : ""))
        }
        guard (certificate == nil) == (key == nil) else {
            throw IngestError(.configuration, "'certificate_file' and 'key_file' belong together; one is missing")
        }
        let wantsTLS = certificate != nil || configuration.text("ca_file") != nil || configuration.flag("insecure")
        let known = ["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"]
        // Credentials travel unencrypted only where that is said.
        let fallback = user != nil ? "SASL_SSL" : wantsTLS ? "SSL" : "PLAINTEXT"
        let protocolName = configuration.text("security_protocol")?.uppercased() ?? fallback
        guard known.contains(protocolName) else {
            throw IngestError(
                .configuration,
                "'security_protocol' must be one of \(known.joined(separator: ", ")), not '\(protocolName)'")
        }
        let isSASL = protocolName.hasPrefix("SASL")
        if isSASL != (user != nil) {
            throw IngestError(
                .configuration,
                isSASL
                    ? "\(protocolName) needs a 'user' and a 'password'"
                    : "a 'user' is given, but \(protocolName) takes none; use SASL_SSL or SASL_PLAINTEXT")
        }
        kafka.settings.append(("security.protocol", protocolName))
        if isSASL, let user, let password {
            let mechanism = configuration.text("sasl_mechanism")?.uppercased() ?? "PLAIN"
            guard ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"].contains(mechanism) else {
                throw IngestError(
                    .configuration,
                    "'sasl_mechanism' must be PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512, not '\(mechanism)'")
            }
            kafka.settings += [
                ("sasl.mechanism", mechanism), ("sasl.username", user), ("sasl.password", password.reveal()),
            ]
            if protocolName == "SASL_PLAINTEXT" {
                notes.append("the login for Kafka is not encrypted (SASL_PLAINTEXT)")
            }
        }
        guard protocolName.hasSuffix("SSL") else { return }
        if let file = configuration.text("ca_file") { kafka.settings.append(("ssl.ca.location", file)) }
        if let certificate, let key {
            kafka.settings += [("ssl.certificate.location", certificate), ("ssl.key.location", key)]
            if let password = try configuration.secret("key_password") {
                kafka.settings.append(("ssl.key.password", password.reveal()))
            }
        }
        if configuration.flag("insecure") {
            kafka.settings.append(("enable.ssl.certificate.verification", "false"))
            notes.append("the certificates of Kafka and the registry are not checked (insecure)")
        }
    }

    /// What ends a run that meets an error of the whole cluster.
    func ended(by error: KafkaError) -> IngestError {
        if error.isAuthentication {
            return IngestError(.access, "Kafka refuses the login: \(error); check the user and its password")
        }
        if error.message.contains("SSL alert number") {
            return IngestError(
                .access,
                "Kafka at \(kafka.brokers) refuses our side of TLS: \(error); a port with mutual TLS wants 'certificate_file' "
                    + "and 'key_file' of a certificate that the brokers trust")
        }
        return IngestError(
            error.isAuthorization ? .access : .source,
            "Kafka at \(kafka.brokers) cannot be read: \(error); check the address, and that the port takes "
                + "\(kafka.settings.first { $0.0 == "security.protocol" }?.1 ?? "PLAINTEXT")")
    }
}

extension KafkaConnector {
    public static let fields: [RecipeField] = RecipeField.joined(
        [
            RecipeField(
                "brokers", .text, required: true, option: "brokers",
                "host:port of one or more brokers, with commas between; the others are found by these."),
            RecipeField(
                "schema_registry_url", .url, option: "schema-registry",
                "The schema registry with its base path, e.g. http://registry:8081. Without it topics have no columns."),
            RecipeField("schema_registry_user", .text, option: "registry-user", "The user to ask the registry as."),
            RecipeField("schema_registry_password", .secret, "The registry user's password."),
            RecipeField(
                "schema_registry_password_file", .secretFile(of: "schema_registry_password"),
                option: "registry-password-file", "File whose first line is that password."),
            RecipeField(
                "schema_registry_password_env", .secretVariable(of: "schema_registry_password"),
                option: "registry-password-env", "Environment variable that holds it."),
            RecipeField("schema_registry_token", .secret, "A bearer token for the registry, in place of a password."),
            RecipeField(
                "schema_registry_token_file", .secretFile(of: "schema_registry_token"), option: "registry-token-file",
                "File whose first line is the token."),
            RecipeField(
                "schema_registry_ca_file", .text, default: "the system's", option: "registry-ca",
                "PEM file of the authorities to trust for the registry's certificate."),
            RecipeField(
                "subjects", .text, option: "subjects",
                "Subjects of topics whose schemas are registered under another name: TOPIC-value=SUBJECT, with commas between."
            ),
            RecipeField(
                "security_protocol", .text, default: "PLAINTEXT; SASL_SSL with a user; SSL with a ca or certificate",
                option: "security-protocol",
                "PLAINTEXT, SSL, SASL_SSL or SASL_PLAINTEXT, as the brokers' port takes it."),
            RecipeField("user", .text, option: "user", "The user to log in as."),
        ],
        RecipeField.password("Password of the user."),
        [
            RecipeField(
                "sasl_mechanism", .text, default: "PLAIN", option: "sasl-mechanism",
                "PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512."),
            RecipeField(
                "ca_file", .text, default: "the system's", option: "ca",
                "PEM file of the authorities to trust for the brokers' certificates."),
            RecipeField(
                "certificate_file", .text, option: "certificate", "PEM file of our own certificate, for mutual TLS."),
            RecipeField("key_file", .text, option: "key", "PEM file of the certificate's private key."),
            RecipeField("key_password", .secret, "Password of the private key."),
            RecipeField(
                "key_password_file", .secretFile(of: "key_password"), option: "key-password-file",
                "File whose first line is that password."),
            RecipeField(
                "insecure", .flag, default: "false", option: "insecure",
                "Do not check the certificates of brokers and registry. For tests only."),
            RecipeField(
                "topic_pattern", .pattern, default: "all", option: "topic-pattern",
                "Topics to read: regular expressions for the beginning of the name; end one with $ for the whole name."),
            RecipeField(
                "internal_topics", .flag, default: "false", option: "internal-topics",
                "Read topics that begin with _ too: Kafka's own, and those of registries and connectors."),
            RecipeField(
                "group_pattern", .pattern, default: "all but console-consumer-…", option: "group-pattern",
                "Consumer groups to show."),
            RecipeField(
                "metadata_only", .flag, default: "false", option: "metadata-only",
                "Leave out consumer groups, their lag, and how many messages a topic holds."),
            RecipeField(
                "sample_messages", .integer(0...1000), default: "0", option: "sample-messages",
                "Where a topic has no schema, look at so many of its newest messages to find one. 0 reads no message."),
            RecipeField(
                "sample_seconds", .integer(1...60), default: "5", option: "sample-seconds",
                "Longest time to wait for the messages of one topic."),
        ],
        RecipeField.urnParts(of: "cluster"),
        [
            RecipeField(
                "timeout_seconds", .integer(1...3600), default: "30", option: "timeout",
                "Longest wait for an answer of the cluster.")
        ])
}
