import Basics
import HTTPServer

/// `POST /api/v1/lineage`, as OpenLineage's clients know it, and the same below DataHub's path.
extension LineageInAPI {
    func addOpenLineageRoutes(to router: inout Router) {
    }
}
