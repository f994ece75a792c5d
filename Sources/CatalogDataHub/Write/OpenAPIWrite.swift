import Basics
import CatalogModel
import CatalogService
import HTTPServer

/// Writes in the form of DataHub's OpenAPI v3, which the Python SDK prefers when it made its client from the environment.
extension DataHubAPI {
    /// `POST /openapi/v3/entity/{type}?async=false`, body `[{"urn": …, "<aspect>": {"value": {…}, "systemMetadata": {…}}}, …]`.
    ///
    /// Every member of an item beside `urn` is an aspect; the same urn may come again. One commit, answered after it: 200,
    /// or 202 where the client asked for `async`, which is the default there.
    @Sendable func ingestEntities(_ request: HTTPRequest) async throws(RestLiProblem) -> HTTPResponse {
        let type = request.pathParameters["type"] ?? ""
        guard let entity = model.entities.first(where: { equalIgnoringASCIICase($0.name, type) }) else {
            throw RestLiProblem(
                400, ProposalProblem.Code.unknownEntityType.rawValue, "There is no entity type '\(type.prefix(60))'.")
        }
        let list = try items(in: request)
        var intake = Intake(isBatch: true, total: list.count)
        for (index, item) in list.enumerated() {
            intake.take(index, path: "/\(index)", item: item) { () throws(ProposalProblem) in
                try proposals(ofItem: item, entityType: entity.name)
            }
        }
        let receipt = try await commit(intake)
        let isAsync = request.queryValue("async") != "false"
        return answer(.array(list.map(Self.echo)), receipt, status: isAsync ? 202 : 200)
    }

    /// `PATCH` of the same resource: refused as the change type that it is.
    @Sendable func patchEntities(_ request: HTTPRequest) async throws(RestLiProblem) -> HTTPResponse {
        throw RestLiProblem(
            422, ProposalProblem.Code.changeTypeUnsupported.rawValue, "Patches are not supported, write whole aspects.")
    }

    private func items(in request: HTTPRequest) throws(RestLiProblem) -> [JSON] {
        let json: JSON
        do {
            json = try JSON.parse(request.body)
        } catch {
            throw RestLiProblem(
                400, ProposalProblem.Code.malformedJSON.rawValue, "The body is not JSON: \(error.description).")
        }
        guard let list = json.arrayValue else {
            throw RestLiProblem(
                400, ProposalProblem.Code.malformedProposal.rawValue,
                "The body must be an array of entities, it is: \(json.kindName).")
        }
        return list
    }

    private func proposals(ofItem item: JSON, entityType: String) throws(ProposalProblem) -> [Proposal] {
        guard let members = item.objectValue?.members else {
            throw ProposalProblem(.malformedProposal, "expected an object, found \(item.kindName)")
        }
        let decoder = ProposalDecoder(model: model)
        var proposals: [Proposal] = []
        for member in members where member.name != "urn" {
            guard let aspect = member.value.objectValue else {
                throw ProposalProblem(
                    .malformedProposal, "expected an object with 'value', found \(member.value.kindName)",
                    path: "/" + member.name.prefix(100))
            }
            var proposal = JSONObject([
                .init("entityType", .string(entityType)), .init("aspectName", .string(member.name)),
                .init("aspect", .object(JSONObject([.init("value", aspect["value"] ?? .null)]))),
            ])
            proposal["entityUrn"] = item["urn"]
            proposal["systemMetadata"] = aspect["systemMetadata"]
            proposal["headers"] = aspect["headers"]
            proposals.append(try decoder.proposal(.object(proposal)))
        }
        guard !proposals.isEmpty else {
            throw ProposalProblem(.malformedProposal, "there is no aspect beside the urn")
        }
        return proposals
    }

    /// An item as the client gets it back: what it wrote, without the conditions.
    private static func echo(_ item: JSON) -> JSON {
        guard var object = item.objectValue else { return item }
        for index in object.members.indices {
            if case .object(var aspect) = object.members[index].value {
                aspect["headers"] = nil
                object.members[index].value = .object(aspect)
            }
        }
        return .object(object)
    }
}
