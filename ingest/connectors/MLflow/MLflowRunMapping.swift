import Basics

/// Where the models are that runs name: which versions came from a run or from a logged model.
struct MLflowRegistry: Sendable {
    private(set) var byRun: [String: [MLflowVersion]] = [:]
    private(set) var byLoggedModel: [String: [MLflowVersion]] = [:]

    /// - Parameter versions: Sorted by model and number.
    init(_ versions: [MLflowVersion]) {
        for version in versions {
            if let run = version.runID { byRun[run, default: []].append(version) }
            if let model = version.loggedModel { byLoggedModel[model, default: []].append(version) }
        }
    }
}

extension MLflowMapping {
    /// Tags of a run that an aspect has a place of its own for, or that only MLflow itself can read.
    private static let spokenFor: Set<String> = [
        "mlflow.runName", "mlflow.user", "mlflow.parentRunId", "mlflow.rootRunId", "mlflow.log-model.history",
        inputsTag, outputsTag,
    ]
    /// Tags of a run by which its user tells what else it reads and writes.
    private static let inputsTag = "datahub.inputs"
    private static let outputsTag = "datahub.outputs"

    /// What the tags of a run declare that is neither a urn nor a dataset.
    func unreadable(of run: MLflowRun) -> [String] {
        [MLflowMapping.inputsTag, MLflowMapping.outputsTag].compactMap(run.tag).flatMap { declared($0).unreadable }
    }

    /// The aspects of a run.
    ///
    /// - Parameters:
    ///   - experiment: The name of its experiment.
    ///   - registry: `nil` where it could not be read: then nothing is said of models.
    func run(_ run: MLflowRun, experiment: String, registry: MLflowRegistry?) -> [IngestProposal] {
        var custom = MLflowMapping.properties(run.tags, leavingOut: MLflowMapping.spokenFor)
        custom["status"] = .string(run.status)
        var aspects: [(name: String, value: JSON)] = [
            (
                "dataProcessInstanceProperties",
                [
                    "customProperties": .object(custom),
                    "externalUrl": .string("\(externalURL)/#/experiments/\(run.experimentID)/runs/\(run.id)"),
                    "name": .string(run.name),
                    "created": [
                        "time": .int(run.started ?? 0), "actor": .string(MLflowMapping.user(run.user ?? "mlflow")),
                    ],
                ]
            ), ("container", ["container": .string(container(experiment))]),
            ("mlTrainingRunProperties", trainingProperties(of: run)),
            ("dataPlatformInstance", platformInstance), ("subTypes", ["typeNames": ["ML Training Run"]]),
            ("status", MLflowMapping.status(removed: run.isDeleted)),
        ]
        if let parent = run.tag("mlflow.parentRunId") {
            aspects.append(
                (
                    "dataProcessInstanceRelationships",
                    ["parentInstance": .string(MLflowMapping.run(parent)), "upstreamInstances": []]
                ))
        }
        if let edges = inputEdges(of: run, registry) {
            aspects.append(("dataProcessInstanceInput", ["inputs": [], "inputEdges": .array(edges)]))
        }
        let outputs = registry.map { self.outputs(of: run, $0) } ?? []
        if !outputs.isEmpty {
            aspects.append(
                (
                    "dataProcessInstanceOutput",
                    ["outputs": [], "outputEdges": .array(outputs.map { ["destinationUrn": .string($0)] })]
                ))
        }
        if let event = event(of: run) { aspects.append(("dataProcessInstanceRunEvent", event)) }
        return IngestProposal.aspects(MLflowMapping.run(run.id), "dataProcessInstance", aspects)
    }

    private func trainingProperties(of run: MLflowRun) -> JSON {
        var object = JSONObject([.init("customProperties", [:]), .init("id", .string(run.id))])
        object["outputUrls"] = .array((run.artifactURI.map { [$0] } ?? []).map { .string(SourceSecrets.redacted($0)) })
        object["hyperParams"] = MLflowMapping.hyperParams(run.params)
        object["trainingMetrics"] = MLflowMapping.metrics(run.metrics)
        return .object(object)
    }

    /// Datasets by name, each with what it was read for, then models of MLflow 3 that were read, then what tags declare.
    private func inputEdges(of run: MLflowRun, _ registry: MLflowRegistry?) -> [JSON]? {
        guard registry != nil || run.inputModels.isEmpty else { return nil }
        var contexts: [(name: String, contexts: [String])] = []
        for input in run.inputs {
            let context = input.context.map { [$0] } ?? []
            if contexts.last?.name == input.dataset.name {
                contexts[contexts.count - 1].contexts += context
            } else {
                contexts.append((input.dataset.name, context))
            }
        }
        var edges: [JSON] = contexts.map { entry in
            var edge = JSONObject([.init("destinationUrn", .string(dataset(entry.name)))])
            let text = Set(entry.contexts).sorted().joined(separator: ", ")
            if !text.isEmpty { edge["properties"] = ["context": .string(text)] }
            return .object(edge)
        }
        for model in run.inputModels {
            edges += (registry.map { models(model, $0) } ?? []).map { ["destinationUrn": .string($0)] }
        }
        for urn in run.tag(MLflowMapping.inputsTag).map({ declared($0).urns }) ?? []
        where !edges.contains(where: { $0["destinationUrn"]?.stringValue == urn }) {
            edges.append(["destinationUrn": .string(urn)])
        }
        return edges.isEmpty ? nil : edges
    }

    /// Every version that came of the run, its logged models that no version was made of, and what tags declare.
    private func outputs(of run: MLflowRun, _ registry: MLflowRegistry) -> [String] {
        var outputs = (registry.byRun[run.id] ?? []).map { version($0) }
        for model in run.outputModels {
            for urn in models(model, registry) where !outputs.contains(urn) { outputs.append(urn) }
        }
        for urn in run.tag(MLflowMapping.outputsTag).map({ declared($0).urns }) ?? [] where !outputs.contains(urn) {
            outputs.append(urn)
        }
        return outputs
    }

    /// What stands for a logged model: its versions, or itself.
    private func models(_ id: String, _ registry: MLflowRegistry) -> [String] {
        registry.byLoggedModel[id]?.map { version($0) } ?? [loggedModel(id)]
    }

    private func event(of run: MLflowRun) -> JSON? {
        var event = JSONObject()
        func begin(_ moment: Int64, _ status: JSON) {
            event["timestampMillis"] = .int(moment)
            event["partitionSpec"] = ["partition": "FULL_TABLE_SNAPSHOT", "type": "FULL_TABLE"]
            event["status"] = status
        }
        let result: JSON
        switch run.status {
        case "RUNNING":
            guard let started = run.started else { return nil }
            begin(started, "STARTED")
            return .object(event)
        case "FINISHED": result = "SUCCESS"
        case "FAILED": result = "FAILURE"
        case "KILLED": result = "SKIPPED"
        default: return nil
        }
        guard let ended = run.ended ?? run.started else { return nil }
        begin(ended, "COMPLETE")
        event["result"] = ["type": result, "nativeResultType": .string(MLflowMapping.platform)]
        if run.ended != nil, let started = run.started { event["durationMillis"] = .int(max(0, ended &- started)) }
        return .object(event)
    }
}
