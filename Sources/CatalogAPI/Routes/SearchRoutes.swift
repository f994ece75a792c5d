import Basics
import CatalogModel
import CatalogService
import HTTPServer

extension CatalogAPI {
    func searchRoutes(into router: inout Router) {
        add(&router, "GET", "/v1/search", name: "search", search)
    }

    @Sendable private func search(_ request: HTTPRequest) async throws(Failure) -> HTTPResponse {
        let parameters = try Parameters(
            request, known: ["query", "type", "platform", "limit", "cursor", "includeRemoved", "minPosition"])
        var query = SearchQuery(
            text: try parameters.text("query") ?? "", types: try types(parameters),
            platforms: try platforms(parameters), includeRemoved: try parameters.boolean("includeRemoved"),
            limit: Int(try parameters.integer("limit", in: 1...1000, default: 20)))
        let cursor = Cursor(
            query: ["search", query.text, "\(query.includeRemoved)"] + query.types.sorted() + ["platforms"]
                + query.platforms.sorted())
        if let place = try cursor.place(try parameters.text("cursor")) {
            // The score travels as its bits: decimal text could name a neighbour and repeat or skip an entity.
            guard let bits = place[0].stringValue.flatMap({ UInt64($0, radix: 16) }), place.count == 2,
                let urn = place[1].stringValue, Double(bitPattern: bits).isFinite
            else { throw cursor.unreadable() }
            query.after = SearchCursor(score: Double(bitPattern: bits), urn: urn)
        }
        _ = try await awaitPosition(parameters)
        let begin = monotonicNanoseconds()
        let page: SearchPage
        do {
            page = try await services.search.search(query)
        } catch {
            throw .store(error)
        }
        services.metrics.observe(
            CatalogMetrics.searchSeconds, ["rest"], Double(monotonicNanoseconds() &- begin) / 1_000_000_000)
        let next = page.next.map { cursor.text([.string(String($0.score.bitPattern, radix: 16)), .string($0.urn)]) }
        return JSONDocument.response(headers: positionHeader(page.position)) { document in
            document.member("total", .int(Int64(page.total)))
            document.member("complete", true)
            document.array("items", page.hits) { hit, item in
                item.member("urn", .string(hit.urn))
                item.member("type", .string(hit.type))
                item.member("name", .string(hit.name))
                item.member("platform", hit.platform.map(JSON.string) ?? .null)
                item.member("description", hit.description.map(JSON.string) ?? .null)
                item.member("removed", .bool(hit.removed))
                item.member("score", .double(hit.score))
            }
            document.array("facets", page.facets) { facet, item in
                item.member("field", .string(facet.field))
                item.array("buckets", facet.buckets) { bucket, entry in
                    entry.member("value", .string(bucket.value))
                    entry.member("count", .int(Int64(bucket.count)))
                }
            }
            document.member("next", next.map(JSON.string) ?? .null)
        }
    }

    private func types(_ parameters: Parameters) throws(Failure) -> [String] {
        let types = parameters.list("type")
        for type in types where services.model.entity(named: type) == nil {
            let near = nearestName(to: type, among: services.model.entities.map(\.name))
            throw Failure(
                .unknownEntityType, "There is no entity type '\(type.prefix(100))'.",
                hint: near.map { "Did you mean '\($0)'?" })
        }
        return types
    }

    /// Platforms by urn, or by the name that a platform's urn ends with.
    private func platforms(_ parameters: Parameters) throws(Failure) -> [String] {
        var platforms: [String] = []
        for text in parameters.list("platform") {
            do {
                platforms.append(try text.hasPrefix("urn:li:") ? Urn(text).text : Urn.dataPlatform(text).text)
            } catch {
                throw Failure(
                    .badParameter, "'platform' must be a platform's name or urn: \(error).",
                    hint: "For example platform=hive or platform=urn:li:dataPlatform:hive.")
            }
        }
        return platforms
    }
}
