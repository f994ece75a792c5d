import Basics
import Glibc
import Testing

@testable import Postgres

/// A process of its own that owns a private cluster, so that a test can kill it: this test program, started again with one
/// test that starts a cluster, tells of it through descriptor 3 and never ends.
struct ClusterOwner {
    let process: ChildProcess
    /// The server's process.
    let server: ProcessHandle
    /// How to reach its server.
    let connection: String

    /// Starts an owner of `directory` and returns once its server answers.
    static func start(_ directory: String, serverSurvives: Bool = false) async throws -> ClusterOwner {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        let (reading, writing) = (ends[0], ends[1])
        defer { close(reading) }
        var program = ChildProcess.Program(
            try #require(realpath("/proc/self/exe")),
            ["--testing-library", "swift-testing", "--filter", "PostgresIntegrationTests.ClusterOwnerProcess"])
        program.environment = inheritedEnvironment()
        program.environment[directoryVariable] = directory
        program.environment[survivesVariable] = serverSurvives ? "yes" : nil
        program.keptDescriptor = writing
        program.deathSignal = SIGKILL
        let process: ChildProcess
        do { process = try await ChildProcess.start(program) } catch {
            close(writing)
            throw error
        }
        close(writing)
        // The pipe ends where the process does, so this cannot wait for ever.
        let words = await withCheckedContinuation { waiter in
            let input = dup(reading)
            startThread(name: "owner-words") {
                waiter.resume(returning: line(from: input))
                close(input)
            }
        }.split(separator: "|").map(String.init)
        try #require(words.count == 2, "the owner process says: \(words)")
        let number = try #require(Int32(words[0]))
        return ClusterOwner(
            process: process, server: try #require(ProcessHandle(processID: number)), connection: words[1])
    }

    /// Ends the owner as the kernel does, without any chance to clean up.
    func kill() async {
        process.handle.signal(SIGKILL)
        _ = await process.wait()
    }
}

private let directoryVariable = "CATALOG_TEST_CLUSTER_OWNER"
private let survivesVariable = "CATALOG_TEST_CLUSTER_SURVIVES"

@Suite("(other process) cluster owner", .enabled(if: getenv(directoryVariable) != nil, "part of other tests"))
struct ClusterOwnerProcess {
    @Test("owns a cluster until it is killed")
    func own() async throws {
        let directory = try #require(getenv(directoryVariable).map { String(cString: $0) })
        let survives = getenv(survivesVariable) != nil
        let cluster = PrivateCluster(
            dataDirectory: directory, binDirectory: nil, settings: ClusterSettings(durable: true, overrides: [:]),
            startTimeout: .seconds(60), deathSignal: survives ? nil : SIGINT)
        do {
            try await cluster.start()
            let number = try #require(await cluster.processID)
            writeAll(Array("\(number)|\(await cluster.connection)\n".utf8), to: 3)
            _ = await cluster.untilExit()
        } catch {
            writeAll(Array("\(error)\n".utf8), to: 3)
        }
    }
}

private func line(from descriptor: Int32) -> String {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while read(descriptor, &byte, 1) == 1, byte != 0x0A { bytes.append(byte) }
    return String(decoding: bytes, as: UTF8.self)
}

private func realpath(_ path: String) -> String? {
    guard let resolved = Glibc.realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
}

private func inheritedEnvironment() -> [String: String] {
    var result: [String: String] = [:]
    for name in ["PATH", "LD_LIBRARY_PATH", "LD_PRELOAD", "HOME", "TSAN_OPTIONS"] {
        if let value = getenv(name) { result[name] = String(cString: value) }
    }
    return result
}
