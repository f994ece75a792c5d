import Basics
import CatalogModel

/// Names jobs as DataHub's converter does: flow `(engine, name up to the first dot, namespace)`, job `(flow, full name)`.
struct JobDecoder {
    let orchestrator: String?

    /// - Parameters:
    ///   - producer: The event's producer, which tells the engine where no facet does.
    ///   - engine: The name in the run's `processing_engine` facet.
    init(producer: String, engine: String?) {
        self.producer = producer
        orchestrator = engine.flatMap { $0.isEmpty ? nil : $0.lowercased() } ?? Self.engine(of: producer)
    }

    private let producer: String

    /// The job that an object with namespace and name stands for.
    func report(_ job: EventReader) throws(EventProblem) -> JobReport {
        let namespace = try job.text("namespace")
        let name = try job.text("name")
        let facets = try job.facets()
        let integration = facets["jobType"]?["integration"]?.stringValue?.lowercased()
        var report = try names(
            namespace, name, orchestrator ?? integration ?? Self.lastPart(of: producer) ?? "openlineage", job.path)
        JobFacets.state(facets, in: &report.facts)
        return report
    }

    /// A job that is only mentioned.
    /// - Parameter engine: Its engine where the mention tells it; else it is taken to be that of the event's own job.
    func names(
        _ namespace: String, _ name: String, _ path: String, engine: String? = nil
    ) throws(EventProblem) -> JobReport {
        try names(
            namespace, name, engine ?? orchestrator ?? Self.lastPart(of: producer) ?? "openlineage", path)
    }

    /// The engine of the job in a `parent` facet or a dependency: told by the facets that the mention may carry, or by who
    /// wrote the facet, as DataHub's converter has it.
    static func engine(ofMention mention: JSON) -> String? {
        let engine = mention["run"]?["facets"]?["processing_engine"]?["name"]?.stringValue
        let integration = mention["job"]?["facets"]?["jobType"]?["integration"]?.stringValue
        for case let told? in [engine, integration] where !told.isEmpty { return told.lowercased() }
        return mention["_producer"]?.stringValue.flatMap { Self.engine(of: $0) }
    }

    private func names(
        _ namespace: String, _ name: String, _ orchestrator: String, _ path: String
    ) throws(EventProblem) -> JobReport {
        let head = String(name.prefix { $0 != "." })
        let flowName = head.isEmpty ? name : head
        let flow = try naming("\(path)/namespace") { () throws(UrnError) in
            try Urn("urn:li:dataFlow:(\(Urn.part(orchestrator)),\(Urn.part(flowName)),\(Urn.part(namespace)))")
        }
        let urn = try naming("\(path)/name") { () throws(UrnError) in
            try Urn("urn:li:dataJob:(\(flow.text),\(Urn.part(name)))")
        }
        return JobReport(
            urn: urn, flow: flow, namespace: namespace, name: name, flowName: flowName, orchestrator: orchestrator)
    }

    /// The engine that a producer's address tells: the last part of OpenLineage's own, else what it is known by.
    private static func engine(of producer: String) -> String? {
        // Every event is asked this, and searching a text for another is slow.
        let steps = producer.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let inner = steps.dropFirst().dropLast()
        if inner.contains(where: { $0.elementsEqual("OpenLineage".utf8) }),
            inner.contains(where: { $0.elementsEqual("integration".utf8) }), let last = lastPart(of: producer)
        {
            return last
        }
        let lower = producer.lowercased()
        return ["airflow", "trino"].first { lower.contains($0) }
    }

    private static func lastPart(of producer: String) -> String? {
        let path = producer.prefix { $0 != "?" && $0 != "#" }
        let last = path.split(separator: "/").last.map { $0.lowercased() }
        return last.flatMap { $0.isEmpty || $0.contains(":") ? nil : $0 }
    }
}

