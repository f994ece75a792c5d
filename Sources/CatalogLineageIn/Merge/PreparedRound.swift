import Basics
import CatalogModel
import CatalogService

/// What a round of merging wants written: aspects, the events as they came, and the states that they add up to.
struct PreparedRound {
    /// A state that the round changed.
    struct State {
        var merged: MergedState
        var text: String
        /// The revision it was made from; `nil` when none was kept.
        var revision: Int64?
    }

    var writes: [AspectWrite] = []
    var events: [SourceEvent]
    var states: [Urn: State] = [:]
    /// Runs that ended in this round.
    var ended: Set<Urn> = []
    /// The lineage of jobs as it was written, by the value it was made of.
    var lineages: [Urn: (value: JSON, write: AspectWrite)] = [:]

    /// Prepares what a round adds up to, or says why the model refuses a part of it.
    /// - Parameter cache: Holds the states that the round began with.
    static func make(
        of round: MergeRound, _ events: [LineageEvent], _ cache: StateCache, _ preparer: ProposalPreparer
    ) -> Result<PreparedRound, EventProblem> {
        var prepared = PreparedRound(events: events.map(\.raw))
        for (draft, origin) in round.drafts() {
            switch prepared.write(draft, origin, cache, preparer) {
            case .success(let write): prepared.writes.append(write)
            case .failure(let problem):
                return .failure(EventProblem("\(problem)", path: "", code: .eventRejected))
            }
        }
        for urn in round.changed {
            var state = round.states[urn] ?? .init()
            state.settle()
            prepared.states[urn] = State(merged: state, text: state.text, revision: cache.revision(of: urn))
        }
        for event in events {
            if let run = event.run, run.phase.isTerminal { prepared.ended.insert(run.urn) }
        }
        return .success(prepared)
    }

    private mutating func write(
        _ draft: AspectDraft, _ origin: MergeRound.Origin, _ cache: StateCache, _ preparer: ProposalPreparer
    ) -> Result<AspectWrite, ProposalProblem> {
        var metadata = SystemMetadata(
            runID: draft.yields ? LineageWriter.observation : origin.run ?? LineageWriter.observation)
        metadata.others["properties"] = [
            "appSource": .string(origin.source), "clientId": .string(clipped(origin.producer)),
        ]
        let isLineage = draft.aspect == "dataJobInputOutput"
        if isLineage, let known = cache.lineage(of: draft.urn, draft.value) {
            return .success(preparer.again(known, systemMetadata: metadata, actor: AuditStamp.unknownActor))
        }
        let result = preparer.prepare(
            Proposal(urn: draft.urn, aspectName: draft.aspect, value: draft.value, systemMetadata: metadata),
            actor: AuditStamp.unknownActor, yields: draft.yields)
        if isLineage, case .success(let write) = result { lineages[draft.urn] = (draft.value, write) }
        return result
    }
}
