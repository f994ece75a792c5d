import Basics
import CRDKafka

/// Which cluster, and how to talk to it. Printing it shows stars for secrets.
public struct KafkaConfiguration: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// `host:port` of one or more brokers, separated by commas.
    public var brokers: String
    /// librdkafka's settings by their own names (its CONFIGURATION.md), a later one winning. They win over this wrapper's
    /// defaults, except those a promise of the wrapper rests on.
    public var settings: [(String, String)]

    public init(brokers: String, settings: [(String, String)] = []) {
        self.brokers = brokers
        self.settings = settings
    }

    /// Whether a setting's value must not be shown.
    public static func isSecret(_ name: String) -> Bool {
        let name = name.lowercased()
        return ["password", "secret", "jaas", "key.pem", "ssl_key", "oauthbearer.config", "token"].contains {
            name.contains($0)
        }
    }

    /// The version of librdkafka that this process runs with, e.g. `2.0.2`.
    public static var libraryVersion: String { String(cString: rd_kafka_version_str()) }

    /// What will not work with these settings and this library, one sentence each; empty when nothing is known.
    public var warnings: [String] { scramWarning(version: rd_kafka_version()).map { [$0] } ?? [] }

    /// The SASL mechanism in use; `nil` without SASL.
    var mechanism: String? {
        guard value("security.protocol")?.lowercased().hasPrefix("sasl") == true else { return nil }
        return value("sasl.mechanisms") ?? value("sasl.mechanism") ?? "GSSAPI"
    }

    /// librdkafka before 2.6.1 repeats the client's nonce in SCRAM's last message, which Kafka 4 compares strictly.
    func scramWarning(version: Int32) -> String? {
        guard let mechanism, mechanism.uppercased().hasPrefix("SCRAM"), version < 0x0206_01FF else { return nil }
        return
            "librdkafka \(KafkaConfiguration.libraryVersion) cannot log in by \(mechanism) to Kafka 4.0 or later, which "
            + "answers \"invalid credentials\"; use librdkafka 2.6.1 or later (Debian 13 has it), or PLAIN or mutual TLS"
    }

    private func value(_ name: String) -> String? { settings.last { $0.0 == name }?.1 }

    public var description: String {
        let shown = settings.map { "\($0.0)=\(KafkaConfiguration.isSecret($0.0) ? "****" : $0.1)" }
        return "brokers=\(brokers)" + shown.map { " " + $0 }.joined()
    }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["brokers": brokers, "settings": settings.map(\.0)]) }

    /// librdkafka's form of the settings. Whoever gets it must give it to `rd_kafka_new` or destroy it.
    ///
    /// - Parameters:
    ///   - defaults: Set before the caller's.
    ///   - fixed: Set after the caller's, because a promise rests on them.
    func makeConf(defaults: [(String, String)], fixed: [(String, String)]) throws(KafkaError) -> OpaquePointer {
        guard let conf = rd_kafka_conf_new() else {
            throw KafkaError(RD_KAFKA_RESP_ERR__FAIL, "librdkafka has no memory for its settings")
        }
        do throws(KafkaError) {
            if brokers.isEmpty {
                throw KafkaError(RD_KAFKA_RESP_ERR__INVALID_ARG, "no Kafka broker is named")
            }
            for (name, value) in defaults + [("bootstrap.servers", brokers)] + settings + fixed {
                try KafkaConfiguration.set(conf, name, value)
            }
        } catch {
            rd_kafka_conf_destroy(conf)
            throw error
        }
        return conf
    }

    private static func set(_ conf: OpaquePointer, _ name: String, _ value: String) throws(KafkaError) {
        var reason = [CChar](repeating: 0, count: 512)
        let result = rd_kafka_conf_set(conf, name, value, &reason, reason.count)
        guard result != RD_KAFKA_CONF_OK else { return }
        if result == RD_KAFKA_CONF_UNKNOWN {
            let nearest = nearestName(to: name, among: SettingNames.all).map { "; did you mean \"\($0)\"?" } ?? ""
            throw KafkaError(
                RD_KAFKA_RESP_ERR__INVALID_ARG, "librdkafka knows no setting \"\(name)\"" + nearest)
        }
        // librdkafka's reason quotes the value.
        let text = isSecret(name) ? "its value is not accepted" : text(of: reason)
        throw KafkaError(RD_KAFKA_RESP_ERR__INVALID_ARG, "Kafka setting \"\(name)\": \(text)")
    }
}

/// The text of a buffer that C filled and ended with a zero.
func text(of buffer: [CChar]) -> String {
    String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

extension Duration {
    /// Whole milliseconds as C functions take them: rounded up, never negative, never the "for ever" of -1.
    var milliseconds: Int32 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        guard seconds < 2_000_000 else { return 2_000_000_000 }
        return Int32(seconds) * 1000 + Int32((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
