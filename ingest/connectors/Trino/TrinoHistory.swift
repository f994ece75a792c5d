import Basics
import CatalogModel
import SQLLineage

/// Usage and lineage from the queries that the coordinator remembers, a page at a time.
///
/// Who read which table how often goes into days; what INSERT, MERGE, UPDATE and CREATE TABLE AS wrote becomes a job for each
/// statement, which owns the edges, so that nobody's `upstreamLineage` is touched. Statements are kept without their literals.
struct TrinoHistory {
    let reader: TrinoReader
    let mapping: TrinoMapping
    /// Whether a table is among those that the recipe reads; only they get usage.
    private let isWanted: (SQLTableName) -> Bool

    private(set) var memory: TrinoHistoryMemory
    /// Queries that were read.
    private(set) var count = 0
    /// Those among them whose tables cannot be named for want of a session.
    private(set) var incomplete = 0
    /// Why the coordinator does not tell sessions.
    private(set) var sessionProblem: TrinoError?

    private var schemas = TrinoSchemas()
    private var sessions: [String: TrinoSession]?
    private var readings: [Key: TrinoStatement.Reading] = [:]
    private var place: (ended: Milliseconds, id: String)?
    private var isAtEnd = false

    private struct Key: Hashable {
        var text: String
        var session: TrinoSession
    }

    init(
        reader: TrinoReader, mapping: TrinoMapping, memory: TrinoHistoryMemory,
        isWanted: @escaping (SQLTableName) -> Bool
    ) {
        self.reader = reader
        self.mapping = mapping
        self.memory = memory
        self.isWanted = isWanted
    }

    /// What the next page of queries tells; `nil` after the last one.
    mutating func next() async throws(TrinoError) -> [IngestProposal]? {
        guard !isAtEnd else { return nil }
        let page = try await reader.queries(after: place ?? (memory.start - 1, ""))
        isAtEnd = page.count < TrinoReader.historyPage
        guard let last = page.last else { return nil }
        place = (last.ended, last.id)
        var aspects = TrinoHistoryAspects(mapping: mapping)
        for execution in page where memory.take(execution) {
            count += 1
            guard case .known(let statement) = try await reading(of: execution) else { continue }
            aspects.add(execution, statement, isWanted, &memory)
        }
        readings = [:]
        let proposals = aspects.proposals(memory)
        memory.close()
        return proposals
    }

    /// What a query's text means, in its session where it needs one.
    private mutating func reading(of execution: TrinoExecution) async throws(TrinoError) -> TrinoStatement.Reading {
        let complete = try await reading(Key(text: execution.text, session: TrinoSession()))
        guard case .incomplete = complete else { return complete }
        if sessions == nil {
            do { sessions = try await reader.sessions() } catch {
                guard !error.endsRun else { throw error }
                sessions = [:]
                sessionProblem = error
            }
        }
        guard let session = sessions?[execution.id], session.catalog != nil else {
            incomplete += 1
            return .incomplete
        }
        let reading = try await reading(Key(text: execution.text, session: session))
        if case .incomplete = reading { incomplete += 1 }
        return reading
    }

    private mutating func reading(_ key: Key) async throws(TrinoError) -> TrinoStatement.Reading {
        if let known = readings[key] { return known }
        let reading = try await TrinoStatement.read(key.text, in: key.session, &schemas, by: reader)
        readings[key] = reading
        return reading
    }
}

/// The aspects that a page of queries makes, each once.
struct TrinoHistoryAspects {
    private let mapping: TrinoMapping
    private let names: QueryNames
    /// Days and urns whose counts changed.
    private var datasets: [Milliseconds: Set<String>] = [:]
    private var statements: [Milliseconds: Set<String>] = [:]
    private var fingerprints: [String: SQLStatementFingerprint] = [:]
    private var subjects: [String: Set<String>] = [:]
    private var jobs: [String: [(name: String, value: JSON)]] = [:]
    private var operations: [IngestProposal] = []

    init(mapping: TrinoMapping) {
        self.mapping = mapping
        names = QueryNames(platform: TrinoMapping.platform, env: mapping.env, instance: mapping.instance)
    }

    /// Takes in one run of a statement.
    mutating func add(
        _ execution: TrinoExecution, _ statement: TrinoStatement, _ isWanted: (SQLTableName) -> Bool,
        _ memory: inout TrinoHistoryMemory
    ) {
        let query = QueryNames.query(statement.fingerprint.digest)
        let user = QueryNames.user(execution.user)
        guard Urn.problem(in: user) == nil else { return }
        var reads: [String: Set<String>] = [:]
        for (table, fields) in statement.reads where isWanted(table) { reads[urn(table)] = fields }
        let day = TrinoHistoryMemory.day(of: execution.ended)
        memory.count(execution, user: user, statement: query, text: statement.fingerprint.text, reads: reads)
        datasets[day, default: []].formUnion(reads.keys)
        statements[day, default: []].insert(query)
        fingerprints[query] = statement.fingerprint
        var subjects: Set<String> = []
        for (table, fields) in statement.reads {
            subjects.insert(urn(table))
            subjects.formUnion(fields.compactMap { field(table, $0) })
        }
        if let write = statement.write {
            subjects.insert(urn(write.table))
            let written = write.columns.filter { !$0.sources.isEmpty }
            subjects.formUnion(written.compactMap { field(write.table, $0.path) })
            add(execution, write, statement, &memory)
        }
        self.subjects[query, default: []].formUnion(subjects)
    }

