/// A place that metadata can be pulled from.
///
/// A connector is a value made from its recipe's fields. It reads the source once, in an order that depends on nothing
/// but the source's content, so that the same source gives the same aspects.
public protocol Connector: Sendable {
    /// The word a recipe puts after `type:` and the command line after `ingest`.
    static var kind: String { get }
    /// One line for the list of connectors.
    static var summary: String { get }
    /// Every field of the recipe's `config`, in the order that help shows.
    static var fields: [RecipeField] { get }
    /// - Throws: ``IngestError`` of code `configuration`, naming the field.
    init(_ configuration: ConnectorConfiguration, context: ConnectorContext) throws(IngestError)
    /// The commented recipe that `catalog connectors show` prints: `PackageResources.<kind>_yaml`, the file in `recipes/`.
    static var recipe: [UInt8] { get }
    /// Proves that the source answers and lets us in, and reads nothing else.
    func check() async throws(IngestError)
    /// What `--check` prints: proves access as ``check()`` does, then tells what the account sees and what it cannot.
    func access() async throws(IngestError) -> AccessReport
    /// Walks the source once and writes what it finds; waits whenever the sink is full.
    ///
    /// - Throws: only what ends the run. A broken part of the source is told to `run` and the rest goes on.
    func scan(into run: Run) async throws(IngestError)
}

extension Connector {
    public static var recipe: [UInt8] { [] }

    public func access() async throws(IngestError) -> AccessReport {
        try await check()
        return AccessReport()
    }
}

/// What an account may read at a source.
public struct AccessReport: Sendable, Equatable {
    /// A part of the source that a run would leave out or read only in part.
    public struct Hidden: Sendable, Equatable {
        /// Its name as the source calls it, `catalog lake`.
        public var object: String
        /// Why, and what to grant.
        public var reason: String

        public init(object: String, reason: String) {
            self.object = object
            self.reason = reason
        }
    }

    /// One fact a line: `signed in as ana`, `3 catalogs`.
    public var facts: [String]
    public var hidden: [Hidden]

    public init(facts: [String] = [], hidden: [Hidden] = []) {
        self.facts = facts
        self.hidden = hidden
    }
}

/// What a connector needs of the world around it, so that a test can put its own in place.
public struct ConnectorContext: Sendable {
    /// Makes the connection to a source.
    public var transport: @Sendable (TransportSettings) -> any HTTPTransport
    /// Waits between retries.
    public var pause: @Sendable (Duration) async throws -> Void

    public init(
        transport: @escaping @Sendable (TransportSettings) -> any HTTPTransport = { $0.client() },
        pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.transport = transport
        self.pause = pause
    }
}
