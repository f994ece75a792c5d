import Basics
import Postgres

/// Reads one database from `pg_catalog`, in a handful of statements whatever the number of tables.
///
/// `information_schema` is not asked: it hides what the account has no privilege on.
struct PostgresReader: Sendable {
    let configuration: PostgresConfiguration
    let schemaPattern: NamePattern
    let tablePattern: NamePattern
    let withStatistics: Bool

    /// The databases of the server, and whether we may connect to them.
    func databases() async throws(PostgresError) -> [(name: String, isOpen: Bool)] {
        let connection = try await PostgresConnection.connect(configuration)
        let rows = try await connection.query(
            """
            SELECT datname::text, datallowconn AND has_database_privilege(oid, 'CONNECT') FROM pg_catalog.pg_database
            WHERE NOT datistemplate ORDER BY datname
            """)
        var found: [(name: String, isOpen: Bool)] = []
        for row in rows { found.append((try row.text(0), try row.boolOrNil(1) ?? false)) }
        await connection.close()
        return found
    }

    /// The name of the database that a session without a choice lands in.
    func currentDatabase() async throws(PostgresError) -> String {
        let connection = try await PostgresConnection.connect(configuration)
        let name = try await connection.query("SELECT current_database()::text").only().text(0)
        await connection.close()
        return name
    }

    func connect(to name: String) async throws(PostgresError) -> PostgresConnection {
        var configuration = configuration
        configuration.database = name
        return try await PostgresConnection.connect(configuration)
    }

    /// Everything of one database.
    func read(_ name: String) async throws(PostgresError) -> PostgresDatabase {
        let connection = try await connect(to: name)
        var database = PostgresDatabase(name: name)
        let schemas = schemaPattern.compiled()
        try await readSchemas(connection, &database)
        let all = database.schemas.count
        database.schemas.removeAll { !schemas.allows($0.name) }
        database.filtered["schemas"] = all - database.schemas.count
        let ids = database.schemas.map(\.id)
        try await readRelations(connection, ids, &database)
        try await readColumns(connection, ids, &database)
        try await readConstraints(connection, ids, &database)
        try await readProcedures(connection, ids, &database)
        try await readViewSources(connection, ids, &database)
        try await readViewTrees(connection, &database)
        try await readDefaults(connection, &database)
        try await readDefinitions(connection, &database)
        if withStatistics { try await readSizes(connection, &database) }
        try await leaveOutDropped(connection, ids, &database)
        await connection.close()
        return database
    }

    private func readSchemas(
        _ connection: PostgresConnection, _ database: inout PostgresDatabase
    ) async throws(PostgresError) {
        database.comment = try await connection.query(
            """
            SELECT pg_catalog.shobj_description(oid, 'pg_database') FROM pg_catalog.pg_database
            WHERE datname = current_database()
            """
        ).only().textOrNil(0)
        let rows = try await connection.query(
            """
            SELECT oid::int8, nspname::text, pg_catalog.obj_description(oid, 'pg_namespace'),
                has_schema_privilege(oid, 'USAGE')
            FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
            """)
        for row in rows {
            database.schemas.append(
                .init(
                    id: try row.int64(0), name: try row.text(1), comment: try row.textOrNil(2),
                    isUsable: try row.boolOrNil(3) ?? false))
        }
        database.schemas.sort { $0.name < $1.name }
    }

    private func readRelations(
        _ connection: PostgresConnection, _ schemas: [Int64], _ database: inout PostgresDatabase
    ) async throws(PostgresError) {
        let rows = try await connection.query(
            """
            SELECT c.oid::int8, n.nspname::text, c.relname::text, c.relkind::text,
                pg_catalog.obj_description(c.oid, 'pg_class'), c.reltuples::float8,
                CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END,
                CASE WHEN c.relispartition THEN pg_catalog.pg_get_expr(c.relpartbound, c.oid) END,
                (SELECT pg_catalog.string_agg(i.inhparent::text, ',' ORDER BY i.inhseqno)
                    FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid),
                (SELECT s.srvname::text FROM pg_catalog.pg_foreign_table f
                    JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver WHERE f.ftrelid = c.oid)
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.oid::int8 = ANY(\(schemas)) AND c.relpersistence <> 't'
            """)
        let pattern = tablePattern.compiled()
        var filtered = 0
        for row in rows {
            guard let kind = PostgresDatabase.Relation.Kind(rawValue: try row.text(3)) else { continue }
            let schema = try row.text(1)
            let name = try row.text(2)
            guard pattern.allows("\(database.name).\(schema).\(name)") else {
                filtered += 1
                continue
            }
            var relation = PostgresDatabase.Relation(
                id: try row.int64(0), schema: schema, name: name, kind: kind)
            relation.comment = try row.textOrNil(4)
            if let rows = try row.doubleOrNil(5), rows >= 0, rows < 9e18 { relation.rows = Int64(rows) }
            relation.partitionKey = try row.textOrNil(6)
            relation.partitionBound = try row.textOrNil(7)
            relation.parents = (try row.textOrNil(8) ?? "").split(separator: ",").compactMap { Int64($0) }
            relation.foreignServer = try row.textOrNil(9)
            database.relations.append(relation)
        }
        database.filtered["tables"] = filtered
        database.relations.sort { ($0.schema, $0.name) < ($1.schema, $1.name) }
    }

