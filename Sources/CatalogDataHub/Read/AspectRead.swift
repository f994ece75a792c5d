import Basics
import CatalogModel
import CatalogService
import HTTPServer

extension DataHubAPI {
    /// `GET /aspects/{urn}?aspect=NAME&version=N`: one version of one aspect, 0 being the latest and 1 the oldest.
    ///
    /// 404 where the entity or the aspect is not stored, which clients take for "none"; `exists` asks for the key aspect.
    /// A soft-deleted entity still answers.
    @Sendable func aspect(_ request: HTTPRequest) async throws(RestLiProblem) -> HTTPResponse {
        let (urn, _) = try entityURN(RestLiQuery.urn(inPath: request.path))
        guard let name = request.queryValue("aspect"), !name.isEmpty else {
            throw .badRequest("The query field 'aspect' is missing.")
        }
        let version = try version(request.queryValue("version"))
        guard let aspect = model.aspect(named: name) else {
            throw .notFound("There is no aspect '\(name.prefix(200))'.")
        }
        guard !aspect.isTimeseries else {
            throw .badRequest(
                "'\(name)' is a timeseries aspect; read it by POST /aspects?action=getTimeseriesAspectValues.")
        }
        let record = try await stored { () async throws(StoreError) in
            try await store.aspect(of: urn, name: name, version: version)
        }
        guard let record else {
            throw .notFound("Did not find urn: \(urn) aspect: \(name) version: \(version)")
        }
        var answer = AnswerText()
        answer.openObject()
        answer.name("aspect")
        answer.openObject()
        answer.member(aspect.className, text: record.value)
        answer.closeObject()
        answer.member("version", .int(version))
        answer.member("systemMetadata", record.systemMetadata.json(version: record.version))
        answer.closeObject()
        return answer.response
    }

    private func version(_ text: String?) throws(RestLiProblem) -> Int64 {
        guard let text, !text.isEmpty else { return 0 }
        guard let version = Int64(text), version >= 0 else {
            throw .badRequest("The query field 'version' must be a number from 0, it is '\(text.prefix(60))'.")
        }
        return version
    }
}
