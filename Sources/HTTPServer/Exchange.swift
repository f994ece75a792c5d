import Basics
import CMicroHTTPD

/// The library's connection, valid until it reports the request as completed; in our hands only while it is suspended.
struct SuspendedConnection: @unchecked Sendable {
    let pointer: OpaquePointer
}

/// What one exchange came to, for metrics and access logs.
public struct HTTPExchange: Sendable {
    /// The route's name; `nil` when no route matched.
    public var routeName: String?
    public var method: String
    public var path: String
    public var status: Int
    /// From the request line to the last byte of the answer.
    public var seconds: Double
    /// Body bytes as received, after decompression.
    public var bytesIn: Int
    /// Body bytes as sent, after compression.
    public var bytesOut: Int
    public var requestID: String
    public var remoteAddress: String
    /// Whether the client got the whole answer, as far as the socket tells.
    public var completed: Bool
}

/// One request from its first line to the end of its answer.
///
/// `@unchecked Sendable`: the `let`s and the locks are shared. The fields under "Intake" and "Outcome" are touched only by
/// callbacks of the one library thread that owns the connection: while it is suspended there are none, and the suspended time
/// is ordered against them by the library's own locks. The Task and the sweeper use only `answer` and `expire`.
final class Exchange: @unchecked Sendable {
    enum Phase { case head, body, discarding, suspended, done }

    let core: ServerCore
    let rawTarget: String?
    let begin: UInt64
    let trace = RouteTrace()

    // Intake
    var phase = Phase.head
    var connection: Connection?
    var head: RequestHead?
    var body: [UInt8] = []
    var inflater: Inflater?
    var reserved = 0
    var bytesIn = 0
    /// Whether the core counts it as active, which it does from the end of the headers on.
    var counted = false

    // Outcome
    var requestID = ""
    var method = ""
    var status = 0
    var bytesOut = 0

    private struct Reply {
        var response: HTTPResponse?
        var connection: SuspendedConnection?
        var task: Task<Void, Never>?
        var deadline: UInt64 = .max
    }
    private let reply = Locked(Reply())

    init(core: ServerCore, rawTarget: String?) {
        self.core = core
        self.rawTarget = rawTarget
        begin = monotonicNanoseconds()
    }

    deinit { core.release(bodyBytes: reserved) }

    /// Adds a piece of the body as it came; an error when the body must not grow further.
    func take(_ bytes: UnsafeRawBufferPointer) throws(RequestHead.Refusal) {
        let limit = core.configuration.maximumBodyBytes
        let before = body.count
        if let inflater {
            do { try inflater.inflate(bytes, into: &body) } catch {
                switch error {
                case .malformed: throw .init(.badRequest, "The body is not the gzip stream that it claims to be.")
                case .tooLarge:
                    throw .init(.bodyTooLarge, "The body exceeds \(limit) bytes, or a ratio no honest text has.")
                }
            }
        } else {
            guard bytes.count <= limit - body.count else {
                throw .init(.bodyTooLarge, "The body exceeds \(limit) bytes.")
            }
            body.append(contentsOf: bytes)
        }
        let grown = body.count - before
        bytesIn += grown
        guard core.reserve(bodyBytes: grown) else {
            throw .init(.overloaded, "The server holds as many request bodies as it can; try again.")
        }
        reserved += grown
    }

    /// The request, complete; takes the body out of here.
    func request(_ head: RequestHead, deadline: UInt64) -> HTTPRequest {
        let taken = body
        body = []
        return HTTPRequest(
            method: head.method, rawTarget: head.rawTarget, path: head.path, query: head.query,
            headers: head.headers, body: taken, id: head.requestID,
            remoteAddress: connection?.remoteAddress ?? "", deadline: deadline, trace: trace)
    }

    /// Remembers the suspended connection, before anybody can answer.
    func suspended(_ connection: OpaquePointer, deadline: UInt64) {
        reply.withLock {
            $0.connection = SuspendedConnection(pointer: connection)
            $0.deadline = deadline
        }
    }

    /// The Task to cancel at the deadline; cancelled at once when that has passed.
    func running(_ task: Task<Void, Never>) {
        let late = reply.withLock { reply in
            reply.task = task
            return reply.response != nil
        }
        if late { task.cancel() }
    }

    /// Gives the answer unless one was given; the first counts.
    func answer(_ response: HTTPResponse) {
        let waiting = reply.withLock { reply -> SuspendedConnection? in
            guard reply.response == nil else { return nil }
            reply.response = response
            reply.task = nil
            let connection = reply.connection
            reply.connection = nil
            return connection
        }
        if let waiting { MHD_resume_connection(waiting.pointer) }
    }

    /// Whether the handler's time is up.
    func isOverdue(at now: UInt64) -> Bool { reply.withLock { $0.response == nil && $0.deadline <= now } }

    /// Answers in the handler's place and cancels its Task: in this order, because a handler that takes the cancellation
    /// for an order to hurry may answer before we do.
    func giveUp(_ code: HTTPProblem.Code, _ detail: String) {
        let task = reply.withLock { $0.task }
        answer(core.refusal(code, detail, self))
        task?.cancel()
    }

    /// The answer, once resumed; `nil` when the library woke us without one.
    func takeAnswer() -> HTTPResponse? { reply.withLock { $0.response } }
}
