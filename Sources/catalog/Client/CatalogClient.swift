import Basics
import HTTPClient

/// Asks a running catalog, and turns whatever goes wrong into words that say what to do.
struct CatalogClient {
    /// An answer 2xx.
    struct Reply {
        /// The body as the server wrote it.
        var text: String
        var json: JSON
    }

    let base: String
    private let token: Secret<String>?
    private let http: HTTPClient

    /// The catalog that flags, environment or defaults name.
    init(_ invocation: Invocation) throws(CommandFailure) {
        let configuration = try invocation.configuration()
        var base = configuration.text(.server) ?? ""
        if !base.contains("://") { base = "http://" + base }
        while base.hasSuffix("/") { base.removeLast() }
        self.base = base
        token = configuration.secret(.token)
        var http = HTTPClientConfiguration()
        http.proxyFromEnvironment = true
        http.userAgent = "catalog/\(Version.current)"
        // A page of 10,000 nodes with long urns.
        http.maximumResponseBytes = 256 << 20
        self.http = HTTPClient(configuration: http)
    }

    func get(_ path: String, _ query: [(String, String)] = []) async throws(CommandFailure) -> Reply {
        let text = query.map { "\(percentEncoded($0.0))=\(percentEncoded($0.1))" }.joined(separator: "&")
        return try await send("GET", text.isEmpty ? path : "\(path)?\(text)")
    }

    /// The same, where what is asked for may not be there; `nil` then.
    func find(_ path: String, _ query: [(String, String)]) async throws(CommandFailure) -> JSON? {
        do {
            return try await get(path, query).json
        } catch {
            guard error.problem?["status"]?.intValue == 404 else { throw error }
            return nil
        }
    }

    func post(_ path: String) async throws(CommandFailure) -> Reply { try await send("POST", path) }

    private func send(_ method: String, _ target: String) async throws(CommandFailure) -> Reply {
        var request = HTTPClientRequest(method: method, url: base + target, timeout: .seconds(75))
        request.headers.set("Accept", "application/json")
        if let token { request.authorizeBearer(token) }
        let response: HTTPClientResponse
        do {
            response = try await http.send(request)
        } catch {
            throw unreachable(error)
        }
        let json = try? JSON.parse(response.body)
        guard (200..<300).contains(response.status) else { throw problem(response, json) }
        guard let json else {
            throw CommandFailure(
                "\(base) did not answer in JSON", hint: "Is that a catalog? --server names the one to ask.")
        }
        return Reply(text: response.text, json: json)
    }

    private func unreachable(_ error: HTTPClientError) -> CommandFailure {
        switch error {
        case .connect, .resolve:
            CommandFailure(
                "no catalog answers at \(base)",
                hint: "Is it running? Start it with 'catalog serve', or name another with --server URL.")
        default: CommandFailure("\(error)")
        }
    }

    private func problem(_ response: HTTPClientResponse, _ json: JSON?) -> CommandFailure {
        guard let json, let detail = json["detail"]?.stringValue else {
            return CommandFailure(
                "\(base) answered with status \(response.status)",
                hint: "Is that a catalog? --server names the one to ask.")
        }
        var hint = json["hint"]?.stringValue.map(printable)
        if hint == nil, response.status == 503 { hint = "Try it again in a moment; 'curl \(base)/readyz' says more." }
        return CommandFailure(printable(detail), hint: hint, problem: json)
    }
}
