import Basics

extension Checkpoint {
    private static let formatVersion: Int64 = 1

    /// As JSON; equal checkpoints give equal texts.
    var json: JSON {
        [
            "version": .int(Checkpoint.formatVersion), "complete": .bool(isComplete), "time": .int(time),
            "viewpoint": .string(viewpoint), "state": state, "scopes": Checkpoint.json(scopes),
            "progress": Checkpoint.json(progress), "removed": Checkpoint.packed(removed),
        ]
    }

    /// - Returns: `nil` when it is of another version, or damaged.
    init?(_ json: JSON) {
        guard json["version"]?.intValue == Checkpoint.formatVersion, let isComplete = json["complete"]?.boolValue,
            let scopes = json["scopes"].flatMap(Checkpoint.scopes),
            let progress = json["progress"].flatMap(Checkpoint.scopes),
            let removed = json["removed"].flatMap(Checkpoint.unpacked)
        else { return nil }
        self.init(
            isComplete: isComplete, time: json["time"]?.intValue ?? 0,
            viewpoint: json["viewpoint"]?.stringValue ?? "", state: json["state"] ?? .null, scopes: scopes,
            progress: progress, removed: removed)
    }

    private static func json(_ scopes: [String: Set<String>]) -> JSON {
        .object(JSONObject(scopes.keys.sorted().map { .init($0, packed(scopes[$0] ?? [])) }))
    }

    private static func scopes(_ json: JSON) -> [String: Set<String>]? {
        guard let members = json.objectValue?.members else { return nil }
        var scopes: [String: Set<String>] = [:]
        for member in members {
            guard let urns = unpacked(member.value) else { return nil }
            scopes[member.name] = urns
        }
        return scopes
    }

    /// Sorted urns, each as the count of bytes that it shares with the one before, and the rest: urns of one source have
    /// long beginnings in common.
    private static func packed(_ urns: Set<String>) -> JSON {
        var parts: [JSON] = []
        var before: [UInt8] = []
        for urn in urns.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            let bytes = Array(urn.utf8)
            var shared = 0
            while shared < bytes.count, shared < before.count, bytes[shared] == before[shared] { shared += 1 }
            // Never within a character's bytes.
            while shared > 0, shared < bytes.count, bytes[shared] & 0xC0 == 0x80 { shared -= 1 }
            parts.append(.int(Int64(shared)))
            parts.append(.string(String(decoding: bytes[shared...], as: UTF8.self)))
            before = bytes
        }
        return .array(parts)
    }

    private static func unpacked(_ json: JSON) -> Set<String>? {
        guard let parts = json.arrayValue, parts.count % 2 == 0 else { return nil }
        var urns: Set<String> = []
        var before: [UInt8] = []
        for index in stride(from: 0, to: parts.count, by: 2) {
            guard let shared = parts[index].intValue, shared >= 0, shared <= before.count,
                let rest = parts[index + 1].stringValue
            else { return nil }
            before = before[..<Int(shared)] + Array(rest.utf8)
            urns.insert(String(decoding: before, as: UTF8.self))
        }
        return urns
    }
}
