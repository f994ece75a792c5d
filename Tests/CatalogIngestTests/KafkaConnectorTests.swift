import Basics
import Foundation
import HTTPClient
import Kafka
import TestSupport
import Testing

@testable import CatalogIngest

/// The address that recordings of a registry are kept under.
private let registryURL = "http://registry:8081/apis/ccompat/v7"

/// A connector over a stand-in of a cluster and of a registry.
private func kafkaConnector(
    _ cluster: RecordedCluster, _ transport: any HTTPTransport, change: (inout KafkaSettings) -> Void = { _ in }
) throws -> KafkaConnector {
    var settings = KafkaSettings(kafka: KafkaConfiguration(brokers: "kafka:9092"))
    settings.registry = SchemaRegistryClient.Settings(url: registryURL)
    change(&settings)
    return try KafkaConnector(
        settings, cluster: cluster, sampler: nil,
        context: ConnectorContext(transport: { _ in transport }, pause: { _ in try Task.checkCancellation() }))
}

private func layout(_ name: String) -> KafkaTopicLayout { KafkaTopicLayout(name: name, replicas: [[1]]) }

@Suite("Kafka connector, a recorded Kafka 4.3 and registry")
struct KafkaConnectorTests {
    private func recorded() throws -> (cluster: RecordedCluster, registry: ReplayTransport) {
        let recording = try TestFiles.json("recordings/kafka-4.3.json")
        return (RecordedCluster(recording["cluster"] ?? .null), ReplayTransport(recording["registry"] ?? .null))
    }

    @Test("What the recorded cluster holds becomes the golden's aspects, the same each time")
    func golden() async throws {
        let (cluster, registry) = try recorded()
        let (first, report) = try await scan(try kafkaConnector(cluster, registry))
        let (second, _) = try await scan(try kafkaConnector(cluster, try recorded().registry))
        #expect(first == second)
        if TestFiles.isRecording { try TestFiles.write(document(first), to: "golden/kafka.json") }
        let golden = try TestFiles.json("golden/kafka.json")
        let found = document(first)
        #expect(found.objectValue?.names == golden.objectValue?.names)
        for member in golden.objectValue?.members ?? [] {
            #expect(found[member.name] == member.value, "\(member.name)")
        }
        #expect(report.skipped == 0 && report.failed == 0, "\(report.problems)")
    }

