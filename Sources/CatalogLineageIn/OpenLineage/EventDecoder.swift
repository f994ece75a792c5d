import Basics
import CatalogModel
import CatalogService

/// Turns an OpenLineage event (spec 1 and 2: run, job and dataset events) into what the catalog knows of.
///
/// Pure: the same event gives the same report on every server. Facets that it does not know stay in the raw event.
struct EventDecoder: Sendable {
    /// The kind of source that raw events are kept under.
    static let source = "openlineage"

    let naming: DatasetNaming

    /// - Throws: ``EventProblem``, naming the field.
    func event(_ json: JSON) throws(EventProblem) -> LineageEvent {
        let event = try EventReader(json, path: "")
        let time = try moment(event)
        let producer = try event.text("producer")
        let phase = try phase(event)
        let kind = try kind(event)
        let text = json.text
        let digest = Digest128(of: text)
        var report = LineageEvent(
            stamp: Stamp(
                time: time, rank: kind == .run ? phase.rank : LineageEvent.Phase.other.rank, digest: hex(digest.bytes)),
            producer: producer,
            raw: SourceEvent(digest: digest, source: Self.source, run: nil, time: time / 1000, text: text))
        if kind == .dataset {
            let dataset = try event.reader("dataset")
            report.outputs = [try DatasetDecoder(naming: naming).report(dataset, facetsOnly: true)]
            report.outputs[0].notes = try notes([dataset.facets()], of: report.outputs[0], in: report)
            return report
        }
        let run = kind == .run ? try event.reader("run") : nil
        let runFacets = try run?.facets() ?? FacetSet(object: JSONObject())
        let jobs = JobDecoder(producer: producer, engine: runFacets["processing_engine"]?["name"]?.stringValue)
        report.job = try jobs.report(event.reader("job"))
        if let run {
            var facts = RunFacets(jobs: jobs, facets: runFacets)
            report.run = try facts.report(run, phase)
            if let job = report.job { try facts.followTasks(of: job, run.path) }
            report.job?.upstreamJobs = facts.upstreamJobs
            report.raw.run = report.run?.id
        }
        let datasets = DatasetDecoder(naming: naming)
        for input in try event.readers("inputs") {
            var dataset = try datasets.report(input)
            dataset.notes = try notes([input.facets("inputFacets"), input.facets()], of: dataset, in: report)
            report.inputs.append(dataset)
        }
        for output in try event.readers("outputs") {
            var dataset = try datasets.report(output)
            dataset.notes = try notes([output.facets("outputFacets"), output.facets()], of: dataset, in: report)
            report.outputs.append(dataset)
        }
        let names = ColumnNames(naming: naming, reports: report.inputs + report.outputs)
        var unnamed = UnnamedColumns(job: try event.reader("job").facets(), datasets: report.inputs + report.outputs)
        for (index, output) in try event.readers("outputs").enumerated() {
            guard let facet = try output.facets()["columnLineage"] else { continue }
            report.outputs[index].columns = try ColumnLineageFacet(names: names).lineages(
                unnamed.named(facet, of: report.outputs[index]), of: report.outputs[index].urn, path: output.path)
        }
        return report
    }

    private func notes(_ sets: [FacetSet], of dataset: DatasetReport, in event: LineageEvent) -> [AspectDraft] {
        QualityFacets(dataset: dataset.urn, stamp: event.stamp, run: event.run?.id).notes(sets)
    }

    private enum Kind { case run, job, dataset }

    private func kind(_ event: EventReader) throws(EventProblem) -> Kind {
        if event.object["run"] != nil || event["eventType"] != nil { return .run }
        if event.object["job"] != nil { return .job }
        if event.object["dataset"] != nil { return .dataset }
        throw event.problem("an event needs a run and its job, a job, or a dataset", "run")
    }

    private func moment(_ event: EventReader) throws(EventProblem) -> Microseconds {
        let text = try event.text("eventTime")
        guard let moment = CatalogLineageIn.moment(text) else {
            throw event.problem(
                "expected a moment with its time zone as RFC 3339 writes it, e.g. 2026-11-24T16:08:31.123Z, found "
                    + "'\(text.prefix(60))'", "eventTime")
        }
        // What timeseries can hold, and far from where arithmetic ends.
        guard moment >= 0 else { throw event.problem("expected a moment after 1970, found '\(text)'", "eventTime") }
        return moment
    }

    private func phase(_ event: EventReader) throws(EventProblem) -> LineageEvent.Phase {
        guard let value = event["eventType"] else { return .other }
        guard let text = value.stringValue, let phase = LineageEvent.Phase(rawValue: text.uppercased()) else {
            let names = LineageEvent.Phase.allCases.map(\.rawValue).joined(separator: ", ")
            throw event.problem("expected one of \(names), found \(value.text.prefix(60))", "eventType")
        }
        return phase
    }
}

/// Runs a step that makes a urn; what can be no part of one is the field's fault.
func naming<Value>(_ path: String, _ make: () throws(UrnError) -> Value) throws(EventProblem) -> Value {
    do {
        return try make()
    } catch {
        throw EventProblem("\(error)", path: path)
    }
}
