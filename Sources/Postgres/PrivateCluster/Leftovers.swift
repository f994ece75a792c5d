import Basics

#if canImport(Glibc)
import Glibc
#endif

/// Server processes that still work in a cluster although its owner is gone.
///
/// Each process of a server has the data directory as its working directory, so the kernel tells them apart from any other
/// process, whatever `postmaster.pid` says.
struct Leftovers {
    let cluster: String

    /// Ends all of them, the postmaster first and gently; blocks until none is left.
    ///
    /// A backend of the dead owner may wait for a lock with a statement that would commit later, so none may live when the
    /// next server starts; PostgreSQL would refuse to start beside it anyway.
    func end() throws(PrivateClusterError) {
        guard let identity = identity(of: cluster) else { return }
        let steps: [(signal: Int32, milliseconds: Int)] = [(SIGINT, 15_000), (SIGQUIT, 5_000), (SIGKILL, 5_000)]
        for step in steps {
            let left = processes(in: identity)
            if left.isEmpty { break }
            let main = left.filter { isMain($0.processID) }
            // A postmaster ends its backends itself; without one they are asked one by one.
            for process in main.isEmpty || step.signal == SIGKILL ? left : main {
                process.signal(main.isEmpty && step.signal == SIGINT ? SIGTERM : step.signal)
            }
            let end = monotonicNanoseconds() + UInt64(step.milliseconds) * 1_000_000
            for process in left {
                let now = monotonicNanoseconds()
                _ = process.waitForEnd(milliseconds: now >= end ? 0 : Int((end - now) / 1_000_000))
            }
        }
        let left = processes(in: identity)
        if let first = left.first {
            throw PrivateClusterError(
                .failed, "a server of the previous run does not end: process \(first.processID) in \(cluster)")
        }
        removeMisleadingPidFile()
    }

    /// Whether no process works in the cluster.
    var isEmpty: Bool { identity(of: cluster).map { processes(in: $0).isEmpty } ?? true }

    /// PostgreSQL refuses to start when `postmaster.pid` is empty or names a living process of its account, which after a
    /// kill may be any. That none works in the cluster is known here. The file of a dead process stays: from it
    /// PostgreSQL finds shared memory that is still attached.
    private func removeMisleadingPidFile() {
        let file = "\(cluster)/postmaster.pid"
        guard let text = readText(file, limit: 1024) else { return }
        let number = text.split(separator: "\n").first.flatMap { Int32($0) }
        if let number, number > 0, kill(number, 0) != 0, errno == ESRCH { return }
        unlink(file)
    }

    private struct Identity: Equatable {
        let device: dev_t
        let inode: ino_t
    }

    private func identity(of path: String) -> Identity? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return Identity(device: status.st_dev, inode: status.st_ino)
    }

    private func processes(in identity: Identity) -> [ProcessHandle] {
        entries(of: "/proc").compactMap { Int32($0) }.compactMap { number in
            guard number != getpid(), self.identity(of: "/proc/\(number)/cwd") == identity,
                isServer(number), let handle = ProcessHandle(processID: number),
                // The number could have passed to another process before the handle was made.
                self.identity(of: "/proc/\(number)/cwd") == identity
            else { return nil }
            return handle
        }
    }

    private func isServer(_ number: Int32) -> Bool {
        readText("/proc/\(number)/comm", limit: 32)?.hasPrefix("postgres") ?? false
    }

    /// Whether a server process is a postmaster: the others give themselves titles such as `postgres: checkpointer`.
    private func isMain(_ number: Int32) -> Bool {
        !(readText("/proc/\(number)/cmdline", limit: 64)?.hasPrefix("postgres:") ?? true)
    }
}
