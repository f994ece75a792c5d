import Basics
import CatalogService

/// Waits for what may heal, says meanwhile why nothing moves, and gives up only when the consumer is told to stop.
struct Patience: Sendable {
    let owner: ProposalConsumer
    let metrics: Metrics
    let logger: Logger

    /// Repeats `body` until it succeeds.
    /// - Throws: `CancellationError` when the owner stops or the task is cancelled.
    func retrying<T: Sendable>(
        _ what: String, _ body: @Sendable () async throws(StoreError) -> T
    ) async throws -> T {
        var pause = Backoff()
        while true {
            do {
                return try await body()
            } catch {
                try await wait(what, error, &pause)
            }
        }
    }

    /// Tells operators what is in the way, and waits a little longer each time.
    func wait(_ what: String, _ error: StoreError, _ pause: inout Backoff) async throws {
        owner.update { $0.trouble = "\(what): \(error)" }
        logger.warning("Kafka records wait", [("doing", .string(what)), ("error", .string(error.description))])
        metrics.add(CatalogMetrics.databaseRetries, ["\(error.kind)"])
        await pause.wait { [owner] in owner.isStopping || Task.isCancelled }
        if owner.isStopping || Task.isCancelled { throw CancellationError() }
    }
}
