import Basics

/// Turns what was read of MLflow into aspects, with urns equal to those of DataHub's source and content that holds at
/// least as much.
///
/// Nothing here depends on the clock or on the order in which MLflow answered. README.md lists where we differ from
/// DataHub on purpose.
struct MLflowMapping: Sendable {
    static let platform = "mlflow"
    static let platformURN = EntityNames.platform(platform)

    /// DataHub's fabric, `PROD`.
    let env: String
    let instance: String?
    /// Where people see the server, without a last slash.
    let externalURL: String
    /// The platform instance of datasets that runs read, by their platform.
    var sourceInstances: [String: String] = [:]

    // MARK: Names

    /// What a tag declares.
    func declared(_ text: String) -> DeclaredUrns { DeclaredUrns(text, env: env, instances: sourceInstances) }

    func container(_ experiment: String) -> String {
        var key = [("platform", MLflowMapping.platformURN), ("id", experiment)]
        if let instance { key.append(("instance", instance)) }
        return EntityNames.container(key: key)
    }

    static func run(_ id: String) -> String {
        "urn:li:dataProcessInstance:\(EntityNames.guid([("id", id), ("orchestrator", platform)]))"
    }

    static func user(_ name: String) -> String {
        "urn:li:platformResource:\(EntityNames.guid([("platform", platform), ("user", name)]))"
    }

    func group(_ model: String) -> String { urn("mlModelGroup", model) }

    func version(_ version: MLflowVersion) -> String { urn("mlModel", "\(version.model)_\(version.version)") }

    func loggedModel(_ id: String) -> String { urn("mlModel", id) }

    func dataset(_ name: String) -> String {
        EntityNames.dataset(platform: MLflowMapping.platform, name: name, instance: instance, env: env)
    }

    static func stageTag(_ stage: String?) -> String { "mlflow_\((stage ?? "None").lowercased())" }

    func versionSet(_ model: String) -> String {
        var key = [("platform", MLflowMapping.platform), ("name", model)]
        if let instance { key.append(("instance", instance)) }
        return "urn:li:versionSet:(\(EntityNames.guid(key)),mlModel)"
    }

    private func urn(_ type: String, _ name: String) -> String {
        let full = instance.map { "\($0).\(name)" } ?? name
        return "urn:li:\(type):(\(MLflowMapping.platformURN),\(EntityNames.encoded(full)),\(env))"
    }

    // MARK: Aspects that many entities have

    static func status(removed: Bool) -> JSON { ["removed": .bool(removed)] }

    var platformInstance: JSON {
        var object = JSONObject([.init("platform", .string(MLflowMapping.platformURN))])
        if let instance {
            object["instance"] = .string(EntityNames.platformInstance(MLflowMapping.platform, instance))
        }
        return .object(object)
    }

    /// What is kept of a list of tags: without those that say in another way what an aspect has a place for.
    static func properties(_ tags: [MLflowTag], leavingOut names: Set<String> = []) -> JSONObject {
        var object = JSONObject()
        for tag in tags where !names.contains(tag.key) {
            object[tag.key] = .string(clipped(SourceSecrets.value(tag.value, named: tag.key)))
        }
        return object
    }

    static func hyperParams(_ params: [MLflowTag]) -> JSON {
        .array(
            params.map {
                ["name": .string($0.key), "value": .string(clipped(SourceSecrets.value($0.value, named: $0.key)))]
            })
    }

    static func metrics(_ metrics: [MLflowMetric]) -> JSON {
        .array(metrics.map { ["name": .string($0.key), "value": .string($0.value)] })
    }

    /// Longest text of one property; MLflow itself ends parameters and tags near it.
    static func clipped(_ text: String) -> String {
        text.utf8.count > 8192 ? String(text.prefix(8000)) + "…" : text
    }

    // MARK: Experiments, users, stages

    func experiment(_ experiment: MLflowExperiment) -> [IngestProposal] {
        var custom = JSONObject([
            .init("platform", .string(MLflowMapping.platformURN)), .init("id", .string(experiment.name)),
        ])
        for member in MLflowMapping.properties(experiment.tags, leavingOut: ["mlflow.note.content"]).members {
            custom[member.name] = member.value
        }
        if let location = experiment.artifactLocation {
            custom["artifacts_location"] = .string(SourceSecrets.redacted(location))
        }
        custom["experiment_id"] = .string(experiment.id)
        var properties = JSONObject([
            .init("customProperties", .object(custom)),
            .init("externalUrl", .string("\(externalURL)/#/experiments/\(percentEncoded(experiment.id))")),
            .init("name", .string(experiment.name)),
        ])
        if let note = experiment.tags.first(where: { $0.key == "mlflow.note.content" })?.value, !note.isEmpty {
            properties["description"] = .string(SourceSecrets.redacted(note))
        }
        if let created = experiment.created { properties["created"] = ["time": .int(created)] }
        if let updated = experiment.lastUpdated { properties["lastModified"] = ["time": .int(updated)] }
        let path: JSON =
            instance.map {
                let urn = JSON.string(EntityNames.platformInstance(MLflowMapping.platform, $0))
                return [["id": urn, "urn": urn]]
            } ?? []
        return IngestProposal.aspects(
            container(experiment.name), "container",
            [
                ("containerProperties", .object(properties)), ("dataPlatformInstance", platformInstance),
                ("subTypes", ["typeNames": ["ML Experiment"]]), ("browsePathsV2", ["path": path]),
                ("status", MLflowMapping.status(removed: experiment.isDeleted)),
            ])
    }

    static func user(named name: String) -> [IngestProposal] {
        IngestProposal.aspects(
            user(name), "platformResource",
            [
                ("platformResourceInfo", ["resourceType": "user", "primaryKey": .string(name)]),
                ("status", status(removed: false)),
            ])
    }

    /// The tags that stand for the stages of the registry.
    static var stages: [IngestProposal] {
        [("Production", "#308613"), ("Staging", "#FACB66"), ("Archived", "#5D7283"), ("None", "#F2F4F5")].flatMap {
            (stage, color) -> [IngestProposal] in
            let name = stageTag(stage)
            return IngestProposal.aspects(
                "urn:li:tag:\(name)", "tag",
                [
                    (
                        "tagProperties",
                        [
                            "name": .string(name),
                            "description": .string("\(stage) Stage for an ML model in MLflow Model Registry"),
                            "colorHex": .string(color),
                        ]
                    ), ("status", status(removed: false)),
                ])
        }
    }
}
