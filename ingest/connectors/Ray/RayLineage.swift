import Basics
import CatalogModel

/// What a job's metadata declares that it reads and writes. Nothing is guessed from its code.
///
/// The keys `inputs` and `outputs`, or `datahub.inputs` and `datahub.outputs`, hold a JSON list, or a list parted by
/// commas outside of parentheses, of urns or of `platform:name`.
struct RayLineage: Sendable, Equatable {
    var inputs: [String] = []
    var outputs: [String] = []
    /// Entries that are neither.
    var unreadable: [String] = []

    var isEmpty: Bool { inputs.isEmpty && outputs.isEmpty }

    init(_ job: RayJob, env: String) {
        inputs = read(job, ["inputs", "datahub.inputs"], env)
        outputs = read(job, ["outputs", "datahub.outputs"], env)
    }

    private mutating func read(_ job: RayJob, _ keys: [String], _ env: String) -> [String] {
        var urns: Set<String> = []
        for key in keys {
            guard let text = job.metadata(key) else { continue }
            for entry in RayLineage.entries(text) {
                if let urn = RayLineage.urn(entry, env) { urns.insert(urn) } else { unreadable.append(entry) }
            }
        }
        return urns.sorted()
    }

    private static func entries(_ text: String) -> [String] {
        if let list = (try? JSON.parse(Array(text.utf8)))?.arrayValue {
            return list.map { $0.stringValue ?? $0.text }.filter { !$0.isEmpty }
        }
        if let one = (try? JSON.parse(Array(text.utf8)))?.stringValue { return [one] }
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
        return entries.map(trimmed).filter { !$0.isEmpty }
    }

    /// The urn of an entry: itself when it is one of a dataset, model or run, or the dataset `platform:name`.
    private static func urn(_ entry: String, _ env: String) -> String? {
        let entry = trimmed(entry)
        if entry.hasPrefix("urn:li:") {
            guard let urn = try? Urn(entry), ["dataset", "mlModel", "dataProcessInstance"].contains(urn.entityType)
            else {
                return nil
            }
            return entry
        }
        guard let colon = entry.firstIndex(of: ":") else { return nil }
        let platform = entry[..<colon]
        var name = entry[entry.index(after: colon)...]
        guard !platform.isEmpty, platform.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) else {
            return nil
        }
        // An address such as s3://lake/features is of the platform s3 without the slashes.
        if name.hasPrefix("//") { name = name.dropFirst(2) }
        guard !name.isEmpty else { return nil }
        return EntityNames.dataset(platform: String(platform), name: String(name), instance: nil, env: env)
    }

    private static func trimmed(_ text: String) -> String {
        var text = text[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
