import Glibc

/// Why a server could not start, with what to do.
public struct HTTPServerError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Code: Sendable, Equatable {
        case badAddress, addressInUse, notPermitted, addressNotHere, system, alreadyStarted
    }

    public var code: Code
    public var message: String

    public var description: String { message }
}

/// Binds and listens; the caller owns the descriptor. The port is the one bound to, also where 0 was asked for.
func openListener(host: String, port: UInt16) throws(HTTPServerError) -> (descriptor: Int32, port: UInt16) {
    let name = host == "localhost" ? "127.0.0.1" : host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    var four = sockaddr_in()
    var six = sockaddr_in6()
    if inet_pton(AF_INET, name, &four.sin_addr) == 1 {
        four.sin_family = sa_family_t(AF_INET)
        four.sin_port = port.bigEndian
        return try withUnsafePointer(to: &four) { (pointer) throws(HTTPServerError) in
            try listen(on: UnsafeRawPointer(pointer), MemoryLayout<sockaddr_in>.size, AF_INET, host, port)
        }
    }
    if inet_pton(AF_INET6, name, &six.sin6_addr) == 1 {
        six.sin6_family = sa_family_t(AF_INET6)
        six.sin6_port = port.bigEndian
        return try withUnsafePointer(to: &six) { (pointer) throws(HTTPServerError) in
            try listen(on: UnsafeRawPointer(pointer), MemoryLayout<sockaddr_in6>.size, AF_INET6, host, port)
        }
    }
    throw HTTPServerError(
        code: .badAddress, message: "Cannot listen on \(host): it is no IPv4 or IPv6 address; write e.g. 127.0.0.1.")
}

private func listen(
    on address: UnsafeRawPointer, _ size: Int, _ family: Int32, _ host: String, _ port: UInt16
) throws(HTTPServerError) -> (descriptor: Int32, port: UInt16) {
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
    let descriptor = socket(family, type, 0)
    guard descriptor >= 0 else { throw failure(errno, host, port) }
    var on: Int32 = 1
    var off: Int32 = 0
    let intSize = socklen_t(MemoryLayout<Int32>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, intSize)
    // Accepted sockets inherit it: no answer waits for the peer's delayed acknowledgement.
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, intSize)
    if family == AF_INET6 { setsockopt(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, &off, intSize) }
    let sockaddr = address.assumingMemoryBound(to: sockaddr.self)
    guard bind(descriptor, sockaddr, socklen_t(size)) == 0, Glibc.listen(descriptor, 1024) == 0 else {
        let code = errno
        close(descriptor)
        throw failure(code, host, port)
    }
    return (descriptor, boundPort(descriptor))
}

private func boundPort(_ descriptor: Int32) -> UInt16 {
    var storage = sockaddr_in6()
    var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
    withUnsafeMutablePointer(to: &storage) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = getsockname(descriptor, $0, &size) }
    }
    // The port lies at the same place in both families' addresses.
    return UInt16(bigEndian: storage.sin6_port)
}

private func failure(_ code: Int32, _ host: String, _ port: UInt16) -> HTTPServerError {
    let place = "\(host):\(port)"
    switch code {
    case EADDRINUSE:
        return HTTPServerError(
            code: .addressInUse,
            message: "Cannot listen on \(place): another process does; choose another port or end that process.")
    case EACCES, EPERM:
        return HTTPServerError(
            code: .notPermitted,
            message: "Cannot listen on \(place): this user may not; choose a port from 1024 on.")
    case EADDRNOTAVAIL:
        return HTTPServerError(
            code: .addressNotHere,
            message: "Cannot listen on \(place): this machine has no such address.")
    default:
        return HTTPServerError(
            code: .system, message: "Cannot listen on \(place): \(String(cString: strerror(code))).")
    }
}

/// A socket address as text without its port; empty when it is neither IPv4 nor IPv6. IPv4 in IPv6 is shown as IPv4.
func addressText(_ address: UnsafePointer<sockaddr>?) -> String {
    guard let address else { return "" }
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    let raw = UnsafeRawPointer(address)
    switch Int32(address.pointee.sa_family) {
    case AF_INET:
        var part = raw.assumingMemoryBound(to: sockaddr_in.self).pointee.sin_addr
        guard inet_ntop(AF_INET, &part, &text, socklen_t(text.count)) != nil else { return "" }
    case AF_INET6:
        var part = raw.assumingMemoryBound(to: sockaddr_in6.self).pointee.sin6_addr
        guard inet_ntop(AF_INET6, &part, &text, socklen_t(text.count)) != nil else { return "" }
    default:
        return ""
    }
    let shown = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return shown.hasPrefix("::ffff:") ? String(shown.dropFirst(7)) : shown
}
