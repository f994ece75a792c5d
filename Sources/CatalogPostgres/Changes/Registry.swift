import Basics
import CatalogModel
import CatalogService
import Postgres

extension PostgresStore: RegistryStore {
    /// Ids below are DataHub's fixed ones.
    private static let firstID: Int32 = 1000

    public func register(subject: String, schema: String) async throws(StoreError) -> Int32 {
        let digest = Digest128(of: schema).bytes
        return try await withConnection { connection in
            try connection.transaction { connection in
                _ = try connection.query("select pg_advisory_xact_lock(\(PostgresStore.writerLock + 2))")
                let known = try connection.query(
                    "select id from registry_schema where subject = \(subject) and digest = \(digest)")
                if let row = known.first { return try row.int32(0) }
                let next = try connection.query(
                    """
                    select coalesce(max(id) + 1, \(Self.firstID)),
                        coalesce(max(version) filter (where subject = \(subject)), 0) + 1
                    from registry_schema
                    """
                ).only()
                let id = try next.int32(0)
                try connection.execute(
                    """
                    insert into registry_schema (id, subject, version, digest, schema)
                    values (\(id), \(subject), \(try next.int32(1)), \(digest), \(schema))
                    """)
                return id
            }
        }
    }

    public func schema(id: Int32) async throws(StoreError) -> String? {
        try await withConnection { connection in
            try connection.query("select schema from registry_schema where id = \(id)").first?.text(0)
        }
    }

    public func registrations() async throws(StoreError) -> [SchemaRegistration] {
        try await withConnection { connection in
            try connection.query("select id, subject, version, schema from registry_schema order by id").map { row in
                SchemaRegistration(
                    id: try row.int32(0), subject: try row.text(1), version: try row.int32(2), schema: try row.text(3))
            }
        }
    }
}
