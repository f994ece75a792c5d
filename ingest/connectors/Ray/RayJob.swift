import Basics

/// One job as the Jobs interface lists it, read leniently: most members may be null.
struct RayJob: Sendable, Equatable {
    /// Given by the submitter, or `raysubmit_…`; `nil` for a driver that connected by itself.
    var submissionID: String?
    /// `02000000`, once the script connected; begins anew when the cluster restarts.
    var jobID: String?
    /// `PENDING`, `RUNNING`, `SUCCEEDED`, `FAILED` or `STOPPED`.
    var status: String
    /// The command line.
    var entrypoint: String
    var message: String?
    var errorType: String?
    var exitCode: Int64?
    var started: Int64?
    var ended: Int64?
    /// What the submitter said about it.
    var metadata: [RayMetadata]
    /// `pip`, `working_dir`, `env_vars`, …
    var runtimeEnvironment: JSONObject

    /// - Returns: `nil` for what names no job, and for the ghost that a deleted job leaves behind for a while.
    init?(_ json: JSON) {
        submissionID = json.text("submission_id")
        jobID = json.text("job_id")
        guard submissionID ?? jobID != nil else { return nil }
        status = json["status"]?.stringValue ?? "UNKNOWN"
        entrypoint = json["entrypoint"]?.stringValue ?? ""
        message = json.text("message")
        errorType = json.text("error_type")
        exitCode = json["driver_exit_code"]?.intValue
        started = json["start_time"]?.moment
        ended = json["end_time"]?.moment
        metadata = (json["metadata"]?.objectValue?.members ?? [])
            .map { RayMetadata(key: $0.name, value: $0.value.stringValue ?? ($0.value.isNull ? "" : $0.value.text)) }
            .sorted { $0.key < $1.key }
        runtimeEnvironment = json["runtime_env"]?.objectValue ?? JSONObject()
        if started == nil, entrypoint == "Entrypoint not found." || entrypoint.isEmpty { return nil }
    }

    /// What it is called in lists and reports.
    var name: String { submissionID ?? jobID ?? "" }

    func metadata(_ key: String) -> String? { metadata.first { $0.key == key && !$0.value.isEmpty }?.value }

    /// Values of environment variables that are secrets; they may stand in the command line and in log lines too.
    var secrets: [String] {
        (runtimeEnvironment["env_vars"]?.objectValue?.members ?? []).compactMap { member in
            guard let value = member.value.stringValue, value.utf8.count >= 6,
                SourceSecrets.value(value, named: member.name, isEnvironment: true) == SourceSecrets.mask
            else { return nil }
            return value
        }.sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
    }
}

struct RayMetadata: Sendable, Equatable {
    var key: String
    var value: String
}

extension JSON {
    fileprivate func text(_ name: String) -> String? {
        guard let text = self[name]?.stringValue, !text.isEmpty else { return nil }
        return text
    }

    /// Milliseconds since 1970; 0 means none.
    fileprivate var moment: Int64? {
        guard let moment = intValue ?? doubleValue.flatMap({ Int64(exactly: $0.rounded()) }), moment > 0 else {
            return nil
        }
        return moment
    }
}
