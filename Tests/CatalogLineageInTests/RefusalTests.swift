import Basics
import CatalogModel
import CatalogSchema
import CatalogService
import HTTPServer
import Testing

@testable import CatalogLineageIn

/// An event of which one field is wrong.
private struct Broken: Sendable, CustomStringConvertible {
    var description: String
    /// JSON pointer that the answer must name.
    var path: String
    var change: @Sendable (inout JSONObject) -> Void
}

private let broken = [
    Broken(description: "no run id", path: "/run/runId") { $0["run"] = [:] },
    Broken(description: "a run id that is null", path: "/run/runId") { $0["run"] = ["runId": nil] },
    Broken(description: "no run in a run event", path: "/run") { $0["run"] = nil },
    Broken(description: "a run that is null", path: "/run") { $0["run"] = .null },
    Broken(description: "no job", path: "/job") { $0["job"] = nil },
    Broken(description: "a job that is null", path: "/job") { $0["job"] = .null },
    Broken(description: "a job without a name", path: "/job/name") { $0["job"] = ["namespace": "n"] },
    Broken(description: "no time", path: "/eventTime") { $0["eventTime"] = nil },
    Broken(description: "a time without zone", path: "/eventTime") { $0["eventTime"] = "2026-11-21T13:35:23.614" },
    Broken(description: "a time that is none", path: "/eventTime") { $0["eventTime"] = "2026-02-30T13:35:23Z" },
    Broken(description: "a time that is a number", path: "/eventTime") { $0["eventTime"] = 5 },
    Broken(description: "an event type that is none", path: "/eventType") { $0["eventType"] = "FINISHED" },
    Broken(description: "no producer", path: "/producer") { $0["producer"] = nil },
    Broken(description: "inputs that are an object", path: "/inputs") { $0["inputs"] = [:] },
    Broken(description: "an input that is null", path: "/inputs/1") { $0["inputs"] = [Event.table("a"), nil] },
    Broken(description: "an output without a name", path: "/outputs/0/name") {
        $0["outputs"] = [["namespace": "postgres://db:5432"]]
    },
    Broken(description: "facets that are an array", path: "/run/facets") {
        $0["run"] = ["runId": "r", "facets": []]
    },
    Broken(description: "a name that can be no urn", path: "/outputs/0/name") {
        $0["outputs"] = [Event.table("a\u{1}b")]
    },
    Broken(description: "a namespace that tells no platform", path: "/outputs/0/namespace") {
        $0["outputs"] = [Event.dataset("://", "a.b")]
    },
]

@Suite struct RefusalTests {
    @Test("what is wrong is refused and named", arguments: broken.indices)
    func refusal(index: Int) async throws {
        let door = Door()
        var object = try #require(Event.run("COMPLETE").objectValue)
        broken[index].change(&object)
        let answer = await door.post(.object(object))
        #expect(answer.status == 400, "\(broken[index]): \(answer.json.text)")
        #expect(answer.json["path"] == .string(broken[index].path), "\(broken[index]): \(answer.json.text)")
        #expect(answer.json["code"] == "malformed_event")
        #expect(answer.headers["Content-Type"] == "application/problem+json")
        #expect(try await door.store.position() == .start)
    }

    @Test("what may be absent may be null, and a facet of another shape is left to the raw event") func tolerance()
        async
    {
        let door = Door()
        let event: JSON = [
            "eventTime": "2026-11-21T13:35:23.614Z", "producer": .string(Event.producer), "eventType": nil,
            "schemaURL": nil, "run": ["runId": "r", "facets": nil],
            "job": [
                "namespace": "prod", "name": "app.load",
                "facets": ["sql": "select", "ownership": ["owners": 5], "tags": nil],
            ],
            "inputs": nil,
            "outputs": [
                [
                    "namespace": "postgres://db:5432", "name": "shop.public.t",
                    "facets": ["schema": ["fields": "none"], "columnLineage": ["fields": []], "symlinks": []],
                    "outputFacets": nil,
                ]
            ],
        ]
        let answer = await door.post(event)
        #expect(answer.status == 200, "\(answer.json.text)")
        #expect(await door.get("/api/v1/lineage/events?run=r").json["events"]?[0] == event)
    }

