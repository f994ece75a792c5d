import Basics
import CRDKafka
import Synchronization

/// One message on its way: told once what became of it, by librdkafka's report.
protocol Delivery: AnyObject, Sendable {
    func finish(_ result: Result<KafkaPosition, KafkaError>)
}

/// The part of a producer that its poller thread and its callers share.
final class ProducerCore: Sendable {
    private struct State {
        var isStopped = false
        /// Callers that found the queue full, until the poller has made room.
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let client: ClientHandle
    private let state = Mutex(State())

    init(_ client: ClientHandle) {
        self.client = client
    }

    /// Hands a message to librdkafka, which copies it. `nil` when it is queued: then `delivery` is told later.
    func enqueue(_ record: KafkaRecord, _ delivery: any Delivery) -> KafkaError? {
        // Under the lock, so that no message can be queued once the poller has stopped and nobody would be told.
        state.withLock { state in
            guard !state.isStopped else {
                return KafkaError(RD_KAFKA_RESP_ERR__STATE, "the Kafka producer is closed")
            }
            return client.produce(record, Unmanaged.passRetained(DeliveryBox(delivery)))
        }
    }

    /// Returns once the poller has served reports, or after a tenth of a second.
    func waitForRoom() async {
        await withCheckedContinuation { continuation in
            let isStopped = state.withLock { state in
                if !state.isStopped { state.waiting.append(continuation) }
                return state.isStopped
            }
            if isStopped { continuation.resume() }
        }
    }

    /// Blocks until every queued message is delivered or refused.
    func flush(timeout: Duration) throws(KafkaError) {
        let code = rd_kafka_flush(client.pointer, timeout.milliseconds)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw client.events.error(code, "sending what is queued") }
    }

    func stop() {
        state.withLock { $0.isStopped = true }
    }

    /// The poller thread: serves reports until stopped, then gives up what is still queued.
    func run(_ logger: Logger) {
        while !state.withLock({ $0.isStopped }) {
            rd_kafka_poll(client.pointer, 100)
            let waiting = state.withLock { state in
                let waiting = state.waiting
                state.waiting = []
                return waiting
            }
            for continuation in waiting { continuation.resume() }
            while let warning = client.events.nextWarning() { logger.warning(warning.description) }
        }
        rd_kafka_purge(client.pointer, Int32(RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT))
        while rd_kafka_outq_len(client.pointer) > 0 { rd_kafka_poll(client.pointer, 100) }
        let waiting = state.withLock { $0.waiting }
        for continuation in waiting { continuation.resume() }
    }

    var fatalError: KafkaError? { client.fatalError }
}

/// What librdkafka's opaque pointer of a message points to; retained until its one report.
private final class DeliveryBox: Sendable {
    let delivery: any Delivery
    init(_ delivery: any Delivery) { self.delivery = delivery }
}

func installDeliveryReports(_ conf: OpaquePointer) {
    rd_kafka_conf_set_dr_msg_cb(conf, deliveryCallback)
}

private func deliveryCallback(
    _ client: OpaquePointer?, _ message: UnsafePointer<rd_kafka_message_t>?, _: UnsafeMutableRawPointer?
) {
    guard let client, let message = message?.pointee, let opaque = message._private else { return }
    let delivery = Unmanaged<DeliveryBox>.fromOpaque(opaque).takeRetainedValue().delivery
    let topic = message.rkt.flatMap { rd_kafka_topic_name($0) }.map { String(cString: $0) } ?? ""
    if message.err == RD_KAFKA_RESP_ERR_NO_ERROR {
        delivery.finish(.success(KafkaPosition(topic, message.partition, .at(message.offset))))
        return
    }
    let doing = "sending a message to topic \"\(topic)\""
    guard let pointer = rd_kafka_opaque(client) else { return }
    let events = Unmanaged<ClientEvents>.fromOpaque(pointer).takeUnretainedValue()
    delivery.finish(.failure(events.error(message.err, doing, isFatal: message.err == RD_KAFKA_RESP_ERR__FATAL)))
}

/// Stands in for the address of an empty array, which may be null, and null means a tombstone. Never read or written.
nonisolated(unsafe) private let emptyBytes: UnsafeMutableRawPointer = .allocate(byteCount: 1, alignment: 1)

extension ClientHandle {
    /// Queues a message. librdkafka takes over the box unless it refuses.
    fileprivate func produce(_ record: KafkaRecord, _ box: Unmanaged<DeliveryBox>) -> KafkaError? {
        let headers = record.headers.isEmpty ? nil : rd_kafka_headers_new(record.headers.count)
        for (name, value) in record.headers {
            value.withUnsafeBytes { bytes in
                _ = rd_kafka_header_add(
                    headers, name, -1, bytes.baseAddress ?? UnsafeRawPointer(emptyBytes), bytes.count)
            }
        }
        let error = record.topic.withCString { topic in
            withBytes(record.key) { key in
                withBytes(record.value) { value in
                    var arguments = [
                        argument(RD_KAFKA_VTYPE_TOPIC) { $0.u.cstr = topic },
                        argument(RD_KAFKA_VTYPE_MSGFLAGS) { $0.u.i = Int32(RD_KAFKA_MSG_F_COPY) },
                        argument(RD_KAFKA_VTYPE_PARTITION) { $0.u.i32 = record.partition ?? RD_KAFKA_PARTITION_UA },
                        argument(RD_KAFKA_VTYPE_KEY) { $0.u.mem = .init(ptr: key.0, size: key.1) },
                        argument(RD_KAFKA_VTYPE_VALUE) { $0.u.mem = .init(ptr: value.0, size: value.1) },
                        argument(RD_KAFKA_VTYPE_OPAQUE) { $0.u.ptr = box.toOpaque() },
                    ]
                    if let headers {
                        arguments.append(argument(RD_KAFKA_VTYPE_HEADERS) { $0.u.headers = headers })
                    }
                    return rd_kafka_produceva(pointer, &arguments, arguments.count)
                }
            }
        }
        guard let error else { return nil }
        box.release()
        if let headers { rd_kafka_headers_destroy(headers) }
        return events.error(taking: error, "sending a message to topic \"\(record.topic)\"")
    }

    private func argument(_ kind: rd_kafka_vtype_t, _ fill: (inout rd_kafka_vu_t) -> Void) -> rd_kafka_vu_t {
        var argument = rd_kafka_vu_t()
        argument.vtype = kind
        fill(&argument)
        return argument
    }

    private func withBytes<R>(_ bytes: [UInt8]?, _ body: ((UnsafeMutableRawPointer?, Int)) -> R) -> R {
        guard let bytes else { return body((nil, 0)) }
        return bytes.withUnsafeBytes { buffer in
            // librdkafka only reads it, being told to copy.
            body((buffer.baseAddress.map { UnsafeMutableRawPointer(mutating: $0) } ?? emptyBytes, buffer.count))
        }
    }
}
