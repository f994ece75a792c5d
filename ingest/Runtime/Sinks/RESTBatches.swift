import Basics
import HTTPClient

/// Sends batches to a catalog, and finds the aspects that make it refuse one.
actor RESTBatches {
    /// Refused aspects that are searched for one by one; further refused batches count as a whole.
    private static let maximumSearched = 100
    /// Batches in a row that fail by the server's fault before the run is given up.
    private static let maximumFailedBatches = 3

    private let connection: CatalogConnection
    private var failedBatches = 0
    private var refused = 0
    private var ending: IngestError?

    init(_ connection: CatalogConnection) { self.connection = connection }

    /// Writes a batch and accounts for each aspect of it.
    func deliver(_ batch: [EncodedProposal]) async -> DeliveredBatch {
        let tally = await send(batch[...])
        return DeliveredBatch(tally: tally, ending: ending)
    }

    /// Writes a few aspects that count nowhere.
    nonisolated func record(_ proposals: [EncodedProposal]) async throws(IngestError) {
        let response: HTTPClientResponse
        do { response = try await post(proposals[...]) } catch {
            throw IngestError(.destination, "the catalog cannot be reached: \(error)")
        }
        if let refusal = connection.accessError(response) { throw refusal }
        guard response.status == 200 else { throw IngestError(.destination, Self.sentence(response)) }
    }

    private func send(_ batch: ArraySlice<EncodedProposal>) async -> SinkTally {
        if let ending { return Self.failure(batch, ending.message) }
        let response: HTTPClientResponse
        do { response = try await post(batch) } catch {
            ending = ending ?? IngestError(.destination, "the catalog cannot be reached any more: \(error)")
            return Self.failure(batch, "\(error)")
        }
        switch response.status {
        case 200..<300:
            failedBatches = 0
            return Self.count(batch.count, response.body)
        case 401, 403:
            let refusal = connection.accessError(response) ?? IngestError(.access, "access denied")
            ending = refusal
            return Self.failure(batch, refusal.message)
        case 404, 405:
            let message = "\(connection.server) has no DataHub interface (\(response.status)); check the address"
            ending = IngestError(.destination, message)
            return Self.failure(batch, message)
        case 400..<500 where response.status != 429:
            return await narrow(batch, response)
        default:
            failedBatches += 1
            let message = Self.sentence(response)
            if failedBatches >= Self.maximumFailedBatches { ending = IngestError(.destination, message) }
            return Self.failure(batch, message)
        }
    }

    /// Finds the aspects that made the server refuse a batch, by halves.
    private func narrow(_ batch: ArraySlice<EncodedProposal>, _ response: HTTPClientResponse) async -> SinkTally {
        guard batch.count > 1, refused < Self.maximumSearched else {
            refused += batch.count
            return Self.failure(batch, CatalogConnection.message(response))
        }
        let middle = batch.startIndex + batch.count / 2
        var tally = await send(batch[..<middle])
        tally.add(await send(batch[middle...]))
        return tally
    }

    // MARK: Answers

    private static func sentence(_ response: HTTPClientResponse) -> String {
        "the catalog answered \(response.status): \(CatalogConnection.message(response))"
    }

    private static func failure(_ batch: ArraySlice<EncodedProposal>, _ reason: String) -> SinkTally {
        var tally = SinkTally()
        tally.failed = batch.count
        if batch.count == 1, let entry = batch.first {
            tally.note(Problem(.failed, object: "\(entry.urn) \(entry.aspectName)", reason: reason))
        } else if let first = batch.first {
            tally.note(
                Problem(.failed, object: "\(first.urn) and others in its batch", reason: reason, aspects: batch.count))
        }
        return tally
    }

    private static func count(_ aspects: Int, _ body: [UInt8]) -> SinkTally {
        let answer = try? JSON.parse(body)
        let stated = answer?["unchanged"]?.intValue.flatMap { Int(exactly: $0) } ?? 0
        var tally = SinkTally()
        tally.unchanged = max(0, min(aspects, stated))
        tally.written = aspects - tally.unchanged
        return tally
    }

    // MARK: Requests

    private nonisolated func post(
        _ batch: ArraySlice<EncodedProposal>
    ) async throws(HTTPClientError) -> HTTPClientResponse {
        var bytes: [UInt8] = Array("{\"proposals\":[".utf8)
        bytes.reserveCapacity(batch.reduce(64) { $0 + $1.bytes.count + 1 })
        for (index, entry) in batch.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes += entry.bytes
        }
        bytes += Array("],\"async\":\"false\"}".utf8)
        return try await connection.post("/aspects?action=ingestProposalBatch", bytes)
    }
}
