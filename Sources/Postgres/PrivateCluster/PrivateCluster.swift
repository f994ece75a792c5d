import Basics

#if canImport(Glibc)
import Glibc
#endif

/// A PostgreSQL server of our own in a data directory, reached over a Unix socket only.
///
/// As root the server runs as the account `postgres`, otherwise as ours. It ends with this process, also when that is
/// killed; what still runs from an earlier owner is ended before the next start. One process owns a directory at a time.
public actor PrivateCluster {
    private let executor = ThreadExecutor(name: "private-pg")
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let dataDirectory: String
    private let binDirectory: String?
    private let settings: ClusterSettings
    private let startTimeout: Duration
    private let deathSignal: Int32?
    private var running: Running?
    private var busy = false

    static let superuser = "postgres"

    private struct Running {
        let directory: ClusterDirectory
        let socketFolder: String
        let server: ChildProcess
    }

    /// A cluster in a directory, which is made where it is missing; nothing is touched before ``start()``.
    /// - Parameters:
    ///   - dataDirectory: an absolute path of any length; it may be closed to the server's account, and so may be what
    ///     lies above it.
    ///   - binDirectory: the folder of `initdb` and `postgres`; by default the newest installed version from 15 on, or the
    ///     one that made the data.
    ///   - durable: `false` gives up safety against a crash of the machine for speed, as tests want it.
    ///   - settings: server settings over the defaults for a small server.
    ///   - startTimeout: how long the server may take until it answers, recovery after a crash included.
    public init(
        dataDirectory: String, binDirectory: String? = nil, durable: Bool = true, settings: [String: String] = [:],
        startTimeout: Duration = .seconds(120)
    ) {
        self.init(
            dataDirectory: dataDirectory, binDirectory: binDirectory,
            settings: ClusterSettings(durable: durable, overrides: settings), startTimeout: startTimeout,
            deathSignal: SIGINT)
    }

    /// `deathSignal: nil` makes a server that outlives its owner, the state that ``start()`` must cope with.
    init(
        dataDirectory: String, binDirectory: String?, settings: ClusterSettings, startTimeout: Duration,
        deathSignal: Int32?
    ) {
        self.dataDirectory = dataDirectory
        self.binDirectory = binDirectory
        self.settings = settings
        self.startTimeout = startTimeout
        self.deathSignal = deathSignal
    }

    deinit { executor.stop() }

    /// The libpq connection string of the running server, with its database `postgres`; empty while none runs.
    public var connection: String { running.map { Self.connection($0.socketFolder) } ?? "" }

    /// The server's process id while it runs.
    public var processID: Int32? { running?.server.handle.processID }

    /// Makes the cluster where the directory is empty, starts the server and returns when it answers.
    ///
    /// 50–100 ms on an existing cluster, 1 s more for a fresh one. Returns at once when the server runs.
    /// - Throws: ``PrivateClusterError``.
    public func start() async throws {
        if running != nil { return }
        guard !busy else { throw PrivateClusterError(.failed, "the server is being started or stopped") }
        busy = true
        defer { busy = false }
        let directory = try ClusterDirectory(claiming: dataDirectory, serverUser: try Self.serverUser())
        do {
            running = try await launch(in: directory)
        } catch {
            directory.removeOldSocketFolder()
            directory.release()
            throw error
        }
    }

    /// Ends the server: open transactions are rolled back, all data are on disk, nothing of it is left running.
    public func stop() async {
        guard let running, !busy else { return }
        busy = true
        defer { busy = false }
        let server = running.server
        for (signal, milliseconds) in [(SIGINT, 30_000), (SIGQUIT, 5_000), (SIGKILL, 5_000)] {
            server.handle.signal(signal)
            if server.handle.waitForEnd(milliseconds: milliseconds) { break }
        }
        _ = await server.wait()
        self.running = nil
        try? Leftovers(cluster: running.directory.cluster).end()
        running.directory.removeOldSocketFolder()
        running.directory.release()
    }

    /// Returns when the running server has ended, by ``stop()`` or by itself, with how; at once where none runs.
    public func untilExit() async -> String? {
        guard let server = running?.server else { return nil }
        return await server.wait().description
    }

    /// The connection string of a cluster that another process runs in a data directory; `nil` where none was started.
    public static func connection(toRunning dataDirectory: String) -> String? {
        let descriptor = open("\(dataDirectory)/socket-directory", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(descriptor, &bytes, bytes.count)
        guard count > 0 else { return nil }
        let folder = String(decoding: bytes[..<count], as: UTF8.self)
        return connection(folder.split(separator: "\n").first.map(String.init) ?? folder)
    }

    private static func connection(_ socketFolder: String) -> String {
        "host=\(socketFolder) port=5432 user=\(superuser) dbname=postgres"
    }

    /// PostgreSQL refuses to run as root, so root lends it the account that its packages make.
    private static func serverUser() throws(PrivateClusterError) -> SystemUser? {
        guard geteuid() == 0 else { return nil }
        guard let user = SystemUser.named("postgres") else {
            throw PrivateClusterError(
                .notInstalled, "there is no account 'postgres' to run the server as: apt-get install postgresql")
        }
        return user
    }
}

// MARK: - Starting

extension PrivateCluster {
    private func launch(in directory: ClusterDirectory) async throws -> Running {
        try Leftovers(cluster: directory.cluster).end()
        let installation = try Installation.find(binDirectory: binDirectory, version: directory.version)
        if directory.version == nil { try await initialize(directory, installation) }
        try directory.writeAccessRules(superuser: Self.superuser)
        let socketFolder = try directory.makeSocketFolder()
        let compression = "default_toast_compression=lz4"
        var arguments = settings.arguments(socketFolder: socketFolder)
        // Whether lz4 was compiled in, only the server itself knows.
        let asked = ["-C", "default_toast_compression", "-c", compression]
        if try await run(installation, "postgres", asked, in: directory, directory.cluster) == .code(0) {
            arguments = ["-c", compression] + arguments
        }
        var program = try program(installation, "postgres", arguments, directory)
        program.deathSignal = deathSignal
        program.ownSession = true
        let server = try await start(program, in: directory, directory.cluster)
        do {
            try await waitUntilReady(server, socketFolder, directory)
        } catch {
            server.handle.signal(SIGQUIT)
            if !server.handle.waitForEnd(milliseconds: 10_000) { server.handle.signal(SIGKILL) }
            _ = await server.wait()
            throw error
        }
        return Running(directory: directory, socketFolder: socketFolder, server: server)
    }

    private func initialize(_ directory: ClusterDirectory, _ installation: Installation) async throws {
        let fresh = try directory.prepareNewCluster()
        var arguments = [
            "--username=\(Self.superuser)", "--encoding=UTF8", "--locale=C.UTF-8", "--lc-collate=C", "--auth=peer",
            "--no-instructions", "--data-checksums",
        ]
        if !settings.durable { arguments.append("--no-sync") }
        let exit = try await run(installation, "initdb", arguments, in: directory, fresh)
        guard exit == .code(0) else {
            throw PrivateClusterError(.failed, "initdb ended with \(exit): \(lastWords(directory))")
        }
        try directory.adoptNewCluster()
    }

    private func waitUntilReady(
        _ server: ChildProcess, _ socketFolder: String, _ directory: ClusterDirectory
    ) async throws {
        var configuration = PostgresConfiguration(connection: Secret(Self.connection(socketFolder)))
        configuration.connectTimeout = .seconds(5)
        let end = ContinuousClock.now.advanced(by: startTimeout)
        while true {
            do {
                try await PostgresConnection.connect(configuration).close()
                return
            } catch {
                if let exit = server.exit {
                    throw PrivateClusterError(.failed, "PostgreSQL ended with \(exit): \(lastWords(directory))")
                }
                // No socket yet, or "the database system is starting up": both pass.
                guard error.sqlState == nil || error.sqlState == .cannotConnectNow, ContinuousClock.now < end else {
                    throw PrivateClusterError(.failed, "PostgreSQL does not answer: \(error.message)")
                }
            }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    private func program(
        _ installation: Installation, _ name: String, _ arguments: [String], _ directory: ClusterDirectory
    ) throws -> ChildProcess.Program {
        var program = ChildProcess.Program(
            "\(installation.folder)/\(name)", ["-D", ClusterDirectory.pathInServer] + arguments)
        program.environment = ["PATH": "\(installation.folder):/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"]
        program.user = directory.serverUser
        return program
    }

    private func run(
        _ installation: Installation, _ name: String, _ arguments: [String], in directory: ClusterDirectory,
        _ folder: String
    ) async throws -> ChildProcess.Exit {
        var program = try program(installation, name, arguments, directory)
        program.deathSignal = SIGKILL
        return try await start(program, in: directory, folder).wait()
    }

    /// Starts a program with `folder` as descriptor 3 and its words in the log.
    private func start(
        _ program: ChildProcess.Program, in directory: ClusterDirectory, _ folder: String
    ) async throws -> ChildProcess {
        var program = program
        let kept = try directory.openFolder(folder)
        defer { close(kept) }
        let log = open(directory.log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        defer { if log >= 0 { close(log) } }
        program.keptDescriptor = kept
        program.output = log >= 0 ? log : nil
        do {
            return try await ChildProcess.start(program)
        } catch {
            throw PrivateClusterError(.failed, error.description)
        }
    }

    private func lastWords(_ directory: ClusterDirectory) -> String {
        let lines = (readText(directory.log) ?? "").split(separator: "\n")
        return lines.suffix(4).joined(separator: "; ")
    }
}
