import Basics
import CatalogIndex
import CatalogModel
import CatalogService

/// The store's ports kept in memory: the twin of PostgreSQL that sits the same exam, for tests of everything above it.
///
/// Decisions come from the same ``CommitPlanner``; what is different is only where rows lie.
public actor MemoryStore: MetadataStore {
    struct Entity {
        var exists: Bool
        var removed: Bool
    }

    /// The aspect of an entity.
    struct Key: Hashable {
        var urn: Urn
        var aspect: String
    }

    var reached = Position.start
    var entities: [Urn: Entity] = [:]
    var latest: [Key: AspectRecord] = [:]
    var digests: [Key: Digest128] = [:]
    var history: [Key: [AspectRecord]] = [:]
    var edges: [Key: [StatedEdge]] = [:]
    var documents: [Urn: SearchDocument] = [:]
    var points: [Key: [PointKey: TimeseriesRecord]] = [:]
    var changes: [CommitPlan.Change] = []
    var offsets: [ConsumedPartition: Int64] = [:]
    var attempts: [ConsumedPartition: ConsumerAttempt] = [:]
    var letters: [DeadLetter] = []
    var registered: [SchemaRegistration] = []
    var kept: [Digest128: SourceEvent] = [:]
    var states: [Digest128: EventState] = [:]
    /// When events came, and when passing states moved last.
    private var keptAt: [Digest128: Milliseconds] = [:]
    private var movedAt: [Digest128: Milliseconds] = [:]
    private var failure: StoreError?

    /// An edge, and since when its owner states it.
    struct StatedEdge {
        var draft: EdgeDraft
        var firstSeen: EdgeClaim.Sighting
    }

    struct PointKey: Hashable {
        var timestamp: Milliseconds
        var identity: Digest128
    }

    public init() {}

    /// Makes every following call fail, as a database that is away would; `nil` heals it.
    public func fail(with error: StoreError?) { failure = error }

    func check() throws(StoreError) { if let failure { throw failure } }

    public func position() throws(StoreError) -> Position {
        try check()
        return reached
    }

    /// Every change so far, in order.
    public func changeLog() -> [CommitPlan.Change] { changes }

    public func commit(_ batch: WriteBatch) throws(StoreError) -> CommitReceipt {
        try check()
        for move in batch.offsets where offsets[move.partition] != move.from {
            throw .offsetMoved(move.partition)
        }
        for move in batch.states where states[move.key]?.revision != move.from {
            throw .conflict("events were merged elsewhere at the same time")
        }
        let planner = CommitPlanner(batch)
        func key(_ key: AspectKey) -> Key { Key(urn: planner.entities[key.entity], aspect: key.aspect) }
        let state = CommitState(
            position: reached,
            entities: planner.entities.map { urn in
                entities[urn].map { .init(exists: $0.exists, removed: $0.removed) }
            },
            aspects: planner.aspects.map { aspect in
                guard let record = latest[key(aspect)], let digest = digests[key(aspect)] else { return nil }
                return .init(version: record.version, digest: digest, runID: record.systemMetadata.runID)
            })
        let plan = planner.plan(state)
        write(plan, planner.entities)
        for move in batch.offsets { offsets[move.partition] = move.to }
        for event in batch.events where kept[event.digest] == nil {
            kept[event.digest] = event
            keptAt[event.digest] = SystemClock().now
        }
        for move in batch.states {
            states[move.key] = EventState(revision: move.revision, text: move.text)
            movedAt[move.key] = move.isPassing ? SystemClock().now : nil
        }
        park(batch.deadLetters)
        for id in batch.replayed {
            if let index = letters.firstIndex(where: { $0.id == id }) { letters[index].replayedAt = SystemClock().now }
        }
        return CommitReceipt(position: reached, outcomes: plan.outcomes)
    }

    private func park(_ drafts: [DeadLetterDraft]) {
        for draft in drafts {
            let known = letters.contains {
                $0.draft.clusterID == draft.clusterID && $0.draft.topic == draft.topic
                    && $0.draft.partition == draft.partition && $0.draft.offset == draft.offset
            }
            guard !known else { continue }
            letters.append(
                DeadLetter(
                    id: Int64(letters.count + 1), draft: draft, parkedAt: SystemClock().now, replayedAt: nil))
        }
    }

    private func write(_ plan: CommitPlan, _ urns: [Urn]) {
        func key(_ key: AspectKey) -> Key { Key(urn: urns[key.entity], aspect: key.aspect) }
        for entity in plan.createdEntities { entities[urns[entity]] = Entity(exists: true, removed: false) }
        for entity in plan.referencedEntities { entities[urns[entity]] = Entity(exists: false, removed: false) }
        for (entity, removed) in plan.removed { entities[urns[entity]]?.removed = removed }
        for superseded in plan.superseded {
            if let record = latest[key(superseded.key)] { history[key(superseded.key), default: []].append(record) }
        }
        for intermediate in plan.intermediates {
            history[key(intermediate.aspect.key), default: []].append(Self.record(intermediate.aspect))
        }
        for aspect in plan.aspects {
            let key = key(aspect.key)
            latest[key] = Self.record(aspect)
            digests[key] = aspect.write.digest
            let before = edges[key] ?? []
            let difference = EdgeDifference(stored: before.map(\.draft), wanted: aspect.write.projection.edges)
            var kept = before
            for index in difference.closed.reversed() { kept.remove(at: index) }
            let now = EdgeClaim.Sighting(
                position: aspect.position, time: aspect.lastObserved ?? aspect.write.created.time)
            edges[key] =
                kept
                + difference.opened.map { edge in
                    StatedEdge(draft: edge.draft, firstSeen: edge.replaces.map { before[$0].firstSeen } ?? now)
                }
        }
        for (touched, touch) in plan.touched {
            let key = key(touched)
            latest[key]?.systemMetadata.lastObserved = touch.lastObserved
            latest[key]?.systemMetadata.runID = touch.runID
            latest[key]?.systemMetadata.lastRunID = touch.lastRunID
        }
        for point in plan.points {
            points[key(point.key), default: [:]][PointKey(timestamp: point.timestamp, identity: point.identity)] =
                TimeseriesRecord(
                    aspect: point.write.aspect, timestamp: point.timestamp, value: point.write.text,
                    systemMetadata: point.write.systemMetadata)
        }
        for change in plan.documents {
            var document = documents[urns[change.entity]] ?? SearchDocument()
            for (aspect, part) in change.contributions { document.parts[aspect] = part.isEmpty ? nil : part }
            documents[urns[change.entity]] = document
        }
        changes.append(contentsOf: plan.changes)
        reached = plan.end
    }

    private static func record(_ aspect: CommitPlan.Aspect) -> AspectRecord {
        var metadata = aspect.write.systemMetadata
        metadata.lastObserved = aspect.lastObserved
        metadata.runID = aspect.runID
        metadata.lastRunID = aspect.lastRunID
        return AspectRecord(
            name: aspect.write.aspect, value: aspect.write.text, version: aspect.version, position: aspect.position,
            systemMetadata: metadata, created: aspect.write.created)
    }

    public func entities(_ urns: [Urn], aspects: [String]?) throws(StoreError) -> [EntityRecord?] {
        try check()
        return urns.map { urn in
            guard let entity = entities[urn], entity.exists else { return nil }
            let wanted = latest.filter { key, _ in
                key.urn == urn && (aspects?.contains(key.aspect) ?? true)
            }
            let records = wanted.values.sorted { $0.name < $1.name }
            return EntityRecord(
                urn: urn, removed: entity.removed, position: records.map(\.position).max() ?? .start, aspects: records)
        }
    }

    public func aspect(of urn: Urn, name: String, version: Int64) throws(StoreError) -> AspectRecord? {
        try check()
        let key = Key(urn: urn, aspect: name)
        guard let record = latest[key] else { return nil }
        if version == 0 || version == record.version { return record }
        return history[key]?.first { $0.version == version }
    }

    public func timeseries(_ query: TimeseriesQuery) throws(StoreError) -> [TimeseriesRecord] {
        try check()
        let all = (points[Key(urn: query.urn, aspect: query.aspect)] ?? [:]).values
        let matching = all.filter { record in
            guard record.timestamp >= query.from ?? .min, record.timestamp <= query.to ?? .max else { return false }
            let value = try? JSON.parse(record.value)
            return query.equals.allSatisfy { name, accepted in
                accepted.contains(value?[name]?.stringValue ?? value?[name]?.text ?? "")
            }
        }
        return Array(matching.sorted { $0.timestamp > $1.timestamp }.prefix(query.limit))
    }
}

