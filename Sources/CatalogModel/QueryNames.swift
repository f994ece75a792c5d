import Basics

/// Urns of what an engine's queries are in the catalog, the same whoever tells of a query: the engine's events, or its history.
public struct QueryNames: Sendable, Hashable {
    /// `trino`.
    public var platform: String
    /// DataHub's fabric, `PROD`.
    public var env: String
    public var instance: String?

    public init(platform: String, env: String, instance: String?) {
        self.platform = platform
        self.env = env
        self.instance = instance
    }

    /// The flow of all queries of the cluster.
    public var flow: String {
        "urn:li:dataFlow:(\(platform),\(Urn.part(instance.map { $0 + "." } ?? ""))queries,\(env))"
    }

    /// What a statement is as a job. Names without catalog or schema depend on the session, so one text may stand for several.
    ///
    /// - Parameters:
    ///   - statement: The digest of its text without literals.
    ///   - output: The urn of the dataset that it writes.
    ///   - inputs: Those of the datasets that it reads, sorted.
    public func job(of statement: Digest128, output: String, inputs: [String]) -> String {
        let identity = ([hex(statement.bytes), output] + inputs).joined(separator: "\n")
        return "urn:li:dataJob:(\(flow),\(hex(Digest128(of: identity).bytes)))"
    }

    /// A statement, whoever runs it.
    public static func query(_ statement: Digest128) -> String { "urn:li:query:\(hex(statement.bytes))" }

    public static func user(_ name: String) -> String { "urn:li:corpuser:\(Urn.part(name))" }
}
