import CatalogModel
import CatalogService

/// The answer to a call of ``LineageWriter/write(_:)``.
struct LineageReceipt: Sendable {
    /// What became of an event.
    enum Outcome: Sendable {
        case taken
        case refused(EventProblem)
    }

    var position: Position
    /// One an event, in their order.
    var outcomes: [Outcome]
}

/// A caller's events, and where the answer goes.
struct LineageCall: Sendable {
    var events: [LineageEvent]
    /// How often its events were merged in vain, because another server moved what they were merged into.
    var conflicts = 0
    var done: CheckedContinuation<Result<LineageReceipt, StoreError>, Never>
}

/// Merged events on their way into one commit, with the callers who wait for it.
struct LineageLoad {
    private(set) var calls: [LineageCall] = []
    private(set) var writes: [AspectWrite] = []
    private(set) var events: [SourceEvent] = []
    private(set) var moves: [Urn: EventStateMove] = [:]
    /// Runs that have ended, of which little more will come.
    private(set) var ended: Set<Urn> = []
    /// How many events the callers sent.
    private(set) var count = 0
    /// One list a call.
    private var outcomes: [[LineageReceipt.Outcome]] = []

    var isEmpty: Bool { calls.isEmpty }

    /// Adds what merging made of some events, on top of what is here already.
    mutating func add(_ round: PreparedRound) {
        writes += round.writes
        events += round.events
        ended.formUnion(round.ended)
        for (urn, state) in round.states {
            // Several rounds of one commit are one step from what is stored.
            let revision = moves[urn].map(\.from) ?? state.revision
            moves[urn] = Self.move(of: urn, from: revision, to: state.text)
        }
    }

    /// The move of a state; those of runs pass, because runs end.
    static func move(of urn: Urn, from revision: Int64?, to text: String) -> EventStateMove {
        EventStateMove(
            key: StateCache.key(urn), from: revision, text: text, isPassing: urn.entityType == "dataProcessInstance")
    }

    /// Adds a caller whose events have been added or refused.
    mutating func add(_ call: LineageCall, _ outcomes: [LineageReceipt.Outcome]) {
        calls.append(call)
        self.outcomes.append(outcomes)
        count += outcomes.count
    }

    func answer(_ position: Position) {
        for (call, outcomes) in zip(calls, outcomes) {
            call.done.resume(returning: .success(LineageReceipt(position: position, outcomes: outcomes)))
        }
    }
}
