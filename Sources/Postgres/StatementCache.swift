/// The prepared statements of one connection: which texts have which name, the least recently used forgotten first.
struct StatementCache {
    private struct Key: Hashable {
        let text: String
        let types: [UInt32]
    }

    private struct Entry {
        let name: String
        var lastUse: UInt64
    }

    private var entries: [Key: Entry] = [:]
    private var uses: UInt64 = 0
    private var names: UInt64 = 0
    private let capacity: Int
    /// Names that the server still holds and nobody uses.
    var discarded: [String] = []

    init(capacity: Int) { self.capacity = max(1, capacity) }

    /// A name that this connection never used.
    mutating func nextName() -> String {
        names &+= 1
        return "s\(names)"
    }

    /// The name under which the statement is prepared.
    mutating func find(_ sql: SQL) -> String? {
        uses &+= 1
        let key = Key(text: sql.text, types: sql.bindings.types)
        guard let index = entries.index(forKey: key) else { return nil }
        entries.values[index].lastUse = uses
        return entries.values[index].name
    }

    /// Keeps a statement just prepared; the least recently used one makes room.
    mutating func insert(_ sql: SQL, name: String) {
        if entries.count >= capacity, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            entries[oldest.key] = nil
            discarded.append(oldest.value.name)
        }
        uses &+= 1
        entries[Key(text: sql.text, types: sql.bindings.types)] = Entry(name: name, lastUse: uses)
    }

    /// Lets a statement go and returns its name.
    mutating func forget(_ sql: SQL) -> String? {
        entries.removeValue(forKey: Key(text: sql.text, types: sql.bindings.types))?.name
    }
}
