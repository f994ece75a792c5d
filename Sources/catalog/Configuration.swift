import Basics
import Kafka

#if canImport(Glibc)
import Glibc
#endif

/// The settings in force: flags over environment over defaults. The one place that reads the environment.
struct Configuration: Sendable {
    /// Where a value came from.
    enum Source: String, Sendable {
        case flag, environment, file
        case standard = "default"
    }

    /// A setting with its value.
    struct Entry: Sendable {
        var name: String
        var value: Secret<String>
        var source: Source
        var isSecret: Bool

        /// The value as it may be shown.
        var shown: String { isSecret ? "\(value)" : value.reveal() }
    }

    /// In the order of ``Setting/all``, then librdkafka's; those without a value are left out.
    let entries: [Entry]

    /// - Parameter flags: Values by the name of the setting that the flag stands for.
    init(environment: [String: String], flags: [String: String] = [:]) throws(CommandFailure) {
        var entries: [Entry] = []
        for setting in Setting.all {
            if let value = flags[setting.name] {
                entries.append(
                    Entry(name: setting.name, value: Secret(value), source: .flag, isSecret: setting.isSecret))
            } else if let entry = try Configuration.read(setting.name, isSecret: setting.isSecret, environment) {
                entries.append(entry)
            } else if let value = setting.effectiveDefault(environment) {
                entries.append(
                    Entry(name: setting.name, value: Secret(value), source: .standard, isSecret: setting.isSecret))
            }
        }
        for name in Configuration.kafkaNames(environment) {
            let isSecret = KafkaConfiguration.isSecret(Configuration.kafkaKey(name))
            if let entry = try Configuration.read(name, isSecret: isSecret, environment) { entries.append(entry) }
        }
        self.entries = entries
    }

    /// A variable's value, or that of the file which `<name>_FILE` names where the value is secret. Empty counts as unset.
    private static func read(
        _ name: String, isSecret: Bool, _ environment: [String: String]
    ) throws(CommandFailure) -> Entry? {
        let value = environment[name].flatMap { $0.isEmpty ? nil : $0 }
        let file = isSecret ? environment[name + "_FILE"].flatMap { $0.isEmpty ? nil : $0 } : nil
        guard let file else {
            return value.map { Entry(name: name, value: Secret($0), source: .environment, isSecret: isSecret) }
        }
        guard value == nil else {
            throw CommandFailure("\(name) and \(name)_FILE are both set", hint: "Unset one of them.", status: .usage)
        }
        guard let bytes = contents(of: file, limit: 1 << 20) else {
            throw CommandFailure(
                "\(name)_FILE names '\(file)', which cannot be read: \(String(cString: strerror(errno)))",
                status: .usage)
        }
        var text = String(decoding: bytes, as: UTF8.self)
        while text.hasSuffix("\n") || text.hasSuffix("\r\n") { text.removeLast() }
        return Entry(name: name, value: Secret(text), source: .file, isSecret: isSecret)
    }

    // MARK: - Reading

    private func entry(_ setting: Setting) -> Entry? { entries.first { $0.name == setting.name } }

    /// The value of a setting; `nil` where it has none.
    func text(_ setting: Setting) -> String? { entry(setting)?.value.reveal() }

    /// The value of a secret setting.
    func secret(_ setting: Setting) -> Secret<String>? { entry(setting)?.value }

    func integer(_ setting: Setting, in range: ClosedRange<Int>) throws(CommandFailure) -> Int {
        let text = text(setting) ?? ""
        guard let value = Int(text), range.contains(value) else {
            throw wrong(setting, "an integer from \(range.lowerBound) to \(range.upperBound)", text)
        }
        return value
    }

    func boolean(_ setting: Setting) throws(CommandFailure) -> Bool {
        switch text(setting) {
        case "true", "1": return true
        case nil, "false", "0": return false
        case .some(let text): throw wrong(setting, "true or false", text)
        }
    }

