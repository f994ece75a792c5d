import Basics
import CatalogModel
import CatalogService
import HTTPServer

extension CatalogAPI {
    func positionRoutes(into router: inout Router) {
        add(&router, "GET", "/v1/position", name: "getPosition", getPosition)
    }

    @Sendable private func getPosition(_ request: HTTPRequest) async throws(Failure) -> HTTPResponse {
        let parameters = try Parameters(request, known: ["minPosition"])
        let position: Position
        if let reached = try await awaitPosition(parameters) {
            position = reached
        } else {
            do {
                position = try await services.store.position()
            } catch {
                throw .store(error)
            }
        }
        return JSONDocument.response(headers: positionHeader(position)) { document in
            document.member("position", .int(position.value))
        }
    }
}
