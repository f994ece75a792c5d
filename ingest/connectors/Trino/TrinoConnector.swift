import Basics

/// Reads catalogs, schemas, tables, views and columns of a Trino cluster over its client protocol.
///
/// A catalog at a time, a statement a kind. `information_schema` of each catalog and the catalog `system` are never
/// read: they describe Trino, not the data.
public struct TrinoConnector: Connector {
    public static let kind = "trino"
    public static let summary = "Trino: catalogs, schemas, tables, views, materialized views, columns, comments"

    public static let recipe = PackageResources.trino_yaml

    public static let fields: [RecipeField] = [
        RecipeField(
            "server", .url, required: true, option: "server",
            "The coordinator's address, e.g. https://trino.example:8443."),
        RecipeField(
            "user", .text, default: "catalog, or the token's user", option: "user",
            "The user to ask as. It sees only what it may see; what it may not see is left out without an error."),
        RecipeField("password", .secret, "Password of the user, for a server with HTTPS and password files or LDAP."),
        RecipeField(
            "password_file", .secretFile(of: "password"), option: "password-file",
            "File whose first line is the password."),
        RecipeField(
            "password_env", .secretVariable(of: "password"), option: "password-env",
            "Environment variable that holds the password."),
        RecipeField("token", .secret, "A JSON web token, in place of a password."),
        RecipeField(
            "token_file", .secretFile(of: "token"), option: "token-file", "File whose first line is the token."),
        RecipeField(
            "token_env", .secretVariable(of: "token"), option: "token-env",
            "Environment variable that holds the token."),
        RecipeField(
            "ca_file", .text, default: "the system's", option: "ca",
            "PEM file of the authorities to trust for the server's certificate."),
        RecipeField(
            "insecure", .flag, default: "false", option: "insecure",
            "Do not check the server's certificate. For tests only."),
        RecipeField(
            "catalog_pattern", .pattern, default: "all", option: "catalog-pattern",
            "Catalogs to read: regular expressions for the beginning of the name; end one with $ for the whole name."),
        RecipeField(
            "schema_pattern", .pattern, default: "all", option: "schema-pattern",
            "Schemas to read, by their name without the catalog."),
        RecipeField(
            "table_pattern", .pattern, default: "all", option: "table-pattern",
            "Tables and views to read, by catalog.schema.table."),
        RecipeField(
            "env", .text, default: "PROD", option: "env", "The environment that is part of each dataset's urn."),
        RecipeField(
            "platform_instance", .text, option: "platform-instance",
            "Name of this cluster where there are several; it becomes part of each urn."),
        RecipeField(
            "timeout_seconds", .integer(1...86400), default: "300", option: "timeout",
            "Longest time for one statement; one that takes longer is cancelled."),
    ]

    private let client: TrinoClient
    private let mapping: TrinoMapping
    private let catalogPattern: NamePattern
    private let schemaPattern: NamePattern
    private let tablePattern: NamePattern
    private let notes: [String]

    public init(_ configuration: ConnectorConfiguration, context: ConnectorContext) throws(IngestError) {
        guard let server = configuration.text("server") else {
            throw IngestError(.configuration, "'server' is missing: the coordinator's address")
        }
        var settings = TrinoClient.Settings(server: server)
        settings.password = try configuration.secret("password")
        settings.token = try configuration.secret("token")
        if settings.password != nil, settings.token != nil {
            throw IngestError(.configuration, "both a password and a token are given; keep one of them")
        }
        if settings.password != nil, configuration.text("user") == nil {
            throw IngestError(.configuration, "a password is given but no 'user'")
        }
        settings.user = configuration.text("user") ?? (settings.token == nil ? "catalog" : nil)
        if let seconds = configuration.integer("timeout_seconds") { settings.statementTimeout = seconds }
        settings.retries.pause = context.pause
        let env = configuration.text("env")?.uppercased() ?? "PROD"
        guard env.utf8.allSatisfy({ $0 == UInt8(ascii: "_") || ($0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z")) })
        else { throw IngestError(.configuration, "'env' must be a word such as PROD or DEV, not '\(env)'") }
        var transport = TransportSettings()
        transport.caFile = configuration.text("ca_file")
        transport.insecure = configuration.flag("insecure")

        var notes: [String] = []
        if transport.insecure { notes.append("the certificate of Trino is not checked (insecure)") }
        if settings.password != nil || settings.token != nil, Origin(server)?.scheme == "http" {
            notes.append("the credentials for Trino travel unencrypted: its address is http, not https")
        }
        self.notes = notes
        client = TrinoClient(settings: settings, transport: context.transport(transport), pause: context.pause)
        mapping = TrinoMapping(env: env, instance: configuration.text("platform_instance"))
        catalogPattern = configuration.pattern("catalog_pattern")
        schemaPattern = configuration.pattern("schema_pattern")
        tablePattern = configuration.pattern("table_pattern")
    }

    public func check() async throws(IngestError) {
        do {
            try await client.waitUntilStarted()
            _ = try await client.fold("SELECT 1", from: 0) { _, _ in }
        } catch { throw ended(by: error) }
    }

    public func scan(into run: Run) async throws(IngestError) {
        for note in notes { await run.note(note) }
        let reader = TrinoReader(
            client: client, mapping: mapping, schemaPattern: schemaPattern, tablePattern: tablePattern)
        await run.stage("listing catalogs")
        let all: [String]
        do { all = try await reader.catalogs() } catch { throw ended(by: error) }
        let wanted = allowed(all)
        await run.leaveOut(all.count - wanted.count, "catalogs")
        for name in wanted {
            await run.stage("reading \(name)")
            let catalog: TrinoCatalog
            do { catalog = try await reader.read(name) } catch {
                guard !error.endsRun else { throw ended(by: error) }
                await run.add(
                    Problem(
                        error.isPermissionDenied ? .skipped : .failed, object: name,
                        reason: "the catalog cannot be read: \(error)"))
                continue
            }
            try await write(catalog, to: run)
        }
    }

    private func write(_ catalog: TrinoCatalog, to run: Run) async throws(IngestError) {
        for problem in catalog.problems { await run.add(problem) }
        for (kind, count) in catalog.filtered { await run.leaveOut(count, kind) }
        await run.stage("writing \(catalog.name)")
        var pending = mapping.containers(of: catalog)
        for relation in catalog.relations {
            pending += mapping.dataset(relation, catalog: catalog.name)
            guard pending.count >= TrinoConnector.chunk else { continue }
            try await run.emit(pending)
            pending.removeAll(keepingCapacity: true)
        }
        try await run.emit(pending)
    }

    /// Aspects that are mapped before they are handed on; the rest of a catalog waits unmapped.
    private static let chunk = 500

    private func allowed(_ names: [String]) -> [String] {
        let pattern = catalogPattern.compiled()
        return names.filter { pattern.allows($0) }
    }

    private func ended(by error: TrinoError) -> IngestError {
        switch error {
        case .unauthorized, .forbidden: IngestError(.access, "\(error)")
        case .cancelled: IngestError(.cancelled, "the run was cancelled")
        case .unreachable, .http, .notTrino, .failed, .forgotten, .timedOut:
            IngestError(.source, "Trino cannot be read: \(error)")
        }
    }
}
