import Basics
import CatalogModel
import CatalogSchema

/// Turns a proposal into a write that the store can take: everything about it that needs no stored state.
public struct ProposalPreparer: Sendable {
    private let model: MetadataModel
    private let clock: any WallClock
    private let projector: AspectProjector
    /// The defaults that go with batches of this preparer's writes.
    public let defaults: StandardDefaults

    public init(model: MetadataModel, clock: any WallClock = SystemClock()) {
        self.model = model
        self.clock = clock
        projector = AspectProjector(model: model)
        defaults = StandardDefaults(model: model, projector: projector)
    }

    /// The write that a proposal asks for, or why it cannot be done.
    /// - Parameter yields: Whether a version that another run wrote stays; see ``AspectWrite/yields``.
    public func prepare(
        _ proposal: Proposal, actor: String, yields: Bool = false
    ) -> Result<AspectWrite, ProposalProblem> {
        Result { () throws(ProposalProblem) in try write(proposal, actor, yields) }
    }

    /// The same value of the same aspect, seen once more: what was derived from it holds, only who saw it and when is told anew.
    public func again(_ write: AspectWrite, systemMetadata: SystemMetadata, actor: String) -> AspectWrite {
        let now = clock.now
        var metadata = systemMetadata
        metadata.lastObserved = metadata.lastObserved ?? now
        return AspectWrite(
            urn: write.urn, aspect: write.aspect, kind: write.kind, text: write.text, digest: write.digest,
            systemMetadata: metadata, created: AuditStamp(time: now, actor: actor), projection: write.projection,
            yields: write.yields)
    }

    private func write(
        _ proposal: Proposal, _ actor: String, _ yields: Bool
    ) throws(ProposalProblem) -> AspectWrite {
        let (entity, aspect) = try definitions(proposal)
        guard proposal.changeType == .upsert else {
            throw ProposalProblem(
                .changeTypeUnsupported, "change type \(proposal.changeType.rawValue) is not supported, use UPSERT",
                path: "/changeType")
        }
        let key = try keyValue(entity, proposal.urn)
        let value: JSON
        if aspect.isKey {
            // Whatever a client says of a key, the urn decides.
            value = key
        } else {
            guard let given = proposal.value else {
                throw ProposalProblem(
                    .malformedProposal, "an \(proposal.changeType.rawValue) of \(aspect.name) needs a value",
                    path: "/aspect")
            }
            do {
                value = try aspect.validate(given).json
            } catch {
                throw ProposalProblem(.invalidAspect, "\(error)", path: "/aspect/value")
            }
        }
        let now = clock.now
        let kind: AspectWrite.Kind =
            aspect.isTimeseries ? try timeseriesKind(value, aspect.name) : .versioned
        var metadata = proposal.systemMetadata
        metadata.lastObserved = metadata.lastObserved ?? now
        do {
            return AspectWrite(
                urn: proposal.urn, aspect: aspect.name, kind: kind, text: value.text, digest: value.contentDigest,
                systemMetadata: metadata, created: AuditStamp(time: now, actor: actor),
                projection: try projector.projection(of: value, aspect: aspect, urn: proposal.urn), yields: yields)
        } catch {
            throw ProposalProblem(.invalidAspect, "\(error)", path: "/aspect/value")
        }
    }

    private func definitions(_ proposal: Proposal) throws(ProposalProblem) -> (EntityDefinition, AspectDefinition) {
        guard let entity = model.entity(named: proposal.urn.entityType) else {
            throw ProposalProblem(
                .unknownEntityType, "there is no entity type '\(proposal.urn.entityType)'", path: "/entityUrn")
        }
        guard proposal.entityType == entity.name else {
            throw ProposalProblem(
                .entityTypeMismatch,
                "expected '\(entity.name)', the type of \(proposal.urn), found '\(proposal.entityType)'",
                path: "/entityType")
        }
        guard let aspect = model.aspect(named: proposal.aspectName) else {
            throw ProposalProblem(
                .unknownAspect, "there is no aspect '\(proposal.aspectName.prefix(200))'", path: "/aspectName")
        }
        guard entity.allows(aspect: aspect.name) else {
            throw ProposalProblem(
                .aspectNotOfEntity, "entities of type '\(entity.name)' have no aspect '\(aspect.name)'",
                path: "/aspectName")
        }
        return (entity, aspect)
    }

    private func keyValue(_ entity: EntityDefinition, _ urn: Urn) throws(ProposalProblem) -> JSON {
        do {
            return try entity.keyValue(of: urn)
        } catch {
            throw ProposalProblem(.badURN, "'\(urn)' is no urn of type '\(entity.name)': \(error)", path: "/entityUrn")
        }
    }

    /// Two points are one when moment, granularity, message id and partition are equal, as in DataHub.
    private func timeseriesKind(_ value: JSON, _ aspect: String) throws(ProposalProblem) -> AspectWrite.Kind {
        // Years 0 to 9999: what dates can be written of, and far from where arithmetic on times ends.
        guard let timestamp = value["timestampMillis"]?.intValue,
            (-62_167_219_200_000...253_402_300_799_999).contains(timestamp)
        else {
            throw ProposalProblem(
                .invalidAspect, "\(aspect) needs timestampMillis, milliseconds of a year from 0 to 9999",
                path: "/aspect/value/timestampMillis")
        }
        let identity: JSON = [
            "at": .int(timestamp), "granularity": value["eventGranularity"] ?? .null,
            "message": value["messageId"] ?? .null, "partition": value["partitionSpec"] ?? .null,
        ]
        return .timeseries(timestamp: timestamp, identity: identity.contentDigest)
    }
}
