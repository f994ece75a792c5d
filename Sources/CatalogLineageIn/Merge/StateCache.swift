import Basics
import CatalogModel
import CatalogService

/// States as they will be once everything that is on its way is committed, with their revisions.
struct StateCache {
    private struct Entry {
        var state: MergedState?
        var revision: Int64?
        var bytes: Int
        /// What the job's lineage was last written as, with the value that it was made of.
        var lineage: (value: JSON, write: AspectWrite)?
    }

    /// Bytes of state text held at most; in memory they take a few times as much.
    private static let maximumBytes = 8 << 20
    /// What an entry counts for beside its text.
    private static let overhead = 200
    private var entries: [Urn: Entry] = [:]
    private var bytes = 0

    static func key(_ urn: Urn) -> Digest128 { Digest128(of: "lineage \(urn.text)") }

    func holds(_ urn: Urn) -> Bool { entries[urn] != nil }
    func revision(of urn: Urn) -> Int64? { entries[urn]?.revision }

    func states(of urns: some Sequence<Urn>) -> [Urn: MergedState] {
        var states: [Urn: MergedState] = [:]
        for urn in urns { states[urn] = entries[urn]?.state }
        return states
    }

    mutating func hold(_ urn: Urn, _ state: MergedState?, _ revision: Int64?, bytes: Int) {
        var entry = Entry(state: state, revision: revision, bytes: bytes + Self.overhead)
        if let known = entries[urn] {
            self.bytes -= known.bytes
            entry.lineage = known.lineage
        }
        self.bytes += entry.bytes
        entries[urn] = entry
    }

    /// The write that a job's lineage of this value was made into, if it is the last one.
    func lineage(of urn: Urn, _ value: JSON) -> AspectWrite? {
        guard let known = entries[urn]?.lineage, known.value == value else { return nil }
        return known.write
    }

    mutating func hold(_ urn: Urn, lineage value: JSON, _ write: AspectWrite) {
        entries[urn]?.lineage = (value, write)
    }

    mutating func forget(_ urns: some Sequence<Urn>) {
        for urn in urns { bytes -= entries.removeValue(forKey: urn)?.bytes ?? 0 }
    }

    /// Lets go of everything but `urns` once too much is held.
    mutating func makeRoom(keeping urns: Set<Urn>) {
        guard bytes > Self.maximumBytes else { return }
        entries = entries.filter { urns.contains($0.key) }
        bytes = entries.values.reduce(0) { $0 + $1.bytes }
    }
}
