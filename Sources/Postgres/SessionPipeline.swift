import CLibPQ

extension Session {
    /// Sends all statements, then one sync, then reads all results: one round trip in all.
    func pipeline(_ list: [SQL]) throws(PostgresError) -> [Rows] {
        try ready()
        if list.isEmpty { return [] }
        for (index, sql) in list.enumerated() {
            do { try sql.validate() } catch { throw error.at(index) }
        }
        try deallocateDiscarded()
        guard PQenterPipelineMode(pointer) == 1 else { throw lost(nil) }
        var steps: [Step] = []
        var fresh: [String: [(types: [UInt32], name: String)]] = [:]
        for (index, sql) in list.enumerated() {
            var name = statements.find(sql) ?? fresh[sql.text]?.first { $0.types == sql.bindings.types }?.name
            if name == nil {
                let made = statements.nextName()
                let sent = sql.bindings.types.withUnsafeBufferPointer { types in
                    PQsendPrepare(pointer, made, sql.text, Int32(truncatingIfNeeded: types.count), types.baseAddress)
                }
                guard sent == 1 else { throw lost(sql).at(index) }
                fresh[sql.text, default: []].append((sql.bindings.types, made))
                steps.append(Step(index: index, preparing: made))
                name = made
            }
            let sent = sql.bindings.withLibPQ { count, values, lengths, formats in
                PQsendQueryPrepared(pointer, name, count, values, lengths, formats, 1)
            }
            guard sent == 1 else { throw lost(sql).at(index) }
            steps.append(Step(index: index, preparing: nil))
        }
        guard PQpipelineSync(pointer) == 1 else { throw lost(nil) }
        return try collect(steps, list)
    }

    private struct Step {
        let index: Int
        /// The name a statement gets, where the step prepares one.
        let preparing: String?
    }

    private func collect(_ steps: [Step], _ list: [SQL]) throws(PostgresError) -> [Rows] {
        var results: [Rows] = []
        results.reserveCapacity(list.count)
        var failure: PostgresError?
        // The cache may let go only of statements that no later step uses, so new ones enter after the last result.
        var prepared: [(SQL, String)] = []
        for step in steps {
            let sql = list[step.index]
            guard let result = PQgetResult(pointer) else { throw failure ?? lost(sql).at(step.index) }
            if PQresultStatus(result) == PGRES_PIPELINE_ABORTED {
                PQclear(result)
            } else {
                do {
                    let rows = try rows(result, sql)
                    if let name = step.preparing { prepared.append((sql, name)) } else { results.append(rows) }
                } catch {
                    failure = failure ?? error.at(step.index)
                    forgetStale(error, sql)
                }
            }
            if isBroken { throw failure ?? lost(sql) }
            while let extra = PQgetResult(pointer) { PQclear(extra) }
        }
        for (sql, name) in prepared { statements.insert(sql, name: name) }
        try leave(failure)
        if let failure { throw failure }
        return results
    }

    /// Reads the sync's answer and goes back to one statement at a time.
    private func leave(_ failure: PostgresError?) throws(PostgresError) {
        let end = PQgetResult(pointer)
        let isSync = PQresultStatus(end) == PGRES_PIPELINE_SYNC
        PQclear(end)
        guard isSync, PQexitPipelineMode(pointer) == 1 else { throw failure ?? lost(nil) }
    }

    private func forgetStale(_ error: PostgresError, _ sql: SQL) {
        guard error.sqlState == .featureNotSupported || error.sqlState == .invalidStatementName,
            let name = statements.forget(sql)
        else { return }
        statements.discarded.append(name)
    }
}

extension PostgresError {
    fileprivate func at(_ index: Int) -> PostgresError {
        var error = self
        error.statementIndex = index
        return error
    }
}
