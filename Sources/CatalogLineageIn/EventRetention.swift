import Basics
import CatalogService

/// How long events are kept as they came, and the states of runs that no event speaks of any more.
///
/// Aspects, points and edges are not touched, nor is what is kept of jobs and datasets.
public struct EventRetention: Sendable {
    /// Rows of one statement: small, so that commits hardly wait.
    private static let batch = 500

    /// Days that both are kept, counted from when the last event came; 0 for ever.
    public let days: Int
    private let clock: any WallClock

    public init(days: Int, clock: any WallClock = SystemClock()) {
        self.days = days
        self.clock = clock
    }

    /// The moment before which what came may be gone; `nil` where everything is kept.
    var horizon: Milliseconds? { days > 0 ? clock.now - Milliseconds(days) * 86_400_000 : nil }

    /// Prunes now and every hour, until the task is cancelled. A store that is away is tried again at the next hour.
    public func run(on store: any EventLedger, metrics: Metrics, logger: Logger) async {
        while days > 0, !Task.isCancelled {
            do throws(StoreError) {
                let pruned = try await sweep(store, metrics)
                if pruned != PrunedEvents(events: 0, states: 0) {
                    logger.info(
                        "old events pruned",
                        [("events", .int(Int64(pruned.events))), ("states", .int(Int64(pruned.states)))])
                }
            } catch {
                logger.warning("old events could not be pruned", [("error", .string("\(error)"))])
            }
            try? await Task.sleep(for: .seconds(3600))
        }
    }

    /// Prunes all that is old, a part at a time, with a breath between parts.
    func sweep(_ store: any EventLedger, _ metrics: Metrics) async throws(StoreError) -> PrunedEvents {
        var total = PrunedEvents(events: 0, states: 0)
        guard let horizon else { return total }
        while !Task.isCancelled {
            let part = try await store.prune(before: horizon, limit: Self.batch)
            metrics.add(CatalogMetrics.eventsPruned, ["event"], by: Double(part.events))
            metrics.add(CatalogMetrics.eventsPruned, ["state"], by: Double(part.states))
            total.events += part.events
            total.states += part.states
            if part.events < Self.batch, part.states < Self.batch { break }
            try? await Task.sleep(for: .milliseconds(20))
        }
        return total
    }
}
