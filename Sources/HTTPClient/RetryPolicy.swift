import Basics

/// When a request is sent again, and how long to wait before.
///
/// Repeated are answers of ``statuses`` and transient errors, where the method is idempotent (or ``repeatsAnyMethod``), and any
/// request of which nothing was sent. Waits grow by doubling, with full jitter in their upper half; a `Retry-After` of the server's
/// counts when it is longer. Both the count and the wall clock bound the whole.
public struct RetryPolicy: Sendable {
    public var maximumAttempts = 4
    public var firstDelay: Duration = .milliseconds(200)
    public var maximumDelay: Duration = .seconds(10)
    /// No attempt starts later than this after the first one.
    public var maximumTotal: Duration = .seconds(60)
    public var statuses: Set<Int> = [429, 502, 503, 504]
    /// The caller knows that repeating does no harm, whatever the method: e.g. writes that the server recognises.
    public var repeatsAnyMethod = false

    /// The wait itself; a test puts its own here.
    public var pause: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    /// A number in 0..<1 for the jitter.
    public var random: @Sendable () -> Double = { Double.random(in: 0..<1) }
    /// Where `Retry-After` dates are measured from.
    public var wallClock: any WallClock = SystemClock()
    /// Monotonic nanoseconds for ``maximumTotal``.
    public var nanoseconds: @Sendable () -> UInt64 = { monotonicNanoseconds() }

    public init() {}

    /// One attempt only.
    public static let never: RetryPolicy = {
        var policy = RetryPolicy()
        policy.maximumAttempts = 1
        return policy
    }()

    /// The wait before attempt `attempt + 1`, where the first attempt is 1.
    func delay(after attempt: Int, retryAfter: Duration?) -> Duration {
        var base = firstDelay
        for _ in 1..<max(1, min(attempt, 32)) where base < maximumDelay { base *= 2 }
        base = min(base, maximumDelay)
        let jittered = base * (0.5 + random() / 2)
        guard let retryAfter else { return jittered }
        return max(jittered, retryAfter)
    }
}

extension HTTPClient {
    /// The answer to a request that is repeated as `policy` says; the last answer or error when it is still no better.
    ///
    /// A server that asks to wait longer than the policy has time for gets its answer handed on at once. Cancelling the Task
    /// ends a wait as well as a transfer.
    public func send(
        _ request: HTTPClientRequest, retrying policy: RetryPolicy
    ) async throws(HTTPClientError) -> HTTPClientResponse {
        let begin = policy.nanoseconds()
        var attempt = 1
        while true {
            let result: Result<HTTPClientResponse, HTTPClientError>
            do { result = .success(try await send(request)) } catch { result = .failure(error) }
            let repeatable = request.isIdempotent || policy.repeatsAnyMethod
            var retryAfter: Duration?
            switch result {
            case .success(let response):
                guard repeatable, policy.statuses.contains(response.status) else { return response }
                retryAfter = response.headers["Retry-After"].flatMap {
                    parseRetryAfter($0, now: policy.wallClock.now)
                }
            case .failure(let error):
                guard error.isTransient, repeatable || error.sentNothing else { throw error }
            }
            let delay = policy.delay(after: attempt, retryAfter: retryAfter)
            let elapsed = Duration.nanoseconds(Int64(clamping: policy.nanoseconds() &- begin))
            guard attempt < policy.maximumAttempts, elapsed + delay <= policy.maximumTotal else {
                return try result.get()
            }
            do { try await policy.pause(delay) } catch { throw .cancelled(sent: true) }
            attempt += 1
        }
    }
}
