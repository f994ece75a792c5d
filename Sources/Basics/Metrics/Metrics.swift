/// Counts what happens and shows it in Prometheus's text format 0.0.4.
///
/// May be used from everywhere; each call takes one lock for well under a microsecond. A family keeps at most
/// ``seriesLimit`` series: what comes beyond is counted under the label value `other`, so a mistake cannot eat memory.
public final class Metrics: Sendable {
    /// Values that are read when somebody looks: label values and the value. `nil` leaves the family out this time.
    public typealias Collector = @Sendable () async -> [(labels: [String], value: Double)]?

    /// Series a family keeps apart.
    public static let seriesLimit = 500

    private enum Value {
        case number(Double)
        case distribution(counts: [UInt64], sum: Double)
    }

    private struct State {
        var series: [MetricFamily: [[String]: Value]] = [:]
        var collectors: [(family: MetricFamily, read: Collector)] = []
    }

    private let state = Locked(State())

    public init() {}

    /// Adds to a counter or gauge.
    public func add(_ family: MetricFamily, _ labels: [String] = [], by amount: Double = 1) {
        update(family, labels) { value in
            if case .number(let before) = value { value = .number(before + amount) }
        }
    }

    /// Sets a gauge.
    public func set(_ family: MetricFamily, _ labels: [String] = [], to amount: Double) {
        update(family, labels) { $0 = .number(amount) }
    }

    /// Counts one observation in a histogram; seconds where the name says so.
    public func observe(_ family: MetricFamily, _ labels: [String], _ observation: Double) {
        guard case .histogram(let bounds) = family.kind else { return }
        let bucket = bounds.firstIndex { observation <= $0 } ?? bounds.count
        update(family, labels) { value in
            guard case .distribution(var counts, let sum) = value else { return }
            // Lets go of the other reference, so that the array is changed in place.
            value = .number(0)
            counts[bucket] &+= 1
            value = .distribution(counts: counts, sum: sum + observation)
        }
    }

    /// Reads a family by a callback each time the text is asked for.
    public func collect(_ family: MetricFamily, _ read: @escaping Collector) {
        state.withLock { $0.collectors.append((family, read)) }
    }

    private func update(_ family: MetricFamily, _ labels: [String], _ change: (inout Value) -> Void) {
        state.withLock { state in
            Metrics.update(&state.series[family, default: [:]], family, labels, change)
        }
    }

    private static func update(
        _ series: inout [[String]: Value], _ family: MetricFamily, _ labels: [String], _ change: (inout Value) -> Void
    ) {
        guard series.count >= seriesLimit, series[labels] == nil else {
            return change(&series[labels, default: initial(family)])
        }
        change(&series[family.labels.map { _ in "other" }, default: initial(family)])
    }

    private static func initial(_ family: MetricFamily) -> Value {
        guard case .histogram(let bounds) = family.kind else { return .number(0) }
        return .distribution(counts: [UInt64](repeating: 0, count: bounds.count + 1), sum: 0)
    }

    /// All series in the text format, families and series sorted.
    public func text() async -> String {
        var (series, collectors) = state.withLock { ($0.series, $0.collectors) }
        for (family, read) in collectors {
            for (labels, value) in await read() ?? [] { series[family, default: [:]][labels] = .number(value) }
        }
        var text = ""
        for (family, values) in series.sorted(by: { $0.key.name < $1.key.name }) {
            text += "# HELP \(family.name) \(Metrics.escapedHelp(family.help))\n"
            text += "# TYPE \(family.name) \(family.kind.name)\n"
            for (labels, value) in values.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
                Metrics.write(family, labels, value, to: &text)
            }
        }
        return text
    }

    private static func write(_ family: MetricFamily, _ labels: [String], _ value: Value, to text: inout String) {
        let pairs = zip(family.labels, labels).map { "\($0)=\"\(escapedLabel($1))\"" }
        func line(_ suffix: String, _ extra: [String], _ number: String) {
            let all = pairs + extra
            text += family.name + suffix + (all.isEmpty ? "" : "{" + all.joined(separator: ",") + "}") + " \(number)\n"
        }
        switch value {
        case .number(let number): line("", [], shown(number))
        case .distribution(let counts, let sum):
            guard case .histogram(let bounds) = family.kind else { return }
            var total: UInt64 = 0
            for (index, count) in counts.enumerated() {
                total &+= count
                line("_bucket", ["le=\"\(index < bounds.count ? shown(bounds[index]) : "+Inf")\""], String(total))
            }
            line("_sum", [], shown(sum))
            line("_count", [], String(total))
        }
    }

    private static func shown(_ number: Double) -> String {
        if let integer = Int64(exactly: number) { return String(integer) }
        if number.isNaN { return "NaN" }
        return number.isInfinite ? (number > 0 ? "+Inf" : "-Inf") : "\(number)"
    }

    private static func escapedHelp(_ text: String) -> String { escaped(text, quotes: false) }
    private static func escapedLabel(_ text: String) -> String { escaped(text, quotes: true) }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var result = ""
        for character in text {
            switch character {
            case "\\": result += "\\\\"
            case "\n", "\r\n": result += "\\n"
            case "\"" where quotes: result += "\\\""
            default: result.append(character)
            }
        }
        return result
    }
}