    @Test("Urns and aspects equal those of DataHub's source on the same cluster, but for the listed differences")
    func dataHub() async throws {
        let (cluster, registry) = try recorded()
        let (proposals, _) = try await scan(try kafkaConnector(cluster, registry) { $0.metadataOnly = true })
        let ours = document(proposals)
        let theirs = try TestFiles.json("recordings/datahub-kafka.json")
        // Difference 1: where an Avro schema refers to another, DataHub drops the whole topic.
        let dropped = "urn:li:dataset:(urn:li:dataPlatform:kafka,orders,PROD)"
        #expect(ours.objectValue?.names.filter { $0 != dropped } == theirs.objectValue?.names)
        #expect(ours[dropped] != nil)
        for urn in theirs.objectValue?.names ?? [] {
            for member in theirs[urn]?.objectValue?.members ?? [] {
                // Difference 2: it knows no TopicRecordNameStrategy as Confluent's serializers write it.
                if urn.contains("kafka,mixed-records,"), member.name == "datasetProperties" { continue }
                let own = ours[urn]?[member.name]
                if member.name == "schemaMetadata" {
                    #expect(own?["hash"] == member.value["hash"], "\(urn)")
                    #expect(own?["platformSchema"]?.contentDigest == member.value["platformSchema"]?.contentDigest)
                    #expect(
                        own?["fields"]?.arrayValue?.map { $0["fieldPath"]?.stringValue }
                            == member.value["fields"]?.arrayValue?.map { $0["fieldPath"]?.stringValue })
                } else {
                    #expect(
                        own?.contentDigest == member.value.contentDigest, "\(urn) \(member.name) \(own?.text ?? "")")
                }
            }
        }
        let orders = ours["urn:li:dataset:(urn:li:dataPlatform:kafka,orders,PROD)"]?["schemaMetadata"]?["fields"]
        #expect(
            orders?.arrayValue?.compactMap { $0["fieldPath"]?.stringValue }.contains(
                "[version=2.0].[type=Order].[type=Money].total.[type=bytes].amount") == true)
        #expect(
            ours["urn:li:dataset:(urn:li:dataPlatform:kafka,mixed-records,PROD)"]?["schemaMetadata"] != nil)
    }

    @Test("Internal topics are left out unless asked for; a group's readers and lag are told")
    func groups() async throws {
        let (cluster, registry) = try recorded()
        let (proposals, report) = try await scan(try kafkaConnector(cluster, registry))
        let found = document(proposals)
        #expect(found["urn:li:dataset:(urn:li:dataPlatform:kafka,_schemas,PROD)"] == nil)
        #expect((report.filtered["internal topics"] ?? 0) >= 1)
        let sink = found["urn:li:dataJob:(urn:li:dataFlow:(kafka,consumer-groups,PROD),lake-sink)"]
        #expect(
            sink?["dataJobInputOutput"]?["inputDatasets"] == [
                "urn:li:dataset:(urn:li:dataPlatform:kafka,orders,PROD)",
                "urn:li:dataset:(urn:li:dataPlatform:kafka,raw-json,PROD)",
            ])
        let orders = found["urn:li:dataset:(urn:li:dataPlatform:kafka,orders,PROD)"]
        #expect(orders?["datasetProfile"]?["rowCount"] == 200)
        #expect(orders?["operation"]?["customProperties"]?["lag of lake-sink"] != nil)
        let (_, _) = try await scan(
            try kafkaConnector(cluster, try recorded().registry) { $0.internalTopics = true })
    }

    @Test("What the account may not read is skipped and counted; the rest is written")
    func rights() async throws {
        let denied = KafkaError(code: 29, message: "not authorized")
        var cluster = RecordedCluster(layouts: [layout("a"), layout("b")])
        cluster.settings = [
            KafkaTopicSettings(topic: "a", settings: []), KafkaTopicSettings(topic: "b", settings: [], error: denied),
        ]
        cluster.hidden = [KafkaTopic(name: "secret", partitionCount: 0, error: denied)]
        cluster.listedGroups = [KafkaGroup(name: "g", state: "Stable")]
        cluster.committed = [KafkaGroupOffsets(group: "g", offsets: [:], error: KafkaError(code: 30, message: "no"))]
        let transport = memoryRegistry(["secret-value": "\"string\"", "gone-value": "\"string\""])
        let (proposals, report) = try await scan(try kafkaConnector(cluster, transport))
        let found = document(proposals)
        #expect(found["urn:li:dataset:(urn:li:dataPlatform:kafka,a,PROD)"]?["datasetProperties"] != nil)
        let other = found["urn:li:dataset:(urn:li:dataPlatform:kafka,b,PROD)"]
        #expect(other?["status"] != nil && other?["datasetProperties"] == nil)
        #expect(report.problems.map(\.object).sorted() == ["b", "consumer group g", "secret"])
        #expect(report.skipped == 3 && report.failed == 0)
    }

    @Test("A schema that cannot be read costs its topic's columns only")
    func brokenSchema() async throws {
        let cluster = RecordedCluster(layouts: [layout("bad"), layout("good"), layout("late")])
        let transport = memoryRegistry(["bad-value": "{\"type\":", "good-value": "\"string\""])
        let (proposals, report) = try await scan(try kafkaConnector(cluster, transport))
        let found = document(proposals)
        #expect(found["urn:li:dataset:(urn:li:dataPlatform:kafka,bad,PROD)"]?["schemaMetadata"] == nil)
        #expect(found["urn:li:dataset:(urn:li:dataPlatform:kafka,good,PROD)"]?["schemaMetadata"] != nil)
        #expect(found["urn:li:dataset:(urn:li:dataPlatform:kafka,late,PROD)"]?["status"] != nil)
        #expect(report.problems.map(\.object) == ["bad"])
        #expect(report.broken == 1 && report.exitStatus == .complete)
    }

    @Test("A registry that refuses or answers a page ends the check with what to do", arguments: [401, 200])
    func wrongRegistry(status: Int) async throws {
        let transport = ScriptedTransport { _, _ in
            HTTPClientResponse(status: status, headers: ["Content-Type": "text/html"], body: Array("<html>".utf8))
        }
        let connector = try kafkaConnector(RecordedCluster(), transport)
        let error = await thrown(IngestError.self) { try await connector.check() }
        #expect(error?.code == (status == 401 ? .access : .source))
        #expect(error?.message.contains("check the") == true)
    }

    @Test("Subjects of other topics are not taken for a topic's, and records of one topic stand beside each other")
    func subjects() {
        let subjects = KafkaSubjects(
            [
                "orders-archive-value", "orders-value", "events-com.x.A", "events-com.x.B-value", "events-eu-com.x.C",
                "com.x.D", "keys-com.x.K-key",
            ],
            topics: ["orders", "events", "events-eu", "keys", "free"], mapped: ["free-value": "com.x.D"])
        #expect(subjects.subject(ofTopic: "orders", isKey: false) == "orders-value")
        #expect(subjects.subject(ofTopic: "free", isKey: false) == "com.x.D")
        #expect(subjects.recordSubjects(ofTopic: "events", isKey: false).map(\.record) == ["com.x.A", "com.x.B"])
        #expect(subjects.recordSubjects(ofTopic: "events-eu", isKey: false).map(\.record) == ["com.x.C"])
        #expect(subjects.recordSubjects(ofTopic: "keys", isKey: true).map(\.record) == ["com.x.K"])
    }

    @Test("Settings that do not fit together are refused by name")
    func settings() throws {
        func refusal(_ values: [String: String]) throws -> String? {
            let configuration = try configuration(
                KafkaConnector.fields, ["brokers": "k:9092"].merging(values) { $1 })
            do {
                _ = try KafkaSettings(configuration)
                return nil
            } catch { return error.message }
        }
        #expect(try refusal([:]) == nil)
        #expect(try refusal(["user": "a"])?.contains("'password'") == true)
        #expect(
            try refusal(["user": "a", "password": "b", "security_protocol": "SSL"])?.contains("takes none") == true)
        #expect(try refusal(["security_protocol": "SASL_SSL"])?.contains("needs a 'user'") == true)
        #expect(try refusal(["security_protocol": "TLS"])?.contains("one of") == true)
        #expect(try refusal(["certificate_file": "c"])?.contains("'key_file'") == true)
        #expect(try refusal(["user": "a", "password": "b", "sasl_mechanism": "GSSAPI"])?.contains("SCRAM") == true)
        #expect(try refusal(["subjects": "orders=x"])?.contains("TOPIC-value=SUBJECT") == true)
        let login = try KafkaSettings(
            try configuration(KafkaConnector.fields, ["brokers": "k:9092", "user": "a", "password": "b"]))
        #expect(login.kafka.settings.contains { $0 == ("security.protocol", "SASL_SSL") })
        #expect(!"\(login.kafka)".contains("=b"))
    }
}