/// What job facets say.
enum JobFacets {
    static func state(_ facets: FacetSet, in facts: inout Facts) {
        facets.state("description", of: "documentation", in: &facts) { $0["description"].flatMap(text) }
        facets.state("owners", of: "ownership", in: &facts) { owners($0) }
        facets.state("sql", of: "sql", in: &facts) { $0["query"].flatMap(text) }
        facets.state("type", of: "jobType", in: &facts) { $0["jobType"].flatMap(text) }
        facets.state("tags", of: "tags", in: &facts) { tags($0) }
        facets.state("url", of: "sourceCodeLocation", in: &facts) { $0["url"].flatMap(text) }
        facets.properties(
            "jobType", [("processingType", "processingType"), ("integration", "integration")], in: &facts)
        facets.properties(
            "sourceCodeLocation",
            [
                ("repoUrl", "repository"), ("path", "sourcePath"), ("branch", "sourceBranch"), ("tag", "sourceTag"),
                ("version", "sourceVersion"),
            ], in: &facts)
        facets.properties("sourceCode", [("language", "sourceLanguage")], in: &facts)
        facets.properties("sql", [("dialect", "sqlDialect")], in: &facts)
        facets.properties("dbt_node", [("unique_id", "dbtNode"), ("original_file_path", "dbtFile")], in: &facts)
    }

    /// A text that is not empty.
    static func text(_ value: JSON) -> JSON? {
        guard let text = value.stringValue, !text.isEmpty else { return nil }
        return value
    }

    /// Owners as `ownership` has them: `user:`, `team:` and `group:` are told apart, and urns are taken as they are.
    static func owners(_ facet: JSON) -> JSON? {
        guard let list = facet["owners"]?.arrayValue else { return nil }
        var owners: [JSON] = []
        var seen: Set<String> = []
        for owner in list {
            guard let name = owner["name"]?.stringValue, let urn = ownerURN(name), seen.insert(urn).inserted else {
                continue
            }
            let type = owner["type"]?.stringValue?.uppercased() ?? ""
            owners.append([
                "owner": .string(urn), "type": .string(ownershipTypes.contains(type) ? type : "DEVELOPER"),
                "source": ["type": "SERVICE"],
            ])
        }
        return owners.isEmpty ? nil : .array(owners)
    }

    private static let ownershipTypes: Set<String> = [
        "TECHNICAL_OWNER", "BUSINESS_OWNER", "DATA_STEWARD", "DEVELOPER", "DATAOWNER", "DELEGATE", "PRODUCER",
        "CONSUMER", "STAKEHOLDER",
    ]

    private static func ownerURN(_ name: String) -> String? {
        var text = "urn:li:corpuser:\(name)"
        for (prefix, type) in [("user:", "corpuser"), ("team:", "corpGroup"), ("group:", "corpGroup")]
        where name.hasPrefix(prefix) {
            text = "urn:li:\(type):\(name.dropFirst(prefix.count))"
        }
        if name.hasPrefix("urn:li:corpuser:") || name.hasPrefix("urn:li:corpGroup:") { text = name }
        return Urn.problem(in: text) == nil ? text : nil
    }

    /// Tags of the subject itself, as urns; those of its columns belong to the schema.
    static func tags(_ facet: JSON) -> JSON? {
        tags((facet["tags"]?.arrayValue ?? []).filter { $0["field"]?.stringValue == nil })
    }

    /// The urns of tags, sorted; `nil` when there are none.
    static func tags(_ list: [JSON]) -> JSON? {
        var urns: Set<String> = []
        for tag in list {
            guard let key = tag["key"]?.stringValue, !key.isEmpty else { continue }
            let value = tag["value"]?.stringValue ?? ""
            let name = value.isEmpty || value == key || value == "true" ? key : "\(key):\(value)"
            let urn = "urn:li:tag:\(name)"
            if Urn.problem(in: urn) == nil { urns.insert(urn) }
        }
        return urns.isEmpty ? nil : .array(urns.sorted().map(JSON.string))
    }
}
