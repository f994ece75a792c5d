import Basics
import CatalogModel

/// The proposals that a finished query makes beside what is stored. Whatever the order in which events arrive, the same is
/// stored in the end: what tells of the latest run yields to later ones, what sums up is merged, points stand for themselves.
struct TrinoProposals {
    let lineage: TrinoLineage
    let paths: TrinoFieldPaths
    /// What is stored of the query, its job, its flow.
    let stored: [Urn: EntityRecord]
    /// Jobs that define the same output, with their `dataJobInputOutput`.
    let rivals: [EntityRecord]
    private(set) var proposals: [Proposal] = []

    private var query: TrinoQuery { lineage.query }

    /// Aspects of ``stored`` that have to be read.
    static let aspects = [
        "queryProperties", "querySubjects", "dataJobInfo", "dataJobInputOutput", "subTypes", "dataFlowInfo",
    ]

    init(
        _ lineage: TrinoLineage, paths: TrinoFieldPaths, stored: [Urn: EntityRecord], rivals: [EntityRecord]
    ) {
        self.lineage = lineage
        self.paths = paths
        self.stored = stored
        self.rivals = rivals
        describeQuery()
        if let job = lineage.job, let output = lineage.output {
            describeJob(job.urn, flow: job.flow, output)
            addOperation(output)
        }
        if lineage.isRead { addUsage() }
    }

    // MARK: - The statement

    private mutating func describeQuery() {
        let urn = lineage.queryURN
        var stamp = Stamp(time: query.created, actor: lineage.user.text)
        if let earlier = value(urn, "queryProperties").flatMap({ Stamp($0["created"]) }) { stamp = min(stamp, earlier) }
        merge(
            urn, "queryProperties",
            QueryAspects.properties(
                statement: lineage.fingerprint.text, isCut: lineage.fingerprint.isCut, stamp: stamp.json,
                platform: lineage.names.platform))
        var subjects = Set(lineage.datasets.map(\.text))
        for read in lineage.reads {
            for column in read.columns { subjects.insert(field(read.dataset, column)) }
        }
        if let output = lineage.output {
            for mapping in lineage.mappings { subjects.insert(field(output, mapping.column)) }
        }
        for subject in value(urn, "querySubjects")?["subjects"]?.arrayValue ?? [] {
            if let entity = subject["entity"]?.stringValue { subjects.insert(entity) }
        }
        merge(urn, "querySubjects", QueryAspects.subjects(subjects))
        append(
            urn, "queryUsageStatistics",
            [
                .init("queryCount", 1), .init("lastExecutedAt", .int(query.ended)), .init("uniqueUserCount", 1),
                .init("userCounts", [["user": .string(lineage.user.text), "count": 1]]),
            ])
    }

    /// Who did something when; the earlier one is the lesser.
    private struct Stamp: Comparable {
        var time: Milliseconds
        var actor: String

        init(time: Milliseconds, actor: String) {
            self.time = time
            self.actor = actor
        }

        init?(_ json: JSON?) {
            // 0 stands for a moment that its writer does not know.
            guard let time = json?["time"]?.intValue, time > 0, let actor = json?["actor"]?.stringValue else {
                return nil
            }
            self.init(time: time, actor: actor)
        }

        var json: JSON { ["time": .int(time), "actor": .string(actor)] }

        static func < (left: Stamp, right: Stamp) -> Bool { (left.time, left.actor) < (right.time, right.actor) }
    }

    // MARK: - The job

    private mutating func describeJob(_ job: Urn, flow: Urn, _ output: Urn) {
        if stored[flow]?.aspect("dataFlowInfo") == nil {
            replace(flow, "dataFlowInfo", QueryAspects.flow("Trino"))
        }
        replace(
            job, "dataJobInfo",
            QueryAspects.job(
                kind: query.updateType ?? "WRITE", table: query.output?.table.name ?? output.text,
                query: lineage.queryURN.text, flow: flow.text))
        replace(job, "subTypes", ["typeNames": ["Query"]])
        let isObsolete = lineage.isDefinition && rivals.contains { isLater($0.aspect("dataJobInputOutput")) }
        replace(job, "dataJobInputOutput", isObsolete ? QueryAspects.nothing : inputOutput(output))
        guard lineage.isDefinition, !isObsolete else { return }
        for rival in rivals {
            guard let aspect = rival.aspect("dataJobInputOutput") else { continue }
            propose(rival.urn, "dataJobInputOutput", QueryAspects.nothing, aspect.systemMetadata)
        }
    }

