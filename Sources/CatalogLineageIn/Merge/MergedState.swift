import Basics

/// What the events of one subject add up to: a value that any order and any repetition of the same events makes equal.
///
/// Three kinds of members, each merged by an operation that is commutative, associative and idempotent: the fact with the
/// latest stamp, the earliest or latest moment, the union of sets.
struct MergedState: Sendable {
    /// A fact with the stamp of the event that stated it.
    struct Fact: Sendable, Equatable {
        var stamp: Stamp
        var value: JSON
    }

    /// What merging did to a state since it was made.
    enum Change: Sendable, Comparable {
        case none
        /// Something is known to be later or was said again; it says what it said before.
        case confirmed
        /// It says something else.
        case news
    }

    private(set) var change = Change.none
    private(set) var facts: [String: Fact] = [:]
    private(set) var sets: [String: Set<String>] = [:]
    private(set) var firsts: [String: Microseconds] = [:]

    init() {}

    // MARK: - Merging

    /// States a fact; the latest stamp counts.
    mutating func state(_ name: String, _ value: JSON, at stamp: Stamp) {
        if let known = facts[name] {
            if known.stamp >= stamp { return }
            note(known.value == value ? .confirmed : .news)
        } else {
            note(.news)
        }
        facts[name] = Fact(stamp: stamp, value: value)
    }

    /// States what every event of the subject says alike; should two differ, the smaller text counts.
    mutating func fix(_ name: String, _ text: String) {
        if let known = facts[name]?.value.stringValue, known <= text { return }
        note(.news)
        facts[name] = Fact(stamp: .none, value: .string(text))
    }

    /// Starts counting changes anew, for a state that is kept now.
    mutating func settle() { change = .none }

    private mutating func note(_ change: Change) { self.change = max(self.change, change) }

    /// Sets what another state alone decides, such as what a run did in the state of its job.
    mutating func derive(_ name: String, _ value: JSON, at stamp: Stamp, isNews: Bool) {
        let fact = Fact(stamp: stamp, value: value)
        if facts[name] == fact { return }
        note(isNews ? .news : .confirmed)
        facts[name] = fact
    }

    mutating func insert(_ member: String, into set: String) {
        if sets[set, default: []].insert(member).inserted { note(.news) }
    }

    /// Keeps the greatest members of a set, which stays independent of order as long as `count` is always the same.
    mutating func limit(_ set: String, to count: Int) {
        guard let members = sets[set], members.count > count else { return }
        sets[set] = Set(members.sorted().suffix(count))
    }

    /// Notes a moment; the earliest counts.
    mutating func note(_ name: String, first moment: Microseconds) {
        if let known = firsts[name], known <= moment { return }
        note(.news)
        firsts[name] = moment
    }

    /// Drops facts that the subject's rule keeps no longer.
    mutating func forget(_ names: some Sequence<String>, isNews: Bool) {
        for name in names where facts.removeValue(forKey: name) != nil { note(isNews ? .news : .confirmed) }
    }

    // MARK: - Reading

    /// The fact of a name, unless it holds no longer.
    subscript(_ name: String) -> JSON? {
        guard let value = facts[name]?.value, !value.isNull else { return nil }
        return value
    }

    func members(of set: String) -> [String] { sets[set]?.sorted() ?? [] }

    /// When the event happened that stated a fact.
    func stamp(of name: String) -> Stamp? { facts[name]?.stamp }

    /// The facts `property.…` as custom properties, with others, sorted by name.
    func properties(_ others: [(String, String)] = []) -> JSON {
        var members = facts(below: "property.").compactMap { name, fact in
            fact.value.stringValue.map { JSONObject.Member(name, .string($0)) }
        }
        members += others.map { JSONObject.Member($0.0, .string($0.1)) }
        return .object(JSONObject(members.sorted { $0.name < $1.name }))
    }

    func first(_ name: String) -> Microseconds? { firsts[name] }

    /// The name of the fact below a prefix that has a value, without the prefix.
    func name(of value: JSON, below prefix: String) -> String? {
        facts.first { name, fact in name.hasPrefix(prefix) && fact.value == value }
            .map { String($0.key.dropFirst(prefix.count)) }
    }

    /// Facts whose name begins with a prefix, without it, sorted by name.
    func facts(below prefix: String) -> [(name: String, fact: Fact)] {
        facts.compactMap { name, fact in
            name.hasPrefix(prefix) ? (String(name.dropFirst(prefix.count)), fact) : nil
        }.sorted { $0.0 < $1.0 }
    }
}

extension MergedState: Equatable {
    static func == (left: MergedState, right: MergedState) -> Bool {
        left.facts == right.facts && left.sets == right.sets && left.firsts == right.firsts
    }
}

extension MergedState {
    /// The state as JSON text, equal for equal states.
    var text: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(4096)
        func object<Value>(_ name: StaticString, _ values: [String: Value], _ write: (Value) -> Void) {
            name.withUTF8Buffer { bytes.append(contentsOf: $0) }
            var separator = UInt8(ascii: "{")
            for (name, value) in values.sorted(by: { $0.key < $1.key }) {
                bytes.append(separator)
                separator = UInt8(ascii: ",")
                JSON.write(name, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                write(value)
            }
            bytes.append(contentsOf: (values.isEmpty ? "{}" : "}").utf8)
        }
        object("{\"facts\":", facts) { fact in
            bytes.append(contentsOf: "[\(fact.stamp.time),\(fact.stamp.rank),".utf8)
            JSON.write(fact.stamp.digest, to: &bytes)
            bytes.append(UInt8(ascii: ","))
            fact.value.write(to: &bytes)
            bytes.append(UInt8(ascii: "]"))
        }
        object(",\"sets\":", sets) { members in JSON.array(members.sorted().map(JSON.string)).write(to: &bytes) }
        object(",\"firsts\":", firsts) { moment in bytes.append(contentsOf: String(moment).utf8) }
        bytes.append(UInt8(ascii: "}"))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The state that a stored text holds; `nil` when it is none.
    init?(text: String) {
        guard let json = try? JSON.parse(text, maximumDepth: 256), let facts = json["facts"]?.objectValue,
            let sets = json["sets"]?.objectValue, let firsts = json["firsts"]?.objectValue
        else { return nil }
        for member in facts.members {
            guard let parts = member.value.arrayValue, parts.count == 4, let time = parts[0].intValue,
                let rank = parts[1].intValue, let digest = parts[2].stringValue
            else { return nil }
            self.facts[member.name] = Fact(stamp: Stamp(time: time, rank: rank, digest: digest), value: parts[3])
        }
        for member in sets.members {
            self.sets[member.name] = Set((member.value.arrayValue ?? []).compactMap(\.stringValue))
        }
        for member in firsts.members { self.firsts[member.name] = member.value.intValue }
    }
}
