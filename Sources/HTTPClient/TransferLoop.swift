import Basics
import CCurl

/// The one thread that drives all transfers of a client through a libcurl multi handle, whose connections it keeps alive.
///
/// `@unchecked Sendable`: `multi` is used by the loop's thread alone, but for `curl_multi_wakeup`, which libcurl allows from
/// any thread and which is called only under `state`'s lock while `closed` is false; `active` belongs to the thread.
final class TransferLoop: @unchecked Sendable {
    private struct State {
        var incoming: [Transfer] = []
        var cancelled = false
        var closing = false
        /// The multi handle is gone, or never came to be.
        var closed = false
    }

    private let state = Locked(State())
    private let multi: UnsafeMutableRawPointer?
    private var active: [UnsafeMutableRawPointer: Transfer] = [:]

    /// libcurl's process-wide setup, once.
    private static let globalSetup: CURLcode = ccurl_global_init()

    init(maximumConnectionsPerHost: Int) {
        multi = TransferLoop.globalSetup == CURLE_OK ? curl_multi_init() : nil
        guard let multi else {
            state.withLock { $0.closed = true }
            return
        }
        _ = ccurl_multi_set_long(multi, CURLMOPT_MAX_HOST_CONNECTIONS, max(1, maximumConnectionsPerHost))
        _ = ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, max(1, maximumConnectionsPerHost) * 2)
        startThread(name: "http-client") { self.run() }
    }

    /// Hands a transfer to the thread, which completes it.
    func submit(_ transfer: Transfer) {
        let accepted = state.withLock { state in
            guard !state.closed && !state.closing else { return false }
            state.incoming.append(transfer)
            if let multi { curl_multi_wakeup(multi) }
            return true
        }
        if !accepted { transfer.complete(.failure(.cancelled(sent: false))) }
    }

    /// Ends a transfer as soon as the thread wakes, whether it has begun or not.
    func cancel(_ transfer: Transfer) {
        transfer.cancelRequested.store(true, ordering: .releasing)
        wake { $0.cancelled = true }
    }

    /// Ends the thread; transfers still under way end as cancelled.
    func close() { wake { $0.closing = true } }

    private func wake(_ change: (inout State) -> Void) {
        state.withLock { state in
            change(&state)
            if !state.closed, let multi { curl_multi_wakeup(multi) }
        }
    }

    private func run() {
        guard let multi else { return }
        while true {
            let (incoming, cancelled, closing) = state.withLock { state in
                let taken = (state.incoming, state.cancelled, state.closing)
                state.incoming = []
                state.cancelled = false
                return taken
            }
            for transfer in incoming { start(transfer, multi) }
            if cancelled || closing {
                for (handle, transfer) in active
                where closing || transfer.cancelRequested.load(ordering: .acquiring) {
                    finish(handle, .failure(.cancelled(sent: transfer.sent)), multi)
                }
            }
            if closing { break }
            var running: Int32 = 0
            curl_multi_perform(multi, &running)
            var code = CURLE_OK
            while let handle = ccurl_multi_next_finished(multi, &code) {
                if let transfer = active[handle] { finish(handle, transfer.outcome(code), multi) }
            }
            curl_multi_poll(multi, nil, 0, 60_000, nil)
        }
        state.withLock { $0.closed = true }
        curl_multi_cleanup(multi)
    }

    private func start(_ transfer: Transfer, _ multi: UnsafeMutableRawPointer) {
        guard !transfer.cancelRequested.load(ordering: .acquiring) else {
            return transfer.complete(.failure(.cancelled(sent: false)))
        }
        guard let handle = transfer.prepare(), curl_multi_add_handle(multi, handle) == CURLM_OK else {
            let reason = "libcurl refuses the settings; is one of the files missing?"
            return transfer.complete(.failure(.connect(host: transfer.url.authority, reason: reason)))
        }
        active[handle] = transfer
    }

    private func finish(
        _ handle: UnsafeMutableRawPointer, _ result: Result<TransferOutcome, HTTPClientError>,
        _ multi: UnsafeMutableRawPointer
    ) {
        guard let transfer = active.removeValue(forKey: handle) else { return }
        curl_multi_remove_handle(multi, handle)
        transfer.complete(result)
    }
}

/// Where a transfer's result meets the Task that waits for it.
final class Ending: Sendable {
    typealias Outcome = Result<TransferOutcome, HTTPClientError>
    private let continuation = Locked<CheckedContinuation<Outcome, Never>?>(nil)

    func wait(_ continuation: CheckedContinuation<Outcome, Never>) {
        self.continuation.withLock { $0 = continuation }
    }

    func resolve(_ result: Outcome) {
        let waiting = continuation.withLock { held in
            let taken = held
            held = nil
            return taken
        }
        waiting?.resume(returning: result)
    }
}
