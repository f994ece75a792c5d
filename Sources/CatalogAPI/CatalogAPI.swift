import Basics
import CatalogModel
import CatalogSchema
import CatalogService
import HTTPServer

/// The native REST surface, as `openapi.yaml` describes it.
///
/// Each route decodes, calls one port, and encodes. What a client did wrong is a ``Problem``; what the store could not do is
/// a 503 that says whether to come back, and never a word of the database.
public struct CatalogAPI: Sendable {
    /// What the routes stand on.
    public struct Services: Sendable {
        public var store: any MetadataStore
        public var search: any SearchReader
        public var lineage: any LineageReader
        public var evidence: any EvidenceReader
        public var deadLetters: any DeadLetterStore
        public var checker: any ConsistencyChecker
        /// Applies a parked record again; `nil` where nothing of this process understands envelopes.
        public var replayer: (any DeadLetterReplayer)?
        public var writer: MetadataWriter
        public var model: MetadataModel
        public var metrics: Metrics
        public var logger: Logger
        /// What readiness depends on, asked at each probe.
        public var readiness: @Sendable () async -> Readiness

        public init(
            store: any MetadataStore, search: any SearchReader, lineage: any LineageReader,
            evidence: any EvidenceReader,
            deadLetters: any DeadLetterStore, checker: any ConsistencyChecker, replayer: (any DeadLetterReplayer)?,
            writer: MetadataWriter,
            model: MetadataModel, metrics: Metrics, logger: Logger,
            readiness: @escaping @Sendable () async -> Readiness
        ) {
            self.store = store
            self.search = search
            self.lineage = lineage
            self.evidence = evidence
            self.deadLetters = deadLetters
            self.checker = checker
            self.replayer = replayer
            self.writer = writer
            self.model = model
            self.metrics = metrics
            self.logger = logger
            self.readiness = readiness
        }
    }

    /// A route's work: an answer, or the problem that stands in its way.
    typealias Handler = @Sendable (HTTPRequest) async throws(Failure) -> HTTPResponse

    let services: Services
    let gate: PositionGate
    /// How long a read waits for the position it names.
    let patience: Duration

    public init(services: Services, patience: Duration = .seconds(10)) {
        self.services = services
        self.patience = patience
        gate = PositionGate(store: services.store)
    }

    /// Adds every route to a router; a route's name is its `operationId`.
    public func routes(into router: inout Router) {
        entityRoutes(into: &router)
        proposalRoutes(into: &router)
        searchRoutes(into: &router)
        lineageRoutes(into: &router)
        positionRoutes(into: &router)
        consistencyRoutes(into: &router)
        deadLetterRoutes(into: &router)
        sqlRoutes(into: &router)
        operationRoutes(into: &router)
    }

    /// Makes the bodies of what the HTTP server and the router refuse, in the shape of every other problem.
    public static let problemRenderer: HTTPProblem.Renderer = { refusal in
        let unencoded = refusal.code == .notFound && refusal.path.hasPrefix("/v1/") && refusal.path.contains("urn:li:")
        let hint = "A urn is one path segment: percent-encode each '/' inside it as %2F."
        return HTTPResponse(
            status: refusal.status, headers: ["Content-Type": "application/problem+json"],
            body: Problem.body(
                code: refusal.code.rawValue, title: refusal.code.title, status: refusal.status,
                detail: refusal.detail, hint: unencoded ? hint : nil, requestID: refusal.requestID))
    }

    /// Registers a route that may fail: failures become problems here and nowhere else.
    func add(
        _ router: inout Router, _ method: String, _ pattern: String, name: String, _ handler: @escaping Handler
    ) {
        let logger = services.logger
        router.on(method, pattern, name: name) { request in
            do throws(Failure) {
                return try await handler(request)
            } catch {
                return error.response(to: request, logger: logger)
            }
        }
    }

    /// Waits for the position that a read names by `minPosition`.
    /// - Returns: A position that everything read afterwards includes; `nil` when the request names none.
    func awaitPosition(_ parameters: Parameters) async throws(Failure) -> Position? {
        guard let wanted = try parameters.position("minPosition") else { return nil }
        let reached: Position?
        do {
            reached = try await gate.wait(for: wanted, patience: patience)
        } catch {
            throw .store(error)
        }
        guard let reached else {
            throw Failure(
                .positionNotReached, "Position \(wanted) was not reached within \(patience).",
                hint: "Positions come from the Catalog-Position header of a write's answer; try again later.")
        }
        return reached
    }
}

/// Whether the service can do its work, and what stands in the way.
public struct Readiness: Sendable {
    /// One thing that was looked at.
    public struct Check: Sendable {
        public var name: String
        public var isHealthy: Bool
        /// Whether the service is of no use without it; Kafka's trouble degrades, it does not end reads.
        public var isRequired: Bool
        /// In words for operators; no secrets, no addresses with credentials.
        public var detail: String

        public init(name: String, isHealthy: Bool, isRequired: Bool, detail: String) {
            self.name = name
            self.isHealthy = isHealthy
            self.isRequired = isRequired
            self.detail = detail
        }
    }

    public var checks: [Check]

    public init(checks: [Check]) { self.checks = checks }

    public var isReady: Bool { checks.allSatisfy { $0.isHealthy || !$0.isRequired } }
}
