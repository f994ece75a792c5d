import Basics
import CatalogKafka
import CatalogModel
import CatalogSchema
import CatalogService
import CatalogTestKit
import Testing

@Suite("What a record's value holds")
struct EnvelopeDecoderTests {
    private let store = MemoryStore()

    private func decoder() -> EnvelopeDecoder {
        EnvelopeDecoder(model: .standard, schemas: WriterSchemas(registry: store))
    }

    private static let urn = "urn:li:tag:a"
    private static let proposal: JSON = [
        "entityType": "tag", "entityUrn": .string(urn), "changeType": "UPSERT", "aspectName": "tagProperties",
        "aspect": ["contentType": "application/json", "value": #"{"name":"a"}"#],
    ]

    @Test(
        "a proposal, a request body with one, and both forms of a snapshot are read",
        arguments: [
            proposal, ["proposal": proposal],
            ["entity": ["value": snapshot]], ["proposedSnapshot": snapshot],
        ])
    func plain(record: JSON) async throws {
        let proposals = try await decoder().proposals(in: record.bytes).get()
        #expect(proposals.map(\.urn.text) == [Self.urn])
        #expect(proposals.map(\.aspectName) == ["tagProperties"])
        #expect(proposals.first?.value == ["name": "a"])
    }

    private static let snapshot: JSON = [
        "com.linkedin.metadata.snapshot.TagSnapshot": [
            "urn": .string(urn), "aspects": [["com.linkedin.tag.TagProperties": ["name": "a"]]],
        ]
    ]

    @Test(
        "what cannot be read is refused by a stable code",
        arguments: [
            (nil, "tombstone"), ([], "unknown_format"), (Array("hello".utf8), "unknown_format"),
            (Array("{".utf8), "malformed_json"), (Array(#"{"a":"\u0000"}"#.utf8), "malformed_json"),
            (Array(#"{"a":"\ud800"}"#.utf8), "malformed_json"),
            (Array((String(repeating: #"{"a":"#, count: 10_000) + "1").utf8), "malformed_json"),
            ([0, 0, 0], "malformed_avro"), ([0, 0, 0, 0, 16], "malformed_avro"),
            ([0, 0, 0, 0, 16, 0xFF, 0xFF], "malformed_avro"), ([0, 0, 0, 0, 9, 1, 2], "unknown_schema_id"),
            ([0, 0x7F, 0, 0, 0, 1], "unknown_schema_id"), (Array("{}".utf8), "malformed_proposal"),
        ] as [([UInt8]?, String)])
    func refused(value: [UInt8]?, code: String) async throws {
        guard case .failure(let refusal) = try await decoder().proposals(in: value) else {
            Issue.record("the value was taken")
            return
        }
        #expect(refusal.code == code)
        #expect(!refusal.reason.isEmpty)
    }

    @Test("a replay applies what was mended, settles it, and says why it cannot")
    func replay() async throws {
        let replay = DeadLetterReplay(decoder: decoder(), model: .standard, store: store)
        func letter(_ offset: Int64, _ value: [UInt8]) -> DeadLetterDraft {
            DeadLetterDraft(
                clusterID: "k", topic: "t", partition: 0, offset: offset, key: nil, value: value, timestamp: 1,
                code: "x", reason: "y")
        }
        _ = try await store.commit(
            WriteBatch(
                writes: [], defaults: StandardDefaults.none,
                deadLetters: [letter(0, Self.proposal.bytes), letter(1, Array("{}".utf8))]))
        let letters = try await store.deadLetters(after: 0, limit: 10).letters
        #expect(try await replay.replay(letters[0]) == nil)
        #expect(try await replay.replay(letters[1])?.isEmpty == false)
        #expect(try await store.deadLetters(after: 0, limit: 10).letters.map(\.draft.offset) == [1])
        #expect(try await store.entities([Urn(Self.urn)], aspects: ["tagProperties"])[0]?.aspects.count == 1)
    }
}

extension StandardDefaults {
    fileprivate static var none: StandardDefaults { ProposalPreparer(model: .standard).defaults }
}
