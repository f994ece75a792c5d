import Basics
import Testing

@testable import CatalogIngest

/// What a pipeline remembers from run to run, a catalog in memory.
@Suite("What a run remembers")
struct RunMemoryTests {
    private func session(_ name: String, _ source: ListConnector.Source) -> Session {
        ListConnector.sources.update { $0[name] = source }
        return Session()
    }

    private func change(_ name: String, _ change: (inout ListConnector.Source) -> Void) {
        ListConnector.sources.update { sources in
            var source = sources[name] ?? ListConnector.Source()
            change(&source)
            sources[name] = source
        }
    }

    private func isRemoved(_ session: Session, _ name: String) -> Bool? {
        session.catalog.aspect(ListConnector.urn(name), "status")?["removed"]?.boolValue
    }

    private static func names(_ prefix: String, _ count: Int) -> [String] { (0..<count).map { "\(prefix)\($0)" } }

    @Test("What is gone is marked as removed once, and brought back when it reappears")
    func removal() async {
        let session = session("removal", .init(scopes: ["a": Self.names("a", 10), "b": Self.names("b", 5)]))
        #expect(await session("list", "--source", "removal", "--to", "http://c") == .complete)
        let first = session.catalog.versions
        change("removal") { $0.scopes["a"]?.removeFirst(2) }
        #expect(await session("list", "--source", "removal", "--to", "http://c") == .complete)
        #expect(isRemoved(session, "a0") == true && isRemoved(session, "a1") == true)
        #expect(isRemoved(session, "a2") == false && isRemoved(session, "b0") == false)
        #expect(session.catalog.versions == first + 2)
        #expect(session.out.contains("2 entities marked as removed"))
        #expect(await session("list", "--source", "removal", "--to", "http://c") == .complete)
        #expect(session.catalog.versions == first + 2)
        change("removal") {
            $0.scopes["a"]?.append("a0")
            $0.unchanged = ["a0"]
        }
        #expect(await session("list", "--source", "removal", "--to", "http://c") == .complete)
        #expect(isRemoved(session, "a0") == false && isRemoved(session, "a1") == true)
    }

    @Test("A scope that is gone takes its objects along; one whose listing broke does not")
    func scopes() async {
        let session = session(
            "scopes", .init(scopes: ["a": Self.names("a", 8), "b": Self.names("b", 3), "c": Self.names("c", 8)]))
        _ = await session("list", "--source", "scopes", "--to", "http://c")
        change("scopes") {
            $0.scopes["a"] = ["a0"]
            $0.broken = ["a"]
        }
        #expect(await session("list", "--source", "scopes", "--to", "http://c") == .partial)
        #expect(isRemoved(session, "a5") == false)
        change("scopes") {
            $0.scopes["a"] = Self.names("a", 8)
            $0.broken = []
            $0.scopes["b"] = nil
        }
        #expect(await session("list", "--source", "scopes", "--to", "http://c") == .complete)
        #expect(isRemoved(session, "b0") == true && isRemoved(session, "b2") == true)
        #expect(isRemoved(session, "a5") == false)
    }

