import Basics
import CatalogModel

/// Urns of what a Trino cluster holds and runs, equal to those of the Trino connector with the same settings.
struct TrinoNames: Sendable, Hashable {
    /// DataHub's fabric, `PROD`.
    var env: String
    var instance: String?

    func dataset(_ table: TrinoTable) throws(UrnError) -> Urn {
        try Urn.dataset(platform: "trino", name: table.name, instance: instance, env: env)
    }

    /// The flow of all queries of the cluster.
    var flow: String { "urn:li:dataFlow:(trino,\(Urn.part(instance.map { $0 + "." } ?? ""))queries,\(env))" }

    func job(_ id: String) -> String { "urn:li:dataJob:(\(flow),\(id))" }

    static func query(_ fingerprint: Digest128) -> String { "urn:li:query:\(hex(fingerprint.bytes))" }

    static func user(_ name: String) -> String { "urn:li:corpuser:\(Urn.part(name))" }
}
