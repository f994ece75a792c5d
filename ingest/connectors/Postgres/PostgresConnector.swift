import Basics
import Postgres

/// Reads databases, schemas, tables, views, columns, keys, procedures and view lineage of a PostgreSQL server.
///
/// A dozen statements a database, whatever the number of tables, from `pg_catalog`. Rows of tables are never read.
public struct PostgresConnector: Connector {
    public static let kind = "postgres"
    public static let summary = "PostgreSQL: databases, schemas, tables, views with exact lineage, keys, statistics"
    public static var recipe: [UInt8] { PackageResources.postgres_yaml }

    public static let fields: [RecipeField] = RecipeField.joined(
        [
            RecipeField(
                "url", .text, required: true, option: "url",
                "The server, e.g. postgresql://catalog@db.example:5432/shop; all databases where it names none.")
        ],
        RecipeField.password("Password of the user."),
        [
            RecipeField(
                "all_databases", .flag, default: "false", option: "all-databases",
                "Read every database of the server, also where the url names one."),
            RecipeField(
                "database_pattern", .pattern, default: "all", option: "database-pattern",
                "Databases to read: regular expressions for the beginning of the name; end one with $ for the whole name."
            ),
            RecipeField(
                "schema_pattern", .pattern, default: "all", option: "schema-pattern",
                "Schemas to read, by their name without the database."),
            RecipeField(
                "table_pattern", .pattern, default: "all", option: "table-pattern",
                "Tables and views to read, by database.schema.table."),
            RecipeField(
                "skip_statistics", .flag, default: "false", option: "skip-statistics",
                "Leave out how many rows tables hold and how large they are."),
        ],
        RecipeField.urnParts(of: "server"),
        [
            RecipeField(
                "timeout_seconds", .integer(1...86400), default: "120", option: "timeout",
                "Longest time for one statement; one that takes longer is cancelled.")
        ])

    let database: String?
    let databasePattern: NamePattern
    let reader: PostgresReader
    private let mapping: PostgresMapping
    private let withStatistics: Bool
    private let notes: [String]

    public init(_ configuration: ConnectorConfiguration, context: ConnectorContext) throws(IngestError) {
        guard let url = configuration.text("url") else {
            throw IngestError(.configuration, "'url' is missing: postgresql://user@host:5432/database")
        }
        guard let address = PostgresAddress(url) else {
            throw IngestError(
                .configuration,
                "'url' must begin with postgresql:// and name a host, such as "
                    + "postgresql://catalog@db.example:5432/shop")
        }
        let password = try configuration.secret("password")
        guard password == nil || !address.hasPassword else {
            throw IngestError(.configuration, "a password is given in the url and beside it; keep one of them")
        }
        var server = PostgresConfiguration(
            connection: Secret(address.url(password: password)), applicationName: "catalog-ingest")
        // Without a choice libpq takes the database of the user's name, which need not exist.
        if address.database == nil { server.database = "postgres" }
        try self.init(
            configuration, server: server, database: configuration.flag("all_databases") ? nil : address.database,
            notes: address.hasPassword
                ? ["the password stands in the url, where others may see it; use password_file or password_env"] : [])
    }

    /// The connector over any server; what the configuration says of the address is passed over.
    init(
        _ configuration: ConnectorConfiguration, server: PostgresConfiguration, database: String?, notes: [String] = []
    ) throws(IngestError) {
        var server = server
        server.statementTimeout = .seconds(configuration.integer("timeout_seconds") ?? 120)
        server.sessionSettings = [
            "default_transaction_read_only": "on", "lock_timeout": PostgresReader.lockTimeout,
        ]
        let env = try configuration.environmentName()
        self.database = database
        self.notes = notes
        databasePattern = configuration.pattern("database_pattern")
        withStatistics = !configuration.flag("skip_statistics")
        reader = PostgresReader(
            configuration: server, schemaPattern: configuration.pattern("schema_pattern"),
            tablePattern: configuration.pattern("table_pattern"), withStatistics: withStatistics)
        mapping = PostgresMapping(env: env, instance: configuration.text("platform_instance"))
    }

    public func check() async throws(IngestError) {
        do { _ = try await reader.currentDatabase() } catch { throw ended(by: error) }
    }

    public func scan(into run: Run) async throws(IngestError) {
        for note in notes { await run.note(note) }
        if database == nil { await run.stage("listing databases") }
        let listing = try await databases()
        for name in listing.closed {
            await run.add(Problem(.skipped, object: name, reason: PostgresConnector.closedReason))
        }
        await run.leaveOut(listing.filtered, "databases")
        var done = Set((await run.resume()?["done"]?.arrayValue ?? []).compactMap(\.stringValue))
        if !done.isEmpty {
            await run.note("going on where an interrupted run ended: \(done.count) databases are done")
        }
        for name in listing.wanted where !done.contains(name) {
            await run.stage("reading \(name)")
            let found: PostgresDatabase
            do { found = try await reader.read(name) } catch {
                guard database == nil else { throw ended(by: error) }
                // Between the listing and now.
                if error.sqlState == .invalidCatalogName {
                    await run.note("\(name) was dropped while the server was read")
                    continue
                }
                let isRefusal = error.sqlState == SQLState(rawValue: "42501") || error.sqlState == .invalidAuthorization
                await run.add(
                    Problem(
                        isRefusal ? .skipped : .failed, object: name, reason: "the database cannot be read: \(error)"))
                continue
            }
            try await write(found, run)
            done.insert(name)
            if listing.wanted.count > 1 { try await run.save(["done": .array(done.sorted().map { .string($0) })]) }
        }
        if database == nil { await run.completeScopes(listing.wanted + listing.closed) }
    }

