import Basics
import CatalogTestKit
import Postgres
import Testing

/// A connection to a database of its own, both gone afterwards.
func withDatabase<T: Sendable>(_ body: (TestDatabase, PostgresConnection) async throws -> T) async throws -> T {
    let database = try await TestDatabase.fresh()
    let connection = try await PostgresConnection.connect(database.configuration)
    do {
        let result = try await body(database, connection)
        await connection.close()
        try await database.drop()
        return result
    } catch {
        await connection.close()
        try? await database.drop()
        throw error
    }
}

@Suite("One connection")
struct ConnectionTests {
    @Test("a statement's rows come back typed")
    func rows() async throws {
        try await withDatabase { _, connection in
            let rows = try await connection.query(
                "select 1::int8, 2::int4, 3::int2, 'vier', true, 6.5::float8, null::text, 'ab'::bytea, '{\"a\":1}'::jsonb"
            )
            let row = try rows.only()
            #expect(try row.int64(0) == 1)
            #expect(try row.int64(1) == 2)
            #expect(try row.int32(1) == 2)
            #expect(try row.int64(2) == 3)
            #expect(try row.int16(2) == 3)
            #expect(try row.text(3) == "vier")
            #expect(try row.bool(4))
            #expect(try row.double(5) == 6.5)
            #expect(try row.textOrNil(6) == nil)
            #expect(try row.bytes(7) == [0x61, 0x62])
            #expect(try row.text(8) == "{\"a\": 1}")
        }
    }
}
