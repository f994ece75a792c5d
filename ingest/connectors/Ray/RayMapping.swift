import Basics

/// Turns Ray's jobs into flows, jobs and runs.
///
/// Ray knows runs only; what they are runs of is told by the metadata `job_name`, else by the script in the command line.
/// Urns are DataHub's for flows, jobs and runs; DataHub has no source for Ray.
struct RayMapping: Sendable {
    static let platform = "ray"
    private static let platformURN = EntityNames.platform(platform)

    let env: String
    /// The cluster, where there are several.
    let instance: String?
    /// The dashboard as people open it, without a last slash.
    let externalURL: String
    /// Whether submission identifiers are a RayJob's name and five random characters, as KubeRay makes them.
    let readsRayJobs: Bool
    /// Changes with each start of the cluster; parts the drivers of one from those of the next, whose numbers begin anew.
    let session: String?

    /// What a job is a run of.
    struct Identity: Sendable, Hashable {
        var flow: String
        var job: String
        /// For people.
        var title: String
    }

    func identity(of job: RayJob) -> Identity {
        if let name = job.metadata("job_name") ?? rayJobName(of: job) {
            return Identity(flow: name, job: name, title: name)
        }
        if let script = RayMapping.script(job.entrypoint) { return Identity(flow: script, job: script, title: script) }
        let digest = String(md5Hex(job.entrypoint).prefix(12))
        return Identity(flow: "adhoc", job: digest, title: clipped(without(job.secrets, job.entrypoint), 120))
    }

    func rayJobName(of job: RayJob) -> String? {
        guard readsRayJobs, let id = job.submissionID, id.utf8.count > 6 else { return nil }
        let tail = id.utf8.suffix(6)
        // Kubernetes' random names hold no vowels and no digit that looks like one.
        guard tail.first == UInt8(ascii: "-"),
            tail.dropFirst().allSatisfy({ "bcdfghjklmnpqrstvwxz2456789".utf8.contains($0) })
        else { return nil }
        return String(id.dropLast(6))
    }

    /// The first `.py` of a command line, without `./`.
    static func script(_ entrypoint: String) -> String? {
        var isPython = false
        for word in entrypoint.split(whereSeparator: { $0.isWhitespace || $0 == "\"" || $0 == "'" }) {
            // What follows is a program, not the name of one.
            if word == "-c", isPython { return nil }
            isPython = word.contains("python")
            guard word.hasSuffix(".py"), word.count > 3 else { continue }
            var script = String(word)
            while script.hasPrefix("./") { script.removeFirst(2) }
            return script
        }
        return nil
    }

    // MARK: Urns

    func flow(_ identity: Identity) -> String {
        let name = instance.map { "\($0).\(identity.flow)" } ?? identity.flow
        return "urn:li:dataFlow:(\(RayMapping.platform),\(EntityNames.encoded(name)),\(env))"
    }

    func job(_ identity: Identity) -> String {
        "urn:li:dataJob:(\(flow(identity)),\(EntityNames.encoded(identity.job)))"
    }

    func run(_ job: RayJob) -> String {
        var id = job.name
        if job.submissionID == nil, let session { id = "\(session)/\(id)" }
        var key = [("cluster", env), ("id", id), ("orchestrator", RayMapping.platform)]
        if let instance { key.append(("instance", instance)) }
        return "urn:li:dataProcessInstance:\(EntityNames.guid(key))"
    }

    // MARK: Aspects

    func flowAspects(_ identity: Identity) -> [IngestProposal] {
        IngestProposal.aspects(
            flow(identity), "dataFlow",
            [
                (
                    "dataFlowInfo",
                    [
                        "customProperties": [:], "externalUrl": .string("\(externalURL)/#/jobs"),
                        "name": .string(identity.flow),
                    ]
                ), ("dataPlatformInstance", platformInstance), ("browsePathsV2", browsePath([])),
                ("status", ["removed": false]),
            ])
    }

    /// - Parameters:
    ///   - job: The youngest run.
    ///   - lineage: What the youngest run that declares any reads and writes.
    func jobAspects(_ identity: Identity, youngest job: RayJob, lineage: RayLineage?) -> [IngestProposal] {
        let flow = flow(identity)
        var custom = JSONObject([.init("entrypoint", .string(clipped(without(job.secrets, job.entrypoint), 2000)))])
        if let name = rayJobName(of: job) { custom["kuberay.rayjob"] = .string(name) }
        for entry in metadata(of: job) { custom[entry.name] = entry.value }
        var info = JSONObject([
            .init("customProperties", .object(custom)), .init("externalUrl", .string("\(externalURL)/#/jobs")),
            .init("name", .string(identity.title)),
        ])
        if let text = job.metadata("description") { info["description"] = .string(without(job.secrets, text)) }
        info["type"] = ["string": "RAY_JOB"]
        info["flowUrn"] = .string(flow)
        var aspects: [(name: String, value: JSON)] = [
            ("dataJobInfo", .object(info)), ("dataPlatformInstance", platformInstance),
            ("browsePathsV2", browsePath([flow])), ("status", ["removed": false]),
        ]
        if let lineage {
            func datasets(_ urns: [String]) -> [JSON] {
                urns.filter { $0.hasPrefix("urn:li:dataset:") }.map { .string($0) }
            }
            let (inputs, outputs) = (datasets(lineage.inputs), datasets(lineage.outputs))
            if !inputs.isEmpty || !outputs.isEmpty {
                aspects.append(
                    ("dataJobInputOutput", ["inputDatasets": .array(inputs), "outputDatasets": .array(outputs)]))
            }
        }
        return IngestProposal.aspects(self.job(identity), "dataJob", aspects)
    }

