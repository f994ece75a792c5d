import Basics
import Testing

@Suite("Texts without blanks around them")
struct TrimmedTests {
    @Test("white space goes at both ends, inside it stays") func whiteSpace() {
        #expect(trimmed(" \t\r\na b\u{A0}\n") == "a b")
        #expect(trimmed("a") == "a")
        #expect(trimmed("\r\n ") == "" && trimmed("") == "")
    }

    @Test("only what the caller calls blank goes") func chosen() {
        #expect(trimmed("  \ta ") { $0 == " " } == "\ta")
    }
}
