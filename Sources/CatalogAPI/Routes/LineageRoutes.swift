import Basics
import CatalogModel
import CatalogService
import HTTPServer

extension CatalogAPI {
    func lineageRoutes(into router: inout Router) {
        add(&router, "GET", "/v1/lineage/{urn}", name: "getLineage", getLineage)
    }

    @Sendable private func getLineage(_ request: HTTPRequest) async throws(Failure) -> HTTPResponse {
        let parameters = try Parameters(
            request, known: ["direction", "hops", "limit", "cursor", "includeRemoved", "evidence", "minPosition"])
        var query = LineageQuery(
            root: try parameters.urn(), direction: try parameters.choice("direction", default: .upstream),
            hops: try hops(parameters), includeRemoved: try parameters.boolean("includeRemoved"),
            limit: Int(try parameters.integer("limit", in: 1...10_000, default: 1000)))
        let wantsEvidence = try parameters.text("evidence") == nil ? nil : parameters.boolean("evidence")
        let hops = query.hops.map { JSON.int(Int64($0)) } ?? "all"
        let cursor = Cursor(
            query: ["lineage", query.root.text, query.direction.rawValue, hops.text, "\(query.includeRemoved)"])
        if let place = try cursor.place(try parameters.text("cursor")) {
            guard place.count == 1, let offset = place[0].intValue, (0...Int64(Int32.max)).contains(offset) else {
                throw cursor.unreadable()
            }
            query.offset = Int(offset)
        }
        _ = try await awaitPosition(parameters)
        let begin = monotonicNanoseconds()
        let page: LineagePage
        do {
            page = try await services.lineage.lineage(query)
        } catch {
            throw .store(error)
        }
        services.metrics.observe(
            CatalogMetrics.lineageSeconds, [query.direction.rawValue],
            Double(monotonicNanoseconds() &- begin) / 1_000_000_000)
        guard page.rootKnown else {
            let failure = entityNotFound(query.root)
            guard case .problem(var problem) = failure else { throw failure }
            if problem.hint == nil { problem.detail = "'\(shown(query.root))' was never written nor referenced." }
            throw .problem(problem)
        }
        let edges = try await explained(page.edges, wantsEvidence)
        let next = page.next.map { cursor.text([.int(Int64($0))]) }
        return JSONDocument.response(headers: positionHeader(page.position)) { document in
            document.member("root", .string(query.root.text))
            document.member("direction", .string(query.direction.rawValue))
            document.member("hops", hops)
            document.member("total", .int(Int64(page.total)))
            document.member("complete", true)
            document.array("nodes", page.nodes) { node, item in
                item.member("urn", .string(node.urn))
                item.member("type", .string(node.type))
                item.member("hops", .int(Int64(node.hops)))
                item.member("name", .string(node.name))
                item.member("platform", node.platform.map(JSON.string) ?? .null)
                item.member("removed", .bool(node.removed))
                item.member("exists", .bool(node.exists))
            }
            document.array("edges", edges) { edge, item in edge.write(to: &item) }
            document.object("countsByType") { counts in
                for (type, count) in page.countsByType.sorted(by: { $0.key < $1.key }) {
                    counts.member(type, .int(Int64(count)))
                }
            }
            document.member("next", next.map(JSON.string) ?? .null)
        }
    }

    /// `nil` for all hops there are.
    private func hops(_ parameters: Parameters) throws(Failure) -> Int? {
        if try parameters.text("hops") == "all" { return nil }
        do {
            return Int(try parameters.integer("hops", in: 1...Int64(Int32.max), default: 1))
        } catch {
            guard case .problem(var problem) = error else { throw error }
            problem.hint = "hops=all follows the lineage to its end."
            throw .problem(problem)
        }
    }

    /// The edges of a page, each once, with their evidence where it is asked for, or goes without saying on a page that small.
    private func explained(_ edges: [LineageEdge], _ wanted: Bool?) async throws(Failure) -> [ExplainedEdge] {
        guard wanted ?? (edges.count <= ExplainedEdge.unasked) else {
            return ExplainedEdge.joined(edges, evidence: nil)
        }
        do {
            let evidence = LineageEvidence(store: services.store, reader: services.evidence)
            return ExplainedEdge.joined(edges, evidence: try await evidence.evidence(of: edges))
        } catch {
            throw .store(error)
        }
    }
}
