import Basics
import CatalogModel
import CatalogSchema
import CatalogService
import Kafka
import Synchronization

/// Applies every record of the proposal topics exactly once: data and next offset are committed in one transaction.
///
/// A bad record is parked and its neighbours commit; a fault of broker, registry or database parks nothing and is tried
/// again until it heals. ``run()`` returns after ``stop()``.
public final class ProposalConsumer: Sendable {
    /// What an operator may want to know at any moment.
    public struct Status: Sendable {
        public var clusterID: String?
        /// Records not applied yet, by partition.
        public var lag: [KafkaPartition: Int64] = [:]
        /// Why nothing moves, if so.
        public var trouble: String?
    }

    private let configuration: ConsumerConfiguration
    private let store: any MetadataStore & ConsumerState
    private let decoder: EnvelopeDecoder
    private let model: MetadataModel
    private let metrics: Metrics
    private let logger: Logger
    private let stopping = Mutex(false)
    private let current = Mutex(Status())

    public init(
        _ configuration: ConsumerConfiguration, store: any MetadataStore & ConsumerState, decoder: EnvelopeDecoder,
        model: MetadataModel, metrics: Metrics, logger: Logger
    ) {
        self.configuration = configuration
        self.store = store
        self.decoder = decoder
        self.model = model
        self.metrics = metrics
        self.logger = logger
    }

    public var status: Status { current.withLock { $0 } }

    /// Ends ``run()`` after the batch under way.
    public func stop() { stopping.withLock { $0 = true } }

    var isStopping: Bool { stopping.withLock { $0 } }

    func update(_ change: (inout Status) -> Void) { current.withLock { change(&$0) } }

    /// Consumes until ``stop()``; a session that breaks is followed by another.
    public func run() async {
        var pause = Backoff()
        while !isStopping {
            do {
                let session = try await ConsumerSession.open(
                    self, configuration, store: store,
                    applier: RecordApplier(
                        decoder: decoder, preparer: ProposalPreparer(model: model), actor: AuditStamp.systemActor),
                    metrics: metrics, logger: logger)
                pause.reset()
                try await session.run()
            } catch {
                update { $0.trouble = "\(error)" }
                logger.warning("Kafka consumer starts again", [("error", .string("\(error)"))])
                await pause.wait { self.isStopping }
            }
        }
    }
}

/// Waits longer and longer between attempts: 100 ms to 5 s.
struct Backoff {
    private var pause = Duration.milliseconds(100)

    mutating func reset() { pause = .milliseconds(100) }

    /// Waits, in steps short enough to notice that `stopped` became true.
    mutating func wait(until stopped: @Sendable () -> Bool) async {
        let end = ContinuousClock.now + pause
        pause = min(pause * 2, .seconds(5))
        while ContinuousClock.now < end, !stopped() {
            try? await Task.sleep(for: min(.milliseconds(100), end - ContinuousClock.now))
        }
    }
}
