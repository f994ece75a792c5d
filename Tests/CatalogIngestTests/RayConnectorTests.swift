import Basics
import HTTPClient
import TestSupport
import Testing

@testable import CatalogIngest

private let trino = "urn:li:dataset:(urn:li:dataPlatform:trino,lake.analytics.events,PROD)"
private let s3 = "urn:li:dataset:(urn:li:dataPlatform:s3,lake/features/daily,PROD)"
private let declared: [(String, [String])] = [
    ("[\"\(trino)\"]", [trino]), (trino, [trino]), ("\(trino), \(s3)", [s3, trino]),
    ("trino:lake.analytics.events", [trino]),
    ("[\"s3://lake/features/daily\", \"\(trino)\"]", [s3, trino]), ("", []), ("[]", []),
    ("s3a://lake/features/daily/, trino://h:1/lake/analytics/events, trino://lake.analytics.events", [s3, trino]),
]
private let scripts: [(String, String?)] = [
    ("python train.py --date 2024-05-01", "train.py"), ("python ./jobs/train.py", "jobs/train.py"),
    ("bash -c 'cd /srv && python etl/load.py'", "etl/load.py"), ("python -c \"import train.py\"", nil),
    ("ray list", nil), ("", nil),
]

@Suite("Ray connector")
struct RayConnectorTests {
    private func transport(_ jobs: JSON, session: String = "session_1") -> ScriptedTransport {
        ScriptedTransport { sent, _ throws(HTTPClientError) in
            let body: JSON =
                sent.url.hasSuffix("/api/version")
                ? ["version": "4", "ray_version": "2.60.0", "session_name": .string(session)] : jobs
            return HTTPClientResponse(status: 200, headers: ["Content-Type": "application/json"], body: body.bytes)
        }
    }

    private func connector(_ transport: any HTTPTransport, _ fields: [String: String] = [:]) throws -> RayConnector {
        try RayConnector(
            try configuration(RayConnector.fields, ["dashboard": "http://127.0.0.1:8265"].merging(fields) { $1 }),
            context: ConnectorContext(transport: { _ in transport }, pause: { _ in try Task.checkCancellation() }))
    }

    private func job(_ id: String, start: Int64 = 1000, _ more: [JSONObject.Member] = []) -> JSON {
        var object = JSONObject([
            .init("type", "SUBMISSION"), .init("submission_id", .string(id)), .init("job_id", nil),
            .init("status", "SUCCEEDED"), .init("entrypoint", "python train.py"), .init("start_time", .int(start)),
            .init("end_time", .int(start + 500)), .init("metadata", nil), .init("runtime_env", nil),
        ])
        for member in more { object[member.name] = member.value }
        return .object(object)
    }

    @Test("What the recorded cluster holds becomes the golden's aspects, the same each time")
    func golden() async throws {
        let recording = try TestFiles.json("recordings/ray-2.60.json")
        let (first, report) = try await scan(try connector(ReplayTransport(recording)))
        let (second, _) = try await scan(try connector(ReplayTransport(recording)))
        #expect(first == second)
        if TestFiles.isRecording { try TestFiles.write(document(first), to: "golden/ray.json") }
        let golden = try TestFiles.json("golden/ray.json")
        let found = document(first)
        #expect(found.objectValue?.names == golden.objectValue?.names)
        for member in golden.objectValue?.members ?? [] {
            #expect(found[member.name] == member.value, "\(member.name)")
        }
        #expect(report.exitStatus == .complete && report.seen == first.count)
    }

    @Test("A secret of the environment is nowhere: not in its variable, the command line, the message or the metadata")
    func secrets() async throws {
        let secret = "q8Zt1LmVw93KxPz0YbN4RjD7"
        let text = JSON.string("python train.py --key \(secret)")
        let (proposals, _) = try await scan(
            try connector(
                transport([
                    job(
                        "a",
                        [
                            .init("entrypoint", text), .init("message", .string("log: using \(secret)\ndone")),
                            .init("metadata", ["note": .string("with \(secret)"), "db_password": "hunter2"]),
                            .init(
                                "runtime_env",
                                [
                                    "env_vars": ["WANDB_API_KEY": .string(secret), "RUN_DATE": "2024-05-02"],
                                    "pip": ["--index-url https://ana:hunter2@pypi.example/simple", "torch"],
                                ]),
                        ])
                ])))
        let all = document(proposals).text
        #expect(!all.contains(secret) && !all.contains("hunter2"))
        #expect(all.contains("2024-05-02") && all.contains("torch") && all.contains("WANDB_API_KEY"))
    }

