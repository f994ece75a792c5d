import Basics
import CatalogAPI
import CatalogDataHub
import CatalogKafka
import CatalogLineageIn
import CatalogModel
import CatalogPostgres
import CatalogSchema
import CatalogService
import HTTPClient
import HTTPServer
import Kafka
import Postgres
import Synchronization

/// Puts the server together, runs it until told to stop, and takes it apart in order.
///
/// The only place that knows every room. Start: database, migrations, routes, Kafka. Stop: not ready, Kafka's batch ends,
/// requests in flight end, connections close, the private PostgreSQL stops.
struct Assembly {
    /// What `catalog serve` was told, by flags, environment and defaults.
    struct Settings: Sendable {
        var host = "127.0.0.1"
        var port: UInt16 = 8080
        var dataDirectory: String
        /// A database of the operator's; `nil` runs a private one in the data directory.
        var postgresURL: Secret<String>?
        var poolSize = 8
        /// Kafka's bootstrap addresses; `nil` leaves Kafka off.
        var brokers: String?
        var kafkaSettings: [(String, String)] = []
        var group = "catalog"
        var instance: String
        var schemaRegistryURL: String?
        var topics = ["MetadataChangeProposal_v1", "MetadataChangeEvent_v4"]
        /// What the namespaces of OpenLineage events stand for.
        var namespaces = NamespaceRules()
        /// How long OpenLineage events are kept as they came.
        var retention = EventRetention(days: 0)
        /// How the Trino cluster that posts its events is called in urns.
        var trino = TrinoEvents.Settings()
        /// Allows listening beyond loopback although nobody has to log in.
        var allowAnonymous = false
        var logsAccess = false
        /// The largest request body, counted after decompression.
        var maximumBodyBytes = 64 << 20
        /// Client connections at most.
        var maximumConnections = 1024
    }

    /// Why the server does not start, and what to do.
    struct StartError: Error, CustomStringConvertible {
        var description: String
    }

    let settings: Settings
    let logger: Logger

    /// Runs until `stop` says so; throws ``StartError`` or what made starting impossible.
    func run(until stop: StopSignal) async throws {
        guard settings.allowAnonymous || Self.isLoopback(settings.host) else {
            throw StartError(
                description: """
                    refusing to listen on \(settings.host): anybody who reaches it could read and change everything, \
                    because there is no log-in yet. Listen on 127.0.0.1 (behind a proxy that authenticates), or pass \
                    --allow-anonymous
                    """)
        }
        let cluster = settings.postgresURL == nil ? PrivateCluster(dataDirectory: settings.dataDirectory) : nil
        do {
            try await cluster?.start()
            try await serve(cluster, until: stop)
            await cluster?.stop()
        } catch {
            await cluster?.stop()
            throw error
        }
    }

    private func serve(_ cluster: PrivateCluster?, until stop: StopSignal) async throws {
        let pool = PostgresPool(await database(cluster))
        do {
            try await migrate(pool, until: stop)
            if !stop.isRaised { try await serve(pool, cluster, until: stop) }
        } catch {
            await pool.close()
            throw error
        }
        await pool.close()
    }

    private func database(_ cluster: PrivateCluster?) async -> PostgresConfiguration {
        let own = await cluster?.connection
        var configuration = PostgresConfiguration(
            connection: settings.postgresURL ?? Secret(own ?? ""), applicationName: "catalog")
        configuration.poolSize = settings.poolSize
        return configuration
    }

    /// A database that is not there yet is waited for: in a cluster, everything starts at once.
    private func migrate(_ pool: PostgresPool, until stop: StopSignal) async throws {
        let migrator = Migrator(pool: pool)
        while !stop.isRaised {
            do {
                let applied = try await migrator.migrate()
                if !applied.isEmpty {
                    logger.info("database migrated", [("steps", .array(applied.map { .int(Int64($0)) }))])
                }
                return
            } catch let error as PostgresError where error.isConnectionLoss {
                logger.warning("waiting for the database", [("error", .string(error.description))])
                await stop.wait(atMost: .seconds(2))
            }
        }
    }

    private func serve(_ pool: PostgresPool, _ cluster: PrivateCluster?, until stop: StopSignal) async throws {
        let store = PostgresStore(pool: pool)
        let model = MetadataModel.standard
        let metrics = Metrics()
        let decoder = EnvelopeDecoder(model: model, schemas: WriterSchemas(registry: store, external: externalRegistry))
        let consumer = consumer(store, decoder, model, metrics)
        let server = httpServer(store, decoder, consumer, pool, model, metrics, stop)
        metrics.collectBasics(store: store, deadLetters: store, version: Version.current)
        metrics.collectPool(pool)
        let port: UInt16
        do {
            port = try server.start()
        } catch {
            throw StartError(description: "\(error)")
        }
        logger.info(
            "ready",
            [
                ("url", .string("http://\(settings.host):\(port)")), ("version", .string(Version.current)),
                ("postgres", .string(cluster == nil ? "external" : "private")),
                ("kafka", .string(settings.brokers ?? "off")),
            ])
        let consuming = consumer.map { consumer in Task { await consumer.run() } }
        let pruning = Task { await settings.retention.run(on: store, metrics: metrics, logger: logger) }
        let failure = await untilStopped(cluster, stop)
        pruning.cancel()
        consumer?.stop()
        await consuming?.value
        await pruning.value
        if await !server.drain(deadline: .seconds(10)) { logger.warning("some requests did not end in time") }
        if let failure { throw StartError(description: failure) }
        logger.info("stopped")
    }

