import Basics
import Foundation
import HTTPClient
import Kafka
import TestSupport
import Testing

@testable import CatalogIngest

private let environment = TestFiles.environment
private let hasCluster = environment["CATALOG_TEST_KAFKA"] != nil
private let hasRegistry = hasCluster && environment["CATALOG_TEST_SCHEMA_REGISTRY"] != nil
private let hasSecurity = environment["CATALOG_TEST_KAFKA_SASL"] != nil
private let isOldLibrary = KafkaConfiguration.libraryVersion.split(separator: ".").compactMap { Int($0) }
    .lexicographicallyPrecedes([2, 6, 1])

/// Against the real cluster that `CATALOG_TEST_KAFKA` names, and the registry of `CATALOG_TEST_SCHEMA_REGISTRY`.
@Suite("A real Kafka and schema registry", .enabled(if: hasCluster), .serialized)
struct KafkaServerTests {
    private let brokers = environment["CATALOG_TEST_KAFKA"] ?? ""
    private let registry = environment["CATALOG_TEST_SCHEMA_REGISTRY"] ?? ""

    private func connector(
        _ values: [String: String], context: ConnectorContext = ConnectorContext()
    ) throws -> KafkaConnector {
        try KafkaConnector(
            try configuration(KafkaConnector.fields, ["brokers": brokers].merging(values) { $1 }), context: context)
    }

    private func register(_ subject: String, _ schema: String, type: String, references: JSON = []) async throws {
        var request = HTTPClientRequest(method: "POST", url: "\(registry)/subjects/\(percentEncoded(subject))/versions")
        request.headers["Content-Type"] = "application/vnd.schemaregistry.v1+json"
        request.body =
            (["schema": .string(schema), "schemaType": .string(type), "references": references] as JSON).bytes
        let response = try await HTTPClient(configuration: HTTPClientConfiguration()).send(request)
        try #require(response.status == 200, "\(response.text)")
    }

    @Test("Topics, settings, schemas of three languages, readers and lag are read", .enabled(if: hasRegistry))
    func read() async throws {
        let prefix = "it\(Int.random(in: 100_000...999_999))"
        let quiet = Logger(level: .error, sink: { _ in })
        let configuration = KafkaConfiguration(brokers: brokers)
        let admin = try KafkaAdmin(configuration, logger: quiet)
        let names = ["\(prefix).llm.events", "\(prefix).llm.metrics", "\(prefix).llm.traces", "\(prefix).dlq"]
        _ = try await admin.createTopics(
            names, partitions: 3, settings: [("retention.ms", "60000"), ("compression.type", "zstd")])
        try await register(
            "\(prefix).Model",
            #"{"type":"record","name":"Model","namespace":"ai.\#(prefix)","fields":[{"name":"name","type":"string"}]}"#,
            type: "AVRO")
        try await register(
            "\(names[0])-value",
            #"{"type":"record","name":"Event","namespace":"ai.\#(prefix)","doc":"One call","fields":[{"name":"model","type":"Model"}]}"#,
            type: "AVRO",
            references: [["name": .string("ai.\(prefix).Model"), "subject": .string("\(prefix).Model"), "version": 1]])
        try await register(
            "\(names[1])-value", #"{"title":"Metric","type":"object","properties":{"value":{"type":"number"}}}"#,
            type: "JSON")
        try await register(
            "\(names[2])-value", "syntax = \"proto3\";\npackage \(prefix);\nmessage Span { string id = 1; }\n",
            type: "PROTOBUF")
        let producer = try KafkaProducer(configuration, logger: quiet)
        _ = try await producer.produceMany(
            (0..<5).map { number in
                KafkaRecord(topic: names[3], partition: 0, value: Array("{\"n\":\(number),\"why\":\"bad\"}".utf8))
            })
        producer.close()
        let group = "\(prefix) grüppe \"x\", (y)"
        let consumer = try KafkaConsumer(configuration, group: group, logger: quiet)
        try await consumer.assign([KafkaPosition(names[3], 0, .at(2))])
        try await consumer.commit([KafkaPosition(names[3], 0, .at(2))], waiting: true)
        _ = await consumer.close()

        let connector = try connector([
            "schema_registry_url": registry, "topic_pattern": prefix, "group_pattern": prefix,
            "sample_messages": "10",
        ])
        try await connector.check()
        let (proposals, report) = try await scan(connector)
        let found = document(proposals)
        func topic(_ name: String) -> JSON? { found["urn:li:dataset:(urn:li:dataPlatform:kafka,\(name),PROD)"] }
        func paths(_ name: String) -> [String] {
            (topic(name)?["schemaMetadata"]?["fields"]?.arrayValue ?? []).compactMap { $0["fieldPath"]?.stringValue }
        }
        #expect(report.exitStatus == .complete, "\(report.problems)")
        let properties = topic(names[0])?["datasetProperties"]?["customProperties"]
        #expect(properties?["Partitions"] == "3" && properties?["retention.ms"] == "60000")
        #expect(properties?["compression.type"] == "zstd" && properties?["segment.ms"] == nil)
        #expect(topic(names[0])?["datasetProperties"]?["description"] == "One call")
        #expect(paths(names[0]).contains("[version=2.0].[type=Event].[type=Model].model.[type=string].name"))
        #expect(paths(names[1]) == ["[version=2.0].[type=Metric].[type=number].value"])
        #expect(paths(names[2]) == ["[version=2.0].[type=\(prefix)_Span].[type=string].id"])
        #expect(paths(names[3]).count == 2, "sampled")
        #expect(topic(names[3])?["datasetProfile"]?["rowCount"] == 5)
        #expect(topic(names[3])?["operation"]?["customProperties"]?["lag of \(group)"] == "3")
        let job = "urn:li:dataJob:(urn:li:dataFlow:(kafka,consumer-groups,PROD),\(EntityNames.encoded(group)))"
        #expect(found[job]?["dataJobInputOutput"]?["inputDatasets"]?.arrayValue?.count == 1)

        let (again, _) = try await scan(connector)
        #expect(again == proposals, "a second run gives the same aspects")
    }

