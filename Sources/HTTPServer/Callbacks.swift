import Basics
import CMicroHTTPD

// The library calls these from its own threads. File-level constants are isolated to no actor.

/// A connection was accepted, or is about to be closed.
let connectionCallback: MHD_NotifyConnectionCallback = { context, connection, slot, code in
    guard let context, let connection, let slot else { return }
    let core = Unmanaged<ServerCore>.fromOpaque(context).takeUnretainedValue()
    if code == .CONNECTION_NOTIFY_STARTED {
        let deadline = monotonicNanoseconds() &+ core.configuration.headerTimeout.boundedNanoseconds
        let opened = Connection(
            descriptor: cmhd_socket(connection), remoteAddress: addressText(cmhd_client_address(connection)),
            deadline: deadline)
        core.opened(opened)
        slot.pointee = Unmanaged.passRetained(opened).toOpaque()
    } else if let held = slot.pointee {
        core.closed(Unmanaged<Connection>.fromOpaque(held).takeRetainedValue())
        slot.pointee = nil
    }
}

/// The request line was read: the exchange begins here, since only here the target is still as it was sent.
let requestLineCallback:
    @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?, OpaquePointer?) ->
        UnsafeMutableRawPointer? = { context, target, connection in
            guard let context, let target, let connection else { return nil }
            let core = Unmanaged<ServerCore>.fromOpaque(context).takeUnretainedValue()
            let exchange = Exchange(core: core, rawTarget: String(validatingCString: target))
            if let held = cmhd_socket_context(connection) {
                exchange.connection = Unmanaged<Connection>.fromOpaque(held).takeUnretainedValue()
            }
            let limit = core.configuration.headerTimeout.boundedNanoseconds
            exchange.connection?.setDeadline(exchange.begin &+ limit)
            return Unmanaged.passRetained(exchange).toOpaque()
        }

/// The request is over, answered or not: the library's reference to the exchange ends here.
let completedCallback: MHD_RequestCompletedCallback = { context, _, slot, code in
    guard let context, let held = slot?.pointee else { return }
    slot?.pointee = nil
    let core = Unmanaged<ServerCore>.fromOpaque(context).takeUnretainedValue()
    let exchange = Unmanaged<Exchange>.fromOpaque(held).takeRetainedValue()
    let now = monotonicNanoseconds()
    exchange.connection?.setDeadline(now &+ core.configuration.idleTimeout.boundedNanoseconds)
    if exchange.status != 0, let observer = core.observer {
        observer(
            HTTPExchange(
                routeName: exchange.trace.name, method: exchange.method,
                path: exchange.head?.path ?? "", status: exchange.status,
                seconds: Double(now &- exchange.begin) / 1e9, bytesIn: exchange.bytesIn,
                bytesOut: exchange.bytesOut, requestID: exchange.requestID,
                remoteAddress: exchange.connection?.remoteAddress ?? "",
                completed: code == .REQUEST_TERMINATED_COMPLETED_OK))
    }
    if exchange.counted { core.ended() }
}

/// Called with the head, then with each piece of the body, then without one, then whenever we have an answer.
let accessCallback: MHD_AccessHandlerCallback = { _, connection, _, method, version, data, size, slot in
    guard let connection, let held = slot?.pointee, let size else { return .NO }
    let exchange = Unmanaged<Exchange>.fromOpaque(held).takeUnretainedValue()
    switch exchange.phase {
    case .head:
        return exchange.receiveHead(connection, method: method, version: version)
    case .body:
        if size.pointee > 0 {
            exchange.receiveBody(UnsafeRawBufferPointer(start: data, count: size.pointee))
            size.pointee = 0
            return .YES
        }
        return exchange.receiveEnd(connection)
    case .discarding:
        guard size.pointee > 0 else { return .NO }
        size.pointee = 0
        return .YES
    case .suspended:
        guard let response = exchange.takeAnswer() else { return .YES }
        return exchange.queue(response, on: connection, closing: false)
    case .done:
        return .YES
    }
}

/// Collects one header field; the context is a ``FieldCollector``.
let fieldCallback: MHD_KeyValueIteratorN = { context, _, name, nameSize, value, valueSize in
    guard let context else { return .NO }
    let collector = Unmanaged<FieldCollector>.fromOpaque(context).takeUnretainedValue()
    collector.add(
        UnsafeRawBufferPointer(start: name, count: nameSize), UnsafeRawBufferPointer(start: value, count: valueSize))
    return .YES
}

final class FieldCollector {
    private(set) var headers: HTTPHeaders? = HTTPHeaders()

    func add(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
        // Field values are bytes; those that are no UTF-8 are what old clients write in ISO 8859-1.
        guard !name.contains(0), !value.contains(0), let name = String(validating: name, as: UTF8.self) else {
            headers = nil
            return
        }
        headers?.add(name, String(decoding: value, as: UTF8.self))
    }
}
