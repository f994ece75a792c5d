import Basics
import CatalogModel
import CatalogSchema
import CatalogService
import HTTPServer

extension DataHubAPI {
    /// Entities that one request may name.
    private static let maximumEntities = 1000

    /// `GET /entitiesV2/{urn}[?aspects=List(a,b)]`: the latest versioned aspects of one entity, always with its key.
    ///
    /// An entity that is not stored is answered too, with the key made from its urn alone: by that the CLI tells it.
    @Sendable func entity(_ request: HTTPRequest) async throws(RestLiProblem) -> HTTPResponse {
        let (urn, definition) = try entityURN(RestLiQuery.urn(inPath: request.path))
        let wanted = try aspectNames(of: request)
        let key = try keyValue(definition, of: urn)
        let aspects = wanted.map { $0 + [definition.keyAspect] }
        let records = try await stored { () async throws(StoreError) in
            try await store.entities([urn], aspects: aspects)
        }
        var answer = AnswerText()
        write(urn, definition, key: key, records.first ?? nil, to: &answer)
        return answer.response
    }

    /// `GET /entitiesV2?ids=List(urn,urn)[&aspects=List(a,b)]`: the same for several entities, by urn.
    @Sendable func entityBatch(_ request: HTTPRequest) async throws(RestLiProblem) -> HTTPResponse {
        guard let ids = try RestLiQuery.list("ids", of: request) else {
            throw .badRequest("The query field 'ids' is missing: ids=List(urn,urn).")
        }
        guard ids.count <= Self.maximumEntities else {
            throw .badRequest("\(ids.count) entities are asked for, \(Self.maximumEntities) are the limit.")
        }
        let wanted = try aspectNames(of: request)
        var entities: [(urn: Urn, definition: EntityDefinition, key: JSON)] = []
        var seen: Set<Urn> = []
        for id in ids {
            let (urn, definition) = try entityURN(id)
            guard seen.insert(urn).inserted else { continue }
            entities.append((urn, definition, try keyValue(definition, of: urn)))
        }
        let urns = entities.map(\.urn)
        let keys = Set(entities.map(\.definition.keyAspect)).sorted()
        let aspects = wanted.map { $0 + keys }
        let records = try await stored { () async throws(StoreError) in
            try await store.entities(urns, aspects: aspects)
        }
        var answer = AnswerText()
        answer.openObject()
        answer.name("results")
        answer.openObject()
        for (entity, record) in zip(entities, records) {
            answer.name(entity.urn.text)
            write(entity.urn, entity.definition, key: entity.key, record, to: &answer)
        }
        answer.closeObject()
        answer.member("statuses", [:])
        answer.member("errors", [:])
        answer.closeObject()
        return answer.response
    }

    /// The aspects asked for, without names that the model does not know; `nil` for all.
    private func aspectNames(of request: HTTPRequest) throws(RestLiProblem) -> [String]? {
        try RestLiQuery.list("aspects", of: request)?.filter { model.aspect(named: $0) != nil }
    }

    private func keyValue(_ definition: EntityDefinition, of urn: Urn) throws(RestLiProblem) -> JSON {
        do {
            return try definition.keyValue(of: urn)
        } catch {
            throw RestLiProblem(
                400, ProposalProblem.Code.badURN.rawValue,
                "'\(urn.text.prefix(200))' is no urn of type '\(definition.name)': \(error.description).")
        }
    }

    private func write(
        _ urn: Urn, _ definition: EntityDefinition, key: JSON, _ record: EntityRecord?, to answer: inout AnswerText
    ) {
        answer.openObject()
        answer.member("urn", .string(urn.text))
        answer.member("entityName", .string(definition.name))
        answer.name("aspects")
        answer.openObject()
        if record?.aspect(definition.keyAspect) == nil {
            let moment = AuditStamp(time: clock.now, actor: AuditStamp.systemActor)
            write(definition.keyAspect, text: key.text, moment, nil, to: &answer)
        }
        for aspect in record?.aspects ?? [] {
            write(
                aspect.name, text: aspect.value, aspect.created, aspect.systemMetadata.json(version: aspect.version),
                to: &answer)
        }
        answer.closeObject()
        answer.closeObject()
    }

    /// `version` is 0 as in DataHub's rows, where 0 is the latest; the counter is in the system metadata.
    private func write(
        _ name: String, text: String, _ created: AuditStamp, _ systemMetadata: JSON?, to answer: inout AnswerText
    ) {
        answer.name(name)
        answer.openObject()
        answer.member("name", .string(name))
        answer.member("type", "VERSIONED")
        answer.member("version", 0)
        answer.member("value", text: text)
        answer.member("created", ["time": .int(created.time), "actor": .string(created.actor)])
        if let systemMetadata { answer.member("systemMetadata", systemMetadata) }
        answer.closeObject()
    }
}
