import COpenSSL

/// The first 128 bits of a SHA-256: a short key for a long text. Two texts never share one by accident.
public struct Digest128: Sendable, Hashable, Comparable {
    public var high: UInt64
    public var low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The digest of bytes.
    public init(of bytes: [UInt8]) {
        self = bytes.withUnsafeBufferPointer { Digest128(of: UnsafeRawBufferPointer($0)) }
    }

    /// The digest of a string's UTF-8.
    public init(of text: String) {
        var text = text
        self = text.withUTF8 { Digest128(of: UnsafeRawBufferPointer($0)) }
    }

    /// The digest of bytes in memory, which is only read during the call.
    public init(of buffer: UnsafeRawBufferPointer) {
        self.high = 0
        self.low = 0
        let full = digest(buffer, algorithms.sha256)
        for index in 0..<8 {
            high = high << 8 | UInt64(full[index])
            low = low << 8 | UInt64(full[index + 8])
        }
    }

    /// The sixteen bytes, most significant first.
    public var bytes: [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: high >> (56 - 8 * UInt64($0))) }
            + (0..<8).map { UInt8(truncatingIfNeeded: low >> (56 - 8 * UInt64($0))) }
    }

    /// A digest from its sixteen bytes; `nil` for another count.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        self.init(
            high: bytes[0..<8].reduce(0) { $0 << 8 | UInt64($1) },
            low: bytes[8..<16].reduce(0) { $0 << 8 | UInt64($1) })
    }

    public static func < (left: Digest128, right: Digest128) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

/// The lower-case hexadecimal MD5 of a text. Not for security: DataHub's guids are made of it.
public func md5Hex(_ text: String) -> String {
    var text = text
    return hex(text.withUTF8 { digest(UnsafeRawBufferPointer($0), algorithms.md5) })
}

/// The lower-case hexadecimal SHA-256 of a text.
public func sha256Hex(_ text: String) -> String {
    var text = text
    return hex(text.withUTF8 { digest(UnsafeRawBufferPointer($0), algorithms.sha256) })
}

/// Bytes as lower-case hexadecimal digits.
public func hex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 2)
    for byte in bytes {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
}

/// Algorithms fetched once: OpenSSL 3 looks a legacy `EVP_sha256()` up again at each use.
///
/// `@unchecked Sendable`: written once before anyone can read them; OpenSSL's algorithm objects are immutable and shared.
private struct Algorithms: @unchecked Sendable {
    let sha256 = EVP_MD_fetch(nil, "SHA256", nil)
    let md5 = EVP_MD_fetch(nil, "MD5", nil)
}
private let algorithms = Algorithms()

private func digest(_ buffer: UnsafeRawBufferPointer, _ algorithm: OpaquePointer?) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var length: UInt32 = 0
    let done = EVP_Digest(buffer.baseAddress, buffer.count, &result, &length, algorithm, nil)
    // EVP_Digest fails only when OpenSSL lacks the algorithm or memory; without digests no key can be right.
    precondition(done == 1, "OpenSSL refused a digest")
    return Array(result.prefix(Int(length)))
}

/// Random bytes from the system's generator, fit for secrets.
public func randomBytes(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
}
