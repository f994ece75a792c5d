import Basics
import CatalogModel

/// A job and its flow: what their events add up to, and the aspects made of it.
///
/// A job reads and writes what its latest runs did, and what an event about the job itself states: one run is too few, because
/// engines give several statements one name, and all runs are too many, because edges would never go. Which runs are the latest
/// is decided by the time of the events, so that the order of their arrival does not matter.
enum JobSubject {
    /// Runs of a job that count.
    static let runs = 20

    static func fold(_ event: LineageEvent, _ job: JobReport, into state: inout MergedState) {
        let stamp = event.stamp
        state.fix("name", job.name)
        state.fix("flow", job.flow.text)
        state.fix("orchestrator", job.orchestrator)
        state.fix("property.namespace", clipped(job.namespace))
        if !job.upstreamJobs.isEmpty {
            let urns = Set(job.upstreamJobs.map(\.text)).subtracting([job.urn.text]).sorted()
            state.state("upstreamJobs", .array(urns.map(JSON.string)), at: stamp)
        }
        for (name, value) in job.facts { state.state(name, value, at: stamp) }
        if event.run == nil, !event.inputs.isEmpty || !event.outputs.isEmpty {
            var columns: [JSON] = []
            for output in event.outputs.sorted(by: { $0.urn < $1.urn }) {
                columns += output.columns?.arrayValue ?? []
            }
            let shape: JSON = [
                "inputs": .array(Set(event.inputs.map(\.urn.text)).sorted().map(JSON.string)),
                "outputs": .array(Set(event.outputs.map(\.urn.text)).sorted().map(JSON.string)),
                "columns": .array(columns),
            ]
            state.state("design", shape, at: stamp)
        }
    }

    /// Takes over what a run did. Most runs do what the one before did, so a shape is kept once.
    /// - Parameter isLate: Whether more may have been known of the run than is now; what it did then stays.
    static func follow(_ run: Urn, _ shape: JSON, at stamp: Stamp, isLate: Bool, in state: inout MergedState) {
        let name = "run:\(run.key)"
        var shape = shape
        if isLate, let known = state[name]?.stringValue, let before = state["shape:\(known)"] {
            shape = union(before, shape)
        }
        let digest = state.name(of: shape, below: "shape:") ?? hex(Digest128(of: shape.text).bytes)
        let isKnown = state[name]?.stringValue == digest
        state.derive(name, .string(digest), at: stamp, isNews: false)
        // The same runs with the same shapes: nothing can be one too many.
        if isKnown { return }
        state.derive("shape:\(digest)", shape, at: .none, isNews: true)
        let latest = state.facts(below: "run:").sorted { $0.fact.stamp > $1.fact.stamp }
        state.forget(latest.dropFirst(runs).map { "run:\($0.name)" }, isNews: false)
        let used = Set(latest.prefix(runs).compactMap { $0.fact.value.stringValue })
        let unused = state.facts(below: "shape:").map(\.name).filter { !used.contains($0) }
        state.forget(unused.map { "shape:\($0)" }, isNews: true)
    }

    /// What either of two shapes says.
    private static func union(_ first: JSON, _ second: JSON) -> JSON {
        func both(_ name: String) -> JSON {
            let known = first[name]?.arrayValue ?? []
            let more = (second[name]?.arrayValue ?? []).filter { !known.contains($0) }
            return .array(more.isEmpty ? known : (known + more).sorted { $0.text < $1.text })
        }
        return ["inputs": both("inputs"), "outputs": both("outputs"), "columns": both("columns")]
    }

    static func foldFlow(_ event: LineageEvent, _ job: JobReport, into state: inout MergedState) {
        let stamp = event.stamp
        state.fix("name", job.flowName)
        state.fix("property.namespace", clipped(job.namespace))
        guard job.isFlow else { return }
        for name in ["description", "owners", "tags", "url"] {
            if let value = job.facts[name] { state.state(name, value, at: stamp) }
        }
    }

    // MARK: - Aspects

    static func drafts(_ state: MergedState, _ urn: Urn) -> [AspectDraft] {
        guard let name = state["name"], let flow = state["flow"] else { return [] }
        let type = state["type"]?.stringValue ?? state["orchestrator"]?.stringValue?.uppercased() ?? "JOB"
        var info = JSONObject([
            .init("name", name), .init("type", ["string": .string(type)]), .init("flowUrn", flow),
            .init("customProperties", state.properties()),
        ])
        if let description = state["description"] { info["description"] = description }
        if let url = state["url"] { info["externalUrl"] = url }
        var drafts = [AspectDraft(urn: urn, aspect: "dataJobInfo", value: .object(info))]
        if let lineage = lineageDraft(state, urn) { drafts.append(lineage) }
        if let sql = state["sql"] {
            let statement: JSON = ["queryStatement": ["value": sql, "language": "SQL"]]
            drafts.append(AspectDraft(urn: urn, aspect: "dataTransformLogic", value: ["transforms": [statement]]))
        }
        return drafts + AspectDraft.common(state, urn)
    }

    /// What the job reads and writes; `nil` while nothing is known of it.
    static func lineageDraft(_ state: MergedState, _ urn: Urn) -> AspectDraft? {
        lineage(state).map { AspectDraft(urn: urn, aspect: "dataJobInputOutput", value: $0) }
    }

    private static func lineage(_ state: MergedState) -> JSON? {
        var inputs: Set<String> = []
        var outputs: Set<String> = []
        var columns: [String: JSON] = [:]
        var shapes = state.facts(below: "shape:").map(\.fact.value)
        if let design = state["design"] { shapes.append(design) }
        // Most jobs did the same in all their runs; only what differs has to be told apart.
        let single = shapes.count == 1 ? shapes.first?["columns"]?.arrayValue : nil
        for shape in shapes {
            inputs.formUnion(shape["inputs"]?.arrayValue?.compactMap(\.stringValue) ?? [])
            outputs.formUnion(shape["outputs"]?.arrayValue?.compactMap(\.stringValue) ?? [])
            if single == nil { for entry in shape["columns"]?.arrayValue ?? [] { columns[entry.text] = entry } }
        }
        let jobs = state["upstreamJobs"]?.arrayValue ?? []
        guard !inputs.isEmpty || !outputs.isEmpty || !jobs.isEmpty else { return nil }
        func edges(_ urns: Set<String>) -> JSON { .array(urns.sorted().map { ["destinationUrn": .string($0)] }) }
        var value = JSONObject([
            .init("inputDatasets", .array(inputs.sorted().map(JSON.string))), .init("inputDatasetEdges", edges(inputs)),
            .init("outputDatasets", .array(outputs.sorted().map(JSON.string))),
            .init("outputDatasetEdges", edges(outputs)),
        ])
        if !jobs.isEmpty {
            value["inputDatajobs"] = .array(jobs)
            value["inputDatajobEdges"] = edges(Set(jobs.compactMap(\.stringValue)))
        }
        let entries = single ?? columns.sorted { $0.key < $1.key }.map(\.value)
        if !entries.isEmpty { value["fineGrainedLineages"] = .array(entries) }
        return .object(value)
    }

    static func flowDrafts(_ state: MergedState, _ urn: Urn) -> [AspectDraft] {
        guard let name = state["name"] else { return [] }
        var info = JSONObject([.init("name", name), .init("customProperties", state.properties())])
        if let description = state["description"] { info["description"] = description }
        if let url = state["url"] { info["externalUrl"] = url }
        return [AspectDraft(urn: urn, aspect: "dataFlowInfo", value: .object(info))] + AspectDraft.common(state, urn)
    }
}
