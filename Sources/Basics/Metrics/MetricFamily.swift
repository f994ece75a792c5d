/// A metric as it is declared: its name, what kind it is, and which labels tell its series apart.
///
/// Label values must come from a small set (a route, a topic, a code), never from data (a urn).
public struct MetricFamily: Sendable, Hashable {
    /// How values add up.
    public enum Kind: Sendable, Hashable {
        /// Only grows; its name ends in `_total`.
        case counter
        /// Goes up and down.
        case gauge
        /// Counts observations at or below each bound, in ascending order.
        case histogram(bounds: [Double])

        /// The word of Prometheus's text format.
        public var name: String {
            switch self {
            case .counter: "counter"
            case .gauge: "gauge"
            case .histogram: "histogram"
            }
        }
    }

    public var name: String
    public var kind: Kind
    /// One sentence for operators.
    public var help: String
    public var labels: [String]

    public init(_ name: String, _ kind: Kind, _ help: String, labels: [String] = []) {
        self.name = name
        self.kind = kind
        self.help = help
        self.labels = labels
    }

    /// The name alone, which no two families share; hashing the rest would cost more than the count itself.
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }

    /// Bounds in seconds that fit requests and batches: 1 ms to 10 s.
    public static let secondsBounds: [Double] = [
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
    ]
}
