import Basics
import CatalogModel
import CatalogService
import HTTPServer

/// The endpoints to which engines post what they read and wrote.
///
/// Each source of events has a folder with its own routes; they share the writer, the store, and this entry.
public struct LineageInAPI: Sendable {
    let writer: MetadataWriter
    let store: any MetadataStore

    public init(writer: MetadataWriter, store: any MetadataStore) {
        self.writer = writer
        self.store = store
    }

    /// Adds the routes of this room; trailing and doubled slashes are taken, as clients join addresses carelessly.
    public func addRoutes(to router: inout Router) {
        addOpenLineageRoutes(to: &router)
    }
}