    private func inputOutput(_ output: Urn) -> JSON {
        QueryAspects.inputOutput(
            inputs: lineage.inputs.map(\.text), output: output.text,
            mappings: lineage.mappings.map { mapping in
                QueryAspects.Mapping(
                    column: field(output, mapping.column),
                    sources: mapping.sources.map { field($0.dataset, $0.column) })
            }, query: lineage.queryURN.text)
    }

    private func field(_ dataset: Urn, _ name: String) -> String {
        "urn:li:schemaField:(\(dataset.text),\(Urn.part(paths[dataset, name])))"
    }

    // MARK: - Points in time

    private mutating func addUsage() {
        for read in lineage.reads {
            let fields: [JSON] = read.columns.map {
                ["fieldPath": .string(paths[read.dataset, $0]), "count": 1]
            }
            append(
                read.dataset, "datasetUsageStatistics",
                [
                    .init("uniqueUserCount", 1), .init("totalSqlQueries", 1),
                    .init("userCounts", [["user": .string(lineage.user.text), "count": 1]]),
                    .init("fieldCounts", .array(fields)),
                ])
        }
    }

    private mutating func addOperation(_ output: Urn) {
        let kind = query.updateType ?? "WRITE"
        propose(
            output, "operation",
            QueryAspects.operation(
                kind: kind, query: lineage.queryURN.text, queryID: query.id, actor: lineage.user.text,
                time: query.ended, rows: kind == "CREATE VIEW" ? nil : query.writtenRows),
            metadata)
    }

    /// A point whose identity is the query, so that a repetition replaces it by itself.
    private mutating func append(_ urn: Urn, _ aspect: String, _ members: [JSONObject.Member]) {
        let place: [JSONObject.Member] = [
            .init("timestampMillis", .int(query.ended)), .init("messageId", .string(query.id)),
        ]
        propose(urn, aspect, .object(JSONObject(place + members)), metadata)
    }

    // MARK: - Versions

    /// Proposes a value that the latest run decides.
    private mutating func replace(_ urn: Urn, _ aspect: String, _ value: JSON) {
        if isLater(stored[urn]?.aspect(aspect)) { return }
        propose(urn, aspect, value, metadata)
    }

    /// Proposes a value that takes in what is stored; the run is still the latest one's.
    private mutating func merge(_ urn: Urn, _ aspect: String, _ value: JSON) {
        guard let record = stored[urn]?.aspect(aspect), isLater(record) else {
            propose(urn, aspect, value, metadata)
            return
        }
        if (try? JSON.parse(record.value))?.contentDigest != value.contentDigest {
            propose(urn, aspect, value, record.systemMetadata)
        }
    }

    /// Whether a stored aspect is of this run or a later one.
    private func isLater(_ record: AspectRecord?) -> Bool {
        guard let metadata = record?.systemMetadata, let observed = metadata.lastObserved else { return false }
        return (observed, metadata.runID) >= (query.ended, query.id)
    }

    private func value(_ urn: Urn, _ aspect: String) -> JSON? {
        stored[urn]?.aspect(aspect).flatMap { try? JSON.parse($0.value) }
    }

    private var metadata: SystemMetadata {
        var properties = JSONObject([.init("appSource", "trino")])
        if let source = query.source, !source.isEmpty { properties["clientId"] = .string(source) }
        return SystemMetadata(
            lastObserved: query.ended, runID: query.id,
            others: JSONObject([.init("properties", .object(properties))]))
    }

    private mutating func propose(_ urn: Urn, _ aspect: String, _ value: JSON, _ metadata: SystemMetadata) {
        proposals.append(Proposal(urn: urn, aspectName: aspect, value: value, systemMetadata: metadata))
    }
}
