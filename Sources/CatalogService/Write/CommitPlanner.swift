import Basics
import CatalogModel

/// What a store has to know, under its write lock, before a batch can be planned: by the indexes of the planner's
/// ``CommitPlanner/entities`` and ``CommitPlanner/aspects``, `nil` for what is not stored.
public struct CommitState: Sendable {
    /// An entity as stored.
    public struct Entity: Sendable, Equatable {
        /// Written at least once, not only referenced.
        public var exists: Bool
        public var removed: Bool

        public init(exists: Bool, removed: Bool) {
            self.exists = exists
            self.removed = removed
        }
    }

    /// The latest version of an aspect as stored.
    public struct Aspect: Sendable, Equatable {
        public var version: Int64
        public var digest: Digest128
        public var runID: String

        public init(version: Int64, digest: Digest128, runID: String) {
            self.version = version
            self.digest = digest
            self.runID = runID
        }
    }

    public var position: Position
    public var entities: [Entity?]
    public var aspects: [Aspect?]

    public init(position: Position, entities: [Entity?], aspects: [Aspect?]) {
        self.position = position
        self.entities = entities
        self.aspects = aspects
    }
}

/// The aspect of an entity, by the entity's index in a planner.
public struct AspectKey: Sendable, Hashable {
    public var entity: Int
    public var aspect: String

    public init(entity: Int, aspect: String) {
        self.entity = entity
        self.aspect = aspect
    }
}

/// What a batch needs to know and, once it is known, what has to be written: pure, so that every store decides alike.
///
/// A store takes its write lock, reads ``entities`` and ``aspects`` into a ``CommitState``, calls ``plan(_:)`` and writes
/// the plan in the same transaction. Urns are hashed once, here; everything after works with their indexes.
public struct CommitPlanner: Sendable {
    public let batch: WriteBatch
    /// Every entity that the batch writes or that its edges touch, each once.
    public private(set) var entities: [Urn] = []
    /// Every versioned aspect that the batch writes, each once.
    public private(set) var aspects: [AspectKey] = []

    private var indexes: [Urn: Int] = [:]
    private var aspectIndexes: [AspectKey: Int] = [:]
    /// The entity of each write.
    private var owners: [Int] = []
    /// Writes by entity, for those that the batch writes.
    private var writesByEntity: [Int: [AspectWrite]] = [:]

    public init(_ batch: WriteBatch) {
        self.batch = batch
        owners.reserveCapacity(batch.writes.count)
        for write in batch.writes {
            let entity = see(write.urn)
            owners.append(entity)
            if writesByEntity[entity] == nil {
                for urn in batch.defaults.references(of: write.urn) { see(urn) }
            }
            writesByEntity[entity, default: []].append(write)
            if write.kind == .versioned {
                let key = AspectKey(entity: entity, aspect: write.aspect)
                if aspectIndexes[key] == nil {
                    aspectIndexes[key] = aspects.count
                    aspects.append(key)
                }
            }
            for edge in write.projection.edges {
                if edge.source != write.urn { see(edge.source) }
                see(edge.destination)
                if let via = edge.via { see(via) }
            }
        }
    }

    @discardableResult
    private mutating func see(_ urn: Urn) -> Int {
        if let index = indexes[urn] { return index }
        indexes[urn] = entities.count
        entities.append(urn)
        return entities.count - 1
    }

    /// The index of an entity that the batch touches.
    public func index(of urn: Urn) -> Int? { indexes[urn] }

    /// Decides what becomes of each write.
    /// - Parameter state: What is stored of ``entities`` and ``aspects``, read under the write lock.
    public func plan(_ state: CommitState) -> CommitPlan {
        var run = Planning(plan: CommitPlan(start: state.position), state: state, aspectIndexes: aspectIndexes)
        var begun = [Bool](repeating: false, count: entities.count)
        for (write, owner) in zip(batch.writes, owners) {
            if !begun[owner] {
                begun[owner] = true
                if state.entities[owner]?.exists != true {
                    run.plan.createdEntities.append(owner)
                    for implied in batch.defaults.defaults(for: write.urn, writes: writesByEntity[owner] ?? []) {
                        _ = run.apply(implied, owner)
                    }
                }
            }
            run.plan.outcomes.append(run.apply(write, owner))
        }
        run.finish()
        run.plan.referencedEntities = references(run.plan, state)
        return run.plan
    }

    /// Entities that the plan's edges name and that are neither stored nor created by it.
    private func references(_ plan: CommitPlan, _ state: CommitState) -> [Int] {
        var known = state.entities.map { $0 != nil }
        for created in plan.createdEntities { known[created] = true }
        var referenced: [Int] = []
        func need(_ urn: Urn) {
            guard let index = indexes[urn], !known[index] else { return }
            known[index] = true
            referenced.append(index)
        }
        for aspect in plan.aspects {
            for edge in aspect.write.projection.edges {
                need(edge.source)
                need(edge.destination)
                if let via = edge.via { need(via) }
            }
        }
        return referenced
    }
}

