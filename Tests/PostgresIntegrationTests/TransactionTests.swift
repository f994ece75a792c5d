import CatalogTestKit
import Postgres
import Testing

private struct Refusal: Error {}

@Suite("Transactions")
struct TransactionTests {
    @Test("a transaction commits; one that throws leaves no trace and the connection goes on")
    func commitAndRollback() async throws {
        try await withDatabase { _, connection async throws in
            try await connection.runScript("create table t (a int8)")
            try await insert(connection, 1, thenThrow: false)
            await #expect(throws: Refusal.self) { try await insert(connection, 2, thenThrow: true) }
            #expect(try await connection.query("select sum(a)::int8 from t").only().int64(0) == 1)
        }
    }

    @Test("a failed statement fails the transaction, even when the caller swallows the error")
    func swallowedError() async throws {
        try await withDatabase { _, connection async throws in
            try await connection.runScript("create table t (a int8)")
            let error = await failure { try await swallow(connection) }
            #expect(error?.sqlState == .failedTransaction)
            #expect(try await connection.query("select count(*) from t").only().int64(0) == 0)
        }
    }

    @Test("a transaction inside a transaction is refused")
    func nested() async throws {
        try await withDatabase { _, connection async throws in
            let error = await failure { try await nest(connection) }
            #expect(error?.code == .misuse)
        }
    }

    @Test("two transactions that wait for each other: one gets deadlock_detected, which is retriable")
    func deadlock() async throws {
        try await withPool(size: 2, configure: { $0.sessionSettings = ["deadlock_timeout": "20ms"] }) {
            pool async throws in
            try await pool.withConnection { try $0.runScript("create table t (a int8); insert into t values (1), (2)") }
            let (first, second) = (Signal(), Signal())
            func crossing(_ one: Int64, _ two: Int64, _ mine: Signal, _ other: Signal) async -> PostgresError? {
                do {
                    let connection = try await PostgresConnection.connect(pool.configuration)
                    try await connection.runScript("begin")
                    _ = try await connection.query("select 1 from t where a = \(one) for update")
                    mine.fire()
                    await other.wait()
                    _ = try await connection.query("select 1 from t where a = \(two) for update")
                    try await connection.runScript("commit")
                    await connection.close()
                    return nil
                } catch { return error }
            }
            async let left = crossing(1, 2, first, second)
            async let right = crossing(2, 1, second, first)
            let errors = await [left, right].compactMap { $0 }
            #expect(errors.map(\.sqlState) == [.deadlockDetected])
            #expect(errors.filter { !$0.isRetriable }.isEmpty)
        }
    }

    @Test("a connection that breaks in a statement is lost; the transaction left no trace")
    func lostInStatement() async throws {
        try await withDatabase { database, connection async throws in
            try await connection.runScript("create table t (a int8)")
            let error = await failure { try await insertAndDie(connection) }
            #expect(error?.code == .connectionLost)
            #expect(error?.isConnectionLoss == true)
            #expect(await connection.isBroken)
            #expect(await failure { try await connection.query("select 1") }?.code == .connectionLost)
            let other = try await PostgresConnection.connect(database.configuration)
            #expect(try await other.query("select count(*) from t").only().int64(0) == 0)
            await other.close()
        }
    }

    @Test("a connection that breaks during COMMIT has an unknown outcome")
    func lostInCommit() async throws {
        try await withDatabase { _, connection async throws in
            // A deferred trigger runs inside COMMIT, so the end of its own session comes exactly there.
            try await connection.runScript(
                """
                create table t (a int8);
                create function die() returns trigger language plpgsql as
                    $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$;
                create constraint trigger last after insert on t deferrable initially deferred
                    for each row execute function die();
                """)
            let error = await failure { try await insert(connection, 1, thenThrow: false) }
            #expect(error?.code == .outcomeUnknown)
            #expect(await connection.isBroken)
        }
    }

    private func insert(_ connection: isolated PostgresConnection, _ value: Int64, thenThrow: Bool) throws {
        try connection.transaction { connection in
            try connection.execute("insert into t values (\(value))")
            if thenThrow { throw Refusal() }
        }
    }

