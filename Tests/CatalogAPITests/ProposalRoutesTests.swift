import Basics
import CatalogModel
import CatalogService
import Testing

@Suite struct ProposalRoutesTests {
    private func status(_ name: String, removed: JSON = false, aspect: String = "status") -> JSON {
        ["entityUrn": .string(dataset(name)), "aspectName": .string(aspect), "aspect": ["value": ["removed": removed]]]
    }

    @Test("the same content again is unchanged and keeps its version") func unchanged() async throws {
        let service = Service()
        let first = await service.post("/v1/proposals", status("a"))
        #expect(first.json["results"]?[0]?["outcome"]?.stringValue == "written")
        #expect(first.json["results"]?[0]?["version"]?.intValue == 1)
        let again = await service.post("/v1/proposals", status("a"))
        #expect(again.json["results"]?[0]?["outcome"]?.stringValue == "unchanged")
        #expect(again.json["results"]?[0]?["version"]?.intValue == 1)
        #expect(again.json["position"] == first.json["position"])
    }

    @Test("a batch answers one result a proposal, in order, and its position in the header") func batch() async {
        let service = Service()
        let answer = await service.post("/v1/proposals", ["proposals": [status("a"), status("b"), status("a")]])
        let urns = (answer.json["results"]?.arrayValue ?? []).compactMap { $0["urn"]?.stringValue }
        #expect(urns == [dataset("a"), dataset("b"), dataset("a")])
        let position = answer.json["position"]?.text
        #expect(answer.response.headers["Catalog-Position"] == position)
        #expect(position != nil && position != "0")
    }

    @Test("a timeseries is appended without a version") func timeseries() async {
        let answer = await Service().post(
            "/v1/proposals",
            [
                "entityUrn": .string(dataset("a")), "aspectName": "datasetProfile",
                "aspect": ["value": ["timestampMillis": 1_764_000_000_000, "rowCount": 3]],
            ])
        #expect(answer.json["results"]?[0]?["outcome"]?.stringValue == "appended")
        #expect(answer.json["results"]?[0]?["version"] == nil)
    }

    @Test("a batch with bad items names every one of them and writes nothing") func allOrNothing() async throws {
        let service = Service()
        let answer = await service.post(
            "/v1/proposals",
            [
                "proposals": [
                    status("good"), 7, status("b", aspect: "statuss"), status("c", removed: "yes"),
                    ["entityUrn": "orders", "aspectName": "status"],
                ]
            ])
        #expect(answer.status == 422)
        #expect(answer.code == "proposals_rejected")
        let items = try #require(answer.json["items"]?.arrayValue)
        #expect(items.compactMap { $0["index"]?.intValue } == [1, 2, 3, 4])
        #expect(
            items.compactMap { $0["code"]?.stringValue }
                == ["malformed_proposal", "unknown_aspect", "invalid_aspect", "bad_urn"])
        #expect(items[1]["path"]?.stringValue == "/proposals/2/aspectName")
        #expect(try await service.store.position() == .start)
    }

    @Test("a lone bad proposal has a path without a batch") func lone() async {
        let answer = await Service().post("/v1/proposals", status("a", aspect: "statuss"))
        #expect(answer.json["items"]?[0]?["path"]?.stringValue == "/aspectName")
        #expect(answer.json["detail"]?.stringValue?.contains("statuss") == true)
    }

    @Test(
        "a body of another shape is refused",
        arguments: [
            ("", "malformed_json"), ("{", "malformed_json"), ("{\"a\":1}x", "malformed_json"),
            (String(repeating: "[", count: 10_000), "malformed_json"), ("{\"a\":\"\\u0000\"}", "malformed_json"),
            ("{\"a\":\"\\ud800\"}", "malformed_json"), ("[]", "malformed_body"), ("7", "malformed_body"),
            ("{\"proposals\":7}", "malformed_body"), ("{\"proposals\":[]}", "malformed_body"),
        ])
    func shapes(body: String, code: String) async {
        let answer = await Service().post("/v1/proposals", bytes: Array(body.utf8))
        #expect(answer.status == 400)
        #expect(answer.code == code)
    }

    @Test(
        "a lost commit says whether anything was kept",
        arguments: [
            (StoreError.conflict("40001"), 503, "write_conflict"),
            (.outcomeUnknown("reset"), 503, "outcome_unknown"),
            (.timedOut, 503, "storage_timeout"),
            (.refused("22021"), 422, "refused_by_store"),
        ])
    func storeErrors(error: StoreError, status: Int, code: String) async {
        let service = Service()
        await service.store.fail(with: error)
        let answer = await service.post("/v1/proposals", self.status("a"))
        #expect(answer.status == status)
        #expect(answer.code == code)
        #expect((answer.response.headers["Retry-After"] != nil) == (status == 503))
    }
}
