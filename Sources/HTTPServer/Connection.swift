import Basics
import Glibc

/// One client's socket, and the moment at which it is cut unless something happens.
///
/// The library's own time-outs start anew with each byte, so a client that drips would stay for ever; these do not.
final class Connection: Sendable {
    private struct State {
        /// -1 once the library is about to close the socket, whose number may then belong to somebody else.
        var descriptor: Int32
        /// Monotonic nanoseconds; 0 while the handler runs, when the request's own deadline counts.
        var deadline: UInt64
    }

    let remoteAddress: String
    private let state: Locked<State>

    init(descriptor: Int32, remoteAddress: String, deadline: UInt64) {
        self.remoteAddress = remoteAddress
        state = Locked(State(descriptor: descriptor, deadline: deadline))
    }

    /// Cuts the connection at `deadline` unless this is called again; 0 for never.
    func setDeadline(_ deadline: UInt64) { state.withLock { $0.deadline = deadline } }

    /// The socket is about to be closed.
    func forget() { state.withLock { $0.descriptor = -1 } }

    /// Cuts the connection if its moment has passed; tells whether it did.
    func cut(ifOverdueAt now: UInt64) -> Bool {
        state.withLock { state in
            guard state.descriptor >= 0, state.deadline > 0, state.deadline <= now else { return false }
            state.deadline = 0
            // Only shut down: the library sees the end of the stream and closes the socket, which is its own.
            shutdown(state.descriptor, Int32(SHUT_RDWR))
            return true
        }
    }

    /// Writes a whole answer past the library and ends the stream, while the client is still sending its body.
    ///
    /// Best effort: what the socket does not take at once is lost, since the client is at fault anyway.
    func sendFinal(_ bytes: [UInt8]) {
        state.withLock { state in
            guard state.descriptor >= 0 else { return }
            _ = bytes.withUnsafeBytes {
                send(state.descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
            }
            shutdown(state.descriptor, Int32(SHUT_WR))
        }
    }
}
