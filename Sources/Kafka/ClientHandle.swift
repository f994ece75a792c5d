import Basics
import CRDKafka

/// Owns one librdkafka instance and what its callbacks point to.
///
/// `@unchecked Sendable`: both fields are constants. librdkafka's functions may be called from any thread; who may call
/// which is the business of the actor or lock around the handle. The instance is destroyed when the last reference goes, so
/// no call can meet a destroyed one.
final class ClientHandle: @unchecked Sendable {
    let pointer: OpaquePointer
    let events: ClientEvents

    /// Starts an instance with its threads; it connects in the background.
    ///
    /// - Parameter prepare: Sets what only this kind of client has, before the instance starts.
    init(
        _ kind: rd_kafka_type_t, _ configuration: KafkaConfiguration, defaults: [(String, String)],
        fixed: [(String, String)] = [], logger: Logger, prepare: (OpaquePointer) -> Void = { _ in }
    ) throws(KafkaError) {
        let common = [
            // A topic that appears later is seen after this time, and a returned broker after at most two seconds.
            ("topic.metadata.refresh.interval.ms", "5000"), ("reconnect.backoff.max.ms", "2000"),
            ("log.connection.close", "false"),
        ]
        let conf = try configuration.makeConf(defaults: common + defaults, fixed: fixed)
        events = ClientEvents(configuration, logger: logger)
        installCallbacks(conf, isConsumer: kind == RD_KAFKA_CONSUMER)
        prepare(conf)
        let opaque = Unmanaged.passRetained(events).toOpaque()
        rd_kafka_conf_set_opaque(conf, opaque)
        var reason = [CChar](repeating: 0, count: 512)
        guard let pointer = rd_kafka_new(kind, conf, &reason, reason.count) else {
            rd_kafka_conf_destroy(conf)
            Unmanaged<ClientEvents>.fromOpaque(opaque).release()
            throw KafkaError(
                RD_KAFKA_RESP_ERR__INVALID_ARG, "librdkafka refuses its settings: \(text(of: reason))")
        }
        self.pointer = pointer
        for warning in configuration.warnings { logger.warning(warning) }
    }

    /// Why the instance is of no use any more; `nil` while it is.
    var fatalError: KafkaError? {
        var reason = [CChar](repeating: 0, count: 512)
        let code = rd_kafka_fatal_error(pointer, &reason, reason.count)
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return nil }
        return events.error(code, "this Kafka client cannot go on", detail: text(of: reason), isFatal: true)
    }

    deinit {
        // Destroying waits for librdkafka's threads, which the thread that lets go of us must not.
        let last = LastReference(pointer: pointer)
        startThread(name: "kafka-end") { last.destroy() }
    }
}

/// The instance on its way to the thread that ends it.
///
/// `@unchecked Sendable`: made in the owner's `deinit`, used once, by one thread.
private struct LastReference: @unchecked Sendable {
    let pointer: OpaquePointer

    func destroy() {
        let opaque = rd_kafka_opaque(pointer)
        // Without the flag a consumer that was not closed would wait here for callbacks that nobody answers.
        rd_kafka_destroy_flags(pointer, Int32(RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE))
        if let opaque { Unmanaged<ClientEvents>.fromOpaque(opaque).release() }
    }
}