    @Test("Declared inputs and outputs are read in each form", arguments: declared)
    func lineage(text: String, urns: [String]) throws {
        let job = try #require(RayJob(self.job("a", [.init("metadata", ["inputs": .string(text)])])))
        let lineage = RayLineage(job, env: "PROD")
        #expect(lineage.inputs == urns)
        #expect(lineage.unreadable.isEmpty)
    }

    @Test("An address that signs in somewhere is no dataset, and its password is not repeated")
    func signedAddress() {
        let declared = DeclaredUrns("postgresql://ana:hunter2@db/crm", env: "PROD")
        #expect(declared.urns == [] && declared.unreadable.count == 1)
        let complaint = DeclaredUrns.complaint(about: declared.unreadable.first ?? "", in: "its metadata")
        #expect(complaint.contains("platform:name") && !complaint.contains("hunter2"))
    }

    @Test("Lineage is on the job and on the run; an entry that is no urn is named and costs nothing else")
    func lineageAspects() async throws {
        let (proposals, report) = try await scan(
            try connector(
                transport([
                    job("old", start: 1, [.init("metadata", ["job_name": "etl", "outputs": .string(s3)])]),
                    job("new", start: 2, [.init("metadata", ["job_name": "etl", "outputs": "nonsense"])]),
                ])))
        let found = document(proposals)
        let etl = "urn:li:dataJob:(urn:li:dataFlow:(ray,etl,PROD),etl)"
        #expect(found[etl]?["dataJobInputOutput"]?["outputDatasets"] == [.string(s3)])
        #expect(report.problems.map(\.object) == ["job new"])
        #expect(report.exitStatus == .complete, "it is broken in the source itself")
        let runs = proposals.filter { $0.aspectName == "dataProcessInstanceOutput" }
        #expect(runs.map { $0.value["outputEdges"] } == [[["destinationUrn": .string(s3)]]])
    }

    @Test("The script names a job that has no name", arguments: scripts)
    func script(entrypoint: String, script: String?) {
        #expect(RayMapping.script(entrypoint) == script)
    }

    @Test("A ghost of a deleted job, null members and odd entries do no harm")
    func odd() async throws {
        let ghost = job(
            "gone",
            [.init("entrypoint", "Entrypoint not found."), .init("start_time", nil), .init("status", "FAILED")])
        let bare: JSON = ["submission_id": "bare", "status": "PENDING", "entrypoint": "sleep 1"]
        let (proposals, report) = try await scan(try connector(transport([ghost, bare, 7, nil, [:]])))
        let runs = Set(proposals.filter { $0.entityType == "dataProcessInstance" }.map(\.urn))
        #expect(runs.count == 1)
        #expect(!proposals.contains { $0.aspectName == "dataProcessInstanceRunEvent" })
        #expect(report.exitStatus == .complete)
    }

    @Test("A restart of the cluster removes nothing and is told; its drivers are not those of before")
    func restart() async throws {
        let checkpoint = MemoryCheckpoint()
        let driver: JSON = [
            "type": "DRIVER", "job_id": "01000000", "status": "SUCCEEDED", "entrypoint": "python a.py", "start_time": 5,
        ]
        let (first, _) = try await scan(
            try connector(transport([job("a"), driver])), checkpoint, at: 1)
        let (second, report) = try await scan(
            try connector(transport([driver], session: "session_2")), checkpoint, at: 2)
        #expect(report.removed == 0 && !second.contains { $0.value["removed"] == true })
        #expect(report.notes.contains { $0.contains("restarted") })
        func runs(_ proposals: [IngestProposal]) -> Set<String> {
            Set(proposals.filter { $0.entityType == "dataProcessInstance" }.map(\.urn))
        }
        #expect(runs(first).count == 2 && runs(first).isDisjoint(with: runs(second)))
    }

