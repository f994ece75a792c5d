import CatalogTestKit
import Postgres
import Testing

@Suite("Pool")
struct PoolTests {
    @Test("many more tasks than connections: all are served, no more connections are opened than allowed")
    func manyTasks() async throws {
        try await withPool(size: 3) { pool async throws in
            let sum = try await withThrowingTaskGroup(of: Int64.self) { group in
                for number in 1...300 {
                    group.addTask {
                        try await pool.withConnection { connection in
                            try connection.transaction { connection in
                                try connection.query("select \(Int64(number))").only().int64(0)
                            }
                        }
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(sum == 45150)
            let statistics = pool.statistics
            #expect(statistics.opened >= 1 && statistics.opened <= 3)
            #expect(statistics.borrowed == 300)
            #expect(statistics.inUse == 0 && statistics.waiting == 0)
            #expect(statistics.idle == Int(statistics.opened))
        }
    }

    @Test("no connection free in time: pool_exhausted, and the place is given up")
    func exhaustion() async throws {
        try await withPool(size: 1, configure: { $0.acquireTimeout = .milliseconds(50) }) { pool async throws in
            try await withBorrowed(pool) {
                let error = await failure { try await pool.withConnection { _ in } }
                #expect(error?.code == .poolExhausted)
                #expect(error?.isConnectionLoss == true)
                #expect(pool.statistics.waiting == 0)
                #expect(pool.statistics.waitedSeconds >= 0.05)
            }
            try await pool.withConnection { _ in }
        }
    }

    @Test("a deadline bounds the wait for a connection")
    func deadlineInQueue() async throws {
        try await withPool(size: 1) { pool async throws in
            try await withBorrowed(pool) {
                let deadline = ContinuousClock.now.advanced(by: .milliseconds(50))
                let error = await failure { try await pool.withConnection(deadline: deadline) { _ in } }
                #expect(error?.code == .deadlineExceeded)
            }
        }
    }

    @Test("a deadline reaches the running statement, and the next use has the usual timeout again")
    func deadlineInStatement() async throws {
        try await withPool(size: 1) { pool async throws in
            let started = ContinuousClock.now
            let deadline = started.advanced(by: .milliseconds(100))
            let error = await failure {
                try await pool.withConnection(deadline: deadline) { try $0.query("select pg_sleep(60)") }
            }
            #expect(error?.code == .deadlineExceeded)
            #expect(ContinuousClock.now - started < .seconds(10))
            let timeout = try await pool.withConnection { connection in
                try connection.query("select current_setting('statement_timeout')").only().text(0)
            }
            #expect(timeout == "1min")
            let later = ContinuousClock.now.advanced(by: .seconds(20))
            let shorter = try await pool.withConnection(deadline: later) { connection in
                try connection.query(
                    "select setting::int4 from pg_settings where name = 'statement_timeout'"
                ).only().int32(0)
            }
            #expect((19_000...22_500).contains(shorter))
            #expect(pool.statistics.opened == 1)
        }
    }

    @Test("cancelling a task cancels its running statement; the connection serves the next")
    func cancelledStatement() async throws {
        try await withPool(size: 1) { pool async throws in
            for _ in 0..<5 {
                let running = Signal()
                let started = ContinuousClock.now
                let task = Task {
                    try await pool.withConnection { connection in
                        running.fire()
                        return try connection.query("select pg_sleep(60)")
                    }
                }
                await running.wait()
                task.cancel()
                let error = await failure { try await task.value }
                #expect(error?.code == .cancelled)
                #expect(ContinuousClock.now - started < .seconds(20))
                // A request that came late would hit this one.
                try await pool.withConnection { _ = try $0.query("select pg_sleep(0.02)") }
            }
            #expect(pool.statistics.opened == 1)
        }
    }

    @Test("cancelling a waiting task gives up its place")
    func cancelledWaiter() async throws {
        try await withPool(size: 1) { pool async throws in
            try await withBorrowed(pool) {
                let task = Task { try await pool.withConnection { _ in } }
                task.cancel()
                #expect(await failure { try await task.value }?.code == .cancelled)
                #expect(pool.statistics.waiting == 0)
            }
        }
    }

    @Test("waiters are served in the order in which they came")
    func order() async throws {
        try await withPool(size: 1) { pool async throws in
            let served = Record()
            try await withThrowingTaskGroup(of: Void.self) { group in
                try await withBorrowed(pool) {
                    for number in 0..<8 {
                        group.addTask {
                            try await pool.withConnection { _ in served.add(number) }
                        }
                        while pool.statistics.waiting <= number { await Task.yield() }
                    }
                }
                try await group.waitForAll()
            }
            #expect(served.numbers == Array(0..<8))
        }
    }

    @Test("a broken connection is replaced, and one whose server left while idle is replaced unnoticed")
    func replacement() async throws {
        try await withPool(size: 1) { pool async throws in
            let error = await failure {
                try await pool.withConnection { try $0.query("select pg_terminate_backend(pg_backend_pid())") }
            }
            #expect(error?.code == .connectionLost && error?.sqlState == .adminShutdown)
            let idle = try await pool.withConnection { try $0.query("select pg_backend_pid()").only().int32(0) }
            let other = try await PostgresConnection.connect(pool.configuration)
            let ended = try await other.query("select pg_terminate_backend(\(idle), 10000)").only().bool(0)
            #expect(ended)
            let next = try await pool.withConnection { try $0.query("select pg_backend_pid()").only().int32(0) }
            #expect(next != idle)
            #expect(pool.statistics.opened == 3)
            await other.close()
        }
    }

    @Test("a transaction left open by a borrower is rolled back before the next use")
    func leftOpen() async throws {
        try await withPool(size: 1) { pool async throws in
            try await pool.withConnection { connection in
                try connection.runScript("begin; create table t (a int8)")
            }
            let absent = try await pool.withConnection { connection in
                try connection.query("select to_regclass('t') is null").only().bool(0)
            }
            #expect(absent)
            #expect(pool.statistics.opened == 1)
        }
    }

    @Test("a server that refuses connections fails the borrowers, not the pool")
    func refusedConnections() async throws {
        var configuration = PostgresConfiguration(connection: .init("host=127.0.0.1 port=1 user=x"))
        configuration.poolSize = 2
        let pool = PostgresPool(configuration)
        await withTaskGroup(of: PostgresError?.self) { group in
            for _ in 0..<20 { group.addTask { await failure { try await pool.withConnection { _ in } } } }
            for await error in group { #expect(error?.code == .connectionFailed) }
        }
        #expect(pool.statistics.inUse == 0 && pool.statistics.waiting == 0)
        await pool.close()
    }

    @Test("a closed pool refuses, sends its waiters away and waits for what is borrowed")
    func closing() async throws {
        try await withPool(size: 1) { pool async throws in
            let closed = Record()
            let closing = Signal()
            try await withBorrowed(pool) {
                let waiter = Task { await failure { try await pool.withConnection { _ in } } }
                while pool.statistics.waiting == 0 { await Task.yield() }
                Task {
                    await pool.close()
                    closed.add(1)
                    closing.fire()
                }
                #expect(await waiter.value?.code == .poolClosed)
                #expect(await failure { try await pool.withConnection { _ in } }?.code == .poolClosed)
                #expect(pool.statistics.inUse == 1 && closed.numbers.isEmpty)
            }
            await closing.wait()
            #expect(pool.statistics.inUse == 0 && pool.statistics.idle == 0)
        }
    }

    @Test("closing cancels what is not back after the grace period")
    func closingByForce() async throws {
        try await withPool(size: 1) { pool async throws in
            let borrowed = Signal()
            let holder = Task {
                try await pool.withConnection { connection in
                    borrowed.fire()
                    return try connection.query("select pg_sleep(60)").count
                }
            }
            await borrowed.wait()
            let started = ContinuousClock.now
            await pool.close(grace: .milliseconds(50))
            #expect(await failure { try await holder.value }?.code == .poolClosed)
            #expect(ContinuousClock.now - started < .seconds(10))
        }
    }

    /// Runs `body` while the one connection of `pool` is lent to somebody else.
    private func withBorrowed(_ pool: PostgresPool, _ body: () async throws -> Void) async throws {
        let (borrowed, release) = (Signal(), Latch())
        let holder = Task {
            try await pool.withConnection { _ in
                borrowed.fire()
                release.wait()
            }
        }
        await borrowed.wait()
        do { try await body() } catch {
            release.open()
            throw error
        }
        release.open()
        try await holder.value
    }
}
