import Basics
import CCurl
import Synchronization

/// What one exchange with a server came to: the answer, and the URL it points to if it is a redirect.
struct TransferOutcome: Sendable {
    var response: HTTPClientResponse
    var redirect: String?
}

/// One request on its way, with the buffers that libcurl's callbacks read and fill.
///
/// `@unchecked Sendable`: `request`, `url`, `configuration` and `trusted` never change; `cancelRequested` is atomic; everything
/// else is touched only by the one thread of the ``TransferLoop`` that the transfer is handed to, which also calls
/// `completion`, exactly once.
final class Transfer: @unchecked Sendable {
    let request: HTTPClientRequest
    let url: RequestURL
    let configuration: HTTPClientConfiguration
    /// Whether this is the origin that the caller named, which alone may see the client's certificate.
    let trusted: Bool
    let cancelRequested = Atomic<Bool>(false)

    private var completion: (@Sendable (Result<TransferOutcome, HTTPClientError>) -> Void)?
    private(set) var handle: UnsafeMutableRawPointer?
    private var lists: [UnsafeMutablePointer<curl_slist>] = []
    private let errorText: UnsafeMutablePointer<CChar>
    private var bodyOffset = 0
    private var headers = HTTPHeaders()
    private var headerBytes = 0
    private var body: [UInt8] = []
    private var exceeded = false

    static let maximumHeaderBytes = 256 << 10

