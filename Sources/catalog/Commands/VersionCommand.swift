import Basics
import Kafka

extension Command {
    static let version = Command(
        name: "version",
        summary: "Show the version of this program and of the Kafka library it runs with.",
        run: { invocation in
            let json: JSON = [
                "catalog": .string(Version.current), "librdkafka": .string(KafkaConfiguration.libraryVersion),
            ]
            invocation.terminal.print(
                invocation.isJSON
                    ? json.text : "catalog \(Version.current) (librdkafka \(KafkaConfiguration.libraryVersion))")
            return .success
        })
}