    @Test(
        "CATALOG_RECORD=1 keeps what the seeded cluster tells, for the tests without one",
        .enabled(if: hasRegistry && TestFiles.isRecording))
    func record() async throws {
        let pattern = NamePattern(deny: ["bulk\\.topic\\.(0[1-9]|00[1-9])", "it[0-9]{6}\\.", "__"])
        let admin = try KafkaAdmin(
            KafkaConfiguration(brokers: brokers), logger: Logger(level: .error, sink: { _ in }))
        var cluster = try await RecordedCluster(recording: admin, topics: pattern)
        cluster.listedGroups.removeAll { !["lake-sink", "order-enricher"].contains($0.name) }
        let recorder = RecordingTransport(TransportSettings().client())
        var settings = KafkaSettings(kafka: KafkaConfiguration(brokers: brokers))
        settings.registry = SchemaRegistryClient.Settings(url: registry)
        let connector = try KafkaConnector(
            settings, cluster: cluster, sampler: nil, context: ConnectorContext(transport: { _ in recorder }))
        let (proposals, _) = try await scan(connector)
        #expect(!proposals.isEmpty)
        let kept = recorder.recording.text.replacingOccurrences(
            of: registry, with: "http://registry:8081/apis/ccompat/v7")
        try TestFiles.write(
            ["cluster": cluster.json, "registry": try JSON.parse(Array(kept.utf8))], to: "recordings/kafka-4.3.json")
    }

    @Test("A wrong address is told within seconds, with what to do")
    func wrongAddress() async throws {
        let begin = ContinuousClock.now
        let connector = try connector(["brokers": "127.0.0.1:1"])
        let error = await thrown(IngestError.self) { try await connector.check() }
        #expect(error?.code == .source)
        #expect(error?.message.contains("check the address") == true, "\(error?.message ?? "")")
        #expect(begin.duration(to: .now) < .seconds(25))
    }

