import Basics

/// Every metric of the service, in one list; `docs/metrics.md` is held against it.
///
/// Names follow Prometheus: base units, `_total` for counters. Label values come from small sets, never from data.
public enum CatalogMetrics {
    public static let buildInfo = MetricFamily(
        "catalog_build_info", .gauge, "Always 1; its label names the version that runs.", labels: ["version"])
    public static let commitPosition = MetricFamily(
        "catalog_commit_position", .gauge, "The position of the last visible change.")
    public static let ingestRecords = MetricFamily(
        "catalog_ingest_records_total", .counter,
        "Kafka records taken, by result: applied, or parked as a dead letter.", labels: ["topic", "result"])
    public static let ingestBatchSeconds = MetricFamily(
        "catalog_ingest_batch_seconds", .histogram(bounds: MetricFamily.secondsBounds),
        "From the first record of a Kafka batch in hand to its commit.")
    public static let ingestLagRecords = MetricFamily(
        "catalog_ingest_lag_records", .gauge, "Records in the partition that are not committed yet.",
        labels: ["topic", "partition"])
    public static let ingestLagSeconds = MetricFamily(
        "catalog_ingest_lag_seconds", .gauge,
        "Age of the record committed last, while newer ones wait; 0 when none do.", labels: ["topic", "partition"])
    public static let offsetAlarms = MetricFamily(
        "catalog_ingest_offset_alarms_total", .counter,
        "Stored offsets found outside of their topic: records were lost, or the topic was made anew.",
        labels: ["topic"])
    public static let deadLetters = MetricFamily(
        "catalog_dead_letters_total", .counter, "Records parked since the process started, by code.",
        labels: ["reason"])
    public static let deadLettersOpen = MetricFamily(
        "catalog_dead_letters_open", .gauge, "Parked records that nobody has replayed yet, by code.",
        labels: ["reason"])
    public static let eventsPruned = MetricFamily(
        "catalog_openlineage_pruned_total", .counter,
        "Kept events, and states of runs, that the retention let go of.", labels: ["kind"])
    public static let httpRequests = MetricFamily(
        "catalog_http_requests_total", .counter, "Requests answered, by route, method and status.",
        labels: ["route", "method", "code"])
    public static let httpRequestSeconds = MetricFamily(
        "catalog_http_request_seconds", .histogram(bounds: MetricFamily.secondsBounds),
        "From the whole request in hand to its answer, by route.", labels: ["route"])
    public static let searchSeconds = MetricFamily(
        "catalog_search_seconds", .histogram(bounds: MetricFamily.secondsBounds),
        "Time a search took behind the port, by the surface that asked.", labels: ["surface"])
    public static let lineageSeconds = MetricFamily(
        "catalog_lineage_seconds", .histogram(bounds: MetricFamily.secondsBounds),
        "Time a traversal took behind the port, by direction.", labels: ["kind"])
    public static let databasePoolInUse = MetricFamily(
        "catalog_db_pool_in_use", .gauge, "Database connections that are lent out.")
    public static let databasePoolIdle = MetricFamily(
        "catalog_db_pool_idle", .gauge, "Database connections that wait for work.")
    public static let databasePoolWaitSeconds = MetricFamily(
        "catalog_db_pool_wait_seconds_total", .counter, "Time callers waited for a database connection, all together.")
    public static let databaseRetries = MetricFamily(
        "catalog_db_retries_total", .counter, "Database calls repeated, by what went wrong.", labels: ["reason"])
    public static let residentMemory = MetricFamily(
        "process_resident_memory_bytes", .gauge, "Resident memory of the process.")
    public static let openDescriptors = MetricFamily(
        "process_open_fds", .gauge, "Open file descriptors of the process.")

    /// All of them, by name.
    public static let all: [MetricFamily] = [
        buildInfo, commitPosition, ingestRecords, ingestBatchSeconds, ingestLagRecords, ingestLagSeconds, offsetAlarms,
        deadLetters, deadLettersOpen, httpRequests, httpRequestSeconds, searchSeconds, lineageSeconds,
        eventsPruned, databasePoolInUse,
        databasePoolIdle, databasePoolWaitSeconds, databaseRetries, residentMemory, openDescriptors,
    ].sorted { $0.name < $1.name }
}
