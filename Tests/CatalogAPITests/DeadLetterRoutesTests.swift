import Basics
import CatalogModel
import CatalogService
import CatalogTestKit
import Testing

@Suite struct DeadLetterRoutesTests {
    /// Applies what its reason does not call hopeless.
    private struct Replayer: DeadLetterReplayer {
        let store: MemoryStore
        let defaults: any DefaultAspects

        func replay(_ letter: DeadLetter) async throws(StoreError) -> String? {
            if letter.draft.reason == "hopeless" { return "still hopeless" }
            _ = try await store.commit(WriteBatch(writes: [], defaults: defaults, replayed: [letter.id]))
            return nil
        }
    }

    private func park(_ count: Int, in store: MemoryStore, reason: String = "bad") async throws {
        let letters = (0..<count).map { offset in
            DeadLetterDraft(
                clusterID: "c", topic: "MetadataChangeProposal_v1", partition: 0, offset: Int64(offset),
                key: offset == 0 ? nil : [0xFF, 0x00], value: Array("{no".utf8), timestamp: 1, code: "malformed_json",
                reason: reason)
        }
        _ = try await store.commit(WriteBatch(writes: [], defaults: NoDefaults(), deadLetters: letters))
    }

    private struct NoDefaults: DefaultAspects {
        func defaults(for urn: Urn, writes: [AspectWrite]) -> [AspectWrite] { [] }
    }

    @Test("pages of dead letters hold each once, oldest first") func pages() async throws {
        let service = Service()
        try await park(5, in: service.store)
        let first = await service.get("/v1/dead-letters?limit=3")
        #expect(first.json["total"]?.intValue == 5)
        #expect(first.json["items"]?.arrayValue?.compactMap { $0["id"]?.intValue } == [1, 2, 3])
        let next = try #require(first.json["next"]?.stringValue)
        let second = await service.get("/v1/dead-letters?limit=3&cursor=\(next)")
        #expect(second.json["items"]?.arrayValue?.compactMap { $0["id"]?.intValue } == [4, 5])
        #expect(second.json["next"] == .null)
    }

    @Test("a dead letter shows its bytes, as text only where they are UTF-8") func bytes() async throws {
        let service = Service()
        try await park(2, in: service.store)
        let first = await service.get("/v1/dead-letters/1")
        #expect(first.json["key"] == .null)
        #expect(first.json["value"]?["text"]?.stringValue == "{no")
        #expect(first.json["value"]?["base64"]?.stringValue == "e25v")
        let second = await service.get("/v1/dead-letters/2")
        #expect(second.json["key"]?["base64"]?.stringValue == "/wA=")
        #expect(second.json["key"]?["text"] == .null)
    }

    @Test("a replay that works settles the letter; a second one says so") func replay() async throws {
        let store = MemoryStore()
        try await park(1, in: store)
        let service = Service(sharing: store, replayer: Replayer(store: store, defaults: NoDefaults()))
        let applied = await service.post("/v1/dead-letters/1/replay")
        #expect(applied.status == 200)
        #expect(applied.json["outcome"]?.stringValue == "applied")
        #expect(await service.post("/v1/dead-letters/1/replay").code == "dead_letter_settled")
        #expect(await service.get("/v1/dead-letters").json["total"]?.intValue == 0)
        #expect(await service.get("/v1/dead-letters/1").json["replayedAt"]?.intValue != nil)
    }

    @Test("a replay that fails says why and leaves the letter parked") func hopeless() async throws {
        let store = MemoryStore()
        try await park(1, in: store, reason: "hopeless")
        let service = Service(sharing: store, replayer: Replayer(store: store, defaults: NoDefaults()))
        let answer = await service.post("/v1/dead-letters/1/replay")
        #expect(answer.status == 422)
        #expect(answer.json["detail"]?.stringValue == "still hopeless")
        #expect(await service.get("/v1/dead-letters").json["total"]?.intValue == 1)
    }

    @Test("a letter that is not there, or an id that is none, is refused") func unknown() async {
        let service = Service()
        #expect(await service.get("/v1/dead-letters/1").code == "dead_letter_not_found")
        #expect(await service.get("/v1/dead-letters/0").code == "bad_parameter")
        #expect(await service.get("/v1/dead-letters/x").code == "bad_parameter")
        #expect(await service.post("/v1/dead-letters/9/replay").code == "dead_letter_not_found")
    }

    @Test("without a reader of envelopes nothing can be replayed") func unavailable() async throws {
        let service = Service()
        try await park(1, in: service.store)
        #expect(await service.post("/v1/dead-letters/1/replay").code == "replay_unavailable")
    }
}
