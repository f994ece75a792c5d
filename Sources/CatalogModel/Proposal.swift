import Basics

/// What a proposal asks to be done with an aspect; the names are DataHub's.
public enum ChangeType: String, Sendable, CaseIterable {
    case upsert = "UPSERT"
    case create = "CREATE"
    case update = "UPDATE"
    case delete = "DELETE"
    case patch = "PATCH"
    case restate = "RESTATE"
    case createEntity = "CREATE_ENTITY"
}

/// A wish to change one aspect of one entity: DataHub's MetadataChangeProposal, decoded but not yet held against the schema.
public struct Proposal: Sendable, Equatable {
    public var urn: Urn
    /// The entity type that the sender named; it has to be the urn's.
    public var entityType: String
    public var changeType: ChangeType
    public var aspectName: String
    /// The aspect's value; `nil` where the change type needs none.
    public var value: JSON?
    public var systemMetadata: SystemMetadata
    /// Conditions and hints that travel with a proposal, e.g. `If-Version-Match`.
    public var headers: [String: String]

    public init(
        urn: Urn, entityType: String? = nil, changeType: ChangeType = .upsert, aspectName: String, value: JSON?,
        systemMetadata: SystemMetadata = SystemMetadata(), headers: [String: String] = [:]
    ) {
        self.urn = urn
        self.entityType = entityType ?? urn.entityType
        self.changeType = changeType
        self.aspectName = aspectName
        self.value = value
        self.systemMetadata = systemMetadata
        self.headers = headers
    }
}

/// Where a value came from: the run and the moment it was observed, and what else the producer noted.
public struct SystemMetadata: Sendable, Equatable {
    /// DataHub's word for "no run named".
    public static let noRun = "no-run-id-provided"

    /// When the producer saw the value; `nil` means on arrival.
    public var lastObserved: Milliseconds?
    public var runID: String
    public var lastRunID: String
    /// The remaining members (`pipelineName`, `properties`, …) as they came.
    public var others: JSONObject

    public init(
        lastObserved: Milliseconds? = nil, runID: String = noRun, lastRunID: String = noRun,
        others: JSONObject = JSONObject()
    ) {
        self.lastObserved = lastObserved
        self.runID = runID
        self.lastRunID = lastRunID
        self.others = others
    }

    /// The object that DataHub's clients read, with the version counter as its decimal string.
    public func json(version: Int64?) -> JSON {
        var object = JSONObject()
        if let lastObserved { object.members.append(.init("lastObserved", .int(lastObserved))) }
        object.members.append(.init("runId", .string(runID)))
        object.members.append(.init("lastRunId", .string(lastRunID)))
        object.members.append(contentsOf: others.members)
        if let version { object["version"] = .string(String(version)) }
        return .object(object)
    }
}
