import CatalogService
import CatalogTestKit
import Testing

@Suite("The store in memory")
struct MemoryStoreTests {
    @Test("keeps every promise of a store", arguments: StoreConformance.cases)
    func conformance(_ promise: StoreConformance) async throws {
        try await promise.examine(MemoryStore())
    }
}
