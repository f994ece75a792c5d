import Basics
import HTTPServer
import Testing

struct RouterTests {
    /// A router whose handlers answer with the route's name and its captures.
    private func router() -> Router {
        var router = Router()
        func on(_ method: String, _ pattern: String, _ name: String, tolerant: Bool = false) {
            router.on(method, pattern, name: name, toleratesSlashes: tolerant) { request in
                let captures = request.pathParameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
                return .text(([name] + captures).joined(separator: " "))
            }
        }
        on("GET", "/v1/entities/{urn}", "getEntity")
        on("GET", "/v1/entities/count", "countEntities")
        on("PUT", "/v1/entities/{urn}", "putEntity")
        on("POST", "/aspects", "aspects", tolerant: true)
        on("GET", "/aspects/{urn}", "getAspect", tolerant: true)
        on("DELETE", "/openapi/v3/entity/{type}/{urn...}", "deleteEntity")
        on("GET", "/", "root")
        return router
    }

    private func route(_ method: String, _ target: String) async -> HTTPResponse {
        await router().handle(HTTPRequest(method: method, target: target))
    }

    @Test(
        "finds the route and decodes each capture once",
        arguments: [
            (
                "GET", "/v1/entities/urn%3Ali%3Adataset%3A%28a%2Cb%252Fc%2Fd%29",
                "getEntity urn=urn:li:dataset:(a,b%2Fc/d)"
            ),
            ("GET", "/v1/entities/urn:li:tag:x+y?aspects=a", "getEntity urn=urn:li:tag:x+y"),
            ("GET", "/v1/entities/count", "countEntities"),
            ("HEAD", "/v1/entities/count", "countEntities"),
            ("PUT", "/v1/entities/x", "putEntity urn=x"),
            ("POST", "/aspects?action=ingestProposal", "aspects"),
            ("POST", "//aspects?action=ingestProposal", "aspects"),
            ("POST", "/aspects/?action=ingestProposal", "aspects"),
            ("GET", "//aspects//x/", "getAspect urn=x"),
            (
                "DELETE", "/openapi/v3/entity/dataset/urn:li:dataset:(urn:li:dataPlatform:s3,b/k%20c,PROD)",
                "deleteEntity type=dataset urn=urn:li:dataset:(urn:li:dataPlatform:s3,b/k c,PROD)"
            ),
            ("GET", "/", "root"),
        ])
    func matches(method: String, target: String, expected: String) async {
        let response = await route(method, target)
        #expect(response.status == 200)
        #expect(String(decoding: response.body, as: UTF8.self) == expected)
    }

    @Test(
        "refuses other paths",
        arguments: [
            "/v1/entities", "/v1/entities/", "//v1/entities/x", "/v1/entities/x/", "/v1/entities/x/y", "/V1/entities/x",
            "/v1/./entities/x", "/v1/%65ntities/x", "/aspects/x/y", "/openapi/v3/entity/dataset",
        ])
    func misses(path: String) async {
        #expect(await route("GET", path).status == 404)
    }

    @Test("405 names the methods that are possible")
    func wrongMethod() async throws {
        let response = await route("DELETE", "/v1/entities/x")
        #expect(response.status == 405)
        #expect(response.headers["Allow"] == "GET, HEAD, PUT")
        let body = try JSON.parse(response.body)
        #expect(body["code"] == "method_not_allowed")
        #expect(body["requestId"] == "test")
        #expect(response.headers["Content-Type"] == "application/problem+json")
    }

    @Test("broken percent-encoding is 400", arguments: ["%", "%4", "%zz", "%ff", "%C3%28"])
    func broken(segment: String) async {
        #expect(await route("GET", "/v1/entities/\(segment)").status == 400)
    }

    @Test("the caller's shape of refusals is used")
    func ownShape() async {
        let router = Router(problem: { .json(["message": .string("\($0.path) \($0.code)")], status: $0.status) })
        let response = await router.handle(HTTPRequest(target: "/x?y"))
        #expect(response.status == 404)
        #expect(String(decoding: response.body, as: UTF8.self) == #"{"message":"/x notFound"}"#)
    }

    @Test("lists its routes for a contract test")
    func listing() {
        let routes = router().routes
        #expect(routes.count == 7)
        #expect(routes.contains { $0.method == "PUT" && $0.pattern == "/v1/entities/{urn}" && $0.name == "putEntity" })
    }
}
