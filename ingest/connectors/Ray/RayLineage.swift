/// What a job's metadata declares that it reads and writes. Nothing is guessed from its code.
///
/// The keys `inputs` and `outputs`, or `datahub.inputs` and `datahub.outputs`, hold what ``DeclaredUrns`` reads.
struct RayLineage: Sendable, Equatable {
    var inputs: [String] = []
    var outputs: [String] = []
    /// Entries that are neither urns nor `platform:name`.
    var unreadable: [String] = []

    var isEmpty: Bool { inputs.isEmpty && outputs.isEmpty }

    init(_ job: RayJob, env: String) {
        inputs = read(job, ["inputs", "datahub.inputs"], env)
        outputs = read(job, ["outputs", "datahub.outputs"], env)
    }

    private mutating func read(_ job: RayJob, _ keys: [String], _ env: String) -> [String] {
        var urns: Set<String> = []
        for key in keys {
            guard let text = job.metadata(key) else { continue }
            let declared = DeclaredUrns(text, env: env)
            urns.formUnion(declared.urns)
            unreadable += declared.unreadable
        }
        return urns.sorted()
    }
}
