import Basics
import CatalogService
import HTTPServer

/// Counts each exchange and, where asked, writes it to the log; quick enough for a thread that serves sockets.
public struct RequestObserver: Sendable {
    private let metrics: Metrics
    private let logger: Logger
    private let logsAccess: Bool

    /// - Parameter logsAccess: Whether each request gets a line; without it only answers from 500 on do.
    public init(metrics: Metrics, logger: Logger, logsAccess: Bool) {
        self.metrics = metrics
        self.logger = logger
        self.logsAccess = logsAccess
    }

    /// What ``HTTPServer`` calls once for each exchange.
    @Sendable public func observe(_ exchange: HTTPExchange) {
        let route = exchange.routeName ?? "none"
        // A method that no route has may be any word of the client's.
        let method = exchange.routeName == nil ? "other" : exchange.method
        metrics.add(CatalogMetrics.httpRequests, [route, method, String(exchange.status)])
        metrics.observe(CatalogMetrics.httpRequestSeconds, [route], exchange.seconds)
        guard logsAccess || exchange.status >= 500 else { return }
        logger.log(
            exchange.status >= 500 ? .warning : .info, "request",
            [
                ("request_id", .string(exchange.requestID)), ("route", .string(route)),
                ("method", .string(exchange.method)), ("status", .int(Int64(exchange.status))),
                ("seconds", .double(exchange.seconds)), ("bytes_in", .int(Int64(exchange.bytesIn))),
                ("bytes_out", .int(Int64(exchange.bytesOut))), ("remote", .string(exchange.remoteAddress)),
            ])
    }
}

extension Metrics {
    /// Registers the gauges that are read when somebody looks: position, open dead letters, the process itself.
    public func collectBasics(store: any MetadataStore, deadLetters: any DeadLetterStore, version: String) {
        set(CatalogMetrics.buildInfo, [version], to: 1)
        collect(CatalogMetrics.commitPosition) {
            guard let position = try? await store.position() else { return nil }
            return [([], Double(position.value))]
        }
        collect(CatalogMetrics.deadLettersOpen) {
            guard let open = try? await deadLetters.openDeadLetters() else { return nil }
            return open.map { ([$0.key], Double($0.value)) }
        }
        collect(CatalogMetrics.residentMemory) { ProcessFigures.residentBytes().map { [([], Double($0))] } }
        collect(CatalogMetrics.openDescriptors) { ProcessFigures.openDescriptors().map { [([], Double($0))] } }
    }
}
