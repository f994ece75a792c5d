import Basics
import Glibc

/// A client of raw bytes, so that a test can say what no library would. Reads give up after ten seconds.
final class RawClient: Sendable {
    struct Answer {
        var status: Int
        var head: String
        var body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }

        func header(_ name: String) -> String? {
            for line in head.split(separator: "\r\n").dropFirst() {
                let parts = line.split(separator: ":", maxSplits: 1)
                if parts.count == 2, equalIgnoringASCIICase(parts[0], name) {
                    return String(parts[1].drop { $0 == " " })
                }
            }
            return nil
        }
    }

    let descriptor: Int32

    init(port: UInt16) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        _ = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    deinit { close(descriptor) }

    /// Whether all bytes went out; a server that hung up is no error.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var offset = 0
        while offset < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(
                    descriptor, $0.baseAddress.map { $0 + offset }, bytes.count - offset, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            offset += count
        }
        return true
    }

    @discardableResult
    func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// Ends our half of the stream.
    func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Closes with a reset instead of an end.
    func reset() {
        var hard = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &hard, socklen_t(MemoryLayout<linger>.size))
    }

    /// The next answer; `nil` when the server closes before it is whole.
    func read(method: String = "GET") -> Answer? {
        var head: [UInt8] = []
        while !head.reversed().starts(with: [10, 13, 10, 13]) {
            guard let byte = readBytes(1) else { return nil }
            head += byte
        }
        let text = String(decoding: head, as: UTF8.self)
        var answer = Answer(status: Int(text.split(separator: " ").dropFirst().first ?? "") ?? 0, head: text, body: [])
        if answer.status == 100 { return read(method: method) }
        let length = Int(answer.header("Content-Length") ?? "0") ?? 0
        if method != "HEAD", length > 0 {
            guard let body = readBytes(length) else { return nil }
            answer.body = body
        }
        return answer
    }

    /// Sends a request and reads its answer.
    func exchange(_ text: String, method: String = "GET") -> Answer? {
        send(text)
        return read(method: method)
    }

    /// Whether the server closes without sending anything more.
    func isClosed() -> Bool {
        var byte: UInt8 = 0
        let count = recv(descriptor, &byte, 1, 0)
        return count == 0 || count < 0 && errno == ECONNRESET
    }

    /// Everything until the server closes; `nil` when it does not within ten seconds.
    func readToEnd() -> [UInt8]? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count == 0 || count < 0 && errno == ECONNRESET { return bytes }
            guard count > 0 else { return nil }
            bytes += buffer[..<count]
        }
    }

    /// Whether an answer begins within so many milliseconds.
    func isReadable(within milliseconds: Int32) -> Bool {
        var descriptor = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&descriptor, 1, milliseconds) > 0
    }

    func readByte() -> UInt8? { readBytes(1)?.first }

    private func readBytes(_ count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        var offset = 0
        while offset < count {
            let got = bytes.withUnsafeMutableBytes {
                recv(descriptor, $0.baseAddress.map { $0 + offset }, count - offset, 0)
            }
            guard got > 0 else { return nil }
            offset += got
        }
        return bytes
    }
}
