import Basics
import CatalogModel
import CatalogService

/// Writes what events tell. One transaction an event; a query that is known already changes nothing.
struct TrinoRecorder: Sendable {
    /// What became of an event.
    enum Outcome {
        case recorded(TrinoLineage, Position)
        /// The same query was recorded before.
        case repeated(TrinoLineage, Position)
        case ignored(String)
    }

    /// Why an event was not recorded.
    enum Failure: Error {
        case event(EventProblem)
        case store(StoreError)
    }

    let writer: MetadataWriter
    let store: any MetadataStore
    let lineage: any LineageReader
    private let turns = Turns()

    init(writer: MetadataWriter, store: any MetadataStore, lineage: any LineageReader) {
        self.writer = writer
        self.store = store
        self.lineage = lineage
    }

    func record(_ query: TrinoQuery, names: QueryNames) async throws(Failure) -> Outcome {
        let found: TrinoLineage?
        do {
            found = try TrinoLineage(query, names: names)
        } catch {
            throw .event(error)
        }
        guard let found else {
            return .ignored(query.isFinished ? "it touches no table that holds data" : "the query did not finish")
        }
        // Runs of one statement merge what they tell; definitions of one table decide which of them holds.
        var keys: Set = [found.queryURN.text]
        if found.isDefinition, let output = found.output { keys.insert(output.text) }
        let result = await turns.take(keys) { () async -> Result<Outcome, Failure> in
            do throws(Failure) {
                return .success(try await write(found))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private func write(_ found: TrinoLineage) async throws(Failure) -> Outcome {
        let proposals: [Proposal]
        do {
            if try await isKnown(found) { return .repeated(found, try await store.position()) }
            proposals = try await self.proposals(found)
        } catch {
            throw .store(error)
        }
        do {
            return .recorded(found, try await writer.write(proposals, actor: found.user.text).position)
        } catch {
            switch error {
            case .store(let error): throw .store(error)
            case .rejected(let rejected):
                let first = rejected.first.map { "\($0.problem)" } ?? "no reason was given"
                throw .event(EventProblem(first, path: "", code: .eventRejected))
            }
        }
    }

    /// Every recorded query has left a point of its statement's usage, in the transaction of everything else.
    private func isKnown(_ found: TrinoLineage) async throws(StoreError) -> Bool {
        let ended = found.query.ended
        let points = try await store.timeseries(
            TimeseriesQuery(
                urn: found.queryURN, aspect: "queryUsageStatistics", from: ended, to: ended, limit: 1,
                equals: ["messageId": [found.query.id]]))
        return !points.isEmpty
    }

    private func proposals(_ found: TrinoLineage) async throws(StoreError) -> [Proposal] {
        let own = [found.queryURN] + (found.job.map { [$0.flow, $0.urn] } ?? [])
        let datasets = found.datasets
        let records = try await store.entities(
            own + datasets, aspects: TrinoProposals.aspects + ["schemaMetadata"]
        ).compactMap { $0 }
        return TrinoProposals(
            found, paths: TrinoFieldPaths(records),
            stored: Dictionary(records.map { ($0.urn, $0) }, uniquingKeysWith: { first, _ in first }),
            rivals: try await rivals(found)
        ).proposals
    }

    /// The other jobs of the flow that define the output of a definition.
    private func rivals(_ found: TrinoLineage) async throws(StoreError) -> [EntityRecord] {
        guard found.isDefinition, let job = found.job, let output = found.output else { return [] }
        let page = try await lineage.lineage(LineageQuery(root: output, direction: .upstream, limit: 10_000))
        let jobs = Set(page.edges.filter { $0.ownerAspect == "dataJobInputOutput" }.map(\.owner))
            .filter { $0 != job.urn.text && $0.hasPrefix("urn:li:dataJob:(\(job.flow.text),") }
        let records = try await store.entities(
            jobs.sorted().compactMap { try? Urn($0) }, aspects: ["dataJobInfo", "dataJobInputOutput"])
        return records.compactMap { $0 }.filter { record in
            let info = record.aspect("dataJobInfo").flatMap { try? JSON.parse($0.value) }
            return info?["customProperties"]?["updateType"]?.stringValue?.hasPrefix("CREATE") == true
        }
    }
}
