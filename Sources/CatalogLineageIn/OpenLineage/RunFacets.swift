import Basics
import CatalogModel

/// What a run's facets say.
struct RunFacets {
    /// Tasks before one that are looked at.
    private static let maximumTasks = 1000

    private let jobs: JobDecoder
    private let facets: FacetSet
    /// Jobs that the run's job follows, filled by ``report(_:_:)``.
    private(set) var upstreamJobs: [Urn] = []

    init(jobs: JobDecoder, facets: FacetSet) {
        self.jobs = jobs
        self.facets = facets
    }

    /// The urn of a run, which is its id alone, so that events that mention it need not know its job.
    static func urn(of id: String, _ path: String) throws(EventProblem) -> Urn {
        try naming(path) { () throws(UrnError) in try Urn("urn:li:dataProcessInstance:\(Urn.part(id))") }
    }

    /// UUIDs are told apart by value, not by spelling.
    static func canonical(_ id: String) -> String {
        let bytes = id.utf8
        let isUUID =
            bytes.count == 36 && bytes.allSatisfy { $0 == 0x2D || isHexDigit($0) }
        return isUUID ? id.lowercased() : id
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    }

    mutating func report(_ run: EventReader, _ phase: LineageEvent.Phase) throws(EventProblem) -> RunReport {
        let id = Self.canonical(try run.text("runId"))
        var report = RunReport(id: id, urn: try Self.urn(of: id, "\(run.path)/runId"), phase: phase)
        if let parent = facets["parent"] { try mention(parent, "\(run.path)/facets/parent", &report) }
        if let list = facets["jobDependencies"]?["upstream"]?.arrayValue {
            for (index, item) in list.enumerated() {
                try depend(item, "\(run.path)/facets/jobDependencies/upstream/\(index)", &report)
            }
        }
        state(&report.facts)
        return report
    }

    private mutating func mention(_ parent: JSON, _ path: String, _ report: inout RunReport) throws(EventProblem) {
        if let id = parent["run"]?["runId"]?.stringValue.map(Self.canonical), !id.isEmpty, id != report.id {
            report.parent = try Self.urn(of: id, "\(path)/run/runId")
        }
        try follow(parent, path)
        if let root = parent["root"]?["run"]?["runId"]?.stringValue, !root.isEmpty {
            report.facts["property.rootRun"] = .string(clipped(Self.canonical(root)))
        }
    }

    private mutating func depend(_ item: JSON, _ path: String, _ report: inout RunReport) throws(EventProblem) {
        if let id = item["run"]?["runId"]?.stringValue.map(Self.canonical), !id.isEmpty, id != report.id {
            report.upstreamRuns.append(try Self.urn(of: id, "\(path)/run/runId"))
        }
        try follow(item, path)
    }

    private mutating func follow(_ mention: JSON, _ path: String) throws(EventProblem) {
        guard let namespace = mention["job"]?["namespace"]?.stringValue,
            let name = mention["job"]?["name"]?.stringValue, !namespace.isEmpty, !name.isEmpty
        else { return }
        let engine = JobDecoder.engine(ofMention: mention)
        upstreamJobs.append(try jobs.names(namespace, name, "\(path)/job", engine: engine).urn)
    }

    /// The tasks that Airflow runs before this one, as its own facet lists them: a list, or Python's text of one.
    mutating func followTasks(of job: JobReport, _ path: String) throws(EventProblem) {
        guard let task = facets["airflow"]?["task"], let id = task["task_id"]?.stringValue, !id.isEmpty,
            job.name == "\(job.flowName).\(id)", let upstream = task["upstream_task_ids"]
        else { return }
        for name in Self.names(in: upstream).prefix(Self.maximumTasks) {
            upstreamJobs.append(
                try jobs.names(
                    job.namespace, "\(job.flowName).\(name)", "\(path)/facets/airflow", engine: job.orchestrator
                ).urn)
        }
    }

    /// Texts of a list; those of `['a', 'b']` too.
    private static func names(in list: JSON) -> [String] {
        if let items = list.arrayValue { return items.compactMap(\.stringValue).filter { !$0.isEmpty } }
        let parts = (list.stringValue ?? "").split(separator: "'", omittingEmptySubsequences: false)
        // Ids of tasks hold letters, digits, `_`, `-` and `.`, so that quotes only ever stand around them.
        return parts.indices.filter { $0 % 2 == 1 }.map { String(parts[$0]) }.filter { !$0.isEmpty }
    }

    private func state(_ facts: inout Facts) {
        facets.properties(
            "processing_engine",
            [("name", "engine"), ("version", "engineVersion"), ("openlineageAdapterVersion", "adapterVersion")],
            in: &facts)
        facets.properties(
            "nominalTime", [("nominalStartTime", "nominalStart"), ("nominalEndTime", "nominalEnd")], in: &facts)
        facets.properties(
            "errorMessage",
            [("message", "error"), ("programmingLanguage", "errorLanguage"), ("stackTrace", "stackTrace")], in: &facts)
        // Spark tells why it failed here, and not in errorMessage.
        facets.properties("spark.exception", [("message", "exception"), ("stackTrace", "stackTrace")], in: &facts)
        facets.properties(
            "externalQuery", [("externalQueryId", "externalQuery"), ("source", "externalQuerySource")], in: &facts)
        facets.properties(
            "extractionError", [("totalTasks", "extractionTasks"), ("failedTasks", "extractionFailures")], in: &facts)
        facets.properties(
            "spark_applicationDetails", [("applicationId", "applicationId"), ("uiWebUrl", "sparkUI")], in: &facts)
        facets.properties("dbt_run", [("invocation_id", "dbtInvocation")], in: &facts)
        facets.state("property.airflowRun", of: "airflow", in: &facts) { airflow in
            airflow["dagRun"]?["run_id"].flatMap(propertyText)
        }
        facets.state("attempt", of: "airflow", in: &facts) { airflow in
            airflow["taskInstance"]?["try_number"]?.intValue.flatMap { (1...1_000_000).contains($0) ? .int($0) : nil }
        }
        facets.state("url", of: "airflow", in: &facts) { airflow in
            (airflow["taskInstance"]?["log_url"] ?? airflow["dagRun"]?["log_url"]).flatMap(JobFacets.text)
        }
    }
}
