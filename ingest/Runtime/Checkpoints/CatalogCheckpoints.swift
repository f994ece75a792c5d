import Basics

/// Keeps a pipeline's checkpoint in the catalog, as DataHub's stateful ingestion does: the timeseries aspect
/// `datahubIngestionCheckpoint` of a job of the pipeline's flow.
struct CatalogCheckpoints: CheckpointStore {
    private static let aspect = "datahubIngestionCheckpoint"

    let pipeline: String
    let kind: String
    let identity: RunIdentity
    let connection: CatalogConnection
    let sink: any ProposalSink
    /// The time of the checkpoint that was there, as the aspect tells it.
    private let lastTime = Locked<Milliseconds?>(nil)

    init(
        pipeline: String, kind: String, identity: RunIdentity, connection: CatalogConnection, sink: any ProposalSink
    ) {
        self.pipeline = pipeline
        self.kind = kind
        self.identity = identity
        self.connection = connection
        self.sink = sink
    }

    private var urn: String {
        let flow = "urn:li:dataFlow:(datahub,\(EntityNames.encoded(pipeline)),prod)"
        return "urn:li:dataJob:(\(flow),catalog_\(kind))"
    }

    func load() async throws(IngestError) -> Checkpoint? {
        guard let value = try await connection.latest(CatalogCheckpoints.aspect, of: urn, type: "dataJob") else {
            return nil
        }
        lastTime.withLock { $0 = value["timestampMillis"]?.intValue }
        guard let payload = value["state"]?["payload"]?.stringValue, let json = try? JSON.parse(Array(payload.utf8))
        else { return nil }
        return Checkpoint(json)
    }

    /// Within one run each save replaces the one before: they carry the run's time, or, where a clock went back since the
    /// last run, one just after that run's, because the latest in time is what is read.
    func save(_ checkpoint: Checkpoint) async throws(IngestError) {
        let last = lastTime.withLock { $0 }
        let time = last.map { max(identity.started, $0 < .max ? $0 + 1 : $0) } ?? identity.started
        let value: JSON = [
            "timestampMillis": .int(time), "pipelineName": .string(pipeline), "platformInstanceId": "",
            "config": "", "runId": .string(identity.runID),
            "state": [
                "formatVersion": "catalog-1", "serde": "utf-8",
                // Bytes stand in JSON as characters up to U+00FF, so anything beyond ASCII is escaped.
                "payload": .string(asciiJSON(checkpoint.json)),
            ],
        ]
        try await sink.record([
            IngestProposal(urn: urn, entityType: "dataJob", aspectName: CatalogCheckpoints.aspect, value: value)
        ])
    }
}

/// JSON without a byte beyond ASCII. Outside of strings there is none, so every such character can be escaped where it stands.
func asciiJSON(_ value: JSON) -> String {
    let text = value.text
    guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
    var result = ""
    result.reserveCapacity(text.utf8.count + 64)
    for unit in text.utf16 {
        guard unit >= 0x80 else {
            result.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
            continue
        }
        let digits = String(unit, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
    return result
}
