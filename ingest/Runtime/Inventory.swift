/// Which entities a pipeline knew, and which it found again: what decides that one is gone.
struct Inventory: Sendable {
    /// Entities of earlier runs, by scope.
    var known: [String: Set<String>] = [:]
    /// Entities that an earlier run, or this one, marked as removed.
    var removed: Set<String> = []
    private var found: [String: Set<String>] = [:]
    private var complete: Set<String> = []
    private var onlyScopes: Set<String>?
    private var justRemoved: Set<String> = []

    /// Entities found in this run, those that it took over from an unfinished one included.
    private(set) var count = 0
    /// The same without containers, which nobody counts, and without what was taken over.
    private(set) var fresh = 0
    var knownCount: Int { known.values.reduce(0) { $0 + $1.count } }

    mutating func add(_ urn: String, in scope: String) {
        if found[scope, default: []].insert(urn).inserted {
            count += 1
            if !urn.hasPrefix("urn:li:container:") { fresh += 1 }
        }
        if !removed.isEmpty { removed.remove(urn) }
    }

    /// The source itself says that an entity is deleted: it is no absence that has to be proven.
    mutating func tellRemoved(_ urn: String, in scope: String) {
        known[scope]?.remove(urn)
        if found[scope]?.remove(urn) != nil { count -= 1 }
    }

    func wasRemoved(_ urn: String) -> Bool { removed.contains(urn) }

    mutating func complete(_ scope: String) { complete.insert(scope) }

    /// Scopes that an unfinished run had completed exist as well.
    mutating func keepOnly(_ scopes: Set<String>) { onlyScopes = scopes.union(complete) }

    /// Entities of the scopes that were listed completely.
    var completed: [String: Set<String>] { found.filter { complete.contains($0.key) } }

    /// Takes over what an unfinished run had listed completely.
    mutating func adopt(_ progress: [String: Set<String>]) {
        for (scope, urns) in progress {
            let before = found[scope]?.count ?? 0
            found[scope, default: []].formUnion(urns)
            count += (found[scope]?.count ?? 0) - before
            complete.insert(scope)
        }
    }

    /// Known entities whose absence is proven, sorted.
    func stale() -> [String] {
        let present = found.values.reduce(into: Set<String>()) { $0.formUnion($1) }
        var stale: Set<String> = []
        for (scope, urns) in known
        where complete.contains(scope) || onlyScopes?.contains(scope) == false || scope == Inventory.unwritten {
            stale.formUnion(urns.subtracting(present))
        }
        return stale.sorted()
    }

    mutating func markRemoved(_ urns: [String]) {
        justRemoved = Set(urns)
        removed.formUnion(urns)
        for scope in known.keys { known[scope]?.subtract(urns) }
    }

    /// Takes ``markRemoved(_:)`` back because not all of it could be written, so that a later run tries anew.
    mutating func forgetRemovals() {
        removed.subtract(justRemoved)
        known[Inventory.unwritten, default: []].formUnion(justRemoved)
    }

    /// The scope of what is still to be marked as removed; no connector has it, so it is always gone.
    private static let unwritten = "\u{0}"

    /// Takes no absence for proven, so that what is gone stays known.
    mutating func keepStale() {
        complete = []
        onlyScopes = nil
    }

    mutating func forgetKnown() { known = [:] }

    /// What the next run has to know: of a complete scope what was found, of others also what was known.
    func toRemember(isComplete: Bool) -> [String: Set<String>] {
        var result = found
        for (scope, urns) in known where !isComplete || !complete.contains(scope) {
            result[scope, default: []].formUnion(urns)
        }
        return result.filter { !$0.value.isEmpty }
    }
}
