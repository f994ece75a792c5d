import Basics
import HTTPClient

/// A kind of destination: how recipes call it, what it has to be told.
enum SinkKind: Sendable, CaseIterable {
    case catalog, kafka, file

    /// Names in recipes; the first is ours, others are DataHub's.
    var names: [String] {
        switch self {
        case .catalog: ["catalog", "datahub-rest"]
        case .kafka: ["kafka", "datahub-kafka"]
        case .file: ["file"]
        }
    }

    /// Fields of `sink.config`; options of the command line carry the prefix `to`.
    var fields: [RecipeField] {
        switch self {
        case .catalog: SinkKind.catalogFields
        case .kafka: SinkKind.kafkaFields
        case .file: SinkKind.fileFields
        }
    }

    private static let to =
        "Where to write: a catalog's address (http://localhost:8080, or any server with DataHub's REST interface), "
        + "kafka://HOST:PORT[/TOPIC][?schema-registry=URL], or a file NAME.json."

    private static let catalogFields: [RecipeField] = [
        RecipeField("server", .url, required: true, option: "to", to),
        RecipeField("token", .secret, "Access token for the catalog."),
        RecipeField("token_file", .secretFile(of: "token"), option: "to-token-file", "File with the access token."),
        RecipeField(
            "token_env", .secretVariable(of: "token"), option: "to-token-env",
            "Environment variable with the access token."),
        RecipeField(
            "ca_file", .text, option: "to-ca", "PEM file of the authorities to trust for the destination's certificate."
        ),
        RecipeField(
            "insecure", .flag, default: "false", option: "to-insecure",
            "Do not check the catalog's certificate. For tests only."),
        RecipeField(
            "batch_size", .integer(1...500), default: "\(RESTSink.Settings().batchSize)", "Aspects in one request."),
        RecipeField(
            "max_in_flight", .integer(1...16), default: "\(RESTSink.Settings().maximumInFlight)",
            "Requests under way at once."),
        RecipeField(
            "timeout_seconds", .integer(1...3600), default: "60", "Longest wait for the answer to one request."),
    ]

    private static let kafkaFields: [RecipeField] = [
        RecipeField("brokers", .text, required: true, "Bootstrap addresses, host:port, separated by commas."),
        RecipeField("topic", .text, default: "MetadataChangeProposal_v1", "The topic of proposals."),
        RecipeField(
            "schema_registry", .url, "A registry with Confluent's interface: send Avro in place of JSON."),
        RecipeField(
            "security_protocol", .text, default: "plaintext", "plaintext, ssl, sasl_plaintext or sasl_ssl."),
        RecipeField("sasl_mechanism", .text, "PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512."),
        RecipeField("username", .text, "User for SASL."),
        RecipeField("password", .secret, "Password for SASL."),
        RecipeField("password_file", .secretFile(of: "password"), "File with the password."),
        RecipeField(
            "password_env", .secretVariable(of: "password"), "Environment variable with the password."),
        RecipeField("ca_file", .text, option: "to-ca", "PEM file of the authorities to trust for the brokers."),
    ]

    private static let fileFields: [RecipeField] = [
        RecipeField(
            "filename", .text, required: true,
            "The file, in the form of DataHub's file sink; replaced when it is whole.")
    ]

    /// What the value of `--to` means.
    static func read(_ destination: String) throws(IngestError) -> (kind: SinkKind, values: [(String, String)]) {
        if destination.hasPrefix("kafka://") { return (.kafka, try kafka(destination)) }
        if destination.hasPrefix("file://") { return (.file, [("filename", String(destination.dropFirst(7)))]) }
        if !destination.contains("://"), destination.hasSuffix(".json") { return (.file, [("filename", destination)]) }
        return (.catalog, [("server", destination)])
    }

    /// `kafka://host:port,host:port/topic?schema-registry=URL&security-protocol=ssl`.
    private static func kafka(_ text: String) throws(IngestError) -> [(String, String)] {
        let rest = text.dropFirst("kafka://".count)
        let place = String(rest.prefix { $0 != "?" })
        let parts = place.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let brokers = parts.first, !brokers.isEmpty, !brokers.contains("@") else {
            throw IngestError(
                .configuration,
                "--to: '\(place)' names no brokers; write kafka://HOST:PORT, and a user as ?username=NAME")
        }
        var values = [("brokers", String(brokers))]
        if parts.count > 1, !parts[1].isEmpty { values.append(("topic", String(parts[1]))) }
        let known = kafkaFields.filter { $0.kind != .secret }.map(\.name)
        for pair in rest.dropFirst(place.count + 1).split(separator: "&") {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(sides[0]).replacing("-", with: "_")
            guard known.contains(name) else {
                let hint = nearestName(to: name, among: known).map {
                    "; did you mean '\($0.replacing("_", with: "-"))'?"
                }
                throw IngestError(.configuration, "--to: there is no '\(sides[0])'\(hint ?? "")")
            }
            values.append((name, sides.count > 1 ? percentDecoded(sides[1]) ?? String(sides[1]) : ""))
        }
        return values
    }

    /// The sink that a configuration describes.
    func sink(
        _ configuration: ConnectorConfiguration, _ identity: RunIdentity, _ context: ConnectorContext,
        _ rest: RESTSink.Settings
    ) throws(IngestError) -> any ProposalSink {
        switch self {
        case .catalog: return try restSink(configuration, identity, context, rest)
        case .file:
            return FileSink(path: configuration.text("filename") ?? "", identity: identity)
        case .kafka:
            var settings = KafkaSink.Settings(brokers: configuration.text("brokers") ?? "")
            if let topic = configuration.text("topic") { settings.topic = topic }
            settings.registry = configuration.text("schema_registry")
            for (field, setting) in [
                ("security_protocol", "security.protocol"), ("sasl_mechanism", "sasl.mechanism"),
                ("username", "sasl.username"), ("ca_file", "ssl.ca.location"),
            ] {
                if let value = configuration.text(field) { settings.client.append((setting, value)) }
            }
            if let password = try configuration.secret("password") {
                settings.client.append(("sasl.password", password.reveal()))
            }
            var retries = rest.retries
            retries.pause = context.pause
            return try KafkaSink(
                settings: settings, identity: identity, transport: context.transport(TransportSettings()),
                retries: retries)
        }
    }

    private func restSink(
        _ configuration: ConnectorConfiguration, _ identity: RunIdentity, _ context: ConnectorContext,
        _ base: RESTSink.Settings
    ) throws(IngestError) -> RESTSink {
        guard let server = configuration.text("server") else {
            throw IngestError(.configuration, "the catalog's address is missing")
        }
        var transport = TransportSettings()
        transport.caFile = configuration.text("ca_file")
        transport.insecure = configuration.flag("insecure")
        var settings = base
        settings.retries.pause = context.pause
        if let size = configuration.integer("batch_size") { settings.batchSize = size }
        if let count = configuration.integer("max_in_flight") { settings.maximumInFlight = count }
        if let seconds = configuration.integer("timeout_seconds") { settings.timeout = .seconds(seconds) }
        return RESTSink(
            server: server, token: try configuration.secret("token"), identity: identity,
            transport: context.transport(transport), settings: settings)
    }
}
