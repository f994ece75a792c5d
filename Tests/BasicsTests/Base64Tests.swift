import Basics
import Testing

@Suite struct Base64Tests {
    @Test(
        "RFC 4648's test vectors go both ways",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func vectors(plain: String, encoded: String) {
        #expect(base64(Array(plain.utf8)) == encoded)
        #expect(base64Decoded(encoded) == Array(plain.utf8))
        let unpadded = String(encoded.prefix { $0 != "=" })
        #expect(base64(Array(plain.utf8), alphabet: .urlSafe) == unpadded)
        #expect(base64Decoded(unpadded, alphabet: .urlSafe) == Array(plain.utf8))
    }

    @Test("every byte survives, in both alphabets") func bytes() {
        let all = (0...255).map { UInt8($0) }
        #expect(base64Decoded(base64(all)) == all)
        let safe = base64(all, alphabet: .urlSafe)
        #expect(base64Decoded(safe, alphabet: .urlSafe) == all)
        #expect(!safe.contains { "+/=".contains($0) })
    }

    @Test(
        "what no encoder writes is refused",
        arguments: ["Z", "Zg", "Zg=", "Zh==", "Zm9=", "Zg==Zg==", "Zm 9v", "Zm9v\n", "____", "====", "Zé=="])
    func refusals(text: String) {
        #expect(base64Decoded(text) == nil)
    }
}
