import Basics
import CatalogModel
import CatalogService
import HTTPServer

/// `POST /v1/events/trino`: what Trino's HTTP event listener posts, one event a request.
public struct TrinoEvents: Sendable {
    /// How the clusters that post are called in urns; a request may say otherwise.
    public struct Settings: Sendable {
        /// DataHub's fabric, `PROD`.
        public var env: String
        /// The platform instance that the Trino connector was given for the cluster.
        public var platformInstance: String?

        public init(env: String = "PROD", platformInstance: String? = nil) {
            self.env = env
            self.platformInstance = platformInstance
        }
    }

    private let recorder: TrinoRecorder
    private let settings: Settings
    private let logger: Logger

    public init(
        writer: MetadataWriter, store: any MetadataStore, lineage: any LineageReader, settings: Settings = Settings(),
        logger: Logger
    ) {
        recorder = TrinoRecorder(writer: writer, store: store, lineage: lineage)
        self.settings = settings
        self.logger = logger
    }

    /// Adds the route; its name is its `operationId`.
    public func addRoutes(to router: inout Router) {
        router.on("POST", "/v1/events/trino", name: "postTrinoEvent") { request in
            do throws(LineageProblem) {
                return try await take(request)
            } catch {
                return error.response(to: request, logger: logger)
            }
        }
    }

    private func take(_ request: HTTPRequest) async throws(LineageProblem) -> HTTPResponse {
        let names = try names(request)
        let json: JSON
        do {
            json = try JSON.parse(request.body)
        } catch {
            throw LineageProblem(EventProblem("the body is no JSON: \(error)", path: "", code: .malformedJSON))
        }
        let event: TrinoEvent
        do {
            event = try TrinoEvent(json)
        } catch {
            throw LineageProblem(error)
        }
        guard case .completed(let query) = event else {
            return Self.answer("ignored", reason: "only completed queries tell of lineage and usage")
        }
        let outcome: TrinoRecorder.Outcome
        do {
            outcome = try await recorder.record(query, names: names)
        } catch {
            switch error {
            case .event(let problem): throw LineageProblem(problem)
            case .store(let error): throw LineageProblem(error)
            }
        }
        switch outcome {
        case .recorded(let lineage, let position): return Self.answer("recorded", lineage, position)
        case .repeated(let lineage, let position): return Self.answer("repeated", lineage, position)
        case .ignored(let reason): return Self.answer("ignored", reason: reason)
        }
    }

    /// The cluster's names: by the request's parameters, else by the settings.
    private func names(_ request: HTTPRequest) throws(LineageProblem) -> QueryNames {
        var names = QueryNames(platform: "trino", env: settings.env, instance: settings.platformInstance)
        for (name, value) in request.query {
            switch name {
            case "env":
                guard Urn.isEnvironment(value) else {
                    throw Self.parameter("the query field 'env' must be a word such as PROD or DEV")
                }
                names.env = value
            case "platformInstance":
                guard (try? Urn.dataset(platform: "trino", name: "x", instance: value, env: "PROD")) != nil,
                    value.utf8.count <= 200
                else { throw Self.parameter("the query field 'platformInstance' cannot be part of a urn") }
                names.instance = value.isEmpty ? nil : value
            default:
                throw Self.parameter("there is no query field '\(name.prefix(100))', only platformInstance and env")
            }
        }
        return names
    }

    private static func parameter(_ message: String) -> LineageProblem {
        LineageProblem(EventProblem(message, path: ""))
    }

    private static func answer(
        _ outcome: JSON, _ lineage: TrinoLineage? = nil, _ position: Position? = nil, reason: String? = nil
    ) -> HTTPResponse {
        var response = HTTPResponse.json([
            "outcome": outcome, "reason": reason.map(JSON.string) ?? .null,
            "query": lineage.map { .string($0.queryURN.text) } ?? .null,
            "job": (lineage?.job).map { .string($0.urn.text) } ?? .null,
            "position": position.map { .int($0.value) } ?? .null,
        ])
        if let position { response.headers.set("Catalog-Position", String(position.value)) }
        return response
    }
}
