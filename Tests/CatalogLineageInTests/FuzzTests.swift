import Basics
import CatalogModel
import CatalogSchema
import CatalogService
import Foundation
import Testing
import CatalogTestKit

@testable import CatalogLineageIn

/// Hostile events. `CATALOG_TEST_FUZZ_COUNT` sets how many are tried.
@Suite struct FuzzTests {
    private static var count: Int {
        ProcessInfo.processInfo.environment["CATALOG_TEST_FUZZ_COUNT"].flatMap { Int($0) } ?? 2000
    }

    @Test("no event ends the process, takes a second, or becomes what the model refuses or what cannot be merged")
    func mutations() {
        var generator = SeededGenerator(seed: 11)
        let decoder = EventDecoder(naming: DatasetNaming(rules: NamespaceRules()))
        let preparer = ProposalPreparer(model: .standard)
        let seeds = Self.seeds()
        var taken = 0
        var refused = 0
        let start = monotonicNanoseconds()
        for _ in 0..<Self.count {
            guard var event = seeds.randomElement(using: &generator) else { return }
            for _ in 0...Int.random(in: 0...3, using: &generator) { event = Self.mutated(event, 0, &generator) }
            // Half of them as bytes, so that the parser has its share.
            if Bool.random(using: &generator) {
                var bytes = event.bytes
                Self.damage(&bytes, &generator)
                guard let parsed = try? JSON.parse(bytes) else {
                    refused += 1
                    continue
                }
                event = parsed
            }
            let begin = monotonicNanoseconds()
            do {
                let report = try decoder.event(event)
                var round = MergeRound(states: [:])
                round.fold(report)
                let drafts = round.drafts()
                for (draft, _) in drafts {
                    let proposal = Proposal(urn: draft.urn, aspectName: draft.aspect, value: draft.value)
                    if case .failure(let problem) = preparer.prepare(proposal, actor: AuditStamp.unknownActor) {
                        Issue.record("\(problem) for \(event.text.prefix(4000))")
                    }
                }
                for (urn, state) in round.states {
                    if MergedState(text: state.text) != state { Issue.record("\(urn): \(event.text)") }
                }
                taken += drafts.isEmpty ? 0 : 1
            } catch {
                #expect(error.path.hasPrefix("/"))
                refused += 1
            }
            let spent = monotonicNanoseconds() - begin
            if spent > 1_000_000_000 { Issue.record("\(spent) ns for \(event.text.prefix(2000))") }
        }
        #expect(taken > Self.count / 50)
        #expect(refused > Self.count / 10)
        print(
            "\(Self.count) events: \(taken) taken, \(refused) refused, \((monotonicNanoseconds() - start) / 1_000_000) ms"
        )
    }

