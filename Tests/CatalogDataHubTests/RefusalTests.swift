import Basics
import CatalogModel
import CatalogService
import Testing

// Computed arguments stand outside of the suite: written into the attribute, Swift 6.0.3 cannot compile them.
private let actionTargets: Set<String> = Set(Samples.requests.map(\.target)).filter { $0.contains("action=") }
private let unreadableReads: [String] = [
    "/aspects/urn%3Ali%3Adataset?aspect=status", "/aspects/urn:li:noSuchType:x?aspect=status",
    "/aspects/\(Samples.encodedTable)", "/aspects/\(Samples.encodedTable)?aspect=status&version=-1",
    "/aspects/\(Samples.encodedTable)?aspect=status&version=99999999999999999999",
    "/aspects/\(Samples.encodedTable)?aspect=datasetProfile", "/entitiesV2/urn:li:dataset:x", "/entitiesV2/%00",
    "/entitiesV2/urn%3Ali%3Atag%3Ax?aspects=status", "/entitiesV2", "/entitiesV2?ids=x",
    "/entitiesV2?ids=List(urn%3Ali)", "/entitiesV2/urn:li:tag:%FF",
]

@Suite("DataHub refusals")
struct RefusalTests {
    private let surface = Surface()

    private func refused(_ answer: Answer, _ status: Int, _ code: String) {
        #expect(answer.status == status)
        #expect(answer.code == code)
        #expect(answer.json?["status"]?.intValue == Int64(status))
        #expect(answer.json?["exceptionClass"]?.stringValue != nil)
        #expect(!answer.message.isEmpty)
    }

