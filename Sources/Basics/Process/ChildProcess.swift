import CSystem

#if canImport(Glibc)
import Glibc
#endif

/// A program that this process started.
///
/// Its end is noticed and its status collected by a thread of its own, so it never stays as a zombie.
public final class ChildProcess: Sendable {
    /// What to start and how.
    public struct Program: Sendable {
        /// The absolute path of the executable.
        public var path: String
        /// The arguments behind the program's own name.
        public var arguments: [String]
        /// The whole environment; nothing is inherited.
        public var environment: [String: String] = [:]
        /// The account to run as; needs root. `nil` keeps ours.
        public var user: SystemUser?
        /// Where standard output and error go; `nil` is nowhere. Standard input is always empty.
        public var output: Int32?
        /// A descriptor that the program gets as number 3. It gets no other of ours.
        public var keptDescriptor: Int32?
        /// The signal it gets when this process ends, however that comes about.
        public var deathSignal: Int32?
        /// Whether it gets a session of its own, so that a terminal's Ctrl-C does not reach it.
        public var ownSession = false

        public init(_ path: String, _ arguments: [String] = []) {
            self.path = path
            self.arguments = arguments
        }
    }

    /// How a process ended.
    public enum Exit: Sendable, Hashable, CustomStringConvertible {
        case code(Int32)
        case signal(Int32)

        public var description: String {
            switch self {
            case .code(let code): "exit code \(code)"
            case .signal(let number): "signal \(number)"
            }
        }
    }

    private struct State: Sendable {
        var exit: Exit?
        var waiters: [CheckedContinuation<Exit, Never>] = []
    }

    public let handle: ProcessHandle
    private let state = Locked(State())

    /// Starts a program; throws ``SystemError`` with the reason when it cannot be executed.
    public static func start(_ program: Program) async throws(SystemError) -> ChildProcess {
        try await Spawner.shared.spawn(program)
    }

    fileprivate init(_ handle: ProcessHandle) {
        self.handle = handle
        startThread(name: "child-\(handle.processID)", stackSize: 1 << 16) { self.collect() }
    }

    /// How it ended, once it has.
    public func wait() async -> Exit {
        await withCheckedContinuation { waiter in
            let exit = state.withLock { state -> Exit? in
                if state.exit == nil { state.waiters.append(waiter) }
                return state.exit
            }
            if let exit { waiter.resume(returning: exit) }
        }
    }

    /// How it ended; `nil` while it runs.
    public var exit: Exit? { state.withLock { $0.exit } }

    private func collect() {
        var status: Int32 = 0
        while waitpid(handle.processID, &status, 0) < 0, errno == EINTR {}
        let exit = status & 0x7F == 0 ? Exit.code((status >> 8) & 0xFF) : .signal(status & 0x7F)
        let waiters = state.withLock { state in
            state.exit = exit
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume(returning: exit) }
    }
}

/// The one thread that forks. Linux sends the death signal when the forking *thread* ends, so it must be one that lives
/// as long as the process.
private actor Spawner {
    static let shared = Spawner()
    private let executor = ThreadExecutor(name: "spawner")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    func spawn(_ program: ChildProcess.Program) throws(SystemError) -> ChildProcess {
        let processID = launch(program)
        guard processID > 0 else { throw SystemError("start \(program.path)") }
        guard let handle = ProcessHandle(processID: processID) else {
            let error = SystemError("pidfd_open")
            kill(processID, SIGKILL)
            while waitpid(processID, nil, 0) < 0, errno == EINTR {}
            throw error
        }
        return ChildProcess(handle)
    }
}

private func launch(_ program: ChildProcess.Program) -> Int32 {
    withCStrings([program.path] + program.arguments) { arguments in
        withCStrings(program.environment.map { "\($0.key)=\($0.value)" }) { environment in
            program.path.withCString { path in
                (program.user?.groups ?? []).withUnsafeBufferPointer { groups in
                    var request = csystem_program()
                    request.path = path
                    request.arguments = arguments
                    request.environment = environment
                    if let user = program.user {
                        request.change_user = 1
                        request.uid = user.userID
                        request.gid = user.groupID
                        request.groups = groups.baseAddress
                        request.group_count = groups.count
                    }
                    request.standard_output = program.output ?? -1
                    request.kept_descriptor = program.keptDescriptor ?? -1
                    request.death_signal = program.deathSignal ?? 0
                    request.new_session = program.ownSession ? 1 : 0
                    return csystem_spawn(&request)
                }
            }
        }
    }
}

/// Calls `body` with a null-terminated array of C strings that ends with the call.
private func withCStrings<Result>(
    _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>?) -> Result
) -> Result {
    var pointers: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
}
