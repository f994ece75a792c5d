import Basics
import CatalogModel

/// The dataset that a table of Trino is in the system below it: `lake.sales.orders` of an Iceberg catalog is
/// `sales.orders` of the platform `iceberg`. Only tables have one; a view is Trino's own.
struct TrinoSiblings: Sendable {
    /// Where a catalog's tables really are.
    struct Target: Sendable, Equatable {
        var platform: String
        /// The database above the schema, for platforms with three levels.
        var database: String?
        var instance: String?
    }

    /// The platform of a connector, as DataHub names it.
    private static let platforms = [
        "bigquery": "bigquery", "clickhouse": "clickhouse", "delta_lake": "delta-lake", "glue": "glue", "hive": "hive",
        "hudi": "hudi", "iceberg": "iceberg", "kafka": "kafka", "mariadb": "mariadb", "mongodb": "mongodb",
        "mysql": "mysql", "oracle": "oracle", "postgresql": "postgres", "redshift": "redshift",
        "snowflake": "snowflake", "snowflake_jdbc": "snowflake", "snowflake_parallel": "snowflake",
        "sqlserver": "mssql", "starrocks": "starrocks",
    ]

    /// Platforms whose datasets are named by schema and table alone.
    private static let twoTiers: Set<String> = [
        "clickhouse", "delta-lake", "glue", "hive", "hudi", "iceberg", "mariadb", "mongodb", "mysql", "oracle",
    ]

    private let env: String
    private let targets: [String: Target]

    /// - Parameter targets: `catalog=platform[:database[:instance]]`, separated by commas; they stand above what the
    ///   connector's name says.
    init(_ targets: String?, env: String) throws(IngestError) {
        self.env = env
        var found: [String: Target] = [:]
        for part in (targets ?? "").split(separator: ",") {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let words = sides.last?.split(separator: ":", omittingEmptySubsequences: false).map(String.init) ?? []
            guard sides.count == 2, let catalog = sides.first.map(String.init), !catalog.isEmpty, !words[0].isEmpty,
                words.count <= 3
            else {
                throw IngestError(
                    .configuration,
                    "'sibling_platforms' must be CATALOG=PLATFORM[:DATABASE[:INSTANCE]], separated by commas, not '\(part)'"
                )
            }
            func word(_ index: Int) -> String? { words.count > index && !words[index].isEmpty ? words[index] : nil }
            found[trimmed(catalog) { $0 == " " }] = Target(platform: words[0], database: word(1), instance: word(2))
        }
        self.targets = found
    }

    /// The urn of a table's sibling; `nil` where the system below is not known, or names it by a database not given.
    func urn(_ relation: TrinoRelation, of catalog: TrinoCatalog) -> String? {
        guard relation.kind == .table,
            let target = targets[catalog.name]
                ?? TrinoSiblings.platforms[catalog.connector].map({ Target(platform: $0) })
        else { return nil }
        var name = "\(relation.schema).\(relation.name)"
        if target.platform == "kafka" {
            name = relation.schema == "default" ? relation.name : name
        } else if let database = target.database {
            name = "\(database).\(name)"
        } else if !TrinoSiblings.twoTiers.contains(target.platform) {
            return nil
        }
        return EntityNames.dataset(platform: target.platform, name: name, instance: target.instance, env: env)
    }

    /// What is said of a table that has a sibling: the pair, and a column-by-column copy from it.
    func aspects(_ relation: TrinoRelation, of catalog: TrinoCatalog, urn: String) -> [IngestProposal] {
        guard let sibling = self.urn(relation, of: catalog) else { return [] }
        let columns = relation.columns.map { TrinoFields.path(name: $0.name, type: $0.type) }
        let lineage = TrinoLineageAspect(
            urn: urn, upstreams: [sibling],
            columns: columns.map { ($0, [(urn: sibling, path: $0)]) })
        return [
            IngestProposal(
                urn: urn, entityType: "dataset", aspectName: "siblings",
                value: ["siblings": [.string(sibling)], "primary": true]),
            lineage.proposal,
        ]
    }
}

/// A dataset's `upstreamLineage` as DataHub's source writes it, but for the clock.
struct TrinoLineageAspect {
    let urn: String
    let upstreams: [String]
    /// Each column's path with the columns that feed it.
    let columns: [(path: String, sources: [(urn: String, path: String)])]
    var confidence = 1.0

    var proposal: IngestProposal {
        let stamp: JSON = ["time": 0, "actor": "urn:li:corpuser:unknown"]
        var object = JSONObject([
            .init(
                "upstreams",
                .array(upstreams.map { ["auditStamp": stamp, "dataset": .string($0), "type": "VIEW"] }))
        ])
        let fields = columns.compactMap { column -> JSON? in
            let sources = column.sources.compactMap { Self.field($0.urn, $0.path).map(JSON.string) }
            guard !sources.isEmpty, let target = Self.field(urn, column.path) else { return nil }
            return [
                "upstreamType": "FIELD_SET", "upstreams": .array(sources), "downstreamType": "FIELD",
                "downstreams": [.string(target)], "confidenceScore": .double(confidence),
            ]
        }
        if !fields.isEmpty { object.members.append(.init("fineGrainedLineages", .array(fields))) }
        return IngestProposal(
            urn: urn, entityType: "dataset", aspectName: "upstreamLineage", value: .object(object))
    }

    /// The urn of a column; `nil` where none can be made of its name, which may hold a line break.
    static func field(_ urn: String, _ path: String) -> String? {
        let field = "urn:li:schemaField:(\(urn),\(EntityNames.encoded(path)))"
        return Urn.problem(in: field) == nil ? field : nil
    }
}
