import Basics
import Kafka

extension Command {
    static let devBroker = Command(
        name: "dev-broker",
        summary: "Run a Kafka broker for trying things out; it keeps nothing.",
        flags: [
            Flag(
                name: "topics", value: "NAMES",
                help: "Topics to make, with commas and one partition each (default DataHub's five).",
                isRepeatable: true)
        ],
        discussion:
            "librdkafka's mock cluster in a process of its own. Topics, messages and offsets live in memory and go when it\n"
            + "ends, and of each partition only the last 5 MiB or 100,000 messages stay. It knows no log-in and no TLS.",
        examples: [
            .init("catalog dev-broker", "prints its address, and runs until Ctrl-C"),
            .init("CATALOG_KAFKA_BROKERS=127.0.0.1:PORT catalog serve", "a server that reads from it"),
        ],
        run: { try await DevelopmentBroker.run($0) })
}

private enum DevelopmentBroker {
    private static let topics = [
        "MetadataChangeProposal_v1", "MetadataChangeEvent_v4", "MetadataChangeLog_Versioned_v1",
        "MetadataChangeLog_Timeseries_v1", "PlatformEvent_v1",
    ]

    static func run(_ invocation: Invocation) async throws(CommandFailure) -> CommandStatus {
        let stop = StopSignal.onTermination()
        let named = invocation.values("topics")
        let topics = named.isEmpty ? Self.topics : named
        let cluster: MockCluster
        do {
            cluster = try MockCluster()
            for topic in topics { try cluster.createTopic(topic, partitions: 1) }
        } catch {
            throw CommandFailure("the broker does not start: \(error)")
        }
        let address = cluster.bootstrapServers
        let summary: JSON = ["brokers": .string(address), "topics": .array(topics.map(JSON.string))]
        invocation.terminal.print(
            invocation.isJSON
                ? summary.text
                : """
                Development broker on \(address). It keeps nothing: its messages are gone when it ends.

                  export CATALOG_KAFKA_BROKERS=\(address)

                Topics: \(topics.joined(separator: ", ")). Ctrl-C ends it.
                """)
        await stop.wait()
        withExtendedLifetime(cluster) {}
        return .success
    }
}
