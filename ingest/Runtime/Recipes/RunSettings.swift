/// How a run goes about its work, whatever it reads.
struct RunSettings: Sendable, Equatable {
    var pipelineName: String?
    var stateDirectory: String?
    var requestsPerSecond: Int?
    var run = Run.Options()
    /// Reads and maps, but writes nothing.
    var isDryRun = false
    /// Only tells what the account may see.
    var isCheck = false

    /// What a recipe may say beside `source` and `sink`, and the command line as well.
    static let recipeFields: [RecipeField] = [
        RecipeField(
            "pipeline_name", .text, default: "made of the source's address", option: "pipeline",
            "Name of this pipeline, the same in each run; what a run wrote and remembers is kept under it."),
        RecipeField(
            "state_dir", .text, default: "the catalog itself, where it is written by REST", option: "state-dir",
            "Directory for what the pipeline remembers: which objects existed, how far an interrupted run came."),
        RecipeField(
            "requests_per_second", .integer(1...100_000), default: "no limit", option: "requests-per-second",
            "Most requests to the source in a second."),
        RecipeField(
            "keep_gone", .flag, default: "false", option: "keep-gone",
            "Leave objects that are gone from the source as they are in the catalog."),
        RecipeField(
            "max_removed_share", .integer(1...100), default: "\(Run.Options().maximumRemovedShare)",
            option: "max-removed-share",
            "When more than this percentage of the known objects is gone, none is marked as removed."),
    ]

    /// What only the command line says.
    static let commandFields: [RecipeField] = [
        RecipeField(
            "dry_run", .flag, option: "dry-run",
            "Read and map everything, write nothing; with --to tell what would be new, changed and removed."),
        RecipeField(
            "check", .flag, option: "check", "Connect, sign in, tell what the account cannot see, and end."),
        RecipeField("limit", .integer(1...1_000_000_000), option: "limit", "Stop after so many entities."),
        RecipeField(
            "restart", .flag, option: "restart", "Read everything, though an interrupted run could be gone on with."),
    ]

    init() {}

    init(_ configuration: ConnectorConfiguration) { apply(configuration) }

    /// Takes over what was said, and keeps the rest.
    mutating func apply(_ configuration: ConnectorConfiguration) {
        if let name = configuration.text("pipeline_name") { pipelineName = name }
        if let directory = configuration.text("state_dir") { stateDirectory = directory }
        if let rate = configuration.integer("requests_per_second") { requestsPerSecond = rate }
        if let share = configuration.integer("max_removed_share") { run.maximumRemovedShare = share }
        if let limit = configuration.integer("limit") { run.limit = limit }
        if configuration.flag("keep_gone") { run.removes = false }
        if configuration.flag("restart") { run.resumes = false }
        if configuration.flag("dry_run") { isDryRun = true }
        if configuration.flag("check") { isCheck = true }
    }
}
