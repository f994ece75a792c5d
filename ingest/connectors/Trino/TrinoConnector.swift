import Basics

/// Reads catalogs, schemas, tables, views and columns of a Trino cluster over its client protocol.
///
/// A catalog at a time, a statement a kind. `information_schema` of each catalog and the catalog `system` are never
/// read: they describe Trino, not the data.
public struct TrinoConnector: Connector {
    public static let kind = "trino"
    public static let summary = "Trino: catalogs, schemas, tables, views, materialized views, columns, comments, usage"

    public static let recipe = PackageResources.trino_yaml

    public static let fields: [RecipeField] = RecipeField.joined(
        [
            RecipeField(
                "server", .url, required: true, option: "server",
                "The coordinator's address, e.g. https://trino.example:8443."),
            RecipeField(
                "user", .text, default: "catalog, or the token's user", option: "user",
                "The user to ask as. It sees only what it may see; what it may not see is left out without an error."),
        ],
        RecipeField.password("Password of the user, for a server with HTTPS and password files or LDAP."),
        RecipeField.token("A JSON web token, in place of a password."),
        RecipeField.serverCertificate,
        [
            RecipeField(
                "catalog_pattern", .pattern, default: "all", option: "catalog-pattern",
                "Catalogs to read: regular expressions for the beginning of the name; end one with $ for the whole name."
            ),
            RecipeField(
                "schema_pattern", .pattern, default: "all", option: "schema-pattern",
                "Schemas to read, by their name without the catalog."),
            RecipeField(
                "table_pattern", .pattern, default: "all", option: "table-pattern",
                "Tables and views to read, by catalog.schema.table."),
        ],
        RecipeField.urnParts(of: "cluster"),
        [
            RecipeField(
                "timeout_seconds", .integer(1...86400), default: "300", option: "timeout",
                "Longest time for one statement; one that takes longer is cancelled."),
            RecipeField(
                "table_properties", .flag, default: "false", option: "table-properties",
                "Read format, location and the like of Hive, Iceberg, Delta Lake and Hudi tables, and what partitions Iceberg's; "
                    + "costs a statement for some tables each."),
            RecipeField(
                "view_lineage", .flag, default: "true",
                "Find the tables and columns that feed each view, by its text and, where that can be read in two ways, by a "
                    + "plan."),
            RecipeField(
                "profile_tables", .integer(0...1_000_000), default: "0", option: "profile-tables",
                "Read the statistics that Trino has at hand of so many tables; costs a statement each, and no scan."),
            RecipeField(
                "query_history", .flag, default: "false", option: "query-history",
                "Count who read which tables, and find what INSERT, MERGE, UPDATE and CREATE TABLE AS wrote, in the queries "
                    + "that the coordinator remembers; where its event listener posts to the catalog, leave this off."),
            RecipeField(
                "sibling_platforms", .text, default: "by the connector's name", option: "sibling-platforms",
                "What catalogs are in the system below: CATALOG=PLATFORM[:DATABASE[:INSTANCE]], separated by commas."),
        ])

