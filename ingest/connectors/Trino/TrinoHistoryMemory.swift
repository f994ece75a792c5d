import Basics

/// How far the query history was read, and the days that later queries may still fall into.
///
/// The history forgets quickly, so the counts of a day come together in many runs; each writes the day's counts as they stand,
/// so that a repeated run changes nothing.
struct TrinoHistoryMemory: Sendable, Equatable {
    /// Milliseconds before the last query in which another one may have ended without being visible yet.
    private static let overlap: Milliseconds = 60_000
    /// Tables whose last definition is remembered.
    private static let maximumDefinitions = 10_000
    /// Bytes of a statement that a table's point shows.
    private static let shownText = 2_048

    /// What was used on one day, by urn.
    struct Day: Sendable, Equatable {
        var datasets: [String: TrinoUsage] = [:]
        var statements: [String: TrinoUsage] = [:]
    }

    /// The job that made a table anew, and when.
    struct Definition: Sendable, Equatable {
        var job: String
        var ended: Milliseconds
    }

    /// When the last query ended that was read.
    private(set) var ended: Milliseconds = 0
    /// The queries that ended shortly before it.
    private var seen: [String: Milliseconds] = [:]
    /// By their first millisecond.
    private(set) var days: [Milliseconds: Day] = [:]
    /// Statements of ``days`` without literals, by urn.
    private(set) var texts: [String: String] = [:]
    /// By the urn of the table.
    private(set) var definitions: [String: Definition] = [:]

    init() {}

    /// From where a run reads.
    var start: Milliseconds { max(0, ended - TrinoHistoryMemory.overlap) }

    static func day(of time: Milliseconds) -> Milliseconds { time - time % TrinoUsage.day }

    /// Remembers a query.
    ///
    /// - Returns: whether it was not known.
    mutating func take(_ execution: TrinoExecution) -> Bool {
        guard seen.updateValue(execution.ended, forKey: execution.id) == nil else { return false }
        ended = max(ended, execution.ended)
        return true
    }

    /// Counts a query for the tables that it read and for its statement.
    mutating func count(
        _ execution: TrinoExecution, user: String, statement: String, text: String, reads: [String: Set<String>]
    ) {
        let day = TrinoHistoryMemory.day(of: execution.ended)
        if texts[statement] == nil { texts[statement] = TrinoHistoryMemory.shown(text) }
        days[day, default: Day()].statements[statement, default: TrinoUsage()].add(user: user, at: execution.ended)
        for (dataset, fields) in reads {
            days[day, default: Day()].datasets[dataset, default: TrinoUsage()]
                .add(user: user, at: execution.ended, fields: fields, statement: statement)
        }
    }

    /// Remembers what made a table anew.
    ///
    /// - Returns: the job that did before, where that was another one.
    mutating func define(_ dataset: String, by job: String, at time: Milliseconds) -> String? {
        let earlier = definitions.updateValue(Definition(job: job, ended: time), forKey: dataset)
        if definitions.count > TrinoHistoryMemory.maximumDefinitions,
            let oldest = definitions.min(by: { ($0.value.ended, $0.key) < ($1.value.ended, $1.key) })
        {
            definitions[oldest.key] = nil
        }
        return earlier.flatMap { $0.job == job ? nil : $0.job }
    }

    /// Forgets the days that no later query can fall into, and the queries that will not be met again.
    mutating func close() {
        let start = start
        seen = seen.filter { $0.value >= start }
        days = days.filter { $0.key >= TrinoHistoryMemory.day(of: start) }
        let statements = Set(days.values.flatMap(\.statements.keys))
        texts = texts.filter { statements.contains($0.key) }
    }

    private static func shown(_ text: String) -> String {
        text.utf8.count <= shownText ? text : String(text.unicodeScalars.prefix(shownText / 4)) + "…"
    }
}

extension TrinoHistoryMemory {
    init(_ state: JSON?) {
        ended = state?["ended"]?.intValue ?? 0
        for member in state?["seen"]?.objectValue?.members ?? [] { seen[member.name] = member.value.intValue ?? 0 }
        for member in state?["days"]?.objectValue?.members ?? [] {
            guard let start = Milliseconds(member.name) else { continue }
            days[start] = Day(
                datasets: TrinoHistoryMemory.usage(member.value["datasets"]),
                statements: TrinoHistoryMemory.usage(member.value["statements"]))
        }
        for member in state?["texts"]?.objectValue?.members ?? [] { texts[member.name] = member.value.stringValue }
        for member in state?["definitions"]?.objectValue?.members ?? [] {
            guard let job = member.value[0]?.stringValue, let ended = member.value[1]?.intValue else { continue }
            definitions[member.name] = Definition(job: job, ended: ended)
        }
    }

    var state: JSON {
        [
            "ended": .int(ended), "seen": TrinoHistoryMemory.json(seen) { .int($0) },
            "days": .object(
                JSONObject(
                    days.sorted { $0.key < $1.key }.map { day in
                        .init(
                            String(day.key),
                            [
                                "datasets": TrinoHistoryMemory.json(day.value.datasets) { $0.state },
                                "statements": TrinoHistoryMemory.json(day.value.statements) { $0.state },
                            ])
                    })),
            "texts": TrinoHistoryMemory.json(texts) { .string($0) },
            "definitions": TrinoHistoryMemory.json(definitions) { [.string($0.job), .int($0.ended)] },
        ]
    }

    private static func usage(_ json: JSON?) -> [String: TrinoUsage] {
        var usage: [String: TrinoUsage] = [:]
        for member in json?.objectValue?.members ?? [] { usage[member.name] = TrinoUsage(member.value) }
        return usage
    }

    private static func json<Value>(_ values: [String: Value], _ value: (Value) -> JSON) -> JSON {
        .object(JSONObject(values.sorted { $0.key < $1.key }.map { .init($0.key, value($0.value)) }))
    }
}
