import Basics
import CatalogLineageIn
import CatalogModel
import CatalogService
import CatalogTestKit
import Testing

@Suite("The order of Trino's events")
struct TrinoOrderTests {
    private static let series = ["datasetUsageStatistics", "queryUsageStatistics", "operation"]

    /// Everything that is stored, but for versions, positions and the server's own times.
    private static func state(_ surface: TrinoSurface) async throws -> [String: String] {
        var state: [String: String] = [:]
        let page = try await surface.store.search(SearchQuery(text: "*", includeRemoved: true, limit: 10_000))
        for hit in page.hits {
            let urn = try Urn(hit.urn)
            guard let record = try await surface.store.entities([urn], aspects: nil)[0] else { continue }
            for aspect in record.aspects {
                let metadata = aspect.systemMetadata
                // What an entity gets by itself when it is first written keeps the run of that moment.
                let isImplied =
                    aspect.name.hasSuffix("Key") || ["browsePathsV2", "dataPlatformInstance"].contains(aspect.name)
                let isFirst = isImplied || urn.entityType == "dataFlow"
                let run = isFirst ? "" : "\(metadata.runID)@\(metadata.lastObserved ?? 0)"
                state["\(urn) \(aspect.name)"] = "\(try JSON.parse(aspect.value).contentDigest) \(run)"
            }
            for name in series {
                let points = try await surface.store.timeseries(TimeseriesQuery(urn: urn, aspect: name, limit: 1000))
                state["\(urn) \(name)"] = points.map(\.value).sorted().joined()
            }
        }
        return state
    }

    @Test("repeated and shuffled, events leave the same state", arguments: 0..<60 as Range<UInt64>)
    func shuffled(seed: UInt64) async throws {
        let inOrder = TrinoSurface()
        for query in Redefinition.queries.sorted(by: { $0.at < $1.at }) { await inOrder.post(query.event) }
        let wanted = try await Self.state(inOrder)

        var generator = SeededGenerator(seed: seed)
        var events = Redefinition.queries + Redefinition.queries
        events += (0..<4).compactMap { _ in Redefinition.queries.randomElement(using: &generator) }
        events.shuffle(using: &generator)
        let surface = TrinoSurface()
        for query in events {
            let status = await surface.post(query.event).status
            #expect(status == 200)
        }
        let found = try await Self.state(surface)
        #expect(Set(found.keys) == Set(wanted.keys))
        for (place, value) in wanted where found[place] != value {
            Issue.record("\(place): \(found[place] ?? "nothing"), in order \(value)")
        }
    }

    @Test("a repeated event moves no position") func repeated() async throws {
        let surface = TrinoSurface()
        let event = try recording("insert-select")
        let first = await surface.post(event).json
        #expect(first["outcome"] == "recorded")
        let position = try await surface.store.position()
        let again = await surface.post(event).json
        #expect(again["outcome"] == "repeated")
        #expect(again["job"] == first["job"])
        #expect(try await surface.store.position() == position)
    }

    @Test("events that arrive at once leave the state of those that come one by one") func concurrent() async throws {
        let inOrder = TrinoSurface()
        for query in Redefinition.queries.sorted(by: { $0.at < $1.at }) { await inOrder.post(query.event) }
        let surface = TrinoSurface()
        await withTaskGroup(of: Void.self) { group in
            for query in Redefinition.queries + Redefinition.queries.reversed() {
                group.addTask { _ = await surface.post(query.event) }
            }
        }
        #expect(try await Self.state(surface) == Self.state(inOrder))
    }
}
