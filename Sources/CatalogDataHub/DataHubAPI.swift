import Basics
import CatalogModel
import CatalogSchema
import CatalogService
import HTTPServer

/// DataHub's REST surface, as its released clients use it.
///
/// Every handler answers from the ports it was given; none keeps anything between requests. Bad input is 4xx with a
/// `message`, a store that may recover is 503, and nothing that a client sends is 500.
public struct DataHubAPI: Sendable {
    let model: MetadataModel
    let writer: MetadataWriter
    let store: any MetadataStore
    let registry: any RegistryStore
    let clock: any WallClock

    public init(
        model: MetadataModel, writer: MetadataWriter, store: any MetadataStore, registry: any RegistryStore,
        clock: any WallClock = SystemClock()
    ) {
        self.model = model
        self.writer = writer
        self.store = store
        self.registry = registry
        self.clock = clock
    }

    /// Adds the routes of this surface.
    ///
    /// They take doubled and trailing slashes, because some clients keep the slash of a configured base address and
    /// `datahub put` writes `/aspects/?action=…`.
    public func addRoutes(to router: inout Router) {
        add("GET", "/config", "datahub.config", to: &router) { _ in .json(Self.configuration) }
        add("POST", "/aspects", "datahub.aspects.action", to: &router, aspectsAction)
        add("GET", "/aspects/{urn...}", "datahub.aspect", to: &router, aspect)
        add("POST", "/entities", "datahub.entities.action", to: &router, entitiesAction)
        add("GET", "/entitiesV2", "datahub.entities", to: &router, entityBatch)
        add("GET", "/entitiesV2/{urn...}", "datahub.entity", to: &router, entity)
        add("POST", "/openapi/v3/entity/{type}", "datahub.openapi.write", to: &router, ingestEntities)
        add("PATCH", "/openapi/v3/entity/{type}", "datahub.openapi.patch", to: &router, patchEntities)
        SchemaRegistry(store: registry).addRoutes(to: &router)
    }

    private func add(
        _ method: String, _ pattern: String, _ name: String, to router: inout Router,
        _ handler: @escaping @Sendable (HTTPRequest) async throws(RestLiProblem) -> HTTPResponse
    ) {
        router.on(method, pattern, name: name, toleratesSlashes: true) { request in
            do throws(RestLiProblem) {
                return try await handler(request)
            } catch {
                return error.response
            }
        }
    }

    // MARK: - Actions

    @Sendable private func aspectsAction(_ request: HTTPRequest) async throws(RestLiProblem) -> HTTPResponse {
        switch request.queryValue("action") {
        case "ingestProposal": try await ingestProposal(request)
        case "ingestProposalBatch": try await ingestProposalBatch(request)
        case "getTimeseriesAspectValues": try await timeseriesValues(request)
        case let action:
            throw unknownAction(action, known: "ingestProposal, ingestProposalBatch, getTimeseriesAspectValues")
        }
    }

    @Sendable private func entitiesAction(_ request: HTTPRequest) async throws(RestLiProblem) -> HTTPResponse {
        switch request.queryValue("action") {
        case "ingest": try await ingestSnapshot(request)
        case "batchIngest": try await ingestSnapshotBatch(request)
        case let action: throw unknownAction(action, known: "ingest, batchIngest")
        }
    }

    private func unknownAction(_ action: String?, known: String) -> RestLiProblem {
        let given =
            action.map { "The action '\($0.prefix(60))' is not known here" } ?? "The query field 'action' is missing"
        return RestLiProblem(400, "unknown_action", "\(given); there are: \(known).")
    }

    // MARK: - What handlers share

    /// The JSON object that is a request's body.
    func object(in request: HTTPRequest) throws(RestLiProblem) -> JSON {
        let json: JSON
        do {
            json = try JSON.parse(request.body)
        } catch {
            throw RestLiProblem(
                400, ProposalProblem.Code.malformedJSON.rawValue, "The body is not JSON: \(error.description).")
        }
        guard json.objectValue != nil else {
            throw RestLiProblem(
                400, ProposalProblem.Code.malformedProposal.rawValue,
                "The body must be a JSON object, it is: \(json.kindName).")
        }
        return json
    }

    /// A urn of a known type, with its type.
    func entityURN(_ text: String?) throws(RestLiProblem) -> (urn: Urn, entity: EntityDefinition) {
        let urn: Urn
        do {
            urn = try Urn(text ?? "")
        } catch {
            throw RestLiProblem(400, ProposalProblem.Code.badURN.rawValue, error.description + ".")
        }
        guard let entity = model.entity(named: urn.entityType) else {
            throw RestLiProblem(
                400, ProposalProblem.Code.unknownEntityType.rawValue,
                "There is no entity type '\(urn.entityType.prefix(60))', named in '\(urn.text.prefix(200))'.")
        }
        return (urn, entity)
    }

    /// Does what a store is asked, with its failures as answers.
    func stored<Value: Sendable>(
        _ work: () async throws(StoreError) -> Value
    ) async throws(RestLiProblem) -> Value {
        do {
            return try await work()
        } catch {
            throw RestLiProblem(error)
        }
    }
}
