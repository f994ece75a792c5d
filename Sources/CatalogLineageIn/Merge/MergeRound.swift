import Basics
import CatalogModel

/// One round of merging: events are folded into the states of their subjects, and aspects are made of the states.
///
/// Pure: what comes out depends on the states and the set of events, not on the events' order nor on how often one comes.
struct MergeRound {
    /// Where a draft comes from, for its system metadata.
    struct Origin {
        var stamp: Stamp
        var run: String?
        var source: String
        var producer: String
    }

    private let before: [Urn: MergedState]
    /// Of runs whose events are older than this, what is kept may be gone.
    private let horizon: Microseconds
    private(set) var states: [Urn: MergedState]
    /// By digest.
    private var schemas: [String: SchemaReport] = [:]
    private var origins: [Urn: Origin] = [:]
    /// What events say that depends on no other event.
    private var points: [AspectDraft] = []
    private var noted: Set<String> = []
    /// Jobs whose lineage a run confirmed at its end.
    private var observed: Set<Urn> = []

    /// - Parameters:
    ///   - states: What is kept of the subjects of the events to come; those without are not kept yet.
    ///   - horizon: A run of which nothing is kept and whose first event here is older may be one that was let go of.
    init(states: [Urn: MergedState], horizon: Microseconds = .min) {
        before = states
        self.horizon = horizon
        self.states = states
    }

    /// The entities whose states an event is folded into.
    static func subjects(of event: LineageEvent) -> [Urn] {
        var subjects: [Urn] = []
        if let run = event.run { subjects.append(run.urn) }
        if let job = event.job { subjects += [job.urn, job.flow] }
        for dataset in event.inputs + event.outputs { subjects += [dataset.urn] + dataset.aliases }
        return subjects
    }

    mutating func fold(_ event: LineageEvent) {
        let origin = Origin(
            stamp: event.stamp, run: event.run?.id, source: event.raw.source, producer: event.producer)
        for subject in Self.subjects(of: event) {
            if let known = origins[subject], known.stamp >= origin.stamp { continue }
            origins[subject] = origin
        }
        for (isOutput, datasets) in [(false, event.inputs), (true, event.outputs)] {
            for dataset in datasets {
                DatasetSubject.fold(event, dataset, isOutput: isOutput, into: &states[dataset.urn, default: .init()])
                for alias in dataset.aliases {
                    states[alias, default: .init()].insert(dataset.urn.text, into: "primaries")
                }
                if let schema = dataset.schema { schemas[schema.digest] = schema }
                for note in dataset.notes {
                    // What a thing is may be said by many events, a point is its event's.
                    let identity = "\(note.urn) \(note.aspect) \(note.yields ? "" : event.stamp.digest)"
                    if noted.insert(identity).inserted { points.append(note) }
                    if let known = origins[note.urn], known.stamp >= origin.stamp { continue }
                    origins[note.urn] = origin
                }
            }
        }
        guard let job = event.job else { return }
        JobSubject.foldFlow(event, job, into: &states[job.flow, default: .init()])
        JobSubject.fold(event, job, into: &states[job.urn, default: .init()])
        if let run = event.run {
            if states[run.urn] == nil, event.stamp.time < horizon {
                states[run.urn, default: .init()].insert(RunSubject.late, into: "marks")
            }
            RunSubject.fold(event, run, job, into: &states[run.urn, default: .init()])
            if let state = states[run.urn], let (shape, stamp) = RunSubject.shape(state, of: job.urn) {
                JobSubject.follow(
                    run.urn, shape, at: stamp, isLate: RunSubject.isLate(state), in: &states[job.urn, default: .init()])
            }
            if run.phase.isTerminal { observed.insert(job.urn) }
            if let start = RunSubject.start(event, run) { points.append(start) }
        }
    }

    /// The entities whose states the events changed, sorted.
    var changed: [Urn] { states.filter { $0.value.change != .none }.map(\.key).sorted() }

    /// What the changed states say that it was not said before, with its origin: flows first, runs last.
    func drafts() -> [(draft: AspectDraft, origin: Origin)] {
        var result: [(AspectDraft, Origin)] = []
        var points = points
        let order = ["dataFlow": 0, "dataJob": 1, "dataset": 2]
        for urn in changed.sorted(by: { (order[$0.entityType] ?? 3, $0) < (order[$1.entityType] ?? 3, $1) }) {
            guard let origin = origins[urn], let state = states[urn] else { continue }
            // Lineage that was seen again is not a new version, but it is known when and in which run.
            let isObserved = observed.contains(urn)
            guard state.change == .news else {
                if isObserved, let draft = JobSubject.lineageDraft(state, urn) { result.append((draft, origin)) }
                continue
            }
            let old = drafts(before[urn] ?? .init(), urn)
            for draft in drafts(state, urn) {
                let isNews = !old.contains { $0.aspect == draft.aspect && $0.value == draft.value }
                if isNews || isObserved && draft.aspect == "dataJobInputOutput" { result.append((draft, origin)) }
            }
            if urn.entityType == "dataProcessInstance" {
                let old = RunSubject.points(before[urn] ?? .init(), urn)
                points += RunSubject.points(state, urn).filter { point in
                    !old.contains { $0.aspect == point.aspect && $0.urn == point.urn && $0.value == point.value }
                }
            }
        }
        for point in points {
            if let origin = origins[point.urn] ?? lastOrigin { result.append((point, origin)) }
        }
        return result
    }

    /// For points of a dataset that only earlier events of the run named.
    private var lastOrigin: Origin? { origins.values.max { $0.stamp < $1.stamp } }

    private func drafts(_ state: MergedState, _ urn: Urn) -> [AspectDraft] {
        switch urn.entityType {
        case "dataProcessInstance": RunSubject.drafts(state, urn)
        case "dataJob": JobSubject.drafts(state, urn)
        case "dataFlow": JobSubject.flowDrafts(state, urn)
        default: DatasetSubject.drafts(state, urn, schemas: schemas)
        }
    }
}
