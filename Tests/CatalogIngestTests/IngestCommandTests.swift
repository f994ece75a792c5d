import Basics
import HTTPClient
import Testing

@testable import CatalogIngest

@Suite("catalog ingest")
struct IngestCommandTests {
    private final class Printed: Sendable {
        let out = Locked("")
        let err = Locked("")

        var output: IngestOutput {
            IngestOutput(
                out: { text in self.out.update { $0 += text } }, err: { text in self.err.update { $0 += text } })
        }
    }

    /// A Trino without catalogs beside a catalog that takes everything.
    private func transport(catalogs: [[JSON]] = [], catalogStatus: Int = 200) -> ScriptedTransport {
        ScriptedTransport { sent, _ in
            let answer: JSON
            switch true {
            case sent.url.hasSuffix("/config"):
                return HTTPClientResponse(status: catalogStatus, body: Array("{\"noCode\":\"true\"}".utf8))
            case sent.url.hasSuffix("/v1/info"): answer = ["starting": false, "nodeVersion": ["version": "435"]]
            case sent.url.contains("/aspects"): answer = ["value": "success", "written": 0, "unchanged": 500]
            case sent.body.contains("catalogs"):
                answer = ["columns": [["name": "catalog_name"]], "data": .array(catalogs.map { .array($0) })]
            case sent.body.contains("schemata"):
                answer = ["columns": [["name": "schema_name"]], "data": [["s"]]]
            default: answer = ["columns": [], "data": []]
            }
            return HTTPClientResponse(
                status: 200, headers: ["Content-Type": "application/json"], body: answer.bytes)
        }
    }

    private func run(
        _ arguments: [String], _ transport: ScriptedTransport, environment: [String: String] = [:]
    ) async -> (status: IngestExit, printed: Printed) {
        let printed = Printed()
        let runner = IngestCommandRunner(
            environment: environment, output: printed.output,
            context: ConnectorContext(transport: { _ in transport }, pause: { _ in }))
        return (await runner.run(arguments), printed)
    }

    private static let base = ["trino", "--server", "http://t:8080", "--to", "http://c:8080"]

    @Test("--json ends with exactly the one line, counted in aspects")
    func json() async {
        let (status, printed) = await run(Self.base + ["--json"], transport(catalogs: [["w"]]))
        #expect(status == .complete)
        #expect(printed.out.value == #"{"seen":11,"written":0,"unchanged":11,"skipped":0,"failed":0}"# + "\n")
    }

    @Test("A person gets a table, progress goes to standard error as plain lines")
    func table() async {
        let (status, printed) = await run(Self.base, transport(catalogs: [["w"]]))
        #expect(status == .complete)
        #expect(printed.out.value.contains("unchanged        11\n"))
        #expect(printed.err.value.contains("reading w"))
        #expect(!printed.err.value.contains("\u{1B}"))
    }

    @Test("--dry-run writes nothing and needs no catalog")
    func dryRun() async {
        let transport = transport(catalogs: [["w"]])
        let (status, printed) = await run(
            ["trino", "--server", "http://t:8080", "--dry-run", "--json"], transport)
        #expect(status == .complete)
        #expect(printed.out.value.contains("\"seen\":11,\"written\":0"))
        #expect(!transport.sent.contains { $0.url.contains("aspects") })
    }

    @Test("Secrets come from files or the environment and are never printed")
    func secrets() async {
        let transport = ScriptedTransport { sent, _ in
            sent.url.hasPrefix("http://c:8080/")
                ? HTTPClientResponse(status: 200, body: Array("{}".utf8))
                : HTTPClientResponse(status: 401, body: Array("no such password: hunter22".utf8))
        }
        let (status, printed) = await run(
            Self.base + ["--user", "ana", "--password-env", "PW"], transport, environment: ["PW": "hunter22"])
        #expect(status == .notStarted)
        #expect(!printed.err.value.contains("hunter22"))
        #expect(printed.err.value.contains("****"))
    }

    @Test(
        "What cannot start ends with 2 and a sentence",
        arguments: [
            ([], "missing"), (["trino"], "--server"), (["trino", "--server", "http://t"], "--to"),
            (["trinoo"], "did you mean 'trino'?"), (Self.base + ["--usr", "x"], "did you mean --user?"),
            (Self.base + ["--user"], "needs a value"), (Self.base + ["--json=1"], "takes no value"),
            (["-c", "/nowhere.yaml"], "cannot be read"),
            (Self.base + ["--password-env", "NOPE", "--user", "a"], "NOPE"),
            (Self.base + ["--catalog-pattern", "("], "regular expression"),
        ] as [([String], String)])
    func mistakes(arguments: [String], hint: String) async {
        let (status, printed) = await run(arguments, transport())
        #expect(status == .notStarted)
        #expect(printed.err.value.contains(hint), "\(printed.err.value)")
        #expect(printed.out.value.isEmpty)
    }

    @Test("A destination that is no catalog is found before the source is read")
    func destination() async {
        let transport = transport(catalogs: [["w"]], catalogStatus: 404)
        let (status, printed) = await run(Self.base, transport)
        #expect(status == .notStarted)
        #expect(printed.err.value.contains("does not look like a catalog"))
        #expect(!transport.sent.contains { $0.body.contains("catalogs") })
    }

    @Test("Help names every option and ends with 0")
    func help() async {
        let (status, printed) = await run(["trino", "--help"], transport())
        #expect(status == .complete)
        for option in [
            "--server URL", "--to URL", "--password-file FILE", "--json", "--dry-run", "--table-pattern REGEX",
        ] {
            #expect(printed.out.value.contains(option))
        }
        #expect(await run(["--help"], transport()).printed.out.value.contains("trino"))
    }

    @Test("A run is named as DataHub names its runs")
    func runID() {
        struct Noon: WallClock { var now: Milliseconds { 1_795_521_600_000 } }
        let identity = RunIdentity(kind: "trino", pipelineName: nil, clock: Noon())
        #expect(identity.runID.hasPrefix("trino-2026_11_24-12_00_00-"))
        #expect(identity.runID.count == "trino-2026_11_24-12_00_00-abcd12".count)
    }

    @Test("Numbers and columns of the report line up")
    func report() {
        var report = Report(runID: "r")
        report.add(Problem(.skipped, object: "w.s.t", reason: "broken", aspects: 6))
        report.seconds = 1.25
        #expect(report.text().contains("skipped           6\n"))
        #expect(report.text().contains("skipped: w.s.t (6 aspects): broken"))
        #expect(report.json.text == #"{"seen":6,"written":0,"unchanged":0,"skipped":6,"failed":0}"#)
    }
}
