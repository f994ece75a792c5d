import Basics
import CatalogModel

/// The aspect of an entity, as a key.
public struct AspectKey: Sendable, Hashable {
    public var urn: Urn
    public var aspect: String

    public init(urn: Urn, aspect: String) {
        self.urn = urn
        self.aspect = aspect
    }
}

/// What a store has to know, under its write lock, before a batch can be planned.
public struct CommitState: Sendable {
    /// An entity as stored.
    public struct Entity: Sendable, Equatable {
        public var id: Int32
        /// Written at least once, not only referenced.
        public var exists: Bool
        public var removed: Bool

        public init(id: Int32, exists: Bool, removed: Bool) {
            self.id = id
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
    public var entities: [Urn: Entity]
    public var aspects: [AspectKey: Aspect]

    public init(position: Position, entities: [Urn: Entity], aspects: [AspectKey: Aspect]) {
        self.position = position
        self.entities = entities
        self.aspects = aspects
    }
}

/// What a batch needs to know and, once it is known, what has to be written: pure, so that every store decides alike.
///
/// A store takes its write lock, reads ``entities`` and ``aspects`` into a ``CommitState``, calls ``plan(_:)`` and writes
/// the plan in the same transaction.
public struct CommitPlanner: Sendable {
    public let batch: WriteBatch
    /// Every entity that the batch writes or that its edges touch, each once.
    public let entities: [Urn]
    /// Every versioned aspect that the batch writes, each once.
    public let aspects: [AspectKey]

    private let writesByEntity: [Urn: [Int]]

    public init(_ batch: WriteBatch) {
        self.batch = batch
        var entities: [Urn] = []
        var seenEntities: Set<Urn> = []
        var aspects: [AspectKey] = []
        var seenAspects: Set<AspectKey> = []
        var writesByEntity: [Urn: [Int]] = [:]
        func see(_ urn: Urn) { if seenEntities.insert(urn).inserted { entities.append(urn) } }
        for (index, write) in batch.writes.enumerated() {
            see(write.urn)
            writesByEntity[write.urn, default: []].append(index)
            if write.kind == .versioned {
                let key = AspectKey(urn: write.urn, aspect: write.aspect)
                if seenAspects.insert(key).inserted { aspects.append(key) }
            }
            for edge in write.projection.edges {
                see(edge.source)
                see(edge.destination)
                if let via = edge.via { see(via) }
            }
        }
        self.entities = entities
        self.aspects = aspects
        self.writesByEntity = writesByEntity
    }

    /// Decides what becomes of each write.
    /// - Parameter state: What is stored of ``entities`` and ``aspects``, read under the write lock.
    public func plan(_ state: CommitState) -> CommitPlan {
        var plan = CommitPlan(start: state.position)
        var current: [AspectKey: CommitPlan.Aspect] = [:]
        var order: [AspectKey] = []
        var series: [SeriesKey: Int] = [:]
        var begun: Set<Urn> = []
        for write in batch.writes {
            if begun.insert(write.urn).inserted, state.entities[write.urn]?.exists != true {
                plan.createdEntities.append(write.urn)
                let own = (writesByEntity[write.urn] ?? []).map { batch.writes[$0] }
                for implied in batch.defaults.defaults(for: write.urn, writes: own) {
                    _ = apply(implied, state, &plan, &current, &order, &series)
                }
            }
            plan.outcomes.append(apply(write, state, &plan, &current, &order, &series))
        }
        for key in order {
            guard let aspect = current[key] else { continue }
            plan.aspects.append(aspect)
            if aspect.stored || !aspect.projection.edges.isEmpty {
                plan.edgeOwners.append(
                    .init(key: key, edges: aspect.projection.edges, hasStored: aspect.stored))
            }
        }
        planDocuments(state, &plan)
        planReferences(state, &plan)
        return plan
    }

    private struct SeriesKey: Hashable {
        var key: AspectKey
        var timestamp: Milliseconds
        var identity: Digest128
    }