    private let client: TrinoClient
    private let mapping: TrinoMapping
    private let siblings: TrinoSiblings
    private let catalogPattern: NamePattern
    private let reader: TrinoReader
    private let readsLineage: Bool
    private let readsHistory: Bool
    private let maximumProfiles: Int
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
        let env = try configuration.environmentName()
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
        readsLineage = configuration.isGiven("view_lineage") ? configuration.flag("view_lineage") : true
        readsHistory = configuration.flag("query_history")
        maximumProfiles = configuration.integer("profile_tables") ?? 0
        siblings = try TrinoSiblings(configuration.text("sibling_platforms"), env: env)
        catalogPattern = configuration.pattern("catalog_pattern")
        reader = TrinoReader(
            client: client, mapping: mapping, schemaPattern: configuration.pattern("schema_pattern"),
            tablePattern: configuration.pattern("table_pattern"),
            readsProperties: configuration.flag("table_properties"))
    }

    public func check() async throws(IngestError) {
        do {
            try await client.waitUntilStarted()
            _ = try await client.fold("SELECT 1", from: 0) { _, _ in }
        } catch { throw ended(by: error) }
    }

    public func access() async throws(IngestError) -> AccessReport {
        try await check()
        var report = AccessReport()
        do {
            if let user = try await reader.user() { report.facts.append("signed in as \(user)") }
            let all = try await reader.catalogs()
            let wanted = allowed(all)
            report.facts.append("\(all.count) catalogs, \(wanted.count) of them wanted by the recipe")
            for catalog in wanted { report.add(try await reader.access(to: catalog)) }
            if let denied = try await reader.denied("SELECT 1 FROM system.metadata.table_comments WHERE false") {
                report.hidden.append(
                    .init(object: "system.metadata", reason: "\(denied); comments and materialized views are missing"))
            }
            if readsHistory { report.add(try await reader.historyAccess()) }
        } catch { throw ended(by: error) }
        report.facts.append("what Trino hides from a user leaves no trace: compare the counts with another user's")
        return report
    }

    public func scan(into run: Run) async throws(IngestError) {
        for note in notes { await run.note(note) }
        await run.stage("listing catalogs")
        let all: [TrinoCatalog]
        do {
            if let user = try await reader.user() { await run.see(as: "user \(user)") }
            all = try await reader.catalogs()
        } catch { throw ended(by: error) }
        // It has answered, so from now on silence is a restart.
        var reader = reader
        reader.client.settings.waitsForRestart = true
        let wanted = allowed(all)
        await run.leaveOut(all.count - wanted.count, "catalogs")
        var place = TrinoPlace(await run.resume())
        place.history = await run.checkpoint?["history"]
        if !place.done.isEmpty {
            await run.note("going on where an interrupted run ended: \(place.done.count) catalogs are done")
        }
        var scopes: [String]? = []
        var profiles = maximumProfiles
        for named in wanted where !place.done.contains(named.name) {
            await run.stage("reading \(named.name)")
            let catalog: TrinoCatalog
            do { catalog = try await reader.read(named) } catch {
                guard !error.endsRun else { throw ended(by: error) }
                scopes = nil
                await run.add(
                    Problem(
                        error.isPermissionDenied ? .skipped : .failed, object: named.name,
                        reason: "the catalog cannot be read: \(error)"))
                continue
            }
            try await write(catalog, to: run, at: place)
            scopes?.append(contentsOf: [catalog.name] + catalog.schemas.map { scope(catalog.name, $0) })
            try await writeLineage(of: catalog, by: reader, to: run)
            try await writeProfiles(of: catalog, by: reader.client, to: run, &profiles)
            place.done.insert(catalog.name)
            place.last = nil
            try await run.save(place.state)
        }
        if let scopes { await run.completeScopes(scopes) }
        if readsHistory { try await writeHistory(by: reader, to: run, &place) }
    }

    private func writeHistory(
        by reader: TrinoReader, to run: Run, _ place: inout TrinoPlace
    ) async throws(IngestError) {
        await run.stage("reading the query history")
        let (catalogs, schemas) = (catalogPattern.compiled(), reader.schemaPattern.compiled())
        let tables = reader.tablePattern.compiled()
        var history = TrinoHistory(
            reader: reader, mapping: mapping, memory: TrinoHistoryMemory(place.history),
            isWanted: { name in
                catalogs.allows(name.parts[0]) && schemas.allows(name.parts[1]) && tables.allows(name.description)
            })
        while true {
            let proposals: [IngestProposal]?
            do { proposals = try await history.next() } catch {
                guard !error.endsRun else { throw ended(by: error) }
                await run.add(
                    Problem(
                        error.isPermissionDenied ? .skipped : .failed, object: "query history",
                        reason: error.isPermissionDenied
                            ? "system.runtime.queries cannot be read: \(error)"
                            : "it cannot be read further: \(error); the next run goes on here"))
                break
            }
            guard let proposals else { break }
            try await run.emit(proposals)
            place.history = history.memory.state
            try await run.save(place.state)
        }
        guard history.incomplete > 0 else { return }
        let reason = history.sessionProblem.map { " (\($0))" } ?? ""
        await run.note(
            "\(history.incomplete) of \(history.count) queries name tables without their schema, and Trino does not tell "
                + "their session\(reason); they are left out")
    }

    private func write(
        _ catalog: TrinoCatalog, to run: Run, at start: TrinoPlace
    ) async throws(IngestError) {
        for problem in catalog.problems { await run.add(problem) }
        for (kind, count) in catalog.filtered { await run.leaveOut(count, kind) }
        await run.stage("writing \(catalog.name)")
        await run.expect(catalog.relations.count)
        try await run.emit(mapping.containers(of: catalog), in: catalog.name)
        await run.completeListing(of: catalog.name)
        for name in catalog.unread {
            try await run.keep(
                [mapping.urn(catalog.name, name.schema, name.table)], in: scope(catalog.name, name.schema))
        }
        var rest = catalog.relations[...]
        var unsaved = 0
        while let schema = rest.first?.schema {
            let relations = rest.prefix { $0.schema == schema }
            rest = rest.dropFirst(relations.count)
            var pending: [IngestProposal] = []
            for relation in relations {
                let name = TrinoTables.Name(schema: schema, table: relation.name)
                let urn = mapping.urn(catalog.name, schema, relation.name)
                if let last = start.last, name <= last {
                    try await run.keep([urn], in: scope(catalog.name, schema))
                    continue
                }
                pending += mapping.dataset(relation, catalog: catalog.name)
                pending += siblings.aspects(relation, of: catalog, urn: urn)
                unsaved += 1
                guard pending.count >= TrinoConnector.chunk else { continue }
                try await run.emit(pending, in: scope(catalog.name, schema))
                pending.removeAll(keepingCapacity: true)
                guard unsaved >= TrinoConnector.saveInterval else { continue }
                unsaved = 0
                var place = start
                place.last = name
                try await run.save(place.state)
            }
            try await run.emit(pending, in: scope(catalog.name, schema))
        }
        for schema in catalog.schemas where catalog.listed.contains(schema) {
            await run.completeListing(of: scope(catalog.name, schema))
        }
    }

    private func writeLineage(
        of catalog: TrinoCatalog, by reader: TrinoReader, to run: Run
    ) async throws(IngestError) {
        let views = catalog.relations.filter { $0.kind != .table && $0.definition?.isEmpty == false }
        guard readsLineage, !views.isEmpty else { return }
        await run.stage("tracing views of \(catalog.name)")
        var schemas = TrinoSchemas()
        schemas.add(catalog)
        var lineage = TrinoViewLineage(reader: reader, mapping: mapping, catalog: catalog.name, schemas: schemas)
        let outcomes: [(view: TrinoRelation, outcome: TrinoViewLineage.Outcome)]
        do { outcomes = try await lineage.outcomes(views) } catch { throw ended(by: error) }
        var pending: [IngestProposal] = []
        for (view, outcome) in outcomes {
            let object = "\(catalog.name).\(view.schema).\(view.name)"
            switch outcome {
            case .broken(let reason, _): await run.add(Problem(.broken, object: object, reason: reason))
            case .unread(let reason):
                await run.add(Problem(.skipped, object: object, reason: "what feeds it is not known: \(reason)"))
            case .lineage, .tables: break
            }
            if let proposal = lineage.proposal(view, outcome) { pending.append(proposal) }
        }
        try await run.emit(pending)
    }

    private func writeProfiles(
        of catalog: TrinoCatalog, by client: TrinoClient, to run: Run, _ left: inout Int
    ) async throws(IngestError) {
        guard left > 0 else { return }
        await run.stage("profiling \(catalog.name)")
        let reader = TrinoProfiles(client: client, mapping: mapping, time: run.identity.started)
        for relation in catalog.relations where relation.kind == .table && left > 0 {
            left -= 1
            let profile: IngestProposal?
            do { profile = try await reader.profile(relation, of: catalog.name) } catch {
                guard !error.endsRun else { throw ended(by: error) }
                await run.add(
                    Problem(
                        .skipped, object: "\(catalog.name).\(relation.schema).\(relation.name)",
                        reason: "its statistics cannot be read: \(error)"))
                continue
            }
            if let profile { try await run.emit([profile]) }
        }
    }

    /// The scope of a schema's tables.
    private func scope(_ catalog: String, _ schema: String) -> String { "\(catalog)\n\(schema)" }

    /// Aspects that are mapped before they are handed on; the rest of a catalog waits unmapped.
    private static let chunk = 500
    /// Tables after which the place is kept.
    private static let saveInterval = 1000

    private func allowed(_ catalogs: [TrinoCatalog]) -> [TrinoCatalog] {
        let pattern = catalogPattern.compiled()
        return catalogs.filter { pattern.allows($0.name) }
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