    /// The databases of a server, by what becomes of them.
    struct Databases: Sendable {
        var wanted: [String] = []
        /// Wanted ones that the account may not connect to.
        var closed: [String] = []
        var filtered = 0
    }

    static let closedReason =
        "the account may not connect to this database; grant CONNECT on it, or leave it out by database_pattern"

    func databases() async throws(IngestError) -> Databases {
        if let database { return Databases(wanted: [database]) }
        let all: [(name: String, isOpen: Bool)]
        do { all = try await reader.databases() } catch { throw ended(by: error) }
        let pattern = databasePattern.compiled()
        var listing = Databases()
        for entry in all {
            if !pattern.allows(entry.name) {
                listing.filtered += 1
            } else if entry.isOpen {
                listing.wanted.append(entry.name)
            } else {
                listing.closed.append(entry.name)
            }
        }
        return listing
    }

    private func write(_ database: PostgresDatabase, _ run: Run) async throws(IngestError) {
        for (kind, count) in database.filtered { await run.leaveOut(count, kind) }
        let closed = database.schemas.filter { !$0.isUsable }.map(\.name)
        if !closed.isEmpty {
            await run.note(
                "\(database.name): the account has no USAGE on \(closed.joined(separator: ", ")); what is in there is "
                    + "described from pg_catalog all the same")
        }
        if !database.untraced.isEmpty {
            await run.note(
                "\(database.name): the columns of \(database.untraced.count) views could not be traced "
                    + "(\(database.untraced.prefix(5).joined(separator: ", "))); what they read is known")
        }
        if !database.dropped.isEmpty {
            await run.note(
                "\(database.name): dropped while it was read: \(database.dropped.prefix(5).joined(separator: ", "))"
                    + (database.dropped.count > 5 ? " and \(database.dropped.count - 5) more" : ""))
        }
        for relation in database.relations {
            let name = "\(database.name).\(relation.schema).\(relation.name)"
            let advice = "was not told in \(PostgresReader.lockTimeout), since a table is locked; the next run has it"
            if database.lockedTexts.contains(relation.id) {
                await run.add(Problem(.skipped, object: name, reason: "the text of the view \(advice)", aspects: 2))
            }
            if database.lockedDefaults.contains(relation.id) {
                await run.add(Problem(.skipped, object: name, reason: "what its columns default to \(advice)"))
            }
        }
        await run.stage("writing \(database.name)")
        await run.expect(database.relations.count)
        let relations = Dictionary(database.relations.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var pending = mapping.containers(database)
        for relation in database.relations {
            pending += mapping.dataset(relation, in: database, relations: relations)
            if withStatistics,
                let profile = mapping.profile(relation, in: database.name, at: run.identity.started)
            {
                pending.append(profile)
            }
            guard pending.count >= PostgresConnector.chunk else { continue }
            try await run.emit(pending, in: database.name)
            pending.removeAll(keepingCapacity: true)
        }
        pending += mapping.procedures(database)
        try await run.emit(pending, in: database.name)
        await run.completeListing(of: database.name)
    }

    /// Aspects that are mapped before they are handed on.
    private static let chunk = 100

    func ended(by error: PostgresError) -> IngestError {
        switch error.sqlState {
        case .invalidPassword?, .invalidAuthorization?:
            return IngestError(.access, "PostgreSQL refuses the login: \(error); check the user and its password")
        case .invalidCatalogName?:
            return IngestError(.configuration, "PostgreSQL has no such database: \(error); check the url")
        default: break
        }
        let text = "\(error)"
        if text.contains("authentication failed") || text.contains("no password supplied") {
            return IngestError(.access, "PostgreSQL refuses the login: \(error); check the user and its password")
        }
        return IngestError(
            .source,
            error.isConnectionLoss
                ? "PostgreSQL cannot be reached: \(error); check host and port in the url"
                : "PostgreSQL cannot be read: \(error)")
    }
}

/// The parts of a `postgresql://` URL that matter here.
struct PostgresAddress: Sendable, Equatable {
    /// The database it names.
    var database: String?
    var hasPassword = false
    private var scheme: String
    private var user: Substring?
    private var rest: Substring

    /// - Returns: `nil` for a text that is no such URL.
    init?(_ url: String) {
        guard let separator = url.firstRange(of: "://") else { return nil }
        scheme = url[..<separator.lowerBound].lowercased()
        guard scheme == "postgresql" || scheme == "postgres" else { return nil }
        rest = url[separator.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        if let at = authority.lastIndex(of: "@") {
            let account = authority[..<at]
            user = account.prefix { $0 != ":" }
            hasPassword = account.contains(":")
        }
        let path = rest.dropFirst(authority.count).prefix { $0 != "?" }.dropFirst()
        if !path.isEmpty {
            guard let name = percentDecoded(path) else { return nil }
            database = name
        }
        guard !authority.isEmpty || rest.contains("host=") else { return nil }
    }

    /// The URL for libpq, with a password put in.
    func url(password: Secret<String>?) -> String {
        guard let password else { return "\(scheme)://\(rest)" }
        let secret = percentEncoded(password.reveal())
        if let user { return "\(scheme)://\(user):\(secret)@\(rest.drop { $0 != "@" }.dropFirst())" }
        let joint = rest.contains("?") ? "&" : "?"
        return "\(scheme)://\(rest)\(joint)password=\(secret)"
    }
}
