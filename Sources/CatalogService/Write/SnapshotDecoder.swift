import Basics
import CatalogModel
import CatalogSchema

/// Takes a snapshot apart: DataHub's older way to write, one entity with several aspects, each by its class name.
///
/// ```json
/// {"com.linkedin.metadata.snapshot.DatasetSnapshot": {
///     "urn": "urn:li:dataset:(…)",
///     "aspects": [{"com.linkedin.common.Status": {"removed": false}}]}}
/// ```
/// Class names are taken in rest.li's form and in Avro's (`com.linkedin.pegasus2avro.…`).
public struct SnapshotDecoder: Sendable {
    private let model: MetadataModel

    public init(model: MetadataModel) { self.model = model }

    /// One proposal an aspect, in the order of the snapshot; a snapshot without aspects proposes the entity's key.
    /// - Parameters:
    ///   - json: The snapshot.
    ///   - systemMetadata: What the sender noted about all of them.
    /// - Throws: The first problem with its place in the snapshot. Values are not held against the schema here.
    public func proposals(
        fromSnapshot json: JSON, systemMetadata: SystemMetadata
    ) throws(ProposalProblem) -> [Proposal] {
        let (className, body) = try only(json, of: "a snapshot")
        guard let entity = model.entity(snapshotClass: className) else {
            throw ProposalProblem(.unknownEntityType, "there is no snapshot of class \(shown(className))")
        }
        let path = "/" + className
        guard let text = body["urn"]?.stringValue else {
            throw ProposalProblem(.malformedProposal, "a snapshot has a urn, expected a string", path: path + "/urn")
        }
        let urn = try urn(text, of: entity, path: path + "/urn")
        guard let list = body["aspects"]?.arrayValue else {
            throw ProposalProblem(
                .malformedProposal, "expected an array, found \(body["aspects"]?.kindName ?? "nothing")",
                path: path + "/aspects")
        }
        if list.isEmpty { return [try key(of: urn, entity, systemMetadata, path: path + "/urn")] }
        var proposals: [Proposal] = []
        proposals.reserveCapacity(list.count)
        for (index, item) in list.enumerated() {
            let place = "\(path)/aspects/\(index)"
            do throws(ProposalProblem) {
                let (className, value) = try only(item, of: "an aspect")
                guard let aspect = model.aspect(className: className) else {
                    throw ProposalProblem(.unknownAspect, "there is no aspect of class \(shown(className))")
                }
                proposals.append(
                    Proposal(urn: urn, aspectName: aspect.name, value: value, systemMetadata: systemMetadata))
            } catch {
                throw error.at(place)
            }
        }
        return proposals
    }

    /// The one member of an object that stands for a union.
    private func only(_ json: JSON, of noun: String) throws(ProposalProblem) -> (name: String, value: JSON) {
        guard let object = json.objectValue, object.count == 1, let member = object.members.first else {
            let found = json.objectValue.map { "\($0.count) members" } ?? json.kindName
            throw ProposalProblem(
                .malformedProposal, "\(noun) is an object with one member named by its class, found \(found)")
        }
        return (member.name, member.value)
    }

    private func urn(
        _ text: String, of entity: EntityDefinition, path: String
    ) throws(ProposalProblem) -> Urn {
        let urn: Urn
        do {
            urn = try Urn(text)
        } catch {
            throw ProposalProblem(.badURN, error.description, path: path)
        }
        guard urn.entityType == entity.name else {
            throw ProposalProblem(
                .entityTypeMismatch, "expected a urn of type \(entity.name), found '\(urn.text.prefix(200))'",
                path: path)
        }
        return urn
    }

    private func key(
        of urn: Urn, _ entity: EntityDefinition, _ systemMetadata: SystemMetadata, path: String
    ) throws(ProposalProblem) -> Proposal {
        do {
            let value = try entity.keyValue(of: urn)
            return Proposal(urn: urn, aspectName: entity.keyAspect, value: value, systemMetadata: systemMetadata)
        } catch {
            throw ProposalProblem(.badURN, error.description, path: path)
        }
    }

    private func shown(_ name: String) -> String {
        "'\(name.count > 100 ? name.prefix(100) + "…" : name)'"
    }
}
