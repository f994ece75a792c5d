import Basics
import CatalogModel
import CatalogService
import Testing

@Suite struct EntityRoutesTests {
    @Test("a value comes back as it was written: member order and number text") func splicing() async throws {
        let service = Service()
        let urn = dataset("shop.orders")
        // As a client sends it: members out of any order, numbers in unusual spelling.
        let value = #"{"tags":[],"name":"orders","customProperties":{"z":"1","a":"2"},"created":{"time":1.50e3}}"#
        let body = #"{"entityUrn":"\#(urn)","aspectName":"datasetProperties","aspect":{"value":\#(value)}}"#
        #expect(await service.post("/v1/proposals", bytes: Array(body.utf8)).status == 200)
        let answer = await service.get(path(urn))
        #expect(answer.status == 200)
        #expect(answer.text.contains("\"datasetProperties\":{\"value\":\(value),\"version\":1,"))
        #expect(answer.json["urn"]?.stringValue == urn)
        #expect(answer.json["type"]?.stringValue == "dataset")
        #expect(answer.json["removed"]?.boolValue == false)
    }

    @Test("only the aspects asked for are answered") func someAspects() async throws {
        let service = Service()
        let urn = dataset("shop.orders")
        try await service.put(urn, "status", ["removed": true])
        try await service.put(urn, "datasetProperties", ["name": "orders"])
        let answer = await service.get(path(urn) + "?aspects=status,ownership")
        #expect(answer.json["aspects"]?.objectValue?.names == ["status"])
        #expect(answer.json["removed"]?.boolValue == true)
    }

    @Test("an encoded slash stays inside the urn") func slash() async throws {
        let service = Service()
        let urn = dataset("bucket/2026/orders", platform: "s3")
        try await service.put(urn, "status", ["removed": false])
        #expect(await service.get(path(urn)).json["urn"]?.stringValue == urn)
        let raw = await service.get("/v1/entities/" + urn)
        #expect(raw.status == 404)
        #expect(raw.json["hint"]?.stringValue?.contains("%2F") == true)
    }

    @Test("versions count from 1 and stay readable") func versions() async throws {
        let service = Service()
        let urn = dataset("shop.orders")
        try await service.put(urn, "datasetProperties", ["name": "a"])
        try await service.put(urn, "datasetProperties", ["name": "b"])
        let aspect = path(urn) + "/aspects/datasetProperties"
        #expect(await service.get(aspect).json["version"]?.intValue == 2)
        let first = await service.get(aspect + "?version=1")
        #expect(first.json["value"]?["name"]?.stringValue == "a")
        let third = await service.get(aspect + "?version=3")
        #expect(third.code == "aspect_not_found")
    }

    @Test(
        "a request that cannot be served names its problem",
        arguments: [
            ("/v1/entities/orders", 400, "bad_urn"),
            ("/v1/entities/urn:li:dataset:never", 404, "entity_not_found"),
            ("/v1/entities/urn:li:datset:never", 404, "entity_not_found"),
            ("/v1/entities/urn:li:tag:a?aspects=statuss", 400, "unknown_aspect"),
            ("/v1/entities/urn:li:tag:a?aspects=datasetProfile", 400, "aspect_not_versioned"),
            ("/v1/entities/urn:li:tag:a?aspect=status", 400, "unknown_parameter"),
            ("/v1/entities/urn:li:tag:a%00", 400, "bad_urn"),
            ("/v1/entities/urn:li:tag:a?minPosition=-1", 400, "bad_parameter"),
            ("/v1/entities/urn:li:tag:a/aspects/status?version=x", 400, "bad_parameter"),
            ("/v1/entities/urn:li:tag:a/aspects/status?version=1&version=2", 400, "bad_parameter"),
            ("/v1/entities/urn:li:tag:a/aspects/status", 404, "aspect_not_found"),
            ("/v1/entity/urn:li:tag:a", 404, "not_found"),
        ])
    func refusals(target: String, status: Int, code: String) async {
        let answer = await Service().get(target)
        #expect(answer.status == status)
        #expect(answer.code == code)
        #expect(answer.json["requestId"]?.stringValue == "test")
        #expect(answer.response.headers["Content-Type"] == "application/problem+json")
    }

    @Test("a mistyped name is answered with the nearest one") func nearest() async {
        let answer = await Service().get("/v1/entities/urn:li:tag:a?aspects=statuss")
        #expect(answer.json["hint"]?.stringValue == "Did you mean 'status'?")
    }

    @Test("the store's trouble is a 503 to come back after, and its words stay in the log") func storeAway() async {
        let service = Service()
        await service.store.fail(with: .unavailable("password of db.internal"))
        let answer = await service.get("/v1/entities/urn:li:tag:a")
        #expect(answer.status == 503)
        #expect(answer.code == "storage_unavailable")
        #expect(answer.response.headers["Retry-After"] == "1")
        #expect(!answer.text.contains("db.internal"))
        #expect(service.log.text.contains("db.internal"))
        await service.store.fail(with: .corrupt("row 7"))
        let corrupt = await service.get("/v1/entities/urn:li:tag:a")
        #expect(corrupt.status == 500)
        #expect(corrupt.response.headers["Retry-After"] == nil)
        #expect(!corrupt.text.contains("row 7"))
    }
}
