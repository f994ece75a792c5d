import Basics
import CatalogModel
import CatalogSchema
import CatalogService
import HTTPServer

/// The endpoints to which engines post what they read and wrote.
///
/// Each source of events has a folder with its own routes; all of them hand ``LineageEvent``s to one writer, which merges them.
public struct LineageInAPI: Sendable {
    let store: any MetadataStore & EventLedger
    let naming: DatasetNaming
    let writer: LineageWriter
    let logger: Logger

    /// - Parameters:
    ///   - namespaces: Which platforms the namespaces of engines stand for.
    ///   - retention: What of events may be gone already; pruning itself is ``EventRetention/run(on:metrics:logger:)``.
    public init(
        model: MetadataModel, store: any MetadataStore & EventLedger, namespaces: NamespaceRules = NamespaceRules(),
        retention: EventRetention = EventRetention(days: 0), logger: Logger
    ) {
        self.store = store
        self.logger = logger
        naming = DatasetNaming(rules: namespaces)
        writer = LineageWriter(model: model, store: store, retention: retention)
    }

    /// Adds the routes of this room; trailing and doubled slashes are taken, as clients join addresses carelessly.
    public func addRoutes(to router: inout Router) {
        addOpenLineageRoutes(to: &router)
    }
}
