import Basics
import CatalogAPI
import CatalogService
import Testing

@Suite struct OperationRoutesTests {
    @Test("only what is required takes readiness away") func readiness() async {
        let degraded = Readiness(checks: [
            .init(name: "database", isHealthy: true, isRequired: true, detail: "answers"),
            .init(name: "kafka", isHealthy: false, isRequired: false, detail: "no broker answers"),
        ])
        #expect(await Service(readiness: degraded).get("/readyz").status == 200)
        let broken = Readiness(checks: [
            .init(name: "database", isHealthy: false, isRequired: true, detail: "does not answer")
        ])
        for target in ["/readyz", "/health"] {
            let answer = await Service(readiness: broken).get(target)
            #expect(answer.status == 503)
            #expect(answer.json["checks"]?[0]?["detail"]?.stringValue == "does not answer")
        }
        #expect(await Service(readiness: broken).get("/livez").status == 200)
    }

    @Test("metrics show what was counted and what is read at the moment") func metrics() async throws {
        let service = Service()
        service.metrics.collectBasics(store: service.store, deadLetters: service.store, version: "1.2.3")
        try await service.put("urn:li:tag:a", "tagProperties", ["name": "a"])
        _ = await service.get("/v1/search")
        let answer = await service.get("/metrics")
        #expect(answer.response.headers["Content-Type"]?.hasPrefix("text/plain; version=0.0.4") == true)
        let lines = Set(answer.text.split(separator: "\n").map(String.init))
        let position = try await service.store.position()
        #expect(lines.contains("catalog_build_info{version=\"1.2.3\"} 1"))
        #expect(lines.contains("catalog_commit_position \(position)"))
        #expect(lines.contains("catalog_search_seconds_count{surface=\"rest\"} 1"))
        #expect(lines.contains("# TYPE catalog_search_seconds histogram"))
        #expect(answer.text.contains("process_resident_memory_bytes "))
    }

    @Test("a gauge that cannot be read is left out, and the rest is told") func unreadableGauge() async {
        let service = Service()
        service.metrics.collectBasics(store: service.store, deadLetters: service.store, version: "1")
        await service.store.fail(with: .unavailable("away"))
        let answer = await service.get("/metrics")
        #expect(answer.status == 200)
        #expect(!answer.text.contains("catalog_commit_position"))
        #expect(answer.text.contains("catalog_build_info"))
    }
}
