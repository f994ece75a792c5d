import Basics

/// Walks through one MLflow server: experiments, registry, runs, logged models, what runs read.
///
/// The registry is small and read whole each time. Runs are read whole at first and once a day; between, those that
/// started or ended since, those that are open, those of experiments that changed, and those that were deleted or
/// restored. A full read that was interrupted goes on where it was.
struct MLflowReader {
    let client: MLflowClient
    let mapping: MLflowMapping
    let run: Run
    let wanted: NamePattern
    let wantedModels: NamePattern
    /// Milliseconds before the watermark that are read again, for clocks that differ.
    let overlap: Int64
    /// Milliseconds after which everything is read again.
    let fullEvery: Int64

    var memory = MLflowMemory()
    /// What the run before left.
    var previous = MLflowMemory()
    var isFull = true
    var isResumed = false
    var hasFailed = false
    /// Those that the pattern allows, by identifier.
    var experiments: [String: MLflowExperiment] = [:]
    var allExperiments: [String] = []
    /// `nil` where it could not be read.
    var registry: MLflowRegistry?
    /// Runs that versions came from, as far as they were met.
    var trainingRuns: [String: MLflowRun] = [:]
    var awaited: Set<String> = []
    var users: Set<String> = []
    var datasets: [String: MLflowSight] = [:]
    /// Runs that were met in a read of changes.
    var handled: Set<String> = []
    /// Runs that were asked for by name in vain, by a fault of the server.
    private var unread: Set<String> = []
    private var models: [MLflowModel] = []
    private var versions: [String: [MLflowVersion]] = [:]

    /// Experiments that are asked for their runs together.
    static let batch = 100
    /// Runs that are asked for by name together.
    private static let namedRuns = 100

    init(
        client: MLflowClient, mapping: MLflowMapping, run: Run, wanted: NamePattern, wantedModels: NamePattern,
        overlap: Int64, fullEvery: Int64
    ) {
        self.client = client
        self.mapping = mapping
        self.run = run
        self.wanted = wanted
        self.wantedModels = wantedModels
        self.overlap = overlap
        self.fullEvery = fullEvery
    }

    mutating func scan() async throws(IngestError) {
        await begin()
        try await run.emit(MLflowMapping.stages, in: "stages")
        try await readExperiments()
        try await readRegistry()
        if isFull { try await readAllRuns() } else { try await readChanges() }
        try await readLoggedModels()
        try await writeModels()
        try await writeDatasets()
        for user in users.sorted() { try await run.emit(MLflowMapping.user(named: user), in: "users") }
        await close()
        try await run.save(memory.json)
    }

    // MARK: Memory

    /// What urns carry.
    private var scope: String { "\(mapping.env) \(mapping.instance ?? "")" }

    static func runs(of experiment: String) -> String { "runs/\(experiment)" }
    static func models(of experiment: String) -> String { "models/\(experiment)" }

    private mutating func begin() async {
        let started = run.identity.started
        if let state = await run.checkpoint, let memory = MLflowMemory(state) {
            self.memory = memory
            isFull =
                memory.fullRead == 0 || started &- memory.fullRead >= fullEvery || memory.unfinished != nil
                || memory.scope != scope
        }
        previous = memory
        guard isFull else {
            return await run.note(
                "reads what changed since \(iso8601(memory.watermark)); everything is read again once in "
                    + "\(fullEvery / 3_600_000) hours, or now with --full")
        }
        if let unfinished = memory.unfinished, await run.resume() != nil {
            isResumed = true
            users = unfinished.users
            datasets = unfinished.datasets
        } else {
            memory = MLflowMemory()
            memory.scope = scope
            memory.unfinished = .init(began: started)
        }
    }

    /// Keeps how far a full read came.
    mutating func saveProgress(after: Int64) async throws(IngestError) {
        memory.unfinished?.after = after
        memory.unfinished?.users = users
        memory.unfinished?.datasets = datasets
        try await run.save(memory.json)
    }

    private mutating func close() async {
        memory.watermark = min(memory.watermark, run.identity.started)
        // What could not be read must be asked for again.
        if !isFull, hasFailed { memory.watermark = previous.watermark }
        if !hasFailed { memory.experiments = Set(experiments.keys) }
        guard isFull, !hasFailed else { return }
        memory.fullRead = memory.unfinished?.began ?? run.identity.started
        memory.unfinished = nil
        await run.completeListing(of: "datasets")
        await run.completeScopes(
            ["stages", "experiments", "registry", "datasets", "users"]
                + allExperiments.flatMap { [MLflowReader.runs(of: $0), MLflowReader.models(of: $0)] })
    }

    // MARK: Experiments and registry

    private mutating func readExperiments() async throws(IngestError) {
        await run.stage("listing experiments")
        let pattern = wanted.compiled()
        var leftOut = 0
        var pages = client.pages(.experiments)
        do {
            while let page = try await pages.next() {
                for experiment in page.compactMap(MLflowExperiment.init) {
                    allExperiments.append(experiment.id)
                    if pattern.allows(experiment.name) {
                        experiments[experiment.id] = experiment
                    } else {
                        leftOut += 1
                    }
                }
            }
        } catch { throw error.ingestError }
        await run.leaveOut(leftOut, "experiments")
        for id in sortedExperiments {
            guard let experiment = experiments[id] else { continue }
            try await run.emit(mapping.experiment(experiment), in: "experiments")
        }
        await run.completeListing(of: "experiments")
    }

