import Basics
import CatalogModel

/// The value of one field, and where it was said.
struct ConfigurationValue: Sendable {
    enum Content: Sendable {
        case text(String)
        case flag(Bool)
        case pattern(NamePattern)
    }

    var content: Content
    /// `recipe.yaml:4` or `--server`.
    var place: String
}

/// The fields a connector or sink was given, each checked against its ``RecipeField``.
public struct ConnectorConfiguration: Sendable {
    let fields: [RecipeField]
    var values: [String: ConfigurationValue] = [:]
    /// Where to say that a required field is missing.
    var place: String
    var environment: [String: String]

    init(fields: [RecipeField], place: String, environment: [String: String] = [:]) {
        self.fields = fields
        self.place = place
        self.environment = environment
    }

    private func field(_ name: String) -> RecipeField? { fields.first { $0.name == name } }

    private func fault(_ value: ConfigurationValue, _ message: String) -> IngestError {
        IngestError(.configuration, "\(value.place): \(message)")
    }

    /// Puts a value in place, checked by the field's kind.
    mutating func set(_ name: String, _ value: ConfigurationValue) throws(IngestError) {
        guard let field = field(name) else {
            let hint = nearestName(to: name, among: fields.map(\.name)).map { "; did you mean '\($0)'?" } ?? ""
            throw fault(value, "there is no field '\(name)'\(hint)")
        }
        var value = value
        switch (field.kind, value.content) {
        case (.flag, .text(let text)):
            switch text.lowercased() {
            case "true": value.content = .flag(true)
            case "false": value.content = .flag(false)
            default: throw fault(value, "'\(name)' must be true or false")
            }
        case (.flag, .flag): break
        case (.pattern, .text(let text)):
            value.content = .pattern(NamePattern(allow: [text]))
        case (.pattern, .pattern): break
        case (.integer(let range), .text(let text)):
            guard let number = Int(text), range.contains(number) else {
                throw fault(
                    value, "'\(name)' must be a whole number from \(range.lowerBound) to \(range.upperBound)")
            }
        case (.url, .text(let text)):
            guard Origin(text) != nil else {
                throw fault(
                    value,
                    "'\(name)' must be a URL such as https://host:8443, without user or password in it "
                        + "(they have fields of their own)")
            }
        case (_, .text(let text)):
            guard !text.isEmpty else { throw fault(value, "'\(name)' is empty") }
        case (_, .flag), (_, .pattern):
            throw fault(value, "'\(name)' must be a single value")
        }
        if case .pattern(let pattern) = value.content, let bad = pattern.firstMalformed {
            throw fault(value, "'\(bad)' in '\(name)' is no regular expression")
        }
        if case .pattern(let more) = value.content, case .pattern(let earlier)? = values[name]?.content {
            value.content = .pattern(NamePattern(allow: earlier.allow + more.allow, deny: earlier.deny + more.deny))
        }
        values[name] = value
    }

    /// Takes a secret from a file, whether the fields name one for it or not.
    mutating func setSecret(_ name: String, file: String, place: String) throws(IngestError) {
        let value = ConfigurationValue(content: .text(file), place: place)
        if let field = fields.first(where: { $0.kind == .secretFile(of: name) }) { return try set(field.name, value) }
        try set(name, ConfigurationValue(content: .text(try firstLine(of: file, "file", value)), place: place))
    }

