import Basics
import CatalogModel

/// Urns and keys as DataHub's Python sources make them, so that what either wrote is the same entity to the other.
public enum EntityNames {
    /// A text as one part of a urn's tuple: `( ) ,` and U+241F percent-encoded, nothing else.
    public static func encoded(_ part: String) -> String { Urn.part(part) }

    public static func platform(_ name: String) -> String { "urn:li:dataPlatform:\(name)" }

    public static func platformInstance(_ platform: String, _ instance: String) -> String {
        "urn:li:dataPlatformInstance:(\(self.platform(platform)),\(encoded(instance)))"
    }

    /// The urn of a dataset; with a platform instance its name begins with `instance.`.
    public static func dataset(platform: String, name: String, instance: String?, env: String) -> String {
        let full = instance.map { "\($0).\(name)" } ?? name
        return "urn:li:dataset:(\(self.platform(platform)),\(encoded(full)),\(env))"
    }

    /// The urn of a container by its key; the levels (`database`, `schema`) are part of the key beside `platform`.
    public static func container(key: [(String, String)]) -> String { "urn:li:container:\(guid(key))" }

    /// DataHub's guid: MD5 of the key as compact JSON with sorted names and nothing beyond ASCII.
    public static func guid(_ key: [(String, String)]) -> String {
        let members = key.sorted { $0.0 < $1.0 }.map { "\(pythonJSON($0.0)):\(pythonJSON($0.1))" }
        return md5Hex("{" + members.joined(separator: ",") + "}")
    }
}

extension IngestProposal {
    /// Several aspects of one entity.
    static func aspects(
        _ urn: String, _ entityType: String, _ values: [(name: String, value: JSON)]
    ) -> [IngestProposal] {
        values.map { IngestProposal(urn: urn, entityType: entityType, aspectName: $0.name, value: $0.value) }
    }
}
