import Basics

/// Asks MLflow's REST interface, 2.x and 3.x.
///
/// What it keeps to (2.22 and 3.17, seen on the wire):
/// - `max_results` is always sent: a missing one reads as 0 and is refused. A list ends where `next_page_token` is absent,
///   and an empty list is an absent member.
/// - Page tokens are offsets, so a page that is too large is asked again in halves from the same token.
/// - Only `view_type` and `run_view_type` `ALL` list what was deleted.
/// - Runs are ordered by start, so that what starts meanwhile comes last and moves no page.
struct MLflowClient: Sendable {
    let source: SourceClient

    static let pageSize = 1000
    fileprivate static let smallestPage = 10
    private static let base = "/api/2.0/mlflow"

    /// A list to walk through.
    enum Listing: Sendable {
        case experiments
        case runs(experiments: [String], filter: String?)
        /// Only those that were deleted.
        case deletedRuns(experiments: [String])
        case models
        case versions
        /// Of MLflow 3; 2.x answers 404.
        case loggedModels(experiments: [String], filter: String?)
    }

    /// The runs of these identifiers, deleted ones too; what is not there is left out.
    ///
    /// - Parameter experiments: All experiments that they may be in.
    func runs(ids: [String], experiments: [String]) async throws(SourceError) -> [MLflowRun] {
        let list = ids.map { "'\($0.filter { $0 != "'" })'" }.joined(separator: ", ")
        var pages = pages(.runs(experiments: experiments, filter: "attributes.run_id IN (\(list))"))
        return try await pages.rest().compactMap(MLflowRun.init)
    }

    /// A list from its first page on.
    func pages(_ listing: Listing) -> Pages { Pages(client: self, listing: listing) }

    /// Walks through a list so that only one page is in memory.
    struct Pages: Sendable {
        private let client: MLflowClient
        private let listing: Listing
        private var size: Int
        private var token: String?
        private var isAtEnd = false

        fileprivate init(client: MLflowClient, listing: Listing) {
            self.client = client
            self.listing = listing
            size = listing.pageSize
        }

        /// The items of the next page; `nil` after the last one.
        mutating func next() async throws(SourceError) -> [JSON]? {
            guard !isAtEnd else { return nil }
            while true {
                let page: JSON
                do { page = try await client.page(listing, size: size, token: token) } catch {
                    guard error.mayBeNarrowed, size > MLflowClient.smallestPage else { throw error }
                    size = max(MLflowClient.smallestPage, size / 4)
                    continue
                }
                let next = page["next_page_token"]?.stringValue
                // A server that gives the same token again would never end.
                isAtEnd = next == nil || next == "" || next == token
                token = next
                return page[listing.member]?.arrayValue ?? []
            }
        }

        /// The walk after its next page, and that page: to fetch it while the one before is being written.
        func following() async -> (pages: Pages, page: Result<[JSON]?, SourceError>) {
            var pages = self
            do {
                let page = try await pages.next()
                return (pages, .success(page))
            } catch { return (pages, .failure(error)) }
        }

        /// All items that are left.
        mutating func rest() async throws(SourceError) -> [JSON] {
            var items: [JSON] = []
            while let page = try await next() { items += page }
            return items
        }
    }

    /// Proves that this is an MLflow server and that it lets us in.
    func check() async throws(SourceError) {
        let answer = try await page(.experiments, size: 1, token: nil)
        guard answer.objectValue != nil else {
            throw SourceError(kind: .notJSON, product: source.product, text: "no object")
        }
    }

    /// The server's version, `3.17.2`, where it tells.
    func version() async -> String? {
        guard let response = try? await source.send("GET", "/version"), response.body.count < 40 else { return nil }
        return String(decoding: response.body, as: UTF8.self)
    }

    fileprivate func page(_ listing: Listing, size: Int, token: String?) async throws(SourceError) -> JSON {
        switch listing {
        case .experiments:
            return try await search(
                "experiments", ["view_type": "ALL", "order_by": ["experiment_id ASC"]], size, token)
        case .runs(let experiments, let filter):
            return try await runs(experiments, "ALL", filter, size, token)
        case .deletedRuns(let experiments):
            return try await runs(experiments, "DELETED_ONLY", nil, size, token)
        case .loggedModels(let experiments, let filter):
            var body = JSONObject([
                .init("experiment_ids", .array(experiments.map { .string($0) })),
                .init("order_by", [["field_name": "creation_timestamp", "ascending": true]]),
            ])
            if let filter { body["filter"] = .string(filter) }
            return try await search("logged-models", .object(body), size, token)
        case .models: return try await list("registered-models", size, token)
        case .versions: return try await list("model-versions", size, token)
        }
    }

    private func runs(
        _ experiments: [String], _ view: JSON, _ filter: String?, _ size: Int, _ token: String?
    ) async throws(SourceError) -> JSON {
        var body = JSONObject([
            .init("experiment_ids", .array(experiments.map { .string($0) })), .init("run_view_type", view),
            .init("order_by", ["attributes.start_time ASC"]),
        ])
        if let filter { body["filter"] = .string(filter) }
        return try await search("runs", .object(body), size, token)
    }

    private func search(
        _ what: String, _ body: JSON, _ size: Int, _ token: String?
    ) async throws(SourceError) -> JSON {
        var body = body.objectValue ?? JSONObject()
        body["max_results"] = .int(Int64(size))
        if let token { body["page_token"] = .string(token) }
        return try await source.json("POST", "\(MLflowClient.base)/\(what)/search", body: .object(body))
    }

    private func list(_ what: String, _ size: Int, _ token: String?) async throws(SourceError) -> JSON {
        var path = "\(MLflowClient.base)/\(what)/search?max_results=\(size)"
        if let token { path += "&page_token=\(percentEncoded(token))" }
        return try await source.json("GET", path)
    }
}

extension MLflowClient.Listing {
    fileprivate var member: String {
        switch self {
        case .experiments: "experiments"
        case .runs, .deletedRuns: "runs"
        case .models: "registered_models"
        case .versions: "model_versions"
        case .loggedModels: "models"
        }
    }

    fileprivate var pageSize: Int {
        switch self {
        case .experiments, .runs, .deletedRuns, .versions: MLflowClient.pageSize
        // Each comes with its latest versions; servers take 1000 at most.
        case .models: 200
        case .loggedModels: 100
        }
    }
}