    /// Identifiers in the order of their numbers.
    var sortedExperiments: [String] { experiments.keys.sorted { ($0.count, $0) < ($1.count, $1) } }

    private mutating func readRegistry() async throws(IngestError) {
        await run.stage("reading the model registry")
        let pattern = wantedModels.compiled()
        var found: [MLflowModel] = []
        var all: [MLflowVersion] = []
        var leftOut = 0
        do {
            var pages = client.pages(.models)
            while let page = try await pages.next() {
                for model in page.compactMap(MLflowModel.init) {
                    if pattern.allows(model.name) { found.append(model) } else { leftOut += 1 }
                }
            }
            let names = Set(found.map(\.name))
            pages = client.pages(.versions)
            while let page = try await pages.next() {
                all += page.compactMap(MLflowVersion.init).filter { names.contains($0.model) }
            }
        } catch { return try await lost("the model registry", error) }
        await run.leaveOut(leftOut, "models")
        models = found.sorted { $0.name < $1.name }
        all.sort { ($0.model, $0.number, $0.version) < ($1.model, $1.number, $1.version) }
        for version in all { versions[version.model, default: []].append(version) }
        registry = MLflowRegistry(all)
        awaited = Set(all.compactMap(\.runID))
        await run.completeListing(of: "registry")
    }

    // MARK: Models and datasets

    /// The models of MLflow 3 that no version was made of.
    private mutating func readLoggedModels() async throws(IngestError) {
        guard let registry else { return }
        await run.stage("reading logged models")
        let ids = sortedExperiments.filter { experiments[$0]?.isDeleted == false }
        let filter = isFull ? nil : "last_updated_timestamp > \(previous.watermark &- overlap)"
        for start in stride(from: 0, to: ids.count, by: MLflowReader.batch) {
            let batch = Array(ids[start..<min(ids.count, start + MLflowReader.batch)])
            var pages = client.pages(.loggedModels(experiments: batch, filter: filter))
            var found: [MLflowLoggedModel] = []
            do {
                while let page = try await pages.next() {
                    found += page.compactMap(MLflowLoggedModel.init).filter { registry.byLoggedModel[$0.id] == nil }
                }
            } catch {
                // 2.x knows no logged models.
                if error.kind == .status(404) { return }
                try await lost("the logged models of \(named(batch))", error)
                continue
            }
            for model in found {
                guard let experiment = experiments[model.experimentID] else { continue }
                try await run.emit(
                    mapping.loggedModel(model, experiment: experiment.name),
                    in: MLflowReader.models(of: model.experimentID))
            }
            guard isFull else { continue }
            for id in batch { await run.completeListing(of: MLflowReader.models(of: id)) }
        }
    }

    private mutating func writeModels() async throws(IngestError) {
        await run.stage("writing models")
        let missing = awaited.subtracting(trainingRuns.keys).sorted()
        for found in try await named(missing, in: allExperiments) { trainingRuns[found.id] = found }
        for model in models {
            let versions = versions[model.name] ?? []
            try await run.emit(mapping.model(model, versions: versions), in: "registry")
            for version in versions {
                let id = version.runID ?? ""
                try await run.emit(
                    mapping.version(
                        version, aliases: model.aliases[version.version] ?? [], run: trainingRuns[id],
                        isRunKnown: !unread.contains(id)), in: "registry")
            }
        }
    }

    private mutating func writeDatasets() async throws(IngestError) {
        for (name, sight) in datasets.sorted(by: { $0.key < $1.key }) {
            guard sight.started >= memory.datasets[name] ?? .min else { continue }
            memory.datasets[name] = sight.started
            try await run.emit(mapping.dataset(sight.input), in: "datasets")
        }
    }

    /// Runs by their identifiers, from any experiment.
    mutating func named(_ ids: [String], in experiments: [String]) async throws(IngestError) -> [MLflowRun] {
        var found: [MLflowRun] = []
        for start in stride(from: 0, to: ids.count, by: MLflowReader.namedRuns) {
            let batch = Array(ids[start..<min(ids.count, start + MLflowReader.namedRuns)])
            do { found += try await client.runs(ids: batch, experiments: experiments) } catch {
                unread.formUnion(batch)
                try await lost("\(batch.count) runs that models came from", error)
            }
        }
        return found
    }

    // MARK: Faults

    /// Notes that a part could not be read; the rest goes on, unless every further request would meet the same.
    mutating func lost(_ what: String, _ error: SourceError) async throws(IngestError) {
        if error.endsRun { throw error.ingestError }
        hasFailed = true
        await run.add(
            Problem(error.kind == .forbidden ? .skipped : .failed, object: what, reason: "cannot be read: \(error)"))
    }

    /// What experiments are called in a report.
    func named(_ ids: [String]) -> String {
        guard ids.count == 1, let name = ids.first.flatMap({ experiments[$0]?.name }) else {
            return "\(ids.count) experiments"
        }
        return "experiment \(name)"
    }
}
