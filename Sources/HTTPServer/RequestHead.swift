import Basics

/// The head of a request, checked against everything that could make two readers of one stream disagree.
struct RequestHead: Sendable {
    var method: String
    var rawTarget: String
    var path: String
    var query: [(name: String, value: String)]
    var headers: HTTPHeaders
    var requestID: String
    /// `nil` when the body is chunked.
    var contentLength: Int?
    var chunked: Bool
    var gzip: Bool
    var acceptsGzip: Bool
    var expectsContinue: Bool

    var hasBody: Bool { chunked || (contentLength ?? 0) > 0 }

    struct Refusal: Error {
        var code: HTTPProblem.Code
        var detail: String

        init(_ code: HTTPProblem.Code, _ detail: String) {
            self.code = code
            self.detail = detail
        }
    }

    /// - Parameters:
    ///   - headers: `nil` when a field was no UTF-8 or held a NUL.
    ///   - requestID: the id as ``requestID(from:)`` chose it.
    init(
        method: String, target: String?, version: String, headers: HTTPHeaders?, requestID: String,
        configuration: HTTPServerConfiguration
    ) throws(Refusal) {
        guard version == "HTTP/1.1" || version == "HTTP/1.0" else {
            throw Refusal(.versionNotSupported, "This server speaks HTTP/1.1.")
        }
        guard HTTPHeaders.isValidName(method), method.utf8.count <= 32 else {
            throw Refusal(.badRequest, "The method is malformed.")
        }
        guard let target, let parts = RequestTarget(target) else {
            throw Refusal(.badRequest, "The request target is malformed, e.g. in its percent-encoding.")
        }
        guard let headers else { throw Refusal(.badRequest, "A header field is malformed.") }
        var size = 0
        for field in headers.fields {
            size += field.name.utf8.count + field.value.utf8.count
            guard HTTPHeaders.isValidName(field.name), HTTPHeaders.isValidValue(field.value) else {
                throw Refusal(.badRequest, "A header field is malformed.")
            }
        }
        guard size <= configuration.maximumHeaderBytes, headers.fields.count <= 256 else {
            throw Refusal(
                .headersTooLarge, "The headers exceed \(configuration.maximumHeaderBytes) bytes or 256 fields.")
        }
        try RequestHead.checkHost(headers, version: version)
        self.method = method
        rawTarget = target
        path = parts.path
        query = parts.query
        self.headers = headers
        self.requestID = requestID
        (contentLength, chunked) = try RequestHead.framing(headers, version: version)
        gzip = try RequestHead.isGzip(headers)
        acceptsGzip = RequestHead.accepts("gzip", headers.all("Accept-Encoding"))
        let expectation = headers["Expect"]
        expectsContinue = expectation.map { equalIgnoringASCIICase($0, "100-continue") } ?? false
        guard expectation == nil || expectsContinue else {
            throw Refusal(.expectationFailed, "Only the expectation 100-continue can be met.")
        }
        if let contentLength, contentLength > configuration.maximumBodyBytes {
            throw Refusal(.bodyTooLarge, "The body exceeds \(configuration.maximumBodyBytes) bytes.")
        }
    }

    /// Exactly one plausible `Host`, which HTTP/1.0 may leave out (RFC 9112 §3.2).
    private static func checkHost(_ headers: HTTPHeaders, version: String) throws(Refusal) {
        let hosts = headers.all("Host")
        guard hosts.count == 1 || hosts.isEmpty && version == "HTTP/1.0" else {
            throw Refusal(.badRequest, "There must be exactly one Host header.")
        }
        let allowed = { (byte: UInt8) in
            HTTPHeaders.isTokenByte(byte) || ":[]".utf8.contains(byte)
        }
        guard hosts.allSatisfy({ $0.utf8.allSatisfy(allowed) }) else {
            throw Refusal(.badRequest, "The Host header is malformed.")
        }
    }

    /// How long the body is. Whatever is ambiguous is refused: a proxy before us may have read it otherwise (RFC 9112 §6.3).
    private static func framing(
        _ headers: HTTPHeaders, version: String
    ) throws(Refusal) -> (contentLength: Int?, chunked: Bool) {
        let lengths = headers.all("Content-Length")
        let codings = headers.all("Transfer-Encoding")
        if !codings.isEmpty {
            guard lengths.isEmpty, codings.count == 1, version == "HTTP/1.1" else {
                throw Refusal(.badRequest, "The length of the body is ambiguous.")
            }
            guard equalIgnoringASCIICase(codings[0], "chunked") else {
                throw Refusal(.unsupportedTransferCoding, "The only transfer coding is chunked.")
            }
            return (nil, true)
        }
        guard let length = lengths.first else { return (0, false) }
        guard lengths.count == 1, !length.isEmpty, length.utf8.count <= 18,
            length.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }), let value = Int(length)
        else { throw Refusal(.badRequest, "The length of the body is ambiguous.") }
        return (value, false)
    }

    private static func isGzip(_ headers: HTTPHeaders) throws(Refusal) -> Bool {
        let codings = headers.all("Content-Encoding").flatMap { $0.split(separator: ",") }
            .map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }.filter { $0 != "identity" && !$0.isEmpty }
        guard let first = codings.first else { return false }
        guard codings.count == 1, first == "gzip" || first == "x-gzip" else {
            throw Refusal(.unsupportedCoding, "A body may be sent as it is or with Content-Encoding: gzip.")
        }
        return true
    }

    /// Whether `Accept-Encoding` names a coding, or `*`, without giving it the weight 0 (RFC 9110 §12.5.3).
    static func accepts(_ coding: String, _ values: [String]) -> Bool {
        var wildcard = false
        for item in values.flatMap({ $0.split(separator: ",") }) {
            let parts = item.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
            guard let name = parts.first else { continue }
            let refused = parts.dropFirst().contains { $0.hasPrefix("q=") && Double($0.dropFirst(2)) == 0 }
            if name == coding { return !refused }
            if name == "*" { wildcard = !refused }
        }
        return wildcard
    }

    /// The client's `X-Request-ID` when it is 1–128 characters of letters, digits and `-_.:`; else 16 random hex digits.
    static func requestID(from headers: HTTPHeaders?) -> String {
        if let id = headers?["X-Request-ID"], (1...128).contains(id.utf8.count),
            id.utf8.allSatisfy({ byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                    UInt8(ascii: "."), UInt8(ascii: ":"):
                    return true
                default: return false
                }
            })
        {
            return id
        }
        let hex = String(UInt64.random(in: .min ... .max), radix: 16)
        return String(repeating: "0", count: 16 - hex.count) + hex
    }
}
