import Basics
import Glibc
import Testing

@testable import Postgres

@Suite("Private cluster")
struct PrivateClusterTests {
    @Test("data outlive stop and start; a stop leaves no process and no socket")
    func lifeCycle() async throws {
        try await withFolder { folder async throws in
            let cluster = PrivateCluster(dataDirectory: folder)
            try await cluster.start()
            let first = await cluster.connection
            try await script(first, "create table t as select 42::int4 as a")
            #expect(try await number(first, "select a from t") == 42)
            await cluster.stop()
            #expect(await cluster.connection.isEmpty)
            #expect(Leftovers(cluster: "\(folder)/cluster").isEmpty)
            #expect(access(socketFolder(first), F_OK) != 0)
            try await cluster.start()
            #expect(try await number(await cluster.connection, "select a from t") == 42)
            await cluster.stop()
            #expect(Leftovers(cluster: "\(folder)/cluster").isEmpty)
        }
    }

    @Test("the server is small, speaks UTF-8, sorts by bytes and listens on no network")
    func settings() async throws {
        try await withFolder { folder async throws in
            let cluster = PrivateCluster(dataDirectory: folder)
            try await cluster.start()
            let connection = try await connect(await cluster.connection)
            func setting(_ name: String) async throws -> String {
                try await connection.query("select current_setting(\(name))").only().text(0)
            }
            #expect(try await setting("listen_addresses") == "")
            #expect(try await setting("shared_buffers") == "32MB")
            #expect(try await setting("max_connections") == "40")
            #expect(try await setting("server_encoding") == "UTF8")
            #expect(try await setting("jit") == "off")
            #expect(try await setting("fsync") == "on")
            let row = try await connection.query(
                "select 'Z' < 'a', lower('ÄÖ') = 'äö', datcollate from pg_database where datname = 'postgres'"
            ).only()
            #expect(try row.bool(0) && row.bool(1))
            #expect(try row.text(2) == "C")
            await connection.close()
            await cluster.stop()
        }
    }

    @Test("only the server's account and ours may log in, and only by the socket")
    func accessRules() async throws {
        try await withFolder { folder async throws in
            let cluster = PrivateCluster(dataDirectory: folder)
            try await cluster.start()
            let connection = await cluster.connection
            var status = stat()
            #expect(stat(socketFolder(connection), &status) == 0)
            #expect(status.st_mode & 0o777 == 0o700)
            let rules = try #require(readText("\(folder)/cluster/pg_hba.conf"))
            #expect(rules == "local all all peer map=owner\n")
            await cluster.stop()
        }
    }

    @Test("a directory below a folder that is closed to others, with a path far beyond 107 bytes")
    func closedAndLong() async throws {
        try await withFolder { folder async throws in
            let long = folder + "/" + String(repeating: "x", count: 120) + "/" + String(repeating: "y z", count: 40)
            let cluster = PrivateCluster(dataDirectory: long)
            try await cluster.start()
            var status = stat()
            #expect(stat(folder, &status) == 0)
            // Nothing above the cluster was opened to the server's account.
            #expect(status.st_mode & 0o777 == 0o700 && status.st_uid == geteuid())
            #expect(stat(long, &status) == 0)
            #expect(status.st_mode & 0o777 == 0o700 && status.st_uid == geteuid())
            #expect(try await number(await cluster.connection, "select 7::int4") == 7)
            await cluster.stop()
        }
    }

    @Test("a second owner is refused and told who the first is")
    func secondOwner() async throws {
        try await withFolder { folder async throws in
            let cluster = PrivateCluster(dataDirectory: folder)
            try await cluster.start()
            let error = await clusterFailure { try await PrivateCluster(dataDirectory: folder).start() }
            #expect(error?.code == .inUse)
            #expect(error?.description.contains("process \(getpid())") == true)
            #expect(try await number(await cluster.connection, "select 7::int4") == 7)
            await cluster.stop()
            try await cluster.start()
            await cluster.stop()
        }
    }

