import Basics
import HTTPClient

/// A catalog reached by DataHub's REST interface: what the sink, the checkpoints and a dry run share.
struct CatalogConnection: Sendable {
    /// Without the last slash.
    let server: String
    let token: Secret<String>?
    let transport: any HTTPTransport
    let timeout: Duration
    let retries: RetryPolicy

    init(
        server: String, token: Secret<String>?, transport: any HTTPTransport, timeout: Duration, retries: RetryPolicy
    ) {
        var server = server
        while server.hasSuffix("/") { server.removeLast() }
        self.server = server
        self.token = token
        self.transport = transport
        self.timeout = timeout
        self.retries = retries
    }

    func request(_ method: String, _ path: String) -> HTTPClientRequest {
        var request = HTTPClientRequest(method: method, url: server + path, timeout: timeout)
        request.headers["Accept"] = "application/json"
        if let token { request.authorizeBearer(token) }
        return request
    }

    func post(_ path: String, _ body: [UInt8]) async throws(HTTPClientError) -> HTTPClientResponse {
        var request = request("POST", path)
        request.headers["Content-Type"] = "application/json"
        request.headers["X-RestLi-Protocol-Version"] = "2.0.0"
        request.body = body
        return try await transport.send(request, retrying: retries)
    }

    /// Proves that the address is a catalog and lets us in.
    func check() async throws(IngestError) {
        // Who waits for this sees nothing happen, so a wrong address is told soon.
        var retries = retries
        retries.maximumAttempts = min(retries.maximumAttempts, 4)
        let response: HTTPClientResponse
        do {
            response = try await transport.send(request("GET", "/config"), retrying: retries)
        } catch {
            throw IngestError(.destination, "the catalog cannot be reached: \(error)")
        }
        if let refusal = accessError(response) { throw refusal }
        guard response.status == 200, (try? JSON.parse(response.body)) != nil else {
            throw IngestError(
                .destination,
                "\(server) does not look like a catalog: GET /config answered \(response.status); check the address")
        }
    }

    /// The latest versioned aspects of entities, by urn and name; entities that do not exist are left out.
    func aspects(of urns: [String], named names: [String]) async throws(IngestError) -> [String: [String: JSON]] {
        let path =
            "/entitiesV2?ids=List(" + urns.map { percentEncoded($0) }.joined(separator: ",") + ")&aspects=List("
            + names.map { percentEncoded($0) }.joined(separator: ",") + ")"
        var request = request("GET", path)
        request.headers["X-RestLi-Protocol-Version"] = "2.0.0"
        let answer = try await json(request, "entities")
        var found: [String: [String: JSON]] = [:]
        for entity in answer["results"]?.objectValue?.members ?? [] {
            for aspect in entity.value["aspects"]?.objectValue?.members ?? [] {
                if let value = aspect.value["value"] { found[entity.name, default: [:]][aspect.name] = value }
            }
        }
        return found
    }

    /// The newest value of a timeseries aspect.
    ///
    /// - Throws: of code `memory` where the server does not know such a question, or does not let us ask.
    func latest(_ aspect: String, of urn: String, type: String) async throws(IngestError) -> JSON? {
        let question: JSON = [
            "urn": .string(urn), "entity": .string(type), "aspect": .string(aspect), "limit": 1,
        ]
        var request = request("POST", "/aspects?action=getTimeseriesAspectValues")
        request.headers["Content-Type"] = "application/json"
        request.headers["X-RestLi-Protocol-Version"] = "2.0.0"
        request.body = question.bytes
        let answer = try await json(request, "'\(aspect)'", refusal: .memory)
        guard let text = answer["value"]?["values"]?[0]?["aspect"]?["value"]?.stringValue else { return nil }
        return try? JSON.parse(Array(text.utf8))
    }

    private func json(
        _ request: HTTPClientRequest, _ what: String, refusal code: IngestError.Code? = nil
    ) async throws(IngestError) -> JSON {
        let response: HTTPClientResponse
        do { response = try await transport.send(request, retrying: retries) } catch {
            throw IngestError(.destination, "the catalog cannot be reached: \(error)")
        }
        if let code, [403, 404, 405, 501].contains(response.status) {
            throw IngestError(
                code, "the catalog does not tell \(what) (\(response.status)): \(Self.message(response))")
        }
        if let refusal = accessError(response) { throw refusal }
        guard response.status == 200, let answer = try? JSON.parse(response.body) else {
            throw IngestError(
                .destination, "the catalog does not tell \(what) (\(response.status)): \(Self.message(response))")
        }
        return answer
    }

    func accessError(_ response: HTTPClientResponse) -> IngestError? {
        switch response.status {
        case 401:
            return IngestError(
                .access,
                token == nil
                    ? "the catalog wants an access token: give one in the sink's 'token' or by --to-token-file"
                    : "the catalog refuses the access token (401): \(Self.message(response))")
        case 403:
            return IngestError(
                .access, "the access token may not write to the catalog (403): \(Self.message(response))")
        default: return nil
        }
    }

    /// What an error answer says, in DataHub's form, in RFC 9457's, or as it came.
    static func message(_ response: HTTPClientResponse) -> String {
        if let answer = try? JSON.parse(response.body) {
            for name in ["detail", "message", "title"] {
                if let text = answer[name]?.stringValue, !text.isEmpty { return String(text.prefix(500)) }
            }
        }
        return excerpt(response.body)
    }
}
