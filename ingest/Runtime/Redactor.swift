import Basics

#if canImport(Glibc)
import Glibc
#endif

/// Replaces secrets by stars in whatever is about to be printed or stored. Copies share what they know.
struct Redactor: Sendable {
    static let stars = "****"

    private let known = Locked<[String]>([])

    init(_ secrets: [String]) {
        for secret in secrets { add(secret) }
    }

    /// Also as it stands in addresses.
    func add(_ secret: String) {
        let spellings = Set([secret, percentEncoded(secret), percentDecoded(secret) ?? secret]).filter { !$0.isEmpty }
        known.withLock { known in
            let more = spellings.subtracting(known)
            guard !more.isEmpty else { return }
            known += more
            // Longest first, so that one that contains another leaves no rest.
            known.sort { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
        }
    }

    func callAsFunction(_ text: String) -> String {
        var text = text
        for secret in known.withLock({ $0 }) where Redactor.contains(text, secret) {
            text = text.replacing(secret, with: Redactor.stars)
        }
        return text
    }

    // MARK: Stored content

    /// Whether any secret is told apart from ordinary words, so that content is searched for it.
    var storesSecrets: Bool { known.withLock { $0.contains(where: Redactor.isDistinctive) } }

    /// The proposal without secrets in its value. A secret that may be an ordinary word (`postgres`) is left alone: names
    /// would break.
    func callAsFunction(_ proposal: IngestProposal) -> IngestProposal {
        let secrets = known.withLock { $0.filter(Redactor.isDistinctive) }
        guard Redactor.contains(proposal.value, secrets, depth: 0) else { return proposal }
        var proposal = proposal
        proposal.value = Redactor.without(secrets, proposal.value, depth: 0)
        return proposal
    }

    private static let maximumDepth = 64

    private static func isDistinctive(_ secret: String) -> Bool {
        secret.utf8.count >= 8 && !secret.utf8.allSatisfy { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }
    }

    private static func contains(_ text: String, _ secret: String) -> Bool {
        guard text.utf8.count >= secret.utf8.count else { return false }
        var (text, secret) = (text, secret)
        return text.withUTF8 { text in
            secret.withUTF8 { secret in
                guard let part = secret.baseAddress, var place = UnsafeRawPointer(text.baseAddress) else {
                    return false
                }
                let end = place + text.count
                while end - place >= secret.count, let hit = memchr(place, Int32(part.pointee), end - place) {
                    let hit = UnsafeRawPointer(hit)
                    guard end - hit >= secret.count else { return false }
                    if memcmp(hit, part, secret.count) == 0 { return true }
                    place = hit + 1
                }
                return false
            }
        }
    }

    private static func contains(_ value: JSON, _ secrets: [String], depth: Int) -> Bool {
        guard depth < maximumDepth else { return false }
        if let text = value.stringValue { return secrets.contains { contains(text, $0) } }
        if let elements = value.arrayValue { return elements.contains { contains($0, secrets, depth: depth + 1) } }
        return value.objectValue?.members.contains { contains($0.value, secrets, depth: depth + 1) } ?? false
    }

    private static func without(_ secrets: [String], _ value: JSON, depth: Int) -> JSON {
        guard depth < maximumDepth else { return value }
        if let text = value.stringValue {
            return .string(secrets.reduce(text) { $0.replacing($1, with: stars) })
        }
        if let elements = value.arrayValue { return .array(elements.map { without(secrets, $0, depth: depth + 1) }) }
        guard var object = value.objectValue else { return value }
        for index in object.members.indices {
            object.members[index].value = without(secrets, object.members[index].value, depth: depth + 1)
        }
        return .object(object)
    }
}