extension MemoryStore: ConsumerState {
    public func progress(of partitions: [ConsumedPartition]) throws(StoreError)
        -> [ConsumedPartition: ConsumerProgress]
    {
        try check()
        var progress: [ConsumedPartition: ConsumerProgress] = [:]
        for partition in partitions where offsets[partition] != nil || attempts[partition] != nil {
            progress[partition] = ConsumerProgress(nextOffset: offsets[partition], attempt: attempts[partition])
        }
        return progress
    }

    public func markAttempts(_ marks: [ConsumerAttempt]) throws(StoreError) {
        try check()
        for mark in marks { attempts[mark.partition] = mark }
    }
}

extension MemoryStore: DeadLetterStore {
    public func deadLetters(after: Int64, limit: Int) throws(StoreError) -> (total: Int, letters: [DeadLetter]) {
        try check()
        let open = letters.filter { $0.replayedAt == nil }
        return (open.count, Array(open.filter { $0.id > after }.prefix(limit)))
    }

    public func deadLetter(id: Int64) throws(StoreError) -> DeadLetter? {
        try check()
        return letters.first { $0.id == id }
    }

    public func openDeadLetters() throws(StoreError) -> [String: Int] {
        try check()
        return Dictionary(grouping: letters.filter { $0.replayedAt == nil }, by: \.draft.code).mapValues(\.count)
    }
}

