import Basics
import CatalogModel

/// A run: what its events add up to, and the aspects and points made of it.
///
/// A run that failed or was aborted stays failed, whatever other end it reports, because engines report a second one.
enum RunSubject {
    /// Ends of one run that are looked at; more are not reported by any engine.
    private static let maximumEnds = 64

    /// The mark of a run that was heard of when what was kept of it might have been let go of.
    ///
    /// What its events say from then on adds to what the catalog holds of it, and takes nothing away.
    static let late = "late"

    static func isLate(_ state: MergedState) -> Bool { state.sets["marks"]?.contains(late) == true }

    static func fold(_ event: LineageEvent, _ run: RunReport, _ job: JobReport, into state: inout MergedState) {
        let stamp = event.stamp
        state.state("job", .string(job.urn.text), at: stamp)
        state.state("property.producer", .string(clipped(event.producer)), at: stamp)
        state.insert(job.urn.text, into: "jobs")
        state.note("begin", first: stamp.time)
        if run.phase == .start { state.note("start", first: stamp.time) }
        if let parent = run.parent { state.state("parent", .string(parent.text), at: stamp) }
        for upstream in run.upstreamRuns { state.insert(upstream.text, into: "upstream") }
        for (name, value) in run.facts { state.state(name, value, at: stamp) }
        if run.phase.isTerminal {
            state.insert("\(pad(stamp.time)) \(run.phase.rawValue)", into: "ends")
            state.limit("ends", to: maximumEnds)
        }
        let touches = !event.inputs.isEmpty || !event.outputs.isEmpty
        if touches { state.state("touch:\(job.urn.text)", true, at: stamp) }
        for input in event.inputs {
            state.insert(input.urn.text, into: "inputs:\(job.urn.text)")
            note(input, "in", stamp, &state)
        }
        for output in event.outputs {
            state.insert(output.urn.text, into: "outputs:\(job.urn.text)")
            note(output, "out", stamp, &state)
            if let columns = output.columns {
                state.state("columns:\(job.urn.text)|\(output.urn.text)", columns, at: stamp)
            }
            if run.phase == .complete { state.insert("\(pad(stamp.time)) \(output.urn.text)", into: "writes") }
        }
    }

    private static func note(_ dataset: DatasetReport, _ side: String, _ stamp: Stamp, _ state: inout MergedState) {
        for (name, value) in dataset.statistics { state.state("\(side):\(name)|\(dataset.urn.text)", value, at: stamp) }
    }

    /// Moments as text of one width, so that they sort by time.
    private static func pad(_ moment: Microseconds) -> String {
        let digits = String(max(moment, 0))
        return String(repeating: "0", count: max(0, 18 - digits.utf8.count)) + digits
    }

    /// What the run did as one of a job's runs; `nil` while no dataset is known.
    static func shape(_ state: MergedState, of job: Urn) -> (shape: JSON, stamp: Stamp)? {
        guard let stamp = state.stamp(of: "touch:\(job.text)") else { return nil }
        let columns = state.facts(below: "columns:\(job.text)|").flatMap { $0.fact.value.arrayValue ?? [] }
        let shape: JSON = [
            "inputs": .array(state.members(of: "inputs:\(job.text)").map(JSON.string)),
            "outputs": .array(state.members(of: "outputs:\(job.text)").map(JSON.string)),
            "columns": .array(columns),
        ]
        return (shape, stamp)
    }

    // MARK: - Aspects

    static func drafts(_ state: MergedState, _ urn: Urn) -> [AspectDraft] {
        guard let job = state["job"]?.stringValue else { return [] }
        var drafts: [AspectDraft] = []
        let isLate = isLate(state)
        func add(_ aspect: String, _ value: JSON) {
            drafts.append(AspectDraft(urn: urn, aspect: aspect, value: value, yields: isLate))
        }
        add("dataProcessInstanceProperties", properties(state, urn, job))
        add("dataProcessInstanceRelationships", relationships(state, job))
        for (side, aspect) in [("inputs", "dataProcessInstanceInput"), ("outputs", "dataProcessInstanceOutput")] {
            var urns: Set<String> = []
            for job in state.members(of: "jobs") { urns.formUnion(state.members(of: "\(side):\(job)")) }
            if urns.isEmpty { continue }
            add(aspect, .object(JSONObject([.init(side, .array(urns.sorted().map(JSON.string)))])))
        }
        return drafts
    }

