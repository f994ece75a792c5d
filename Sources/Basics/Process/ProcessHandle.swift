import CSystem

#if canImport(Glibc)
import Glibc
#endif

/// One running process, named by the kernel's own handle: a later process with the same number is never meant.
public final class ProcessHandle: Sendable {
    public let processID: Int32
    private let descriptor: Int32

    /// The process of that number; `nil` where there is none.
    public init?(processID: Int32) {
        let descriptor = csystem_pidfd_open(processID)
        guard descriptor >= 0 else { return nil }
        self.processID = processID
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Sends a signal; `false` when the process has ended or belongs to somebody else.
    @discardableResult
    public func signal(_ number: Int32) -> Bool { csystem_pidfd_send_signal(descriptor, number) == 0 }

    /// Blocks until the process has ended; `false` when the time is over first. An ended process whose parent has not
    /// asked for its status counts as ended.
    public func waitForEnd(milliseconds: Int) -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        let end = monotonicNanoseconds() + UInt64(max(0, milliseconds)) * 1_000_000
        while true {
            let now = monotonicNanoseconds()
            let left = now >= end ? 0 : (end - now + 999_999) / 1_000_000
            let ready = poll(&entry, 1, Int32(clamping: left))
            if ready < 0, errno == EINTR { continue }
            return ready > 0
        }
    }
}
