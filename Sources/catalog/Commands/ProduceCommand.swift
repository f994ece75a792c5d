import Basics
import Kafka

extension Command {
    static let produce = Command(
        name: "produce",
        summary: "Send the lines of a file to Kafka as metadata change proposals.",
        arguments: [.init(name: "FILE", help: "One JSON object a line; '-' reads standard input.")],
        flags: [
            Flag(
                name: "brokers", value: "ADDR", help: "Kafka's bootstrap addresses, host:port.", setting: .kafkaBrokers),
            Flag(
                name: "topic", value: "TOPIC", help: "Where to send (default MetadataChangeProposal_v1).",
                setting: .kafkaTopicProposals),
            Flag(
                name: "create-topic", value: "N",
                help: "Create the topic with N partitions first, where it does not exist."),
        ],
        discussion:
            "Each record's key is its entityUrn, so that what concerns one entity stays in order. The file is read "
            + "before anything is sent; the command ends when the brokers have every record.",
        examples: [
            .init("catalog produce changes.jsonl --brokers 127.0.0.1:9092", "a file"),
            .init("catalog produce changes.jsonl --create-topic 4", "to a topic that may not exist yet"),
            .init("jq -c .[] all.json | catalog produce -", "from a pipe, to CATALOG_KAFKA_BROKERS"),
        ],
        run: { try await Production.run($0) })
}

private enum Production {
    /// Records handed over together; bounds what waits for delivery at one time.
    private static let chunk = 1000

    static func run(_ invocation: Invocation) async throws(CommandFailure) -> CommandStatus {
        let configuration = try invocation.configuration()
        guard let brokers = configuration.text(.kafkaBrokers) else {
            throw CommandFailure(
                "no broker is named",
                hint: "--brokers HOST:PORT or CATALOG_KAFKA_BROKERS; 'catalog dev-broker' runs one for trying out.",
                status: .usage)
        }
        let topic = configuration.text(.kafkaTopicProposals) ?? ""
        let partitions = try partitions(invocation.value("create-topic"))
        let records = try records(invocation.arguments[0], topic: topic)
        let begin = monotonicNanoseconds()
        do {
            let kafka = KafkaConfiguration(brokers: brokers, settings: configuration.kafkaSettings)
            if let partitions { try await create(topic, partitions: partitions, kafka) }
            let producer = try KafkaProducer(kafka, logger: Logger(level: .error))
            for start in stride(from: 0, to: records.count, by: chunk) {
                try await producer.produceMany(Array(records[start..<min(start + chunk, records.count)]))
            }
        } catch {
            throw CommandFailure(
                "\(brokers) did not take the records: \(error)",
                hint: "Some may have been taken; sending them again does no harm.")
        }
        let seconds = Double(monotonicNanoseconds() &- begin) / 1_000_000_000
        let summary: JSON = [
            "records": .int(Int64(records.count)), "topic": .string(topic), "seconds": .double(seconds),
        ]
        invocation.terminal.print(
            invocation.isJSON
                ? summary.text
                : "\(counted(Int64(records.count), "record")) delivered to \(topic) in \(rounded(seconds)) s.")
        return .success
    }

    private static func partitions(_ text: String?) throws(CommandFailure) -> Int? {
        guard let text else { return nil }
        guard let count = Int(text), (1...10_000).contains(count) else {
            throw CommandFailure("--create-topic must be an integer from 1 to 10000, found '\(text)'", status: .usage)
        }
        return count
    }

    private static func create(_ topic: String, partitions: Int, _ kafka: KafkaConfiguration) async throws(KafkaError) {
        let admin = try KafkaAdmin(kafka, logger: Logger(level: .error))
        // librdkafka's mock cluster never answers a request for topics, and makes them by itself.
        guard !MockCluster.isMock(clusterID: try await admin.clusterID()) else { return }
        _ = try await admin.createTopics([topic], partitions: partitions)
    }

    private static func records(_ file: String, topic: String) throws(CommandFailure) -> [KafkaRecord] {
        guard let bytes = contents(of: file) else { throw CommandFailure("'\(file)' cannot be read") }
        var records: [KafkaRecord] = []
        for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            guard line.contains(where: { $0 > 0x20 }) else { continue }
            let value = Array(line)
            let json: JSON
            do {
                json = try JSON.parse(value)
            } catch {
                throw CommandFailure("line \(index + 1) of '\(file)' is no JSON: \(error)", hint: "Nothing was sent.")
            }
            guard json.objectValue != nil else {
                throw CommandFailure(
                    "line \(index + 1) of '\(file)' is \(json.kindName), expected an object", hint: "Nothing was sent.")
            }
            let key = json["entityUrn"]?.stringValue.map { Array($0.utf8) }
            records.append(KafkaRecord(topic: topic, key: key, value: value))
        }
        return records
    }

    private static func rounded(_ seconds: Double) -> String {
        let hundredths = Int64((seconds * 100).rounded())
        let fraction = String(hundredths % 100)
        return "\(hundredths / 100).\(fraction.count == 1 ? "0" : "")\(fraction)"
    }
}