    @Test(
        "A bad proposal is refused with its reason",
        arguments: [
            ("entityType", "noSuchType", 422, "entity_type_mismatch"), ("entityUrn", "urn:li:tag:", 400, "bad_urn"),
            ("entityUrn", "urn:li:noSuchType:x", 422, "unknown_entity_type"),
            ("entityUrn", 7, 400, "malformed_proposal"),
            ("entityUrn", nil, 400, "malformed_proposal"), ("aspectName", "noSuchAspect", 422, "unknown_aspect"),
            ("aspectName", "tagProperties", 422, "aspect_not_of_entity"),
            ("changeType", "CREATE", 422, "change_type_unsupported"),
            ("changeType", "SOON", 400, "malformed_proposal"), ("aspect", nil, 400, "malformed_proposal"),
            ("aspect", ["value": "{", "contentType": "application/json"], 400, "malformed_json"),
            ("aspect", ["value": "{}", "contentType": "text/plain"], 422, "content_type_unsupported"),
            ("aspect", ["value": #"{"removed":"no"}"#, "contentType": "application/json"], 422, "invalid_aspect"),
            ("systemMetadata", [], 400, "malformed_proposal"),
        ] as [(String, JSON?, Int, String)])
    func proposals(member: String, value: JSON?, status: Int, code: String) async throws {
        var proposal = Samples.proposal(Samples.table, "status", ["removed": false]).objectValue ?? JSONObject()
        proposal[member] = value
        let answer = await surface.post("/aspects?action=ingestProposal", ["proposal": .object(proposal)])
        refused(answer, status, code)
        #expect(answer.message.contains("/proposal"))
        #expect(try await surface.store.position() == .start)
    }

    @Test("A batch names each bad item, says what was expected and found, and writes nothing")
    func batch() async throws {
        let body: JSON = [
            "proposals": [
                Samples.proposal(Samples.table, "status", ["removed": false]),
                Samples.proposal(Samples.table, "status", ["removed": "no"]),
                Samples.proposal("urn:li:tag:", "tagProperties", ["name": "x"]),
                Samples.proposal("urn:li:tag:x", "noSuchAspect", [:]), 5,
            ]
        ]
        let answer = await surface.post("/aspects?action=ingestProposalBatch", body)
        refused(answer, 400, "bad_urn")
        let items = try #require(answer.json?["items"]?.arrayValue)
        #expect(items.compactMap { $0["index"]?.intValue } == [1, 2, 3, 4])
        #expect(
            items.compactMap { $0["code"]?.stringValue } == [
                "invalid_aspect", "bad_urn", "unknown_aspect", "malformed_proposal",
            ])
        #expect(items[0]["urn"]?.stringValue == Samples.table)
        #expect(items[0]["aspect"] == "status")
        #expect(items[0]["path"] == "/proposals/1/aspect/value")
        for words in ["/removed", "expected a boolean", "string \"no\"", "4 of 5", "noSuchAspect", Samples.table] {
            #expect(answer.message.contains(words), "the message lacks: \(words)")
        }
        #expect(try await surface.store.position() == .start)
    }

    @Test("A batch whose items can all be read is 422")
    func unallowedBatch() async {
        let body: JSON = ["proposals": [Samples.proposal("urn:li:tag:x", "status", ["removed": 1])], "async": "true"]
        refused(await surface.post("/aspects?action=ingestProposalBatch", body), 422, "invalid_aspect")
    }

    @Test(
        "A bad snapshot is refused with the place",
        arguments: [
            ("DatasetSnapshot", "NoSuchSnapshot", "unknown_entity_type"),
            ("common.Status", "common.NoSuch", "unknown_aspect"),
            ("urn:li:dataset:(", "urn:li:tag:(", "entity_type_mismatch"),
            ("\"removed\":false", "\"removed\":0", "invalid_aspect"),
            ("\"aspects\":[", "\"aspects\":[3,", "malformed_proposal"),
            ("\"value\":", "\"values\":", "malformed_proposal"),
        ])
    func snapshots(part: String, replacement: String, code: String) async throws {
        let body: JSON = ["entity": ["value": Samples.snapshot]]
        #expect(body.text.contains(part))
        let text = body.text.replacing(part, with: replacement)
        let answer = await surface.post("/entities?action=ingest", text: text)
        #expect((400...422).contains(answer.status))
        #expect(answer.code == code)
        #expect(answer.message.hasPrefix("/entity"))
        #expect(try await surface.store.position() == .start)
    }

    @Test("A body that is not JSON, or not an object, is 400 everywhere", arguments: actionTargets)
    func bodies(target: String) async {
        let deep = String(repeating: "[", count: 10_000)
        for text in [
            "", "{", "null", "[]", "7", "\u{0}", deep, deep + String(repeating: "]", count: 10_000),
            #"{"proposal":{"entityUrn":"\u0000"}}"#, #"{"proposal":{"entityUrn":"\ud800"}}"#, #"{"a":1,"a":2}"#,
            #"{"proposal":"# + String(repeating: #"{"a":"#, count: 10_000),
        ] {
            let answer = await surface.post(target, text: text)
            #expect(answer.status == 400, "\(text.prefix(40))")
            #expect(!answer.message.isEmpty)
        }
        #expect(await surface.post(target, bytes: [0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D]).status == 400)
    }

    @Test("NUL, lone surrogates and deep nesting inside an aspect's text are 400")
    func aspectTexts() async {
        let deep = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
        for text in [#"{"removed":"\u0000"}"#, #"{"removed":"\udc00"}"#, #"{"removed":\#(deep)}"#, ""] {
            var proposal = Samples.proposal(Samples.table, "status", [:]).objectValue ?? JSONObject()
            proposal["aspect"] = ["value": .string(text), "contentType": "application/json"]
            let answer = await surface.post("/aspects?action=ingestProposal", ["proposal": .object(proposal)])
            refused(answer, 400, "malformed_json")
        }
    }

    @Test("An unknown action is named with the ones there are")
    func actions() async {
        for target in ["/aspects?action=explode", "/aspects", "/entities?action=explode"] {
            let answer = await surface.post(target, [:])
            refused(answer, 400, "unknown_action")
            #expect(answer.message.contains("ingest"))
        }
    }

    @Test("A read that cannot be understood is 400", arguments: unreadableReads)
    func reads(target: String) async {
        let answer = await surface.get(target)
        #expect(answer.status == 400)
        #expect(!answer.message.isEmpty || answer.json?["detail"]?.stringValue?.isEmpty == false)
    }

    @Test("A store that may recover is 503 with Retry-After, for every kind of request")
    func storeAway() async {
        await surface.store.fail(with: .unavailable("restarting"))
        var answers = [
            await surface.get("/aspects/\(Samples.encodedTable)?aspect=status"),
            await surface.get("/entitiesV2/\(Samples.encodedTable)"),
            await surface.get("/entitiesV2?ids=List(urn%3Ali%3Atag%3Ax)"),
            await surface.get("/schema-registry/api/subjects"),
        ]
        for request in Samples.requests { answers.append(await surface.post(request.target, request.body)) }
        for answer in answers {
            #expect(answer.status == 503)
            #expect(answer.headers["Retry-After"] == "1")
        }
        await surface.store.fail(with: nil)
        #expect(await surface.get("/entitiesV2/\(Samples.encodedTable)").status == 200)
    }
}
