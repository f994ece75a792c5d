import Basics

extension MLflowMapping {
    /// A registered model.
    ///
    /// - Parameter versions: Its versions by number.
    func model(_ model: MLflowModel, versions: [MLflowVersion]) -> [IngestProposal] {
        var properties = JSONObject([
            .init("customProperties", .object(MLflowMapping.properties(model.tags))),
            .init("externalUrl", .string("\(externalURL)/#/models/\(percentEncoded(model.name))")),
            .init("name", .string(model.name)),
        ])
        if let text = model.description { properties["description"] = .string(SourceSecrets.redacted(text)) }
        properties["created"] = MLflowMapping.stamp(model.created)
        properties["lastModified"] = MLflowMapping.stamp(model.lastUpdated)
        properties["version"] = MLflowMapping.versionTag(model.latestVersion, at: model.lastUpdated)
        var aspects: [(name: String, value: JSON)] = [
            ("mlModelGroupProperties", .object(properties)), ("status", MLflowMapping.status(removed: false)),
        ]
        if instance != nil { aspects.append(("dataPlatformInstance", platformInstance)) }
        var proposals = IngestProposal.aspects(group(model.name), "mlModelGroup", aspects)
        if let newest = versions.last {
            proposals += IngestProposal.aspects(
                versionSet(model.name), "versionSet",
                [
                    (
                        "versionSetProperties",
                        [
                            "customProperties": [:], "latest": .string(version(newest)),
                            "versioningScheme": "LEXICOGRAPHIC_STRING",
                        ]
                    )
                ])
        }
        return proposals
    }

    /// A version of a registered model.
    ///
    /// - Parameters:
    ///   - run: The run it came from; `nil` where it has none, or where that is gone.
    ///   - isRunKnown: `false` where the run could not be read: then nothing is said that hangs on it.
    func version(
        _ version: MLflowVersion, aliases: [String], run: MLflowRun?, isRunKnown: Bool
    ) -> [IngestProposal] {
        var custom = MLflowMapping.properties(version.tags)
        if let source = version.source { custom["source"] = .string(SourceSecrets.redacted(source)) }
        if let status = version.status, status != "READY" { custom["status"] = .string(status) }
        var properties = JSONObject([
            .init("customProperties", .object(custom)),
            .init(
                "externalUrl",
                .string("\(externalURL)/#/models/\(percentEncoded(version.model))/versions/\(version.version)")),
        ])
        properties["trainingJobs"] = .array(
            (version.runID.map { [MLflowMapping.run($0)] } ?? []).map { .string($0) })
        if let text = version.description { properties["description"] = .string(SourceSecrets.redacted(text)) }
        properties["created"] = MLflowMapping.stamp(version.created, by: version.user)
        properties["lastModified"] = MLflowMapping.stamp(version.lastUpdated)
        if let run {
            properties["hyperParams"] = MLflowMapping.hyperParams(run.params)
            properties["trainingMetrics"] = MLflowMapping.metrics(run.metrics)
        }
        properties["tags"] = .array(
            version.tags.map { .string("\($0.key):\(SourceSecrets.value($0.value, named: $0.key))") })
        properties["groups"] = [.string(group(version.model))]
        let urn = self.version(version)
        var aspects: [(name: String, value: JSON)] = [
            (
                "versionProperties",
                [
                    "versionSet": .string(versionSet(version.model)),
                    "version": MLflowMapping.versionTag(version.version, at: version.created),
                    "aliases": .array(aliases.map { ["versionTag": .string($0)] }),
                    "sortId": .string(MLflowMapping.sortID(version.version)),
                    "versioningScheme": "LEXICOGRAPHIC_STRING",
                ]
            ),
            (
                "globalTags", ["tags": [["tag": .string("urn:li:tag:\(MLflowMapping.stageTag(version.stage))")]]]
            ), ("status", MLflowMapping.status(removed: false)),
        ]
        if isRunKnown { aspects.insert(("mlModelProperties", .object(properties)), at: 0) }
        if instance != nil { aspects.append(("dataPlatformInstance", platformInstance)) }
        let training = MLflowMapping.trainingData(of: run).map { dataset($0) }
        if !training.isEmpty {
            aspects.append(
                ("mlModelTrainingData", ["trainingData": .array(training.map { ["dataset": .string($0)] })]))
        }
        return IngestProposal.aspects(urn, "mlModel", aspects)
    }

    /// A logged model of MLflow 3 that no version was made of.
    func loggedModel(_ model: MLflowLoggedModel, experiment: String) -> [IngestProposal] {
        var custom = MLflowMapping.properties(model.tags, leavingOut: ["mlflow.modelVersions", "mlflow.user"])
        custom["model_id"] = .string(model.id)
        if let uri = model.artifactURI { custom["artifact_uri"] = .string(SourceSecrets.redacted(uri)) }
        if let status = model.status { custom["status"] = .string(status) }
        var properties = JSONObject([
            .init("customProperties", .object(custom)),
            .init(
                "externalUrl",
                .string("\(externalURL)/#/experiments/\(percentEncoded(model.experimentID))/models/\(model.id)")),
        ])
        properties["trainingJobs"] = .array((model.runID.map { [MLflowMapping.run($0)] } ?? []).map { .string($0) })
        properties["name"] = .string(model.name)
        properties["created"] = MLflowMapping.stamp(model.created)
        properties["lastModified"] = MLflowMapping.stamp(model.lastUpdated)
        if let type = model.modelType { properties["type"] = .string(type) }
        properties["hyperParams"] = MLflowMapping.hyperParams(model.params)
        properties["trainingMetrics"] = MLflowMapping.metrics(model.metrics)
        properties["tags"] = []
        return IngestProposal.aspects(
            loggedModel(model.id), "mlModel",
            [
                ("mlModelProperties", .object(properties)), ("subTypes", ["typeNames": ["Logged Model"]]),
                ("container", ["container": .string(container(experiment))]),
                ("dataPlatformInstance", platformInstance), ("status", MLflowMapping.status(removed: false)),
            ])
    }

    /// Names of the datasets that a run was trained on: those without a context, or whose context says so.
    private static func trainingData(of run: MLflowRun?) -> [String] {
        let names = (run?.inputs ?? []).filter { input in
            guard let context = input.context?.lowercased(), !context.isEmpty else { return true }
            return context.contains("train")
        }
        return Set(names.map(\.dataset.name)).sorted()
    }

    private static func stamp(_ moment: Int64?, by user: String? = nil) -> JSON? {
        guard let moment else { return nil }
        var object = JSONObject([.init("time", .int(moment))])
        if let user { object["actor"] = .string(MLflowMapping.user(user)) }
        return .object(object)
    }

    private static func versionTag(_ version: String?, at moment: Int64?) -> JSON {
        var object = JSONObject()
        if let version { object["versionTag"] = .string(version) }
        object["metadataAttribution"] = [
            "time": .int(moment ?? 0), "actor": "urn:li:corpuser:datahub", "sourceDetail": [:],
        ]
        return .object(object)
    }

    /// A version's number so that texts sort as numbers do.
    private static func sortID(_ version: String) -> String {
        String(repeating: "0", count: max(0, 10 - version.count)) + version
    }
}