    private func apply(
        _ write: AspectWrite, _ state: CommitState, _ plan: inout CommitPlan,
        _ current: inout [AspectKey: CommitPlan.Aspect], _ order: inout [AspectKey], _ series: inout [SeriesKey: Int]
    ) -> WriteOutcome {
        let key = AspectKey(urn: write.urn, aspect: write.aspect)
        if case .timeseries(let timestamp, let identity) = write.kind {
            let position = plan.record(key, .appended, version: 0, previous: 0, write)
            let row = CommitPlan.Point(
                key: key, timestamp: timestamp, identity: identity, text: write.text,
                systemMetadata: write.systemMetadata, position: position)
            let place = SeriesKey(key: key, timestamp: timestamp, identity: identity)
            if let index = series[place] {
                plan.points[index] = row
            } else {
                series[place] = plan.points.count
                plan.points.append(row)
            }
            return .appended
        }
        let stored = state.aspects[key]
        if var planned = current[key] {
            if planned.digest == write.digest {
                planned.systemMetadata.lastObserved = write.systemMetadata.lastObserved
                planned.systemMetadata.runID = write.systemMetadata.runID
                current[key] = planned
                return .unchanged(version: planned.version)
            }
            let previous = planned
            planned = planWrite(
                write, key, version: previous.version + 1, previousRun: previous.systemMetadata.runID,
                stored: previous.stored, &plan)
            plan.intermediates.append(.init(aspect: previous, until: planned.position))
            current[key] = planned
            return .written(version: planned.version)
        }
        if let stored, stored.digest == write.digest {
            plan.touched[key] = .init(
                lastObserved: write.systemMetadata.lastObserved ?? write.created.time,
                runID: write.systemMetadata.runID, lastRunID: stored.runID)
            return .unchanged(version: stored.version)
        }
        let planned = planWrite(
            write, key, version: (stored?.version ?? 0) + 1, previousRun: stored?.runID, stored: stored != nil, &plan)
        if stored != nil { plan.superseded.append(.init(key: key, until: planned.position)) }
        // A later change of this aspect is newer than any mere observation noted before.
        plan.touched[key] = nil
        current[key] = planned
        order.append(key)
        return .written(version: planned.version)
    }

    private func planWrite(
        _ write: AspectWrite, _ key: AspectKey, version: Int64, previousRun: String?, stored: Bool,
        _ plan: inout CommitPlan
    ) -> CommitPlan.Aspect {
        let position = plan.record(key, .upserted, version: version, previous: version - 1, write)
        if let removed = write.projection.removed { plan.removed[write.urn] = removed }
        var metadata = write.systemMetadata
        metadata.lastRunID = previousRun ?? SystemMetadata.noRun
        return .init(
            key: key, version: version, text: write.text, digest: write.digest, systemMetadata: metadata,
            created: write.created, position: position, projection: write.projection, stored: stored)
    }

    private func planDocuments(_ state: CommitState, _ plan: inout CommitPlan) {
        var documents: [Urn: CommitPlan.Document] = [:]
        var order: [Urn] = []
        func document(_ urn: Urn, _ change: (inout CommitPlan.Document) -> Void) {
            if documents[urn] == nil {
                order.append(urn)
                let entity = state.entities[urn]
                let exists = entity?.exists == true
                let removed = plan.removed[urn] ?? (entity?.removed ?? false)
                documents[urn] = .init(urn: urn, contributions: [:], hasStored: exists, removed: removed)
            }
            if var value = documents[urn] {
                change(&value)
                documents[urn] = value
            }
        }
        for urn in plan.createdEntities { document(urn) { _ in } }
        for urn in plan.removed.keys.sorted() { document(urn) { _ in } }
        for aspect in plan.aspects {
            guard let contribution = aspect.projection.search else { continue }
            document(aspect.key.urn) { $0.contributions[aspect.key.aspect] = contribution }
        }
        plan.documents = order.compactMap { documents[$0] }
    }

    private func planReferences(_ state: CommitState, _ plan: inout CommitPlan) {
        var known = Set(plan.createdEntities)
        for owner in plan.edgeOwners {
            for edge in owner.edges {
                for urn in [edge.source, edge.destination] + (edge.via.map { [$0] } ?? [])
                where state.entities[urn] == nil && known.insert(urn).inserted {
                    plan.referencedEntities.append(urn)
                }
            }
        }
    }
}