    private func firstLine(
        of file: String, _ field: String, _ value: ConfigurationValue
    ) throws(IngestError) -> String {
        guard let bytes = readFile(file, maximumBytes: 1 << 20) else {
            throw fault(value, "the file '\(file)' of '\(field)' cannot be read")
        }
        let line = String(decoding: bytes.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
        guard !line.isEmpty else { throw fault(value, "the first line of '\(file)' is empty") }
        return line
    }

    /// Whether every required field is there.
    func checkRequired() throws(IngestError) {
        for field in fields where field.isRequired && values[field.name] == nil {
            let option = field.option.map { " (option --\($0))" } ?? ""
            throw IngestError(.configuration, "\(place): '\(field.name)' is missing\(option): \(field.help)")
        }
    }

    public func text(_ name: String) -> String? {
        if case .text(let text)? = values[name]?.content { return text }
        return nil
    }

    /// Whether the field was said at all.
    public func isGiven(_ name: String) -> Bool { values[name] != nil }

    public func flag(_ name: String) -> Bool {
        if case .flag(let value)? = values[name]?.content { return value }
        return false
    }

    public func integer(_ name: String) -> Int? { text(name).flatMap { Int($0) } }

    public func pattern(_ name: String) -> NamePattern {
        if case .pattern(let pattern)? = values[name]?.content { return pattern }
        return NamePattern()
    }

    /// The secret of a field: given itself, in a file, or in an environment variable.
    ///
    /// - Throws: when it is given twice, the file cannot be read, or the variable is not set.
    public func secret(_ name: String) throws(IngestError) -> Secret<String>? {
        var found: [(place: String, secret: String)] = []
        for field in fields {
            guard let value = values[field.name], case .text(let text) = value.content else { continue }
            switch field.kind {
            case .secret where field.name == name:
                found.append((value.place, text))
            case .secretFile(of: name):
                found.append((value.place, try firstLine(of: text, field.name, value)))
            case .secretVariable(of: name):
                guard let secret = environment[text], !secret.isEmpty else {
                    throw fault(value, "the environment variable \(text) is not set")
                }
                found.append((value.place, secret))
            default: break
            }
        }
        guard found.count <= 1 else {
            throw IngestError(
                .configuration, "\(found[1].place): '\(name)' is given more than once; keep one of them")
        }
        return found.first.map { Secret($0.secret) }
    }

    /// The field `env` as it stands in urns.
    func environmentName() throws(IngestError) -> String {
        let env = text("env")?.uppercased() ?? "PROD"
        guard Urn.isEnvironment(env) else {
            throw IngestError(.configuration, "'env' must be a word such as PROD or DEV, not '\(env)'")
        }
        return env
    }

    // MARK: What may be shown

    /// Every secret in the configuration, those inside of addresses included, for redaction.
    var secrets: [String] {
        let names = fields.compactMap { if case .secret = $0.kind { return $0.name } else { return nil } }
        return names.compactMap { name in (try? secret(name))??.reveal() }
            + fields.compactMap { text($0.name).flatMap(ConnectorConfiguration.password) }
    }

    /// The fields that were given, sorted, secrets starred.
    var masked: JSON {
        .object(
            JSONObject(
                fields.filter { values[$0.name] != nil }.sorted { $0.name < $1.name }.compactMap { field in
                    guard let value = values[field.name] else { return nil }
                    if case .secret = field.kind { return .init(field.name, .string(Redactor.stars)) }
                    switch value.content {
                    case .flag(let flag): return .init(field.name, .bool(flag))
                    case .pattern(let pattern):
                        return .init(
                            field.name,
                            [
                                "allow": .array(pattern.allow.map { .string($0) }),
                                "deny": .array(pattern.deny.map { .string($0) }),
                            ])
                    case .text(let text):
                        let password = ConnectorConfiguration.password(text)
                        return .init(
                            field.name,
                            .string(password.map { text.replacing($0, with: Redactor.stars) } ?? text))
                    }
                }))
    }

    /// What tells one source from another: where it is and what its urns carry.
    var identity: String {
        let names = fields.filter(\.isRequired).map(\.name) + ["env", "platform_instance"]
        return masked.objectValue?.members.filter { names.contains($0.name) }
            .map { "\($0.name)=\($0.value.text)" }.joined(separator: "\n") ?? ""
    }

    /// What decides which objects a run sees: every field but those of the connection's quality and of how much is read.
    var viewpoint: String {
        let indifferent = ["ca_file", "insecure", "external_url", "full"]
        return masked.objectValue?.members.filter { member in
            !indifferent.contains(member.name) && !["_seconds", "_hours"].contains { member.name.hasSuffix($0) }
        }.map { "\($0.name)=\($0.value.text)" }.joined(separator: "\n") ?? ""
    }

    /// The password of an address such as `postgresql://user:password@host/db`.
    static func password(_ text: String) -> String? {
        guard let start = text.firstRange(of: "://")?.upperBound else { return nil }
        let authority = text[start...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard let at = authority.lastIndex(of: "@"), let colon = authority[..<at].firstIndex(of: ":") else {
            return nil
        }
        let password = authority[authority.index(after: colon)..<at]
        return password.isEmpty ? nil : String(password)
    }
}
