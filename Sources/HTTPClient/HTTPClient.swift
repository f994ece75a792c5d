import Basics

/// Sends HTTP/1.1 requests over kept-alive connections; any number of Tasks may share one.
///
/// Nothing blocks the caller's thread: one thread of the client's own drives all transfers. Connections are closed when the
/// client is released.
public final class HTTPClient: Sendable {
    public let configuration: HTTPClientConfiguration
    private let loop: TransferLoop

    public init(configuration: HTTPClientConfiguration = HTTPClientConfiguration()) {
        self.configuration = configuration
        loop = TransferLoop(maximumConnectionsPerHost: configuration.maximumConnectionsPerHost)
    }

    deinit { loop.close() }

    /// The server's answer, whatever its status; an error means that there is none.
    ///
    /// Cancelling the Task ends the transfer at once. A broken kept-alive connection is replaced silently only where the
    /// method is idempotent or nothing was sent.
    public func send(_ request: HTTPClientRequest) async throws(HTTPClientError) -> HTTPClientResponse {
        guard HTTPHeaders.isValidName(request.method) else { throw .badHeader(name: "method") }
        for field in request.headers.fields {
            guard HTTPHeaders.isValidName(field.name) else { throw .badHeader(name: "header name") }
            guard HTTPHeaders.isValidValue(field.value) else { throw .badHeader(name: "header \(field.name)") }
        }
        let origin = try RequestURL(request.url)
        let begin = ContinuousClock.now
        var request = request
        let total = request.timeout
        var url = origin
        for _ in 0...HTTPClient.maximumRedirects {
            let outcome = try await exchange(request, url: url, trusted: url.sameOrigin(as: origin))
            guard configuration.followRedirects, let target = outcome.redirect else { return outcome.response }
            let next = try RequestURL(target)
            guard !(url.scheme == "https" && next.scheme == "http") else { return outcome.response }
            request = request.redirected(status: outcome.response.status, sameOrigin: next.sameOrigin(as: origin))
            request.timeout = total - (ContinuousClock.now - begin)
            guard request.timeout > .zero else { throw .timeout(host: next.authority, sent: true) }
            url = next
        }
        throw .badAnswer(host: url.authority, reason: "more than \(HTTPClient.maximumRedirects) redirects")
    }

    static let maximumRedirects = 5

    private func exchange(
        _ request: HTTPClientRequest, url: RequestURL, trusted: Bool
    ) async throws(HTTPClientError) -> TransferOutcome {
        let ending = Ending()
        let transfer = Transfer(
            request: request, url: url, configuration: configuration, trusted: trusted,
            completion: { ending.resolve($0) })
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                ending.wait(continuation)
                loop.submit(transfer)
            }
        } onCancel: {
            loop.cancel(transfer)
        }
        return try result.get()
    }
}

extension HTTPClientRequest {
    /// The request as a redirect wants it repeated (RFC 9110 §15.4): 303 makes a GET of it, and so do 301 and 302 of a POST.
    func redirected(status: Int, sameOrigin: Bool) -> HTTPClientRequest {
        var request = self
        if status == 303 && method != "HEAD" || (status == 301 || status == 302) && method == "POST" {
            request.method = "GET"
            request.body = []
            request.headers.remove("Content-Type")
        }
        if !sameOrigin {
            let harmless = ["accept", "accept-language", "content-type"]
            request.headers = HTTPHeaders(
                headers.fields.filter { harmless.contains($0.name.lowercased()) })
        }
        return request
    }
}
