#if canImport(Glibc)
import Glibc
#endif

/// A whole file; `nil` when it cannot be read or is longer than `maximumBytes`. Blocks, so only for small local files.
func readFile(_ path: String, maximumBytes: Int) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while true {
        let count = fread(&chunk, 1, chunk.count, file)
        if count > 0 { bytes.append(contentsOf: chunk[0..<count]) }
        guard bytes.count <= maximumBytes else { return nil }
        if count < chunk.count { return ferror(file) == 0 ? bytes : nil }
    }
}

/// The beginning of an answer's body for an error message, on one line.
func excerpt(_ body: [UInt8], maximumBytes: Int = 200) -> String {
    let text = String(decoding: body.prefix(maximumBytes), as: UTF8.self)
    let oneLine = String(
        String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    return body.count > maximumBytes ? oneLine + "…" : oneLine
}
