import Basics
import CatalogModel
import CatalogService
import Testing

@Suite struct ReadRoutesTests {
    private func shop(_ count: Int) async throws -> Service {
        let service = Service()
        for index in 0..<count {
            try await service.put(dataset("shop.t\(index)"), "datasetProperties", ["name": .string("orders \(index)")])
        }
        return service
    }

    @Test("pages of a search hold every match once, and the total is that of all") func searchPages() async throws {
        let service = try await shop(7)
        var urns: [String] = []
        var target = "/v1/search?query=orders&limit=3"
        for _ in 0..<10 {
            let answer = await service.get(target)
            try #require(answer.status == 200, "\(answer.json)")
            #expect(answer.json["total"]?.intValue == 7)
            #expect(answer.json["complete"]?.boolValue == true)
            urns += (answer.json["items"]?.arrayValue ?? []).compactMap { $0["urn"]?.stringValue }
            guard let next = answer.json["next"]?.stringValue else { break }
            target = "/v1/search?query=orders&limit=3&cursor=\(next)"
        }
        #expect(urns.count == 7)
        #expect(Set(urns) == Set((0..<7).map { dataset("shop.t\($0)") }))
    }

    @Test("a cursor is good for its query only") func foreignCursor() async throws {
        let service = try await shop(3)
        let first = await service.get("/v1/search?query=orders&limit=1")
        let next = try #require(first.json["next"]?.stringValue)
        #expect(await service.get("/v1/search?query=orders&limit=2&cursor=\(next)").status == 200)
        #expect(await service.get("/v1/search?query=order&limit=1&cursor=\(next)").code == "bad_cursor")
        #expect(await service.get("/v1/search?query=orders&type=dataset&cursor=\(next)").code == "bad_cursor")
        let lineage = "/v1/lineage/\(percentEncoded(dataset("shop.t0")))?cursor=\(next)"
        #expect(await service.get(lineage).code == "bad_cursor")
    }

    @Test(
        "a cursor that is not ours is refused, whatever it holds",
        arguments: ["x", "e30", "W10", "WzFd", "AAAA", "W1siYSJdLDFd", "%00", "✓"])
    func brokenCursor(cursor: String) async {
        for route in ["/v1/search", "/v1/lineage/urn:li:tag:a", "/v1/dead-letters"] {
            let answer = await Service().get("\(route)?cursor=\(percentEncoded(cursor))")
            #expect(answer.status == 400, "\(route)")
        }
    }

    @Test("platforms go by name or by urn, types by comma or repeated") func filters() async throws {
        let service = try await shop(2)
        try await service.put(dataset("x", platform: "kafka"), "datasetProperties", ["name": "x"])
        try await service.put("urn:li:tag:pii", "tagProperties", ["name": "pii"])
        func total(_ query: String) async -> Int64? {
            await service.get("/v1/search?" + query).json["total"]?.intValue
        }
        #expect(await total("platform=kafka") == 1)
        #expect(await total("platform=urn:li:dataPlatform:kafka") == 1)
        #expect(await total("platform=kafka,hive") == 3)
        #expect(await total("type=dataset,tag") == 4)
        #expect(await total("type=dataset&type=tag") == 4)
        #expect(await total("query=*&type=tag") == 1)
    }

    @Test(
        "a search that cannot be served names its problem",
        arguments: [
            ("type=datasets", "unknown_entity_type"), ("limit=0", "bad_parameter"), ("limit=1001", "bad_parameter"),
            ("limit=ten", "bad_parameter"), ("q=orders", "unknown_parameter"), ("query=%00", "bad_parameter"),
            ("includeRemoved=perhaps", "bad_parameter"), ("platform=%20", "bad_parameter"),
        ])
    func searchRefusals(query: String, code: String) async {
        let answer = await Service().get("/v1/search?" + query)
        #expect(answer.status == 400)
        #expect(answer.code == code)
    }

    /// a → b → c → d, with b only referenced by c.
    private func chain() async throws -> Service {
        let service = Service()
        for name in ["a", "c", "d"] {
            try await service.put(dataset(name), "datasetProperties", ["name": .string(name)])
        }
        try await service.put(dataset("c"), "upstreamLineage", upstreams(dataset("b")))
        try await service.put(dataset("d"), "upstreamLineage", upstreams(dataset("c")))
        return service
    }

    private func lineage(_ name: String, _ query: String = "") -> String {
        "/v1/lineage/\(percentEncoded(dataset(name)))" + (query.isEmpty ? "" : "?" + query)
    }

