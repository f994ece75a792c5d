import Basics

/// Up to ``PostgresConfiguration/poolSize`` connections, opened when needed and lent first come, first served.
///
/// A connection that broke is dropped and replaced; one whose server went away unnoticed is replaced before it is lent.
public final class PostgresPool: Sendable {
    public let configuration: PostgresConfiguration
    private let state: Locked<PoolState>

    /// A pool; nothing is connected before the first use.
    public init(_ configuration: PostgresConfiguration) {
        self.configuration = configuration
        state = Locked(PoolState(size: max(1, configuration.poolSize)))
    }

    /// Lends a connection to `body`, which runs on the connection's thread in one hop.
    ///
    /// When `body` returns with a transaction open, it is rolled back. Cancelling the task gives up the place in the queue,
    /// or cancels the running statement.
    /// - Parameter deadline: the moment by which all must be done: it bounds the wait, the server's `statement_timeout`,
    ///   and cancels what then still runs (``PostgresError/Code/deadlineExceeded``).
    /// - Throws: what `body` throws, ``PostgresError/Code/poolExhausted``, ``PostgresError/Code/poolClosed`` or
    ///   ``PostgresError/Code/connectionFailed``.
    public func withConnection<T: Sendable>(
        deadline: ContinuousClock.Instant? = nil,
        _ body: @Sendable (isolated PostgresConnection) throws -> T
    ) async throws -> T {
        while true {
            let connection = try await borrow(deadline)
            switch await use(connection, deadline, body) {
            case .stale:
                await drop(connection)
            case .done(let result, let healthy):
                if healthy, !state.withLock({ $0.closed }) { giveBack(connection) } else { await drop(connection) }
                return try result.get()
            }
        }
    }

    /// `withConnection`, with `body` in one transaction.
    public func transaction<T: Sendable>(
        _ isolation: PostgresConnection.Isolation = .readCommitted, readOnly: Bool = false,
        deadline: ContinuousClock.Instant? = nil, _ body: @Sendable (isolated PostgresConnection) throws -> T
    ) async throws -> T {
        try await withConnection(deadline: deadline) { connection in
            try connection.transaction(isolation, readOnly: readOnly, body)
        }
    }

    /// What the pool is doing, for metrics.
    public var statistics: Statistics { state.withLock { $0.statistics } }

    public struct Statistics: Sendable, Hashable {
        /// Connections lent, or being opened for a borrower.
        public var inUse = 0
        /// Connections open and free.
        public var idle = 0
        /// Callers in the queue.
        public var waiting = 0
        /// Connections opened since the pool was made.
        public var opened: UInt64 = 0
        /// Connections borrowed since the pool was made.
        public var borrowed: UInt64 = 0
        /// Seconds that callers have waited in the queue, all together.
        public var waitedSeconds = 0.0
    }

    /// Refuses further borrowers, waits until the borrowed connections are back and closes all.
    ///
    /// What is not back after `grace` has its running statement cancelled, and is closed when it comes back.
    public func close(grace: Duration = .seconds(10)) async {
        let closed = state.withLock { $0.close() }
        for waiter in closed.waiters { waiter.resume(returning: .failure(closedError)) }
        for connection in closed.idle { await connection.close() }
        if await drained(within: grace) { return }
        for connection in state.withLock({ Array($0.busy.values) }) { connection.canceller.cancel(.close, use: nil) }
        _ = await drained(within: .seconds(2))
    }
}

// MARK: - Using

extension PostgresPool {
    private func use<T: Sendable>(
        _ connection: PostgresConnection, _ deadline: ContinuousClock.Instant?,
        _ body: @Sendable (isolated PostgresConnection) throws -> T
    ) async -> PostgresConnection.Use<T> {
        let canceller = connection.canceller
        let number = canceller.arm()
        let timer = deadline.map { deadline in
            Task {
                try await Task.sleep(until: deadline, clock: .continuous)
                canceller.cancel(.deadline, use: number)
            }
        }
        defer { timer?.cancel() }
        return await withTaskCancellationHandler {
            await connection.use(timeout: deadline.map { ContinuousClock.now.duration(to: $0) }, body)
        } onCancel: {
            canceller.cancel(.task, use: number)
        }
    }

    private func borrow(_ deadline: ContinuousClock.Instant?) async throws(PostgresError) -> PostgresConnection {
        switch try await place(deadline) {
        case .connection(let connection): return connection
        case .slot:
            do {
                let connection = try await PostgresConnection.connect(configuration)
                state.withLock { $0.opened(connection) }
                return connection
            } catch {
                resume(state.withLock { $0.lostSlot() })
                throw error
            }
        }
    }

    private func giveBack(_ connection: PostgresConnection) {
        resume(state.withLock { $0.giveBack(connection) })
    }

    private func drop(_ connection: PostgresConnection) async {
        await connection.close()
        resume(state.withLock { $0.drop(connection) })
    }

    private func resume(_ next: PoolState.Next?) {
        switch next {
        case .grant(let waiter, let grant): waiter.resume(returning: .success(grant))
        case .drained(let waiters): for waiter in waiters { waiter.resume(returning: true) }
        case nil: break
        }
    }
}

// MARK: - Waiting

extension PostgresPool {
    private var closedError: PostgresError { PostgresError(.poolClosed, "the pool is closed") }

    /// A connection or the right to open one, after a wait in the queue where none is free.
    private func place(_ deadline: ContinuousClock.Instant?) async throws(PostgresError) -> PoolState.Grant {
        if Task.isCancelled { throw Canceller.Reason.task.error }
        let start = ContinuousClock.now
        let first = state.withLock { $0.take() }
        if let first { return try first.get() }
        let limit = start.advanced(by: configuration.acquireTimeout)
        let end = deadline.map { min($0, limit) } ?? limit
        let exhausted = PostgresError(
            .poolExhausted, "none of \(configuration.poolSize) connections became free in time")
        let late = deadline.map { $0 < limit } ?? false ? Canceller.Reason.deadline.error : exhausted
        let ticket = state.withLock { $0.expect() }
        let timer = Task {
            try await Task.sleep(until: end, clock: .continuous)
            giveUp(ticket, late)
        }
        defer { timer.cancel() }
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                if let now = state.withLock({ $0.enqueue(ticket, waiter) }) { waiter.resume(returning: now) }
            }
        } onCancel: {
            giveUp(ticket, Canceller.Reason.task.error)
        }
        let waited = ContinuousClock.now - start
        state.withLock { $0.waited(waited) }
        return try outcome.get()
    }

    private func giveUp(_ ticket: UInt64, _ error: PostgresError) {
        let waiter = state.withLock { $0.giveUp(ticket, error) }
        waiter?.resume(returning: .failure(error))
    }

    /// Whether all borrowed connections came back in time.
    private func drained(within grace: Duration) async -> Bool {
        let ticket = state.withLock { $0.nextTicket() }
        let timer = Task {
            try await Task.sleep(for: grace)
            state.withLock { $0.stopDraining(ticket) }?.resume(returning: false)
        }
        defer { timer.cancel() }
        return await withCheckedContinuation { waiter in
            if state.withLock({ $0.drain(ticket, waiter) }) { waiter.resume(returning: true) }
        }
    }
}
