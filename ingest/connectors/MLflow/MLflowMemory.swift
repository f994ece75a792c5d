import Basics

/// What a pipeline remembers of a server: how far it read, and what it must not read again.
struct MLflowMemory: Sendable, Equatable {
    /// Start or end of the youngest run that was read, never later than the run of the pipeline that read it.
    var watermark: Int64 = 0
    /// When everything was read last.
    var fullRead: Int64 = 0
    /// Experiments whose runs were read.
    var experiments: Set<String> = []
    /// What urns carry; everything is told again when it changes.
    var scope = ""
    /// Runs that were listed as deleted.
    var deleted: Set<String> = []
    /// The start of the run that each dataset was described from, so that an older one does not overwrite it.
    var datasets: [String: Int64] = [:]
    /// How far a full read came that did not end.
    var unfinished: Unfinished?

    struct Unfinished: Sendable, Equatable {
        /// Experiments whose runs were all read.
        var done: [String] = []
        /// Experiments that were being read together.
        var current: [String] = []
        /// Runs of these that start earlier were read.
        var after: Int64 = 0
        var began: Int64 = 0
        /// What is told at the end of a read, once it is all known.
        var users: Set<String> = []
        var datasets: [String: MLflowSight] = [:]
    }

    /// Datasets that are remembered; beyond, the youngest run of each pass decides.
    private static let maximumDatasets = 20000

    init() {}

    /// - Returns: `nil` for a state of another version.
    init?(_ json: JSON) {
        guard json["version"]?.intValue == 1 else { return nil }
        watermark = json["watermark"]?.intValue ?? 0
        fullRead = json["fullRead"]?.intValue ?? 0
        experiments = Set(MLflowMemory.texts(json["experiments"]))
        scope = json["scope"]?.stringValue ?? ""
        deleted = Set(MLflowMemory.texts(json["deleted"]))
        for member in json["datasets"]?.objectValue?.members ?? [] { datasets[member.name] = member.value.intValue }
        guard let json = json["unfinished"], json.objectValue != nil else { return }
        var unfinished = Unfinished(
            done: MLflowMemory.texts(json["done"]), current: MLflowMemory.texts(json["current"]),
            after: json["after"]?.intValue ?? 0, began: json["began"]?.intValue ?? 0,
            users: Set(MLflowMemory.texts(json["users"])))
        for sight in (json["datasets"]?.arrayValue ?? []).compactMap(MLflowSight.init) {
            unfinished.datasets[sight.input.dataset.name] = sight
        }
        self.unfinished = unfinished
    }

    var json: JSON {
        let known = datasets.keys.sorted().prefix(MLflowMemory.maximumDatasets)
        var object = JSONObject([
            .init("version", 1), .init("watermark", .int(watermark)), .init("fullRead", .int(fullRead)),
            .init("experiments", MLflowMemory.list(experiments)), .init("scope", .string(scope)),
            .init("deleted", MLflowMemory.list(deleted)),
            .init("datasets", .object(JSONObject(known.map { .init($0, .int(datasets[$0] ?? 0)) }))),
        ])
        if let unfinished {
            object["unfinished"] = [
                "done": .array(unfinished.done.map { .string($0) }),
                "current": .array(unfinished.current.map { .string($0) }), "after": .int(unfinished.after),
                "began": .int(unfinished.began), "users": MLflowMemory.list(unfinished.users),
                "datasets": .array(unfinished.datasets.keys.sorted().compactMap { unfinished.datasets[$0]?.json }),
            ]
        }
        return .object(object)
    }

    private static func list(_ texts: Set<String>) -> JSON { .array(texts.sorted().map { .string($0) }) }

    private static func texts(_ json: JSON?) -> [String] { (json?.arrayValue ?? []).compactMap(\.stringValue) }
}

/// A dataset as the youngest run that read it shows it.
struct MLflowSight: Sendable, Equatable {
    var started: Int64
    var run: String
    var input: MLflowDatasetInput

    init(started: Int64, run: String, input: MLflowDatasetInput) {
        self.started = started
        self.run = run
        self.input = input
    }

    init?(_ json: JSON) {
        guard let run = json["run"]?.stringValue, let input = json["input"].flatMap(MLflowDatasetInput.init) else {
            return nil
        }
        self.init(started: json["started"]?.intValue ?? 0, run: run, input: input)
    }

    var json: JSON { ["started": .int(started), "run": .string(run), "input": input.json] }

    func isOlder(than other: MLflowSight) -> Bool { (started, run) < (other.started, other.run) }
}
