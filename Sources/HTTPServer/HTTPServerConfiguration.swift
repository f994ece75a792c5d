/// Where an ``HTTPServer`` listens, and how much of everything it grants.
public struct HTTPServerConfiguration: Sendable {
    /// `localhost`, or an IPv4 or IPv6 address; `::` takes IPv4 as well.
    public var host = "127.0.0.1"
    /// 0 lets the system choose.
    public var port: UInt16 = 0

    /// The largest request body, counted after decompression; 413 beyond it.
    public var maximumBodyBytes = 64 << 20
    /// How many times larger than what was sent a body may become by decompression, once it exceeds 1 MiB; 413 beyond it.
    public var maximumInflationRatio = 100
    /// Names and values of all request headers together; 431 beyond it.
    public var maximumHeaderBytes = 64 << 10
    /// All request bodies that are held at one time; 503 beyond it.
    public var maximumBufferedBytes = 256 << 20

    /// From the connection, or from the request line of a later request, to the end of the headers.
    public var headerTimeout: Duration = .seconds(10)
    /// From the end of the headers to the end of the body.
    public var bodyTimeout: Duration = .seconds(60)
    /// How long a kept-alive connection may wait for its next request.
    public var idleTimeout: Duration = .seconds(60)
    /// How long the handler has, waiting for its turn included; then its Task is cancelled and the answer is 503.
    public var requestTimeout: Duration = .seconds(60)

    /// A client that takes its answer slower than this, after ``idleTimeout`` as a start, is cut.
    public var minimumResponseBytesPerSecond = 32 << 10

    public var maximumConnections = 1024
    /// Connections from one client address; 0 sets no limit, as is right behind a proxy.
    public var maximumConnectionsPerAddress = 0
    /// Handlers that run at one time.
    public var maximumInFlight = 256
    /// Requests that wait, in order of arrival, for a handler to end; 503 at once beyond it.
    public var maximumWaiting = 512
    /// How long a request waits for its turn before it is answered 503.
    public var maximumWait: Duration = .seconds(5)

    /// Bodies of text from this size on are compressed for clients that accept gzip.
    public var minimumGzipBytes = 1024
    /// Threads that read and write sockets; handlers run elsewhere.
    public var threads = 2

    public init() {}
}

extension Duration {
    /// Whole nanoseconds, from 0 to about a year.
    var boundedNanoseconds: UInt64 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        return UInt64(min(seconds, 31_536_000)) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
    }
}
