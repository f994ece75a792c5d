import Basics
import CatalogModel
import CatalogService
import HTTPServer

extension CatalogAPI {
    func entityRoutes(into router: inout Router) {
        add(&router, "GET", "/v1/entities/{urn}", name: "getEntity", getEntity)
        add(&router, "GET", "/v1/entities/{urn}/aspects/{name}", name: "getAspect", getAspect)
    }

    @Sendable private func getEntity(_ request: HTTPRequest) async throws(Failure) -> HTTPResponse {
        let parameters = try Parameters(request, known: ["aspects", "minPosition"])
        let urn = try parameters.urn()
        let names = parameters.list("aspects")
        for name in names { try requireVersioned(name) }
        let reached = try await awaitPosition(parameters)
        let records: [EntityRecord?]
        do {
            records = try await services.store.entities([urn], aspects: names.isEmpty ? nil : names)
        } catch {
            throw .store(error)
        }
        guard let entity = records.first ?? nil else { throw entityNotFound(urn) }
        return JSONDocument.response(headers: positionHeader(reached)) { document in
            document.member("urn", .string(urn.text))
            document.member("type", .string(urn.entityType))
            document.member("removed", .bool(entity.removed))
            document.member("position", .int(entity.position.value))
            document.object("aspects") { aspects in
                for aspect in entity.aspects {
                    aspects.object(aspect.name) { $0.members(of: aspect) }
                }
            }
        }
    }

    @Sendable private func getAspect(_ request: HTTPRequest) async throws(Failure) -> HTTPResponse {
        let parameters = try Parameters(request, known: ["version", "minPosition"])
        let urn = try parameters.urn()
        let name = parameters.segment("name")
        let version = try parameters.integer("version", in: 0...Int64.max, default: 0)
        try requireVersioned(name)
        let reached = try await awaitPosition(parameters)
        let found: AspectRecord?
        do {
            found = try await services.store.aspect(of: urn, name: name, version: version)
        } catch {
            throw .store(error)
        }
        guard let aspect = found else {
            let which = version == 0 ? "" : " in version \(version)"
            throw Failure(.aspectNotFound, "'\(shown(urn))' has no aspect '\(name)'\(which).")
        }
        return JSONDocument.response(headers: positionHeader(reached)) { document in
            document.member("urn", .string(urn.text))
            document.member("name", .string(name))
            document.members(of: aspect)
        }
    }

    /// Refuses names that no entity can have as a versioned aspect.
    private func requireVersioned(_ name: String) throws(Failure) {
        guard let aspect = services.model.aspect(named: name) else {
            let near = nearestName(to: name, among: services.model.aspects.map(\.name))
            throw Failure(
                .unknownAspect, "There is no aspect '\(name.prefix(100))'.", hint: near.map { "Did you mean '\($0)'?" })
        }
        guard !aspect.isTimeseries else {
            throw Failure(
                .aspectNotVersioned, "'\(name)' is a timeseries and has no latest version.",
                hint: "Read it with DataHub's POST /aspects?action=getTimeseriesAspectValues.")
        }
    }

    func entityNotFound(_ urn: Urn) -> Failure {
        guard services.model.entity(named: urn.entityType) == nil else {
            return Failure(.entityNotFound, "'\(shown(urn))' was never written.")
        }
        let near = nearestName(to: urn.entityType, among: services.model.entities.map(\.name))
        return Failure(
            .entityNotFound, "There is no entity type '\(urn.entityType.prefix(100))'.",
            hint: near.map { "Did you mean '\($0)'?" })
    }

    func shown(_ urn: Urn) -> String { urn.text.count > 200 ? urn.text.prefix(200) + "…" : urn.text }

    func positionHeader(_ position: Position?) -> HTTPHeaders {
        guard let position else { return [:] }
        return ["Catalog-Position": position.description]
    }
}

extension JSONDocument {
    fileprivate mutating func members(of aspect: AspectRecord) {
        member("value", splicing: aspect.value)
        member("version", .int(aspect.version))
        member("position", .int(aspect.position.value))
        member("systemMetadata", aspect.systemMetadata.json(version: aspect.version))
        object("created") { created in
            created.member("time", .int(aspect.created.time))
            created.member("actor", .string(aspect.created.actor))
        }
    }
}
