import Basics
import Synchronization

/// Something that happens once, which Tasks can await.
public final class Signal: Sendable {
    private struct State {
        var raised = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }
    private let state = Locked(State())

    public init() {}

    public var isRaised: Bool { state.withLock { $0.raised } }

    /// Lets every present and later wait return.
    public func raise() {
        let waiting = state.withLock { state in
            state.raised = true
            let taken = state.waiting
            state.waiting = []
            return taken
        }
        for continuation in waiting { continuation.resume() }
    }

    public func wait() async {
        await withCheckedContinuation { continuation in
            let now = state.withLock { state in
                if !state.raised { state.waiting.append(continuation) }
                return state.raised
            }
            if now { continuation.resume() }
        }
    }
}

/// A number that several threads count up.
public final class Counter: Sendable {
    private let number = Atomic<Int>(0)

    public init() {}

    public func add() { number.add(1, ordering: .sequentiallyConsistent) }
    public var value: Int { number.load(ordering: .sequentiallyConsistent) }
}
