#if canImport(Glibc)
import Glibc
#endif

/// A value that one thread at a time may touch, with the shape of the standard library's `Mutex`.
///
/// The lock is a pthread mutex, which the thread sanitizer knows. `Mutex` it does not (Swift 6.3 on Linux): under contention
/// it reports races between accesses that the lock keeps apart. ``withLock(_:)`` blocks its thread, so keep what it does
/// short; it must not be nested on the same value.
///
/// `@unchecked Sendable`: `value` is touched only with `mutex` held, and both it and what `body` returns are Sendable, so
/// no reference to unshared state gets in or out; `mutex` lives at one address from `init` to `deinit`.
public final class Locked<Value: Sendable>: @unchecked Sendable {
    @usableFromInline let mutex: UnsafeMutablePointer<pthread_mutex_t>
    @usableFromInline var value: Value

    public init(_ value: Value) {
        self.value = value
        mutex = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// Runs `body` with the value while no other thread has it.
    @inlinable
    public func withLock<Result: Sendable>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(&value)
    }
}
