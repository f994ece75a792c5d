import Basics
import HTTPClient

@testable import CatalogIngest

/// Answers as a Trino would that holds a few tables, each statement at once; for what a real one cannot be made to do.
final class MemoryTrino: HTTPTransport {
    struct Relation: Sendable {
        var schema: String
        var name: String
        /// Names and types.
        var columns: [(String, String)] = [("id", "bigint"), ("name", "varchar")]
        /// The text of a view.
        var view: String?
        var partitionKeys: Set<String> = []
        /// What the planner says the rows come from; an error's name where it cannot plan.
        var plan: Result<[[String]], TrinoFailure> = .success([])
    }

    /// A finished query of the history.
    struct Query: Sendable {
        var id: String
        var user = "ana"
        var text: String
        var ended: Int64
        var session: TrinoSession?
    }

    struct Content: Sendable {
        var connectors: [String: String] = [:]
        var relations: [String: [Relation]] = [:]
        /// Rows of `$properties` by `schema.table`.
        var properties: [String: [(String, String)]] = [:]
        /// Fields of the row `partition` of `$partitions`, by `schema.table`.
        var partitions: [String: [String]] = [:]
        /// Rows of `SHOW STATS` by statement.
        var stats: [String: [[JSON]]] = [:]
        var queries: Result<[Query], TrinoFailure> = .success([])
        /// Whether `GET /v1/query` answers.
        var tellsSessions = true
    }

    let content: Locked<Content>
    /// Statements, in order.
    let asked = Locked<[String]>([])
    /// A header that every statement must carry.
    private let authorization: String?
    /// What happens before a statement is answered: it may change the content, or keep the answer back.
    private let before: @Sendable (String, Locked<Content>) -> HTTPClientError?

    init(
        _ content: Content, authorization: String? = nil,
        before: @escaping @Sendable (String, Locked<Content>) -> HTTPClientError? = { _, _ in nil }
    ) {
        self.content = Locked(content)
        self.authorization = authorization
        self.before = before
    }

    func send(
        _ request: HTTPClientRequest, retrying policy: RetryPolicy
    ) async throws(HTTPClientError) -> HTTPClientResponse {
        if Task.isCancelled { throw .cancelled(sent: false) }
        if request.url.hasSuffix("/v1/info") { return answer(["starting": false, "nodeVersion": ["version": "435"]]) }
        if let authorization, request.headers["Authorization"] != authorization {
            return HTTPClientResponse(status: 401, body: Array("Invalid credentials".utf8))
        }
        if request.url.hasSuffix("/v1/query") { return sessions(content.value) }
        let sql = String(decoding: request.body, as: UTF8.self)
        asked.update { $0.append(sql) }
        if let error = before(sql, content) { throw error }
        return rows(sql, content.value)
    }

    private func answer(_ value: JSON) -> HTTPClientResponse {
        HTTPClientResponse(status: 200, headers: ["Content-Type": "application/json"], body: value.bytes)
    }

    private func table(_ names: [String], _ rows: [[JSON]]) -> HTTPClientResponse {
        answer([
            "columns": .array(names.map { ["name": .string($0)] }), "data": .array(rows.map { .array($0) }),
        ])
    }

    private func failure(_ failure: TrinoFailure) -> HTTPClientResponse {
        answer([
            "error": [
                "errorName": .string(failure.name), "errorType": .string(failure.type),
                "message": .string(failure.message),
            ]
        ])
    }

    private func rows(_ sql: String, _ content: Content) -> HTTPClientResponse {
        if sql.contains("system.runtime.queries") { return history(sql, content) }
        if sql.contains("current_user") { return table(["name"], [["ana"]]) }
        if sql.contains("metadata.catalogs") {
            return table(
                ["catalog_name", "connector_name"],
                ([("system", "system")] + content.connectors.sorted { $0.key < $1.key }).map {
                    [.string($0.0), .string($0.1)]
                })
        }
        let catalog =
            content.connectors.keys.first {
                sql.contains("\"\($0)\".") || sql.contains("catalog_name = '\($0)'")
            } ?? ""
        let all = content.relations[catalog] ?? []
        let relations = all.filter { !sql.contains("schema = '") || sql.contains("schema = '\($0.schema)'") }
        if sql.contains("schemata") {
            return table(["schema_name"], Set(all.map(\.schema)).sorted().map { [.string($0)] })
        }
        if sql.hasPrefix("EXPLAIN") { return plan(sql, all) }
        if sql.hasPrefix("SHOW STATS") {
            return table(
                [
                    "column_name", "data_size", "distinct_values_count", "nulls_fraction", "row_count", "low_value",
                    "high_value",
                ], content.stats[sql] ?? [])
        }
        if sql.contains("$properties") { return properties(sql, content) }
        if sql.contains("$partitions") { return partitions(sql, content) }
        if sql.contains("information_schema.tables") {
            return table(
                ["table_schema", "table_name", "table_type"],
                relations.map { [.string($0.schema), .string($0.name), $0.view == nil ? "BASE TABLE" : "VIEW"] })
        }
        if sql.contains("information_schema.columns") { return columns(relations) }
        if sql.contains("information_schema.views") {
            return table(
                ["table_schema", "table_name", "view_definition"],
                relations.compactMap { relation in
                    relation.view.map { [.string(relation.schema), .string(relation.name), .string($0)] }
                })
        }
        return table(["schema_name", "table_name", "comment"], [])
    }

