import Basics
import HTTPClient

/// Runs statements by Trino's client protocol: `POST /v1/statement`, then `GET nextUri` until there is none.
///
/// What it keeps to (Trino 435 and 483, seen on the wire):
/// - A POST alone runs nothing, so it may be repeated whenever its answer is lost; a page may be read again until the
///   next one was asked for.
/// - A `nextUri` is itself the secret of a statement: it is used as it came, never printed, and credentials go along
///   only to the configured origin. From https it is never followed to http.
/// - 404 and 410 mean that the coordinator forgot the statement: it is started again from the beginning.
/// - A statement that is not read to its end (cancelled, out of time, unreadable) is cancelled by `DELETE nextUri`.
/// - Only an answer that is JSON is parsed; a gateway's page is asked again and then reported.
struct TrinoClient: Sendable {
    struct Settings: Sendable {
        /// The coordinator's address without a path's last slash.
        var server: String
        /// `nil` where the token names the user.
        var user: String?
        var password: Secret<String>?
        var token: Secret<String>?
        /// Shown in Trino's query list.
        var source = "catalog-ingest"
        /// From the POST to the last page.
        var statementTimeout = 300
        /// Tries of a statement that fails inside Trino by no fault of ours.
        var attempts = 3
        /// Seconds that a starting server is waited for.
        var startPatience = 60
        /// Whether a server that does not answer is taken for one that restarts, and waited for as well.
        var waitsForRestart = false
        var retries: RetryPolicy = {
            var policy = RetryPolicy()
            policy.repeatsAnyMethod = true
            policy.maximumAttempts = 6
            return policy
        }()

        init(server: String) {
            var server = server
            while server.hasSuffix("/") { server.removeLast() }
            self.server = server
        }
    }

    var settings: Settings
    let transport: any HTTPTransport
    let pause: @Sendable (Duration) async throws -> Void

    /// Times that a statement is started again after the coordinator forgot it.
    private static let maximumRestarts = 3
    /// Times that a page which is no JSON is asked for again.
    private static let maximumPages = 4
    /// Answers in a row without rows after which polling slows down.
    private static let eagerPolls = 8

