import Basics

extension DataHubAPI {
    /// The release of DataHub whose contract this surface keeps; clients switch features by it and compare it with their own.
    static let contractVersion = "1.7.0.17"

    /// The answer to `GET /config`, the handshake of every client.
    ///
    /// `noCode` is the *string* `"true"`, without which clients believe to speak with the frontend. `serverType` is `prod`
    /// and `serverEnv` is `core`, which keeps the CLI from asking the network for releases and from cloud-only calls.
    /// `patchCapable` is `false` as long as patches are refused.
    static let configuration: JSON = [
        "models": [:],
        "noCode": "true",
        "retention": "true",
        "patchCapable": false,
        "statefulIngestionCapable": true,
        "supportsImpactAnalysis": true,
        "timeZone": "GMT",
        "datasetUrnNameCasing": false,
        "versions": ["acryldata/datahub": ["version": .string("v" + contractVersion), "commit": .string(modelCommit)]],
        "datahub": ["serverType": "prod", "serverEnv": "core"],
        "managedIngestion": ["enabled": false, "defaultCliVersion": .string(contractVersion)],
        "telemetry": ["enabledCli": false, "enabledIngestion": false],
    ]

    /// Stands for a commit of DataHub: clients keep the model and the GraphQL schema on disk under it, so it has to
    /// change when what we serve of either changes.
    private static let modelCommit = "catalog-1"
}
