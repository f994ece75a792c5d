import Basics
import CatalogModel

/// What sources of events keep beside the aspects made of them: the events as they came, and what they add up to.
///
/// Both are written by ``MetadataStore/commit(_:)``, in the transaction of the aspects (``WriteBatch/events`` and
/// ``WriteBatch/states``). A state moves by compare-and-set, so two servers that merge into one state cannot lose an event.
public protocol EventLedger: Sendable {
    /// The states of keys, in the order asked; `nil` where none is kept.
    func eventStates(_ keys: [Digest128]) async throws(StoreError) -> [EventState?]

    /// The events of a run as they came, oldest first by their own time.
    func events(ofRun run: String, limit: Int) async throws(StoreError) -> [SourceEvent]

    /// Lets go of events that came before the day of a moment, and of passing states that have not moved since; days are UTC's.
    ///
    /// Safe beside commits and other servers that prune: what moves meanwhile stays.
    /// - Parameter limit: Events, and states, of one call; fewer answered than asked say that no more are there.
    func prune(before moment: Milliseconds, limit: Int) async throws(StoreError) -> PrunedEvents
}

/// What a call of ``EventLedger/prune(before:limit:)`` let go of.
public struct PrunedEvents: Sendable, Equatable {
    public var events: Int
    public var states: Int

    public init(events: Int, states: Int) {
        self.events = events
        self.states = states
    }
}

/// What the events of one subject add up to, as its source wrote it.
public struct EventState: Sendable, Equatable {
    /// 1 at first, +1 with each move.
    public var revision: Int64
    public var text: String

    public init(revision: Int64, text: String) {
        self.revision = revision
        self.text = text
    }
}

/// A state's next text. The commit fails with ``StoreError/conflict(_:)`` when the state is not at the revision it moves from.
public struct EventStateMove: Sendable, Equatable {
    public var key: Digest128
    /// The revision it was made from; `nil` when none was kept.
    public var from: Int64?
    public var text: String
    /// Whether the subject ends, as a run does, so that its state may be let go of once it has not moved for long.
    public var isPassing: Bool

    public init(key: Digest128, from: Int64?, text: String, isPassing: Bool = false) {
        self.key = key
        self.from = from
        self.text = text
        self.isPassing = isPassing
    }

    /// The revision after the move.
    public var revision: Int64 { (from ?? 0) &+ 1 }
}

/// An event as it came. Events are told apart by their digest; the same one is kept once.
public struct SourceEvent: Sendable, Equatable {
    public var digest: Digest128
    /// The kind of source, e.g. `openlineage`.
    public var source: String
    /// The run that the event speaks of; `nil` when it speaks of none.
    public var run: String?
    /// The event's own time.
    public var time: Milliseconds
    /// The event's JSON text.
    public var text: String

    public init(digest: Digest128, source: String, run: String?, time: Milliseconds, text: String) {
        self.digest = digest
        self.source = source
        self.run = run
        self.time = time
        self.text = text
    }
}
