import CLibPQ

/// One libpq connection with its prepared statements, as plain blocking calls for one thread.
///
/// ``PostgresConnection`` puts an actor around it. The libpq connection is closed with the last reference.
final class Session {
    let pointer: OpaquePointer
    /// Set once the connection cannot be used any more.
    private(set) var isBroken = false
    var statements: StatementCache

    init(owning pointer: OpaquePointer, statementCacheSize: Int) {
        self.pointer = pointer
        statements = StatementCache(capacity: statementCacheSize)
    }

    deinit { PQfinish(pointer) }

    /// Where the server sees this session: outside a transaction, in one, or in one that failed.
    var transactionStatus: PGTransactionStatusType { PQtransactionStatus(pointer) }

    /// Runs one statement and returns its rows.
    func run(_ sql: SQL) throws(PostgresError) -> Rows {
        try ready()
        try sql.validate()
        let wasIdle = transactionStatus == PQTRANS_IDLE
        do {
            return try runPrepared(sql)
        } catch {
            // The plan was made before a migration changed the result's columns, or a `DISCARD` dropped the statement.
            guard error.sqlState == .featureNotSupported || error.sqlState == .invalidStatementName,
                let name = statements.forget(sql)
            else { throw error }
            statements.discarded.append(name)
            guard wasIdle else { throw error }
            return try runPrepared(sql)
        }
    }

    private func runPrepared(_ sql: SQL) throws(PostgresError) -> Rows {
        let name = try prepared(sql)
        let sent = sql.bindings.withLibPQ { count, values, lengths, formats in
            PQsendQueryPrepared(pointer, name, count, values, lengths, formats, 1)
        }
        return try finish(sent, sql)
    }

    /// The name of the statement on this connection, prepared now where it was not.
    private func prepared(_ sql: SQL) throws(PostgresError) -> String {
        try deallocateDiscarded()
        if let name = statements.find(sql) { return name }
        let name = statements.nextName()
        let sent = sql.bindings.types.withUnsafeBufferPointer { types in
            PQsendPrepare(pointer, name, sql.text, Int32(truncatingIfNeeded: types.count), types.baseAddress)
        }
        _ = try finish(sent, sql)
        statements.insert(sql, name: name)
        return name
    }

    /// Frees statements that the cache let go, unless the transaction has failed and takes no command.
    func deallocateDiscarded() throws(PostgresError) {
        guard !statements.discarded.isEmpty, transactionStatus != PQTRANS_INERROR else { return }
        let names = statements.discarded
        statements.discarded = []
        for name in names where !isBroken {
            do {
                _ = try finish(PQsendQuery(pointer, "deallocate \(name)"), nil)
            } catch {
                // One that is gone already matters only where its absence has failed a transaction.
                if isBroken || transactionStatus == PQTRANS_INERROR { throw error }
            }
        }
    }

    /// Runs statements without values by the simple protocol, in one implicit transaction where the text opens none.
    @discardableResult
    func script(_ text: String) throws(PostgresError) -> Rows {
        try ready()
        if text.utf8.contains(0) { throw PostgresError(.invalidParameter, "cannot send a script with U+0000") }
        return try finish(PQsendQuery(pointer, text), SQL(unsafe: text))
    }

    /// Throws where the connection is gone.
    func ready() throws(PostgresError) {
        if isBroken { throw PostgresError(.connectionLost, "the connection is broken") }
    }

    /// Whether an unused connection still has its server. Costs one `poll(2)`, not a round trip.
    func isAlive() -> Bool {
        if isBroken { return false }
        // The server speaks unasked only to tell of a changed setting, or to say goodbye, and then the end comes behind.
        while !isBroken, Session.wait(PQsocket(pointer), for: .reading, milliseconds: 0) {
            if PQconsumeInput(pointer) == 0 || PQstatus(pointer) != CONNECTION_OK { isBroken = true }
        }
        return !isBroken
    }

    /// Waits for the answer to what was just sent: the first error, else the last result.
    ///
    /// libpq's own `PQexec` gives the last error, which for an ended session is "connection closed" in the place of the
    /// server's reason.
    private func finish(_ sent: Int32, _ sql: SQL?) throws(PostgresError) -> Rows {
        guard sent == 1 else { throw lost(sql) }
        var answer: OpaquePointer?
        while let result = PQgetResult(pointer) {
            switch PQresultStatus(result) {
            case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
                PQclear(answer)
                return try rows(result, sql)
            default: break
            }
            if let kept = answer, PQresultStatus(kept) == PGRES_FATAL_ERROR {
                PQclear(result)
            } else {
                PQclear(answer)
                answer = result
            }
        }
        return try rows(answer, sql)
    }

    /// Turns a result into rows or an error, and takes it over either way.
    func rows(_ result: OpaquePointer?, _ sql: SQL?) throws(PostgresError) -> Rows {
        guard let result else { throw lost(sql) }
        switch PQresultStatus(result) {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
            return Rows(owning: result)
        case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
            PQclear(result)
            isBroken = true
            throw PostgresError(.misuse, "COPY with the client is not supported; the connection is closed")
                .with(statement: sql?.text)
        default:
            let error = error(from: result, sql)
            PQclear(result)
            throw error
        }
    }

    /// The error that a failed result holds. Marks the connection broken where it is.
    private func error(from result: OpaquePointer, _ sql: SQL?) -> PostgresError {
        func field(_ code: Character) -> String? {
            guard let ascii = code.asciiValue, let text = PQresultErrorField(result, Int32(ascii)) else { return nil }
            return String(cString: text)
        }
        let severity = field("V")
        if PQstatus(pointer) != CONNECTION_OK || severity == "FATAL" || severity == "PANIC" { isBroken = true }
        guard let state = field("C") else {
            let message = PQresultErrorMessage(result).map { String(cString: $0) } ?? "no message"
            return PostgresError(isBroken ? .connectionLost : .server, message.trimmedLines).with(statement: sql?.text)
        }
        var error = PostgresError(
            isBroken ? .connectionLost : .server, field("M") ?? "", sqlState: SQLState(rawValue: state))
        error.detail = field("D")
        error.hint = field("H")
        error.constraint = field("n")
        error.table = field("t")
        error.statement = sql?.text
        return error
    }

    /// The error of a call for which libpq has no result at all.
    func lost(_ sql: SQL?) -> PostgresError {
        let message = PQerrorMessage(pointer).map { String(cString: $0) } ?? ""
        isBroken = true
        return PostgresError(.connectionLost, message.trimmedLines).with(statement: sql?.text)
    }

    /// Gives the connection up: the state of the protocol is not known.
    func abandon() { isBroken = true }
}

extension String {
    /// The lines of a libpq message in one line, without white space at their ends.
    var trimmedLines: String {
        split(separator: "\n").map { line in
            String(line.drop(while: { $0 == " " || $0 == "\t" }))
        }.joined(separator: "; ")
    }
}
