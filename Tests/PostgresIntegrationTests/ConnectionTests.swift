import Basics
import CatalogTestKit
import Postgres
import Testing

@Suite("One connection")
struct ConnectionTests {
    @Test("a statement's rows come back typed, integers widen, NULL is nil")
    func rows() async throws {
        try await withDatabase { _, connection async throws in
            let rows = try await connection.query(
                """
                select 1::int8, 2::int4, 3::int2, 'vier', true, 6.5::float8, null::text, 'ab'::bytea, '{"a":1}'::jsonb,
                    1.5::float4 as "last"
                """)
            let row = try rows.only()
            #expect(try row.int64(0) == 1)
            #expect(try row.int64(1) == 2)
            #expect(try row.int32(1) == 2)
            #expect(try row.int64(2) == 3)
            #expect(try row.int16(2) == 3)
            #expect(try row.text(3) == "vier")
            #expect(try row.bool(4))
            #expect(try row.double(5) == 6.5)
            #expect(try row.textOrNil(6) == nil)
            #expect(try row.bytes(7) == [0x61, 0x62])
            #expect(try row.text(8) == "{\"a\": 1}")
            #expect(try row.double(9) == 1.5)
            #expect(rows.columnNames.last == "last")
        }
    }

    @Test("a column read as another type, a missing column and an unexpected NULL are errors, not traps")
    func wrongReads() async throws {
        try await withDatabase { _, connection async throws in
            let row = try await connection.query("select 1::int8, 'x', null::int4").only()
            expect(.unexpectedResult) { _ = try row.int32(0) }
            expect(.unexpectedResult) { _ = try row.text(0) }
            expect(.unexpectedResult) { _ = try row.int64(1) }
            expect(.unexpectedResult) { _ = try row.int32(2) }
            expect(.unexpectedResult) { _ = try row.bool(3) }
            expect(.unexpectedResult) { _ = try row.bool(-1) }
            #expect(try row.int32OrNil(2) == nil)
        }
    }

    @Test("rows stay readable after their connection is closed")
    func rowsOutliveConnection() async throws {
        let rows = try await withDatabase { _, connection async throws in
            try await connection.query("select n, repeat('x', n) from generate_series(1, 50) n")
        }
        #expect(try rows.map { try $0.text(1).utf8.count } == Array(1...50))
    }

    @Test("a syntax error names its state; the connection goes on")
    func syntaxError() async throws {
        try await withDatabase { _, connection async throws in
            let error = await failure { try await connection.query("selekt 1") }
            #expect(error?.sqlState == .syntaxError)
            #expect(error?.isRetriable == false && error?.isConnectionLoss == false)
            #expect(try await connection.query("select 7::int4").only().int32(0) == 7)
        }
    }

    @Test("a unique violation names its constraint, and its description holds no value")
    func uniqueViolation() async throws {
        try await withDatabase { _, connection async throws in
            try await connection.runScript("create table t (k text constraint only_once primary key)")
            let secret = "top-secret-value"
            #expect(try await connection.execute("insert into t values (\(secret))") == 1)
            let error = await failure { try await connection.execute("insert into t values (\(secret))") }
            #expect(error?.sqlState == .uniqueViolation)
            #expect(error?.constraint == "only_once")
            #expect(error?.description.contains(secret) == false)
            #expect(error?.statement == "insert into t values ($1)")
        }
    }

    @Test("a data exception's description leaves the quoted value out")
    func dataException() async throws {
        try await withDatabase { _, connection async throws in
            let value = "not-a-number"
            let error = await failure { try await connection.query("select (\(value) || '')::int4") }
            #expect(error?.sqlState?.category == "22")
            #expect(error?.description.contains(value) == false)
        }
    }

    @Test("a text with U+0000 is refused before anything is sent", arguments: ["\0", "a\0b", "end\0"])
    func nulInText(text: String) async throws {
        try await withDatabase { _, connection async throws in
            for sql: SQL in ["select \(text)", "select \([text])", "select \(SQLJSONB(text))", "select \([text, nil])"]
            {
                let error = await failure { try await connection.query(sql) }
                #expect(error?.code == .invalidParameter)
            }
            #expect(try await connection.query("select 1").count == 1)
        }
    }

    @Test("a statement over statement_timeout is cancelled by the server")
    func statementTimeout() async throws {
        let database = try await TestDatabase.fresh()
        var configuration = database.configuration
        configuration.statementTimeout = .milliseconds(50)
        let connection = try await PostgresConnection.connect(configuration)
        let error = await failure { try await connection.query("select pg_sleep(60)") }
        #expect(error?.sqlState == .queryCanceled)
        await connection.close()
        try await database.drop()
    }

    @Test("a lock that is not free within lock_timeout is an error of its own")
    func lockTimeout() async throws {
        try await withDatabase { database, holder async throws in
            var configuration = database.configuration
            configuration.lockTimeout = .milliseconds(50)
            try await holder.runScript("select pg_advisory_lock(1)")
            let other = try await PostgresConnection.connect(configuration)
            let error = await failure { try await other.query("select pg_advisory_lock(1)") }
            #expect(error?.sqlState == .lockNotAvailable)
            await other.close()
        }
    }

