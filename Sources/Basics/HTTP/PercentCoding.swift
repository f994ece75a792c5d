/// The text with each `%XX` replaced by its byte, once; `nil` when a `%` lacks its two digits or the result is no UTF-8.
///
/// - Parameter plusIsBlank: `true` for form and query fields, where `+` stands for a blank.
public func percentDecoded(_ text: some StringProtocol, plusIsBlank: Bool = false) -> String? {
    func digit(_ byte: UInt8?) -> UInt8? {
        switch byte {
        case .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return byte.map { $0 &- UInt8(ascii: "0") }
        case .some(UInt8(ascii: "a")...UInt8(ascii: "f")): return byte.map { $0 &- UInt8(ascii: "a") &+ 10 }
        case .some(UInt8(ascii: "A")...UInt8(ascii: "F")): return byte.map { $0 &- UInt8(ascii: "A") &+ 10 }
        default: return nil
        }
    }
    var text = String(text)
    let bytes: [UInt8]? = text.withUTF8 { source in
        var bytes: [UInt8] = []
        bytes.reserveCapacity(source.count)
        var iterator = source.makeIterator()
        while let byte = iterator.next() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = digit(iterator.next()), let low = digit(iterator.next()) else { return nil }
                bytes.append(high << 4 | low)
            case UInt8(ascii: "+") where plusIsBlank:
                bytes.append(UInt8(ascii: " "))
            default:
                bytes.append(byte)
            }
        }
        return bytes
    }
    return bytes.flatMap { String(validating: $0, as: UTF8.self) }
}

/// The text with every byte but RFC 3986's unreserved ones (`A–Z a–z 0–9 - . _ ~`) as `%XX`: safe as one path segment
/// or one query value.
public func percentEncoded(_ text: some StringProtocol) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            bytes.append(byte)
        default:
            bytes.append(UInt8(ascii: "%"))
            bytes.append(digits[Int(byte >> 4)])
            bytes.append(digits[Int(byte & 15)])
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}
