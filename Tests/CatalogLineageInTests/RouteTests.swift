import CatalogLineageIn
import CatalogSchema
import CatalogService
import CatalogTestKit
import HTTPServer
import Testing

@Suite struct RouteTests {
    @Test("a path of this room that nobody serves is 404") func unknown() async {
        let store = MemoryStore()
        var router = Router()
        LineageInAPI(writer: MetadataWriter(model: .standard, store: store), store: store).addRoutes(to: &router)
        let answer = await router.handle(HTTPRequest(method: "POST", target: "/api/v1/lineages"))
        #expect(answer.status == 404)
    }
}