    private static func properties(_ state: MergedState, _ urn: Urn, _ job: String) -> JSON {
        var others: [(String, String)] = []
        for (side, label) in [("in", "input"), ("out", "output")] {
            for (name, property) in [("rows", "Rows"), ("bytes", "Bytes"), ("files", "Files")] {
                let counts = state.facts(below: "\(side):\(name)|").compactMap { $0.fact.value.intValue }
                if counts.isEmpty { continue }
                let sum = counts.reduce(Int64(0)) { total, count in
                    let (sum, overflow) = total.addingReportingOverflow(count)
                    return overflow ? .max : sum
                }
                others.append((label + property, String(sum)))
            }
        }
        let strangers = state.members(of: "jobs").filter { $0 != job }
        if !strangers.isEmpty { others.append(("otherJobs", clipped(strangers.joined(separator: " ")))) }
        var value = JSONObject([
            .init("name", .string(urn.key)), .init("customProperties", state.properties(others)),
            .init(
                "created",
                ["time": .int((state.first("begin") ?? 0) / 1000), "actor": .string(AuditStamp.unknownActor)]),
        ])
        if let url = state["url"] { value["externalUrl"] = url }
        if state["property.nominalStart"] != nil { value["type"] = "BATCH_SCHEDULED" }
        return .object(value)
    }

    private static func relationships(_ state: MergedState, _ job: String) -> JSON {
        var value = JSONObject([.init("parentTemplate", .string(job))])
        if let parent = state["parent"] { value["parentInstance"] = parent }
        value["upstreamInstances"] = .array(state.members(of: "upstream").map(JSON.string))
        return .object(value)
    }

    // MARK: - Points

    /// The point of an event that begins a run or goes on with it; it depends on no other event.
    static func start(_ event: LineageEvent, _ run: RunReport) -> AspectDraft? {
        guard run.phase == .start || run.phase == .running else { return nil }
        var value = JSONObject([
            .init("timestampMillis", .int(event.stamp.milliseconds)), .init("status", "STARTED"),
            .init("messageId", .string(run.phase.rawValue)),
        ])
        if let attempt = run.facts["attempt"] { value["attempt"] = attempt }
        return AspectDraft(urn: run.urn, aspect: "dataProcessInstanceRunEvent", value: .object(value))
    }

    /// The points that depend on the whole run: its ends, and its writes to datasets.
    ///
    /// Each has an identity that later events do not change, so what they change replaces it.
    static func points(_ state: MergedState, _ urn: Urn) -> [AspectDraft] {
        let ends = state.members(of: "ends").compactMap(split)
        let failure = ends.map(\.rest).filter { $0 != "COMPLETE" }.max()
        var drafts: [AspectDraft] = []
        for (time, phase) in ends {
            let result: JSON = [
                "type": failure == nil ? "SUCCESS" : "FAILURE", "nativeResultType": .string(failure ?? phase),
            ]
            var value = JSONObject([
                .init("timestampMillis", .int(time / 1000)), .init("status", "COMPLETE"), .init("result", result),
                .init("messageId", .string(phase)),
            ])
            if let attempt = state["attempt"] { value["attempt"] = attempt }
            if let start = state.first("start"), start <= time {
                value["durationMillis"] = .int(time / 1000 - start / 1000)
            }
            drafts.append(AspectDraft(urn: urn, aspect: "dataProcessInstanceRunEvent", value: .object(value)))
        }
        for (time, dataset) in state.members(of: "writes").compactMap(split) {
            guard let dataset = try? Urn(dataset) else { continue }
            let value = operation(state, urn, dataset, time, hasFailed: failure != nil)
            drafts.append(AspectDraft(urn: dataset, aspect: "operation", value: value))
        }
        return drafts
    }

    private static func split(_ member: String) -> (time: Microseconds, rest: String)? {
        guard let blank = member.firstIndex(of: " "), let time = Int64(member[..<blank]) else { return nil }
        return (time, String(member[member.index(after: blank)...]))
    }

    private static func operation(
        _ state: MergedState, _ run: Urn, _ dataset: Urn, _ time: Microseconds, hasFailed: Bool
    ) -> JSON {
        let lifecycle = state["out:lifecycle|\(dataset.text)"]?.stringValue
        var type = "INSERT"
        var custom: String?
        switch lifecycle {
        case "CREATE", "ALTER", "DROP": type = lifecycle ?? type
        case "RENAME": type = "ALTER"
        case nil: break
        default: (type, custom) = ("CUSTOM", lifecycle)
        }
        if hasFailed { (type, custom) = ("CUSTOM", "FAILED") }
        var properties = JSONObject([.init("run", .string(run.text))])
        if let job = state["job"] { properties["job"] = job }
        for name in ["bytes", "files", "version"] {
            guard let value = state["out:\(name)|\(dataset.text)"] else { continue }
            properties[name] = .string(value.stringValue ?? value.text)
        }
        var value = JSONObject([
            .init("timestampMillis", .int(time / 1000)), .init("operationType", .string(type)),
            .init("sourceType", "DATA_PROCESS"), .init("lastUpdatedTimestamp", .int(time / 1000)),
            .init("messageId", .string(run.key)), .init("customProperties", .object(properties)),
        ])
        if let custom { value["customOperationType"] = .string(custom) }
        if !hasFailed, let rows = state["out:rows|\(dataset.text)"] { value["numAffectedRows"] = rows }
        return .object(value)
    }
}