    private func swallow(_ connection: isolated PostgresConnection) throws {
        try connection.transaction { connection in
            try connection.execute("insert into t values (1)")
            _ = try? connection.execute("insert into nowhere values (1)")
        }
    }

    private func nest(_ connection: isolated PostgresConnection) throws {
        try connection.transaction { connection in
            try connection.transaction { _ in }
        }
    }

    private func insertAndDie(_ connection: isolated PostgresConnection) throws {
        try connection.transaction { connection in
            try connection.execute("insert into t values (1)")
            try connection.execute("select pg_terminate_backend(pg_backend_pid())")
        }
    }
}

@Suite("Pipelines")
struct PipelineTests {
    @Test("statements run in order in one round trip and each gives its rows")
    func results() async throws {
        try await withDatabase { _, connection async throws in
            let results = try await connection.pipeline(
                [
                    "create table t (a int8)", "insert into t select generate_series(1, \(Int64(5)))",
                    "select sum(a)::int8 from t", "select \("x")", "select \("y")",
                ])
            #expect(results.count == 5)
            #expect(results[1].affected == 5)
            #expect(try results[2].only().int64(0) == 15)
            #expect(try results[3].only().text(0) + results[4].only().text(0) == "xy")
            #expect(try await connection.pipeline([]).isEmpty)
        }
    }

    @Test("a failing statement is named by its place, later ones do not run, earlier ones are undone")
    func failing() async throws {
        try await withDatabase { _, connection async throws in
            try await connection.runScript("create table t (a int8 primary key)")
            let insert: SQL = "insert into t values (\(Int64(1)))"
            let error = await failure {
                try await connection.pipeline([insert, insert, "select nothing_like_that", insert])
            }
            #expect(error?.statementIndex == 1)
            #expect(error?.sqlState == .uniqueViolation)
            #expect(try await connection.query("select count(*) from t").only().int64(0) == 0)
            let syntax = await failure { try await connection.pipeline(["select 1", "selekt 1", "select 2"]) }
            #expect(syntax?.statementIndex == 1)
            #expect(try await connection.pipeline(["select 1::int4", "select 2::int4"])[1].only().int32(0) == 2)
        }
    }

    @Test("inside a transaction a failing pipeline fails the transaction")
    func insideTransaction() async throws {
        try await withDatabase { _, connection async throws in
            try await connection.runScript("create table t (a int8)")
            let error = await failure { try await pipelineInTransaction(connection) }
            #expect(error?.statementIndex == 1)
            #expect(try await connection.query("select count(*) from t").only().int64(0) == 0)
        }
    }

    @Test("values that cannot be sent are refused before the first statement runs")
    func refusedEarly() async throws {
        try await withDatabase { _, connection async throws in
            let error = await failure { try await connection.pipeline(["create table t (a int8)", "select \("\0")"]) }
            #expect(error?.code == .invalidParameter && error?.statementIndex == 1)
            #expect(try await connection.query("select to_regclass('t') is null").only().bool(0))
        }
    }

    @Test("statements and results far beyond the socket's buffers do not block each other")
    func large() async throws {
        try await withDatabase { _, connection async throws in
            let text = String(repeating: "x", count: 1 << 20)
            let results = try await connection.pipeline((0..<24).map { _ in "select \(text)" })
            #expect(try results.allSatisfy { try $0.only().text(0).utf8.count == 1 << 20 })
        }
    }

    @Test("a session that ends within a pipeline is lost, not hanging")
    func lost() async throws {
        try await withDatabase { _, connection async throws in
            let error = await failure {
                try await connection.pipeline(
                    ["select 1", "select pg_terminate_backend(pg_backend_pid())", "select 2"])
            }
            #expect(error?.isConnectionLoss == true)
            #expect(await connection.isBroken)
        }
    }

    private func pipelineInTransaction(_ connection: isolated PostgresConnection) throws {
        try connection.transaction { connection in
            _ = try connection.pipeline(["insert into t values (1)", "insert into t values ('x'::text)"])
        }
    }
}
