import Basics

/// How often something was used within a day, by whom and what of it.
struct TrinoUsage: Sendable, Equatable {
    /// Milliseconds of a bucket.
    static let day: Milliseconds = 86_400_000
    /// Statements of a table that are counted; the rarest of more are forgotten.
    private static let maximumStatements = 200
    /// Statements that a table's point shows.
    private static let shownStatements = 10

    var total: Int64 = 0
    var users: [String: Int64] = [:]
    /// By field path; empty for a statement.
    var fields: [String: Int64] = [:]
    /// By the urn of the statement; empty for a statement.
    var statements: [String: Int64] = [:]
    var last: Milliseconds = 0

    mutating func add(user: String, at time: Milliseconds, fields: Set<String> = [], statement: String? = nil) {
        total += 1
        users[user, default: 0] += 1
        for field in fields { self.fields[field, default: 0] += 1 }
        last = max(last, time)
        guard let statement else { return }
        statements[statement, default: 0] += 1
        guard statements.count > TrinoUsage.maximumStatements else { return }
        for rare in TrinoUsage.ranked(statements).dropFirst(TrinoUsage.maximumStatements / 2) {
            statements[rare.key] = nil
        }
    }

    /// Statements that are shown, the most frequent first.
    var topStatements: [String] { TrinoUsage.ranked(statements).prefix(TrinoUsage.shownStatements).map(\.key) }

    /// `datasetUsageStatistics` of a day.
    func ofDataset(day: Milliseconds, texts: [String: String]) -> JSON {
        var members = bucket(day)
        members += [
            .init("totalSqlQueries", .int(total)),
            .init("topSqlQueries", .array(topStatements.compactMap { texts[$0] }.map(JSON.string))),
            .init(
                "fieldCounts",
                .array(TrinoUsage.ranked(fields).map { ["fieldPath": .string($0.key), "count": .int($0.value)] })),
        ]
        return .object(JSONObject(members))
    }

    /// `queryUsageStatistics` of a day.
    func ofStatement(day: Milliseconds) -> JSON {
        var members = bucket(day)
        members += [.init("queryCount", .int(total)), .init("lastExecutedAt", .int(last))]
        return .object(JSONObject(members))
    }

    private func bucket(_ day: Milliseconds) -> [JSONObject.Member] {
        [
            .init("timestampMillis", .int(day)), .init("eventGranularity", ["unit": "DAY", "multiple": 1]),
            .init("uniqueUserCount", .int(Int64(users.count))),
            .init(
                "userCounts",
                .array(TrinoUsage.ranked(users).map { ["user": .string($0.key), "count": .int($0.value)] })),
        ]
    }

    private static func ranked(_ counts: [String: Int64]) -> [(key: String, value: Int64)] {
        counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    }
}

extension TrinoUsage {
    var state: JSON {
        [
            .int(total), .int(last), TrinoUsage.json(users), TrinoUsage.json(fields), TrinoUsage.json(statements),
        ]
    }

    init(_ state: JSON) {
        total = state[0]?.intValue ?? 0
        last = state[1]?.intValue ?? 0
        users = TrinoUsage.counts(state[2])
        fields = TrinoUsage.counts(state[3])
        statements = TrinoUsage.counts(state[4])
    }

    private static func json(_ counts: [String: Int64]) -> JSON {
        .object(JSONObject(counts.sorted { $0.key < $1.key }.map { .init($0.key, .int($0.value)) }))
    }

    private static func counts(_ json: JSON?) -> [String: Int64] {
        var counts: [String: Int64] = [:]
        for member in json?.objectValue?.members ?? [] { counts[member.name] = member.value.intValue ?? 0 }
        return counts
    }
}
