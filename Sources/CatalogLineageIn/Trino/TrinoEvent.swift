import Basics
import CatalogModel

/// What Trino's HTTP event listener posted.
enum TrinoEvent {
    /// A query was accepted, or a split ended: nothing that lineage or usage could be taken from.
    case progress(queryID: String)
    case completed(TrinoQuery)
}

/// A query that came to its end, as far as the catalog is concerned.
struct TrinoQuery {
    /// A table or view with the columns that the query uses of it.
    struct Relation {
        var table: TrinoTable
        var columns: [String]
        /// Whether the statement itself names it; else it was met inside a view.
        var isDirect: Bool
        var path: String
    }

    struct OutputColumn {
        var name: String
        var sources: [(table: TrinoTable, column: String)]
    }

    struct Output {
        var table: TrinoTable
        var columns: [OutputColumn]
        var path: String
    }

    var id: String
    var statement: String
    var isFinished: Bool
    var user: String
    /// The application that the client named, e.g. `airflow`.
    var source: String?
    var serverVersion: String?
    var queryType: String?
    /// E.g. `INSERT`, `CREATE VIEW`; `nil` for a query that only reads.
    var updateType: String?
    var created: Milliseconds
    var ended: Milliseconds
    var writtenRows: Int64?
    /// The relations that the analysis met.
    var relations: [Relation]
    /// The tables that were scanned.
    var scanned: [Relation]
    var output: Output?
}

/// A table by its three names.
struct TrinoTable: Hashable {
    var catalog: String
    var schema: String
    var table: String

    /// Whether it holds data; Trino's own descriptions and the hidden tables of connectors (`orders$partitions`) do not.
    var isData: Bool {
        catalog != "system" && schema != "information_schema" && !table.utf8.contains(UInt8(ascii: "$"))
    }

    var name: String { "\(catalog).\(schema).\(table)" }
}

extension TrinoEvent {
    /// Reads an event of Trino 435 to 483; members that nobody needs may hold whatever they like.
    init(_ json: JSON) throws(EventProblem) {
        let event = TrinoEventField(json: json, path: "")
        guard json.objectValue != nil else { throw event.unexpected("an object") }
        if json["metadata"] == nil, json["stageId"] != nil, json["queryId"] != nil {
            self = .progress(queryID: try event.name("queryId"))
            return
        }
        let metadata = try event.required("metadata")
        let id = try metadata.name("queryId")
        // A created event has no ioMetadata at all; one with a null there is a completed one that is broken.
        guard json.objectValue?["ioMetadata"] != nil else {
            self = .progress(queryID: id)
            return
        }
        self = .completed(try TrinoQuery(id, event, metadata))
    }
}

extension TrinoQuery {
    fileprivate init(
        _ id: String, _ event: TrinoEventField, _ metadata: TrinoEventField
    ) throws(EventProblem) {
        self.id = id
        let context = try event.required("context")
        let io = try event.required("ioMetadata")
        // EXECUTE's own text tells nothing; what was prepared stands beside it.
        let text = try metadata.required("query").string()
        statement = try metadata.string("preparedQuery") ?? text
        isFinished = try metadata.name("queryState") == "FINISHED"
        user = try context.name("user")
        source = try context.string("source")
        serverVersion = try context.string("serverVersion")
        queryType = try context.string("queryType")
        updateType = try metadata.string("updateType")
        created = try event.required("createTime").moment()
        ended = try event.required("endTime").moment()
        writtenRows = try event.member("statistics")?.member("writtenRows")?.json.intValue
        relations = []
        for table in try metadata.elements("tables") {
            var columns: [String] = []
            for column in try table.elements("columns") { columns.append(try Self.column(column, "column")) }
            // Before 4xx releases told them apart, every table was a named one.
            let isDirect = try table.member("directlyReferenced")?.json.boolValue ?? true
            relations.append(
                Relation(table: try TrinoTable(table), columns: columns, isDirect: isDirect, path: table.path))
        }
        scanned = []
        for input in try io.elements("inputs") {
            var columns: [String] = []
            for column in try input.elements("columns") { columns.append(try Self.column(column, "name")) }
            scanned.append(
                Relation(table: try TrinoTable(input), columns: columns, isDirect: true, path: input.path))
        }
        // CREATE TABLE IF NOT EXISTS of a table that is there names it without columns: nothing was written.
        if let field = try io.member("output") {
            let named = try Self.output(field)
            if !named.columns.isEmpty { output = named }
        }
    }

    private static func output(_ field: TrinoEventField) throws(EventProblem) -> Output {
        var columns: [OutputColumn] = []
        for column in try field.elements("columns") {
            var sources: [(table: TrinoTable, column: String)] = []
            for source in try column.elements("sourceColumns") {
                sources.append((try TrinoTable(source), try source.name("columnName")))
            }
            columns.append(OutputColumn(name: try column.name("columnName"), sources: sources))
        }
        return Output(table: try TrinoTable(field), columns: columns, path: field.path)
    }

    /// A column by its name alone, or an object that has it.
    private static func column(_ field: TrinoEventField, _ member: String) throws(EventProblem) -> String {
        if field.json.stringValue != nil { return try field.string() }
        for name in [member, "columnName", "name", "column"] {
            if let text = try field.string(name) { return text }
        }
        throw EventProblem("it is missing", path: field.path + "/" + member)
    }
}

extension TrinoTable {
    /// Inputs and outputs say `catalogName`, the others `catalog`.
    fileprivate init(_ field: TrinoEventField) throws(EventProblem) {
        let isNamed = try field.member("catalogName") != nil
        self.init(
            catalog: try field.name(isNamed ? "catalogName" : "catalog"), schema: try field.name("schema"),
            table: try field.name("table"))
    }
}
