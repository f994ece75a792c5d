import Basics
import Testing

@Suite struct JSONWriterTests {
    @Test("a character that needs an escape gets it at every place of a text, and no other does", arguments: 0..<20)
    func escapes(place: Int) throws {
        let filling = Array("abcdefghijklmnopqrst".unicodeScalars)
        for value in Array(UInt32(1)...0x24) + [0x5B, 0x5C, 0x5D, 0x7F, 0x80, 0xA2, 0xDC, 0x2028, 0x1F642] {
            let scalar = try #require(Unicode.Scalar(value))
            var scalars = filling
            scalars[place] = scalar
            let text = String(String.UnicodeScalarView(scalars))
            let written = JSON.string(text).text
            #expect(try JSON.parse(written) == .string(text))
            let isPlain = value >= 0x20 && scalar != "\"" && scalar != "\\"
            #expect((written == "\"\(text)\"") == isPlain)
        }
    }
}
