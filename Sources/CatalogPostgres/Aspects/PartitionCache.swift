import Basics
import CatalogModel
import CatalogService
import Postgres
import Synchronization

/// Makes the partitions that a commit needs before its rows come, and remembers those it has seen.
///
/// History is cut by ranges of positions, timeseries by calendar months from 2000 to 2099; points outside that span go to
/// the default partition, so that a producer with a broken clock cannot make thousands of tables.
final class PartitionCache: Sendable {
    /// Positions in one history partition.
    static let historySpan: Int64 = 1 << 24
    private let seen = Mutex<Set<String>>([])

    /// Creates, in the open transaction, the partitions of a plan that are not known to exist.
    /// - Returns: Their names, for ``confirm(_:)`` once the transaction is committed.
    func ensure(for plan: CommitPlan, _ connection: isolated PostgresConnection) throws -> [String] {
        var wanted: [(name: String, table: String, from: Int64, to: Int64)] = []
        let replaced = plan.superseded.map(\.until.value) + plan.intermediates.map(\.until.value)
        for range in Set(replaced.map { $0 / Self.historySpan }) {
            wanted.append(
                ("aspect_history_\(range)", "aspect_history", range * Self.historySpan, (range + 1) * Self.historySpan))
        }
        for month in Set(plan.points.compactMap { Month(of: $0.timestamp) }) {
            wanted.append((month.table, "timeseries", month.start, month.end))
        }
        wanted.removeAll { partition in seen.withLock { $0.contains(partition.name) } }
        for partition in wanted {
            // Names and bounds are made of numbers only, so they may be spliced.
            try connection.runScript(
                """
                create table if not exists \(partition.name) partition of \(partition.table)
                for values from (\(partition.from)) to (\(partition.to))
                """)
        }
        return wanted.map(\.name)
    }

    /// Remembers that partitions exist for good.
    func confirm(_ names: [String]) {
        guard !names.isEmpty else { return }
        seen.withLock { $0.formUnion(names) }
    }
}

/// A calendar month in UTC.
struct Month: Hashable {
    var year: Int
    var month: Int

    /// The month that a moment lies in; `nil` outside the years that have partitions of their own.
    init?(of moment: Milliseconds) {
        let day = Int(moment >= 0 ? moment / 86_400_000 : (moment - 86_399_999) / 86_400_000)
        (year, month) = Self.civil(day)
        guard (2000...2099).contains(year) else { return nil }
    }

    private init(year: Int, month: Int) {
        self.year = year
        self.month = month
    }

    var table: String { "timeseries_\(year)_\(month < 10 ? "0" : "")\(month)" }
    var start: Milliseconds { Int64(Self.days(year, month)) * 86_400_000 }
    var end: Milliseconds {
        (month == 12 ? Month(year: year + 1, month: 1) : Month(year: year, month: month + 1)).start
    }

    /// Year and month of a day counted from 1970-01-01, in the proleptic Gregorian calendar (H. Hinnant's `civil_from_days`).
    private static func civil(_ day: Int) -> (Int, Int) {
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month)
    }

    /// Days from 1970-01-01 to the first of a month.
    private static func days(_ year: Int, _ month: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let shiftedMonth = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * shiftedMonth + 2) / 5
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
