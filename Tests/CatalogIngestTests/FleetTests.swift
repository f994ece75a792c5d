import Basics
import HTTPClient
import Testing

@testable import CatalogIngest

/// A source that stands in for a connector's own, small enough to be read many times.
struct StandIn: Sendable, CustomTestStringConvertible {
    var kind: String
    /// After `catalog ingest`, but for the destination.
    var arguments: [String]
    /// Secrets that the source gets, by environment variable.
    var environment: [String: String] = [:]
    /// The source, the same in each run.
    var source: @Sendable () -> any HTTPTransport
    /// The source as it answers one that may not enter.
    var locked: @Sendable () -> any HTTPTransport

    var testDescription: String { kind }

    /// Every connector that has one, by its kind.
    static let all: [StandIn] = [.mlflow, .ray, .trino]

    private static let mlflow = StandIn(
        kind: "mlflow",
        arguments: ["mlflow", "--tracking-uri", "http://source", "--token-env", "SECRET"],
        environment: ["SECRET": "Ml-flow-t0ken"],
        source: {
            MLflowStandIn(
                .init(
                    experiments: [
                        MLflowStandIn.experiment(1, "churn"), MLflowStandIn.experiment(2, "with Ml-flow-t0ken inside"),
                    ],
                    runs: (0..<12).map { number in
                        MLflowStandIn.run(
                            "r\(number)", in: number % 2 + 1, start: Int64(1000 + number), end: Int64(2000 + number))
                    }))
        },
        locked: { ScriptedTransport { _, _ in HTTPClientResponse(status: 401, body: Array("Ml-flow-t0ken?".utf8)) } })

    private static let ray = StandIn(
        kind: "ray",
        arguments: ["ray", "--dashboard", "http://source", "--token-env", "SECRET"],
        environment: ["SECRET": "R4y-dashboard-token"],
        source: {
            ScriptedTransport { sent, _ in
                let jobs = (0..<8).map { number -> JSON in
                    [
                        "type": "SUBMISSION", "submission_id": .string("job-\(number)"), "status": "SUCCEEDED",
                        "entrypoint": .string("python train\(number).py --token R4y-dashboard-token"),
                        "start_time": .int(Int64(1000 + number)), "end_time": .int(Int64(1500 + number)),
                    ]
                }
                let version: JSON = ["version": "4", "ray_version": "2.60.0", "session_name": "session_1"]
                let body = sent.url.hasSuffix("/api/version") ? version : .array(jobs)
                return HTTPClientResponse(
                    status: 200, headers: ["Content-Type": "application/json"], body: body.bytes)
            }
        },
        locked: {
            ScriptedTransport { _, _ in HTTPClientResponse(status: 401, body: Array("no R4y-dashboard-token".utf8)) }
        })

    private static let trino = StandIn(
        kind: "trino",
        arguments: [
            "trino", "--server", "http://source", "--user", "ana", "--password-env", "SECRET",
        ],
        environment: ["SECRET": "Tr1no-pass-word"],
        source: {
            MemoryTrino(
                .init(
                    connectors: ["lake": "iceberg", "warehouse": "memory"],
                    relations: [
                        "lake": (0..<8).map { .init(schema: $0 < 4 ? "a" : "b", name: "t\($0)") },
                        "warehouse": [
                            .init(schema: "main", name: "orders"),
                            .init(
                                schema: "main", name: "v", view: "SELECT id, name FROM orders -- Tr1no-pass-word",
                                plan: .success([["warehouse", "main", "orders"]])),
                        ],
                    ]), authorization: "Basic YW5hOlRyMW5vLXBhc3Mtd29yZA==")
        },
        locked: { ScriptedTransport { _, _ in HTTPClientResponse(status: 401, body: Array("Tr1no-pass-word?".utf8)) } })
}

/// What holds for every connector, its source a stand-in and the catalog in memory.
@Suite("Every connector")
struct FleetTests {
    private func session(_ standIn: StandIn, _ catalog: MemoryCatalog = MemoryCatalog()) -> Session {
        var session = Session(catalog)
        session.connectors = ConnectorRegistry.all
        session.environment = standIn.environment
        session.source = standIn.source()
        session.batchSize = 5
        return session
    }

    private func run(_ standIn: StandIn, _ session: Session, _ more: String...) async -> IngestExit {
        await session.run(standIn.arguments + ["--to", "http://c"] + more)
    }

    /// The catalog after one undisturbed run.
    private func expected(_ standIn: StandIn) async -> MemoryCatalog {
        let session = session(standIn)
        let status = await run(standIn, session)
        #expect(status == .complete, "\(session.err)")
        #expect(session.catalog.versions > 10)
        return session.catalog
    }

