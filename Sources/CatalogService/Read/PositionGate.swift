import Basics
import CatalogModel

/// Lets a read wait until the catalog has come as far as the reader has already seen.
public struct PositionGate: Sendable {
    private let store: any MetadataStore

    public init(store: any MetadataStore) { self.store = store }

    /// Returns the position reached once it is at least `wanted`, or `nil` when that took longer than `patience`.
    ///
    /// Other instances write to the same database, so it is asked again and again, 5 ms apart at first, 50 ms later.
    public func wait(for wanted: Position, patience: Duration = .seconds(10)) async throws(StoreError) -> Position? {
        let deadline = ContinuousClock.now + patience
        var pause = Duration.milliseconds(5)
        while true {
            let reached = try await store.position()
            if reached >= wanted { return reached }
            guard ContinuousClock.now + pause < deadline else { return nil }
            do {
                try await Task.sleep(for: pause)
            } catch {
                return nil
            }
            pause = min(pause * 2, .milliseconds(50))
        }
    }
}