    @Test("when its owner is killed the server ends by itself, and the next owner finds all that was committed")
    func killedOwner() async throws {
        try await withFolder { folder async throws in
            for round in 0..<3 {
                let owner = try await ClusterOwner.start(folder)
                try await script(owner.connection, "create table t\(round) as select \(round)::int4 as a")
                await owner.kill()
                #expect(owner.server.waitForEnd(milliseconds: 10_000))
            }
            let cluster = PrivateCluster(dataDirectory: folder)
            try await cluster.start()
            let sum = try await number(await cluster.connection, "select (select a from t1) + (select a from t2)")
            #expect(sum == 3)
            await cluster.stop()
        }
    }

    @Test("a start right after a kill, without any wait, succeeds")
    func startRightAfterKill() async throws {
        try await withFolder { folder async throws in
            for _ in 0..<3 {
                let owner = try await ClusterOwner.start(folder)
                await owner.kill()
            }
            let cluster = PrivateCluster(dataDirectory: folder)
            try await cluster.start()
            #expect(try await number(await cluster.connection, "select 1::int4") == 1)
            await cluster.stop()
        }
    }

    @Test("a server that outlived its owner is ended first; a statement waiting in it never commits")
    func survivor() async throws {
        try await withFolder { folder async throws in
            let owner = try await ClusterOwner.start(folder, serverSurvives: true)
            let holder = try await connect(owner.connection)
            let waiter = try await connect(owner.connection)
            try await holder.runScript("create table t (a int4)")
            try await holder.runScript("begin; lock table t in share mode")
            let process = try await waiter.query("select pg_backend_pid()").only().int32(0)
            let blocked = Task { await failure { try await waiter.execute("insert into t values (1)") } }
            try await untilBlocked(process, owner.connection)
            await owner.kill()
            #expect(!owner.server.waitForEnd(milliseconds: 0))
            let cluster = PrivateCluster(dataDirectory: folder)
            try await cluster.start()
            #expect(owner.server.waitForEnd(milliseconds: 0))
            #expect(await blocked.value?.isConnectionLoss == true)
            #expect(try await number(await cluster.connection, "select count(*)::int4 from t") == 0)
            await holder.close()
            await cluster.stop()
        }
    }

    @Test("a busy backend whose postmaster and owner are both dead is ended first")
    func orphanedBackend() async throws {
        try await withFolder { folder async throws in
            let owner = try await ClusterOwner.start(folder, serverSurvives: true)
            let busy = try await connect(owner.connection)
            let number = try await busy.query("select pg_backend_pid()").only().int32(0)
            let backend = try #require(ProcessHandle(processID: number))
            let endless = Task { await failure { try await busy.runScript("do $$ begin loop end loop; end $$") } }
            try await untilActive(number, owner.connection)
            owner.server.signal(SIGKILL)
            await owner.kill()
            #expect(!backend.waitForEnd(milliseconds: 0))
            let cluster = PrivateCluster(dataDirectory: folder)
            try await cluster.start()
            #expect(backend.waitForEnd(milliseconds: 0))
            #expect(await endless.value?.isConnectionLoss == true)
            await cluster.stop()
        }
    }

    @Test("an empty postmaster.pid, or one that names somebody else's process, does not hinder a start")
    func misleadingPidFile() async throws {
        try await withFolder { folder async throws in
            let cluster = PrivateCluster(dataDirectory: "\(folder)/one")
            let other = PrivateCluster(dataDirectory: "\(folder)/two")
            try await cluster.start()
            await cluster.stop()
            try await other.start()
            let foreign = try #require(await other.processID)
            for text in ["", "\(foreign)\n", "\(getpid())\n", "rubbish"] {
                let file = open("\(folder)/one/cluster/postmaster.pid", O_WRONLY | O_CREAT | O_TRUNC, 0o644)
                try #require(file >= 0)
                writeAll(Array(text.utf8), to: file)
                close(file)
                try await cluster.start()
                #expect(try await number(await cluster.connection, "select 1::int4") == 1)
                await cluster.stop()
            }
            #expect(try await number(await other.connection, "select 1::int4") == 1)
            await other.stop()
        }
    }

