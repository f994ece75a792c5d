import Basics
import CMicroHTTPD

extension Exchange {
    /// How long a client that is refused may go on sending before it is cut; until then it can read why.
    private static let lingering: Duration = .seconds(5)

    func receiveHead(
        _ pointer: OpaquePointer, method: UnsafePointer<CChar>?, version: UnsafePointer<CChar>?
    ) -> MHD_Result {
        counted = true
        core.began()
        let collector = FieldCollector()
        MHD_get_connection_values_n(
            pointer, .HEADER_KIND, fieldCallback, Unmanaged.passUnretained(collector).toOpaque())
        let headers = collector.headers
        self.method = method.flatMap { String(validatingCString: $0) } ?? ""
        requestID = RequestHead.requestID(from: headers)
        let now = monotonicNanoseconds()
        do {
            let head = try RequestHead(
                method: self.method, target: rawTarget,
                version: version.flatMap { String(validatingCString: $0) } ?? "", headers: headers,
                requestID: requestID, configuration: core.configuration)
            self.head = head
            if head.gzip {
                inflater = Inflater(
                    limit: core.configuration.maximumBodyBytes, ratio: core.configuration.maximumInflationRatio)
            }
            phase = .body
            connection?.setDeadline(now &+ core.configuration.bodyTimeout.boundedNanoseconds)
            return .YES
        } catch {
            let response = core.refusal(error.code, error.detail, self)
            // Bytes that follow cannot be told apart from a next request, so the connection ends in each case. A client
            // that may be sending a body is given the answer past the library, which would reset the connection under it.
            let expects = headers?["Expect"] != nil
            let sends = headers.map { $0["Content-Length"] != nil || $0["Transfer-Encoding"] != nil } ?? true
            if sends && !expects {
                refuseMidway(response)
                return .YES
            }
            return queue(response, on: pointer, closing: true)
        }
    }

    func receiveBody(_ bytes: UnsafeRawBufferPointer) {
        do { try take(bytes) } catch { refuseMidway(core.refusal(error.code, error.detail, self)) }
    }

    func receiveEnd(_ pointer: OpaquePointer) -> MHD_Result {
        guard let head else { return .NO }
        if let inflater, head.hasBody, !inflater.finished {
            let response = core.refusal(.badRequest, "The gzip stream of the body is cut off.", self)
            return queue(response, on: pointer, closing: true)
        }
        inflater = nil
        let now = monotonicNanoseconds()
        let deadline = now &+ core.configuration.requestTimeout.boundedNanoseconds
        phase = .suspended
        connection?.setDeadline(0)
        MHD_suspend_connection(pointer)
        suspended(pointer, deadline: deadline)
        core.submit(self, request(head, deadline: deadline))
        return .YES
    }

    /// Answers while the body is still coming, and drops the rest of it until the client has read the answer and closed.
    private func refuseMidway(_ response: HTTPResponse) {
        phase = .discarding
        body = []
        inflater = nil
        status = response.status
        bytesOut = response.body.count
        var text = "HTTP/1.1 \(response.status) \(reasonPhrase(response.status))\r\n"
        for field in outgoingHeaders(response, closing: true).fields { text += "\(field.name): \(field.value)\r\n" }
        text += "Content-Length: \(response.body.count)\r\n\r\n"
        connection?.sendFinal(Array(text.utf8) + (method == "HEAD" ? [] : response.body))
        connection?.setDeadline(monotonicNanoseconds() &+ Exchange.lingering.boundedNanoseconds)
    }

    /// Hands an answer to the library, which copies it.
    func queue(_ response: HTTPResponse, on pointer: OpaquePointer, closing: Bool) -> MHD_Result {
        phase = .done
        let valid = (200...599).contains(response.status)
        status = valid ? response.status : 500
        let body = status == 204 || status == 304 ? [] : response.body
        bytesOut = method == "HEAD" ? 0 : body.count
        let made = body.withUnsafeBytes { bytes in
            MHD_create_response_from_buffer(
                bytes.count, UnsafeMutableRawPointer(mutating: bytes.baseAddress), .RESPMEM_MUST_COPY)
        }
        guard let made else { return .NO }
        for field in outgoingHeaders(response, closing: closing || core.isDraining).fields {
            MHD_add_response_header(made, field.name, field.value)
        }
        let seconds = bytesOut / max(1, core.configuration.minimumResponseBytesPerSecond)
        let limit = (core.configuration.idleTimeout + .seconds(seconds)).boundedNanoseconds
        connection?.setDeadline(monotonicNanoseconds() &+ limit)
        let result = MHD_queue_response(pointer, UInt32(status), made)
        MHD_destroy_response(made)
        return result
    }

    private func outgoingHeaders(_ response: HTTPResponse, closing: Bool) -> HTTPHeaders {
        var headers = HTTPHeaders()
        for field in response.headers.fields where HTTPHeaders.isValidName(field.name) {
            if ["content-length", "transfer-encoding", "connection"].contains(field.name.lowercased()) { continue }
            // A value out of a handler may hold what a client sent; it must not become a line of its own.
            headers.add(field.name, HTTPHeaders.isValidValue(field.value) ? field.value : printable(field.value))
        }
        headers.set("X-Request-ID", requestID)
        if closing { headers.set("Connection", "close") }
        return headers
    }
}

private func printable(_ value: String) -> String {
    String(decoding: value.utf8.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }, as: UTF8.self)
}

private func reasonPhrase(_ status: Int) -> String {
    guard let phrase = MHD_get_reason_phrase_for(UInt32(clamping: status)) else { return "" }
    return String(cString: phrase)
}
