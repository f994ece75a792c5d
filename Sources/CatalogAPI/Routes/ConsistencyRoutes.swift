import Basics
import CatalogService
import HTTPServer

extension CatalogAPI {
    func consistencyRoutes(into router: inout Router) {
        add(&router, "GET", "/v1/fsck", name: "checkConsistency", checkConsistency)
    }

    @Sendable private func checkConsistency(_ request: HTTPRequest) async throws(Failure) -> HTTPResponse {
        let parameters = try Parameters(request, known: ["limit"])
        let limit = try parameters.integer("limit", in: 1...1000, default: 100)
        let report: ConsistencyReport
        do {
            report = try await services.checker.check(limit: Int(limit)) { _, _ in }
        } catch {
            throw .store(error)
        }
        return JSONDocument.response(headers: positionHeader(report.position)) { document in
            document.member("differences", .int(Int64(report.count)))
            document.member("entities", .int(Int64(report.entities)))
            document.member("aspects", .int(Int64(report.aspects)))
            document.member("position", .int(report.position.value))
            document.array("items", report.differences) { difference, item in
                item.member("check", .string(difference.check))
                item.member("subject", .string(difference.subject))
                item.member("detail", .string(difference.detail))
            }
        }
    }
}
