/// Why an event cannot be taken, and which of its fields is to blame.
struct EventProblem: Error, Sendable, Equatable {
    /// Stable words; `docs/errors.md` explains each.
    enum Code: String, Sendable, CaseIterable {
        case malformedJSON = "malformed_json"
        case malformedEvent = "malformed_event"
        case eventRejected = "event_rejected"

        /// 400 where the event cannot be read, 422 where it was read and cannot be kept.
        var status: Int { self == .eventRejected ? 422 : 400 }
    }

    var code: Code
    var message: String
    /// JSON pointer into the event, e.g. `/run/runId`.
    var path: String

    init(_ message: String, path: String, code: Code = .malformedEvent) {
        self.code = code
        self.message = message
        self.path = path
    }
}

extension EventProblem: CustomStringConvertible {
    var description: String { path.isEmpty ? message : "\(path): \(message)" }
}
