import Basics
import CMicroHTTPD
import Glibc

/// Serves HTTP/1.1 on one address and hands each complete request to one handler, which runs in a Task of its own.
///
/// Everything from outside is bounded: sizes, times, connections, requests in flight, memory of bodies. TLS and HTTP/2 are a
/// proxy's business. The order of life is `start`, `drain`; `stop` at any time.
public final class HTTPServer: Sendable {
    private struct Running: @unchecked Sendable {
        /// The library's own object; used from any thread, which the library allows for quiescing and stopping, and by one
        /// at a time because it is taken out of its lock to be stopped.
        let daemon: OpaquePointer
        var listening: Bool
        /// The listening socket after quiescing; closed once the library's threads have ended.
        var quiesced: Int32
    }

    private enum State { case idle, running(Running), ended }

    public let configuration: HTTPServerConfiguration
    private let core: ServerCore
    private let state = Locked(State.idle)

    /// - Parameters:
    ///   - problem: makes the bodies of the server's own refusals.
    ///   - observer: called once for each answered request from a thread that serves sockets: it must be quick.
    ///   - handler: answers a request; cancelled at its deadline, when its answer no longer counts.
    public init(
        configuration: HTTPServerConfiguration, logger: Logger,
        problem: @escaping HTTPProblem.Renderer = HTTPProblem.problemJSON,
        observer: (@Sendable (HTTPExchange) -> Void)? = nil,
        handler: @escaping @Sendable (HTTPRequest) async -> HTTPResponse
    ) {
        self.configuration = configuration
        core = ServerCore(
            configuration: configuration, logger: logger, problem: problem, observer: observer, handler: handler)
    }

    deinit { stop() }

    /// Listens and serves from now on; returns the port, which matters where 0 was asked for.
    @discardableResult
    public func start() throws(HTTPServerError) -> UInt16 {
        guard case .idle = state.withLock({ $0 }) else {
            throw HTTPServerError(code: .alreadyStarted, message: "The server was started before.")
        }
        let (descriptor, port) = try openListener(host: configuration.host, port: configuration.port)
        guard let daemon = startDaemon(listener: descriptor, core: core) else {
            let reason = String(cString: strerror(errno))
            close(descriptor)
            throw HTTPServerError(code: .system, message: "The HTTP library does not start: \(reason).")
        }
        state.withLock { $0 = .running(Running(daemon: daemon, listening: true, quiesced: -1)) }
        core.startSweeping()
        core.logger.info("listening", [("host", .string(configuration.host)), ("port", .int(Int64(port)))])
        return port
    }

    /// Stops accepting, lets requests in flight end, and stops; the rest is answered 503 when `deadline` has passed.
    ///
    /// - Returns: whether all requests ended by themselves.
    @discardableResult
    public func drain(deadline: Duration) async -> Bool {
        core.beginDraining()
        stopListening()
        let clean = await core.waitUntilIdle(until: monotonicNanoseconds() &+ deadline.boundedNanoseconds)
        if !clean {
            core.abandonSuspended()
            _ = await core.waitUntilIdle(until: monotonicNanoseconds() &+ 500_000_000)
        }
        await withTaskExecutorPreference(BlockingPool.shared) { stop() }
        return clean
    }

    /// Ends everything at once; blocks for the milliseconds that the library's threads take to end. May be repeated.
    public func stop() {
        stopListening()
        core.abandonSuspended()
        let running = state.withLock { state -> Running? in
            defer { state = .ended }
            if case .running(let running) = state { return running }
            return nil
        }
        if let running {
            MHD_stop_daemon(running.daemon)
            if running.quiesced >= 0 { close(running.quiesced) }
        }
        core.stopped()
    }

    private func stopListening() {
        let running = state.withLock { state -> Running? in
            guard case .running(var running) = state, running.listening else { return nil }
            running.listening = false
            state = .running(running)
            return running
        }
        guard let running else { return }
        // Quiescing leaves the socket to us. It is only shut down here, which refuses clients at once: the library's threads
        // still take it out of their epoll sets, and end the process when it is closed before they have.
        let descriptor = MHD_quiesce_daemon(running.daemon)
        guard descriptor >= 0 else { return }
        shutdown(descriptor, Int32(SHUT_RD))
        state.withLock { state in
            if case .running(var running) = state {
                running.quiesced = descriptor
                state = .running(running)
            }
        }
    }
}

/// `nil` when the library refuses; the listener stays the caller's then.
private func startDaemon(listener: Int32, core: ServerCore) -> OpaquePointer? {
    let configuration = core.configuration
    let context = Unmanaged.passUnretained(core).toOpaque()
    func option(_ name: MHD_OPTION, _ value: Int, _ pointer: UnsafeMutableRawPointer? = nil) -> MHD_OptionItem {
        MHD_OptionItem(option: name, value: value, ptr_value: pointer)
    }
    var options: [MHD_OptionItem] = [
        option(.LISTEN_SOCKET, Int(listener)),
        option(.THREAD_POOL_SIZE, max(1, configuration.threads)),
        option(.CONNECTION_LIMIT, max(1, configuration.maximumConnections)),
        option(.PER_IP_CONNECTION_LIMIT, max(0, configuration.maximumConnectionsPerAddress)),
        // Twice the header limit: the library reads into one half, so bodies come in pieces of that size.
        option(.CONNECTION_MEMORY_LIMIT, max(16 << 10, configuration.maximumHeaderBytes) * 2),
        option(.CONNECTION_TIMEOUT, 0),
        option(.NOTIFY_CONNECTION, unsafeBitCast(connectionCallback, to: Int.self), context),
        option(.NOTIFY_COMPLETED, unsafeBitCast(completedCallback, to: Int.self), context),
        option(.URI_LOG_CALLBACK, unsafeBitCast(requestLineCallback, to: Int.self), context),
        option(.END, 0),
    ]
    let flags =
        MHD_USE_EPOLL_INTERNAL_THREAD.rawValue | MHD_ALLOW_SUSPEND_RESUME.rawValue | MHD_USE_TURBO.rawValue
    return options.withUnsafeMutableBufferPointer { items in
        guard let base = items.baseAddress else { return nil }
        let arguments: [any CVarArg] = [MHD_OPTION.ARRAY.rawValue, base, MHD_OPTION.END.rawValue]
        return withVaList(arguments) { list in
            MHD_start_daemon_va(flags, 0, nil, nil, accessCallback, context, list)
        }
    }
}
