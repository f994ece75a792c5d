import Basics

/// Something that was not written, and why.
public struct Problem: Sendable, Equatable {
    public enum Kind: String, Sendable {
        /// The source did not give it: no right, or a broken object. The rest went on.
        case skipped
        /// It was lost: a part of the source could not be read, or the catalog refused it.
        case failed
        /// It is broken in the source itself (a view over a dropped table, an unreadable schema): nobody could read it,
        /// so it counts as skipped and does not spoil the exit status.
        case broken
    }

    public var kind: Kind
    /// The object's name as the source calls it, or a urn.
    public var object: String
    public var reason: String
    /// How many aspects it stands for; at least 1, exactly where that can be known.
    public var aspects: Int

    public init(_ kind: Kind, object: String, reason: String, aspects: Int = 1) {
        self.kind = kind
        self.object = object
        self.reason = reason
        self.aspects = max(1, aspects)
    }
}

/// What a run did, counted in aspects. `seen = written + unchanged + skipped + failed`, but for a dry run.
public struct Report: Sendable, Equatable {
    /// Problems that are kept word by word; further ones are only counted.
    public static let maximumProblems = 1000

    public var runID: String
    public var seen = 0
    public var written = 0
    public var unchanged = 0
    public var skipped = 0
    /// The part of ``skipped`` that is broken in the source itself.
    public private(set) var broken = 0
    public var failed = 0
    /// Entities marked as removed, because they are gone from the source; each is one aspect of the counts above.
    public var removed = 0
    /// Entities found, those that did not change included.
    public var entities = 0
    public private(set) var problems: [Problem] = []
    /// What a dry run found that a run would do.
    var preview: Preview?
    /// Objects that a pattern of the recipe left out, by kind (`tables`). They are not counted as seen.
    public var filtered: [String: Int] = [:]
    /// What the reader should know though nothing was lost, e.g. a password over plain HTTP.
    public var notes: [String] = []
    /// Where it wrote to, for people.
    var destination: String?
    /// How long the run took, in seconds.
    public var seconds = 0.0
    /// What ended the run before its time.
    public private(set) var ending: IngestError?

    public init(runID: String) { self.runID = runID }

    /// Counts a problem that the connector found; its aspects were seen and are not with the sink.
    public mutating func add(_ problem: Problem) {
        seen += problem.aspects
        count(problem)
    }

    /// Takes over what the sink says became of the aspects it was given.
    public mutating func add(_ tally: SinkTally) {
        written += tally.written
        unchanged += tally.unchanged
        failed += tally.failed
        preview = tally.preview
        for problem in tally.problems where problems.count < Report.maximumProblems { problems.append(problem) }
    }

    /// Closes the books of a run that ended before its time: what was seen and is not accounted for is lost.
    mutating func end(by error: IngestError) {
        ending = error
        failed = max(failed, seen - written - unchanged - skipped)
    }

    private mutating func count(_ problem: Problem) {
        switch problem.kind {
        case .skipped: skipped += problem.aspects
        case .broken:
            skipped += problem.aspects
            broken += problem.aspects
        case .failed: failed += problem.aspects
        }
        if problems.count < Report.maximumProblems { problems.append(problem) }
    }

    /// `complete` only when everything that the recipe asks for was read and written, as far as the source itself is whole.
    public var exitStatus: IngestExit {
        if let ending {
            return written + unchanged == 0 && ending.code != .cancelled ? .notStarted : .partial
        }
        return skipped == broken && failed == 0 ? .complete : .partial
    }

    /// The last line of `--json`: the five counts; beyond them only what is not nothing, and what ended the run.
    public var json: JSON {
        var object = JSONObject([
            .init("seen", .int(Int64(seen))), .init("written", .int(Int64(written))),
            .init("unchanged", .int(Int64(unchanged))), .init("skipped", .int(Int64(skipped))),
            .init("failed", .int(Int64(failed))),
        ])
        if removed > 0, preview == nil { object.members.append(.init("removed", .int(Int64(removed)))) }
        if broken > 0 { object.members.append(.init("broken", .int(Int64(broken)))) }
        if let preview {
            object.members += [
                .init("new", .int(Int64(preview.new))), .init("changed", .int(Int64(preview.changed))),
                .init("removed", .int(Int64(preview.removed))),
            ]
            if preview.events > 0 { object.members.append(.init("events", .int(Int64(preview.events)))) }
        }
        if let ending { object.members.append(.init("error", .string(ending.message))) }
        return .object(object)
    }

    /// The same with secrets starred in every text.
    func redacted(by redact: Redactor) -> Report {
        var report = self
        report.notes = notes.map { redact($0) }
        report.problems = problems.map {
            Problem($0.kind, object: redact($0.object), reason: redact($0.reason), aspects: $0.aspects)
        }
        report.ending = ending.map { IngestError($0.code, redact($0.message)) }
        return report
    }
}

/// How the process ends.
public enum IngestExit: Int32, Sendable {
    /// Everything was read and written.
    case complete = 0
    /// Something was skipped or failed; the rest is written.
    case partial = 1
    /// Nothing was written: the command line, the recipe, the source or the destination is at fault.
    case notStarted = 2
}