    @Test("counts what it did, and a second run writes no version", arguments: StandIn.all)
    func secondRun(standIn: StandIn) async throws {
        let catalog = await expected(standIn)
        let versions = catalog.versions
        let session = session(standIn, catalog)
        #expect(await run(standIn, session, "--json") == .complete)
        #expect(catalog.versions == versions)
        let report = try JSON.parse(Array(session.out.utf8))
        func count(_ name: String) -> Int64 { report[name]?.intValue ?? -1 }
        #expect(count("seen") > 10)
        #expect(count("seen") == count("written") + count("unchanged") + count("skipped") + count("failed"))
        #expect(count("failed") == 0)
    }

    @Test("foresees nothing in a dry run after a run", arguments: StandIn.all)
    func dryRun(standIn: StandIn) async throws {
        let catalog = await expected(standIn)
        let session = session(standIn, catalog)
        #expect(await run(standIn, session, "--dry-run", "--json") == .complete)
        let report = try JSON.parse(Array(session.out.utf8))
        #expect(report["new"] == 0 && report["changed"] == 0 && report["removed"] == 0, "\(session.out)")
    }

    @Test("keeps its secrets out of everything that is printed or stored", arguments: StandIn.all)
    func redaction(standIn: StandIn) async {
        let session = session(standIn)
        #expect(await run(standIn, session) == .complete)
        for secret in standIn.environment.values {
            #expect(!session.out.contains(secret) && !session.err.contains(secret))
            #expect(!session.catalog.state.value.bodies.contains { $0.contains(secret) })
        }
    }

    @Test("ends with 2 and a sentence where it may not enter, and writes nothing", arguments: StandIn.all)
    func locked(standIn: StandIn) async {
        var session = session(standIn)
        session.source = standIn.locked()
        #expect(await run(standIn, session) == .notStarted)
        #expect(session.err.contains("error: "))
        #expect(session.catalog.content.isEmpty)
        for secret in standIn.environment.values { #expect(!session.err.contains(secret)) }
        #expect(await run(standIn, session, "--check") == .notStarted)
    }

    @Test("tells by --check what it sees, and writes nothing", arguments: StandIn.all)
    func check(standIn: StandIn) async {
        let session = session(standIn)
        #expect(await run(standIn, session, "--check") == .complete, "\(session.out)\(session.err)")
        #expect(session.out.contains("\(standIn.kind): answers and lets us in"))
        #expect(session.catalog.state.value.aspects.isEmpty)
    }

    @Test("goes on after a kill at any request, and ends with the same catalog", arguments: StandIn.all)
    func killed(standIn: StandIn) async {
        let expected = await expected(standIn)
        var deaths = 0
        for requests in 1..<60 {
            let catalog = MemoryCatalog()
            catalog.die(after: requests)
            let first = session(standIn, catalog)
            let status = await run(standIn, first)
            catalog.die(after: nil)
            guard status != .complete else { break }
            deaths += 1
            let second = session(standIn, catalog)
            #expect(await run(standIn, second) == .complete, "after \(requests) requests: \(second.err)")
            #expect(catalog.content == expected.content, "after \(requests) requests")
            #expect(catalog.versions == expected.versions, "after \(requests) requests")
            // Nothing is taken for gone because a run went on where another ended.
            let third = session(standIn, catalog)
            #expect(await run(standIn, third) == .complete)
            #expect(catalog.versions == expected.versions, "after \(requests) requests")
        }
        #expect(deaths >= 3)
    }

    @Test("ends cleanly when cancelled at any request, and goes on", arguments: StandIn.all)
    func cancelled(standIn: StandIn) async {
        let expected = await expected(standIn)
        var cancels = 0
        for requests in 1..<60 {
            let catalog = MemoryCatalog()
            let first = session(standIn, catalog)
            let handle = Locked<Task<IngestExit, Never>?>(nil)
            let (ready, isReady) = AsyncStream<Void>.makeStream()
            catalog.onWrite.update { hook in
                hook = { count in
                    if count == requests { handle.value?.cancel() }
                }
            }
            let running = Task {
                for await _ in ready { break }
                return await run(standIn, first)
            }
            handle.update { $0 = running }
            isReady.yield()
            let status = await running.value
            catalog.onWrite.update { $0 = nil }
            guard status != .complete else { break }
            cancels += 1
            #expect(status == .partial, "after \(requests) requests: \(first.err)")
            #expect(first.out.contains("ended early"))
            let second = session(standIn, catalog)
            #expect(await run(standIn, second) == .complete, "after \(requests) requests: \(second.err)")
            #expect(catalog.content == expected.content, "after \(requests) requests")
        }
        #expect(cancels >= 3)
    }

    @Test("stops at a limit", arguments: StandIn.all)
    func limit(standIn: StandIn) async {
        let session = session(standIn)
        #expect(await run(standIn, session, "--limit", "1") == .complete)
        #expect(session.catalog.content.keys.filter { !$0.hasPrefix("urn:li:container:") }.count == 1)
    }
}
