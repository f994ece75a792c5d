import Basics
import Glibc

/// A server of raw sockets that answers as a test's script says, so that it can break any rule.
final class RawServer: Sendable {
    let port: UInt16
    private let listener: Int32
    /// The heads (and bodies) of all requests, in order of arrival.
    let requests = Locked<[String]>([])

    /// Runs `script` on a thread of its own for each connection; the connection is closed when it returns.
    init(_ script: @escaping @Sendable (RawConnection, RawServer) -> Void) {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = loopback(port: 0)
        withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                precondition(bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0)
            }
        }
        precondition(listen(socket, 64) == 0)
        listener = socket
        port = boundPort(socket)
        startThread(name: "raw-server") { [self] in
            while true {
                let descriptor = accept(socket, nil, nil)
                guard descriptor >= 0 else { return }
                startThread(name: "raw-connection") { [self] in
                    let connection = RawConnection(descriptor)
                    script(connection, self)
                    Glibc.close(descriptor)
                }
            }
        }
    }

    var url: String { "http://127.0.0.1:\(port)" }

    func stop() { Glibc.shutdown(listener, Int32(SHUT_RDWR)) }
}

/// One accepted connection of a ``RawServer``.
struct RawConnection: Sendable {
    let descriptor: Int32

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    /// The next request with its body (by Content-Length); `nil` when the client is gone.
    func readRequest() -> String? {
        var bytes: [UInt8] = []
        while true {
            if let end = headEnd(bytes) {
                let head = String(decoding: bytes[..<end], as: UTF8.self)
                var length = 0
                for line in head.lowercased().split(whereSeparator: \.isNewline)
                where line.hasPrefix("content-length:") {
                    length = Int(line.dropFirst(15).filter(\.isNumber)) ?? 0
                }
                if bytes.count >= end + length { return String(decoding: bytes, as: UTF8.self) }
            }
            var buffer = [UInt8](repeating: 0, count: 65536)
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            bytes += buffer[..<count]
        }
    }

    func write(_ text: String) { writeAll(Array(text.utf8), to: descriptor) }

    func answer(_ status: String, headers: String = "", body: String = "") {
        write("HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)")
    }

    /// Waits until the client closes, at most ten seconds; `false` when it does not.
    @discardableResult
    func waitForClose() -> Bool {
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count == 0 || count < 0 && errno == ECONNRESET { return true }
            if count < 0 { return false }
        }
    }

    private func headEnd(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= 4 else { return nil }
        for index in 0...(bytes.count - 4) where Array(bytes[index..<index + 4]) == [13, 10, 13, 10] {
            return index + 4
        }
        return nil
    }
}

func loopback(port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
}

func boundPort(_ socket: Int32) -> UInt16 {
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = getsockname(socket, $0, &length) }
    }
    return UInt16(bigEndian: address.sin_port)
}

/// A port of loopback that nobody listens on.
func closedPort() -> UInt16 {
    let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = loopback(port: 0)
    _ = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            bind(server, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
    }
    let port = boundPort(server)
    close(server)
    return port
}