    /// A name as SQL wants it: `"odd ""name"""`.
    static func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }

    /// A text as SQL wants it: `'it''s'`.
    static func literal(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }

    /// Waits until the server says that it has started; asks for no credentials.
    func waitUntilStarted() async throws(TrinoError) {
        let begin = ContinuousClock.now
        while true {
            let answer = try await page("GET", settings.server + "/v1/info", authorized: false)
            guard answer["starting"]?.boolValue == true else {
                guard answer["nodeVersion"] != nil else {
                    throw .notTrino("/v1/info holds no nodeVersion")
                }
                return
            }
            guard ContinuousClock.now - begin < .seconds(settings.startPatience) else {
                throw .unreachable("the server is still starting after \(settings.startPatience) s")
            }
            try await wait(.milliseconds(500))
        }
    }

    /// Every row of a statement, folded into a result one by one.
    ///
    /// The statement may be started again; then folding begins anew from `initial`.
    /// - Parameter attempts: Tries where Trino itself fails; the setting's by default.
    func fold<Result: Sendable>(
        _ sql: String, attempts: Int? = nil, from initial: Result, _ step: (inout Result, TrinoRow) -> Void
    ) async throws(TrinoError) -> Result {
        try await completed(sql, attempts: attempts, from: initial, step).result
    }

    /// The exact types of a statement's columns, in order; `nil` where the answer describes one in an unknown way.
    func types(of sql: String) async throws(TrinoError) -> [TrinoType?] {
        try await completed(sql, attempts: 1, from: 0) { _, _ in }.columns.types
    }

    /// The JSON at a path of the coordinator that is no statement.
    func get(_ path: String) async throws(TrinoError) -> JSON {
        try await page("GET", settings.server + path, namesUser: true)
    }

    private func completed<Result: Sendable>(
        _ sql: String, attempts: Int?, from initial: Result, _ step: (inout Result, TrinoRow) -> Void
    ) async throws(TrinoError) -> (result: Result, columns: TrinoRow.Columns) {
        let begin = ContinuousClock.now
        let attempts = attempts ?? settings.attempts
        var failures = 0
        var restarts = 0
        while true {
            do {
                return try await statement(sql, from: initial, step)
            } catch {
                switch error {
                case .forgotten where restarts < TrinoClient.maximumRestarts:
                    restarts += 1
                    try await wait(.milliseconds(200) * restarts)
                case .unreachable where settings.waitsForRestart:
                    guard ContinuousClock.now - begin < .seconds(settings.startPatience) else { throw error }
                    try await wait(.seconds(1))
                case .failed(let failure) where failure.isStartingUp:
                    guard ContinuousClock.now - begin < .seconds(settings.startPatience) else { throw error }
                    try await wait(.seconds(1))
                case .failed(let failure) where failure.isWorthRetrying && failures + 1 < attempts:
                    failures += 1
                    try await wait(.milliseconds(300) * failures)
                default: throw error
                }
            }
        }
    }

    private func statement<Result: Sendable>(
        _ sql: String, from initial: Result, _ step: (inout Result, TrinoRow) -> Void
    ) async throws(TrinoError) -> (result: Result, columns: TrinoRow.Columns) {
        let deadline = ContinuousClock.now + .seconds(settings.statementTimeout)
        var result = initial
        var columns = TrinoRow.Columns()
        var idle = 0
        var answer = try await page("POST", settings.server + "/v1/statement", body: Array(sql.utf8))
        while true {
            if let error = answer["error"], !error.isNull { throw .failed(TrinoFailure(error)) }
            if let described = answer["columns"]?.arrayValue, !described.isEmpty {
                columns = TrinoRow.Columns(described)
            }
            let rows = answer["data"]?.arrayValue ?? []
            for row in rows {
                if let values = row.arrayValue { step(&result, TrinoRow(columns: columns, values: values)) }
            }
            guard let next = answer["nextUri"]?.stringValue else { return (result, columns) }
            // The tree of a large page is dropped before the next one is read.
            answer = .null
            idle = rows.isEmpty ? idle + 1 : 0
            do throws(TrinoError) {
                if Task.isCancelled { throw .cancelled }
                guard ContinuousClock.now < deadline else { throw .timedOut(seconds: settings.statementTimeout) }
                // Trino holds a GET up to a second until there is news; what answers at once all the time is a proxy.
                if idle > TrinoClient.eagerPolls { try await wait(.milliseconds(50)) }
                answer = try await page("GET", next, authorized: try isOwn(next), deadline: deadline)
            } catch {
                await abandon(next, after: error)
                throw error
            }
        }
    }

    /// Whether credentials may go along with a URI that the server gave.
    private func isOwn(_ uri: String) throws(TrinoError) -> Bool {
        guard let origin = Origin(uri), let own = Origin(settings.server) else {
            throw .notTrino("its nextUri is no http URL")
        }
        guard own.scheme == origin.scheme || own.scheme == "http" else {
            throw .notTrino(
                "over https it names http addresses to continue at; set http-server.process-forwarded=true behind a proxy"
            )
        }
        return own == origin
    }

    /// Tells Trino that nobody will read on. Sent apart from the Task, which may be cancelled; failing does no harm.
    private func abandon(_ next: String, after error: TrinoError) async {
        switch error {
        case .cancelled, .timedOut, .notTrino, .http: break
        case .unreachable, .unauthorized, .forbidden, .failed, .forgotten: return
        }
        guard let own = try? isOwn(next) else { return }
        let request = request("DELETE", next, authorized: own, timeout: .seconds(5))
        let transport = transport
        await Task { _ = try? await transport.send(request, retrying: .never) }.value
    }

    private func request(
        _ method: String, _ url: String, authorized: Bool, timeout: Duration
    ) -> HTTPClientRequest {
        var request = HTTPClientRequest(method: method, url: url, timeout: timeout)
        request.headers["Accept"] = "application/json"
        guard authorized else { return request }
        if let token = settings.token {
            request.authorizeBearer(token)
        } else if let password = settings.password, let user = settings.user {
            request.authorizeBasic(user: user, password: password)
        }
        return request
    }

    /// One answer as JSON.
    private func page(
        _ method: String, _ url: String, body: [UInt8]? = nil, authorized: Bool = true, namesUser: Bool = false,
        deadline: ContinuousClock.Instant? = nil
    ) async throws(TrinoError) -> JSON {
        let limit = Duration.seconds(min(settings.statementTimeout, 120))
        let remaining = deadline.map { max(.seconds(1), min(limit, $0 - ContinuousClock.now)) } ?? limit
        var request = request(method, url, authorized: authorized, timeout: remaining)
        if body != nil || namesUser, let user = settings.user { request.headers["X-Trino-User"] = user }
        if let body {
            request.body = body
            request.headers["Content-Type"] = "text/plain; charset=utf-8"
            request.headers["X-Trino-Source"] = settings.source
            request.headers["X-Trino-Client-Capabilities"] = "PARAMETRIC_DATETIME"
        }
        var tries = 0
        while true {
            tries += 1
            let response: HTTPClientResponse
            do { response = try await transport.send(request, retrying: settings.retries) } catch {
                if case .cancelled = error { throw .cancelled }
                throw .unreachable("\(error)")
            }
            switch response.status {
            case 200: break
            case 401: throw .unauthorized(response.isHTML ? "" : excerpt(response.body))
            case 403: throw .forbidden(response.isHTML ? "" : excerpt(response.body))
            // Only a page of a statement is read by a deadline; elsewhere they mean another address.
            case 404 where deadline != nil, 410 where deadline != nil: throw .forgotten
            default:
                throw .http(
                    status: response.status, text: response.isHTML ? "" : excerpt(response.body),
                    retryAfter: response.headers["Retry-After"])
            }
            if !response.isPage {
                do { return try JSON.parse(response.body) } catch {
                    throw .notTrino("its JSON cannot be read: \(error)")
                }
            }
            guard tries < TrinoClient.maximumPages else {
                throw .notTrino("a page of type \(response.headers["Content-Type"] ?? "unknown")")
            }
            try await wait(.milliseconds(200) * tries)
        }
    }

    private func wait(_ duration: Duration) async throws(TrinoError) {
        do { try await pause(duration) } catch { throw .cancelled }
    }
}

