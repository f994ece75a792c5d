import Basics
import CatalogTestKit
import Glibc
import Postgres
import Testing

/// Runs `body` with a connection to a database of its own, both gone afterwards.
func withDatabase<T: Sendable>(_ body: (TestDatabase, PostgresConnection) async throws -> T) async throws -> T {
    let database = try await TestDatabase.fresh()
    let connection = try await PostgresConnection.connect(database.configuration)
    do {
        let result = try await body(database, connection)
        await connection.close()
        try await database.drop()
        return result
    } catch {
        await connection.close()
        try? await database.drop()
        throw error
    }
}

/// Runs `body` with a pool on a database of its own, both gone afterwards.
func withPool<T: Sendable>(
    size: Int, configure: (inout PostgresConfiguration) -> Void = { _ in }, _ body: (PostgresPool) async throws -> T
) async throws -> T {
    let database = try await TestDatabase.fresh()
    var configuration = database.configuration
    configuration.poolSize = size
    configure(&configuration)
    let pool = PostgresPool(configuration)
    do {
        let result = try await body(pool)
        await pool.close()
        try await database.drop()
        return result
    } catch {
        await pool.close()
        try? await database.drop()
        throw error
    }
}

/// The error that `body` throws; a test failure when it throws none or another kind.
func failure<T>(
    _ body: () async throws -> T, sourceLocation: SourceLocation = #_sourceLocation
) async -> PostgresError? {
    do {
        _ = try await body()
        Issue.record("no error was thrown", sourceLocation: sourceLocation)
    } catch let error as PostgresError {
        return error
    } catch {
        Issue.record("another kind of error: \(error)", sourceLocation: sourceLocation)
    }
    return nil
}

func expect(
    _ code: PostgresError.Code, sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void
) {
    do {
        try body()
        Issue.record("no error was thrown", sourceLocation: sourceLocation)
    } catch let error as PostgresError {
        #expect(error.code == code, sourceLocation: sourceLocation)
    } catch {
        Issue.record("another kind of error: \(error)", sourceLocation: sourceLocation)
    }
}

/// A TCP port on which connections are accepted by the kernel and nobody ever answers.
final class SilentListener: Sendable {
    let port: Int
    private let descriptor: Int32

    init() throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = descriptor
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(listener, generic, size) == 0 && listen(listener, 16) == 0
                    && getsockname(listener, generic, &size) == 0
            }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        try #require(bound)
    }

    deinit { close(descriptor) }
}

/// Waits until something happens that another task announces.
final class Signal: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() { (stream, continuation) = AsyncStream.makeStream() }

    func fire() { continuation.yield() }

    func wait() async { for await _ in stream { return } }
}

/// Holds a thread, which must not be one of the cooperative pool, until it is opened.
final class Latch: @unchecked Sendable {
    // A semaphore may be used from any thread; it lives at one address until `deinit`.
    private let semaphore: UnsafeMutablePointer<sem_t>

    init() {
        semaphore = .allocate(capacity: 1)
        sem_init(semaphore, 0, 0)
    }

    deinit {
        sem_destroy(semaphore)
        semaphore.deallocate()
    }

    func open() { sem_post(semaphore) }

    func wait() { while sem_wait(semaphore) != 0 {} }
}

/// Numbers in the order in which they were added, by whatever thread.
final class Record: Sendable {
    private let list = Locked<[Int]>([])

    var numbers: [Int] { list.withLock { $0 } }

    func add(_ number: Int) { list.withLock { $0.append(number) } }
}
