import Basics
import Foundation
import HTTPClient

@testable import CatalogIngest

/// Answers requests from a script: each request is given to `answer` with the count of requests before it.
final class ScriptedTransport: HTTPTransport {
    struct Sent: Sendable {
        var method: String
        var url: String
        var headers: HTTPHeaders
        var body: String
    }

    let answer: @Sendable (Sent, Int) throws(HTTPClientError) -> HTTPClientResponse
    private let log = Locked<[Sent]>([])

    init(_ answer: @escaping @Sendable (Sent, Int) throws(HTTPClientError) -> HTTPClientResponse) {
        self.answer = answer
    }

    var sent: [Sent] { log.value }

    func send(
        _ request: HTTPClientRequest, retrying policy: RetryPolicy
    ) async throws(HTTPClientError) -> HTTPClientResponse {
        let sent = Sent(
            method: request.method, url: request.url, headers: request.headers,
            body: String(decoding: request.body, as: UTF8.self))
        let count = log.update { log in
            log.append(sent)
            return log.count - 1
        }
        return try answer(sent, count)
    }
}

/// Answers from a recorded conversation; a request that was not recorded is an error.
///
/// A statement is found by its text, a page by its path, each in the order of recording.
final class ReplayTransport: HTTPTransport {
    private let answers: Locked<[String: [JSON]]>
    private let repeats: Bool

    /// - Parameter repeats: Answers again from the first one when all recorded answers of a request were given.
    init(_ recording: JSON, repeats: Bool = false) {
        self.repeats = repeats
        var answers: [String: [JSON]] = [:]
        for exchange in recording.arrayValue ?? [] {
            answers[exchange["request"]?.stringValue ?? "", default: []].append(exchange)
        }
        self.answers = Locked(answers)
    }

    static func key(_ request: HTTPClientRequest) -> String {
        let path = request.url.replacingOccurrences(of: "http://[^/]*", with: "", options: .regularExpression)
        let statement = request.body.isEmpty ? "" : " " + String(decoding: request.body, as: UTF8.self)
        return "\(request.method) \(path)\(statement)"
    }

    func send(
        _ request: HTTPClientRequest, retrying policy: RetryPolicy
    ) async throws(HTTPClientError) -> HTTPClientResponse {
        let key = ReplayTransport.key(request)
        let exchange = answers.update { answers -> JSON? in
            guard let first = answers[key]?.first else { return nil }
            if repeats {
                answers[key]?.removeFirst()
                answers[key]?.append(first)
            } else if answers[key]?.count ?? 0 > 1 {
                answers[key]?.removeFirst()
            }
            return first
        }
        guard let exchange else { throw .badAnswer(host: "replay", reason: "nothing recorded for \(key)") }
        return HTTPClientResponse(
            status: Int(exchange["status"]?.intValue ?? 0), headers: ["Content-Type": "application/json"],
            body: exchange["body"]?.bytes ?? [])
    }
}

/// Passes requests on to a real server and keeps what a replay needs.
final class RecordingTransport: HTTPTransport {
    private let inner: any HTTPTransport
    private let exchanges = Locked<[JSON]>([])

    init(_ inner: any HTTPTransport) { self.inner = inner }

    /// The world of a connector that reads a real server and, under `CATALOG_RECORD=1`, who keeps the conversation.
    static func context() -> (context: ConnectorContext, recorder: RecordingTransport?) {
        var context = ConnectorContext()
        guard TestFiles.isRecording else { return (context, nil) }
        let recorder = RecordingTransport(TransportSettings().client())
        context.transport = { _ in recorder }
        return (context, recorder)
    }

    /// The conversation, ready for ``ReplayTransport``.
    var recording: JSON { .array(exchanges.value) }

    func send(
        _ request: HTTPClientRequest, retrying policy: RetryPolicy
    ) async throws(HTTPClientError) -> HTTPClientResponse {
        let response = try await inner.send(request, retrying: policy)
        let body = RecordingTransport.trimmed((try? JSON.parse(response.body)) ?? .null)
        exchanges.update {
            $0.append([
                "request": .string(ReplayTransport.key(request)), "status": .int(Int64(response.status)), "body": body,
            ])
        }
        return response
    }

    /// The members that a client reads; statistics and Java stacks fill pages.
    private static func trimmed(_ body: JSON) -> JSON {
        guard var object = body.objectValue else { return body }
        for name in ["stats", "warnings", "infoUri", "partialCancelUri", "uptime"] { object[name] = nil }
        if var error = object["error"]?.objectValue {
            error["failureInfo"] = nil
            object["error"] = .object(error)
        }
        return .object(object)
    }
}

/// A value behind a lock.
///
/// `@unchecked Sendable`: `storage` is touched only between `lock()` and `unlock()`.
final class Locked<Value>: @unchecked Sendable {
    private let lock = NSLock()
    private var storage: Value

    init(_ value: Value) { storage = value }

    var value: Value { lock.withLock { storage } }

    func update<Result>(_ change: (inout Value) -> Result) -> Result { lock.withLock { change(&storage) } }
}

/// Keeps all proposals it is given.
actor CollectingSink: ProposalSink {
    private(set) var proposals: [IngestProposal] = []

    func check() {}
    func write(_ proposals: [IngestProposal]) { self.proposals += proposals }
    func flush() -> SinkTally {
        var tally = SinkTally()
        tally.written = proposals.count
        return tally
    }
}
