import Basics
import HTTPClient
import Kafka

@testable import CatalogIngest

/// The Kafka connector as the command line makes it, over a cluster in memory.
struct MemoryKafka: Connector {
    static let kind = KafkaConnector.kind
    static let summary = KafkaConnector.summary
    static let fields = KafkaConnector.fields

    /// Clusters by the address that a command line gives.
    static let clusters = Locked<[String: RecordedCluster]>([:])

    private let connector: KafkaConnector

    init(_ configuration: ConnectorConfiguration, context: ConnectorContext) throws(IngestError) {
        let settings = try KafkaSettings(configuration)
        var cluster = MemoryKafka.clusters.value[settings.kafka.brokers] ?? RecordedCluster(failure: .unreachable)
        let password = settings.kafka.settings.first { $0.0 == "sasl.password" }?.1
        if let wanted = cluster.password, wanted != password {
            cluster.failure = KafkaError(code: -169, message: "SASL authentication failed for \(password ?? "nobody")")
        }
        connector = try KafkaConnector(settings, cluster: cluster, sampler: nil, context: context)
    }

    func check() async throws(IngestError) { try await connector.check() }
    func access() async throws(IngestError) -> AccessReport { try await connector.access() }
    func scan(into run: Run) async throws(IngestError) { try await connector.scan(into: run) }
}

extension KafkaError {
    /// What librdkafka says where no broker answers.
    static var unreachable: KafkaError { KafkaError(code: -187, message: "1/1 brokers are down") }
}

/// A registry that answers from a table of subjects.
func memoryRegistry(_ subjects: [String: String], type: String = "AVRO") -> ScriptedTransport {
    ScriptedTransport { sent, _ in
        func answer(_ json: JSON, _ status: Int = 200) -> HTTPClientResponse {
            HTTPClientResponse(status: status, headers: ["Content-Type": "application/json"], body: json.bytes)
        }
        if sent.url.contains("/subjects?") {
            let page = subjects.keys.sorted().dropFirst(parameter("offset", of: sent.url)).prefix(
                parameter("limit", of: sent.url))
            return answer(.array(page.map { .string($0) }))
        }
        for (subject, text) in subjects where sent.url.contains("/subjects/\(percentEncoded(subject))/versions/") {
            return answer([
                "subject": .string(subject), "version": 1, "id": 1, "schema": .string(text),
                "schemaType": .string(type),
            ])
        }
        return answer(["error_code": 40401, "message": "not there"], 404)
    }
}

/// A number of a URL's query; 0 where it has none of this name.
private func parameter(_ name: String, of url: String) -> Int {
    let pairs = url.split(separator: "?").last?.split(separator: "&") ?? []
    return pairs.first { $0.hasPrefix("\(name)=") }.flatMap { Int($0.dropFirst(name.count + 1)) } ?? 0
}
