import Basics
import CatalogModel
import CatalogService
import HTTPServer

extension CatalogAPI {
    /// Proposals of one request at most; more gain nothing and hold everybody else up.
    static let maximumProposals = 20_000

    func proposalRoutes(into router: inout Router) {
        add(&router, "POST", "/v1/proposals", name: "postProposals", postProposals)
    }

    @Sendable private func postProposals(_ request: HTTPRequest) async throws(Failure) -> HTTPResponse {
        _ = try Parameters(request, known: [])
        let (items, isBatch) = try Self.items(of: request.body)
        func place(_ index: Int) -> String { isBatch ? "/proposals/\(index)" : "" }

        let decoder = ProposalDecoder(model: services.model)
        var proposals: [Proposal] = []
        var places: [Int] = []
        var rejected: [RejectedProposal] = []
        for (index, item) in items.enumerated() {
            do {
                proposals.append(try decoder.proposal(item))
                places.append(index)
            } catch {
                rejected.append(RejectedProposal(index: index, problem: error))
            }
        }
        if !rejected.isEmpty {
            // What could be read is still held against the model, so that one answer names everything bad.
            rejected += services.writer.rejections(of: proposals)
                .map { RejectedProposal(index: places[$0.index], problem: $0.problem) }
            throw Self.rejection(rejected, of: items.count, place: place)
        }

        let receipt: CommitReceipt
        do {
            receipt = try await services.writer.write(proposals, actor: AuditStamp.unknownActor)
        } catch {
            switch error {
            case .rejected(let rejected): throw Self.rejection(rejected, of: items.count, place: place)
            case .store(let error): throw .store(error)
            }
        }
        return JSONDocument.response(headers: positionHeader(receipt.position)) { document in
            document.member("position", .int(receipt.position.value))
            document.array("results", zip(proposals, receipt.outcomes)) { pair, result in
                let (proposal, outcome) = pair
                result.member("urn", .string(proposal.urn.text))
                result.member("aspect", .string(proposal.aspectName))
                switch outcome {
                case .written(let version):
                    result.member("outcome", "written")
                    result.member("version", .int(version))
                case .unchanged(let version):
                    result.member("outcome", "unchanged")
                    result.member("version", .int(version))
                case .appended:
                    result.member("outcome", "appended")
                }
            }
        }
    }

    /// The proposals in a body: the object itself, or those of its member `proposals`.
    private static func items(of body: [UInt8]) throws(Failure) -> (items: [JSON], isBatch: Bool) {
        let json: JSON
        do {
            json = try JSON.parse(body)
        } catch {
            throw Failure(.malformedJSON, "The body is no JSON that the catalog accepts: \(error).")
        }
        guard let object = json.objectValue else {
            throw Failure(
                .malformedBody, "Expected an object, found \(json.kindName).",
                hint: "Send one proposal, or {\"proposals\": [...]}.")
        }
        guard let batch = object["proposals"] else { return ([json], false) }
        guard let items = batch.arrayValue else {
            throw Failure(.malformedBody, "/proposals: expected an array, found \(batch.kindName).")
        }
        guard (1...maximumProposals).contains(items.count) else {
            throw Failure(
                .malformedBody, "/proposals: expected 1 to \(maximumProposals) proposals, found \(items.count).")
        }
        return (items, true)
    }

    private static func rejection(
        _ rejected: [RejectedProposal], of count: Int, place: (Int) -> String
    ) -> Failure {
        let sorted = rejected.sorted { $0.index < $1.index }
        let bad = Set(sorted.map(\.index)).count
        return .problem(
            Problem(
                .proposalsRejected,
                count == 1
                    ? sorted.first?.problem.description ?? "The proposal was rejected."
                    : "\(bad) of \(count) proposals are bad, so none was written.",
                items: sorted.map { item in
                    Problem.Item(
                        index: item.index, code: item.problem.code.rawValue, message: item.problem.message,
                        path: place(item.index) + item.problem.path)
                }))
    }
}
