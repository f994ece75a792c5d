import Basics
import CatalogModel
import CatalogService
import HTTPServer

/// Writes: proposals and snapshots, each request one commit, all or nothing.
///
/// The answer comes after the commit, whatever `async` says: what a client may expect of `true` (accepted) holds all the
/// more, and it learns of a bad item.
extension DataHubAPI {
    /// `POST /aspects?action=ingestProposal`, body `{"proposal": {…}}`.
    func ingestProposal(_ request: HTTPRequest) async throws(RestLiProblem) -> HTTPResponse {
        let json = try member("proposal", of: try object(in: request))
        var intake = Intake(isBatch: false)
        take(json, 0, "/proposal", into: &intake)
        return answer(["value": "success"], try await commit(intake))
    }

    /// `POST /aspects?action=ingestProposalBatch`, body `{"proposals": [{…}, …]}`.
    ///
    /// The answer counts the request's versioned aspects: `written` made a version, `unchanged` were there already.
    func ingestProposalBatch(_ request: HTTPRequest) async throws(RestLiProblem) -> HTTPResponse {
        let list = try array("proposals", of: try object(in: request))
        var intake = Intake(isBatch: true, total: list.count)
        for (index, json) in list.enumerated() { take(json, index, "/proposals/\(index)", into: &intake) }
        let receipt = try await commit(intake)
        let counts: JSON = [
            "value": "success",
            "written": .int(Int64(receipt.outcomes.count(where: \.isWritten))),
            "unchanged": .int(Int64(receipt.outcomes.count(where: \.isUnchanged))),
            "position": .int(receipt.position.value),
        ]
        return answer(counts, receipt)
    }

    /// `POST /entities?action=ingest`, body `{"entity": {"value": <snapshot>}, "systemMetadata": {…}}`.
    func ingestSnapshot(_ request: HTTPRequest) async throws(RestLiProblem) -> HTTPResponse {
        let body = try object(in: request)
        var intake = Intake(isBatch: false)
        take(entity: try member("entity", of: body), body["systemMetadata"], 0, "/entity", into: &intake)
        return answer(nil, try await commit(intake))
    }

    /// `POST /entities?action=batchIngest`, body `{"entities": [{"value": <snapshot>}, …], "systemMetadata": [{…}, …]}`.
    func ingestSnapshotBatch(_ request: HTTPRequest) async throws(RestLiProblem) -> HTTPResponse {
        let body = try object(in: request)
        let list = try array("entities", of: body)
        var intake = Intake(isBatch: true, total: list.count)
        for (index, entity) in list.enumerated() {
            take(entity: entity, body["systemMetadata"]?[index], index, "/entities/\(index)", into: &intake)
        }
        return answer(nil, try await commit(intake))
    }

    // MARK: - Reading items

    private func take(_ json: JSON, _ index: Int, _ path: String, into intake: inout Intake) {
        intake.take(index, path: path, item: json) { () throws(ProposalProblem) in
            [try ProposalDecoder(model: model).proposal(json)]
        }
    }

    private func take(
        entity: JSON, _ systemMetadata: JSON?, _ index: Int, _ path: String, into intake: inout Intake
    ) {
        intake.take(index, path: path, item: entity) { () throws(ProposalProblem) in
            guard let snapshot = entity["value"] else {
                throw ProposalProblem(.malformedProposal, "there is no member 'value' that holds a snapshot")
            }
            let metadata = try ProposalDecoder.systemMetadata(systemMetadata)
            do throws(ProposalProblem) {
                return try SnapshotDecoder(model: model).proposals(fromSnapshot: snapshot, systemMetadata: metadata)
            } catch {
                throw error.at("/value")
            }
        }
    }

    private func member(_ name: String, of body: JSON) throws(RestLiProblem) -> JSON {
        guard let member = body[name] else {
            throw RestLiProblem(
                400, ProposalProblem.Code.malformedProposal.rawValue, "The body has no member '\(name)'.")
        }
        return member
    }

    private func array(_ name: String, of body: JSON) throws(RestLiProblem) -> [JSON] {
        guard let list = try member(name, of: body).arrayValue else {
            throw RestLiProblem(
                400, ProposalProblem.Code.malformedProposal.rawValue,
                "The body's member '\(name)' must be an array, it is: \(body[name]?.kindName ?? "nothing").")
        }
        return list
    }

    // MARK: - Writing

    /// Writes what a request brought, or says what is wrong with every item of it.
    func commit(_ intake: Intake) async throws(RestLiProblem) -> CommitReceipt {
        var intake = intake
        guard intake.refusals.isEmpty else {
            intake.refuse(writer.rejections(of: intake.proposals))
            throw intake.problem
        }
        if intake.proposals.isEmpty {
            let position = try await stored { () async throws(StoreError) in try await store.position() }
            return CommitReceipt(position: position, outcomes: [])
        }
        do {
            return try await writer.write(intake.proposals, actor: AuditStamp.unknownActor)
        } catch {
            switch error {
            case .rejected(let rejected):
                intake.refuse(rejected)
                throw intake.problem
            case .store(let error): throw RestLiProblem(error)
            }
        }
    }

    /// 200 with the position of the commit and a trace id, from which clients read the moment of the write.
    func answer(_ body: JSON?, _ receipt: CommitReceipt, status: Int = 200) -> HTTPResponse {
        var response = body.map { HTTPResponse.json($0, status: status) } ?? .empty(status)
        response.headers.set("Catalog-Position", receipt.position.description)
        response.headers.set("traceparent", traceParent())
        return response
    }

    /// A W3C trace context whose trace id begins with the time in microseconds, as DataHub's do.
    private func traceParent() -> String {
        let micros = UInt64(clamping: clock.now) &* 1000
        let digits = String(micros, radix: 16)
        let time = String(repeating: "0", count: 16 - digits.utf8.count) + digits
        return "00-\(time)\(hex(randomBytes(8)))-\(hex(randomBytes(8)))-01"
    }
}

extension WriteOutcome {
    fileprivate var isUnchanged: Bool {
        if case .unchanged = self { return true }
        return false
    }
}
