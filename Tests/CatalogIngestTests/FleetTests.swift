import Basics
import HTTPClient
import Testing

@testable import CatalogIngest

/// What holds for every connector, its source a stand-in and the catalog in memory.
@Suite("Every connector")
struct FleetTests {
    /// A source and the command line that reads it.
    private struct Bench {
        let standIn: StandIn
        let entrance: StandIn.Entrance

        func session(_ catalog: MemoryCatalog = MemoryCatalog()) -> Session {
            var session = Session(catalog)
            session.connectors = ConnectorRegistry.all.filter { $0.kind != MemoryKafka.kind } + [MemoryKafka.self]
            session.environment = standIn.environment
            session.source = entrance.transport
            session.batchSize = 5
            return session
        }

        func run(_ session: Session, _ more: String...) async -> IngestExit {
            await session.run(entrance.arguments + ["--to", "http://c"] + more)
        }

        /// The catalog after one undisturbed run.
        func expected() async -> MemoryCatalog {
            let session = session()
            #expect(await run(session) == .complete, "\(session.err)")
            #expect(session.catalog.versions > 10)
            return session.catalog
        }
    }

    private func with(
        _ standIn: StandIn, _ door: StandIn.Door = .open, _ body: (Bench) async throws -> Void
    ) async throws {
        let entrance = try await standIn.open(door)
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await body(Bench(standIn: standIn, entrance: entrance))) } catch {
            outcome = .failure(error)
        }
        try await entrance.close()
        try outcome.get()
    }

    @Test("has a stand-in, so that all of this is asked of it")
    func complete() {
        #expect(StandIn.all.map(\.kind).sorted() == ConnectorRegistry.all.map { $0.kind }.sorted())
        for connector in ConnectorRegistry.all { #expect(!connector.recipe.isEmpty, "\(connector.kind)") }
    }

    @Test("counts what it did, and a second run writes no version", arguments: StandIn.all)
    func secondRun(standIn: StandIn) async throws {
        try await with(standIn) { bench in
            let catalog = await bench.expected()
            let versions = catalog.versions
            let session = bench.session(catalog)
            #expect(await bench.run(session, "--json") == .complete)
            #expect(catalog.versions == versions)
            let report = try JSON.parse(Array(session.out.utf8))
            func count(_ name: String) -> Int64 { report[name]?.intValue ?? -1 }
            #expect(count("seen") > 10)
            #expect(count("seen") == count("written") + count("unchanged") + count("skipped") + count("failed"))
            #expect(count("failed") == 0)
        }
    }

    @Test("foresees nothing in a dry run after a run", arguments: StandIn.all)
    func dryRun(standIn: StandIn) async throws {
        try await with(standIn) { bench in
            let catalog = await bench.expected()
            let session = bench.session(catalog)
            #expect(await bench.run(session, "--dry-run", "--json") == .complete)
            let report = try JSON.parse(Array(session.out.utf8))
            #expect(report["new"] == 0 && report["changed"] == 0 && report["removed"] == 0, "\(session.out)")
        }
    }

    @Test("keeps its secrets out of everything that is printed or stored", arguments: StandIn.all)
    func redaction(standIn: StandIn) async throws {
        try await with(standIn) { bench in
            let session = bench.session()
            #expect(await bench.run(session) == .complete)
            for secret in standIn.environment.values {
                #expect(!session.out.contains(secret) && !session.err.contains(secret))
                #expect(!session.catalog.state.value.bodies.contains { $0.contains(secret) })
            }
        }
    }

    @Test("ends with 2 and a sentence where it may not enter, and writes nothing", arguments: StandIn.all)
    func locked(standIn: StandIn) async throws {
        try await with(standIn, .locked) { bench in
            let session = bench.session()
            #expect(await bench.run(session) == .notStarted)
            #expect(session.err.contains("error: "))
            #expect(session.catalog.content.isEmpty)
            for secret in standIn.environment.values { #expect(!session.err.contains(secret), "\(session.err)") }
            #expect(await bench.run(session, "--check") == .notStarted)
        }
    }

    @Test("ends with 2 and a sentence where nobody listens", arguments: StandIn.all)
    func gone(standIn: StandIn) async throws {
        try await with(standIn, .gone) { bench in
            let session = bench.session()
            #expect(await bench.run(session) == .notStarted)
            #expect(session.err.contains("check ") && !session.err.contains(standIn.secret), "\(session.err)")
            #expect(session.catalog.versions == 0)
        }
    }

    @Test(
        "ends with 2 and a sentence where a page, another service or a long pause answers in place of the source",
        arguments: StandIn.web, [200, 302, 404, 503])
    func page(standIn: StandIn, status: Int) async throws {
        let headers: HTTPHeaders = [
            "Content-Type": "text/html", "Location": "https://login", "Retry-After": "600",
        ]
        let page = HTTPClientResponse(status: status, headers: headers, body: Array("<html>".utf8))
        try await with(standIn, .page(page)) { bench in
            let session = bench.session()
            #expect(await bench.run(session) == .notStarted)
            #expect(["check", "later", "address"].contains { session.err.contains($0) }, "\(session.err)")
            #expect(session.catalog.versions == 0)
        }
    }

    @Test("tells by --check what it sees, and writes nothing", arguments: StandIn.all)
    func check(standIn: StandIn) async throws {
        try await with(standIn) { bench in
            let session = bench.session()
            #expect(await bench.run(session, "--check") == .complete, "\(session.out)\(session.err)")
            #expect(session.out.contains("\(standIn.kind): answers and lets us in"))
            #expect(session.catalog.state.value.aspects.isEmpty)
        }
    }

    @Test("goes on after a kill at any request, and ends with the same catalog", arguments: StandIn.all)
    func killed(standIn: StandIn) async throws {
        try await with(standIn) { bench in
            let expected = await bench.expected()
            var deaths = 0
            for requests in 1..<60 {
                let catalog = MemoryCatalog()
                catalog.die(after: requests)
                let first = bench.session(catalog)
                let status = await bench.run(first)
                catalog.die(after: nil)
                guard status != .complete else { break }
                deaths += 1
                let second = bench.session(catalog)
                #expect(await bench.run(second) == .complete, "after \(requests) requests: \(second.err)")
                #expect(catalog.content == expected.content, "after \(requests) requests")
                #expect(catalog.versions == expected.versions, "after \(requests) requests")
                // Nothing is taken for gone because a run went on where another ended.
                let third = bench.session(catalog)
                #expect(await bench.run(third) == .complete)
                #expect(catalog.versions == expected.versions, "after \(requests) requests")
            }
            #expect(deaths >= 3)
        }
    }

    @Test("ends cleanly when cancelled at any request, and goes on", arguments: StandIn.all)
    func cancelled(standIn: StandIn) async throws {
        try await with(standIn) { bench in
            let expected = await bench.expected()
            var cancels = 0
            for requests in 1..<60 {
                let catalog = MemoryCatalog()
                let first = bench.session(catalog)
                let handle = Locked<Task<IngestExit, Never>?>(nil)
                let (ready, isReady) = AsyncStream<Void>.makeStream()
                catalog.onWrite.update { hook in
                    hook = { count in
                        if count == requests { handle.value?.cancel() }
                    }
                }
                let running = Task {
                    for await _ in ready { break }
                    return await bench.run(first)
                }
                handle.update { $0 = running }
                isReady.yield()
                let status = await running.value
                catalog.onWrite.update { $0 = nil }
                guard status != .complete else { break }
                cancels += 1
                #expect(status == .partial, "after \(requests) requests: \(first.err)")
                #expect(first.out.contains("ended early"))
                let second = bench.session(catalog)
                #expect(await bench.run(second) == .complete, "after \(requests) requests: \(second.err)")
                #expect(catalog.content == expected.content, "after \(requests) requests")
            }
            #expect(cancels >= 3)
        }
    }

    @Test("stops at a limit", arguments: StandIn.all)
    func limit(standIn: StandIn) async throws {
        try await with(standIn) { bench in
            let session = bench.session()
            #expect(await bench.run(session, "--limit", "1") == .complete)
            #expect(session.catalog.content.keys.filter { !$0.hasPrefix("urn:li:container:") }.count == 1)
        }
    }
}