    @Test("a batch takes what it can, counts, and names what it cannot") func batch() async throws {
        let door = Door()
        var bad = try #require(Event.run("COMPLETE").objectValue)
        bad["run"] = [:]
        let good = Event.run("COMPLETE", outputs: [Event.table("t")])
        let partial = await door.post([good, .object(bad), 5], to: "/openapi/openlineage/api/v1/lineage/batch")
        #expect(partial.status == 207)
        #expect(partial.json["status"] == "partial_success")
        #expect(partial.json["summary"] == ["received": 3, "successful": 1, "failed": 2])
        #expect(partial.json["failedEvents"]?.arrayValue?.map { $0["index"] } == [1, 2])
        #expect(partial.json["failedEvents"]?[0]?["path"] == "/run/runId")
        #expect(try await door.aspect(Event.urn("t"), "datasetProperties") != nil)
        let none = await door.post([.object(bad)], to: "/api/v1/lineage")
        #expect(none.status == 400)
        #expect(none.json["status"] == "failure")
        #expect(await door.post(JSON.array([]), to: "/api/v1/lineage/batch").status == 200)
        #expect(await door.post(good, to: "/api/v1/lineage/batch").status == 400)
    }

    @Test("more pairs of columns than an aspect may state are 422, and take no neighbour along") func pairs()
        async throws
    {
        let door = Door()
        let wide = (0..<450).map { JSON.string("c\($0)") }
        let inputs: [JSON] = wide.map {
            ["namespace": "postgres://db:5432", "name": "shop.public.s", "field": $0]
        }
        var fields = JSONObject()
        for column in wide { fields.members.append(.init(column.stringValue ?? "", ["inputFields": .array(inputs)])) }
        let bad = Event.run(
            "COMPLETE", job: "app.wide",
            outputs: [Event.table("w", ["columnLineage": ["fields": .object(fields)]])])
        let single = await door.post(bad)
        #expect(single.status == 422)
        #expect(single.json["code"] == "event_rejected")
        #expect(single.json["path"] == "/outputs/0/facets/columnLineage/fields")
        let both = await door.post([bad, Event.run("COMPLETE", run: "r2", outputs: [Event.table("t")])])
        #expect(both.status == 207)
        #expect(both.json["failedEvents"]?[0]?["code"] == "event_rejected")
        #expect(try await door.aspect(Event.urn("t"), "datasetProperties") != nil)
    }

    @Test("an event that the model refuses is left out of the commit that it shares") func refusedByModel() async throws
    {
        let door = Door()
        let decoder = EventDecoder(naming: DatasetNaming(rules: NamespaceRules()))
        var bad = try decoder.event(Event.run("COMPLETE", run: "r1", job: "app.bad"))
        bad.job?.facts["owners"] = "nobody"
        let good = try decoder.event(Event.run("COMPLETE", run: "r2", outputs: [Event.table("t")]))
        let writer = LineageWriter(model: .standard, store: door.store)
        let receipt = try await writer.write([bad, good])
        guard case .refused(let problem) = receipt.outcomes.first, case .taken = receipt.outcomes.last else {
            Issue.record("\(receipt.outcomes)")
            return
        }
        #expect(problem.code == .eventRejected)
        #expect(try await door.aspect(Event.urn("t"), "datasetProperties") != nil)
        #expect(try await door.aspect("urn:li:dataJob:(\(Event.spark),app.bad)", "dataJobInfo") == nil)
    }

    @Test("5,000 columns and 10 MB of facets are taken") func large() async throws {
        let door = Door()
        let fields = (0..<5000).map {
            JSON.object(JSONObject([.init("name", .string("c\($0)")), .init("type", "int")]))
        }
        var lineage = JSONObject()
        for index in 0..<5000 {
            lineage.members.append(
                .init(
                    "c\(index)",
                    [
                        "inputFields": [
                            [
                                "namespace": "postgres://db:5432", "name": "shop.public.s",
                                "field": .string("c\(index)"),
                            ]
                        ]
                    ]))
        }
        let facets: JSON = ["schema": ["fields": .array(fields)], "columnLineage": ["fields": .object(lineage)]]
        let event = Event.run(
            "COMPLETE", outputs: [Event.table("t", facets)],
            runFacets: ["strange": ["text": .string(String(repeating: "x", count: 10 << 20))]])
        #expect(await door.post(event).status == 200)
        let schema = try await door.aspect(Event.urn("t"), "schemaMetadata")
        #expect(schema?["fields"]?.arrayValue?.count == 5000)
        let kept = await door.get("/api/v1/lineage/events?run=01a1fe51-9f63-7086-b8c9-91aefb8d02f7")
        #expect(kept.json["events"]?[0]?["run"]?["facets"]?["strange"]?["text"]?.stringValue?.utf8.count == 10 << 20)
    }

    @Test("a store that is away is 503 with Retry-After, and the event can be sent again") func away() async {
        let door = Door()
        await door.store.fail(with: .unavailable("no connection"))
        let answer = await door.post(Event.run("COMPLETE"))
        #expect(answer.status == 503)
        #expect(answer.headers["Retry-After"] == "1")
        #expect(!answer.json.text.contains("no connection"))
        await door.store.fail(with: nil)
        #expect(await door.post(Event.run("COMPLETE")).status == 200)
    }
}
