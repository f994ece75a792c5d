import Basics
import CLibPQ

#if canImport(Glibc)
import Glibc
#endif

/// Stops what a connection runs, from any thread, without ever hitting the statement of a later use.
///
/// A use of the connection arms it, and disarms it at its end; disarming waits for a cancel request that is on its way. A
/// request is repeated until the use ends, because the server ignores one that arrives between two statements.
final class Canceller: Sendable {
    /// Why a use was cancelled.
    enum Reason: Sendable {
        case task, deadline, close
    }

    private struct State: Sendable {
        var token: Token?
        var use: UInt64 = 0
        var inUse = false
        /// Whether requests may be sent: during a use, except while ``Canceller/hold(_:)`` runs.
        var armed = false
        var reason: Reason?
    }

    private let state = Locked(State())
    /// Held while a request is on its way to the server; counts the requests. (The thread sanitizer takes a lock around no
    /// value at all for a race on its object's header.)
    private let sending = Locked(UInt64(0))

    /// Takes the key of a connection just made.
    func attach(_ token: Token) { state.withLock { $0.token = token } }

    /// A use begins. The number names it to ``cancel(_:use:)``.
    func arm() -> UInt64 {
        state.withLock {
            $0.use &+= 1
            $0.inUse = true
            $0.armed = true
            $0.reason = nil
            return $0.use
        }
    }

    /// The use ends. No request is on its way when this returns; the answer says whether one was made.
    @discardableResult
    func disarm() -> Reason? {
        let reason = state.withLock { state -> Reason? in
            state.inUse = false
            state.armed = false
            return state.reason
        }
        if reason != nil { sending.withLock { _ in } }
        return reason
    }

    /// Runs `body`, e.g. a rollback, so that no request can hit it; one that is made meanwhile counts afterwards.
    func hold(_ body: () -> Void) {
        state.withLock { $0.armed = false }
        sending.withLock { _ in }
        body()
        state.withLock { $0.armed = $0.inUse && $0.reason == nil }
    }

    /// Throws where this use has been cancelled.
    func check() throws(PostgresError) {
        guard let reason = state.withLock({ $0.reason }) else { return }
        throw reason.error
    }

    /// Cancels a use: its running statement is ended by the server, later ones are refused here. Returns at once.
    ///
    /// - Parameter use: a use that has ended is left alone, and so is the one after it: a timer that fires just then must
    ///   not hit it. `nil` is the one that is under way.
    func cancel(_ reason: Reason, use: UInt64?) {
        let use = state.withLock { state -> UInt64? in
            guard state.inUse, state.reason == nil, use == nil || use == state.use else { return nil }
            state.reason = reason
            return state.armed ? state.use : nil
        }
        guard let use else { return }
        startThread(name: "pg-cancel", stackSize: 1 << 18) {
            while self.send(use: use) { usleep(50_000) }
        }
    }

    private func send(use: UInt64) -> Bool {
        sending.withLock { count in
            guard let token = state.withLock({ $0.armed && $0.use == use ? $0.token : nil }) else { return false }
            token.send()
            count &+= 1
            return true
        }
    }

    /// Owner of a `PGcancel`.
    ///
    /// `@unchecked Sendable`: libpq documents `PQcancel` as safe from any thread, the object is never changed, and only
    /// `deinit`, which runs once, frees it.
    final class Token: @unchecked Sendable {
        private let pointer: OpaquePointer

        init?(_ connection: OpaquePointer) {
            guard let pointer = PQgetCancel(connection) else { return nil }
            self.pointer = pointer
        }

        deinit { PQfreeCancel(pointer) }

        func send() {
            // What it says on failure is of no use: the request is repeated, and the server's own timeouts stand behind.
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
                _ = PQcancel(pointer, buffer.baseAddress, 256)
            }
        }
    }
}

extension Canceller.Reason {
    var error: PostgresError {
        switch self {
        case .task: PostgresError(.cancelled, "the task was cancelled", sqlState: .queryCanceled)
        case .deadline: PostgresError(.deadlineExceeded, "the deadline passed", sqlState: .queryCanceled)
        case .close: PostgresError(.poolClosed, "the pool was closed")
        }
    }
}
