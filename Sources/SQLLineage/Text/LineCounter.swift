/// Finds line and column of an offset. Offsets come roughly in order, so it goes on from the last one.
struct LineCounter {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var offset = 0
    private var line = 1
    private var column = 1

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// Line and column (in characters) of a byte, both from 1.
    mutating func place(of wanted: Int) -> (line: Int, column: Int) {
        if wanted < offset {
            offset = 0
            line = 1
            column = 1
        }
        while offset < wanted, offset < bytes.count {
            if bytes[offset] == 10 {
                line += 1
                column = 1
            } else if bytes[offset] & 0xC0 != 0x80 {
                column += 1
            }
            offset += 1
        }
        return (line, column)
    }

    mutating func diagnostic(_ finding: Finding) -> SQLDiagnostic {
        let place = place(of: finding.offset)
        return SQLDiagnostic(
            code: finding.code, message: finding.message, offset: finding.offset, line: place.line, column: place.column
        )
    }
}
