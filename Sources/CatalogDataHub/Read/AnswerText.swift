import Basics
import CatalogModel
import HTTPServer

/// A JSON answer written piece by piece, so that stored values go out as their stored text.
///
/// The caller keeps the grammar: a member stands in an open object, an opened value after its name or in an open array.
struct AnswerText {
    private var bytes: [UInt8] = []
    /// Whether the next member or element needs no comma before it.
    private var isFirst = true

    mutating func openObject() {
        separate()
        bytes.append(UInt8(ascii: "{"))
        isFirst = true
    }

    mutating func closeObject() {
        bytes.append(UInt8(ascii: "}"))
        isFirst = false
    }

    mutating func openArray() {
        separate()
        bytes.append(UInt8(ascii: "["))
        isFirst = true
    }

    mutating func closeArray() {
        bytes.append(UInt8(ascii: "]"))
        isFirst = false
    }

    /// The name of a member whose value is opened next.
    mutating func name(_ name: String) {
        separate()
        JSON.write(name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        isFirst = true
    }

    mutating func member(_ name: String, _ value: JSON) {
        self.name(name)
        value.write(to: &bytes)
        isFirst = false
    }

    /// A member whose value is JSON text already.
    mutating func member(_ name: String, text: String) {
        self.name(name)
        bytes.append(contentsOf: text.utf8)
        isFirst = false
    }

    private mutating func separate() {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
    }

    /// The finished text as an answer.
    var response: HTTPResponse {
        HTTPResponse(status: 200, headers: ["Content-Type": "application/json"], body: bytes)
    }
}
