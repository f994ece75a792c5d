import Basics

/// One field of a recipe's `config`, which is also an option of the command line: declared once, checked and explained
/// from here.
public struct RecipeField: Sendable {
    public enum Kind: Sendable, Equatable {
        case text
        /// An absolute `http` or `https` URL without user or password in it.
        case url
        /// Never printed.
        case secret
        /// A file whose first line is the secret; the option's value names it.
        case secretFile(of: String)
        /// An environment variable that holds the secret; only the command line needs it, recipes write `${NAME}`.
        case secretVariable(of: String)
        case flag
        case integer(ClosedRange<Int>)
        /// Regular expressions that names must or must not begin with; see ``NamePattern``.
        case pattern
    }

    /// The recipe's spelling, `ca_file`.
    public var name: String
    public var kind: Kind
    public var isRequired: Bool
    /// What holds when the field is absent, in words for the reader.
    public var defaultText: String?
    /// One or two sentences.
    public var help: String
    /// The option without its dashes; `nil` when only a recipe can say it.
    public var option: String?

    public init(
        _ name: String, _ kind: Kind, required: Bool = false, default defaultText: String? = nil,
        option: String? = nil, _ help: String
    ) {
        self.name = name
        self.kind = kind
        self.isRequired = required
        self.defaultText = defaultText
        self.option = option
        self.help = help
    }

    /// What the option is followed by in help, `--server URL`.
    var valueName: String? {
        switch kind {
        case .text: "TEXT"
        case .url: "URL"
        case .secret: "SECRET"
        case .secretFile: "FILE"
        case .secretVariable: "NAME"
        case .flag: nil
        case .integer: "N"
        case .pattern: "REGEX"
        }
    }
}

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
                guard let bytes = readFile(text, maximumBytes: 1 << 20) else {
                    throw fault(value, "the file '\(text)' of '\(field.name)' cannot be read")
                }
                let line = String(decoding: bytes.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
                guard !line.isEmpty else { throw fault(value, "the first line of '\(text)' is empty") }
                found.append((value.place, line))
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

    /// Every secret in the configuration, for redaction.
    var secrets: [String] {
        let names = fields.compactMap { if case .secret = $0.kind { return $0.name } else { return nil } }
        return names.compactMap { name in (try? secret(name))??.reveal() }
    }
}
