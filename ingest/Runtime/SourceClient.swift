import Basics
import HTTPClient

/// JSON over HTTP from a source: signs in, repeats what may be repeated, and tells the ways of failing apart.
///
/// Requests are reads whatever their method, so each may be repeated; 429, 502, 503 and 504 are, as long as the server's
/// `Retry-After` allows. Redirects are not followed: they lead to a login page. Nothing of a URL but its host, and no
/// credential, comes into an error.
struct SourceClient: Sendable {
    /// What the source is called in sentences, `MLflow`.
    let product: String
    /// The address without a last slash.
    let server: String
    let timeout: Duration
    private let user: String?
    private let password: Secret<String>?
    private let token: Secret<String>?
    private let headers: [(name: String, value: Secret<String>)]
    private let retries: RetryPolicy
    private let transport: any HTTPTransport
    private let pause: @Sendable (Duration) async throws -> Void
    /// What the reader should know before the run, e.g. a password over plain HTTP.
    let notes: [String]

    /// Times that an answer which is a page and no JSON is asked for again.
    private static let maximumPages = 3

    /// The options of a source that is read over HTTP, but for its address.
    static func fields(_ product: String) -> [RecipeField] {
        RecipeField.joined(
            [RecipeField("username", .text, option: "username", "The user to sign in as, with a password.")],
            RecipeField.password("Password of the user."),
            RecipeField.token("A bearer token, in place of user and password."),
            [
                RecipeField(
                    "header_name", .text, option: "header-name",
                    "A header that a proxy before \(product) asks for, e.g. Cookie or X-API-Key."),
                RecipeField("header_value", .secret, "The value of that header."),
                RecipeField(
                    "header_value_file", .secretFile(of: "header_value"), option: "header-value-file",
                    "File whose first line is the value of that header."),
            ],
            RecipeField.serverCertificate,
            [
                RecipeField(
                    "timeout_seconds", .integer(1...3600), default: "60", option: "timeout",
                    "Longest wait for one answer.")
            ])
    }

    /// - Throws: ``IngestError`` of code `configuration` where credentials contradict each other.
    init(
        _ product: String, server: String, _ configuration: ConnectorConfiguration, context: ConnectorContext
    ) throws(IngestError) {
        self.product = product
        var server = server
        while server.hasSuffix("/") { server.removeLast() }
        self.server = server
        user = configuration.text("username")
        password = try configuration.secret("password")
        token = try configuration.secret("token")
        guard password == nil || token == nil else {
            throw IngestError(.configuration, "both a password and a token are given; keep one of them")
        }
        guard (user == nil) == (password == nil) else {
            throw IngestError(
                .configuration,
                user == nil ? "a password is given but no 'username'" : "a 'username' is given but no password")
        }
        let value = try configuration.secret("header_value")
        switch (configuration.text("header_name"), value) {
        case (let name?, let value?): headers = [(name, value)]
        case (nil, nil): headers = []
        default:
            throw IngestError(.configuration, "'header_name' and 'header_value' belong together; one is missing")
        }
        timeout = .seconds(configuration.integer("timeout_seconds") ?? 60)
        var retries = RetryPolicy()
        retries.repeatsAnyMethod = true
        retries.maximumAttempts = 6
        retries.pause = context.pause
        self.retries = retries
        pause = context.pause

        var settings = TransportSettings()
        settings.caFile = configuration.text("ca_file")
        settings.insecure = configuration.flag("insecure")
        transport = context.transport(settings)
        var notes: [String] = []
        if settings.insecure { notes.append("the certificate of \(product) is not checked (insecure)") }
        if password != nil || token != nil || !headers.isEmpty, Origin(server)?.scheme == "http" {
            notes.append("the credentials for \(product) travel unencrypted: its address is http, not https")
        }
        self.notes = notes
    }

    /// The answer to a request as JSON.
    ///
    /// - Parameter path: Begins with a slash, percent-encoded.
    func json(_ method: String, _ path: String, body: JSON? = nil) async throws(SourceError) -> JSON {
        var pages = 0
        while true {
            let response = try await send(method, path, body: body)
            if !response.isPage {
                do { return try JSON.parse(response.body) } catch {
                    throw failure(.notJSON, "its JSON cannot be read: \(error)")
                }
            }
            pages += 1
            guard pages < SourceClient.maximumPages else {
                throw failure(.notJSON, "a page of type \(response.headers["Content-Type"] ?? "unknown")")
            }
            do { try await pause(.milliseconds(200) * pages) } catch { throw failure(.cancelled, "") }
        }
    }

    /// The answer to a request, when its status is 200.
    func send(_ method: String, _ path: String, body: JSON? = nil) async throws(SourceError) -> HTTPClientResponse {
        var request = HTTPClientRequest(method: method, url: server + path, timeout: timeout)
        request.headers["Accept"] = "application/json"
        if let token {
            request.authorizeBearer(token)
        } else if let user, let password {
            request.authorizeBasic(user: user, password: password)
        }
        for header in headers { request.headers[header.name] = header.value.reveal() }
        if let body {
            request.body = body.bytes
            request.headers["Content-Type"] = "application/json"
        }
        let response: HTTPClientResponse
        do { response = try await transport.send(request, retrying: retries) } catch {
            switch error {
            case .cancelled: throw failure(.cancelled, "")
            case .tooLarge: throw failure(.tooLarge, "\(error)")
            case .timeout(_, sent: true): throw failure(.timedOut, "\(error)")
            default: throw failure(.unreachable, "\(error)")
            }
        }
        guard response.status != 200 else { return response }
        let text = SourceClient.message(response)
        switch response.status {
        case 401: throw failure(.unauthorized, text)
        case 403: throw failure(.forbidden, text)
        default: throw failure(.status(response.status), text, retryAfter: response.headers["Retry-After"])
        }
    }

