import Basics
import CRDKafka
import Synchronization

/// What librdkafka's callbacks leave for the client that polls, and how its errors are worded.
///
/// The callbacks reach this object through the instance's opaque pointer: logs from any of librdkafka's threads, the others
/// inside a poll. All of it is guarded, so no caller has to know which.
final class ClientEvents: Sendable {
    /// A change of assignment that the caller has not answered yet.
    struct Rebalance: Sendable {
        var partitions: [KafkaPartition]
        var isAssignment: Bool
        var isLost = false
        /// Whether a poll has told the caller.
        var announced = false
    }

    private struct State {
        var rebalances: [Rebalance] = []
        var warnings: [KafkaError] = []
        /// Why a connection last failed, in librdkafka's words.
        var lastFailure: String?
        var isClosing = false
    }

    /// Errors beyond these are dropped until a poll takes some: each says nearly the same.
    private static let maximumWarnings = 64

    private let state = Mutex(State())
    let brokers: String
    private let mechanism: String?
    private let advice: String?
    private let logger: Logger

    init(_ configuration: KafkaConfiguration, logger: Logger) {
        brokers = configuration.brokers
        mechanism = configuration.mechanism
        advice = configuration.warnings.first
        self.logger = logger
    }

    /// An error as the caller should read it.
    func error(
        _ code: rd_kafka_resp_err_t, _ doing: String, detail: String? = nil, isFatal: Bool = false
    ) -> KafkaError {
        var message = "\(doing): \(detail ?? String(cString: rd_kafka_err2str(code)))"
        switch code {
        case RD_KAFKA_RESP_ERR__AUTHENTICATION, RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED:
            if let mechanism { message += "; mechanism \(mechanism)" }
            if let advice { message += "; \(advice)" }
        case RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN: message = "\(doing): no broker of \(brokers) can be reached"
        case RD_KAFKA_RESP_ERR__TIMED_OUT, RD_KAFKA_RESP_ERR__TRANSPORT:
            if detail == nil {
                message = "\(doing): the brokers \(brokers) did not answer in time"
                if let failure = state.withLock({ $0.lastFailure }) { message += "; \(failure)" }
            }
        default: break
        }
        return KafkaError(code, message, isFatal: isFatal)
    }

    /// Takes an error object's content and frees it.
    func error(taking object: OpaquePointer, _ doing: String) -> KafkaError {
        let code = rd_kafka_error_code(object)
        let detail = String(cString: rd_kafka_error_string(object))
        let isFatal = rd_kafka_error_is_fatal(object) != 0
        rd_kafka_error_destroy(object)
        return error(code, doing, detail: detail, isFatal: isFatal)
    }
}

extension ClientEvents {
    func warn(_ error: KafkaError) {
        state.withLock { state in
            if state.warnings.count < ClientEvents.maximumWarnings { state.warnings.append(error) }
        }
    }

    func nextWarning() -> KafkaError? {
        state.withLock { $0.warnings.isEmpty ? nil : $0.warnings.removeFirst() }
    }

    /// Why a broker ended the TLS connection, where that is over us and not over the network (an alert, RFC 8446 §6.2): no
    /// later try can succeed.
    var tlsRefusal: String? {
        state.withLock { $0.lastFailure }.flatMap { $0.contains("SSL alert number") ? $0 : nil }
    }

    /// Whether a poll should come back to the caller instead of gathering on.
    var hasNews: Bool {
        state.withLock { !$0.rebalances.isEmpty || !$0.warnings.isEmpty }
    }

    /// The oldest unanswered rebalance; marks it as told, and says whether it had been before.
    func announceRebalance() -> (Rebalance, wasAnnounced: Bool)? {
        state.withLock { state in
            guard let first = state.rebalances.first else { return nil }
            state.rebalances[0].announced = true
            return (first, first.announced)
        }
    }

    /// Removes the oldest rebalance when it is of the kind the caller answers.
    func answerRebalance(isAssignment: Bool) -> Rebalance? {
        state.withLock { state in
            guard let first = state.rebalances.first, first.isAssignment == isAssignment else { return nil }
            return state.rebalances.removeFirst()
        }
    }

    /// From now on rebalances are answered at once, since the caller has gone. Says whether one was unanswered.
    func beginClosing() -> Bool {
        state.withLock { state in
            state.isClosing = true
            let wasPending = !state.rebalances.isEmpty
            state.rebalances = []
            return wasPending
        }
    }

