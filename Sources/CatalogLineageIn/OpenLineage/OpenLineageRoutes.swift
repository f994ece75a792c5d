import Basics
import CatalogModel
import CatalogService
import CatalogModel
import CatalogService
import HTTPServer

/// `POST …/lineage` as OpenLineage's clients know it, at the root and below DataHub's path, for one event or several.
///
/// One event is answered with 200 after its commit, or with a problem that names the field. Of several, those that can be taken
/// are, and the answer counts them and names the others: 200 where all were, 207 where some were, 400 where none was.
extension LineageInAPI {
    func addOpenLineageRoutes(to router: inout Router) {
        for (base, place) in [("/api/v1", ""), ("/openapi/openlineage/api/v1", "AtDataHub")] {
            add("POST", "\(base)/lineage", "postLineageEvents\(place)", to: &router) {
                request throws(LineageProblem) in try await take(try document(request))
            }
            add("POST", "\(base)/lineage/batch", "postLineageEventBatch\(place)", to: &router) {
                request throws(LineageProblem) in
                let json = try document(request)
                guard json.arrayValue != nil else {
                    throw LineageProblem(EventProblem("expected an array of events, found \(json.kindName)", path: "/"))
                }
                return try await take(json)
            }
            add("GET", "\(base)/lineage/events", "listLineageEvents\(place)", to: &router, events)
        }
    }

    private func add(
        _ method: String, _ pattern: String, _ name: String, to router: inout Router,
        _ handler: @escaping @Sendable (HTTPRequest) async throws(LineageProblem) -> HTTPResponse
    ) {
        let logger = logger
        router.on(method, pattern, name: name, toleratesSlashes: true) { request in
            do throws(LineageProblem) {
                return try await handler(request)
            } catch {
                return error.response(to: request, logger: logger)
            }
        }
    }

    private func document(_ request: HTTPRequest) throws(LineageProblem) -> JSON {
        do {
            return try JSON.parse(request.body)
        } catch {
            throw LineageProblem(EventProblem("the body is no JSON: \(error)", path: "", code: .malformedJSON))
        }
    }

    private func take(_ json: JSON) async throws(LineageProblem) -> HTTPResponse {
        let decoder = EventDecoder(naming: naming)
        guard let items = json.arrayValue else {
            let event: LineageEvent
            do {
                event = try decoder.event(json)
            } catch {
                throw LineageProblem(error)
            }
            let receipt = try await write([event])
            if case .refused(let problem) = receipt.outcomes.first { throw LineageProblem(problem) }
            return answer(["status": "success"], 200, receipt.position)
        }
        var events: [LineageEvent] = []
        var places: [Int] = []
        var failures: [(index: Int, problem: EventProblem)] = []
        for (index, item) in items.enumerated() {
            do {
                events.append(try decoder.event(item))
                places.append(index)
            } catch {
                failures.append((index, error))
            }
        }
        let receipt = try await write(events)
        for (place, outcome) in zip(places, receipt.outcomes) {
            if case .refused(let problem) = outcome { failures.append((place, problem)) }
        }
        return summary(items.count, failures.sorted { $0.index < $1.index }, receipt.position)
    }

    private func write(_ events: [LineageEvent]) async throws(LineageProblem) -> LineageReceipt {
        do {
            if events.isEmpty { return .init(position: try await store.position(), outcomes: []) }
            return try await writer.write(events)
        } catch {
            throw LineageProblem(error)
        }
    }

    private func summary(
        _ received: Int, _ failures: [(index: Int, problem: EventProblem)], _ position: Position
    ) -> HTTPResponse {
        let status = failures.isEmpty ? 200 : failures.count < received ? 207 : 400
        var body = JSONObject([
            .init("status", failures.isEmpty ? "success" : status == 207 ? "partial_success" : "failure"),
            .init(
                "summary",
                [
                    "received": .int(Int64(received)), "successful": .int(Int64(received - failures.count)),
                    "failed": .int(Int64(failures.count)),
                ]),
        ])
        body["failedEvents"] = .array(
            failures.map { index, problem in
                [
                    "index": .int(Int64(index)), "reason": .string("\(problem)"),
                    "code": .string(problem.code.rawValue), "path": .string(problem.path), "retriable": false,
                ]
            })
        return answer(.object(body), status, position)
    }

    private func answer(_ body: JSON, _ status: Int, _ position: Position) -> HTTPResponse {
        var response = HTTPResponse.json(body, status: status)
        response.headers.set("Catalog-Position", position.description)
        return response
    }

    /// `GET …/lineage/events?run=ID`: the events of a run as they came, with the facets that nothing else shows.
    @Sendable private func events(_ request: HTTPRequest) async throws(LineageProblem) -> HTTPResponse {
        guard let run = request.queryValue("run"), !run.isEmpty else {
            throw LineageProblem(EventProblem("the query field 'run' must name a run id", path: ""))
        }
        let events: [SourceEvent]
        do {
            events = try await store.events(ofRun: RunFacets.canonical(run), limit: 1000)
        } catch {
            throw LineageProblem(error)
        }
        var body = Array("{\"events\":[".utf8)
        for (index, event) in events.enumerated() {
            if index > 0 { body.append(UInt8(ascii: ",")) }
            body.append(contentsOf: event.text.utf8)
        }
        body.append(contentsOf: "]}".utf8)
        return HTTPResponse(headers: ["Content-Type": "application/json"], body: body)
    }
}
