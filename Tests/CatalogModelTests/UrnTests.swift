import Testing

@testable import CatalogModel

@Suite("Urns")
struct UrnTests {
    @Test(
        "a urn gives back its text, type and parts",
        arguments: [
            ("urn:li:corpuser:ana", "corpuser", ["ana"]),
            ("urn:li:tag:a:b(c)", "tag", ["a:b(c)"]),
            (
                "urn:li:dataset:(urn:li:dataPlatform:hive,db.t,PROD)", "dataset",
                ["urn:li:dataPlatform:hive", "db.t", "PROD"]
            ),
            (
                "urn:li:schemaField:(urn:li:dataset:(urn:li:dataPlatform:hive,t,PROD),[version=2.0].x)", "schemaField",
                ["urn:li:dataset:(urn:li:dataPlatform:hive,t,PROD)", "[version=2.0].x"]
            ),
            ("urn:li:tag:ünï 🎈", "tag", ["ünï 🎈"]),
        ])
    func parts(text: String, type: String, parts: [String]) throws {
        let urn = try Urn(text)
        #expect(urn.text == text)
        #expect(urn.entityType == type)
        #expect(urn.keyParts == parts)
        #expect(try Urn(urn.text) == urn)
    }

    @Test(
        "a text that is no urn is refused with the rule it breaks",
        arguments: [
            ("", .empty), ("urn:x:tag:a", .prefix), ("urn:li:tag", .entityType), ("urn:li::a", .entityType),
            ("urn:li:tag:", .emptyPart), ("urn:li:tag: a", .whiteSpace), ("urn:li:tag:a\n", .whiteSpace),
            ("urn:li:tag:a\u{1}b", .controlCharacter), ("urn:li:tag:a\u{241F}b", .separator),
            ("urn:li:dataset:(a,,c)", .emptyPart), ("urn:li:dataset:(a,b", .parentheses),
            ("urn:li:dataset:(a)b", .parentheses),
        ] as [(String, UrnError.Reason)])
    func refused(text: String, reason: UrnError.Reason) {
        #expect(throws: UrnError(text: text, reason: reason)) { try Urn(text) }
    }

    @Test("8,192 bytes are a urn, one more is none")
    func length() throws {
        let text = "urn:li:tag:" + String(repeating: "x", count: Urn.maximumBytes - 11)
        #expect(try Urn(text).text.utf8.count == 8192)
        #expect(throws: UrnError.self) { try Urn(text + "x") }
    }
}