    fileprivate func rebalance(
        _ client: OpaquePointer, _ code: rd_kafka_resp_err_t, _ partitions: [KafkaPartition]
    ) {
        let isAssignment = code == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS
        let isRevocation = code == RD_KAFKA_RESP_ERR__REVOKE_PARTITIONS
        if !isAssignment, !isRevocation { warn(error(code, "joining the consumer group")) }
        let isClosing = state.withLock { state in
            // An assignment that is revoked before it was accepted never took effect.
            if isRevocation { state.rebalances.removeAll { $0.isAssignment } }
            if !state.isClosing, isAssignment || isRevocation {
                let isLost = isRevocation && rd_kafka_assignment_lost(client) != 0
                state.rebalances.append(
                    Rebalance(partitions: partitions, isAssignment: isAssignment, isLost: isLost))
            }
            return state.isClosing
        }
        if isClosing || !(isAssignment || isRevocation) { rd_kafka_assign(client, nil) }
        // Brings the poll back, before it takes a message that the caller would see out of order.
        rd_kafka_yield(client)
    }

    fileprivate func log(_ level: Int32, _ facility: String, _ line: String) {
        // syslog's levels (RFC 5424 §6.2.1).
        let level: Logger.Level = level <= 3 ? .error : level == 4 ? .warning : level <= 6 ? .info : .debug
        if facility == "FAIL" {
            // `[thrd:host:port/1]: host:port/1: Connect to … failed: Connection refused`; the call that waits for an answer
            // is told only that none came.
            let reason = line.hasPrefix("[") ? line.split(separator: "]: ", maxSplits: 1).last.map(String.init) : nil
            state.withLock { $0.lastFailure = reason ?? line }
        }
        logger.log(level, line, [("facility", .string(facility))])
    }
}

/// Installs the callbacks. They are functions at file level, because a closure in an isolated context would be checked for
/// its actor on librdkafka's threads.
func installCallbacks(_ conf: OpaquePointer, isConsumer: Bool) {
    rd_kafka_conf_set_log_cb(conf, logCallback)
    rd_kafka_conf_set_error_cb(conf, errorCallback)
    guard isConsumer else { return }
    rd_kafka_conf_set_rebalance_cb(conf, rebalanceCallback)
    rd_kafka_conf_set_offset_commit_cb(conf, commitCallback)
}

private func events(of client: OpaquePointer?) -> ClientEvents? {
    guard let client, let opaque = rd_kafka_opaque(client) else { return nil }
    return Unmanaged<ClientEvents>.fromOpaque(opaque).takeUnretainedValue()
}

private func logCallback(
    _ client: OpaquePointer?, _ level: Int32, _ facility: UnsafePointer<CChar>?, _ line: UnsafePointer<CChar>?
) {
    guard let line else { return }
    events(of: client)?.log(level, facility.map { String(cString: $0) } ?? "", String(cString: line))
}

private func errorCallback(
    _ client: OpaquePointer?, _ code: Int32, _ reason: UnsafePointer<CChar>?, _: UnsafeMutableRawPointer?
) {
    guard let client else { return }
    let reason = reason.map { String(cString: $0) } ?? ""
    // A fatal one is kept by the instance itself; see `ClientHandle.fatalError`.
    let code = rd_kafka_resp_err_t(code)
    guard code != RD_KAFKA_RESP_ERR__FATAL, let events = events(of: client) else { return }
    events.warn(events.error(code, "talking to Kafka", detail: reason))
}

private func rebalanceCallback(
    _ client: OpaquePointer?, _ code: rd_kafka_resp_err_t,
    _ list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?, _: UnsafeMutableRawPointer?
) {
    guard let client else { return }
    events(of: client)?.rebalance(client, code, PartitionList.entries(of: list).map(\.partition))
}

private func commitCallback(
    _ client: OpaquePointer?, _ code: rd_kafka_resp_err_t,
    _: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?, _: UnsafeMutableRawPointer?
) {
    guard code != RD_KAFKA_RESP_ERR_NO_ERROR, code != RD_KAFKA_RESP_ERR__NO_OFFSET, let events = events(of: client)
    else { return }
    events.warn(events.error(code, "committing offsets"))
}
