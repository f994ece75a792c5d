import CatalogPostgres
import CatalogService
import CatalogTestKit
import Testing

@Suite("The store in PostgreSQL")
struct PostgresStoreTests {
    @Test("keeps every promise of a store", arguments: StoreConformance.cases)
    func conformance(_ promise: StoreConformance) async throws {
        let database = try await TestDatabase.fresh()
        let pool = database.pool()
        _ = try await Migrator(pool: pool).migrate()
        let result = await Result { try await promise.examine(PostgresStore(pool: pool)) }
        await pool.close()
        try await database.drop()
        try result.get()
    }
}

extension Result where Failure == any Error {
    /// The outcome of an asynchronous body.
    init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
