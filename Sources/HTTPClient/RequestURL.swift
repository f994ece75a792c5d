import CCurl

/// The parts of an absolute URL that decide where bytes go and who may see credentials.
struct RequestURL: Equatable {
    var scheme: String
    /// Lower case; an IPv6 address keeps its brackets.
    var host: String
    var port: Int
    var text: String

    /// `host:port`, the only part of a URL that errors show.
    var authority: String { "\(host):\(port)" }

    func sameOrigin(as other: RequestURL) -> Bool {
        scheme == other.scheme && host == other.host && port == other.port
    }

    /// Reads a URL strictly: `http` or `https`, a host, visible ASCII only, no user information.
    init(_ text: String) throws(HTTPClientError) {
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw .badURL(reason: "it holds blanks, control characters or unencoded non-ASCII; percent-encode them")
        }
        guard let handle = curl_url() else { throw .badURL(reason: "out of memory") }
        let parts = RequestURL.read(text, into: handle)
        curl_url_cleanup(handle)
        guard parts.wellFormed else { throw .badURL(reason: "it is malformed; write http://HOST[:PORT]/PATH") }
        guard let scheme = parts.scheme, scheme == "http" || scheme == "https" else {
            throw .badURL(reason: "its scheme is not http or https")
        }
        guard !parts.hasUser else {
            throw .badURL(reason: "it carries a user or password; configure the credentials apart from it")
        }
        guard let host = parts.host, !host.isEmpty else { throw .badURL(reason: "it has no host") }
        guard let port = parts.port else { throw .badURL(reason: "its port is no number from 1 to 65535") }
        self.scheme = scheme
        self.host = host.lowercased()
        self.port = port
        self.text = text
    }

    /// The same URL with another host name, for a server whose certificate has a name that its address lacks.
    func replacingHost(_ name: String) -> String? {
        guard let handle = curl_url() else { return nil }
        var result: String?
        if curl_url_set(handle, CURLUPART_URL, text, UInt32(CURLU_PATH_AS_IS)) == CURLUE_OK,
            curl_url_set(handle, CURLUPART_HOST, name, 0) == CURLUE_OK
        {
            result = RequestURL.part(CURLUPART_URL, of: handle)
        }
        curl_url_cleanup(handle)
        return result
    }

    private struct Parts {
        var wellFormed = false
        var scheme: String?
        var host: String?
        var port: Int?
        var hasUser = false
    }

    private static func read(_ text: String, into handle: OpaquePointer) -> Parts {
        var parts = Parts()
        let flags = UInt32(CURLU_PATH_AS_IS | CURLU_NON_SUPPORT_SCHEME)
        guard curl_url_set(handle, CURLUPART_URL, text, flags) == CURLUE_OK else { return parts }
        parts.wellFormed = true
        parts.scheme = part(CURLUPART_SCHEME, of: handle)?.lowercased()
        parts.host = part(CURLUPART_HOST, of: handle)
        parts.hasUser = part(CURLUPART_USER, of: handle) != nil || part(CURLUPART_PASSWORD, of: handle) != nil
        parts.port = part(CURLUPART_PORT, of: handle, flags: UInt32(CURLU_DEFAULT_PORT)).flatMap { Int($0) }
            .flatMap { (1...65535).contains($0) ? $0 : nil }
        return parts
    }

    private static func part(_ which: CURLUPart, of handle: OpaquePointer, flags: UInt32 = 0) -> String? {
        var pointer: UnsafeMutablePointer<CChar>?
        guard curl_url_get(handle, which, &pointer, flags) == CURLUE_OK, let pointer else { return nil }
        let text = String(cString: pointer)
        curl_free(pointer)
        return text
    }
}