    /// Waits for the signal; a private PostgreSQL that ends by itself raises it too, and is the failure returned.
    private func untilStopped(_ cluster: PrivateCluster?, _ stop: StopSignal) async -> String? {
        let failure = Failure()
        // Not a child task: it ends only with PostgreSQL, which is stopped long after this returns.
        Task {
            guard let exit = await cluster?.untilExit(), !stop.isRaised else { return }
            failure.text.withLock {
                $0 = "the private PostgreSQL ended by itself (\(exit)); its log is in the data directory"
            }
            stop.raise()
        }
        await stop.wait()
        return failure.text.withLock { $0 }
    }

    private final class Failure: Sendable {
        let text = Mutex<String?>(nil)
    }

    private var externalRegistry: ExternalRegistry? {
        settings.schemaRegistryURL.map { url in
            ExternalRegistry(url: url, client: HTTPClient(configuration: HTTPClientConfiguration()))
        }
    }

    private func consumer(
        _ store: PostgresStore, _ decoder: EnvelopeDecoder, _ model: MetadataModel, _ metrics: Metrics
    ) -> ProposalConsumer? {
        guard let brokers = settings.brokers else { return nil }
        let kafka = KafkaConfiguration(brokers: brokers, settings: settings.kafkaSettings)
        for warning in kafka.warnings { logger.warning(warning) }
        return ProposalConsumer(
            ConsumerConfiguration(
                kafka: kafka, group: settings.group, instance: settings.instance, topics: settings.topics),
            store: store, decoder: decoder, model: model, metrics: metrics, logger: logger)
    }

    private func httpServer(
        _ store: PostgresStore, _ decoder: EnvelopeDecoder, _ consumer: ProposalConsumer?, _ pool: PostgresPool,
        _ model: MetadataModel, _ metrics: Metrics, _ stop: StopSignal
    ) -> HTTPServer {
        let writer = MetadataWriter(model: model, store: store)
        var router = Router(problem: CatalogAPI.problemRenderer)
        CatalogAPI(
            services: CatalogAPI.Services(
                store: store, search: store, lineage: store, evidence: store, deadLetters: store, checker: store,
                replayer: DeadLetterReplay(decoder: decoder, model: model, store: store), writer: writer, model: model,
                metrics: metrics, logger: logger,
                readiness: { await Self.readiness(store, consumer, stop) })
        ).routes(into: &router)
        DataHubAPI(model: model, writer: writer, store: store, registry: store).addRoutes(to: &router)
        LineageInAPI(
            model: model, store: store, namespaces: settings.namespaces, retention: settings.retention, logger: logger
        ).addRoutes(to: &router)
        TrinoEvents(writer: writer, store: store, lineage: store, settings: settings.trino, logger: logger)
            .addRoutes(to: &router)
        var configuration = HTTPServerConfiguration()
        configuration.host = settings.host
        configuration.port = settings.port
        configuration.maximumBodyBytes = settings.maximumBodyBytes
        configuration.maximumConnections = settings.maximumConnections
        let observer = RequestObserver(metrics: metrics, logger: logger, logsAccess: settings.logsAccess)
        return HTTPServer(
            configuration: configuration, logger: logger, problem: CatalogAPI.problemRenderer,
            observer: observer.observe, handler: router.handle)
    }

    /// The database decides; Kafka's trouble is shown, but does not take reads away.
    private static func readiness(
        _ store: PostgresStore, _ consumer: ProposalConsumer?, _ stop: StopSignal
    ) async -> Readiness {
        var checks: [Readiness.Check] = []
        do {
            _ = try await store.position()
            checks.append(.init(name: "database", isHealthy: true, isRequired: true, detail: ""))
        } catch {
            // What the database says is for the log, not for whoever asks.
            checks.append(
                .init(name: "database", isHealthy: false, isRequired: true, detail: "the database does not answer"))
        }
        if stop.isRaised {
            checks.append(.init(name: "serving", isHealthy: false, isRequired: true, detail: "the server is stopping"))
        }
        if let status = consumer?.status {
            checks.append(
                .init(name: "kafka", isHealthy: status.trouble == nil, isRequired: false, detail: status.trouble ?? ""))
        }
        return Readiness(checks: checks)
    }

    static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }
}

extension Metrics {
    /// Registers what the connection pool is doing.
    fileprivate func collectPool(_ pool: PostgresPool) {
        collect(CatalogMetrics.databasePoolInUse) { [([], Double(pool.statistics.inUse))] }
        collect(CatalogMetrics.databasePoolIdle) { [([], Double(pool.statistics.idle))] }
        collect(CatalogMetrics.databasePoolWaitSeconds) { [([], pool.statistics.waitedSeconds)] }
    }
}
