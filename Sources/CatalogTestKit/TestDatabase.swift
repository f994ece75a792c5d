import Basics
import CSystem
import Postgres

#if canImport(Glibc)
import Glibc
#endif

/// A fresh, empty database on a real server, for one test.
///
/// `CATALOG_TEST_POSTGRES_URL` names the server; otherwise one throwaway server is started for the whole test process, as
/// root or not, and is gone with the process, its files too.
public struct TestDatabase: Sendable {
    /// How to reach the database.
    public let configuration: PostgresConfiguration
    /// The database's name.
    public let name: String

    private let administration: PostgresConfiguration

    /// Makes a database; some 30 ms once the server runs.
    public static func fresh() async throws -> TestDatabase {
        let administration = try await TestServer.shared.configuration()
        let name = "test_" + hex(randomBytes(8))
        try await administer(administration, "create database \(name) template template0")
        var configuration = administration
        configuration.database = name
        return TestDatabase(configuration: configuration, name: name, administration: administration)
    }

    /// A pool of connections to the database.
    public func pool(size: Int = 6) -> PostgresPool {
        var configuration = configuration
        configuration.poolSize = size
        return PostgresPool(configuration)
    }

    /// Removes the database; sessions that are still open are ended.
    public func drop() async throws {
        try await Self.administer(administration, "drop database if exists \(name) with (force)")
    }

    private static func administer(_ configuration: PostgresConfiguration, _ statement: String) async throws {
        let connection = try await PostgresConnection.connect(configuration)
        try await connection.runScript(statement)
        await connection.close()
    }
}

/// The server that all tests of this process share.
private actor TestServer {
    static let shared = TestServer()
    private var starting: Task<PostgresConfiguration, any Error>?

    func configuration() async throws -> PostgresConfiguration {
        if let starting { return try await starting.value }
        let task = Task { try await Self.start() }
        starting = task
        return try await task.value
    }

    private static func start() async throws -> PostgresConfiguration {
        if let url = getenv("CATALOG_TEST_POSTGRES_URL") {
            return PostgresConfiguration(connection: Secret(String(cString: url)), applicationName: "catalog-tests")
        }
        removeAbandonedFolders()
        var template = Array("/tmp/\(folderPrefix)XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SystemError("make a folder below /tmp") }
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let cluster = PrivateCluster(dataDirectory: folder, durable: false, settings: ["max_connections": "100"])
        try await cluster.start()
        if let processID = await cluster.processID, let server = ProcessHandle(processID: processID) {
            remains.withLock { $0 = Remains(cluster: cluster, folder: folder, server: server) }
            atexit { removeRemains() }
        }
        return PostgresConfiguration(
            connection: Secret(await cluster.connection), applicationName: "catalog-tests")
    }
}

private struct Remains: Sendable {
    /// Kept so that the server is not given up while tests run.
    let cluster: PrivateCluster
    let folder: String
    let server: ProcessHandle
}

private let folderPrefix = "catalog-test-pg-"
private let remains = Locked<Remains?>(nil)

/// Called when the process ends: no task can run any more.
private func removeRemains() {
    guard let all = remains.withLock({ $0 }) else { return }
    all.server.signal(SIGQUIT)
    _ = all.server.waitForEnd(milliseconds: 5_000)
    if let socketFolder = readText("\(all.folder)/socket-directory"), socketFolder.contains("/private-pg-") {
        try? removeTree(socketFolder)
    }
    try? removeTree(all.folder)
}

/// Removes what a killed test process left: a folder whose lock nobody holds.
private func removeAbandonedFolders() {
    for name in entries(of: "/tmp") where name.hasPrefix(folderPrefix) {
        let lock = open("/tmp/\(name)/lock", O_RDWR | O_CLOEXEC)
        guard lock >= 0 else { continue }
        if csystem_lock_file(lock) == 0 {
            if let socketFolder = readText("/tmp/\(name)/socket-directory"), socketFolder.contains("/private-pg-") {
                try? removeTree(socketFolder)
            }
            try? removeTree("/tmp/\(name)")
        }
        close(lock)
    }
}
