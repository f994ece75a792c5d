import Basics

/// How to reach a server and how sessions and the pool behave.
public struct PostgresConfiguration: Sendable {
    /// libpq's keyword/value string or `postgresql://` URL. What it names wins over the TCP and timeout settings below.
    public var connection: Secret<String>
    /// A database that replaces the one `connection` names.
    public var database: String?
    /// Shown in `pg_stat_activity`, unless `connection` names one.
    public var applicationName: String
    /// The longest time to a ready session, all hosts of `connection` together.
    public var connectTimeout: Duration = .seconds(10)
    /// `statement_timeout` of each session; `nil` leaves the server's.
    public var statementTimeout: Duration? = .seconds(60)
    /// `lock_timeout` of each session; `nil` leaves the server's.
    public var lockTimeout: Duration? = .seconds(30)
    /// `idle_in_transaction_session_timeout` of each session; `nil` leaves the server's.
    public var idleInTransactionTimeout: Duration? = .seconds(120)
    /// Further session settings, e.g. `["jit": "off"]`.
    public var sessionSettings: [String: String] = [:]
    /// Idle time before the first TCP keepalive, and between further ones; the third unanswered ends the connection.
    public var keepaliveInterval: Duration = .seconds(15)
    /// The longest time that sent bytes may stay unacknowledged (`tcp_user_timeout`).
    public var tcpUserTimeout: Duration = .seconds(30)
    /// The most connections of a pool.
    public var poolSize = 6
    /// The longest wait for a pooled connection.
    public var acquireTimeout: Duration = .seconds(10)
    /// The most prepared statements a connection keeps.
    public var statementCacheSize = 256

    public init(connection: Secret<String>, applicationName: String = "swift") {
        self.connection = connection
        self.applicationName = applicationName
    }
}

extension Duration {
    /// Whole milliseconds, rounded up, at least 0 and at most what PostgreSQL takes as a timeout.
    var timeoutMilliseconds: Int {
        let (seconds, attoseconds) = components
        if seconds < 0 || attoseconds < 0 { return 0 }
        if seconds >= 2_147_483 { return 2_147_483_000 }
        return Int(seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