extension HTTPClientResponse {
    /// Whether the body is a page for a browser, of which a person on a terminal has nothing.
    fileprivate var isHTML: Bool { headers["Content-Type"]?.lowercased().contains("html") ?? false }

    /// Whether the body is something else than JSON, such as a gateway's HTML.
    fileprivate var isPage: Bool {
        if let type = headers["Content-Type"], type.lowercased().contains("json") { return false }
        return body.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 } != UInt8(ascii: "{")
    }
}

/// One row of a result, read by column name.
struct TrinoRow {
    /// Where each column stands.
    struct Columns: Sendable {
        private var places: [String: Int] = [:]
        /// The types that the answer describes, in order.
        private(set) var types: [TrinoType?] = []

        init() {}

        init(_ described: [JSON]) {
            for (index, column) in described.enumerated() {
                if let name = column["name"]?.stringValue { places[name] = index }
                types.append(TrinoType(signature: column["typeSignature"]))
            }
        }

        func place(_ name: String) -> Int? { places[name] }

        var names: [String] { places.keys.sorted() }
    }

    let columns: Columns
    let values: [JSON]

    /// A value as text; `nil` when it is null, absent, or no string.
    func text(_ name: String) -> String? {
        guard let place = columns.place(name), values.indices.contains(place) else { return nil }
        return values[place].stringValue
    }

    /// Every value that is a text, a number or a truth value, by column.
    var texts: [String: String] {
        var texts: [String: String] = [:]
        for name in columns.names {
            guard let place = columns.place(name), values.indices.contains(place), !values[place].isNull else {
                continue
            }
            texts[name] = values[place].stringValue ?? values[place].text
        }
        return texts
    }

    /// A number; `nil` also for `"NaN"` and the infinities, which Trino sends as texts.
    func double(_ name: String) -> Double? {
        guard let place = columns.place(name), values.indices.contains(place) else { return nil }
        return values[place].doubleValue
    }

    func integer(_ name: String) -> Int64? {
        guard let place = columns.place(name), values.indices.contains(place) else { return nil }
        return values[place].intValue
    }
}