/// The state of one planning: writes are applied one after another to what is stored.
private struct Planning {
    var plan: CommitPlan
    let state: CommitState
    let aspectIndexes: [AspectKey: Int]
    /// Where the batch's latest version of an aspect stands in `plan.aspects`.
    private var planned: [AspectKey: Int] = [:]
    private var series: [SeriesKey: Int] = [:]

    private struct SeriesKey: Hashable {
        var key: AspectKey
        var timestamp: Milliseconds
        var identity: Digest128
    }

    init(plan: CommitPlan, state: CommitState, aspectIndexes: [AspectKey: Int]) {
        self.plan = plan
        self.state = state
        self.aspectIndexes = aspectIndexes
    }

    mutating func apply(_ write: AspectWrite, _ entity: Int) -> WriteOutcome {
        let key = AspectKey(entity: entity, aspect: write.aspect)
        if case .timeseries(let timestamp, let identity) = write.kind {
            return append(write, key, timestamp, identity)
        }
        if let index = planned[key] {
            let previous = plan.aspects[index]
            if write.yields, previous.runID != write.systemMetadata.runID {
                return .unchanged(version: previous.version)
            }
            if previous.write.digest == write.digest {
                plan.aspects[index].runID = write.systemMetadata.runID
                plan.aspects[index].lastObserved = write.systemMetadata.lastObserved
                return .unchanged(version: previous.version)
            }
            let next = aspect(write, entity, previous.version + 1, previousRun: previous.runID, previous.stored)
            plan.intermediates.append(.init(aspect: previous, until: next.position))
            plan.aspects[index] = next
            return .written(version: next.version)
        }
        let stored = aspectIndexes[key].flatMap { state.aspects[$0] }
        if write.yields, let stored, stored.runID != write.systemMetadata.runID {
            return .unchanged(version: stored.version)
        }
        if let stored, stored.digest == write.digest {
            plan.touched[key] = .init(
                lastObserved: write.systemMetadata.lastObserved ?? write.created.time,
                runID: write.systemMetadata.runID, lastRunID: stored.runID)
            return .unchanged(version: stored.version)
        }
        let next = aspect(write, entity, (stored?.version ?? 0) + 1, previousRun: stored?.runID, stored != nil)
        if stored != nil { plan.superseded.append(.init(key: key, until: next.position)) }
        // A later change of this aspect is newer than any mere observation noted before.
        if !plan.touched.isEmpty { plan.touched[key] = nil }
        planned[key] = plan.aspects.count
        plan.aspects.append(next)
        return .written(version: next.version)
    }

    private mutating func append(
        _ write: AspectWrite, _ key: AspectKey, _ timestamp: Milliseconds, _ identity: Digest128
    ) -> WriteOutcome {
        let position = plan.record(key, .appended, version: 0, previous: 0, write.created.time)
        let point = CommitPlan.Point(
            entity: key.entity, timestamp: timestamp, identity: identity, write: write, position: position)
        let place = SeriesKey(key: key, timestamp: timestamp, identity: identity)
        if let index = series[place] {
            plan.points[index] = point
        } else {
            series[place] = plan.points.count
            plan.points.append(point)
        }
        return .appended
    }

    private mutating func aspect(
        _ write: AspectWrite, _ entity: Int, _ version: Int64, previousRun: String?, _ stored: Bool
    ) -> CommitPlan.Aspect {
        let position = plan.record(
            AspectKey(entity: entity, aspect: write.aspect), .upserted, version: version, previous: version - 1,
            write.created.time)
        if let removed = write.projection.removed { plan.removed[entity] = removed }
        return .init(
            entity: entity, version: version, write: write, runID: write.systemMetadata.runID,
            lastRunID: previousRun ?? SystemMetadata.noRun, lastObserved: write.systemMetadata.lastObserved,
            position: position, stored: stored)
    }

    /// Gathers the search documents that change: one an entity, however many of its aspects do.
    mutating func finish() {
        var places: [Int: Int] = [:]
        func place(_ entity: Int, _ plan: inout CommitPlan) -> Int {
            if let place = places[entity] { return place }
            let stored = state.entities[entity]
            places[entity] = plan.documents.count
            plan.documents.append(
                .init(
                    entity: entity, contributions: [], hasStored: stored?.exists == true,
                    removed: plan.removed[entity] ?? stored?.removed ?? false))
            return plan.documents.count - 1
        }
        for entity in plan.createdEntities { _ = place(entity, &plan) }
        for entity in plan.removed.keys.sorted() { _ = place(entity, &plan) }
        for index in plan.aspects.indices {
            let write = plan.aspects[index].write
            guard let contribution = write.projection.search else { continue }
            let document = place(plan.aspects[index].entity, &plan)
            plan.documents[document].contributions.append((write.aspect, contribution))
        }
    }
}
