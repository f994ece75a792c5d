import Basics

/// What MLflow's answers hold, read leniently: a member may be missing, null, empty or of another type.
///
/// Lists come back sorted, since MLflow keeps no order that lasts.
struct MLflowExperiment: Sendable, Equatable {
    var id: String
    var name: String
    var artifactLocation: String?
    var isDeleted: Bool
    var created: Int64?
    var lastUpdated: Int64?
    var tags: [MLflowTag]

    init?(_ json: JSON) {
        guard let id = json.identifier("experiment_id") else { return nil }
        self.id = id
        name = json.text("name") ?? id
        artifactLocation = json.text("artifact_location")
        isDeleted = json["lifecycle_stage"]?.stringValue == "deleted"
        created = json["creation_time"]?.moment
        lastUpdated = json["last_update_time"]?.moment
        tags = MLflowTag.list(json["tags"])
    }
}

/// A name and a text: tags, parameters.
struct MLflowTag: Sendable, Equatable {
    var key: String
    var value: String

    static func list(_ json: JSON?) -> [MLflowTag] {
        var tags: [MLflowTag] = []
        for item in json?.arrayValue ?? [] {
            guard let key = item["key"]?.stringValue, !key.isEmpty else { continue }
            tags.append(MLflowTag(key: key, value: item["value"]?.stringValue ?? ""))
        }
        return tags.sorted { ($0.key, $0.value) < ($1.key, $1.value) }
    }
}

/// The last value of a metric.
struct MLflowMetric: Sendable, Equatable {
    var key: String
    /// As Python prints it: `0.36`, `nan`.
    var value: String

    static func list(_ json: JSON?) -> [MLflowMetric] {
        var metrics: [MLflowMetric] = []
        for item in json?.arrayValue ?? [] {
            guard let key = item["key"]?.stringValue, !key.isEmpty else { continue }
            metrics.append(MLflowMetric(key: key, value: text(item["value"])))
        }
        return metrics.sorted { ($0.key, $0.value) < ($1.key, $1.value) }
    }

    private static func text(_ value: JSON?) -> String {
        if let number = value?.doubleValue { return "\(number)" }
        // What JSON has no number for travels as a text.
        switch value?.stringValue {
        case "NaN": return "nan"
        case "Infinity": return "inf"
        case "-Infinity": return "-inf"
        case let other: return other ?? "nan"
        }
    }
}

struct MLflowRun: Sendable, Equatable {
    var id: String
    var experimentID: String
    var name: String
    var user: String?
    /// `RUNNING`, `SCHEDULED`, `FINISHED`, `FAILED` or `KILLED`.
    var status: String
    var started: Int64?
    var ended: Int64?
    var artifactURI: String?
    var isDeleted: Bool
    var params: [MLflowTag]
    var metrics: [MLflowMetric]
    var tags: [MLflowTag]
    var inputs: [MLflowDatasetInput]
    /// Logged models that the run made (MLflow 3).
    var outputModels: [String]
    /// Logged models that the run read (MLflow 3), e.g. to evaluate them.
    var inputModels: [String]

    init?(_ json: JSON) {
        guard let info = json["info"], let id = info.identifier("run_id") ?? info.identifier("run_uuid"),
            let experimentID = info.identifier("experiment_id")
        else { return nil }
        self.id = id
        self.experimentID = experimentID
        let data = json["data"]
        tags = MLflowTag.list(data?["tags"])
        name = info.text("run_name") ?? tags.first { $0.key == "mlflow.runName" && !$0.value.isEmpty }?.value ?? id
        user = info.text("user_id")
        status = info["status"]?.stringValue ?? "UNKNOWN"
        started = info["start_time"]?.moment
        ended = info["end_time"]?.moment
        artifactURI = info.text("artifact_uri")
        isDeleted = info["lifecycle_stage"]?.stringValue == "deleted"
        params = MLflowTag.list(data?["params"])
        metrics = MLflowMetric.list(data?["metrics"])
        inputs = (json["inputs"]?["dataset_inputs"]?.arrayValue ?? []).compactMap { MLflowDatasetInput($0) }
            .sorted { ($0.dataset.name, $0.dataset.digest) < ($1.dataset.name, $1.dataset.digest) }
        outputModels = MLflowRun.models(json["outputs"]?["model_outputs"])
        inputModels = MLflowRun.models(json["inputs"]?["model_inputs"])
    }

    private static func models(_ json: JSON?) -> [String] {
        Set((json?.arrayValue ?? []).compactMap { $0.identifier("model_id") }).sorted()
    }

    /// Whether it may still change by itself.
    var isOpen: Bool { !["FINISHED", "FAILED", "KILLED"].contains(status) }

    func tag(_ key: String) -> String? { tags.first { $0.key == key && !$0.value.isEmpty }?.value }
}

/// A dataset that a run read, and what for.
struct MLflowDatasetInput: Sendable, Equatable {
    var dataset: MLflowDataset
    var tags: [MLflowTag]

    init?(_ json: JSON) {
        guard let dataset = json["dataset"].flatMap(MLflowDataset.init) else { return nil }
        self.dataset = dataset
        tags = MLflowTag.list(json["tags"])
    }

