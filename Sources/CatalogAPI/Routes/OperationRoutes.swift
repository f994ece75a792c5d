import Basics
import CatalogService
import HTTPServer

extension CatalogAPI {
    func operationRoutes(into router: inout Router) {
        let services = self.services
        router.on("GET", "/livez", name: "getLiveness") { _ in
            JSONDocument.response { $0.member("status", "alive") }
        }
        router.on("GET", "/readyz", name: "getReadiness") { _ in await Self.readiness(services) }
        router.on("GET", "/health", name: "getHealth") { _ in await Self.readiness(services) }
        router.on("GET", "/metrics", name: "getMetrics") { _ in
            HTTPResponse(
                status: 200, headers: ["Content-Type": "text/plain; version=0.0.4; charset=utf-8"],
                body: Array(await services.metrics.text().utf8))
        }
    }

    private static func readiness(_ services: Services) async -> HTTPResponse {
        let readiness = await services.readiness()
        var headers: HTTPHeaders = ["Cache-Control": "no-store"]
        if !readiness.isReady { headers.add("Retry-After", "1") }
        return JSONDocument.response(status: readiness.isReady ? 200 : 503, headers: headers) { document in
            document.member("status", readiness.isReady ? "ready" : "not_ready")
            document.array("checks", readiness.checks) { check, item in
                item.member("name", .string(check.name))
                item.member("healthy", .bool(check.isHealthy))
                item.member("required", .bool(check.isRequired))
                item.member("detail", .string(check.detail))
            }
        }
    }
}
