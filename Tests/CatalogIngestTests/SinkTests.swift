import Avro
import Basics
import CatalogSchema
import Foundation
import HTTPClient
import Kafka
import TestSupport
import Testing

@testable import CatalogIngest

@Suite("Sinks")
struct SinkTests {
    private func source(_ name: String, _ scopes: [String: [String]]) {
        ListConnector.sources.update { $0[name] = .init(scopes: scopes) }
    }

    private func folder() throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "catalog-sink-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder.path
    }

    @Test("A file holds a JSON array of proposals in the form of DataHub's file sink, and appears whole")
    func file() async throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        source("file", ["a": ["a0", "ü \"quoted\"\n"]])
        let session = Session()
        #expect(await session("list", "--source", "file", "--to", "\(folder)/out.json", "--json") == .complete)
        #expect(session.out == #"{"seen":4,"written":4,"unchanged":0,"skipped":0,"failed":0}"# + "\n")
        let content = try JSON.parse(Array(try Data(contentsOf: URL(filePath: "\(folder)/out.json"))))
        let proposals = try #require(content.arrayValue)
        #expect(proposals.count == 4)
        #expect(proposals[0]["entityType"] == "dataset" && proposals[0]["changeType"] == "UPSERT")
        #expect(proposals[0]["aspect"]?["json"]?["name"] == "a0")
        #expect(proposals[2]["entityUrn"]?.stringValue == ListConnector.urn("ü \"quoted\"\n"))
        #expect(proposals[0]["systemMetadata"]?["runId"]?.stringValue?.hasPrefix("list-") == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["out.json"])
    }

    @Test("An empty source gives an empty array; a place that cannot be written is named before anything is read")
    func emptyFile() async throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        source("empty", [:])
        #expect(await Session()("list", "--source", "empty", "--to", "\(folder)/out.json") == .complete)
        #expect(try JSON.parse(Array(try Data(contentsOf: URL(filePath: "\(folder)/out.json")))) == [])
        let session = Session()
        #expect(await session("list", "--source", "empty", "--to", "\(folder)/no/out.json") == .notStarted)
        #expect(session.err.contains("cannot be written"))
    }

    @Test("A run that breaks off leaves the file that was there, and nothing beside it; --check and --dry-run neither")
    func brokenOff() async throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = "\(folder)/out.json"
        try Data("[1]".utf8).write(to: URL(filePath: path))
        source("broken-off", ["a": (0..<10).map { "f\($0)" }])
        let cancelled = Locked<Task<IngestExit, Never>?>(nil)
        let isSet = AsyncStream<Void>.makeStream()
        ListConnector.sources.update {
            $0["broken-off"]?.beforeScope = { _ in
                for await _ in isSet.stream { break }
                cancelled.value?.cancel()
            }
        }
        let session = Session()
        let running = Task { await session("list", "--source", "broken-off", "--to", path, "--json") }
        cancelled.update { $0 = running }
        isSet.continuation.yield()
        #expect(await running.value == .partial)
        #expect(session.out.contains(#""error":"the run was cancelled""#), "\(session.out)")
        source("broken-off", ["a": ["f0"]])
        #expect(await session("list", "--source", "broken-off", "--to", path, "--check") == .complete)
        #expect(await session("list", "--source", "broken-off", "--to", path, "--dry-run") == .complete)
        #expect(session.out.contains("only a catalog tells what a run would change"))
        #expect(try Data(contentsOf: URL(filePath: path)) == Data("[1]".utf8))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["out.json"])
    }

    @Test("With --state-dir a file's pipeline remembers what existed; an interrupted one begins from the start")
    func stateDirectory() async throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let names = (0..<10).map { "s\($0)" }
        source("state", ["a": names])
        let arguments = ["list", "--source", "state", "--to", "\(folder)/out.json", "--state-dir", "\(folder)/state"]
        #expect(await Session().run(arguments) == .complete)
        source("state", ["a": Array(names.dropLast())])
        #expect(await Session().run(arguments) == .complete)
        let content = try JSON.parse(Array(try Data(contentsOf: URL(filePath: "\(folder)/out.json"))))
        let removed = content.arrayValue?.filter { $0["aspect"]?["json"]?["removed"] == true }
        #expect(removed?.map { $0["entityUrn"] } == [.string(ListConnector.urn("s9"))])
        let file = try #require(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/state").first)
        try Data("{".utf8).write(to: URL(filePath: "\(folder)/state/\(file)"))
        let session = Session()
        #expect(await session.run(arguments) == .notStarted)
        #expect(session.err.contains("move it away"))
    }

    @Test("Kafka gets JSON keyed by entity, a mock cluster")
    func kafka() async throws {
        let cluster = try MockCluster()
        try cluster.createTopic("MetadataChangeProposal_v1", partitions: 3)
        source("kafka", ["a": (0..<1200).map { "k\($0)" }])
        let session = Session()
        let status = await session("list", "--source", "kafka", "--to", "kafka://\(cluster.bootstrapServers)", "--json")
        #expect(status == .complete, "\(session.err)")
        #expect(session.out == #"{"seen":2400,"written":2400,"unchanged":0,"skipped":0,"failed":0}"# + "\n")
        let records = try await self.records(of: cluster, "MetadataChangeProposal_v1")
        let proposals = records.compactMap { try? JSON.parse($0.value ?? []) }
        #expect(proposals.count == records.count)
        let content = proposals.filter { $0["entityType"] == "dataset" }
        #expect(content.count == 2400)
        for (record, proposal) in zip(records, proposals) {
            #expect(record.key.map { String(decoding: $0, as: UTF8.self) } == proposal["entityUrn"]?.stringValue)
        }
        let value = content.first?["aspect"]?["value"]?.stringValue ?? ""
        #expect(try JSON.parse(Array(value.utf8))["name"]?.stringValue?.hasPrefix("k") == true)
    }

    @Test("With a schema registry Kafka gets Avro in Confluent's frame, a mock cluster and a stand-in registry")
    func avro() async throws {
        let cluster = try MockCluster()
        try cluster.createTopic("mcp", partitions: 1)
        source("avro", ["a": ["x"]])
        var session = Session()
        session.source = ScriptedTransport { sent, _ in
            let isRight =
                sent.url == "http://registry:8081/subjects/mcp-value/versions" && sent.method == "POST"
                && sent.body.contains("MetadataChangeProposal")
            return HTTPClientResponse(
                status: isRight ? 200 : 404, headers: ["Content-Type": "application/json"],
                body: Array("{\"id\":7}".utf8))
        }
        let to = "kafka://\(cluster.bootstrapServers)/mcp?schema-registry=http%3A%2F%2Fregistry%3A8081"
        #expect(await session("list", "--source", "avro", "--to", to) == .complete, "\(session.err)")
        let records = try await self.records(of: cluster, "mcp")
        let schema = try AvroSchema.parse(try #require(SchemaFiles.envelope("MetadataChangeProposal")))
        var names: [String] = []
        for record in records {
            let frame = try ConfluentFrame(record.value ?? [])
            #expect(frame.schemaID == 7)
            let value = try AvroDecoder.decode(frame.payload, schema: schema)
            names.append(value["aspectName"]?.stringValue ?? "")
            #expect(value["changeType"]?.stringValue == "UPSERT")
            #expect(value["systemMetadata"]?.unwrapped["runId"]?.stringValue?.hasPrefix("list-") == true)
        }
        #expect(names.contains("datasetProperties") && names.contains("dataHubExecutionRequestResult"))
    }

    @Test(
        "A destination that cannot be used ends with 2 and a sentence",
        arguments: [
            ("kafka://127.0.0.1:1?topik=x", "did you mean 'topic'?"), ("kafka:///x", "names no brokers"),
            ("kafka://u:p@h:1", "names no brokers"), ("localhost:8080", "must be a URL"),
            ("ftp://x", "must be a URL"),
        ])
    func mistakes(destination: String, hint: String) async {
        let session = Session()
        #expect(await session("list", "--source", "none", "--to", destination) == .notStarted)
        #expect(session.err.contains(hint), "\(session.err)")
    }

    @Test("A topic that does not exist is named before anything is read, a mock cluster")
    func noTopic() async throws {
        let cluster = try MockCluster()
        cluster.setTopicError("nowhere", 3)
        let session = Session()
        let status = await session("list", "--source", "none", "--to", "kafka://\(cluster.bootstrapServers)/nowhere")
        #expect(status == .notStarted)
        #expect(session.err.contains("the topic 'nowhere' cannot be used"), "\(session.err)")
    }

    /// All records of a topic.
    private func records(of cluster: MockCluster, _ topic: String) async throws -> [KafkaMessage] {
        let configuration = KafkaConfiguration(brokers: cluster.bootstrapServers)
        let admin = try KafkaAdmin(configuration, logger: Logger(level: .error))
        let partitions = try await admin.topics([topic]).first?.partitions ?? []
        var expected: Int64 = 0
        for partition in partitions { expected += try await admin.watermarks(partition).high }
        let consumer = try KafkaConsumer(configuration, group: "test", logger: Logger(level: .error))
        try await consumer.assign(partitions.map { KafkaPosition($0, .beginning) })
        var records: [KafkaMessage] = []
        let deadline = ContinuousClock.now + .seconds(20)
        while records.count < expected, ContinuousClock.now < deadline {
            if case .messages(let messages) = try await consumer.poll(wait: .milliseconds(200)) { records += messages }
        }
        _ = await consumer.close()
        #expect(records.count == expected)
        return records
    }
}
