import Basics

/// Reads the jobs of a Ray cluster from its dashboard: flows, jobs, runs with their states, declared lineage.
///
/// The list is one answer without pages, and it forgets: the head keeps it in memory. So absence proves nothing, and
/// nothing is ever marked as removed.
public struct RayConnector: Connector {
    public static let kind = "ray"
    public static let summary = "Ray: jobs with their runs, states, environments, declared inputs and outputs"
    public static let recipe = PackageResources.ray_yaml

    public static let fields: [RecipeField] =
        [
            RecipeField(
                "dashboard", .url, required: true, option: "dashboard",
                "The dashboard's address, e.g. http://ray-head:8265.")
        ] + SourceClient.fields("Ray") + [
            RecipeField(
                "job_pattern", .pattern, default: "all", option: "job-pattern",
                "Jobs to read, by their name: regular expressions for its beginning; end one with $ for the whole.")
        ] + RecipeField.urnParts(of: "cluster", environment: "the urns of flows") + [
            RecipeField(
                "kuberay", .flag, default: "false", option: "kuberay",
                "Jobs without a name come from KubeRay's RayJobs: read the RayJob's name from the submission identifier."
            ),
            RecipeField(
                "external_url", .url, default: "dashboard", option: "external-url",
                "The address under which people open the dashboard, for links."),
        ]

    private let source: SourceClient
    private let pattern: NamePattern
    private let env: String
    private let instance: String?
    private let externalURL: String
    private let readsRayJobs: Bool

    /// Runs that are handed on together.
    private static let chunk = 200

    public init(_ configuration: ConnectorConfiguration, context: ConnectorContext) throws(IngestError) {
        guard let server = configuration.text("dashboard") else {
            throw IngestError(.configuration, "'dashboard' is missing: the dashboard's address")
        }
        source = try SourceClient("Ray", server: server, configuration, context: context)
        pattern = configuration.pattern("job_pattern")
        env = try configuration.environmentName()
        instance = configuration.text("platform_instance")
        readsRayJobs = configuration.flag("kuberay")
        var external = configuration.text("external_url") ?? server
        while external.hasSuffix("/") { external.removeLast() }
        externalURL = external
    }

    public func check() async throws(IngestError) {
        do { _ = try await version() } catch { throw error.ingestError }
    }

    public func access() async throws(IngestError) -> AccessReport {
        do {
            let version = try await self.version()
            let jobs = try await source.json("GET", "/api/jobs/").arrayValue?.count ?? 0
            return AccessReport(facts: ["Ray \(version["ray_version"]?.stringValue ?? "")", "\(jobs) jobs"])
        } catch { throw error.ingestError }
    }

    /// The answer of `/api/version`, which is behind the token too.
    private func version() async throws(SourceError) -> JSON {
        let answer = try await source.json("GET", "/api/version")
        guard answer["ray_version"] != nil else {
            throw SourceError(kind: .notJSON, product: "Ray", text: "/api/version holds no ray_version")
        }
        return answer
    }

    public func scan(into run: Run) async throws(IngestError) {
        for note in source.notes { await run.note(note) }
        let version: JSON
        let answer: JSON
        do {
            version = try await self.version()
            await run.stage("reading jobs")
            // The slash at the end matters.
            answer = try await source.json("GET", "/api/jobs/")
        } catch { throw error.ingestError }
        guard let list = answer.arrayValue else {
            throw IngestError(.source, "Ray cannot be read: /api/jobs/ answered no list; check the address")
        }
        let session = version["session_name"]?.stringValue
        if let before = await run.checkpoint?["session"]?.stringValue, let session, before != session {
            await run.note("the cluster restarted since the last run and forgot its jobs; those in the catalog stay")
        }
        let mapping = RayMapping(
            env: env, instance: instance, externalURL: externalURL, readsRayJobs: readsRayJobs, session: session)
        try await write(list, mapping, to: run)
        if let session { try await run.save(["session": .string(session)]) }
    }

    private func write(_ list: [JSON], _ mapping: RayMapping, to run: Run) async throws(IngestError) {
        // From the oldest to the youngest, so that the youngest decides what its job looks like.
        let jobs = list.compactMap { RayJob($0) }
            .sorted { ($0.started ?? 0, $0.name) < ($1.started ?? 0, $1.name) }
        let pattern = pattern.compiled()
        var youngest: [RayMapping.Identity: RayJob] = [:]
        var declared: [RayMapping.Identity: RayLineage] = [:]
        var runs: [(job: RayJob, identity: RayMapping.Identity, lineage: RayLineage)] = []
        var leftOut = 0
        for job in jobs {
            let identity = mapping.identity(of: job)
            guard pattern.allows(identity.title) else {
                leftOut += 1
                continue
            }
            let lineage = RayLineage(job, env: env)
            for entry in lineage.unreadable {
                let reason = DeclaredUrns.complaint(about: entry, in: "its metadata")
                await run.add(Problem(.broken, object: "job \(job.name)", reason: reason))
            }
            youngest[identity] = job
            if !lineage.isEmpty { declared[identity] = lineage }
            runs.append((job, identity, lineage))
        }
        await run.leaveOut(leftOut, "jobs")
        await run.expect(runs.count + youngest.count)
        let identities = youngest.keys.sorted { ($0.flow, $0.job) < ($1.flow, $1.job) }
        var lastFlow: String?
        for identity in identities {
            if identity.flow != lastFlow { try await run.emit(mapping.flowAspects(identity), in: "flows") }
            lastFlow = identity.flow
            guard let job = youngest[identity] else { continue }
            try await run.emit(
                mapping.jobAspects(identity, youngest: job, lineage: declared[identity]), in: "jobs")
        }
        var pending: [IngestProposal] = []
        for entry in runs {
            pending += mapping.runAspects(entry.job, of: entry.identity, lineage: entry.lineage)
            guard pending.count >= RayConnector.chunk else { continue }
            try await run.emit(pending, in: "runs")
            pending.removeAll(keepingCapacity: true)
        }
        try await run.emit(pending, in: "runs")
    }
}
