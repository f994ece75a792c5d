import Basics

/// The run's own record in the catalog, as `datahub ingest` leaves it: a source, a request for its execution, a result.
struct RunRecord: Sendable {
    let identity: RunIdentity
    let kind: String
    let pipeline: String
    /// The recipe, secrets starred.
    let recipe: JSON

    private var source: String {
        "urn:li:dataHubIngestionSource:cli-" + EntityNames.guid([("pipeline", pipeline), ("type", kind)])
    }

    private var request: String { "urn:li:dataHubExecutionRequest:\(identity.runID)" }

    /// Written before anything is read.
    var beginning: [IngestProposal] {
        [
            IngestProposal(
                urn: source, entityType: "dataHubIngestionSource", aspectName: "dataHubIngestionSourceInfo",
                value: [
                    "name": .string("[CLI] \(kind) [\(pipeline)]"), "type": .string(kind),
                    "config": ["recipe": .string(recipe.text), "executorId": "__datahub_cli_"],
                ]),
            IngestProposal(
                urn: request, entityType: "dataHubExecutionRequest", aspectName: "dataHubExecutionRequestInput",
                value: [
                    "task": "CLI Ingestion", "args": ["recipe": .string(recipe.text)], "executorId": "__datahub_cli_",
                    "source": ["type": "CLI_INGESTION_SOURCE", "ingestionSource": .string(source)],
                    "requestedAt": .int(identity.started),
                ]),
        ]
    }

    /// Written when the books are closed.
    func end(_ report: Report) -> [IngestProposal] {
        let status =
            switch (report.ending?.code, report.exitStatus) {
            case (.cancelled, _): "CANCELLED"
            case (_, .complete), (nil, .partial): "SUCCESS"
            default: "FAILURE"
            }
        return [
            IngestProposal(
                urn: request, entityType: "dataHubExecutionRequest", aspectName: "dataHubExecutionRequestResult",
                value: [
                    "status": .string(status), "report": .string(report.text(maximumReasons: 200)),
                    "structuredReport": [
                        "type": "CLI_INGEST", "serializedValue": .string(report.json.text),
                        "contentType": "application/json",
                    ],
                    "startTimeMs": .int(identity.started),
                    "durationMs": .int(Int64((report.seconds * 1000).rounded())),
                ])
        ]
    }
}
