import CSystem

#if canImport(Glibc)
import Glibc
#endif

/// One thread of its own that runs an actor's jobs in order, so that blocking C calls never hold the cooperative pool.
///
/// Give it to an actor as `unownedExecutor`; the actor must keep it alive. A hop costs about 10 µs, so put a whole
/// transaction or poll loop into one isolated call. ``stop()`` ends the thread after the jobs already queued.
///
/// `@unchecked Sendable`: `jobs` and `stopping` are touched only with `mutex` held; `mutex` and `condition` live at stable
/// addresses from `init` to `deinit`; the thread holds a strong reference to `self` until it ends, so `deinit` runs
/// only when no thread can use them.
public final class ThreadExecutor: SerialExecutor, @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>
    private var jobs: [UnownedJob] = []
    private var stopping = false
    private let name: String

    /// A thread with a name of at most 15 bytes, as Linux shows it, and a stack of `stackSize` bytes.
    public init(name: String, stackSize: Int = 1 << 20) {
        self.name = name
        mutex = .allocate(capacity: 1)
        condition = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
        startThread(name: name, stackSize: stackSize) { self.run() }
    }

    deinit {
        pthread_mutex_destroy(mutex)
        pthread_cond_destroy(condition)
        mutex.deallocate()
        condition.deallocate()
    }

    public func enqueue(_ job: consuming ExecutorJob) {
        let unowned = UnownedJob(job)
        pthread_mutex_lock(mutex)
        jobs.append(unowned)
        pthread_cond_signal(condition)
        pthread_mutex_unlock(mutex)
    }

    /// Ends the thread once the queue is empty. Nothing may be enqueued after it, or it never runs: call it in the actor's
    /// `deinit`.
    public func stop() {
        pthread_mutex_lock(mutex)
        stopping = true
        pthread_cond_signal(condition)
        pthread_mutex_unlock(mutex)
    }

    private func run() {
        let executor = asUnownedSerialExecutor()
        while true {
            pthread_mutex_lock(mutex)
            while jobs.isEmpty && !stopping { pthread_cond_wait(condition, mutex) }
            let batch = jobs
            jobs.removeAll(keepingCapacity: true)
            pthread_mutex_unlock(mutex)
            if batch.isEmpty { return }
            for job in batch { job.runSynchronously(on: executor) }
        }
    }
}

/// Starts a detached thread that runs `body` and ends. The closure and what it holds are released when it returns.
public func startThread(name: String, stackSize: Int = 1 << 20, _ body: @escaping @Sendable () -> Void) {
    final class Start {
        let name: String
        let body: @Sendable () -> Void
        init(_ name: String, _ body: @escaping @Sendable () -> Void) {
            self.name = name
            self.body = body
        }
    }
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, max(stackSize, 1 << 16))
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    var thread = pthread_t()
    let argument = Unmanaged.passRetained(Start(String(name.prefix(15)), body))
    let code = pthread_create(
        &thread, &attributes,
        { pointer in
            guard let pointer else { return nil }
            let start = Unmanaged<Start>.fromOpaque(pointer).takeRetainedValue()
            csystem_name_thread(start.name)
            start.body()
            return nil
        }, argument.toOpaque())
    pthread_attr_destroy(&attributes)
    // Without threads nothing of the process works; there is no caller that could go on.
    precondition(code == 0, "the system refuses a new thread: \(code)")
}

/// A few threads for blocking work that has no actor of its own (curl, DNS, slow files).
///
/// Use it with `withTaskExecutorPreference(_:)`. Jobs are taken in order by the first free thread; the pool lives as long
/// as the process.
///
/// `@unchecked Sendable`: as for ``ThreadExecutor``; the one queue is touched only with `mutex` held.
public final class BlockingPool: TaskExecutor, @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>
    private var jobs: [UnownedJob] = []

    /// The pool that the wrappers share: four threads.
    public static let shared = BlockingPool(name: "blocking", threads: 4)

    public init(name: String, threads: Int) {
        mutex = .allocate(capacity: 1)
        condition = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
        for index in 0..<max(1, threads) {
            startThread(name: "\(name)-\(index)") { self.run() }
        }
    }

    public func enqueue(_ job: consuming ExecutorJob) {
        let unowned = UnownedJob(job)
        pthread_mutex_lock(mutex)
        jobs.append(unowned)
        pthread_cond_signal(condition)
        pthread_mutex_unlock(mutex)
    }

    private func run() {
        let executor = asUnownedTaskExecutor()
        while true {
            pthread_mutex_lock(mutex)
            while jobs.isEmpty { pthread_cond_wait(condition, mutex) }
            let job = jobs.removeFirst()
            pthread_mutex_unlock(mutex)
            job.runSynchronously(on: executor)
        }
    }
}
