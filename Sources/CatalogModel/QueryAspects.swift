import Basics

/// Aspects of an engine's queries and of the jobs that they are, the same whoever tells of them.
public enum QueryAspects {
    /// A column that a statement writes, by the urn of its field, and those that feed it, sorted.
    public struct Mapping: Sendable, Equatable {
        public var column: String
        public var sources: [String]

        public init(column: String, sources: [String]) {
            self.column = column
            self.sources = sources
        }
    }

    /// `queryProperties`.
    ///
    /// - Parameters:
    ///   - statement: Its text without literals.
    ///   - isCut: Whether that is not all of it.
    ///   - stamp: Who ran it first, and when: an `AuditStamp`.
    public static func properties(statement: String, isCut: Bool, stamp: JSON, platform: String) -> JSON {
        [
            "customProperties": isCut ? ["truncated": "true"] : [:],
            "statement": ["value": .string(statement), "language": "SQL"], "source": "SYSTEM",
            "created": stamp, "lastModified": stamp, "origin": .string("urn:li:dataPlatform:\(platform)"),
        ]
    }

    /// `querySubjects`: urns of datasets and fields, in any order.
    public static func subjects(_ urns: Set<String>) -> JSON {
        ["subjects": .array(urns.sorted().map { ["entity": .string($0)] })]
    }

    /// Pairs of columns of one statement at most; beyond it the tables alone are linked.
    public static let maximumPairs = 100_000

    /// `dataFlowInfo` of all queries of a cluster.
    ///
    /// - Parameter engine: As people write it, `Trino`.
    public static func flow(_ engine: String) -> JSON {
        ["customProperties": [:], "name": .string("\(engine) queries")]
    }

    /// `dataJobInfo`.
    ///
    /// - Parameters:
    ///   - kind: What it does, in the engine's words: `INSERT`, `CREATE TABLE`.
    ///   - table: The name of what it writes.
    ///   - query: The urn of its statement.
    public static func job(kind: String, table: String, query: String, flow: String) -> JSON {
        [
            "customProperties": ["query": .string(query), "updateType": .string(kind)],
            "name": .string("\(kind) \(table)"), "type": ["string": "SQL"], "flowUrn": .string(flow),
        ]
    }

    /// `dataJobInputOutput`: what the job reads and writes, of tables and of columns.
    ///
    /// - Parameters:
    ///   - inputs: Sorted urns.
    ///   - confidence: In the columns, from 0 to 1, as JSON writes it.
    public static func inputOutput(
        inputs: [String], output: String, mappings: [Mapping], confidence: JSON = .number("1.0"), query: String
    ) -> JSON {
        let fields: [JSON] = mappings.map { mapping in
            [
                "upstreamType": "FIELD_SET", "upstreams": .array(mapping.sources.map(JSON.string)),
                "downstreamType": "FIELD", "downstreams": [.string(mapping.column)], "confidenceScore": confidence,
                "query": .string(query),
            ]
        }
        return [
            "inputDatasets": .array(inputs.map(JSON.string)), "outputDatasets": [.string(output)],
            "fineGrainedLineages": .array(fields),
        ]
    }

    /// `dataJobInputOutput` of a job whose table something else has defined since.
    public static let nothing: JSON = ["inputDatasets": [], "outputDatasets": []]

    /// `operation`: a point of the table that a query wrote; the query is its identity, so that a repetition replaces it.
    ///
    /// - Parameter rows: How many it wrote, where that is known.
    public static func operation(
        kind: String, query: String, queryID: String, actor: String, time: Milliseconds, rows: Int64? = nil
    ) -> JSON {
        var members: [JSONObject.Member] = [
            .init("timestampMillis", .int(time)), .init("messageId", .string(queryID)), .init("actor", .string(actor)),
        ]
        let word = kind.split(separator: " ").first.map(String.init) ?? kind
        if ["INSERT", "UPDATE", "DELETE", "CREATE"].contains(word) {
            members.append(.init("operationType", .string(word)))
        } else {
            members.append(.init("operationType", "CUSTOM"))
            members.append(.init("customOperationType", .string(kind)))
        }
        if let rows { members.append(.init("numAffectedRows", .int(rows))) }
        members += [
            .init("sourceType", "DATA_PLATFORM"), .init("customProperties", ["queryId": .string(queryID)]),
            .init("lastUpdatedTimestamp", .int(time)), .init("queries", [.string(query)]),
        ]
        return .object(JSONObject(members))
    }
}
