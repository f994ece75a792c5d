import Basics
import CLibPQ

#if canImport(Glibc)
import Glibc
#endif

extension Session {
    /// Connects, logs in and applies the session settings; blocks for at most `connectTimeout`, name resolution aside.
    static func connect(_ configuration: PostgresConfiguration) throws(PostgresError) -> Session {
        let options = try connectionOptions(configuration)
        guard let pointer = start(options) else {
            throw PostgresError(.connectionFailed, "libpq has no memory for a connection")
        }
        let session = Session(owning: pointer, statementCacheSize: configuration.statementCacheSize)
        // Verbose messages carry the SQLSTATE, which libpq gives in no other way before the session stands.
        PQsetErrorVerbosity(pointer, PQERRORS_VERBOSE)
        PQsetNoticeProcessor(pointer, { _, _ in }, nil)
        try session.finishConnecting(timeout: configuration.connectTimeout)
        PQsetErrorVerbosity(pointer, PQERRORS_DEFAULT)
        do {
            try session.script(settings(configuration))
        } catch {
            throw error.code == .server
                ? error : PostgresError(.connectionFailed, error.message, sqlState: error.sqlState)
        }
        return session
    }

    /// What `poll(2)` waits for.
    enum Readiness {
        case reading, writing
    }

    /// Waits until a socket is ready; `false` when the time is over.
    static func wait(_ socket: Int32, for readiness: Readiness, milliseconds: Int) -> Bool {
        var entry = pollfd(fd: socket, events: Int16(readiness == .reading ? POLLIN : POLLOUT), revents: 0)
        let end = monotonicNanoseconds() + UInt64(milliseconds) * 1_000_000
        while true {
            let now = monotonicNanoseconds()
            let left = now >= end ? 0 : (end - now + 999_999) / 1_000_000
            let ready = poll(&entry, 1, Int32(clamping: left))
            if ready < 0, errno == EINTR { continue }
            return ready > 0
        }
    }

    private func finishConnecting(timeout: Duration) throws(PostgresError) {
        if PQstatus(pointer) == CONNECTION_BAD { throw connectError() }
        let total = UInt64(max(1, timeout.timeoutMilliseconds))
        let end = monotonicNanoseconds() + total * 1_000_000
        var state = PGRES_POLLING_WRITING
        while state != PGRES_POLLING_OK {
            if state == PGRES_POLLING_FAILED { throw connectError() }
            let now = monotonicNanoseconds()
            let left = now >= end ? 0 : Int((end - now) / 1_000_000)
            let readiness: Readiness = state == PGRES_POLLING_READING ? .reading : .writing
            guard left > 0, Session.wait(PQsocket(pointer), for: readiness, milliseconds: left) else {
                throw PostgresError(.connectionFailed, "no session with the server within \(total) ms")
            }
            state = PQconnectPoll(pointer)
        }
    }

    /// libpq's message, with the server's SQLSTATE cut out of it and its source line left away.
    private func connectError() -> PostgresError {
        let text = PQerrorMessage(pointer).map { String(cString: $0) } ?? ""
        var state: SQLState?
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("LOCATION:") }.map { line -> String in
            var words = line.split(separator: " ", omittingEmptySubsequences: false)
            let place = words.firstIndex { word in
                word.utf8.count == 6 && word.hasSuffix(":")
                    && word.dropLast().utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
                    && word.utf8.contains { (0x30...0x39).contains($0) }
            }
            if let place {
                state = SQLState(rawValue: String(words[place].dropLast()))
                words.remove(at: place)
            }
            return words.joined(separator: " ")
        }
        return PostgresError(.connectionFailed, lines.joined(separator: "\n").trimmedLines, sqlState: state)
    }

    private static func start(_ options: [(key: String, value: String)]) -> OpaquePointer? {
        var keys: [UnsafePointer<CChar>?] = options.map { UnsafePointer(strdup($0.key)) }
        var values: [UnsafePointer<CChar>?] = options.map { UnsafePointer(strdup($0.value)) }
        defer {
            for text in keys + values { free(UnsafeMutablePointer(mutating: text)) }
        }
        keys.append(nil)
        values.append(nil)
        return PQconnectStartParams(keys, values, 0)
    }

    /// The connection string's options with the configuration's added where it names none.
    ///
    /// libpq's own complaint about a malformed string quotes it, password and all, so it is not passed on.
    private static func connectionOptions(
        _ configuration: PostgresConfiguration
    ) throws(PostgresError) -> [(key: String, value: String)] {
        var options: [(key: String, value: String)] = []
        var complaint: UnsafeMutablePointer<CChar>?
        guard let parsed = PQconninfoParse(configuration.connection.reveal(), &complaint) else {
            PQfreemem(complaint)
            throw PostgresError(
                .connectionFailed,
                "the connection string is malformed; expected postgresql://user:password@host:port/database"
                    + " or host=… port=… dbname=… user=…")
        }
        var entry = parsed
        while let keyword = entry.pointee.keyword {
            if let value = entry.pointee.val { options.append((String(cString: keyword), String(cString: value))) }
            entry += 1
        }
        PQconninfoFree(parsed)
        if let database = configuration.database {
            options.removeAll { $0.key == "dbname" }
            options.append(("dbname", database))
        }
        let keepalive = String(max(1, configuration.keepaliveInterval.timeoutMilliseconds / 1000))
        let defaults = [
            ("fallback_application_name", configuration.applicationName), ("keepalives_idle", keepalive),
            ("keepalives_interval", keepalive), ("keepalives_count", "3"),
            ("tcp_user_timeout", String(configuration.tcpUserTimeout.timeoutMilliseconds)),
        ]
        for (key, value) in defaults where !options.contains(where: { $0.key == key }) { options.append((key, value)) }
        options.removeAll { $0.key == "client_encoding" }
        options.append(("client_encoding", "UTF8"))
        return options
    }

    private static func settings(_ configuration: PostgresConfiguration) -> String {
        let timeouts = [
            ("statement_timeout", configuration.statementTimeout), ("lock_timeout", configuration.lockTimeout),
            ("idle_in_transaction_session_timeout", configuration.idleInTransactionTimeout),
        ]
        var settings = timeouts.compactMap { name, value in
            value.map { "set \(name) = \($0.timeoutMilliseconds)" }
        }
        for (name, value) in configuration.sessionSettings.sorted(by: { $0.key < $1.key }) {
            settings.append("select set_config(\(quoted(name)), \(quoted(value)), false)")
        }
        return settings.joined(separator: "; ")
    }

    private static func quoted(_ text: String) -> String {
        var result = "'"
        for character in text.unicodeScalars {
            if character == "'" { result += "''" } else { result.unicodeScalars.append(character) }
        }
        return result + "'"
    }
}
