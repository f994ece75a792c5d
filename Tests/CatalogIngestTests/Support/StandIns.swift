import Basics
import CatalogTestKit
import HTTPClient
import Kafka
import Postgres
import Testing

@testable import CatalogIngest

/// A source that stands in for a connector's own, small enough to be read many times.
struct StandIn: Sendable, CustomTestStringConvertible {
    /// How the source is met.
    enum Door: Sendable {
        case open
        /// The secret is refused.
        case locked
        /// Nobody listens.
        case gone
        /// Something else answers in its place.
        case page(HTTPClientResponse)
    }

    /// What a command line needs to come to the source.
    struct Entrance: Sendable {
        /// After `catalog ingest`, but for the destination.
        var arguments: [String]
        var transport: (any HTTPTransport)?
        var close: @Sendable () async throws -> Void = {}
    }

    var kind: String
    /// What lets us in; the source holds it in its content too.
    var secret: String
    /// Whether it answers over HTTP, so that a page may stand in its place.
    var isWeb = true
    /// The same source each time.
    var open: @Sendable (Door) async throws -> Entrance

    var testDescription: String { kind }
    /// What the command line's `--password-env SECRET` finds.
    var environment: [String: String] { ["SECRET": secret, "WRONG": "Wr0ng-pass-word"] }

    /// One for each connector; ``FleetTests`` fails where one is missing.
    static let all: [StandIn] = [.kafka, .mlflow, .postgres, .ray, .trino]
    static let web = all.filter(\.isWeb)
}

// MARK: Over HTTP

extension StandIn {
    private static func web(
        _ kind: String, secret: String, arguments: [String], source: @escaping @Sendable () -> any HTTPTransport
    ) -> StandIn {
        StandIn(kind: kind, secret: secret) { door in
            let transport: any HTTPTransport =
                switch door {
                case .open: source()
                case .locked:
                    ScriptedTransport { _, _ in HTTPClientResponse(status: 401, body: Array("no \(secret)".utf8)) }
                case .gone:
                    ScriptedTransport { _, _ throws(HTTPClientError) in
                        throw HTTPClientError.connect(host: "source", reason: "refused")
                    }
                case .page(let page): ScriptedTransport { _, _ in page }
                }
            return Entrance(arguments: [kind] + arguments, transport: transport)
        }
    }

    private static let mlflow = web(
        "mlflow", secret: "Ml-flow-t0ken",
        arguments: ["--tracking-uri", "http://source", "--token-env", "SECRET"]
    ) {
        // In steps: Swift 6.0 does not find the types of the whole in reasonable time.
        let experiments = [
            MLflowStandIn.experiment(1, "churn"), MLflowStandIn.experiment(2, "with Ml-flow-t0ken inside"),
        ]
        let runs = (0..<12).map { (number: Int) -> JSON in
            let start = Int64(1000 + number)
            return MLflowStandIn.run("r\(number)", in: number % 2 + 1, start: start, end: start + 1000)
        }
        return MLflowStandIn(.init(experiments: experiments, runs: runs))
    }

    private static let ray = web(
        "ray", secret: "R4y-dashboard-token", arguments: ["--dashboard", "http://source", "--token-env", "SECRET"]
    ) {
        ScriptedTransport { sent, _ in
            let jobs = (0..<8).map { number -> JSON in
                [
                    "type": "SUBMISSION", "submission_id": .string("job-\(number)"), "status": "SUCCEEDED",
                    "entrypoint": .string("python train\(number).py --token R4y-dashboard-token"),
                    "start_time": .int(Int64(1000 + number)), "end_time": .int(Int64(1500 + number)),
                ]
            }
            let version: JSON = ["version": "4", "ray_version": "2.60.0", "session_name": "session_1"]
            let body = sent.url.hasSuffix("/api/version") ? version : .array(jobs)
            return HTTPClientResponse(status: 200, headers: ["Content-Type": "application/json"], body: body.bytes)
        }
    }

    private static let trino = web(
        "trino", secret: "Tr1no-pass-word",
        arguments: ["--server", "http://source", "--user", "ana", "--password-env", "SECRET"]
    ) {
        MemoryTrino(
            .init(
                connectors: ["lake": "iceberg", "warehouse": "memory"],
                relations: [
                    "lake": (0..<8).map { .init(schema: $0 < 4 ? "a" : "b", name: "t\($0)") },
                    "warehouse": [
                        .init(schema: "main", name: "orders"),
                        .init(
                            schema: "main", name: "v", view: "SELECT id, name FROM orders -- Tr1no-pass-word",
                            plan: .success([["warehouse", "main", "orders"]])),
                    ],
                ]), authorization: "Basic YW5hOlRyMW5vLXBhc3Mtd29yZA==")
    }
}

