import Dispatch
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// Tells the whole process once that it should end: on SIGTERM and SIGINT, or by ``raise()``.
final class StopSignal: Sendable {
    private struct State {
        var raised = false
        var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
        var next = 0
    }

    private let state = Mutex(State())

    /// Listens for SIGTERM and SIGINT from now on, for the life of the process; a second SIGINT ends it at once.
    static func onTermination() -> StopSignal {
        let stop = StopSignal()
        for number in [SIGTERM, SIGINT] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { @Sendable in
                if number == SIGINT, stop.isRaised { _exit(130) }
                stop.raise()
            }
            source.resume()
            sources.withLock { $0.append(Source(value: source)) }
        }
        return stop
    }

    /// Keeps the sources alive.
    private struct Source: @unchecked Sendable {
        // Only stored: nobody touches a source after `resume()`, and Dispatch objects may be held from any thread.
        let value: any DispatchSourceSignal
    }
    private static let sources = Mutex<[Source]>([])

    var isRaised: Bool { state.withLock { $0.raised } }

    /// Lets every present and later wait return.
    func raise() {
        let waiters = state.withLock { state in
            state.raised = true
            let waiters = state.waiters
            state.waiters = [:]
            return waiters.values
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Returns when the signal is raised, or the task cancelled.
    func wait() async {
        let id = state.withLock { state in
            state.next += 1
            return state.next
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let resumeNow = state.withLock { state in
                    if state.raised || Task.isCancelled { return true }
                    state.waiters[id] = continuation
                    return false
                }
                if resumeNow { continuation.resume() }
            }
        } onCancel: {
            let waiter = state.withLock { $0.waiters.removeValue(forKey: id) }
            waiter?.resume()
        }
    }

    /// Returns when the signal is raised or the time is over.
    func wait(atMost duration: Duration) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.wait() }
            group.addTask { try? await Task.sleep(for: duration) }
            await group.next()
            group.cancelAll()
        }
    }
}
