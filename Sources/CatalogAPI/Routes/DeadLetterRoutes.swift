import Basics
import CatalogModel
import CatalogService
import HTTPServer

extension CatalogAPI {
    func deadLetterRoutes(into router: inout Router) {
        add(&router, "GET", "/v1/dead-letters", name: "listDeadLetters", listDeadLetters)
        add(&router, "GET", "/v1/dead-letters/{id}", name: "getDeadLetter", getDeadLetter)
        add(&router, "POST", "/v1/dead-letters/{id}/replay", name: "replayDeadLetter", replayDeadLetter)
    }

    @Sendable private func listDeadLetters(_ request: HTTPRequest) async throws(Failure) -> HTTPResponse {
        let parameters = try Parameters(request, known: ["limit", "cursor", "minPosition"])
        let limit = Int(try parameters.integer("limit", in: 1...1000, default: 100))
        let cursor = Cursor(query: ["dead-letters"])
        var after: Int64 = 0
        if let place = try cursor.place(try parameters.text("cursor")) {
            guard place.count == 1, let id = place[0].intValue, id >= 0 else { throw cursor.unreadable() }
            after = id
        }
        let reached = try await awaitPosition(parameters)
        let total: Int
        var letters: [DeadLetter]
        do {
            // One more than asked tells whether there is a next page.
            (total, letters) = try await services.deadLetters.deadLetters(after: after, limit: limit + 1)
        } catch {
            throw .store(error)
        }
        var next: JSON = .null
        if letters.count > limit {
            letters.removeLast(letters.count - limit)
            if let last = letters.last { next = .string(cursor.text([.int(last.id)])) }
        }
        return JSONDocument.response(headers: positionHeader(reached)) { document in
            document.member("total", .int(Int64(total)))
            document.array("items", letters) { letter, item in item.members(of: letter) }
            document.member("next", next)
        }
    }

    @Sendable private func getDeadLetter(_ request: HTTPRequest) async throws(Failure) -> HTTPResponse {
        let parameters = try Parameters(request, known: ["minPosition"])
        let reached = try await awaitPosition(parameters)
        let letter = try await letter(parameters.segment("id"))
        return JSONDocument.response(headers: positionHeader(reached)) { document in
            document.members(of: letter)
            document.bytes("key", letter.draft.key)
            document.bytes("value", letter.draft.value)
        }
    }

    @Sendable private func replayDeadLetter(_ request: HTTPRequest) async throws(Failure) -> HTTPResponse {
        let parameters = try Parameters(request, known: [])
        let letter = try await letter(parameters.segment("id"))
        guard letter.replayedAt == nil else {
            throw Failure(.deadLetterSettled, "Dead letter \(letter.id) was applied by an earlier replay.")
        }
        guard let replayer = services.replayer else {
            throw Failure(
                .replayUnavailable, "This server does not read Kafka envelopes.",
                hint: "Start it with CATALOG_KAFKA_BROKERS, or replay through a server that has it.")
        }
        let position: Position
        do {
            if let reason = try await replayer.replay(letter) {
                throw Failure(
                    .replayFailed, reason, hint: "Mend what the reason names, then replay it again; it stays parked.")
            }
            position = try await services.store.position()
        } catch let error as StoreError {
            throw .store(error)
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure(.internalError, "The failure is in the server's log under this request id.")
        }
        return JSONDocument.response(headers: positionHeader(position)) { document in
            document.member("id", .int(letter.id))
            document.member("outcome", "applied")
            document.member("position", .int(position.value))
        }
    }

    private func letter(_ text: String) async throws(Failure) -> DeadLetter {
        guard let id = Int64(text), id > 0 else {
            throw Failure(.badParameter, "A dead letter's id is an integer from 1 on, found '\(text.prefix(100))'.")
        }
        let letter: DeadLetter?
        do {
            letter = try await services.deadLetters.deadLetter(id: id)
        } catch {
            throw .store(error)
        }
        guard let letter else { throw Failure(.deadLetterNotFound, "There is no dead letter \(id).") }
        return letter
    }
}

extension JSONDocument {
    fileprivate mutating func members(of letter: DeadLetter) {
        let draft = letter.draft
        member("id", .int(letter.id))
        member("topic", .string(draft.topic))
        member("partition", .int(Int64(draft.partition)))
        member("offset", .int(draft.offset))
        member("code", .string(draft.code))
        member("reason", .string(draft.reason))
        member("clusterId", .string(draft.clusterID))
        member("timestamp", .int(draft.timestamp))
        member("parkedAt", .int(letter.parkedAt))
        member("replayedAt", letter.replayedAt.map(JSON.int) ?? .null)
        member("bytes", .int(Int64(draft.value?.count ?? 0)))
    }

    /// Bytes as base64, and as text where they are UTF-8; `null` where there are none.
    fileprivate mutating func bytes(_ name: String, _ bytes: [UInt8]?) {
        guard let bytes else {
            member(name, .null)
            return
        }
        object(name) { item in
            item.member("base64", .string(base64(bytes)))
            item.member("text", String(validating: bytes, as: UTF8.self).map(JSON.string) ?? .null)
        }
    }
}