    /// As MLflow writes it.
    var json: JSON {
        [
            "dataset": [
                "name": .string(dataset.name), "digest": .string(dataset.digest),
                "source_type": .string(dataset.sourceType), "source": .string(dataset.source),
                "schema": .string(dataset.schema), "profile": .string(dataset.profile),
            ], "tags": .array(tags.map { ["key": .string($0.key), "value": .string($0.value)] }),
        ]
    }

    /// `training`, `validation`.
    var context: String? { tags.first { $0.key == "mlflow.data.context" }?.value }
}

struct MLflowDataset: Sendable, Equatable {
    var name: String
    var digest: String
    /// `s3`, `delta_table`, `local`, `code`, `hugging_face`.
    var sourceType: String
    /// JSON by type, e.g. `{"uri": "s3://lake/churn/train.parquet"}`; another text in old versions.
    var source: String
    /// JSON with `mlflow_colspec` or `mlflow_tensorspec`.
    var schema: String
    var profile: String

    init?(_ json: JSON) {
        guard let name = json.text("name") else { return nil }
        self.name = name
        digest = json["digest"]?.stringValue ?? ""
        sourceType = json["source_type"]?.stringValue ?? ""
        source = json["source"]?.stringValue ?? ""
        schema = json["schema"]?.stringValue ?? ""
        profile = json["profile"]?.stringValue ?? ""
    }
}

struct MLflowModel: Sendable, Equatable {
    var name: String
    var description: String?
    var created: Int64?
    var lastUpdated: Int64?
    var tags: [MLflowTag]
    /// The version that the server lists first as the latest one of a stage.
    var latestVersion: String?
    /// Aliases by version, sorted.
    var aliases: [String: [String]]

    init?(_ json: JSON) {
        guard let name = json.text("name") else { return nil }
        self.name = name
        description = json["description"]?.stringValue
        created = json["creation_timestamp"]?.moment
        lastUpdated = json["last_updated_timestamp"]?.moment
        tags = MLflowTag.list(json["tags"])
        latestVersion = json["latest_versions"]?[0]?.identifier("version")
        var aliases: [String: [String]] = [:]
        for item in json["aliases"]?.arrayValue ?? [] {
            guard let alias = item.text("alias"), let version = item.identifier("version") else { continue }
            aliases[version, default: []].append(alias)
        }
        self.aliases = aliases.mapValues { $0.sorted() }
    }
}

struct MLflowVersion: Sendable, Equatable {
    var model: String
    var version: String
    var created: Int64?
    var lastUpdated: Int64?
    var stage: String?
    var description: String?
    /// `models:/m-…` in MLflow 3, an artifact's address before.
    var source: String?
    var runID: String?
    var status: String?
    var user: String?
    var tags: [MLflowTag]

    init?(_ json: JSON) {
        guard let model = json.text("name"), let version = json.identifier("version") else { return nil }
        self.model = model
        self.version = version
        created = json["creation_timestamp"]?.moment
        lastUpdated = json["last_updated_timestamp"]?.moment
        stage = json.text("current_stage")
        description = json["description"]?.stringValue
        source = json.text("source")
        runID = json.identifier("run_id")
        status = json.text("status")
        user = json.text("user_id")
        tags = MLflowTag.list(json["tags"])
    }

    /// The logged model that it was made from (MLflow 3).
    var loggedModel: String? {
        guard let source, source.hasPrefix("models:/m-") else { return nil }
        return String(source.dropFirst("models:/".count).prefix { $0 != "/" })
    }

    var number: Int64 { Int64(version) ?? 0 }
}

/// A model as a thing of its own, registered or not (MLflow 3).
struct MLflowLoggedModel: Sendable, Equatable {
    var id: String
    var experimentID: String
    var name: String
    var created: Int64?
    var lastUpdated: Int64?
    var artifactURI: String?
    var status: String?
    var modelType: String?
    var runID: String?
    var params: [MLflowTag]
    var metrics: [MLflowMetric]
    var tags: [MLflowTag]

    init?(_ json: JSON) {
        guard let info = json["info"], let id = info.identifier("model_id"),
            let experimentID = info.identifier("experiment_id")
        else { return nil }
        self.id = id
        self.experimentID = experimentID
        name = info.text("name") ?? id
        created = info["creation_timestamp_ms"]?.moment
        lastUpdated = info["last_updated_timestamp_ms"]?.moment
        artifactURI = info.text("artifact_uri")
        status = info.text("status")
        modelType = info.text("model_type")
        runID = info.identifier("source_run_id")
        params = MLflowTag.list(json["data"]?["params"])
        // A metric may be there once for each dataset it was measured on; the last one by name and value counts.
        metrics = MLflowMetric.list(json["data"]?["metrics"])
        tags = MLflowTag.list(info["tags"])
    }
}

extension JSON {
    /// A member that is a text with something in it.
    fileprivate func text(_ name: String) -> String? {
        guard let text = self[name]?.stringValue, !text.isEmpty else { return nil }
        return text
    }

    /// A member that names something: a text, or a number in older versions.
    fileprivate func identifier(_ name: String) -> String? {
        text(name) ?? self[name]?.intValue.map { String($0) }
    }

    /// Milliseconds since 1970, as a number or, in some versions, as its text.
    fileprivate var moment: Int64? {
        let moment = intValue ?? stringValue.flatMap { Int64($0) }
        guard let moment, moment > 0 else { return nil }
        return moment
    }
}