extension MemoryStore: RegistryStore {
    public func register(subject: String, schema: String) throws(StoreError) -> Int32 {
        try check()
        if let known = registered.first(where: { $0.subject == subject && $0.schema == schema }) { return known.id }
        let id = Int32(1000 + registered.count)
        let version = Int32(registered.filter { $0.subject == subject }.count + 1)
        registered.append(SchemaRegistration(id: id, subject: subject, version: version, schema: schema))
        return id
    }

    public func schema(id: Int32) throws(StoreError) -> String? {
        try check()
        return registered.first { $0.id == id }?.schema
    }

    public func registrations() throws(StoreError) -> [SchemaRegistration] {
        try check()
        return registered
    }
}

extension MemoryStore: EventLedger {
    public func eventStates(_ keys: [Digest128]) throws(StoreError) -> [EventState?] {
        try check()
        return keys.map { states[$0] }
    }

    public func events(ofRun run: String, limit: Int) throws(StoreError) -> [SourceEvent] {
        try check()
        return Array(
            kept.values.filter { $0.run == run }.sorted { ($0.time, $0.digest) < ($1.time, $1.digest) }.prefix(limit))
    }

    public func prune(before moment: Milliseconds, limit: Int) throws(StoreError) -> PrunedEvents {
        try check()
        let day: Milliseconds = 86_400_000
        func old(_ moments: [Digest128: Milliseconds]) -> [Digest128] {
            Array(
                moments.filter { $0.value / day < moment / day }.sorted { $0.value < $1.value }.map(\.key).prefix(limit)
            )
        }
        let (events, moved) = (old(keptAt), old(movedAt))
        for digest in events {
            kept[digest] = nil
            keptAt[digest] = nil
        }
        for key in moved {
            states[key] = nil
            movedAt[key] = nil
        }
        return PrunedEvents(events: events.count, states: moved.count)
    }
}

extension MemoryStore: ConsistencyChecker {
    /// Derivations are kept as the planner made them, so nothing can differ; only the counts are real.
    public func check(
        limit: Int, progress: @escaping @Sendable (Int, Int) -> Void
    ) throws(StoreError) -> ConsistencyReport {
        try check()
        var report = ConsistencyReport(position: reached)
        report.entities = entities.values.count { $0.exists }
        report.aspects = latest.count
        return report
    }
}