    private static func seeds() -> [JSON] {
        let column: JSON = [
            "inputFields": [
                [
                    "namespace": "postgres://db:5432", "name": "shop.public.a", "field": "c",
                    "transformations": [["type": "DIRECT", "subtype": "IDENTITY", "masking": true]],
                ]
            ]
        ]
        let facets: JSON = [
            "schema": ["fields": [["name": "c", "type": "struct", "fields": [["name": "d", "type": "int"]]]]],
            "columnLineage": ["fields": ["c": column], "dataset": [["name": "x", "namespace": "y", "field": "z"]]],
            "symlinks": ["identifiers": [["namespace": "hive://m", "name": "db.t", "type": "TABLE"]]],
            "lifecycleStateChange": [
                "lifecycleStateChange": "RENAME", "previousIdentifier": ["name": "old", "namespace": "file"],
            ],
            "ownership": ["owners": [["name": "user:a", "type": "PRODUCER"]]],
            "tags": ["tags": [["key": "k", "value": "v", "source": "s"]]],
            "version": ["datasetVersion": "7"], "documentation": ["description": "d"],
            "catalog": ["framework": "iceberg", "type": "rest", "name": "c"],
        ]
        let run: JSON = [
            "parent": [
                "run": ["runId": "p"], "job": ["namespace": "n", "name": "j"], "root": ["run": ["runId": "r"]],
            ],
            "processing_engine": ["name": "spark", "version": "4"],
            "nominalTime": ["nominalStartTime": "2026-01-01T00:00:00Z"],
            "errorMessage": ["message": "m", "stackTrace": "s"],
            "jobDependencies": ["upstream": [["job": ["namespace": "n", "name": "u"], "run": ["runId": "u"]]]],
            "airflow": ["taskInstance": ["try_number": 2, "log_url": "http://l"], "dagRun": ["run_id": "x"]],
        ]
        let job: JSON = [
            "sql": ["query": "select 1"], "jobType": ["integration": "SPARK", "jobType": "JOB"],
            "sourceCodeLocation": ["url": "http://g", "branch": "main"], "documentation": ["_deleted": true],
        ]
        let measured: JSON = ["nullCount": 1, "min": 1, "sum": 3, "count": 2, "quantiles": ["0.5": 1]]
        let metrics: JSON = ["rowCount": 5, "bytes": 7, "columnMetrics": ["c": measured]]
        let check: JSON = ["assertion": "not_null", "column": "c", "success": true]
        let quality: JSON = ["dataQualityMetrics": metrics, "dataQualityAssertions": ["assertions": [check]]]
        var source = Event.dataset("s3://b", "k/", facets).objectValue ?? JSONObject()
        source["inputFacets"] = quality
        let input = JSON.object(source)
        return [
            Event.run("COMPLETE", inputs: [input], outputs: [Event.table("t", facets)], runFacets: run, jobFacets: job),
            Event.run("START", inputs: [Event.table("a")], runFacets: run),
            ["eventTime": "2026-11-21T13:00:00+01:00", "producer": "p", "dataset": input],
            [
                "eventTime": "2026-11-21T13:00:00Z", "producer": "https://a/b", "outputs": [Event.table("t", facets)],
                "job": ["namespace": "n", "name": "a.b", "facets": job],
            ],
        ]
    }

    /// A value with one thing changed somewhere inside.
    private static func mutated(_ value: JSON, _ depth: Int, _ generator: inout SeededGenerator) -> JSON {
        switch value {
        case .object(var object) where !object.isEmpty && Int.random(in: 0..<10, using: &generator) > 0:
            let place = Int.random(in: 0..<object.count, using: &generator)
            switch Int.random(in: 0..<12, using: &generator) {
            case 0: object.members.remove(at: place)
            case 1: object.members[place].name = strange(&generator)
            default: object.members[place].value = mutated(object.members[place].value, depth + 1, &generator)
            }
            return .object(object)
        case .array(var items) where !items.isEmpty && Int.random(in: 0..<6, using: &generator) > 0:
            let place = Int.random(in: 0..<items.count, using: &generator)
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: items.remove(at: place)
            case 1: items.append(items[place])
            default: items[place] = mutated(items[place], depth + 1, &generator)
            }
            return .array(items)
        default:
            switch Int.random(in: 0..<9, using: &generator) {
            case 0: return .null
            case 1: return .bool(Bool.random(using: &generator))
            case 2: return .int(Int64.random(in: .min ... .max, using: &generator))
            case 3: return .number("1e400")
            case 4: return .array([value, value])
            case 5: return .object(JSONObject([.init(strange(&generator), value)]))
            default: return .string(strange(&generator))
            }
        }
    }

    private static func strange(_ generator: inout SeededGenerator) -> String {
        let texts = [
            "", " ", ".", "..", "/", "//", ":", "://", "a(b", "a)b", "a,b", "\u{241F}", "\u{7F}", "é", "🜚", "urn:li:",
            "urn:li:corpuser:", "user:", "table/", "9999-12-31T23:59:59.999999999+14:00", "0000-01-01T00:00:00Z",
            "2026-11-21T13:00:00-23:59", "arn:aws:glue", "jdbc:postgresql://h", "s3://", "file:", "|", "a|b", "run:x",
            "shape:", "touch:", String(repeating: "x", count: 9000), String(repeating: "(", count: 40), "COMPLETE",
            "FAIL", "DROP", "iceberg", "TABLE", "_deleted",
        ]
        return texts.randomElement(using: &generator) ?? ""
    }

    private static func damage(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
        for _ in 0..<Int.random(in: 0...2, using: &generator) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes.remove(at: place)
            default: bytes.removeLast(bytes.count - place)
            }
        }
    }
}