    private func columns(_ relations: [Relation]) -> HTTPClientResponse {
        var rows: [[JSON]] = []
        for relation in relations {
            for (index, column) in relation.columns.enumerated() {
                rows.append([
                    .string(relation.schema), .string(relation.name), .string(column.0), .int(Int64(index + 1)), "YES",
                    .string(column.1), .null,
                    relation.partitionKeys.contains(column.0) ? "partition key" : .null,
                ])
            }
        }
        return table(
            [
                "table_schema", "table_name", "column_name", "ordinal_position", "is_nullable", "data_type", "comment",
                "extra_info",
            ], rows)
    }

    private func plan(_ sql: String, _ relations: [Relation]) -> HTTPClientResponse {
        let view = relations.first { sql.hasSuffix(".\"\($0.schema)\".\"\($0.name)\"") }
        switch view?.plan {
        case .failure(let error): return failure(error)
        case .success(let tables):
            let inputs = tables.map { parts -> JSON in
                [
                    "table": [
                        "catalog": .string(parts[0]),
                        "schemaTable": ["schema": .string(parts[1]), "table": .string(parts[2])],
                    ]
                ]
            }
            return table(["Query Plan"], [[.string((["inputTableColumnInfos": .array(inputs)] as JSON).text)]])
        case nil: return failure(TrinoFailure(name: "TABLE_NOT_FOUND", type: "USER_ERROR", message: "no such view"))
        }
    }

    /// Queries behind the place that the statement names, as many as it wants.
    private func history(_ sql: String, _ content: Content) -> HTTPClientResponse {
        let queries: [Query]
        switch content.queries {
        case .failure(let error): return failure(error)
        case .success(let found): queries = found.sorted { ($0.ended, $0.id) < ($1.ended, $1.id) }
        }
        let limit = sql.split(separator: " ").last.flatMap { Int($0) } ?? 0
        let ended = sql.firstMatch(of: /WHERE ended > (-?\d+)/).flatMap { Int64($0.1) } ?? 0
        let id = sql.firstMatch(of: /query_id > '([^']*)'/).map { String($0.1) } ?? ""
        return table(
            ["query_id", "who", "query", "ended"],
            queries.filter { ($0.ended, $0.id) > (ended, id) }.prefix(limit).map {
                [.string($0.id), .string($0.user), .string($0.text), .int($0.ended)]
            })
    }

    private func sessions(_ content: Content) -> HTTPClientResponse {
        guard content.tellsSessions, case .success(let queries) = content.queries else {
            return HTTPClientResponse(status: 404, body: Array("no such page".utf8))
        }
        return answer(
            .array(
                queries.map { query in
                    [
                        "queryId": .string(query.id),
                        "session": [
                            "catalog": (query.session?.catalog).map(JSON.string) ?? .null,
                            "schema": (query.session?.schema).map(JSON.string) ?? .null,
                        ],
                    ]
                }))
    }

    private func partitions(_ sql: String, _ content: Content) -> HTTPClientResponse {
        let fields = content.partitions.first { name, _ in
            let words = name.split(separator: ".")
            return sql.contains("\"\(words[0])\".\"\(words[1])$partitions\"")
        }
        guard let fields = fields?.value else {
            return failure(TrinoFailure(name: "COLUMN_NOT_FOUND", type: "USER_ERROR", message: "no partition"))
        }
        let arguments: [JSON] = fields.map { name in
            [
                "kind": "NAMED_TYPE",
                "value": [
                    "fieldName": ["name": .string(name)], "typeSignature": ["rawType": "integer", "arguments": []],
                ],
            ]
        }
        return answer([
            "columns": [
                ["name": "partition", "typeSignature": ["rawType": "row", "arguments": .array(arguments)]]
            ], "data": [],
        ])
    }

    /// Each table of the statement in its place; one that is not there fails the statement.
    private func properties(_ sql: String, _ content: Content) -> HTTPClientResponse {
        var rows: [[JSON]] = []
        for (index, part) in sql.split(separator: " UNION ALL ").enumerated() {
            guard
                let name = content.properties.keys.first(where: { name in
                    let words = name.split(separator: ".")
                    return part.contains("\"\(words[0])\".\"\(words[1])$properties\"")
                })
            else {
                return failure(TrinoFailure(name: "TABLE_NOT_FOUND", type: "USER_ERROR", message: "\(part)"))
            }
            for (key, value) in content.properties[name] ?? [] {
                rows.append([.int(Int64(index)), .string(key), .string(value)])
            }
        }
        return table(["place", "key", "value"], rows)
    }
}
