import Basics
import HTTPClient

/// Lets requests start at an even pace, so that a source is not asked faster than its owner allows.
actor PacedTransport: HTTPTransport {
    private let inner: any HTTPTransport
    private let interval: Duration
    private let pause: @Sendable (Duration) async throws -> Void
    private var next = ContinuousClock.now

    init(
        _ inner: any HTTPTransport, perSecond: Int, pause: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.inner = inner
        interval = .seconds(1) / max(1, perSecond)
        self.pause = pause
    }

    func send(
        _ request: HTTPClientRequest, retrying policy: RetryPolicy
    ) async throws(HTTPClientError) -> HTTPClientResponse {
        let now = ContinuousClock.now
        let start = max(now, next)
        next = start + interval
        if start > now {
            do { try await pause(start - now) } catch { throw .cancelled(sent: false) }
        }
        return try await inner.send(request, retrying: policy)
    }
}

extension ConnectorContext {
    /// The same with connections to a source that keep to a pace.
    func paced(_ perSecond: Int?) -> ConnectorContext {
        guard let perSecond else { return self }
        var context = self
        let (transport, pause) = (transport, pause)
        context.transport = { PacedTransport(transport($0), perSecond: perSecond, pause: pause) }
        return context
    }
}