    @Test("When more is gone than the share allows, nothing is removed, and the exit status says it")
    func share() async {
        let session = session("share", .init(scopes: ["a": Self.names("a", 10)]))
        _ = await session("list", "--source", "share", "--to", "http://c")
        change("share") { $0.scopes["a"] = Self.names("a", 5) }
        #expect(await session("list", "--source", "share", "--to", "http://c") == .partial)
        #expect(isRemoved(session, "a7") == false)
        #expect(session.err.contains("--max-removed-share"))
        #expect(
            await session("list", "--source", "share", "--to", "http://c", "--max-removed-share", "60") == .complete)
        #expect(isRemoved(session, "a7") == true)
    }

    @Test("Another user proves no removal, nor does a run with a limit or --keep-gone")
    func viewpoint() async {
        let session = session("viewpoint", .init(scopes: ["a": Self.names("a", 10)]))
        _ = await session("list", "--source", "viewpoint", "--to", "http://c")
        change("viewpoint") { $0.scopes["a"]?.removeLast() }
        #expect(await session("list", "--source", "viewpoint", "--to", "http://c", "--limit", "3") == .complete)
        #expect(await session("list", "--source", "viewpoint", "--to", "http://c", "--keep-gone") == .complete)
        #expect(isRemoved(session, "a9") == false)
        change("viewpoint") { $0.scopes["a"]?.removeLast() }
        #expect(
            await session("list", "--source", "viewpoint", "--to", "http://c", "--user", "blind") == .complete)
        #expect(isRemoved(session, "a8") == false)
        #expect(session.out.contains("recipe or the user changed"))
    }

    @Test("--limit stops after so many entities and leaves the rest")
    func limit() async {
        let session = session("limit", .init(scopes: ["a": Self.names("a", 10)]))
        #expect(await session("list", "--source", "limit", "--to", "http://c", "--limit", "4", "--json") == .complete)
        #expect(session.catalog.content.count == 4)
        #expect(session.out.contains("\"seen\":8,\"written\":8"))
    }

    @Test("A run that was killed is gone on with: no finished scope is written again")
    func resume() async {
        var session = session(
            "resume", .init(scopes: ["a": Self.names("a", 6), "b": Self.names("b", 6), "c": Self.names("c", 6)]))
        session.batchSize = 4
        // The record of the run, three batches of a, its checkpoint, one batch of b.
        session.catalog.die(after: 6)
        #expect(await session("list", "--source", "resume", "--to", "http://c") == .partial)
        session.catalog.die(after: nil)
        let before = session.catalog.state.value.taken.count
        #expect(session.catalog.content.count < 18)
        #expect(await session("list", "--source", "resume", "--to", "http://c") == .complete)
        let taken = session.catalog.state.value.taken[before...]
        #expect(session.catalog.content.count == 18)
        #expect(!taken.contains(ListConnector.urn("a0")))
        #expect(taken.contains(ListConnector.urn("b0")))
        // The finished scope still counts as told: a later removal is found.
        change("resume") { $0.scopes["a"]?.removeFirst() }
        #expect(await session("list", "--source", "resume", "--to", "http://c") == .complete)
        #expect(isRemoved(session, "a0") == true && isRemoved(session, "a1") == false)
    }

    @Test("A run that ended before it kept a place does not make the next one skip what an earlier run had done")
    func brokenAtOnce() async {
        let session = session("at once", .init(scopes: ["a": Self.names("a", 3), "b": Self.names("b", 3)]))
        #expect(await session("list", "--source", "at once", "--to", "http://c") == .complete)
        let task = Locked<Task<IngestExit, Never>?>(nil)
        let isSet = AsyncStream<Void>.makeStream()
        change("at once") {
            $0.beforeScope = { _ in
                for await _ in isSet.stream { break }
                task.value?.cancel()
            }
        }
        let running = Task { await session("list", "--source", "at once", "--to", "http://c") }
        task.update { $0 = running }
        isSet.continuation.yield()
        #expect(await running.value != .complete)
        change("at once") {
            $0.beforeScope = { _ in }
            $0.scopes["b"]?.append("fresh")
        }
        #expect(await session("list", "--source", "at once", "--to", "http://c") == .complete)
        #expect(isRemoved(session, "fresh") == false)
    }

    @Test("An interrupted run of another user removes nothing, nor does the one after it")
    func interruptedViewpoint() async {
        var session = session("two eyes", .init(scopes: ["a": Self.names("a", 9), "b": Self.names("b", 2)]))
        session.batchSize = 4
        #expect(await session("list", "--source", "two eyes", "--to", "http://c") == .complete)
        change("two eyes") { $0.scopes["b"] = ["b0"] }
        let blind = ["list", "--source", "two eyes", "--to", "http://c", "--user", "blind"]
        session.catalog.die(after: 7)
        #expect(await session.run(blind) == .partial)
        session.catalog.die(after: nil)
        #expect(await session.run(blind) == .complete)
        #expect(isRemoved(session, "b1") == false)
    }

    @Test("Cancelling writes what was read, keeps the checkpoint, records the end, and exits with 1")
    func cancel() async {
        let session = session("cancel", .init(scopes: ["a": Self.names("a", 6), "b": Self.names("b", 6)]))
        let task = Locked<Task<IngestExit, Never>?>(nil)
        let isSet = AsyncStream<Void>.makeStream()
        change("cancel") {
            $0.beforeScope = { scope in
                guard scope == "b" else { return }
                for await _ in isSet.stream { break }
                task.value?.cancel()
            }
        }
        let running = Task { await session("list", "--source", "cancel", "--to", "http://c") }
        task.update { $0 = running }
        isSet.continuation.yield()
        #expect(await running.value == .partial)
        #expect(session.catalog.content.count == 6)
        #expect(session.out.contains("ended early: the run was cancelled"))
        let results = session.catalog.state.value.aspects.values.compactMap { $0["dataHubExecutionRequestResult"] }
        #expect(results.first?["status"] == "CANCELLED")
        change("cancel") { $0.beforeScope = { _ in } }
        let before = session.catalog.state.value.taken.count
        #expect(await session("list", "--source", "cancel", "--to", "http://c") == .complete)
        #expect(!session.catalog.state.value.taken[before...].contains(ListConnector.urn("a0")))
    }

    @Test("--dry-run tells new, changed and removed, and writes nothing at all")
    func dryRun() async {
        let session = session("dry", .init(scopes: ["a": Self.names("a", 10)]))
        _ = await session("list", "--source", "dry", "--to", "http://c")
        change("dry") {
            $0.scopes["a"]?.removeLast()
            $0.scopes["a"]?.append("fresh")
        }
        let before = session.catalog.state.value
        #expect(await session("list", "--source", "dry", "--to", "http://c", "--dry-run", "--json") == .complete)
        #expect(session.out.contains(#""unchanged":18,"skipped":0,"failed":0,"new":2,"changed":0,"removed":1}"#))
        change("dry") { $0.text = "another" }
        #expect(await session("list", "--source", "dry", "--to", "http://c", "--dry-run") == .complete)
        #expect(session.out.contains("write 2 new aspects, change 9 and mark 1 entities as removed"))
        #expect(session.out.contains("changed: \(ListConnector.urn("a0")) (datasetProperties)"))
        #expect(session.out.contains("removed: \(ListConnector.urn("a9")) (status)"))
        #expect(session.catalog.state.value.aspects == before.aspects)
        #expect(session.catalog.state.value.events == before.events)
    }

    @Test("Runs are recorded without a secret; a second run makes no version but its own record")
    func record() async throws {
        var session = session("record", .init(scopes: ["a": ["a0"]]))
        session.environment = ["PW": "Hunter-22-secret"]
        change("record") { $0.text = "connect with Hunter-22-secret please" }
        for _ in 0..<2 {
            #expect(
                await session("list", "--source", "record", "--to", "http://c", "--password-env", "PW") == .complete)
        }
        #expect(session.catalog.versions == 2)
        let held = session.catalog.state.value
        let inputs = held.aspects.values.compactMap { $0["dataHubExecutionRequestInput"] }
        #expect(inputs.count == 2)
        #expect(held.aspects.values.compactMap { $0["dataHubIngestionSourceInfo"] }.count == 1)
        #expect(
            held.aspects.values.compactMap { $0["dataHubExecutionRequestResult"]?["status"] } == ["SUCCESS", "SUCCESS"])
        #expect(!held.bodies.contains { $0.contains("Hunter-22-secret") })
        #expect(
            session.catalog.aspect(ListConnector.urn("a0"), "datasetProperties")?["description"]
                == "connect with **** please")
    }

    @Test("A clock that went back hides no checkpoint, and one far ahead is not gone on with")
    func clock() async throws {
        let session = session("clock", .init(scopes: ["a": Self.names("a", 6)]))
        _ = await session("list", "--source", "clock", "--to", "http://c", "--pipeline", "p")
        let future: Milliseconds = 32_503_680_000_000
        session.catalog.state.update { state in
            for (urn, events) in state.events {
                guard var series = events["datahubIngestionCheckpoint"], var last = series.last?.objectValue else {
                    continue
                }
                last["timestampMillis"] = .int(future)
                series[series.count - 1] = .object(last)
                state.events[urn]?["datahubIngestionCheckpoint"] = series
            }
        }
        change("clock") { $0.scopes["a"]?.removeLast() }
        _ = await session("list", "--source", "clock", "--to", "http://c", "--pipeline", "p")
        #expect(isRemoved(session, "a5") == true)
        change("clock") { $0.scopes["a"]?.removeLast() }
        #expect(await session("list", "--source", "clock", "--to", "http://c", "--pipeline", "p") == .complete)
        #expect(isRemoved(session, "a4") == true)
        #expect(session.out.contains("1 entities marked as removed"))
    }

    @Test("Another pipeline does not see what this one remembers")
    func otherPipeline() async {
        let session = session("other", .init(scopes: ["a": Self.names("a", 6)]))
        _ = await session("list", "--source", "other", "--to", "http://c", "--pipeline", "p")
        change("other") { $0.scopes["a"]?.removeLast() }
        #expect(await session("list", "--source", "other", "--to", "http://c", "--pipeline", "q") == .complete)
        #expect(isRemoved(session, "a5") == false)
    }

    @Test(
        "Where the catalog does not tell its memory, the run does without, says so, and leaves none",
        arguments: [403, 404])
    func noMemory(status: Int) async {
        let session = session("no-memory-\(status)", .init(scopes: ["a": ["a0"]]))
        session.catalog.seriesStatus.update { $0 = status }
        #expect(await session("list", "--source", "no-memory-\(status)", "--to", "http://c") == .complete)
        #expect(session.out.contains("note: this run remembers nothing"), "\(session.out)")
        #expect(session.catalog.content.count == 1)
        #expect(session.catalog.state.value.events.isEmpty)
    }

    @Test("A checkpoint is read back as it was, whatever the urns hold")
    func checkpoint() throws {
        var checkpoint = Checkpoint()
        checkpoint.isComplete = false
        checkpoint.viewpoint = "v"
        checkpoint.state = ["after": "ü"]
        checkpoint.scopes = [
            "s\"": ["urn:li:tag:ä", "urn:li:tag:ö", "urn:li:tag:öx", "", "urn:li:tag:🚰", "urn:li:tag:🚱"]
        ]
        checkpoint.progress = ["p": ["a"]]
        checkpoint.removed = ["urn:li:tag:z"]
        let text = asciiJSON(checkpoint.json)
        #expect(text.utf8.allSatisfy { $0 < 0x80 })
        #expect(Checkpoint(try JSON.parse(Array(text.utf8))) == checkpoint)
        #expect(Checkpoint(["version": 2, "complete": true]) == nil)
        #expect(
            Checkpoint(["version": 1, "complete": true, "scopes": ["s": [5, "x"]], "progress": [:], "removed": []])
                == nil)
    }
}