    @Test(
        "PLAIN, TLS and mutual TLS log in; a wrong password and a foreign authority are refused",
        .enabled(if: hasSecurity))
    func security() async throws {
        let ca = environment["CATALOG_TEST_KAFKA_CA"] ?? ""
        let login = [
            "brokers": environment["CATALOG_TEST_KAFKA_SASL"] ?? "", "ca_file": ca,
            "user": environment["CATALOG_TEST_KAFKA_USER"] ?? "",
        ]
        let password = environment["CATALOG_TEST_KAFKA_PASSWORD"] ?? ""
        try await connector(login.merging(["password": password]) { $1 }).check()
        try await connector(["brokers": environment["CATALOG_TEST_KAFKA_TLS"] ?? "", "ca_file": ca]).check()
        try await connector([
            "brokers": environment["CATALOG_TEST_KAFKA_MTLS"] ?? "", "ca_file": ca,
            "certificate_file": environment["CATALOG_TEST_KAFKA_CERT"] ?? "",
            "key_file": environment["CATALOG_TEST_KAFKA_KEY"] ?? "",
        ]).check()
        let wrong = try connector(login.merging(["password": "wrong"]) { $1 })
        let refused = await thrown(IngestError.self) { try await wrong.check() }
        #expect(refused?.code == .access, "\(refused?.message ?? "")")
        #expect(refused?.message.contains("refuses the login") == true)
        let foreign = try connector([
            "brokers": environment["CATALOG_TEST_KAFKA_TLS"] ?? "",
            "ca_file": environment["CATALOG_TEST_KAFKA_FOREIGN_CA"] ?? "",
        ])
        let distrusted = await thrown(IngestError.self) { try await foreign.check() }
        #expect(distrusted?.message.lowercased().contains("certificate") == true, "\(distrusted?.message ?? "")")
    }

    @Test("A port that wants a certificate says so at once", .enabled(if: hasSecurity))
    func certificate() async throws {
        let connector = try connector([
            "brokers": environment["CATALOG_TEST_KAFKA_MTLS"] ?? "",
            "ca_file": environment["CATALOG_TEST_KAFKA_CA"] ?? "",
        ])
        let begin = ContinuousClock.now
        let error = await thrown(IngestError.self) { try await connector.check() }
        #expect(error?.code == .access && error?.message.contains("'certificate_file'") == true)
        #expect(begin.duration(to: .now) < .seconds(8), "\(error?.message ?? "")")
    }

    @Test("SCRAM logs in, or an old librdkafka says that it cannot", .enabled(if: hasSecurity))
    func scram() async throws {
        let connector = try connector([
            "brokers": environment["CATALOG_TEST_KAFKA_SASL"] ?? "",
            "ca_file": environment["CATALOG_TEST_KAFKA_CA"] ?? "",
            "user": environment["CATALOG_TEST_KAFKA_USER"] ?? "",
            "password": environment["CATALOG_TEST_KAFKA_PASSWORD"] ?? "", "sasl_mechanism": "SCRAM-SHA-512",
        ])
        guard isOldLibrary else { return try await connector.check() }
        let error = await thrown(IngestError.self) { try await connector.check() }
        #expect(error?.message.contains("2.6.1") == true, "\(error?.message ?? "")")
    }

    @Test("A reader sees what it may; what it may not is skipped and counted", .enabled(if: hasSecurity && hasRegistry))
    func reader() async throws {
        let connector = try connector([
            "brokers": environment["CATALOG_TEST_KAFKA_SASL"] ?? "",
            "ca_file": environment["CATALOG_TEST_KAFKA_CA"] ?? "",
            "user": environment["CATALOG_TEST_KAFKA_READER"] ?? "",
            "password": environment["CATALOG_TEST_KAFKA_READER_PASSWORD"] ?? "", "schema_registry_url": registry,
        ])
        let name = "secret.it\(Int.random(in: 100_000...999_999))"
        let admin = try KafkaAdmin(
            KafkaConfiguration(brokers: brokers), logger: Logger(level: .error, sink: { _ in }))
        _ = try await admin.createTopics([name], partitions: 1, settings: [])
        try await register("\(name)-value", "\"string\"", type: "AVRO")
        let (proposals, report) = try await scan(connector)
        #expect(proposals.contains { $0.urn.contains("kafka,orders,") })
        #expect(!proposals.contains { $0.urn.contains("kafka,\(name),") })
        #expect(report.problems.contains { $0.object == name && $0.kind == .skipped }, "\(report.problems)")
        #expect(report.failed == 0, "\(report.problems)")
        let access = try await connector.access()
        #expect(access.hidden.contains { $0.object == name && $0.reason.contains("grant DESCRIBE") })
        #expect(access.facts.contains("signed in as reader"))
    }
}
