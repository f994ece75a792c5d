import Basics
import CatalogTestKit
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

    @Test(
        "Check tells what a run will not see: refused settings, groups and hidden topics, schemas that cannot be read")
    func access() async throws {
        let denied = KafkaError(code: 29, message: "not authorized")
        var cluster = RecordedCluster(layouts: [layout("a"), layout("b"), layout("_internal")])
        cluster.settings = [
            KafkaTopicSettings(topic: "a", settings: []), KafkaTopicSettings(topic: "b", settings: [], error: denied),
        ]
        cluster.hidden = [KafkaTopic(name: "secret", partitionCount: 0, error: denied)]
        cluster.listedGroups = [KafkaGroup(name: "g", state: "Stable")]
        cluster.committed = [KafkaGroupOffsets(group: "g", offsets: [:], error: KafkaError(code: 30, message: "no"))]
        let transport = memoryRegistry(["secret-value": "\"string\"", "a-value": "{\"type\":"])
        let report = try await kafkaConnector(cluster, transport) { $0.user = "ana" }.access()
        #expect(report.hidden.map(\.object).sorted() == ["b", "consumer group g", "secret"])
        #expect(report.hidden.contains { $0.reason.contains("DESCRIBE_CONFIGS") })
        #expect(report.facts.contains("signed in as ana"))
        #expect(report.facts.contains("3 topics, 2 of them wanted by the recipe"))
        #expect(report.facts.contains { $0.hasPrefix("a will have no columns") }, "\(report.facts)")
    }

    @Test("A topic that is deleted while it is read is told and left out, and nothing counts as lost")
    func vanished() async throws {
        var cluster = RecordedCluster(layouts: [layout("here"), layout("gone")])
        cluster.settings = [
            KafkaTopicSettings(topic: "here", settings: []),
            KafkaTopicSettings(topic: "gone", settings: [], error: KafkaError(code: 3, message: "unknown")),
        ]
        let (proposals, report) = try await scan(try kafkaConnector(cluster, memoryRegistry([:])))
        #expect(Set(proposals.map(\.urn)) == ["urn:li:dataset:(urn:li:dataPlatform:kafka,here,PROD)"])
        #expect(report.exitStatus == .complete && report.notes.contains { $0.hasPrefix("gone was deleted") })
    }

    @Test("An interrupted run is gone on with after the last place: what was written is not asked for again")
    func resume() async throws {
        var cluster = RecordedCluster()
        for number in 0..<1200 {
            let topic = layout("t\(10000 + number)")
            cluster.layouts.append(topic)
            cluster.settings.append(KafkaTopicSettings(topic: topic.name, settings: []))
        }
        MemoryKafka.clusters.update { $0["long:9092"] = cluster }
        let registry = memoryRegistry(
            Dictionary(uniqueKeysWithValues: cluster.layouts.map { ("\($0.name)-value", "\"string\"") }))
        var session = Session()
        session.connectors = [MemoryKafka.self]
        session.source = registry
        let arguments = ["kafka", "--brokers", "long:9092", "--schema-registry", "http://r", "--to", "http://c"]
        // Six aspects a topic, 200 a request: the run dies between the second place and the end.
        session.catalog.die(after: 34)
        #expect(await session.run(arguments) == .partial, "\(session.err)")
        session.catalog.die(after: nil)
        let asked = registry.sent.count
        #expect(await session.run(arguments) == .complete, "\(session.err)")
        #expect(session.err.contains("1000 topics are done"), "\(session.err)")
        #expect(registry.sent.count - asked < 210)
        #expect(session.catalog.content.count == 1200)
        let versions = session.catalog.versions
        #expect(await session.run(arguments) == .complete)
        #expect(session.catalog.versions == versions)
        #expect(!session.catalog.content.values.contains { $0["status"]?["removed"] == true })
    }

    @Test("When a topic was last written is found to the millisecond, in few questions, from what brokers tell")
    func latestTimes() async throws {
        let now: Int64 = 1_795_000_000_000
        var generator = SeededGenerator(seed: 6)
        var cluster = RecordedCluster()
        var expected: [String: Int64] = [:]
        let questions = Locked(0)
        cluster.questions = questions
        for topic in 0..<40 {
            for partition in 0..<4 {
                let ages: [Int64] = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
                    Int64.random(in: 0...(1 << Int64.random(in: 0...40, using: &generator)), using: &generator)
                }
                cluster.times[KafkaPartition("t\(topic)", Int32(partition))] = ages.map { now - 1 - $0 }.sorted()
                for age in ages { expected["t\(topic)"] = max(expected["t\(topic)"] ?? 0, now - 1 - age) }
            }
        }
        let ahead = KafkaPartition("ahead", 0)
        cluster.times[ahead] = [now + 5000]
        expected["ahead"] = now
        cluster.times[KafkaPartition("without times", 0)] = [-1]
        var partitions = Array(cluster.times.keys)
        partitions.append(KafkaPartition("silent", 0))
        let found = try await KafkaLatestTimes(cluster: cluster, timeout: .seconds(1)).read(partitions, now: now)
        #expect(found == expected)
        #expect(questions.value < 70)
    }

    @Test("Lag is told with the time of the newest message, and not at all where nobody knows that")
    func lag() async throws {
        var cluster = RecordedCluster(layouts: [layout("known"), layout("unknown")])
        cluster.settings = cluster.layouts.map { KafkaTopicSettings(topic: $0.name, settings: []) }
        cluster.listedGroups = [KafkaGroup(name: "g", state: "Stable")]
        cluster.committed = [
            KafkaGroupOffsets(group: "g", offsets: [KafkaPartition("known", 0): 1, KafkaPartition("unknown", 0): 1])
        ]
        for topic in cluster.layouts {
            (cluster.begins[topic.partitions[0]], cluster.ends[topic.partitions[0]]) = (0, 4)
        }
        cluster.times = [KafkaPartition("known", 0): [1000, 5000, 3000]]
        let run = Run(identity: RunIdentity(runID: "test", started: 9_000_000), sink: CollectingSink())
        let connector = try kafkaConnector(cluster, memoryRegistry([:]))
        let activity = await connector.readActivity(cluster.layouts, facts: ["known", "unknown"], run)
        let mapping = KafkaMapping(env: "PROD", instance: nil)
        let facts = mapping.facts(ofTopic: "known", at: 9_000_000, activity: activity, columns: 0)
        let operation = facts.first { $0.aspectName == "operation" }?.value
        #expect(operation?["lastUpdatedTimestamp"] == 5000 && operation?["timestampMillis"] == 9_000_000)
        #expect(operation?["customProperties"]?["lag of g"] == "3")
        let others = mapping.facts(ofTopic: "unknown", at: 9_000_000, activity: activity, columns: 0)
        #expect(others.map(\.aspectName) == ["datasetProfile"])
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

    @Test("Branches of a union that come to the same path are one field, as a catalog wants it")
    func samePath() async throws {
        let text = """
            {"title":"T","type":"object","properties":{"v":{"oneOf":[
                {"anyOf":[{"type":"string"},{"type":"string"}]},{"type":"object","properties":{"a":{"type":"string"}}},
                {"type":"object","properties":{"a":{"type":"string"}}}]}}}
            """
        let cluster = RecordedCluster(layouts: [layout("t")])
        let (proposals, _) = try await scan(
            try kafkaConnector(cluster, memoryRegistry(["t-value": text], type: "JSON")))
        let fields = proposals.first { $0.aspectName == "schemaMetadata" }?.value["fields"]?.arrayValue ?? []
        let paths = fields.compactMap { $0["fieldPath"]?.stringValue }
        #expect(paths.count > 3 && Set(paths).count == paths.count, "\(paths)")
    }

    @Test(
        "A registry without pages whose list of subjects is cut is asked by name for what is missing",
        arguments: [1000, 3000])
    func cutList(limit: Int) async throws {
        var subjects: [String: String] = ["t0-value": "\"string\"", "t1-value": "{\"type\":", "t1-key": "\"long\""]
        for number in 0..<limit { subjects["a\(10_000 + number)-value"] = "\"string\"" }
        let whole = memoryRegistry(subjects)
        let listed = subjects.keys.sorted().prefix(limit)
        let transport = ScriptedTransport { sent, _ throws(HTTPClientError) in
            guard sent.url.contains("/subjects?") else { return try whole.answer(sent, 0) }
            return HTTPClientResponse(
                status: 200, headers: ["Content-Type": "application/json"],
                body: JSON.array(listed.map { .string($0) }).bytes)
        }
        let cluster = RecordedCluster(layouts: [layout("a10000"), layout("t0"), layout("t1"), layout("t2")])
        let (proposals, report) = try await scan(try kafkaConnector(cluster, transport))
        let read = proposals.filter { $0.aspectName == "schemaMetadata" }.map(\.urn)
        #expect(read.count == 2 && read.contains { $0.contains("kafka,t0,") })
        #expect(report.problems.map(\.object) == ["t1"])
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