    @Test("edges run in the direction of the data, and the root is not among the nodes") func lineageShape()
        async throws
    {
        let service = try await chain()
        let answer = await service.get(lineage("d", "hops=all"))
        #expect(answer.json["total"]?.intValue == 2)
        let nodes = try #require(answer.json["nodes"]?.arrayValue)
        #expect(nodes.compactMap { $0["urn"]?.stringValue } == [dataset("c"), dataset("b")])
        #expect(nodes.compactMap { $0["hops"]?.intValue } == [1, 2])
        #expect(nodes.compactMap { $0["exists"]?.boolValue } == [true, false])
        let edges = try #require(answer.json["edges"]?.arrayValue)
        #expect(
            edges.contains {
                $0["source"]?.stringValue == dataset("c") && $0["destination"]?.stringValue == dataset("d")
            })
        #expect(answer.json["countsByType"]?["dataset"]?.intValue == 2)
        let down = await service.get(lineage("b", "direction=downstream&hops=2"))
        #expect(down.json["nodes"]?.arrayValue?.compactMap { $0["urn"]?.stringValue } == [dataset("c"), dataset("d")])
    }

    @Test("one hop upstream is the default") func lineageDefault() async throws {
        let answer = try await chain().get(lineage("d"))
        #expect(answer.json["direction"]?.stringValue == "upstream")
        #expect(answer.json["hops"]?.intValue == 1)
        #expect(answer.json["total"]?.intValue == 1)
    }

    @Test("an edge that two owners state is one edge with both pieces of evidence") func lineageEvidence() async throws
    {
        let service = Service()
        func field(_ table: String, _ name: String) -> JSON {
            .string("urn:li:schemaField:(\(dataset(table)),\(name))")
        }
        func mapping(_ kind: JSON) -> JSON {
            [
                "upstreamType": "FIELD_SET", "upstreams": [field("a", "x")], "downstreamType": "FIELD",
                "downstreams": [field("b", "y")], "transformOperation": kind,
            ]
        }
        let job = "urn:li:dataJob:(urn:li:dataFlow:(airflow,f,PROD),j)"
        try await service.put(
            dataset("b"), "upstreamLineage", ["upstreams": [], "fineGrainedLineages": [mapping("IDENTITY")]])
        try await service.put(
            job, "dataJobInputOutput",
            ["inputDatasets": [], "outputDatasets": [], "fineGrainedLineages": [mapping("HASH")]])
        try await service.put(
            job, "dataTransformLogic", ["transforms": [["queryStatement": ["value": "select x as y"]]]])
        let root = "/v1/lineage/" + percentEncoded(field("b", "y").stringValue ?? "")
        let edges = try #require(await service.get(root).json["edges"]?.arrayValue)
        #expect(edges.count == 1)
        #expect(edges[0]["claims"] == 2)
        let evidence = try #require(edges[0]["evidence"]?.arrayValue)
        #expect(evidence.map { $0["owner"]?["urn"]?.stringValue } == [job, dataset("b")])
        #expect(evidence.map { $0["transformation"] } == ["HASH", "IDENTITY"])
        #expect(evidence.map { $0["statement"] } == ["select x as y", .null])
        #expect(evidence[0]["statementFrom"]?["aspect"] == "dataTransformLogic")
        #expect(evidence.allSatisfy { $0["firstSeen"]?["position"]?.intValue ?? 0 > 0 })
        let without = await service.get(root + "?evidence=false").json["edges"]
        #expect(without?[0]?["evidence"] == .null)
        #expect(without?[0]?["claims"] == 2)
    }

    @Test("evidence of a large page comes only when asked for") func largeEvidence() async throws {
        for (table, count) in [("small", 200), ("large", 201)] {
            let service = Service()
            let sources: JSON = .array((0..<count).map { ["dataset": .string(dataset("s\($0)")), "type": "COPY"] })
            try await service.put(dataset(table), "upstreamLineage", ["upstreams": sources])
            let root = "/v1/lineage/\(percentEncoded(dataset(table)))?limit=2000"
            let unasked = await service.get(root).json["edges"]?.arrayValue ?? []
            #expect(unasked.count == count)
            #expect(unasked.allSatisfy { ($0["evidence"] == .null) == (table == "large") })
            let asked = await service.get(root + "&evidence=true").json["edges"]?.arrayValue ?? []
            #expect(asked.count == count)
            #expect(asked.allSatisfy { $0["evidence"]?.arrayValue?.count == 1 })
        }
    }

    @Test("pages of a traversal hold every node once") func lineagePages() async throws {
        let service = try await chain()
        let first = await service.get(lineage("d", "hops=all&limit=1"))
        let next = try #require(first.json["next"]?.stringValue)
        let second = await service.get(lineage("d", "hops=all&limit=1&cursor=\(next)"))
        #expect(first.json["nodes"]?[0]?["urn"]?.stringValue == dataset("c"))
        #expect(second.json["nodes"]?[0]?["urn"]?.stringValue == dataset("b"))
        #expect(second.json["next"] == .null)
        #expect(second.json["total"]?.intValue == 2)
    }

    @Test("an entity nobody ever named has no lineage to answer") func unknownRoot() async throws {
        let service = try await chain()
        #expect(await service.get(lineage("never")).code == "entity_not_found")
        let lone = await service.get(lineage("a", "hops=all"))
        #expect(lone.status == 200)
        #expect(lone.json["total"]?.intValue == 0)
        #expect(await service.get(lineage("b")).status == 200)
    }

    @Test(
        "a traversal that cannot be served names its problem",
        arguments: ["hops=0", "hops=-1", "hops=many", "direction=up", "limit=10001", "hops=99999999999999999999"])
    func lineageRefusals(query: String) async {
        let answer = await Service().get(lineage("a", query))
        #expect(answer.status == 400)
        #expect(answer.code == "bad_parameter")
    }

    @Test("a read waits for the position it names") func minPosition() async throws {
        let service = Service()
        async let waiting = service.get("/v1/position?minPosition=1")
        try await service.put("urn:li:tag:a", "tagProperties", ["name": "a"])
        let answer = await waiting
        #expect(answer.status == 200)
        #expect(answer.json["position"]?.intValue ?? 0 >= 1)
        #expect(answer.response.headers["Catalog-Position"] == answer.json["position"]?.text)
    }

    @Test(
        "a position that is not reached is a 503 to come back after, on every read",
        arguments: [
            "/v1/position", "/v1/search", "/v1/lineage/urn:li:tag:a", "/v1/entities/urn:li:tag:a",
            "/v1/entities/urn:li:tag:a/aspects/status", "/v1/dead-letters", "/v1/dead-letters/1",
        ])
    func notReached(target: String) async {
        let answer = await Service(patience: .milliseconds(20)).get(target + "?minPosition=5")
        #expect(answer.status == 503)
        #expect(answer.code == "position_not_reached")
        #expect(answer.response.headers["Retry-After"] == "1")
    }
}
