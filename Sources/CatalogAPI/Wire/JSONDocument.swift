import Basics
import HTTPServer

/// A JSON text under construction, into which stored JSON is spliced as it is: not parsed, not reordered.
struct JSONDocument {
    private(set) var bytes: [UInt8] = []
    private var isFirst = true

    /// Appends a member of the open object.
    mutating func member(_ name: String, _ value: JSON) {
        key(name)
        value.write(to: &bytes)
    }

    /// Appends a member whose value is JSON text already.
    mutating func member(_ name: String, splicing text: String) {
        key(name)
        bytes.append(contentsOf: text.utf8)
    }

    /// Appends a member that is an object.
    mutating func object(_ name: String, _ body: (inout JSONDocument) -> Void) {
        key(name)
        object(body)
    }

    /// Appends a member that is an array of objects.
    mutating func array<Element>(
        _ name: String, _ elements: some Sequence<Element>, _ body: (Element, inout JSONDocument) -> Void
    ) {
        key(name)
        bytes.append(UInt8(ascii: "["))
        var isFirstElement = true
        for element in elements {
            if !isFirstElement { bytes.append(UInt8(ascii: ",")) }
            isFirstElement = false
            object { body(element, &$0) }
        }
        bytes.append(UInt8(ascii: "]"))
        isFirst = false
    }

    private mutating func object(_ body: (inout JSONDocument) -> Void) {
        bytes.append(UInt8(ascii: "{"))
        isFirst = true
        body(&self)
        bytes.append(UInt8(ascii: "}"))
        isFirst = false
    }

    private mutating func key(_ name: String) {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        JSON.write(name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
    }

    /// The answer whose body is one object.
    static func response(
        status: Int = 200, headers: HTTPHeaders = [:], _ body: (inout JSONDocument) -> Void
    ) -> HTTPResponse {
        var document = JSONDocument()
        document.object(body)
        var headers = headers
        headers.set("Content-Type", "application/json")
        return HTTPResponse(status: status, headers: headers, body: document.bytes)
    }
}