    init(
        request: HTTPClientRequest, url: RequestURL, configuration: HTTPClientConfiguration, trusted: Bool,
        completion: @escaping @Sendable (Result<TransferOutcome, HTTPClientError>) -> Void
    ) {
        self.request = request
        self.url = url
        self.configuration = configuration
        self.trusted = trusted
        self.completion = completion
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE) + 1)
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE) + 1)
    }

    deinit {
        if let handle { curl_easy_cleanup(handle) }
        for list in lists { curl_slist_free_all(list) }
        errorText.deallocate()
    }

    func complete(_ result: Result<TransferOutcome, HTTPClientError>) {
        completion?(result)
        completion = nil
    }

    /// Makes the easy handle. `nil` when libcurl refuses an option, e.g. for lack of memory.
    func prepare() -> UnsafeMutableRawPointer? {
        guard let handle = curl_easy_init() else { return nil }
        self.handle = handle
        let context = Unmanaged.passUnretained(self).toOpaque()
        var codes: [CURLcode] = [
            ccurl_set_pointer(handle, CURLOPT_PRIVATE, context),
            ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText),
            ccurl_set_long(handle, CURLOPT_NOSIGNAL, 1),
            ccurl_set_string(handle, CURLOPT_PROTOCOLS_STR, "http,https"),
            ccurl_set_long(handle, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1)),
            ccurl_set_long(handle, CURLOPT_PATH_AS_IS, 1),
            ccurl_set_string(handle, CURLOPT_ACCEPT_ENCODING, "gzip"),
            ccurl_set_string(handle, CURLOPT_USERAGENT, configuration.userAgent),
            ccurl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, milliseconds(configuration.connectTimeout)),
            ccurl_set_long(handle, CURLOPT_TIMEOUT_MS, milliseconds(request.timeout)),
            // Shorter than the idle time of common servers, so that a request seldom meets a closing connection.
            ccurl_set_long(handle, CURLOPT_MAXAGE_CONN, 20),
            ccurl_set_offset(handle, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(configuration.maximumResponseBytes)),
            ccurl_set_callback(handle, CURLOPT_WRITEFUNCTION, takeBody),
            ccurl_set_pointer(handle, CURLOPT_WRITEDATA, context),
            ccurl_set_callback(handle, CURLOPT_HEADERFUNCTION, takeHeader),
            ccurl_set_pointer(handle, CURLOPT_HEADERDATA, context),
        ]
        if request.lowSpeedBytesPerSecond > 0 {
            let seconds = max(1, milliseconds(request.lowSpeedTime) / 1000)
            codes.append(ccurl_set_long(handle, CURLOPT_LOW_SPEED_LIMIT, request.lowSpeedBytesPerSecond))
            codes.append(ccurl_set_long(handle, CURLOPT_LOW_SPEED_TIME, seconds))
        }
        if !configuration.proxyFromEnvironment { codes.append(ccurl_set_string(handle, CURLOPT_PROXY, "")) }
        codes += setTLS(handle) + setTarget(handle) + setMessage(handle, context)
        return codes.allSatisfy { $0 == CURLE_OK } ? handle : nil
    }

    private func setTLS(_ handle: UnsafeMutableRawPointer) -> [CURLcode] {
        var codes: [CURLcode] = []
        if configuration.insecure {
            codes.append(ccurl_set_long(handle, CURLOPT_SSL_VERIFYPEER, 0))
            codes.append(ccurl_set_long(handle, CURLOPT_SSL_VERIFYHOST, 0))
        }
        if let file = configuration.caFile { codes.append(ccurl_set_string(handle, CURLOPT_CAINFO, file)) }
        guard trusted else { return codes }
        if let file = configuration.clientCertificateFile {
            codes.append(ccurl_set_string(handle, CURLOPT_SSLCERT, file))
        }
        if let file = configuration.clientKeyFile { codes.append(ccurl_set_string(handle, CURLOPT_SSLKEY, file)) }
        if let password = configuration.clientKeyPassword {
            codes.append(ccurl_set_string(handle, CURLOPT_KEYPASSWD, password.reveal()))
        }
        return codes
    }

    private func setTarget(_ handle: UnsafeMutableRawPointer) -> [CURLcode] {
        guard trusted, let name = configuration.serverName, let named = url.replacingHost(name) else {
            return [ccurl_set_string(handle, CURLOPT_URL, url.text)]
        }
        var codes = [ccurl_set_string(handle, CURLOPT_URL, named)]
        if let list = curl_slist_append(nil, "::\(url.host):\(url.port)") {
            lists.append(list)
            codes.append(ccurl_set_list(handle, CURLOPT_CONNECT_TO, list))
        }
        return codes
    }

    private func setMessage(_ handle: UnsafeMutableRawPointer, _ context: UnsafeMutableRawPointer) -> [CURLcode] {
        var codes: [CURLcode] = []
        let method = request.method
        let carriesBody = !request.body.isEmpty || ["POST", "PUT", "PATCH"].contains(method)
        if carriesBody {
            // A read callback instead of a buffer, because libcurl silently sends a buffer again on a fresh connection
            // when a kept one breaks; see `seekBody`.
            codes.append(ccurl_set_long(handle, CURLOPT_POST, 1))
            codes.append(ccurl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count)))
            codes.append(ccurl_set_callback(handle, CURLOPT_READFUNCTION, giveBody))
            codes.append(ccurl_set_pointer(handle, CURLOPT_READDATA, context))
            codes.append(ccurl_set_seek(handle, seekBody))
            codes.append(ccurl_set_pointer(handle, CURLOPT_SEEKDATA, context))
        } else if method == "HEAD" {
            codes.append(ccurl_set_long(handle, CURLOPT_NOBODY, 1))
        }
        if method != "GET" && method != "HEAD" || carriesBody {
            codes.append(ccurl_set_string(handle, CURLOPT_CUSTOMREQUEST, method))
        }
        // libcurl's own additions: it waits a second for `100 Continue`, and calls every body a form.
        var lines = ["Expect:"]
        if carriesBody && request.headers["Content-Type"] == nil { lines.append("Content-Type:") }
        for field in request.headers.fields {
            lines.append(field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)")
        }
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines { list = curl_slist_append(list, line) ?? list }
        if let list {
            lists.append(list)
            codes.append(ccurl_set_list(handle, CURLOPT_HTTPHEADER, list))
        }
        return codes
    }

    // MARK: Callbacks, on the loop's thread

    fileprivate func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count <= configuration.maximumResponseBytes - body.count else {
            exceeded = true
            return false
        }
        body.append(contentsOf: bytes)
        return true
    }

    fileprivate func receiveHeader(_ bytes: UnsafeRawBufferPointer) -> Bool {
        headerBytes += bytes.count
        guard headerBytes <= Transfer.maximumHeaderBytes else {
            exceeded = true
            return false
        }
        let line = String(decoding: bytes, as: UTF8.self)
        if line.hasPrefix("HTTP/") {
            // A status line after an interim answer (1xx) or a proxy's: the fields before it are not the answer's.
            headers = HTTPHeaders()
            return true
        }
        guard let colon = line.firstIndex(of: ":") else { return true }
        headers.add(String(line[..<colon]), trimmed(line[line.index(after: colon)...], isBlank))
        return true
    }

    fileprivate func give(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, request.body.count - bodyOffset)
        guard count > 0 else { return 0 }
        request.body.withUnsafeBytes { source in
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[bodyOffset..<bodyOffset + count]))
        }
        bodyOffset += count
        return count
    }

    /// Sending a body twice is libcurl's choice only where the method makes that harmless.
    fileprivate func rewind(to offset: curl_off_t) -> Bool {
        guard request.isIdempotent || bodyOffset == 0, offset >= 0, offset <= request.body.count else {
            return false
        }
        bodyOffset = Int(offset)
        return true
    }

    // MARK: The end

    /// Whether any byte of the request went into a connection.
    var sent: Bool {
        guard let handle else { return false }
        return ccurl_get_long(handle, CURLINFO_REQUEST_SIZE) > 0
            || ccurl_get_offset(handle, CURLINFO_SIZE_UPLOAD_T) > 0
    }

    /// Reads libcurl's verdict while the handle still knows it.
    func outcome(_ code: CURLcode) -> Result<TransferOutcome, HTTPClientError> {
        guard let handle else { return .failure(.cancelled(sent: false)) }
        let host = url.authority
        let reason = errorText.pointee == 0 ? String(cString: curl_easy_strerror(code)) : String(cString: errorText)
        if exceeded { return .failure(.tooLarge(host: host, limit: configuration.maximumResponseBytes)) }
        switch code {
        case CURLE_OK:
            let response = HTTPClientResponse(
                status: ccurl_get_long(handle, CURLINFO_RESPONSE_CODE), headers: headers, body: body,
                effectiveURL: url.text)
            let redirect = ccurl_get_string(handle, CURLINFO_REDIRECT_URL).map { String(cString: $0) }
            return .success(TransferOutcome(response: response, redirect: redirect))
        case CURLE_URL_MALFORMAT:
            return .failure(.badURL(reason: "it is malformed"))
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
            return .failure(.resolve(host: url.host))
        case CURLE_COULDNT_CONNECT:
            return .failure(.connect(host: host, reason: reason))
        case CURLE_OPERATION_TIMEDOUT:
            return .failure(.timeout(host: host, sent: sent))
        case CURLE_FILESIZE_EXCEEDED:
            return .failure(.tooLarge(host: host, limit: configuration.maximumResponseBytes))
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING:
            return .failure(.badAnswer(host: host, reason: reason))
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_CRL_BADFILE,
            CURLE_SSL_CLIENTCERT:
            return .failure(.tls(host: host, reason: reason))
        // In TLS 1.3 a server refuses a client's certificate after the client thinks the handshake over.
        case CURLE_RECV_ERROR where reason.contains("alert") && reason.contains("certificate"):
            return .failure(.tls(host: host, reason: reason))
        default:
            return .failure(.interrupted(host: host, sent: sent, bytesReceived: body.count, reason: reason))
        }
    }
}

