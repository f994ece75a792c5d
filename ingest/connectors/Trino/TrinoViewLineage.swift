import Basics
import CatalogModel
import SQLLineage

/// Which tables and columns feed each view of a catalog.
///
/// The text of a view tells columns, but Trino prints it without the session that it was written in: `orders` may be a
/// table of any schema. So where a text has names without a catalog, or names that nothing is known of, the planner is
/// asked for the true base tables, and the session is looked for that agrees with it.
struct TrinoViewLineage {
    /// What became of one view.
    enum Outcome: Sendable {
        case lineage(SQLStatement, confidence: Double)
        /// The tables are known, the columns are not.
        case tables([SQLTableName])
        /// Nobody can read the view; its text may still name tables that exist.
        case broken(String, SQLStatement?)
        case unread(String)
    }

    /// Plans asked for at once.
    private static let concurrency = 4
    /// Confidence in names that the planner did not confirm.
    private static let guessed = 0.5

    let reader: TrinoReader
    let mapping: TrinoMapping
    let catalog: String
    var schemas: TrinoSchemas

    /// What is known of each view before a plan is asked for.
    private struct Draft: Sendable {
        var view: TrinoRelation
        var statement: SQLStatement?
        var needsPlan: Bool
    }

    /// The lineage of views, in their order.
    mutating func outcomes(
        _ views: [TrinoRelation]
    ) async throws(TrinoError) -> [(view: TrinoRelation, outcome: Outcome)] {
        var drafts: [Draft] = []
        for view in views {
            let text = view.definition ?? ""
            var statement = analyze(text, catalog, view.schema)
            if try await schemas.load(statement?.sources ?? [], by: reader) {
                statement = analyze(text, catalog, view.schema)
            }
            let isQualified = analyze(text, nil, nil)?.sources.allSatisfy { $0.parts.count == 3 } ?? false
            let isKnown = statement?.sources.allSatisfy { schemas.isKnown($0) } ?? false
            drafts.append(Draft(view: view, statement: statement, needsPlan: !isQualified || !isKnown))
        }
        let plans = await self.plans(drafts.filter(\.needsPlan).map(\.view))
        var outcomes: [(view: TrinoRelation, outcome: Outcome)] = []
        for draft in drafts {
            guard let plan = plans[draft.view.schema]?[draft.view.name] else {
                let outcome = draft.statement.map { Outcome.lineage($0, confidence: $0.confidence) }
                outcomes.append((draft.view, outcome ?? .unread("its text cannot be understood")))
                continue
            }
            switch plan {
            case .success(let tables): outcomes.append((draft.view, try await settle(draft, tables)))
            case .failure(let error):
                if error.endsRun { throw error }
                outcomes.append((draft.view, unplanned(draft, error)))
            }
        }
        return outcomes
    }

    /// Without a plan a text is taken at its word, unless the planner says that the view is at fault.
    private func unplanned(_ draft: Draft, _ error: TrinoError) -> Outcome {
        let statement = draft.statement.flatMap { $0.sources.allSatisfy { schemas.isKnown($0) } ? $0 : nil }
        if case .failed(let failure) = error, failure.isBrokenView { return .broken("\(error)", statement) }
        guard let statement else { return .unread("\(error)") }
        return .lineage(statement, confidence: statement.confidence * TrinoViewLineage.guessed)
    }

    /// The session that agrees with the plan: the view's own schema first, then those that the plan names.
    private mutating func settle(_ draft: Draft, _ planned: Set<SQLTableName>) async throws(TrinoError) -> Outcome {
        var sessions = [(catalog, draft.view.schema)]
        for table in planned.sorted(by: { $0.description < $1.description }) where table.parts.count == 3 {
            sessions.append((table.parts[0], table.parts[1]))
        }
        for (catalog, schema) in sessions {
            let text = draft.view.definition ?? ""
            guard var statement = analyze(text, catalog, schema) else { break }
            if try await schemas.load(statement.sources, by: reader), let again = analyze(text, catalog, schema) {
                statement = again
            }
            let agrees = statement.sources.allSatisfy { source in
                schemas.isView(source) || (schemas.isKnown(source) && planned.contains(source))
            }
            if agrees { return .lineage(statement, confidence: statement.confidence) }
        }
        return planned.isEmpty && draft.statement == nil
            ? .unread("its text cannot be understood") : .tables(planned.sorted { $0.description < $1.description })
    }

