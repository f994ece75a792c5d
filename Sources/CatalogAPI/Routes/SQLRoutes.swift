import Basics
import CatalogModel
import CatalogService
import HTTPServer
import SQLLineage

extension CatalogAPI {
    /// Tables of one text whose columns are looked up, at most.
    static let maximumLookedUpTables = 500

    func sqlRoutes(into router: inout Router) {
        add(&router, "POST", "/v1/sql/lineage", name: "analyzeSQL", analyzeSQL)
    }

    @Sendable private func analyzeSQL(_ request: HTTPRequest) async throws(Failure) -> HTTPResponse {
        _ = try Parameters(request, known: [])
        let question = try SQLQuestion(request.body)
        var schemas = question.schemas
        var looked: [(name: SQLTableName, urn: String, isKnown: Bool)] = []
        if let naming = question.naming {
            // Once to learn which tables the text names, and again with what is known of them.
            looked = await analysis(of: question, schemas).tables(naming: naming)
                .prefix(Self.maximumLookedUpTables).map { ($0.name, $0.urn, false) }
            let found = try await columns(of: looked.map(\.urn))
            for index in looked.indices {
                guard let aspect = found[looked[index].urn],
                    let table = SQLTable(looked[index].name, schemaMetadata: aspect)
                else { continue }
                looked[index].isKnown = true
                schemas.add(table)
            }
            // What the request says of a table goes before what the catalog has.
            for table in question.tables { schemas.add(table) }
        }
        let script = await analysis(of: question, schemas)
        let json = script.json
        return JSONDocument.response { document in
            document.member("dialect", .string(question.dialect.rawValue))
            for member in json.objectValue?.members ?? [] { document.member(member.name, member.value) }
            guard question.naming != nil else { return }
            document.array("tables", looked) { table, item in
                item.member("name", .string(table.name.description))
                item.member("urn", .string(table.urn))
                item.member("known", .bool(table.isKnown))
            }
        }
    }

    /// Off the cooperative pool: the largest text keeps a thread busy for half a second.
    private func analysis(of question: SQLQuestion, _ schemas: SQLSchemaDictionary) async -> SQLScript {
        await withTaskExecutorPreference(BlockingPool.shared) { await question.script(schemas) }
    }

    private func columns(of urns: [String]) async throws(Failure) -> [String: JSON] {
        let known = urns.compactMap { try? Urn($0) }
        guard !known.isEmpty else { return [:] }
        let records: [EntityRecord?]
        do {
            records = try await services.store.entities(known, aspects: ["schemaMetadata"])
        } catch {
            throw .store(error)
        }
        var found: [String: JSON] = [:]
        for (urn, record) in zip(known, records) {
            guard let record, !record.removed, let aspect = record.aspects.first else { continue }
            found[urn.text] = try? JSON.parse(aspect.value)
        }
        return found
    }
}

/// What the body of a request asks.
private struct SQLQuestion: Sendable {
    var text: String
    var dialect = SQLDialect.generic
    var catalog: String?
    var schema: String?
    var tables: [SQLTable] = []
    var naming: DatasetNaming?

    var schemas: SQLSchemaDictionary { SQLSchemaDictionary(tables) }

    private static let members = ["sql", "dialect", "defaultCatalog", "defaultSchema", "schemas", "platform", "env"]

    init(_ body: [UInt8]) throws(Failure) {
        let json: JSON
        do {
            json = try JSON.parse(body)
        } catch {
            throw Failure(.malformedJSON, "The body is no JSON that the catalog accepts: \(error).")
        }
        guard let object = json.objectValue else {
            throw Failure(
                .malformedBody, "Expected an object, found \(json.kindName).",
                hint: "Send {\"sql\": \"SELECT …\", \"dialect\": \"trino\"}.")
        }
        for name in object.names where !Self.members.contains(name) {
            throw Failure(
                .malformedBody, "There is no member '\(name.prefix(100))'.",
                hint: nearestName(to: name, among: Self.members).map { "Did you mean '\($0)'?" })
        }
        guard let text = try Self.text("sql", in: object) else {
            throw Failure(.malformedBody, "/sql: expected a text of SQL, found nothing.")
        }
        self.text = text
        if let word = try Self.text("dialect", in: object) {
            guard let dialect = SQLDialect(named: word) else {
                let words = SQLDialect.allCases.map(\.rawValue)
                throw Failure(
                    .malformedBody, "/dialect: expected \(words.joined(separator: ", ")), found '\(word.prefix(100))'.",
                    hint: nearestName(to: word, among: words).map { "Did you mean '\($0)'?" })
            }
            self.dialect = dialect
        }
        catalog = try Self.text("defaultCatalog", in: object)
        schema = try Self.text("defaultSchema", in: object)
        let environment = try Self.text("env", in: object)
        if let platform = try Self.text("platform", in: object) {
            naming = DatasetNaming(platform: platform, environment: environment ?? "PROD")
        }
        guard let schemas = object["schemas"], schemas != .null else { return }
        do {
            tables = try SQLTable.tables(schemas)
        } catch {
            throw Failure(.malformedBody, "/schemas\(error).")
        }
    }

    func script(_ schemas: SQLSchemaDictionary) async -> SQLScript {
        SQLLineage.analyze(text, dialect: dialect, schemas: schemas, defaultCatalog: catalog, defaultSchema: schema)
    }

    /// The text of a member; `nil` where it is absent or null.
    private static func text(_ name: String, in object: JSONObject) throws(Failure) -> String? {
        switch object[name] {
        case nil, .null: return nil
        case .string(let text): return text
        case .some(let other): throw Failure(.malformedBody, "/\(name): expected a string, found \(other.kindName).")
        }
    }
}

extension SQLScript {
    /// Each table that is read or written, once, with the urn it has in the catalog.
    public func tables(naming: DatasetNaming) -> [(name: SQLTableName, urn: String)] {
        var seen: Set<SQLTableName> = []
        return statements.flatMap { $0.sources + $0.targets }.filter { seen.insert($0).inserted }
            .map { ($0, naming.urn(of: $0)) }
    }
}