private func transfer(_ context: UnsafeMutableRawPointer?) -> Transfer? {
    context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
}

private let takeBody: ccurl_transfer_callback = { bytes, size, count, context in
    let total = size * count
    guard let transfer = transfer(context), let bytes else { return 0 }
    return transfer.receive(UnsafeRawBufferPointer(start: bytes, count: total)) ? total : 0
}

private let takeHeader: ccurl_transfer_callback = { bytes, size, count, context in
    let total = size * count
    guard let transfer = transfer(context), let bytes else { return 0 }
    return transfer.receiveHeader(UnsafeRawBufferPointer(start: bytes, count: total)) ? total : 0
}

private let giveBody: ccurl_transfer_callback = { bytes, size, count, context in
    guard let transfer = transfer(context), let bytes else { return 0 }
    return transfer.give(into: UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
}

private let seekBody: ccurl_seek_callback = { context, offset, origin in
    guard let transfer = transfer(context), origin == 0 else { return CURL_SEEKFUNC_FAIL }
    return transfer.rewind(to: offset) ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL
}

/// Whole milliseconds of a duration, at least 1, since libcurl takes 0 for "for ever".
func milliseconds(_ duration: Duration) -> Int {
    let (seconds, attoseconds) = duration.components
    guard seconds >= 0 else { return 1 }
    return max(1, Int(min(seconds, 1_000_000)) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
}

/// What may stand around a header's value: blanks, tabs and line ends.
private func isBlank(_ character: Character) -> Bool {
    character == " " || character == "\t" || character == "\r" || character == "\n" || character == "\r\n"
}