// MARK: Kafka and PostgreSQL

extension StandIn {
    private static let kafka = StandIn(kind: "kafka", secret: "K4fka-pass-word") { door in
        var brokers = "stand-in:9093"
        var environment = "SECRET"
        var transport: any HTTPTransport = memoryRegistry(
            ["topic-0-value": "\"string\"", "topic-3-value": "\"string\""])
        switch door {
        case .open: break
        case .locked: environment = "WRONG"
        case .gone: brokers = "nowhere:9093"
        case .page(let page): transport = ScriptedTransport { _, _ in page }
        }
        var cluster = RecordedCluster(password: "K4fka-pass-word")
        for number in 0..<8 {
            let layout = KafkaTopicLayout(name: "topic-\(number)", replicas: [[1], [1]])
            cluster.layouts.append(layout)
            cluster.settings.append(
                KafkaTopicSettings(
                    topic: layout.name,
                    settings: [
                        KafkaSetting(name: "retention.ms", value: "1000", isOwn: false),
                        KafkaSetting(name: "follower.note", value: "K4fka-pass-word", isOwn: true),
                    ]))
            for partition in layout.partitions { (cluster.begins[partition], cluster.ends[partition]) = (0, 10) }
        }
        cluster.listedGroups = [KafkaGroup(name: "lake-sink", state: "Stable")]
        cluster.committed = [
            KafkaGroupOffsets(
                group: "lake-sink", offsets: [KafkaPartition("topic-1", 0): 4])
        ]
        MemoryKafka.clusters.update { $0["stand-in:9093"] = cluster }
        return Entrance(
            arguments: [
                "kafka", "--brokers", brokers, "--user", "ana", "--password-env", environment, "--schema-registry",
                "http://source",
            ], transport: transport)
    }

    /// A database of its own on a real server, which lets in its own account without a password.
    private static let postgres = StandIn(
        kind: "postgres", secret: "P0stgres-pass-word", isWeb: false, open: ownDatabase)

    // A function, not a closure: Swift 6.0 finds nothing asynchronous in the closure of a static constant.
    private static func ownDatabase(_ door: Door) async throws -> Entrance {
        let database = try await TestDatabase.fresh()
        let connection = try await PostgresConnection.connect(database.configuration)
        try await connection.runScript(
            """
            comment on schema public is 'kept by P0stgres-pass-word';
            create table a (id int primary key, note text default 'P0stgres-pass-word');
            create table b (id int references a);
            do $$ begin for n in 1..12 loop execute format('create table t%s (id int)', n); end loop; end $$;
            create view v as select id, note || ' P0stgres-pass-word' as n from a;
            create procedure p() language sql as $$ select 'P0stgres-pass-word' $$;
            """)
        await connection.close()
        var more: [String] = []
        switch door {
        case .locked: more = ["user=nobody_of_this_name"]
        case .gone: more = ["host=127.0.0.1", "port=1"]
        case .open, .page: break
        }
        return Entrance(
            arguments: ["postgres", "--url", address(of: database, more), "--password-env", "SECRET"],
            close: { try await database.drop() })
    }

    /// The URL of a test's database, with other parameters in place of its own.
    static func address(of database: TestDatabase, _ parameters: [String]) -> String {
        let connection = database.configuration.connection.reveal()
        if let scheme = connection.firstRange(of: "://") {
            let rest = connection[scheme.upperBound...]
            let own = rest.drop { $0 != "?" }.dropFirst().split(separator: "&").map(String.init)
            let authority = rest.prefix { $0 != "/" && $0 != "?" }
            return "postgresql://\(authority)/\(database.name)?\((own + parameters).joined(separator: "&"))"
        }
        let own = connection.split(separator: " ").map(String.init).filter { pair in
            let name = pair.prefix { $0 != "=" }
            return name != "dbname" && !parameters.contains { $0.hasPrefix("\(name)=") }
        }
        return "postgresql:///\(database.name)?\((own + parameters).joined(separator: "&"))"
    }
}
