import Basics
import CatalogModel
import CatalogSchema
import CatalogService
import HTTPServer

extension DataHubAPI {
    /// Values that one request gets at most; also what a request without `limit` gets, as in DataHub.
    private static let maximumValues: Int64 = 10_000

    /// `POST /aspects?action=getTimeseriesAspectValues`: values of a timeseries aspect, newest first.
    ///
    /// The range is inclusive. The filter may ask for top-level members by `EQUAL`, as stateful ingestion does.
    func timeseriesValues(_ request: HTTPRequest) async throws(RestLiProblem) -> HTTPResponse {
        let body = try object(in: request)
        let (urn, entity) = try entityURN(try text("urn", of: body))
        let aspect = try timeseriesAspect(try text("aspect", of: body), of: entity)
        var limit = try number("limit", of: body) ?? Self.maximumValues
        guard limit >= 1 else { throw .badRequest("'limit' must be at least 1, it is \(limit).") }
        limit = body["latestValue"] == true ? 1 : min(limit, Self.maximumValues)
        try checkOrder(body["sort"])
        let query = TimeseriesQuery(
            urn: urn, aspect: aspect.name, from: try number("startTimeMillis", of: body),
            to: try number("endTimeMillis", of: body), limit: Int(limit),
            equals: try TimeseriesFilter(aspect: aspect).equals(body["filter"]))
        let records = try await stored { () async throws(StoreError) in try await store.timeseries(query) }
        var answer = AnswerText()
        answer.openObject()
        answer.name("value")
        answer.openObject()
        answer.member("entityName", .string(entity.name))
        answer.member("aspectName", .string(aspect.name))
        answer.member("limit", .int(limit))
        answer.name("values")
        answer.openArray()
        for record in records {
            answer.openObject()
            answer.member("aspect", ["value": .string(record.value), "contentType": "application/json"])
            answer.member("systemMetadata", record.systemMetadata.json(version: nil))
            answer.closeObject()
        }
        answer.closeArray()
        answer.closeObject()
        answer.closeObject()
        return answer.response
    }

    private func timeseriesAspect(
        _ name: String?, of entity: EntityDefinition
    ) throws(RestLiProblem) -> AspectDefinition {
        guard let name else { throw .badRequest("The body has no member 'aspect'.") }
        guard let aspect = model.aspect(named: name), entity.allows(aspect: name) else {
            throw .badRequest("Entities of type '\(entity.name)' have no aspect '\(name.prefix(200))'.")
        }
        guard aspect.isTimeseries else {
            throw .badRequest("'\(name)' is no timeseries aspect; read it by GET /aspects/{urn}?aspect=\(name).")
        }
        return aspect
    }

    private func text(_ name: String, of body: JSON) throws(RestLiProblem) -> String? {
        guard let value = body[name], !value.isNull else { return nil }
        guard let text = value.stringValue else {
            throw .badRequest("'\(name)' must be a string, it is: \(value.kindName).")
        }
        return text
    }

    private func number(_ name: String, of body: JSON) throws(RestLiProblem) -> Int64? {
        guard let value = body[name], !value.isNull else { return nil }
        guard let number = value.intValue else {
            throw .badRequest("'\(name)' must be an integer, it is: \(value.text.prefix(60)).")
        }
        return number
    }

    /// Newest first is the only order so far.
    private func checkOrder(_ sort: JSON?) throws(RestLiProblem) {
        guard let sort, !sort.isNull else { return }
        guard sort["field"] == "timestampMillis", sort["order"] == "DESCENDING" else {
            throw .badRequest("'sort' must be timestampMillis DESCENDING or absent.")
        }
    }
}