    private mutating func add(
        _ execution: TrinoExecution, _ write: TrinoStatement.Write, _ statement: TrinoStatement,
        _ memory: inout TrinoHistoryMemory
    ) {
        let query = QueryNames.query(statement.fingerprint.digest)
        let output = urn(write.table)
        operations.append(
            IngestProposal(
                urn: output, entityType: "dataset", aspectName: "operation",
                value: QueryAspects.operation(
                    kind: write.kind, query: query, queryID: execution.id, actor: QueryNames.user(execution.user),
                    time: execution.ended)))
        guard write.hasLineage else { return }
        let pairs = write.columns.reduce(0) { $0 + $1.sources.count }
        let named = write.columns.filter { !$0.sources.isEmpty }
        let sources = Set(named.flatMap(\.sources).map(\.table))
        let inputs = sources.union(statement.reads.keys.filter { $0 != write.table }).map(urn).sorted()
        let mappings = named.compactMap { column -> QueryAspects.Mapping? in
            let sources = column.sources.map { (urn: urn($0.table), path: $0.path, field: field($0.table, $0.path)) }
                .sorted { ($0.urn, $0.path) < ($1.urn, $1.path) }.compactMap(\.field)
            guard let target = field(write.table, column.path), !sources.isEmpty else { return nil }
            return QueryAspects.Mapping(column: target, sources: sources)
        }
        let job = names.job(of: statement.fingerprint.digest, output: output, inputs: inputs)
        jobs[job] = [
            (
                "dataJobInfo",
                QueryAspects.job(
                    kind: write.kind, table: write.table.description, query: query, flow: names.flow)
            ), ("subTypes", ["typeNames": ["Query"]]),
            (
                "dataJobInputOutput",
                QueryAspects.inputOutput(
                    inputs: inputs, output: output, mappings: pairs > QueryAspects.maximumPairs ? [] : mappings,
                    confidence: .double(write.confidence), query: query)
            ),
        ]
        guard write.isDefinition, let earlier = memory.define(output, by: job, at: execution.ended) else { return }
        jobs[earlier] = [("dataJobInputOutput", QueryAspects.nothing)]
    }

    /// Everything that was taken in, in an order that depends on nothing else.
    func proposals(_ memory: TrinoHistoryMemory) -> [IngestProposal] {
        var proposals: [IngestProposal] = []
        let unknown: JSON = ["time": 0, "actor": "urn:li:corpuser:unknown"]
        for (query, fingerprint) in fingerprints.sorted(by: { $0.key < $1.key }) {
            proposals += IngestProposal.aspects(
                query, "query",
                [
                    (
                        "queryProperties",
                        QueryAspects.properties(
                            statement: fingerprint.text, isCut: fingerprint.isCut, stamp: unknown,
                            platform: TrinoMapping.platform)
                    ), ("querySubjects", QueryAspects.subjects(subjects[query] ?? [])),
                ])
        }
        if !jobs.isEmpty {
            proposals += IngestProposal.aspects(names.flow, "dataFlow", [("dataFlowInfo", QueryAspects.flow("Trino"))])
        }
        for (job, aspects) in jobs.sorted(by: { $0.key < $1.key }) {
            proposals += IngestProposal.aspects(job, "dataJob", aspects)
        }
        proposals += operations
        for (day, urns) in statements.sorted(by: { $0.key < $1.key }) {
            for urn in urns.sorted() {
                guard let usage = memory.days[day]?.statements[urn] else { continue }
                proposals += IngestProposal.aspects(
                    urn, "query", [("queryUsageStatistics", usage.ofStatement(day: day))])
            }
        }
        for (day, urns) in datasets.sorted(by: { $0.key < $1.key }) {
            for urn in urns.sorted() {
                guard let usage = memory.days[day]?.datasets[urn] else { continue }
                proposals += IngestProposal.aspects(
                    urn, "dataset",
                    [("datasetUsageStatistics", usage.ofDataset(day: day, texts: memory.texts))])
            }
        }
        return proposals
    }

    private func urn(_ name: SQLTableName) -> String { mapping.urn(name.parts[0], name.parts[1], name.parts[2]) }

    private func field(_ table: SQLTableName, _ path: String) -> String? { TrinoLineageAspect.field(urn(table), path) }
}
