import Basics
import HTTPClient

@testable import CatalogIngest

/// A command line run against a catalog in memory, and all it printed.
struct Session: Sendable {
    let catalog: MemoryCatalog
    let printed = Locked((out: "", err: ""))
    var connectors: [any Connector.Type] = [ListConnector.self]
    var environment: [String: String] = [:]
    /// How sources are reached; the catalog is at `http://c`.
    var source: (any HTTPTransport)?
    var batchSize = 200

    init(_ catalog: MemoryCatalog = MemoryCatalog()) { self.catalog = catalog }

    var out: String { printed.value.out }
    var err: String { printed.value.err }

    func callAsFunction(_ arguments: String...) async -> IngestExit { await run(arguments) }

    func run(_ arguments: [String]) async -> IngestExit {
        let (catalog, source, printed) = (catalog, source, printed)
        var settings = RESTSink.Settings()
        settings.batchSize = batchSize
        settings.maximumInFlight = 1
        settings.retries = .never
        let runner = IngestCommandRunner(
            environment: environment,
            output: IngestOutput(
                out: { text in printed.update { $0.out += text } }, err: { text in printed.update { $0.err += text } }),
            context: ConnectorContext(
                transport: { _ in SplitTransport(catalog: catalog, source: source) }, pause: { _ in }),
            connectors: connectors, sinkSettings: settings)
        return await runner.run(arguments)
    }
}

/// Requests to `http://c` go to the catalog, all others to the source.
struct SplitTransport: HTTPTransport {
    let catalog: MemoryCatalog
    let source: (any HTTPTransport)?

    func send(
        _ request: HTTPClientRequest, retrying policy: RetryPolicy
    ) async throws(HTTPClientError) -> HTTPClientResponse {
        if request.url.hasPrefix("http://c/") { return try await catalog.send(request, retrying: policy) }
        guard let source else { throw .badAnswer(host: "source", reason: "there is none") }
        return try await source.send(request, retrying: policy)
    }
}
