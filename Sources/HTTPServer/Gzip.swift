import CZlib

/// Decompresses a gzip stream piece by piece, never beyond a limit.
///
/// Not thread-safe; one owner at a time.
final class Inflater {
    enum Failure: Error, Equatable {
        /// The bytes are no gzip, or their checksum is wrong.
        case malformed
        case tooLarge
    }

    private let stream: UnsafeMutablePointer<z_stream>
    private var ready: Bool
    private(set) var finished = false
    private var received = 0
    private var produced = 0
    private let limit: Int
    private let ratio: Int
    private let buffer: UnsafeMutableRawBufferPointer

    /// - Parameters:
    ///   - limit: the most bytes to produce.
    ///   - ratio: the most bytes to produce for each byte received, once 1 MiB has been produced.
    init(limit: Int, ratio: Int) {
        self.limit = limit
        self.ratio = ratio
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        buffer = .allocate(byteCount: 64 << 10, alignment: 16)
        // 15 + 16: the full window, and gzip framing only.
        ready = inflateInit2_(stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    }

    deinit {
        if ready { inflateEnd(stream) }
        stream.deallocate()
        buffer.deallocate()
    }

    /// Appends what `input` holds to `output`. Members that follow one another count as one stream (RFC 1952 §2.2).
    func inflate(_ input: UnsafeRawBufferPointer, into output: inout [UInt8]) throws(Failure) {
        guard ready else { throw .malformed }
        guard let base = input.baseAddress, !input.isEmpty else { return }
        received += input.count
        stream.pointee.next_in = UnsafeMutablePointer(mutating: base.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(clamping: input.count)
        while stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0 {
            if finished {
                guard stream.pointee.avail_in > 0 else { return }
                guard inflateReset(stream) == Z_OK else { throw .malformed }
                finished = false
            }
            stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
            stream.pointee.avail_out = UInt32(buffer.count)
            let code = CZlib.inflate(stream, Z_NO_FLUSH)
            guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else { throw .malformed }
            let count = buffer.count - Int(stream.pointee.avail_out)
            produced += count
            guard produced <= limit, produced <= 1 << 20 || produced / ratio <= received else { throw .tooLarge }
            output.append(contentsOf: buffer[..<count])
            if code == Z_STREAM_END { finished = true }
            if code == Z_BUF_ERROR { return }
        }
    }
}

/// The bytes as one gzip member, at the fastest level; `nil` when zlib has no memory.
func gzipped(_ bytes: [UInt8]) -> [UInt8]? {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    defer { stream.deallocate() }
    let size = Int32(MemoryLayout<z_stream>.size)
    guard bytes.count < Int(UInt32.max) / 2,
        deflateInit2_(stream, 1, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK
    else { return nil }
    defer { deflateEnd(stream) }
    let bound = Int(deflateBound(stream, UInt(bytes.count)))
    return bytes.withUnsafeBufferPointer { input in
        var complete = false
        let output = [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
            stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            stream.pointee.avail_in = UInt32(input.count)
            stream.pointee.next_out = buffer.baseAddress
            stream.pointee.avail_out = UInt32(clamping: buffer.count)
            complete = deflate(stream, Z_FINISH) == Z_STREAM_END
            count = buffer.count - Int(stream.pointee.avail_out)
        }
        return complete ? output : nil
    }
}