    @Test("session settings reach the server")
    func sessionSettings() async throws {
        let database = try await TestDatabase.fresh()
        var configuration = database.configuration
        configuration.sessionSettings = ["search_path": "it's, \"b\"", "work_mem": "5MB"]
        let connection = try await PostgresConnection.connect(configuration)
        let row = try await connection.query(
            "select current_setting('search_path'), current_setting('work_mem'), current_setting('application_name')"
        ).only()
        // The quote inside the value must arrive as a quote.
        #expect(try row.text(0).contains("'"))
        #expect(try row.text(1) == "5MB")
        #expect(try row.text(2) == "catalog-tests")
        await connection.close()
        try await database.drop()
    }

    @Test("no more statements stay prepared than the cache holds, and an evicted one works again")
    func statementCache() async throws {
        let database = try await TestDatabase.fresh()
        var configuration = database.configuration
        configuration.statementCacheSize = 4
        let connection = try await PostgresConnection.connect(configuration)
        for _ in 0..<2 {
            for number in 0..<20 {
                let row = try await connection.query("select \(unsafe: String(number)) + \(Int32(1))").only()
                #expect(try row.int32(0) == Int32(number + 1))
            }
        }
        let kept = try await connection.query("select count(*) from pg_prepared_statements").only().int64(0)
        #expect(kept <= 5 && kept >= 4)
        await connection.close()
        try await database.drop()
    }

    @Test("the same text with other types is another statement")
    func typesAreKeyed() async throws {
        try await withDatabase { _, connection async throws in
            func type(_ sql: SQL) async throws -> String { try await connection.query(sql).only().text(0) }
            #expect(try await type("select pg_typeof(\(Int64(1)))::text") == "bigint")
            #expect(try await type("select pg_typeof(\("x"))::text") == "text")
            #expect(try await type("select pg_typeof(\([Int16(1)]))::text") == "smallint[]")
        }
    }

    @Test("a prepared statement survives a change of its table's columns")
    func replanning() async throws {
        try await withDatabase { _, connection async throws in
            try await connection.runScript("create table t (a int4); insert into t values (1)")
            #expect(try await connection.query("select * from t").columnCount == 1)
            try await connection.runScript("alter table t add b int4")
            #expect(try await connection.query("select * from t").columnCount == 2)
            try await connection.runScript("alter table t add c int4")
            let results = await failure { try await connection.pipeline(["select * from t"]) }
            #expect(results?.sqlState == .featureNotSupported)
            #expect(try await connection.pipeline(["select * from t"])[0].columnCount == 3)
        }
    }

    @Test("COPY with the client is refused and does not hang")
    func copyRefused() async throws {
        let database = try await TestDatabase.fresh()
        let connection = try await PostgresConnection.connect(database.configuration)
        let error = await failure { try await connection.runScript("create table t (a int4); copy t from stdin") }
        #expect(error?.code == .misuse)
        #expect(await connection.isBroken)
        try await database.drop()
    }
}

@Suite("Connecting")
struct ConnectingTests {
    @Test("nobody listening: connection_failed, counted as infrastructure")
    func refused() async throws {
        let error = await connectError("host=127.0.0.1 port=1 user=nobody dbname=x password=hunter2")
        #expect(error?.code == .connectionFailed)
        #expect(error?.isConnectionLoss == true)
        #expect(error?.debugDescription.contains("hunter2") == false)
    }

    @Test("a malformed connection string is refused without quoting its password")
    func malformed() async throws {
        for text in ["host=x password='hunter2", "postgresql://u:hunter2@[::1/db", "postgresql://u:p@h/db?hunter2=1"] {
            let error = await connectError(text)
            #expect(error?.code == .connectionFailed)
            #expect(error?.debugDescription.contains("hunter2") == false)
        }
    }

    @Test("an unknown database and an unknown role carry the server's state")
    func serverRefusals() async throws {
        let database = try await TestDatabase.fresh()
        var configuration = database.configuration
        configuration.database = "no_such_database"
        let error = await failure { try await PostgresConnection.connect(configuration) }
        #expect(error?.code == .connectionFailed)
        #expect(error?.sqlState == .invalidCatalogName)
        #expect(error?.message.contains("no_such_database") == true)
        #expect(error?.message.contains("LOCATION") == false)
        try await database.drop()
    }

    @Test("a server that accepts and never answers is given up after the connect timeout")
    func silentServer() async throws {
        let listener = try SilentListener()
        let started = ContinuousClock.now
        let error = await connectError("host=127.0.0.1 port=\(listener.port) user=x", timeout: .milliseconds(150))
        #expect(error?.code == .connectionFailed)
        // libpq alone would wait for ever; the bound is wide because other suites keep the cores busy.
        #expect(ContinuousClock.now - started < .seconds(60))
        #expect(ContinuousClock.now - started >= .milliseconds(140))
    }

    private func connectError(_ text: String, timeout: Duration = .seconds(5)) async -> PostgresError? {
        var configuration = PostgresConfiguration(connection: Secret(text))
        configuration.connectTimeout = timeout
        return await failure { try await PostgresConnection.connect(configuration) }
    }
}
