/// What one database's system catalog tells.
struct PostgresDatabase: Sendable {
    struct Schema: Sendable {
        var id: Int64
        var name: String
        var comment: String?
        /// Whether the account may use what is in it; its description can be read without.
        var isUsable: Bool
    }

    struct Relation: Sendable {
        enum Kind: String, Sendable {
            case table = "r"
            case partitioned = "p"
            case view = "v"
            case materializedView = "m"
            case foreign = "f"
        }

        var id: Int64
        var schema: String
        var name: String
        var kind: Kind
        var comment: String?
        /// Rows by the last `ANALYZE` or `VACUUM`; `nil` where there was none.
        var rows: Int64?
        var bytes: Int64?
        /// `RANGE (at)` of a partitioned table.
        var partitionKey: String?
        /// `FOR VALUES FROM …` of a partition.
        var partitionBound: String?
        /// The tables it inherits from or is a partition of.
        var parents: [Int64] = []
        var foreignServer: String?
        var definition: String?
        var columns: [Column] = []
        var primaryKey: Set<Int32> = []
        var foreignKeys: [ForeignKey] = []

        var isView: Bool { kind == .view || kind == .materializedView }
    }

    struct Column: Sendable {
        var number: Int32
        var name: String
        /// As `format_type` prints it, and its base type where it is a domain.
        var type: String
        /// `pg_type.typtype` and `typcategory` of the type or a domain's base.
        var kind: String
        var category: String
        var isNullable: Bool
        var hasDefault: Bool
        var defaultText: String?
        /// `a` or `d` of an identity column.
        var identity: String
        var isGenerated: Bool
        var comment: String?
    }

    struct ForeignKey: Sendable {
        var name: String
        var columns: [Int32]
        var target: Int64
        var targetColumns: [Int32]
    }

    struct Procedure: Sendable {
        var schema: String
        var name: String
        var arguments: String
        var language: String
        var body: String
        var comment: String?
    }

    var name: String
    var comment: String?
    var schemas: [Schema] = []
    /// By schema and name.
    var relations: [Relation] = []
    var procedures: [Procedure] = []
    /// Relations that each view reads, by the view's id.
    var sources: [Int64: Set<Int64>] = [:]
    /// Where each column of a view comes from, by the view's id.
    var columnSources: [Int64: [Int32: PostgresViewColumns.Origin]] = [:]
    /// Relations that patterns left out, and views whose columns could not be traced.
    var filtered: [String: Int] = [:]
    var untraced: [String] = []
    /// Views whose text is not known because they, or what they read, are locked; and tables with the defaults of columns.
    var lockedTexts: Set<Int64> = []
    var lockedDefaults: Set<Int64> = []
    /// What was dropped while it was read.
    var dropped: [String] = []
}