    @Test("KubeRay's RayJob is read from the submission identifier when asked for")
    func kuberay() async throws {
        let jobs: JSON = [
            job("train-churn-x7k2p", start: 1), job("train-churn-b9wzq", start: 2), job("other-aeiou", start: 3),
        ]
        let (proposals, _) = try await scan(try connector(transport(jobs), ["kuberay": "true"]))
        let flows = Set(proposals.filter { $0.entityType == "dataFlow" }.map(\.urn))
        #expect(flows == ["urn:li:dataFlow:(ray,train-churn,PROD)", "urn:li:dataFlow:(ray,train.py,PROD)"])
        let (plain, _) = try await scan(try connector(transport(jobs)))
        #expect(Set(plain.filter { $0.entityType == "dataFlow" }.map(\.urn)) == ["urn:li:dataFlow:(ray,train.py,PROD)"])
    }

    @Test("States become run events, long messages keep beginning and end")
    func states() async throws {
        let long = String(repeating: "a", count: 15_000) + "Error: out of memory"
        let jobs: JSON = [
            job("ok"), job("bad", [.init("status", "FAILED"), .init("message", .string(long))]),
            job("stopped", [.init("status", "STOPPED")]),
            job("open", [.init("status", "RUNNING"), .init("end_time", nil)]),
        ]
        let (proposals, _) = try await scan(try connector(transport(jobs)))
        let events = proposals.filter { $0.aspectName == "dataProcessInstanceRunEvent" }.map(\.value)
        #expect(Set(events.compactMap { $0["result"]?["type"]?.stringValue }) == ["SUCCESS", "FAILURE", "SKIPPED"])
        #expect(events.filter { $0["status"] == "STARTED" }.count == 1)
        let text = document(proposals).text
        #expect(text.contains("out of memory") && text.utf8.count < 14_000)
    }

    @Test("Something else than a dashboard is told apart")
    func notRay() async throws {
        let other = ScriptedTransport { _, _ throws(HTTPClientError) in
            HTTPClientResponse(status: 200, headers: ["Content-Type": "application/json"], body: Array("{}".utf8))
        }
        let error = await thrown(IngestError.self) { try await connector(other).check() }
        #expect(error?.code == .source)
        #expect(error?.message.contains("check the address") == true)
    }
}

/// Against the real clusters that `CATALOG_TEST_RAY` and, with `CATALOG_TEST_RAY_TOKEN`, `CATALOG_TEST_RAY_SECURED` name,
/// seeded by `../shared/servers/ray/seed.py`.
@Suite("A real Ray", .serialized)
struct RayServerTests {
    private func connector(_ fields: [String: String], context: ConnectorContext = ConnectorContext()) throws
        -> RayConnector
    {
        try RayConnector(try configuration(RayConnector.fields, fields), context: context)
    }

    @Test(
        "Reads the seeded cluster; CATALOG_RECORD=1 keeps the conversation",
        .enabled(if: TestFiles.environment["CATALOG_TEST_RAY"] != nil))
    func read() async throws {
        let (context, recorder) = RecordingTransport.context()
        let connector = try connector(["dashboard": TestFiles.environment["CATALOG_TEST_RAY"] ?? ""], context: context)
        try await connector.check()
        let (proposals, report) = try await scan(connector)
        #expect(report.exitStatus == .complete, "\(report.problems)")
        #expect(Set(proposals.filter { $0.entityType == "dataProcessInstance" }.map(\.urn)).count >= 7)
        #expect(!document(proposals).text.contains("not-a-real-secret"))
        if let recorder { try TestFiles.write(recorder.recording, to: "recordings/ray-2.60.json") }
    }

    @Test(
        "The right token is let in, a wrong one and none are refused with a sentence",
        .enabled(if: TestFiles.environment["CATALOG_TEST_RAY_SECURED"] != nil))
    func token() async throws {
        let server = TestFiles.environment["CATALOG_TEST_RAY_SECURED"] ?? ""
        let token = TestFiles.environment["CATALOG_TEST_RAY_TOKEN"] ?? ""
        try await connector(["dashboard": server, "token": token]).check()
        let (_, report) = try await scan(try connector(["dashboard": server, "token": token]))
        #expect(report.exitStatus == .complete)
        let wrong = await thrown(IngestError.self) {
            try await connector(["dashboard": server, "token": "wrong"]).check()
        }
        #expect(wrong?.code == .access && wrong?.message.contains("token") == true)
        let none = await thrown(IngestError.self) { try await connector(["dashboard": server]).check() }
        #expect(none?.code == .access && none?.message.contains("--token-file") == true)
    }
}
