import Basics
import CatalogModel
import SQLLineage

/// What a finished query tells the catalog, in urns. Pure: equal events give equal lineage.
struct TrinoLineage {
    struct Read {
        var dataset: Urn
        /// Sorted, without repetition.
        var columns: [String]
        /// Whether the statement itself names the table; else it was met inside a view.
        var isDirect: Bool
    }

    struct Mapping {
        var column: String
        /// Sorted by dataset and column.
        var sources: [(dataset: Urn, column: String)]
    }

    let query: TrinoQuery
    let names: QueryNames
    let fingerprint: SQLStatementFingerprint
    let queryURN: Urn
    let user: Urn
    /// Every table the query looked into, by urn.
    let reads: [Read]
    let output: Urn?
    /// The tables that the output is made from, sorted.
    let inputs: [Urn]
    let mappings: [Mapping]
    /// What the query is as a job; `nil` when it writes nothing.
    let job: Job?

    /// A job and the flow of the cluster's queries that it is part of.
    struct Job {
        var urn: Urn
        var flow: Urn
    }

    /// Whether the query makes its output anew, which ends what earlier ones said of it.
    var isDefinition: Bool { query.updateType?.hasPrefix("CREATE") == true }

    /// Whether the tables were read, not only looked up in order to define something.
    var isRead: Bool {
        !query.scanned.isEmpty
            || !["EXPLAIN", "DESCRIBE"].contains(query.queryType) && query.updateType?.hasSuffix("VIEW") != true
    }

    /// Every table of the query.
    var datasets: [Urn] { Array(Set(reads.map(\.dataset) + inputs + (output.map { [$0] } ?? []))).sorted() }

    /// `nil` when the query neither finished nor touched a table that holds data.
    init?(_ query: TrinoQuery, names: QueryNames) throws(EventProblem) {
        guard query.isFinished else { return nil }
        if query.scanned.isEmpty, ["EXPLAIN", "DESCRIBE"].contains(query.queryType) { return nil }
        let urns = Urns(names: names)
        let reads = try Self.reads(query, urns)
        let output = query.output.flatMap { $0.table.isData ? $0 : nil }
        guard !reads.isEmpty || output != nil else { return nil }
        self.query = query
        self.names = names
        self.reads = reads
        fingerprint = SQLStatementFingerprint(of: query.statement, dialect: .trino)
        queryURN = try urns.urn(QueryNames.query(fingerprint.digest), "/metadata/query")
        user = try urns.urn(QueryNames.user(query.user), "/context/user")
        guard let output else {
            self.output = nil
            inputs = []
            mappings = []
            job = nil
            return
        }
        let target = try urns.dataset(output.table, output.path)
        let mappings = try Self.mappings(output, target, urns)
        let sources = Set(mappings.flatMap { $0.sources.map(\.dataset) })
        // An UPDATE's table is among those it looks into; it is an input only where columns come from it.
        let inputs = sources.union(reads.filter(\.isDirect).map(\.dataset).filter { $0 != target }).sorted()
        self.output = target
        self.mappings = mappings.reduce(0) { $0 + $1.sources.count } > QueryAspects.maximumPairs ? [] : mappings
        self.inputs = inputs
        let job = names.job(of: fingerprint.digest, output: target.text, inputs: inputs.map(\.text))
        self.job = Job(
            urn: try urns.urn(job, "/metadata/query"), flow: try urns.urn(names.flow, "/metadata/query"))
    }

    private static func reads(_ query: TrinoQuery, _ urns: Urns) throws(EventProblem) -> [Read] {
        var reads: [Urn: Read] = [:]
        let relations = query.relations.isEmpty ? query.scanned : query.relations
        for relation in relations where relation.table.isData {
            let urn = try urns.dataset(relation.table, relation.path)
            var read = reads[urn] ?? Read(dataset: urn, columns: [], isDirect: false)
            read.columns += relation.columns
            read.isDirect = read.isDirect || relation.isDirect
            reads[urn] = read
        }
        for scan in query.scanned where scan.table.isData {
            reads[try urns.dataset(scan.table, scan.path)]?.columns += scan.columns
        }
        return reads.values.sorted { $0.dataset < $1.dataset }.map { read in
            Read(dataset: read.dataset, columns: Set(read.columns).sorted(), isDirect: read.isDirect)
        }
    }

    private static func mappings(
        _ output: TrinoQuery.Output, _ target: Urn, _ urns: Urns
    ) throws(EventProblem) -> [Mapping] {
        var mappings: [Mapping] = []
        for column in output.columns {
            var known: Set<TrinoColumn> = []
            var sources: [(dataset: Urn, column: String)] = []
            for source in column.sources where source.table.isData {
                let dataset = try urns.dataset(source.table, output.path)
                // A column that is written from itself is no lineage.
                if dataset == target, source.column == column.name { continue }
                if known.insert(TrinoColumn(dataset: dataset, name: source.column)).inserted {
                    sources.append((dataset, source.column))
                }
            }
            guard !sources.isEmpty else { continue }
            sources.sort { ($0.dataset, $0.column) < ($1.dataset, $1.column) }
            mappings.append(Mapping(column: column.name, sources: sources))
        }
        return mappings
    }

    /// Makes urns and says where in the event a name stands that cannot be part of one.
    private struct Urns {
        let names: QueryNames

        func dataset(_ table: TrinoTable, _ path: String) throws(EventProblem) -> Urn {
            do {
                return try Urn.dataset(
                    platform: names.platform, name: table.name, instance: names.instance, env: names.env)
            } catch {
                throw EventProblem("\(error)", path: path)
            }
        }

        func urn(_ text: String, _ path: String) throws(EventProblem) -> Urn {
            do {
                return try Urn(text)
            } catch {
                throw EventProblem("\(error)", path: path)
            }
        }
    }
}

/// A column of a table.
struct TrinoColumn: Hashable {
    var dataset: Urn
    var name: String
}
