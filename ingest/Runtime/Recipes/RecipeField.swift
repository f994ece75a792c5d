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
        case .text where name.hasSuffix("_file"): "FILE"
        case .text where name.hasSuffix("_dir"): "DIR"
        case .text where name == "url": "URL"
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
