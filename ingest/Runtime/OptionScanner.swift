import Basics

/// Walks over `--name value`, `--name=value` and `-c value`.
struct OptionScanner {
    private var rest: ArraySlice<String>
    private var attached: String?

    init(_ arguments: [String]) { rest = arguments[...] }

    /// The next option without its dashes.
    mutating func next() throws(IngestError) -> String? {
        if let attached {
            throw IngestError(.configuration, "'\(attached)' has no place here: that option takes no value")
        }
        guard let word = rest.popFirst() else { return nil }
        guard word.hasPrefix("-"), word.count > 1 else {
            throw IngestError(.configuration, "'\(word)' is no option; options begin with --")
        }
        let name = word.drop { $0 == "-" }
        guard word.hasPrefix("--"), let equals = name.firstIndex(of: "=") else { return String(name) }
        attached = String(name[name.index(after: equals)...])
        return String(name[..<equals])
    }

    mutating func value(of option: String) throws(IngestError) -> String {
        if let value = attached {
            attached = nil
            return value
        }
        guard let value = rest.popFirst(), !value.hasPrefix("--") else {
            throw IngestError(.configuration, "--\(option) needs a value")
        }
        return value
    }

    func unknown(_ option: String, among known: [String]) -> IngestError {
        let hint = nearestName(to: option, among: known).map { "; did you mean --\($0)?" } ?? "; --help lists them"
        return IngestError(.configuration, "there is no option --\(option)\(hint)")
    }
}
