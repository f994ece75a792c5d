import Basics
import Testing

@Suite("DataHub timeseries")
struct TimeseriesTests {
    private let surface = Surface()
    private let target = "/aspects?action=getTimeseriesAspectValues"

    private func profiles(_ more: [(String, JSON)] = []) -> JSON {
        var query = JSONObject([
            .init("urn", .string(Samples.table)), .init("entity", "dataset"), .init("aspect", "datasetProfile"),
        ])
        for (name, value) in more { query[name] = value }
        return .object(query)
    }

    private func rows(_ answer: Answer) throws -> [Int64?] {
        try (answer.json?["value"]?["values"]?.arrayValue ?? []).map {
            try JSON.parse($0["aspect"]?["value"]?.stringValue ?? "")["rowCount"]?.intValue
        }
    }

    @Test("Newest first, limited, and within an inclusive range")
    func ranges() async throws {
        for row in 1...5 as ClosedRange<Int64> {
            await surface.emit(Samples.table, "datasetProfile", Samples.profile(at: 1_760_000_000_000 + row, rows: row))
        }
        let all = await surface.post(target, profiles([("filter", ["or": [["and": []]]])]))
        #expect(try rows(all) == [5, 4, 3, 2, 1])
        #expect(all.json?["value"]?["entityName"] == "dataset")
        #expect(all.json?["value"]?["aspectName"] == "datasetProfile")
        #expect(all.json?["value"]?["values"]?[0]?["aspect"]?["contentType"] == "application/json")
        #expect(try rows(await surface.post(target, profiles([("limit", 2)]))) == [5, 4])
        #expect(try rows(await surface.post(target, profiles([("latestValue", true)]))) == [5])
        let range: [(String, JSON)] = [
            ("startTimeMillis", 1_760_000_000_002), ("endTimeMillis", 1_760_000_000_004),
            ("sort", ["field": "timestampMillis", "order": "DESCENDING"]),
        ]
        #expect(try rows(await surface.post(target, profiles(range))) == [4, 3, 2])
    }

    @Test("A checkpoint is found by its pipeline at once, after a soft deletion too")
    func checkpoint() async {
        for (time, pipeline) in [(1, "nightly"), (2, "hourly"), (3, "nightly"), (4, "hourly")] as [(Int64, String)] {
            await surface.emit(
                Samples.checkpointJob, "datahubIngestionCheckpoint", Samples.checkpoint(at: time, pipeline: pipeline))
        }
        await surface.emit(Samples.checkpointJob, "status", ["removed": true])
        let query = Samples.requests.first { $0.target == target }
        let answer = await surface.post(target, query?.body ?? [:])
        let text = answer.json?["value"]?["values"]?[0]?["aspect"]?["value"]?.stringValue ?? ""
        #expect(answer.json?["value"]?["values"]?.arrayValue?.count == 1)
        #expect((try? JSON.parse(text)) == Samples.checkpoint(at: 3, pipeline: "nightly"))
    }

    @Test("An entity without values has none")
    func empty() async {
        let answer = await surface.post(target, profiles())
        #expect(answer.status == 200)
        #expect(answer.json?["value"]?["values"] == [])
    }

    @Test(
        "What a filter asks beyond equality is refused, never left out",
        arguments: [
            #"{"or":[{"and":[{"field":"rowCount","values":["1"],"condition":"GREATER_THAN"}]}]}"#,
            #"{"or":[{"and":[{"field":"rowCount","values":["1"],"negated":true}]}]}"#,
            #"{"or":[{"and":[]},{"and":[]}]}"#,
            #"{"or":[{"and":[{"field":"noSuchField","values":["1"]}]}]}"#,
            #"{"or":[{"and":[{"field":"rowCount"}]}]}"#,
            #"{"or":[{"and":[{"field":"rowCount","values":["1"]},{"field":"rowCount","values":["2"]}]}]}"#,
            #"{"or":5}"#, #"{"or":[{"and":{}}]}"#, #""x""#, #"{"criteria":[7]}"#,
        ])
    func unsupportedFilters(_ filter: String) async throws {
        let answer = await surface.post(target, profiles([("filter", try JSON.parse(filter))]))
        #expect(answer.status == 400)
        #expect(answer.code == "filter_unsupported")
    }

    @Test(
        "A query that cannot be read is 400",
        arguments: [
            ("limit", 0), ("limit", "many"), ("limit", .number("1.5")), ("startTimeMillis", "now"), ("urn", 5),
            ("urn", "x"),
            ("aspect", "status"), ("aspect", "chartUsageStatistics"), ("aspect", nil),
            ("sort", ["field": "timestampMillis", "order": "ASCENDING"]),
        ] as [(String, JSON?)])
    func badQueries(member: String, value: JSON?) async {
        var query = profiles().objectValue ?? JSONObject()
        query[member] = value
        let answer = await surface.post(target, .object(query))
        #expect(answer.status == 400)
        #expect(!answer.message.isEmpty)
    }
}
