import Basics
import CatalogModel

/// Makes a dataset's urn of the namespace and name that engines call it by, so that it is the node that connectors write.
///
/// Follows OpenLineage's naming (`scheme://authority` and a name below it) and DataHub's converter: the scheme is the platform,
/// the authority is left out, the name is taken as it is; what lies in files is named by bucket and path; a table's logical name
/// wins over the place where its files lie.
struct DatasetNaming: Sendable {
    let rules: NamespaceRules

    /// A name in the catalog.
    struct Name: Sendable, Hashable {
        var urn: Urn
        var instance: String?
    }

    /// The urn of a dataset.
    /// - Throws: ``UrnError`` when name or namespace can be no part of a urn.
    func name(namespace: String, name: String) throws(UrnError) -> Name {
        let place = Namespace(namespace)
        return try make(place.platform, place.path(of: name), rules.target(of: namespace))
    }

    /// The urn of a table that a symlink names, e.g. in a metastore.
    /// - Parameter framework: The table format's, from the dataset's `catalog` facet, e.g. `iceberg`.
    func table(namespace: String, name: String, framework: String?) throws(UrnError) -> Name {
        let place = Namespace(namespace)
        let target = rules.target(of: namespace)
        // A metastore's name is given by the warehouse's place; the tables in it are Hive's unless the format has its own platform.
        let platform =
            framework == "iceberg" ? "iceberg" : place.isStorage || place.isAddress ? "hive" : place.platform
        return try make(platform, Namespace.tableName(name), target)
    }

    /// Whether a namespace tells a platform.
    /// - Throws: ``UrnError`` when it tells none, or one that can be no part of a urn.
    func check(namespace: String) throws(UrnError) {
        _ = try Self.platform(rules.target(of: namespace)?.platform ?? Namespace(namespace).platform)
    }

    private static func platform(_ name: String) throws(UrnError) -> Urn { try .dataPlatform(Urn.part(name)) }

    private func make(_ platform: String, _ name: String, _ target: NamespaceRules.Target?) throws(UrnError) -> Name {
        let platform = try Self.platform(target?.platform ?? platform)
        let known = target?.lowersNames == true ? name.lowercased() : name
        let name = target?.instance.map { "\($0).\(known)" } ?? known
        let environment = target?.environment ?? rules.environment
        return Name(
            urn: try Urn(
                "urn:li:dataset:(\(platform),\(Urn.part(name)),\(environment))"),
            instance: target?.instance)
    }
}

/// A dataset namespace taken apart: `scheme://authority/path`, `scheme:rest` or one word.
private struct Namespace {
    private var scheme: String
    private var authority: String
    private let text: String

    /// Schemes whose platform has another name in the catalog.
    private static let platforms = [
        "awsathena": "athena", "sqlserver": "mssql", "postgresql": "postgres", "s3a": "s3", "s3n": "s3", "gs": "gcs",
        "abfs": "abs", "abfss": "abs", "wasb": "abs", "wasbs": "abs", "unitycatalog": "databricks",
        "azurecosmos": "cosmosdb",
    ]
    /// Platforms whose datasets are files or folders.
    private static let storages: Set<String> = ["s3", "gcs", "abs", "hdfs", "file", "dbfs", "oss", "adls"]

    init(_ text: String) {
        self.text = text
        var rest = text[...]
        if rest.hasPrefix("jdbc:") { rest = rest.dropFirst(5) }
        guard let colon = rest.firstIndex(of: ":") else {
            scheme = String(rest)
            authority = ""
            return
        }
        scheme = rest[..<colon].lowercased()
        rest = rest[rest.index(after: colon)...]
        while rest.first == "/" { rest.removeFirst() }
        authority = String(rest)
        if scheme == "arn" || scheme == "aws" { scheme = rest.contains("glue:") ? "glue" : scheme }
    }

    var platform: String { Self.platforms[scheme] ?? scheme }
    var isStorage: Bool { Self.storages.contains(platform) }
    /// Whether it is the address of a catalog service, which says nothing of what tables it has.
    var isAddress: Bool { scheme == "http" || scheme == "https" }

    /// The name in the catalog of what the namespace calls `name`.
    func path(of name: String) -> String {
        guard isStorage else { return Self.tableName(name) }
        var name = name[...]
        if name.hasPrefix(text) { name = name.dropFirst(text.count) }
        if name.hasPrefix("\(scheme):") { name = name.dropFirst(scheme.count + 1) }
        while name.hasPrefix("//") { name.removeFirst() }
        while name.count > 1, name.hasSuffix("/") { name.removeLast() }
        switch platform {
        case "file", "hdfs", "dbfs": return String(name)
        case "abs":
            // container@account.dfs.core.windows.net
            return below(String(authority.prefix { $0 != "@" && $0 != "/" }), name)
        default: return below(String(authority.prefix { $0 != "/" }), name)
        }
    }

    private func below(_ bucket: String, _ path: Substring) -> String {
        let path = path.hasPrefix("/") ? path.dropFirst() : path
        return path.isEmpty ? bucket : bucket.isEmpty ? String(path) : "\(bucket)/\(path)"
    }

    /// Glue's `table/db/t` is `db.t`; every other name is what it is.
    static func tableName(_ name: String) -> String {
        name.hasPrefix("table/") ? String(name.dropFirst(6).replacing("/", with: ".")) : name
    }
}
