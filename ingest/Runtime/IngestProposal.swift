import Basics

/// One aspect of one entity as a connector found it.
public struct IngestProposal: Sendable, Equatable {
    /// What the catalog does with the value.
    public enum Change: String, Sendable {
        /// The aspect becomes the value.
        case upsert = "UPSERT"
        /// The value is a JSON Patch (RFC 6902) for the aspect: for entities that another source owns.
        case patch = "PATCH"
    }

    public var urn: String
    public var entityType: String
    public var aspectName: String
    public var value: JSON
    public var change: Change

    public init(urn: String, entityType: String, aspectName: String, value: JSON, change: Change = .upsert) {
        self.urn = urn
        self.entityType = entityType
        self.aspectName = aspectName
        self.value = value
        self.change = change
    }

    /// The aspect that says whether an entity is there; its type is read from the urn.
    public static func status(of urn: String, removed: Bool) -> IngestProposal {
        let parts = urn.split(separator: ":", maxSplits: 3)
        return IngestProposal(
            urn: urn, entityType: parts.count > 2 ? String(parts[2]) : "", aspectName: "status",
            value: ["removed": .bool(removed)])
    }
}

/// Which run wrote an aspect; sent with each one, so that a run can be found and rolled back.
public struct RunIdentity: Sendable, Equatable {
    /// `trino-2026_11_24-12_00_00-abcd12`, the form DataHub's pipelines use.
    public var runID: String
    /// The name a recipe gives its pipeline; the same in each run of it.
    public var pipelineName: String?
    /// When the run began.
    public var started: Milliseconds

    public init(runID: String, pipelineName: String? = nil, started: Milliseconds) {
        self.runID = runID
        self.pipelineName = pipelineName
        self.started = started
    }

    /// A run of `kind` that starts now, with a name that no other run has.
    public init(kind: String, pipelineName: String?, clock: some WallClock = SystemClock()) {
        let now = clock.now
        var generator = SystemRandomNumberGenerator()
        let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789")
        let tail = String((0..<6).map { _ in letters[Int.random(in: 0..<letters.count, using: &generator)] })
        // 2026-11-24T12:00:00.000Z
        let moment = iso8601(now).prefix(19).map { character -> Character in
            switch character {
            case "T": "-"
            case "-", ":": "_"
            default: character
            }
        }
        self.init(runID: "\(kind)-\(String(moment))-\(tail)", pipelineName: pipelineName, started: now)
    }

    /// What DataHub calls `systemMetadata`.
    var systemMetadata: JSON {
        var object = JSONObject([
            .init("lastObserved", .int(started)), .init("runId", .string(runID)),
            .init("lastRunId", "no-run-id-provided"),
        ])
        if let pipelineName { object.members.append(.init("pipelineName", .string(pipelineName))) }
        return .object(object)
    }
}