    private func failure(_ kind: SourceError.Kind, _ text: String, retryAfter: String? = nil) -> SourceError {
        let credentials: SourceError.Credentials = token != nil ? .token : password != nil ? .password : .none
        return SourceError(
            kind: kind, product: product, text: text, credentials: credentials, retryAfter: retryAfter)
    }

    /// What an error answer says: the `message` of JSON, the last line of a traceback, or its beginning; a page for a
    /// browser says nothing.
    private static func message(_ response: HTTPClientResponse) -> String {
        guard !response.body.isEmpty else { return "" }
        if let answer = try? JSON.parse(response.body) {
            for name in ["message", "detail", "msg", "error"] {
                if let text = answer[name]?.stringValue, !text.isEmpty { return oneLine(text) }
            }
        }
        guard response.body.first(where: { $0 > 0x20 }) != UInt8(ascii: "<") else { return "" }
        let text = String(decoding: response.body.prefix(64 << 10), as: UTF8.self)
        if text.contains("Traceback (most recent call last)") {
            let lines = text.split(separator: "\n").filter { $0.contains { $0.isLetter } }
            return oneLine(lines.last.map(String.init) ?? "")
        }
        return oneLine(text)
    }

    private static func oneLine(_ text: String) -> String { excerpt(Array(text.utf8), maximumBytes: 300) }
}

/// Why a source gave no answer. The text is a sentence for a person.
struct SourceError: Error, Sendable, Equatable, CustomStringConvertible {
    enum Kind: Sendable, Equatable {
        /// No connection, or it broke again and again.
        case unreachable
        /// The answer did not come in time; a smaller question may.
        case timedOut
        /// The answer is larger than is accepted; a smaller question may do.
        case tooLarge
        /// 401.
        case unauthorized
        /// 403.
        case forbidden
        /// Another status than 200.
        case status(Int)
        /// 200, but no JSON: a login page, a gateway's, or another service.
        case notJSON
        case cancelled
    }

    /// What was sent to sign in.
    enum Credentials: Sendable, Equatable {
        case none, password, token
    }

    var kind: Kind
    var product: String
    var text: String
    var credentials = Credentials.none
    var retryAfter: String?

    /// Whether every other request would meet it too, so that the run cannot go on.
    var endsRun: Bool { kind == .unauthorized || kind == .cancelled || kind == .unreachable }

    /// Whether a smaller page may fare better.
    var mayBeNarrowed: Bool { kind == .timedOut || kind == .tooLarge }

    /// What ends a run.
    var ingestError: IngestError {
        switch kind {
        case .unauthorized, .forbidden: IngestError(.access, description)
        case .cancelled: IngestError(.cancelled, "the run was cancelled")
        default: IngestError(.source, "\(product) cannot be read: \(description)")
        }
    }

    var description: String {
        let said = text.isEmpty ? "" : ": \(text)"
        switch kind {
        case .unreachable, .timedOut, .tooLarge: return text
        case .unauthorized:
            switch credentials {
            case .none:
                return "\(product) wants credentials (401\(said)); give a token by --token-file, or --username and "
                    + "--password-file"
            case .password: return "\(product) refuses user or password (401\(said)); check both"
            case .token: return "\(product) refuses the token (401\(said)); it may have expired, make another one"
            }
        case .forbidden:
            if text.contains("Invalid Host header") {
                return "\(product) does not serve this host name (403\(said)); use another address of it or add the "
                    + "name to the server's --allowed-hosts"
            }
            return credentials == .token
                ? "\(product) refuses the token (403\(said)); it is wrong or lacks the right to read"
                : "\(product) refuses access (403\(said)); the account needs the right to read"
        case .status(let status):
            switch status {
            case 300..<400:
                return "\(product) sends us elsewhere (\(status)), most likely to a login page; check the address and "
                    + "give a token"
            case 404:
                return "nothing is there (404\(said)); check the address, with the path of a proxy if there is one"
            case 429, 503:
                let wait = retryAfter.map { ", it asks to wait \(excerpt(Array($0.utf8), maximumBytes: 40))" } ?? ""
                return "\(product) is overloaded or down for now (\(status)\(said)\(wait)); try again later"
            default: return "\(product) answered \(status)\(said)"
            }
        case .notJSON:
            return
                "the answer is not \(product)'s (\(text)); check the address, and any login page or gateway before it"
        case .cancelled: return "cancelled"
        }
    }
}

extension HTTPClientResponse {
    /// Whether the body is something else than JSON, such as a gateway's HTML.
    fileprivate var isPage: Bool {
        if let type = headers["Content-Type"], type.lowercased().contains("json") { return false }
        let first = body.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
        return first != UInt8(ascii: "{") && first != UInt8(ascii: "[")
    }
}
