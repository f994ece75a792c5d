import Basics
import CatalogPostgres
import CatalogService
import Postgres

extension Command {
    static let fsck = Command(
        name: "fsck",
        summary: "Recompute every derived row from the aspects and report what differs.",
        flags: [
            Flag(name: "server", value: "URL", help: "A running catalog, which checks itself.", setting: .server),
            Flag(
                name: "data-dir", value: "DIR",
                help: "A data directory with a private PostgreSQL; a server may be running on it."),
            Flag(
                name: "limit", value: "N", help: "Name at most N differences, 1 to 1000 (default 100); all are counted."
            ),
        ],
        discussion: """
            Checks edges, search documents, soft deletion, versions, ids and the change log in one snapshot, beside running
            writers; nothing is changed. Without --server and --data-dir it is CATALOG_POSTGRES_URL that is checked, else
            the default data directory. The exit code is 1 when anything differs; --json ends with {"differences":N}.
            """,
        examples: [
            .init("catalog fsck", "the default data directory, or CATALOG_POSTGRES_URL"),
            .init("catalog fsck --server http://127.0.0.1:8080 --json", "a running server, for scripts"),
        ],
        run: { try await Fsck.run($0) })
}

private enum Fsck {
    static func run(_ invocation: Invocation) async throws -> CommandStatus {
        let limit = Int(invocation.value("limit") ?? "100") ?? 0
        guard (1...1000).contains(limit) else {
            throw CommandFailure("--limit takes a number from 1 to 1000", status: .usage)
        }
        let report = try await report(invocation, limit)
        let terminal = invocation.terminal
        for difference in report.differences {
            let line = "\(difference.check)  \(printable(difference.subject))  \(printable(difference.detail))"
            if invocation.isJSON { terminal.note(line) } else { terminal.print(line) }
        }
        if invocation.isJSON {
            terminal.print(JSON.object(.init([.init("differences", .int(Int64(report.count)))])).text)
        } else {
            terminal.print(
                "\(counted(Int64(report.entities), "entity").replacing("entitys", with: "entities")), "
                    + "\(counted(Int64(report.aspects), "aspect")), position \(report.position): "
                    + terminal.bold(counted(Int64(report.count), "difference")))
        }
        return report.count == 0 ? .success : .failure
    }

    private static func report(_ invocation: Invocation, _ limit: Int) async throws -> ConsistencyReport {
        if invocation.isSet("server") {
            return try report(await CatalogClient(invocation).get("/v1/fsck", [("limit", String(limit))]).json)
        }
        let configuration = try invocation.configuration()
        if !invocation.isSet("data-dir"), let url = configuration.secret(.postgresURL) {
            return try await report(url, invocation, limit)
        }
        guard let directory = invocation.value("data-dir") ?? configuration.text(.dataDirectory) else {
            throw CommandFailure("no data directory is known", hint: "Name one with --data-dir.", status: .usage)
        }
        let cluster = PrivateCluster(dataDirectory: directory)
        do {
            try await cluster.start()
        } catch let error as PrivateClusterError where error.code == .inUse {
            // A server runs there; its PostgreSQL takes us as one more client.
            guard let connection = PrivateCluster.connection(toRunning: directory) else { throw error }
            return try await report(Secret(connection), invocation, limit)
        }
        let result: Result<ConsistencyReport, any Error>
        do {
            result = .success(try await report(Secret(await cluster.connection), invocation, limit))
        } catch {
            result = .failure(error)
        }
        await cluster.stop()
        return try result.get()
    }

    private static func report(
        _ connection: Secret<String>, _ invocation: Invocation, _ limit: Int
    ) async throws -> ConsistencyReport {
        var configuration = PostgresConfiguration(connection: connection, applicationName: "catalog fsck")
        configuration.poolSize = 1
        configuration.statementTimeout = nil
        let pool = PostgresPool(configuration)
        let terminal = invocation.terminal
        do {
            let report = try await PostgresStore(pool: pool).check(limit: limit) { done, total in
                if done % 10_000 == 0, done > 0 { terminal.note("checked \(done) of \(total) entities") }
            }
            await pool.close()
            return report
        } catch {
            await pool.close()
            throw CommandFailure(
                "the check could not be done: \(error)", hint: "Is that database a catalog's, and reachable?")
        }
    }

    private static func report(_ json: JSON) throws(CommandFailure) -> ConsistencyReport {
        guard let count = json["differences"]?.intValue, let position = json["position"]?.intValue else {
            throw CommandFailure("the server's answer is no report of a check")
        }
        var report = ConsistencyReport(position: .init(position))
        report.count = Int(count)
        report.entities = Int(json["entities"]?.intValue ?? 0)
        report.aspects = Int(json["aspects"]?.intValue ?? 0)
        report.differences = (json["items"]?.arrayValue ?? []).map { item in
            .init(
                check: item["check"]?.stringValue ?? "", subject: item["subject"]?.stringValue ?? "",
                detail: item["detail"]?.stringValue ?? "")
        }
        return report
    }
}
