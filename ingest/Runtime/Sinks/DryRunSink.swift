import Basics

/// What a run would do to the catalog, in aspects.
struct Preview: Sendable, Equatable {
    /// An entity that a run would touch.
    struct Entry: Sendable, Equatable {
        enum Kind: String, Sendable { case new, changed, removed }

        var kind: Kind
        var urn: String
        /// The aspects that would be written, sorted.
        var aspects: [String]
    }

    static let maximumEntries = 1000
    private static let shownEntries = 40

    var new = 0
    var changed = 0
    var removed = 0
    /// Events in time, which have no earlier value to compare with.
    var events = 0
    private(set) var entries: [Entry] = []

    /// For a person: the counts, then what would be touched.
    var lines: [String] {
        var lines = [
            "a run would write \(new) new aspects, change \(changed) and mark \(removed) entities as removed"
                + (events > 0 ? ", and add \(events) events" : "")
        ]
        for entry in entries.prefix(Preview.shownEntries) {
            lines.append("\(entry.kind.rawValue): \(entry.urn) (\(entry.aspects.joined(separator: ", ")))")
        }
        let rest = entries.count - Preview.shownEntries
        if rest > 0 { lines.append("… and \(entries.count < Preview.maximumEntries ? "" : "at least ")\(rest) more") }
        return lines
    }

    mutating func add(_ entry: Entry) {
        if entries.count < Preview.maximumEntries { entries.append(entry) }
    }
}

/// Writes nothing; looks into the catalog for what a run would change.
actor DryRunSink: ProposalSink {
    /// Entities asked for at once; their urns stand in the address of the request.
    private static let entitiesAtOnce = 25

    private let connection: CatalogConnection
    private var waiting: [String: [IngestProposal]] = [:]
    private var order: [String] = []
    private var tally = SinkTally()
    private var preview = Preview()
    /// Aspects that this run told already, which a run would hold by then.
    private var told: [Digest128: Digest128] = [:]

    init(_ connection: CatalogConnection) { self.connection = connection }

    func check() async throws(IngestError) { try await connection.check() }

    func write(_ proposals: [IngestProposal]) async throws(IngestError) {
        for proposal in proposals {
            if waiting[proposal.urn] == nil {
                if order.count >= DryRunSink.entitiesAtOnce { try await compare() }
                order.append(proposal.urn)
            }
            waiting[proposal.urn, default: []].append(proposal)
        }
    }

    func barrier() async throws(IngestError) { try await compare() }

    func flush() async throws(IngestError) -> SinkTally {
        try await compare()
        tally.preview = preview
        return tally
    }

    private func compare() async throws(IngestError) {
        let (urns, proposals) = (order, waiting)
        guard !urns.isEmpty else { return }
        order = []
        waiting = [:]
        let names = Set(proposals.values.joined().map(\.aspectName)).subtracting(TimeseriesAspects.names)
        let held = names.isEmpty ? [:] : try await connection.aspects(of: urns, named: names.sorted())
        for urn in urns { judge(urn, proposals[urn] ?? [], held[urn] ?? [:]) }
    }

    private func judge(_ urn: String, _ proposals: [IngestProposal], _ held: [String: JSON]) {
        var touched: [Preview.Entry.Kind: [String]] = [:]
        for proposal in proposals {
            let name = proposal.aspectName
            guard !TimeseriesAspects.names.contains(name) else {
                preview.events += 1
                continue
            }
            let digest = proposal.value.contentDigest
            let before = told.updateValue(digest, forKey: Digest128(of: Array("\(urn) \(name)".utf8)))
            if before == digest {
                tally.unchanged += 1
            } else if proposal.change == .patch {
                preview.changed += 1
                touched[.changed, default: []].append(name)
            } else if let value = held[name] {
                if before == nil, value.contentDigest == digest {
                    tally.unchanged += 1
                } else if name == "status", proposal.value["removed"]?.boolValue == true {
                    preview.removed += 1
                    touched[.removed, default: []].append(name)
                } else {
                    preview.changed += 1
                    touched[.changed, default: []].append(name)
                }
            } else {
                preview.new += 1
                touched[held.isEmpty ? .new : .changed, default: []].append(name)
            }
        }
        for (kind, aspects) in touched.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            preview.add(Preview.Entry(kind: kind, urn: urn, aspects: aspects.sorted()))
        }
    }
}

/// Aspects that are events in time: they are read by another interface, and each write is one more.
enum TimeseriesAspects {
    static let names: Set<String> = [
        "assertionRunEvent", "chartUsageStatistics", "dashboardUsageStatistics", "dataProcessInstanceRunEvent",
        "datahubIngestionCheckpoint", "datahubIngestionRunSummary", "datasetProfile", "datasetUsageStatistics",
        "documentUsageStatistics", "operation", "queryUsageStatistics",
    ]
}
