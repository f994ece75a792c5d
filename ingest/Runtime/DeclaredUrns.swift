import Basics
import CatalogModel

/// What a text declares: a JSON list, or a list parted by commas outside of parentheses, of urns, of `platform:name` or of
/// addresses such as `s3://lake/features`.
///
/// Connectors whose source cannot tell lineage read it where its users wrote it: a job's metadata, a run's tags.
struct DeclaredUrns: Sendable, Equatable {
    /// In the order of the text, each once.
    private(set) var urns: [String] = []
    /// Entries that are neither.
    private(set) var unreadable: [String] = []

    /// - Parameters:
    ///   - env: The environment of datasets that are declared without a urn.
    ///   - instances: Their platform instance, by platform.
    init(_ text: String, env: String, instances: [String: String] = [:]) {
        func dataset(_ platform: String, _ name: String) -> String {
            EntityNames.dataset(platform: platform, name: name, instance: instances[platform], env: env)
        }
        for entry in DeclaredUrns.entries(text) {
            guard let urn = DeclaredUrns.urn(entry, dataset) else {
                unreadable.append(entry)
                continue
            }
            if !urns.contains(urn) { urns.append(urn) }
        }
    }

    /// What a report says of an entry that is neither.
    static func complaint(about entry: String, in place: String) -> String {
        "\(place) declares '\(SourceSecrets.redacted(String(entry.prefix(200))))', which is neither a urn of a dataset nor "
            + "platform:name"
    }

    private static func entries(_ text: String) -> [String] {
        let json = try? JSON.parse(Array(text.utf8))
        if let list = json?.arrayValue { return list.map { $0.stringValue ?? $0.text }.filter { !$0.isEmpty } }
        if let one = json?.stringValue { return [one] }
        var entries: [String] = []
        var entry = ""
        var depth = 0
        for character in text {
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            if character == ",", depth <= 0 {
                entries.append(entry)
                entry = ""
            } else {
                entry.append(character)
            }
        }
        entries.append(entry)
        return entries.map { trimmed($0) }.filter { !$0.isEmpty }
    }

    /// The urn of an entry: itself when it is one of a dataset, model or run, or the dataset `platform:name`.
    private static func urn(_ entry: String, _ dataset: (String, String) -> String) -> String? {
        let entry = trimmed(entry)
        if entry.hasPrefix("urn:li:") {
            guard let urn = try? Urn(entry), ["dataset", "mlModel", "dataProcessInstance"].contains(urn.entityType)
            else {
                return nil
            }
            return entry
        }
        if let address = DatasetAddress(entry) { return dataset(address.platform, address.name) }
        guard let colon = entry.firstIndex(of: ":") else { return nil }
        let platform = entry[..<colon]
        var name = entry[entry.index(after: colon)...]
        guard !platform.isEmpty, platform.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) else {
            return nil
        }
        if name.hasPrefix("//") {
            // trino://lake.sales.orders is meant as trino:lake.sales.orders; what signs in somewhere is no name.
            name = name.dropFirst(2)
            if name.contains("@") { return nil }
        }
        guard !name.isEmpty else { return nil }
        return dataset(String(platform), String(name))
    }
}
