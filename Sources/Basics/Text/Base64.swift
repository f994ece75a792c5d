/// Which of RFC 4648's two alphabets.
public enum Base64Alphabet: Sendable {
    /// §4: `+` and `/`, padded with `=`.
    case standard
    /// §5: `-` and `_`, without padding; safe in URLs and file names.
    case urlSafe

    fileprivate var symbols: [UInt8] {
        let common = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
        return Array((common + (self == .standard ? "+/" : "-_")).utf8)
    }
}

/// Bytes as base64 text.
public func base64(_ bytes: [UInt8], alphabet: Base64Alphabet = .standard) -> String {
    let symbols = alphabet.symbols
    var result: [UInt8] = []
    result.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
        let group = bytes[start..<min(start + 3, bytes.count)]
        var bits: UInt32 = 0
        for byte in group { bits = bits << 8 | UInt32(byte) }
        bits <<= UInt32(8 * (3 - group.count))
        for position in 0..<4 {
            if position <= group.count {
                result.append(symbols[Int(bits >> UInt32(18 - 6 * position)) & 63])
            } else if alphabet == .standard {
                result.append(UInt8(ascii: "="))
            }
        }
    }
    return String(decoding: result, as: UTF8.self)
}

/// The bytes that base64 text stands for; `nil` when it holds a foreign character, ends early, or has stray bits at its end.
public func base64Decoded(_ text: some StringProtocol, alphabet: Base64Alphabet = .standard) -> [UInt8]? {
    var values = [UInt8](repeating: 0xFF, count: 256)
    for (value, symbol) in alphabet.symbols.enumerated() { values[Int(symbol)] = UInt8(value) }
    var symbols = Array(text.utf8)
    if alphabet == .standard {
        guard symbols.count % 4 == 0 else { return nil }
        for _ in 0..<2 where symbols.last == UInt8(ascii: "=") { symbols.removeLast() }
    }
    guard symbols.count % 4 != 1 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(symbols.count / 4 * 3 + 2)
    var bits: UInt32 = 0
    var count: UInt32 = 0
    for symbol in symbols {
        let value = values[Int(symbol)]
        guard value != 0xFF else { return nil }
        bits = bits << 6 | UInt32(value)
        count += 6
        if count >= 8 {
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> count))
            bits &= (1 << count) - 1
        }
    }
    return bits == 0 ? bytes : nil
}
