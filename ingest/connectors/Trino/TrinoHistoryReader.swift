import Basics

/// A query that the coordinator remembers as finished.
struct TrinoExecution: Sendable, Equatable {
    var id: String
    var user: String
    var text: String
    var ended: Milliseconds
}

/// Where the names of a statement begin that are not complete.
struct TrinoSession: Sendable, Hashable {
    var catalog: String?
    var schema: String?
}

extension TrinoReader {
    /// Queries in one page of the history.
    static let historyPage = 1000

    /// Finished queries that the account may see, the connector's own left out, by the moment they ended; a page at most.
    ///
    /// - Parameter place: The last query that is known; later ones come.
    func queries(after place: (ended: Milliseconds, id: String)) async throws(TrinoError) -> [TrinoExecution] {
        let sql =
            "SELECT query_id, who, query, ended FROM (SELECT query_id, \"user\" AS who, query, "
            + "CAST(round(to_unixtime(CAST(\"end\" AS timestamp(3) with time zone)) * 1000) AS bigint) AS ended "
            + "FROM system.runtime.queries "
            + "WHERE state = 'FINISHED' AND (source IS NULL OR source <> \(TrinoClient.literal(client.settings.source)))) "
            + "WHERE ended > \(place.ended) OR (ended = \(place.ended) AND query_id > \(TrinoClient.literal(place.id))) "
            + "ORDER BY ended, query_id LIMIT \(TrinoReader.historyPage)"
        return try await client.fold(sql, from: []) { queries, row in
            guard let id = row.text("query_id"), let user = row.text("who"), !user.isEmpty,
                let text = row.text("query"), let ended = row.integer("ended"), ended > 0
            else { return }
            queries.append(TrinoExecution(id: id, user: user, text: text, ended: ended))
        }
    }

    /// What `--check` tells of the history.
    func historyAccess() async throws(TrinoError) -> AccessReport {
        var report = AccessReport()
        do {
            let counts = try await client.fold(
                "SELECT count(*) AS queries, count(DISTINCT \"user\") AS users FROM system.runtime.queries",
                attempts: 1, from: (Int64(0), Int64(0))
            ) { counts, row in
                counts = (row.integer("queries") ?? 0, row.integer("users") ?? 0)
            }
            report.facts.append("query history: \(counts.0) queries of \(counts.1) users are visible")
        } catch {
            guard !error.endsRun else { throw error }
            report.hidden.append(
                .init(object: "query history", reason: "\(error); let the user select from system.runtime.queries"))
        }
        return report
    }

    /// The sessions of the queries that the coordinator remembers, by query id.
    ///
    /// `system.runtime.queries` has none. `GET /v1/query` has, and is no public interface, so that whatever is missing in it
    /// is taken for not known.
    func sessions() async throws(TrinoError) -> [String: TrinoSession] {
        var sessions: [String: TrinoSession] = [:]
        for query in try await client.get("/v1/query").arrayValue ?? [] {
            guard let id = query["queryId"]?.stringValue else { continue }
            sessions[id] = TrinoSession(
                catalog: query["session"]?["catalog"]?.stringValue, schema: query["session"]?["schema"]?.stringValue)
        }
        return sessions
    }
}