    func runAspects(_ job: RayJob, of identity: Identity, lineage: RayLineage) -> [IngestProposal] {
        var aspects: [(name: String, value: JSON)] = [
            (
                "dataProcessInstanceProperties",
                [
                    "customProperties": .object(properties(of: job)),
                    "externalUrl": .string("\(externalURL)/#/jobs/\(percentEncoded(job.name))"),
                    "name": .string(job.name),
                    "created": ["time": .int(job.started ?? job.ended ?? 0), "actor": "urn:li:corpuser:unknown"],
                ]
            ),
            (
                "dataProcessInstanceRelationships",
                ["parentTemplate": .string(self.job(identity)), "upstreamInstances": []]
            ), ("dataPlatformInstance", platformInstance), ("subTypes", ["typeNames": ["Ray Job Run"]]),
            ("status", ["removed": false]),
        ]
        func edges(_ urns: [String]) -> JSON { .array(urns.map { ["destinationUrn": .string($0)] }) }
        if !lineage.inputs.isEmpty {
            aspects.append(("dataProcessInstanceInput", ["inputs": [], "inputEdges": edges(lineage.inputs)]))
        }
        if !lineage.outputs.isEmpty {
            aspects.append(("dataProcessInstanceOutput", ["outputs": [], "outputEdges": edges(lineage.outputs)]))
        }
        if let event = event(of: job) { aspects.append(("dataProcessInstanceRunEvent", event)) }
        return IngestProposal.aspects(run(job), "dataProcessInstance", aspects)
    }

    private func properties(of job: RayJob) -> JSONObject {
        let secrets = job.secrets
        var custom = JSONObject([
            .init("entrypoint", .string(clipped(without(secrets, job.entrypoint), 2000))),
            .init("status", .string(job.status)),
        ])
        if let id = job.submissionID { custom["submission_id"] = .string(id) }
        if let id = job.jobID { custom["job_id"] = .string(id) }
        if let message = job.message { custom["message"] = .string(clipped(without(secrets, message), 1000)) }
        if let type = job.errorType { custom["error_type"] = .string(type) }
        if let code = job.exitCode { custom["driver_exit_code"] = .string("\(code)") }
        for entry in metadata(of: job) { custom[entry.name] = entry.value }
        for member in job.runtimeEnvironment.members.sorted(by: { $0.name < $1.name }) {
            if member.name == "env_vars" {
                for variable in (member.value.objectValue?.members ?? []).sorted(by: { $0.name < $1.name }) {
                    let value = SourceSecrets.value(
                        variable.value.stringValue ?? variable.value.text, named: variable.name, isEnvironment: true)
                    custom["runtime_env.env_vars.\(variable.name)"] = .string(clipped(without(secrets, value), 1000))
                }
            } else {
                let text = member.value.stringValue ?? member.value.text
                custom["runtime_env.\(member.name)"] = .string(clipped(without(secrets, text), 2000))
            }
        }
        return custom
    }

    private func metadata(of job: RayJob) -> [JSONObject.Member] {
        let secrets = job.secrets
        return job.metadata.map {
            .init(
                "metadata.\($0.key)",
                .string(clipped(without(secrets, SourceSecrets.value($0.value, named: $0.key)), 4000)))
        }
    }

    private func event(of job: RayJob) -> JSON? {
        func event(_ moment: Int64, _ status: JSON) -> JSONObject {
            JSONObject([
                .init("timestampMillis", .int(moment)),
                .init("partitionSpec", ["partition": "FULL_TABLE_SNAPSHOT", "type": "FULL_TABLE"]),
                .init("status", status),
            ])
        }
        let result: JSON
        switch job.status {
        case "RUNNING": return job.started.map { .object(event($0, "STARTED")) }
        case "SUCCEEDED": result = "SUCCESS"
        case "FAILED": result = "FAILURE"
        case "STOPPED": result = "SKIPPED"
        default: return nil
        }
        guard let ended = job.ended ?? job.started else { return nil }
        var object = event(ended, "COMPLETE")
        object["result"] = ["type": result, "nativeResultType": .string(RayMapping.platform)]
        if job.ended != nil, let started = job.started { object["durationMillis"] = .int(max(0, ended &- started)) }
        return .object(object)
    }

    private var platformInstance: JSON {
        var object = JSONObject([.init("platform", .string(RayMapping.platformURN))])
        if let instance {
            object["instance"] = .string(EntityNames.platformInstance(RayMapping.platform, instance))
        }
        return .object(object)
    }

    private func browsePath(_ parents: [String]) -> JSON {
        let first = instance.map { [EntityNames.platformInstance(RayMapping.platform, $0)] } ?? []
        return ["path": .array((first + parents).map { ["id": .string($0), "urn": .string($0)] })]
    }

    /// A text without the job's own secrets and without what looks like one.
    private func without(_ secrets: [String], _ text: String) -> String {
        var text = text
        for secret in secrets { text = text.replacing(secret, with: SourceSecrets.mask) }
        return SourceSecrets.redacted(text)
    }

    /// A text of at most so many characters: its beginning, or of a longer one beginning and end, where errors stand.
    private func clipped(_ text: String, _ maximum: Int) -> String {
        guard text.count > maximum else { return text }
        return text.prefix(maximum / 2) + " … " + text.suffix(maximum / 2 - 3)
    }
}
