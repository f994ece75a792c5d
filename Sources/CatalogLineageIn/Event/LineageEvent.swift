import Basics
import CatalogModel
import CatalogService

/// What one event of an engine says, in the catalog's terms: urns are made, facts are cut to what aspects are made of.
///
/// Facts are named; for each name of each subject the fact with the latest ``Stamp`` counts, whatever the order in which
/// events arrive. `.null` says that a fact no longer holds.
struct LineageEvent: Sendable {
    /// What happened to the run of an event.
    enum Phase: String, Sendable, CaseIterable {
        case start = "START"
        case running = "RUNNING"
        case other = "OTHER"
        case complete = "COMPLETE"
        case abort = "ABORT"
        case fail = "FAIL"

        /// Of two events of one moment, the one that knows more counts.
        var rank: Int64 {
            switch self {
            case .start: 0
            case .running: 1
            case .other: 2
            case .complete: 3
            case .abort: 4
            case .fail: 5
            }
        }

        var isTerminal: Bool { rank >= Phase.complete.rank }
    }

    var stamp: Stamp
    /// Who sent it, e.g. OpenLineage's `producer` url.
    var producer: String
    /// `nil` in an event about a job or a dataset at rest.
    var run: RunReport?
    /// `nil` in an event about a dataset.
    var job: JobReport?
    var inputs: [DatasetReport] = []
    var outputs: [DatasetReport] = []
    /// The event as it came, to be kept.
    var raw: SourceEvent
}

/// Where an event stands among all others: a total order that every server computes alike.
struct Stamp: Sendable, Hashable, Comparable {
    var time: Microseconds
    /// Decides between events of one moment.
    var rank: Int64
    /// Decides between events that are alike in both.
    var digest: String

    /// Before every event: the stamp of what no event decides.
    static let none = Stamp(time: .min, rank: 0, digest: "")

    static func < (left: Stamp, right: Stamp) -> Bool {
        (left.time, left.rank, left.digest) < (right.time, right.rank, right.digest)
    }

    var milliseconds: Milliseconds {
        let (whole, rest) = time.quotientAndRemainder(dividingBy: 1000)
        return rest < 0 ? whole - 1 : whole
    }
}

/// A fact about a subject.
typealias Facts = [String: JSON]

/// A run as an event tells of it.
struct RunReport: Sendable {
    var id: String
    var urn: Urn
    var phase: LineageEvent.Phase
    /// The run that started this one.
    var parent: Urn?
    /// Runs that ended before this one began.
    var upstreamRuns: [Urn] = []
    var facts: Facts = [:]
}

/// A job as an event tells of it.
struct JobReport: Sendable {
    var urn: Urn
    var flow: Urn
    var namespace: String
    /// The full name; the flow's is the part before the first dot.
    var name: String
    var flowName: String
    /// The engine, e.g. `spark`.
    var orchestrator: String
    /// Jobs that ran before, or that started this one.
    var upstreamJobs: [Urn] = []
    var facts: Facts = [:]

    /// Whether the job is all of its flow, such as an Airflow DAG.
    var isFlow: Bool { name == flowName }
}

/// The columns of a dataset as an event tells of them; most events tell what is known already, so nothing is made of it yet.
struct SchemaReport: Sendable {
    private let fields: [JSON]
    private let tags: [String: [JSON]]
    private let dataset: Urn
    /// Equal for equal columns of the same dataset.
    let digest: String
    /// Whether any column's type is told; some clients list only the columns that somebody documented.
    let isTyped: Bool

    /// - Parameters:
    ///   - facet: The `schema` facet; `nil` is returned where it names no field.
    ///   - tags: Entries of the `tags` facet, by the paths of the columns they are about.
    init?(_ facet: JSON, of dataset: Urn, tags: [String: [JSON]] = [:]) {
        guard let list = facet["fields"]?.arrayValue, list.contains(where: { SchemaFacet.name(of: $0) != nil }) else {
            return nil
        }
        fields = list
        self.tags = tags
        self.dataset = dataset
        isTyped = SchemaFacet.isTyped(list)
        var bytes = Array(dataset.text.utf8)
        for field in list { field.write(to: &bytes) }
        for (column, entries) in tags.sorted(by: { $0.key < $1.key }) {
            JSON.write(column, to: &bytes)
            for entry in entries { entry.write(to: &bytes) }
        }
        digest = hex(Digest128(of: bytes).bytes)
    }

    /// The aspect `schemaMetadata`.
    var metadata: JSON { SchemaFacet.metadata(fields, of: dataset, tags: tags) }
}

/// A dataset as an event tells of it.
struct DatasetReport: Sendable {
    var urn: Urn
    var namespace: String
    var name: String
    /// The platform instance that the namespace stands for.
    var instance: String?
    /// Other names of the same data.
    var aliases: [Urn] = []
    var facts: Facts = [:]
    /// The columns, where the event tells them.
    var schema: SchemaReport?
    /// Column lineage of an output, as `fineGrainedLineages` says it; `nil` where the event is silent.
    var columns: JSON?
    /// What the run did to it: rows, bytes, files, version, lifecycle.
    var statistics: Facts = [:]
    /// What it was found to be like: aspects and points that depend on no other event.
    var notes: [AspectDraft] = []
}