    func logLevel() throws(CommandFailure) -> Logger.Level {
        let text = text(.logLevel) ?? ""
        guard let level = Logger.Level(name: text) else {
            throw wrong(.logLevel, Logger.Level.allCases.map { "\($0)" }.joined(separator: ", "), text)
        }
        return level
    }

    /// Host and port to serve on; `[::1]:8080` is an IPv6 address.
    func listenAddress() throws(CommandFailure) -> (host: String, port: UInt16) {
        let text = text(.listen) ?? ""
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            throw wrong(.listen, "HOST:PORT, e.g. 127.0.0.1:8080", text)
        }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            throw wrong(.listen, "an IPv6 address in brackets, e.g. [::1]:8080", text)
        }
        guard !host.isEmpty else { throw wrong(.listen, "HOST:PORT, e.g. 127.0.0.1:8080", text) }
        return (String(host), port)
    }

    /// What librdkafka is told by `CATALOG_KAFKA_CONF_…`, by its own names.
    var kafkaSettings: [(String, String)] {
        entries.filter { $0.name.hasPrefix(Setting.kafkaPrefix) }
            .map { (Configuration.kafkaKey($0.name), $0.value.reveal()) }
    }

    private func wrong(_ setting: Setting, _ expected: String, _ found: String) -> CommandFailure {
        CommandFailure("\(setting.name) must be \(expected), found '\(found)'", status: .usage)
    }

    // MARK: - librdkafka's variables

    /// `CATALOG_KAFKA_CONF_SASL_PASSWORD` → `sasl.password`, `CATALOG_KAFKA_CONF_LOG__LEVEL` → `log_level`.
    static func kafkaKey(_ name: String) -> String {
        var key = ""
        for character in name.dropFirst(Setting.kafkaPrefix.count).lowercased() {
            if character == "_", key.last == "." {
                key.removeLast()
                key.append("_")
            } else {
                key.append(character == "_" ? "." : character)
            }
        }
        return key
    }

    /// The variables of librdkafka that are set, those of a secret's file under the secret's own name, sorted.
    private static func kafkaNames(_ environment: [String: String]) -> [String] {
        var names: Set<String> = []
        for name in environment.keys where name.hasPrefix(Setting.kafkaPrefix) {
            names.insert(secretOfFile(name) ?? name)
        }
        return names.sorted()
    }

    private static func secretOfFile(_ name: String) -> String? {
        guard name.hasSuffix("_FILE") else { return nil }
        let base = String(name.dropLast(5))
        return KafkaConfiguration.isSecret(kafkaKey(base)) ? base : nil
    }

    // MARK: - Warnings

    /// A sentence for each `CATALOG_…` variable that means nothing, with the nearest name that does.
    static func warnings(_ environment: [String: String]) -> [String] {
        var known = Set(Setting.all.map(\.name))
        known.formUnion(Setting.all.filter(\.isSecret).map { $0.name + "_FILE" })
        return environment.keys.sorted().compactMap { name in
            guard name.hasPrefix("CATALOG_"), !known.contains(name), !name.hasPrefix(Setting.testPrefix),
                !name.hasPrefix(Setting.kafkaPrefix)
            else { return nil }
            let near = nearestName(to: name, among: known.sorted()).map { "; did you mean \($0)?" } ?? ""
            return "\(name) is no setting of this program and is ignored\(near)"
        }
    }
}

/// The bytes of a file of at most `limit` bytes; `nil` with `errno` where it cannot be read.
func contents(of path: String, limit: Int = 1 << 30) -> [UInt8]? {
    let descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { if descriptor != 0 { close(descriptor) } }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = read(descriptor, &buffer, buffer.count)
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else { return nil }
        if count == 0 { return bytes }
        guard bytes.count + count <= limit else {
            errno = EFBIG
            return nil
        }
        bytes.append(contentsOf: buffer[0..<count])
    }
}
