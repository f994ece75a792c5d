/// The dataset behind the address of an object or a table, named as the connectors of its platform name it.
struct DatasetAddress: Sendable, Equatable {
    var platform: String
    var name: String

    /// Platforms whose addresses hold a host and the levels of a table: `trino://host:8080/lake/sales/orders`.
    private static let tables: [String: (platform: String, levels: Int)] = [
        "trino": ("trino", 3), "postgres": ("postgres", 3), "postgresql": ("postgres", 3), "redshift": ("redshift", 3),
        "snowflake": ("snowflake", 3), "mysql": ("mysql", 2), "mariadb": ("mariadb", 2), "doris": ("doris", 2),
        "clickhouse": ("clickhouse", 2), "kafka": ("kafka", 1),
    ]

    /// - Returns: `nil` for an address of no platform, or of one where it does not name a dataset: a file on somebody's
    ///   disk, a database without its table.
    init?(_ uri: String) {
        guard let separator = uri.firstRange(of: "://") else { return nil }
        var rest = String(uri[separator.upperBound...])
        while rest.hasSuffix("/") { rest.removeLast() }
        guard !rest.isEmpty else { return nil }
        let scheme = uri[..<separator.lowerBound].lowercased()
        switch scheme {
        case "s3", "s3a", "s3n": self.init(platform: "s3", name: rest)
        case "gs": self.init(platform: "gcs", name: rest)
        case "hdfs", "viewfs":
            // The authority names a cluster, not a part of the path.
            guard let slash = rest.firstIndex(of: "/") else { return nil }
            self.init(platform: "hdfs", name: String(rest[slash...]))
        case "abfs", "abfss", "wasb", "wasbs":
            // container@account.dfs.core.windows.net/path
            guard let at = rest.firstIndex(of: "@") else { return nil }
            let container = rest[..<at]
            let account = rest[rest.index(after: at)...]
            let host = account.prefix { $0 != "/" }
            let blob = host.replacing(".dfs.core.windows.net", with: ".blob.core.windows.net")
            self.init(platform: "abs", name: "\(blob)/\(container)\(account[host.endIndex...])")
        default:
            // postgresql+psycopg2 names a driver too; what follows `?` are its settings.
            let platform = String(scheme.prefix { $0 != "+" })
            let levels = rest.prefix { $0 != "?" && $0 != "#" }.split(separator: "/", omittingEmptySubsequences: false)
            guard let table = DatasetAddress.tables[platform], levels.count == table.levels + 1 else { return nil }
            let name = levels.dropFirst()
            guard name.allSatisfy({ !$0.isEmpty }) else { return nil }
            self.init(platform: table.platform, name: name.joined(separator: "."))
        }
    }

    private init(platform: String, name: String) {
        self.platform = platform
        self.name = name
    }
}