    private func analyze(_ text: String, _ catalog: String?, _ schema: String?) -> SQLStatement? {
        let script = SQLLineage.analyze(
            text, dialect: .trino, schemas: schemas.tables, defaultCatalog: catalog, defaultSchema: schema)
        guard script.statements.count == 1, let statement = script.statements.first, statement.kind != .unknown
        else { return nil }
        return statement
    }

    private func plans(_ views: [TrinoRelation]) async -> [String: [String: Result<Set<SQLTableName>, TrinoError>]] {
        let (reader, catalog) = (reader, catalog)
        return await withTaskGroup(
            of: (String, String, Result<Set<SQLTableName>, TrinoError>).self,
            returning: [String: [String: Result<Set<SQLTableName>, TrinoError>]].self
        ) { group in
            var plans: [String: [String: Result<Set<SQLTableName>, TrinoError>]] = [:]
            var rest = views[...]
            var running = 0
            while running > 0 || !rest.isEmpty {
                while running < TrinoViewLineage.concurrency, let view = rest.popFirst() {
                    running += 1
                    group.addTask {
                        do throws(TrinoError) {
                            let tables = try await reader.plannedTables([catalog, view.schema, view.name])
                            return (view.schema, view.name, .success(tables))
                        } catch { return (view.schema, view.name, .failure(error)) }
                    }
                }
                guard let (schema, name, result) = await group.next() else { break }
                running -= 1
                plans[schema, default: [:]][name] = result
            }
            return plans
        }
    }

    // MARK: Aspects

    /// The aspect of a view's lineage; `nil` where nothing is known.
    func proposal(_ view: TrinoRelation, _ outcome: Outcome) -> IngestProposal? {
        let urn = mapping.urn(catalog, view.schema, view.name)
        switch outcome {
        case .broken(_, nil), .unread: return nil
        case .broken(_, let statement?):
            return proposal(view, .lineage(statement, confidence: statement.confidence * TrinoViewLineage.guessed))
        case .tables(let tables):
            return TrinoLineageAspect(urn: urn, upstreams: tables.compactMap(self.urn), columns: []).proposal
        case .lineage(let statement, let confidence):
            // A view's own column names stand above those of its text.
            let columns = zip(view.columns, statement.columns).map { column, read in
                (
                    path: TrinoFields.path(name: column.name, type: column.type),
                    sources: read.sources.filter(\.kinds.isDirect).compactMap { source in
                        self.urn(source.table).map { ($0, schemas.path(source.column, of: source.table)) }
                    }.map { (urn: $0.0, path: $0.1) }
                )
            }
            let isWhole = view.columns.count == statement.columns.count
            return TrinoLineageAspect(
                urn: urn, upstreams: statement.sources.compactMap(self.urn), columns: isWhole ? columns : [],
                confidence: confidence
            ).proposal
        }
    }

    private func urn(_ name: SQLTableName) -> String? {
        guard name.parts.count == 3 else { return nil }
        let urn = mapping.urn(name.parts[0], name.parts[1], name.parts[2])
        return Urn.problem(in: urn) == nil ? urn : nil
    }
}

extension TrinoFailure {
    /// Whether the planner blames the view itself and not our rights.
    var isBrokenView: Bool {
        [
            "INVALID_VIEW", "VIEW_IS_STALE", "VIEW_IS_RECURSIVE", "TABLE_NOT_FOUND", "SCHEMA_NOT_FOUND",
            "CATALOG_NOT_FOUND", "COLUMN_NOT_FOUND",
        ].contains(name)
    }
}
