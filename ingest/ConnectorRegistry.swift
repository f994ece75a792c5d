/// Every connector that a recipe or command line may name: one line each, sorted.
public enum ConnectorRegistry {
    public static let all: [any Connector.Type] = [
        KafkaConnector.self,
        MLflowConnector.self,
        PostgresConnector.self,
        RayConnector.self,
        TrinoConnector.self,
    ]

    /// The connector of a kind, e.g. `trino`.
    public static func connector(_ kind: String) -> (any Connector.Type)? { all.first { $0.kind == kind } }
}