    private func readColumns(
        _ connection: PostgresConnection, _ schemas: [Int64], _ database: inout PostgresDatabase
    ) async throws(PostgresError) {
        let rows = try await connection.query(
            """
            SELECT a.attrelid::int8, a.attnum::int4, a.attname::text,
                pg_catalog.format_type(a.atttypid, a.atttypmod), COALESCE(b.typtype, t.typtype)::text,
                COALESCE(b.typcategory, t.typcategory)::text, NOT a.attnotnull,
                a.atthasdef, a.attidentity::text, a.attgenerated::text <> '', pg_catalog.col_description(a.attrelid, a.attnum)
            FROM pg_catalog.pg_attribute a
            JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
            JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_catalog.pg_type b ON t.typtype = 'd' AND b.oid = t.typbasetype
            WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
                AND c.relnamespace::int8 = ANY(\(schemas))
            ORDER BY a.attrelid, a.attnum
            """)
        var columns: [Int64: [PostgresDatabase.Column]] = [:]
        for row in rows {
            columns[try row.int64(0), default: []].append(
                .init(
                    number: try row.int32(1), name: try row.text(2), type: try row.textOrNil(3) ?? "???",
                    kind: try row.text(4), category: try row.text(5), isNullable: try row.bool(6),
                    hasDefault: try row.bool(7), identity: try row.text(8), isGenerated: try row.bool(9),
                    comment: try row.textOrNil(10)))
        }
        for index in database.relations.indices {
            database.relations[index].columns = columns[database.relations[index].id] ?? []
        }
    }

    private func readConstraints(
        _ connection: PostgresConnection, _ schemas: [Int64], _ database: inout PostgresDatabase
    ) async throws(PostgresError) {
        let rows = try await connection.query(
            """
            SELECT conrelid::int8, conname::text, contype::text, pg_catalog.array_to_string(conkey, ','),
                confrelid::int8, COALESCE(pg_catalog.array_to_string(confkey, ','), '')
            FROM pg_catalog.pg_constraint WHERE contype IN ('p', 'f') AND connamespace::int8 = ANY(\(schemas))
            ORDER BY conrelid, conname
            """)
        func numbers(_ text: String) -> [Int32] { text.split(separator: ",").compactMap { Int32($0) } }
        var places: [Int64: Int] = [:]
        for (index, relation) in database.relations.enumerated() { places[relation.id] = index }
        for row in rows {
            guard let place = places[try row.int64(0)] else { continue }
            let columns = numbers(try row.text(3))
            if try row.text(2) == "p" {
                database.relations[place].primaryKey = Set(columns)
            } else {
                database.relations[place].foreignKeys.append(
                    .init(
                        name: try row.text(1), columns: columns, target: try row.int64(4),
                        targetColumns: numbers(try row.text(5))))
            }
        }
    }

    private func readProcedures(
        _ connection: PostgresConnection, _ schemas: [Int64], _ database: inout PostgresDatabase
    ) async throws(PostgresError) {
        let rows = try await connection.query(
            """
            SELECT n.nspname::text, p.proname::text, pg_catalog.pg_get_function_arguments(p.oid), l.lanname::text,
                p.prosrc, pg_catalog.obj_description(p.oid, 'pg_proc')
            FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
            JOIN pg_catalog.pg_language l ON l.oid = p.prolang
            WHERE p.prokind = 'p' AND n.oid::int8 = ANY(\(schemas))
            """)
        for row in rows {
            database.procedures.append(
                .init(
                    schema: try row.text(0), name: try row.text(1), arguments: try row.textOrNil(2) ?? "",
                    language: try row.text(3), body: try row.text(4), comment: try row.textOrNil(5)))
        }
        database.procedures.sort { ($0.schema, $0.name, $0.arguments) < ($1.schema, $1.name, $1.arguments) }
    }

    private func readViewSources(
        _ connection: PostgresConnection, _ schemas: [Int64], _ database: inout PostgresDatabase
    ) async throws(PostgresError) {
        let rows = try await connection.query(
            """
            SELECT DISTINCT r.ev_class::int8, d.refobjid::int8
            FROM pg_catalog.pg_rewrite r
            JOIN pg_catalog.pg_class v ON v.oid = r.ev_class AND v.relkind IN ('v', 'm')
            JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = r.oid
                AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid <> r.ev_class
            WHERE r.rulename = '_RETURN' AND v.relnamespace::int8 = ANY(\(schemas))
            """)
        for row in rows { database.sources[try row.int64(0), default: []].insert(try row.int64(1)) }
    }

    /// The longest parse tree that is traced, in bytes.
    private static let maximumTree = 4 << 20

    private func readViewTrees(
        _ connection: PostgresConnection, _ database: inout PostgresDatabase
    ) async throws(PostgresError) {
        let views = database.relations.filter(\.isView)
        var start = 0
        while start < views.count {
            let batch = views[start..<min(start + 100, views.count)]
            start += batch.count
            let rows = try await connection.query(
                """
                SELECT ev_class::int8, CASE WHEN pg_catalog.octet_length(ev_action::text) <= \(PostgresReader.maximumTree)
                    THEN ev_action::text END
                FROM pg_catalog.pg_rewrite WHERE rulename = '_RETURN' AND ev_class::int8 = ANY(\(batch.map(\.id)))
                """)
            for row in rows {
                let id = try row.int64(0)
                if let tree = try row.textOrNil(1), let columns = PostgresViewColumns.read(tree) {
                    database.columnSources[id] = columns
                } else if let view = batch.first(where: { $0.id == id }) {
                    database.untraced.append("\(view.schema).\(view.name)")
                }
            }
        }
    }
}