    @Test("an initdb that was interrupted is begun anew")
    func interruptedInitdb() async throws {
        try await withFolder { folder async throws in
            try #require(mkdir("\(folder)/cluster.new", 0o700) == 0)
            try #require(mkdir("\(folder)/cluster.new/base", 0o700) == 0)
            let cluster = PrivateCluster(dataDirectory: folder)
            try await cluster.start()
            #expect(readText("\(folder)/cluster.new/PG_VERSION") == nil)
            await cluster.stop()
        }
    }

    @Test("without PostgreSQL, or without the version of the data, the error says what to install")
    func notInstalled() async throws {
        try await withFolder { folder async throws in
            let nowhere = PrivateCluster(dataDirectory: folder, binDirectory: "/nonexistent")
            #expect(await clusterFailure { try await nowhere.start() }?.code == .notInstalled)
            // Debian's folder is searched for the version that made the data, and there is no version 9999.
            if Installation.hasVersionsBesideEachOther {
                do throws(PrivateClusterError) {
                    _ = try Installation.find(binDirectory: nil, version: 9999)
                    Issue.record("a version that does not exist was found")
                } catch {
                    #expect(error.code == .notInstalled)
                    #expect(error.description.contains("postgresql-9999"))
                }
            }
        }
    }

    @Test("a setting that the server refuses is reported in its own words")
    func refusedSetting() async throws {
        try await withFolder { folder async throws in
            let cluster = PrivateCluster(dataDirectory: folder, settings: ["work_mem": "much"])
            let error = await clusterFailure { try await cluster.start() }
            #expect(error?.code == .failed)
            #expect(error?.description.contains("work_mem") == true)
            #expect(Leftovers(cluster: "\(folder)/cluster").isEmpty)
        }
    }

    @Test("a server that is killed under a running statement breaks the connection; its end is told")
    func killedServer() async throws {
        try await withFolder { folder async throws in
            let cluster = PrivateCluster(dataDirectory: folder)
            try await cluster.start()
            let connection = try await connect(await cluster.connection)
            let number = try await connection.query("select pg_backend_pid()").only().int32(0)
            let sleeping = Task { await failure { try await connection.query("select pg_sleep(60)") } }
            try await untilActive(number, await cluster.connection)
            let server = try #require(await cluster.processID.flatMap { ProcessHandle(processID: $0) })
            server.signal(SIGKILL)
            #expect(await cluster.untilExit() == "signal 9")
            #expect(await sleeping.value?.isConnectionLoss == true)
            await cluster.stop()
            try await cluster.start()
            #expect(try await self.number(await cluster.connection, "select 1::int4") == 1)
            await cluster.stop()
        }
    }

    // MARK: - Steps

    private func connect(_ connection: String) async throws -> PostgresConnection {
        try await PostgresConnection.connect(PostgresConfiguration(connection: Secret(connection)))
    }

    private func script(_ connection: String, _ text: String) async throws {
        let session = try await connect(connection)
        try await session.runScript(text)
        await session.close()
    }

    private func number(_ connection: String, _ query: SQL) async throws -> Int32 {
        let session = try await connect(connection)
        let number = try await session.query(query).only().int32(0)
        await session.close()
        return number
    }

    private func socketFolder(_ connection: String) -> String {
        String(connection.dropFirst("host=".count).prefix { $0 != " " })
    }

    private func untilBlocked(_ backend: Int32, _ connection: String) async throws {
        try await until(connection, "select cardinality(pg_blocking_pids(\(backend))) > 0")
    }

    private func untilActive(_ backend: Int32, _ connection: String) async throws {
        try await until(
            connection,
            "select state = 'active' and query !~ 'pg_backend_pid' from pg_stat_activity where pid = \(backend)")
    }

    /// Asks until the answer is true, for at most 20 s.
    private func until(_ connection: String, _ question: SQL) async throws {
        let session = try await connect(connection)
        let end = ContinuousClock.now.advanced(by: .seconds(20))
        while try await !session.query(question).only().bool(0) {
            try #require(ContinuousClock.now < end, "still not so: \(question)")
        }
        await session.close()
    }

    private func clusterFailure(_ body: () async throws -> Void) async -> PrivateClusterError? {
        do {
            try await body()
            Issue.record("no error was thrown")
        } catch let error as PrivateClusterError {
            return error
        } catch {
            Issue.record("another kind of error: \(error)")
        }
        return nil
    }
}
