import Basics
import HTTPClient
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct RetryTests {
    /// A wall clock that stands still at 2026-11-24T16:00:00Z.
    private struct Still: WallClock { let now: Milliseconds = 1_795_536_000_000 }

    /// Pauses that take no time but are remembered, and a clock that they move.
    private final class Pauses: Sendable {
        let taken = Locked<[Duration]>([])
        var total: Duration { taken.withLock { $0.reduce(.zero, +) } }
    }

    private func policy(_ pauses: Pauses, random: Double = 1) -> RetryPolicy {
        var policy = RetryPolicy()
        policy.firstDelay = .seconds(1)
        policy.pause = { duration in pauses.taken.withLock { $0.append(duration) } }
        policy.random = { random }
        policy.wallClock = Still()
        policy.nanoseconds = { UInt64(pauses.total.components.seconds) * 1_000_000_000 }
        return policy
    }

    /// A server that answers with these statuses one after another, then with 200.
    private func server(_ answers: [(status: String, headers: String)]) -> RawServer {
        let served = Counter()
        return RawServer { connection, _ in
            while connection.readRequest() != nil {
                let index = served.value
                served.add()
                if index < answers.count {
                    connection.answer(answers[index].status, headers: answers[index].headers)
                } else {
                    connection.answer("200 OK", body: "\(served.value)")
                }
            }
        }
    }

    @Test("repeats an idempotent request with growing pauses until it succeeds")
    func succeeds() async throws {
        let server = server([("503 No", ""), ("502 No", ""), ("429 No", "")])
        defer { server.stop() }
        let pauses = Pauses()
        let response = try await HTTPClient().send(.init(url: server.url), retrying: policy(pauses))
        #expect(response.text == "4")
        #expect(pauses.taken.withLock { $0 } == [.seconds(1), .seconds(2), .seconds(4)])
    }

    @Test("hands on the last answer when attempts run out")
    func runsOut() async throws {
        let server = server(Array(repeating: ("503 No", ""), count: 10))
        defer { server.stop() }
        let pauses = Pauses()
        let response = try await HTTPClient().send(.init(url: server.url), retrying: policy(pauses, random: 0))
        #expect(response.status == 503)
        #expect(pauses.taken.withLock { $0 } == [.milliseconds(500), .seconds(1), .seconds(2)])
    }

    @Test(
        "waits as long as the server asks",
        arguments: [("7", 7), ("Tue, 24 Nov 2026 16:00:09 GMT", 9), ("Tue, 24 Nov 2026 15:00:00 GMT", 1), ("soon", 1)])
    func retryAfter(value: String, seconds: Int) async throws {
        let server = server([("503 No", "Retry-After: \(value)\r\n")])
        defer { server.stop() }
        let pauses = Pauses()
        #expect(try await HTTPClient().send(.init(url: server.url), retrying: policy(pauses)).status == 200)
        #expect(pauses.taken.withLock { $0 } == [.seconds(seconds)])
    }

    @Test("does not wait when the server asks for more than there is time")
    func tooLong() async throws {
        let server = server([("503 No", "Retry-After: 3600\r\n")])
        defer { server.stop() }
        let pauses = Pauses()
        #expect(try await HTTPClient().send(.init(url: server.url), retrying: policy(pauses)).status == 503)
        #expect(pauses.taken.withLock { $0 }.isEmpty)
    }

    @Test("a POST is repeated only when the caller says that it may be", arguments: [true, false])
    func post(allowed: Bool) async throws {
        let server = server([("503 No", "")])
        defer { server.stop() }
        let pauses = Pauses()
        var policy = policy(pauses)
        policy.repeatsAnyMethod = allowed
        let response = try await HTTPClient().send(.init(method: "POST", url: server.url), retrying: policy)
        #expect(response.status == (allowed ? 200 : 503))
    }

    @Test("a POST of which nothing was sent is repeated")
    func unsentPost() async throws {
        let pauses = Pauses()
        let url = "http://127.0.0.1:\(closedPort())/"
        await #expect(throws: HTTPClientError.self) {
            try await HTTPClient().send(.init(method: "POST", url: url), retrying: policy(pauses))
        }
        #expect(pauses.taken.withLock { $0.count } == 3)
    }

    @Test("other answers and errors are not repeated")
    func permanent() async throws {
        let server = server([("500 No", "")])
        defer { server.stop() }
        let pauses = Pauses()
        #expect(try await HTTPClient().send(.init(url: server.url), retrying: policy(pauses)).status == 500)
        await #expect(throws: HTTPClientError.self) {
            try await HTTPClient().send(.init(url: "nonsense"), retrying: policy(pauses))
        }
        #expect(pauses.taken.withLock { $0 }.isEmpty)
    }

    @Test("cancelling the Task ends a pause")
    func cancelled() async {
        let server = server([("503 No", "Retry-After: 50\r\n")])
        defer { server.stop() }
        let paused = Signal()
        var policy = RetryPolicy()
        policy.pause = { duration in
            paused.raise()
            try await Task.sleep(for: duration)
        }
        let fixed = policy
        let url = server.url
        let task = Task { () -> HTTPClientError? in
            do {
                _ = try await HTTPClient().send(.init(url: url), retrying: fixed)
                return nil
            } catch { return error as? HTTPClientError }
        }
        await paused.wait()
        task.cancel()
        #expect(await task.value == .cancelled(sent: true))
    }
}
