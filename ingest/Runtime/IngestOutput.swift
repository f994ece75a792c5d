/// Where a run's text goes; a command puts the process's streams here, a test its own.
public struct IngestOutput: Sendable {
    /// Takes whole pieces of text for standard output.
    public var out: @Sendable (String) -> Void
    /// Takes whole pieces of text for standard error.
    public var err: @Sendable (String) -> Void
    /// Whether standard error is a terminal, where a line may be rewritten.
    public var isTerminal: Bool
    /// Whether to colour warnings; off where `NO_COLOR` is set.
    public var usesColor: Bool
    /// The terminal's columns at this moment; `nil` where they are not known.
    public var width: @Sendable () -> Int?

    public init(
        out: @escaping @Sendable (String) -> Void, err: @escaping @Sendable (String) -> Void, isTerminal: Bool = false,
        usesColor: Bool = false, width: @escaping @Sendable () -> Int? = { nil }
    ) {
        self.out = out
        self.err = err
        self.isTerminal = isTerminal
        self.usesColor = usesColor
        self.width = width
    }

    public static let silent = IngestOutput(out: { _ in }, err: { _ in })

    /// The same with everything printed passed through `redact`.
    func redacted(by redact: Redactor) -> IngestOutput {
        let (out, err) = (self.out, self.err)
        return IngestOutput(
            out: { out(redact($0)) }, err: { err(redact($0)) }, isTerminal: isTerminal, usesColor: usesColor,
            width: width)
    }
}
