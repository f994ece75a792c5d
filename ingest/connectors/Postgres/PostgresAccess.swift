import Basics
import Postgres

/// What `--check` asks.
extension PostgresConnector {
    public func access() async throws(IngestError) -> AccessReport {
        var report = AccessReport()
        let listing: Databases
        do {
            let session = try await reader.session()
            report.facts.append("signed in as \(session.user) at PostgreSQL \(session.version)")
        } catch { throw ended(by: error) }
        listing = try await databases()
        report.facts.append("\(listing.wanted.count + listing.closed.count) databases wanted by the recipe")
        for name in listing.closed {
            report.hidden.append(.init(object: "database \(name)", reason: PostgresConnector.closedReason))
        }
        for name in listing.wanted {
            do { report.facts += try await reader.rights(in: name).facts(name) } catch {
                guard listing.wanted.count > 1 else { throw ended(by: error) }
                report.hidden.append(.init(object: "database \(name)", reason: "\(error)"))
            }
        }
        return report
    }
}

/// What an account may do in one database. Nothing of it is needed to describe what is there.
struct PostgresRights: Sendable {
    var schemas: [String] = []
    /// Schemas without USAGE.
    var closedSchemas: [String] = []
    var relations = 0
    /// Tables and views without SELECT.
    var unreadable: [String] = []

    fileprivate func facts(_ database: String) -> [String] {
        func names(_ all: [String]) -> String {
            all.prefix(10).joined(separator: ", ") + (all.count > 10 ? " and \(all.count - 10) more" : "")
        }
        var facts = ["\(database): \(schemas.count) schemas, \(relations) tables and views"]
        if !closedSchemas.isEmpty {
            facts.append(
                "\(database): no USAGE on \(names(closedSchemas)); what is in there is described from pg_catalog all the same"
            )
        }
        if !unreadable.isEmpty {
            facts.append(
                "\(database): no SELECT on \(unreadable.count) tables and views (\(names(unreadable))); they are described "
                    + "all the same, since rows are never read")
        }
        return facts
    }
}

extension PostgresReader {
    func session() async throws(PostgresError) -> (user: String, version: String) {
        let connection = try await PostgresConnection.connect(configuration)
        let row = try await connection.query("SELECT current_user::text, current_setting('server_version')").only()
        let session = (user: try row.text(0), version: try row.text(1))
        await connection.close()
        return session
    }

    func rights(in name: String) async throws(PostgresError) -> PostgresRights {
        let connection = try await connect(to: name)
        let schemas = schemaPattern.compiled()
        let tables = tablePattern.compiled()
        var rights = PostgresRights()
        let rows = try await connection.query(
            """
            SELECT n.nspname::text, has_schema_privilege(n.oid, 'USAGE'), c.relname::text,
                has_table_privilege(c.oid, 'SELECT')
            FROM pg_catalog.pg_namespace n LEFT JOIN pg_catalog.pg_class c
                ON c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relpersistence <> 't'
            WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' ORDER BY 1, 3
            """)
        await connection.close()
        for row in rows {
            let schema = try row.text(0)
            guard schemas.allows(schema) else { continue }
            if rights.schemas.last != schema {
                rights.schemas.append(schema)
                if try row.boolOrNil(1) == false { rights.closedSchemas.append(schema) }
            }
            guard let table = try row.textOrNil(2), tables.allows("\(name).\(schema).\(table)") else { continue }
            rights.relations += 1
            if try row.boolOrNil(3) == false { rights.unreadable.append("\(schema).\(table)") }
        }
        return rights
    }
}
