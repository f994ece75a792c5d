import Basics
import CatalogModel
import CatalogSchema
import CatalogService

/// Every port that a store of the catalog implements.
public typealias CatalogStore = MetadataStore & SearchReader & LineageReader & EvidenceReader & ConsumerState
    & DeadLetterStore & RegistryStore & EventLedger

/// The exam that every store sits: what the service may rely on, whatever keeps the rows.
public struct StoreConformance: Sendable, CustomStringConvertible {
    /// What a failed case says.
    public struct Failure: Error, CustomStringConvertible {
        public var description: String
    }

    /// The promise that is examined.
    public let description: String
    /// Examines a store that is empty at first.
    public let examine: @Sendable (any CatalogStore) async throws -> Void

    init(_ description: String, _ examine: @escaping @Sendable (any CatalogStore) async throws -> Void) {
        self.description = description
        self.examine = examine
    }

    /// All cases.
    public static let cases: [StoreConformance] =
        writing + deriving + searching + walking + explaining + consuming + merging
}

// MARK: - Tools

let preparer = ProposalPreparer(model: .standard)

/// A write of the batch, validated; throws what validation says.
func write(_ urn: String, _ aspect: String, _ value: JSON, run: String = "run-1", at: Int64 = 1000) throws
    -> AspectWrite
{
    try preparer.prepare(
        Proposal(
            urn: Urn(urn), aspectName: aspect, value: value,
            systemMetadata: SystemMetadata(lastObserved: at, runID: run)),
        actor: "urn:li:corpuser:tester"
    ).get()
}

@discardableResult
func commit(_ store: any CatalogStore, _ writes: [AspectWrite]) async throws -> CommitReceipt {
    try await store.commit(WriteBatch(writes: writes, defaults: preparer.defaults))
}

func expect(_ condition: Bool, _ what: @autoclosure () -> String) throws {
    guard condition else { throw StoreConformance.Failure(description: what()) }
}

func equal<T: Equatable>(_ found: T, _ wanted: T, _ what: String) throws {
    guard found == wanted else {
        throw StoreConformance.Failure(description: "\(what): expected \(wanted), found \(found)")
    }
}

func dataset(_ name: String, platform: String = "hive") -> String {
    "urn:li:dataset:(urn:li:dataPlatform:\(platform),\(name),PROD)"
}

func properties(_ description: String) -> JSON { ["description": .string(description)] }

func upstream(_ urns: String...) -> JSON {
    [
        "upstreams": .array(
            urns.map {
                [
                    "dataset": .string($0), "type": "TRANSFORMED",
                    "auditStamp": ["time": 0, "actor": "urn:li:corpuser:a"],
                ]
            })
    ]
}

func entity(_ store: any CatalogStore, _ urn: String) async throws -> EntityRecord? {
    try await store.entities([Urn(urn)], aspects: nil)[0]
}

// MARK: - Cases

extension StoreConformance {
    static let writing: [StoreConformance] = [
        StoreConformance("a first write makes the entity, its key and its defaults, at gap-free positions") { store in
            try await equal(store.position(), .start, "position of an empty store")
            let receipt = try await commit(
                store, [try write(dataset("db.orders"), "datasetProperties", properties("x"))])
            try equal(receipt.outcomes, [.written(version: 1)], "outcomes")
            let found = try await entity(store, dataset("db.orders"))
            try equal(
                found?.aspects.map(\.name) ?? [],
                ["browsePathsV2", "dataPlatformInstance", "datasetKey", "datasetProperties"], "aspects")
            try equal(
                Set(found?.aspects.map(\.position.value) ?? []), Set(1...receipt.position.value), "positions of aspects"
            )
            try await equal(store.position(), receipt.position, "position after the commit")
            try equal(found?.aspect("datasetProperties")?.systemMetadata.runID, "run-1", "run id")
        },
        StoreConformance("equal content makes no version and moves only the observation") { store in
            let urn = dataset("db.orders")
            try await commit(store, [try write(urn, "datasetProperties", ["description": "x", "name": "n"])])
            let before = try await store.position()
            let again = try await commit(
                store, [try write(urn, "datasetProperties", ["name": "n", "description": "x"], run: "run-2", at: 2000)])
            try equal(again.outcomes, [.unchanged(version: 1)], "outcomes")
            try equal(again.position, before, "position")
            let aspect = try await entity(store, urn)?.aspect("datasetProperties")
            try equal(aspect?.value, #"{"description":"x","name":"n"}"#, "the text as first written")
            try equal(aspect?.systemMetadata.runID, "run-2", "run id")
            try equal(aspect?.systemMetadata.lastRunID, "run-1", "last run id")
            try equal(aspect?.systemMetadata.lastObserved, 2000, "last observed")
        },
        StoreConformance("versions count up and the replaced ones stay readable") { store in
            let urn = dataset("db.orders")
            for text in ["one", "two", "three"] {
                try await commit(store, [try write(urn, "datasetProperties", properties(text))])
            }
            for (version, text) in [(0, "three"), (1, "one"), (2, "two"), (3, "three")] as [(Int64, String)] {
                let aspect = try await store.aspect(of: Urn(urn), name: "datasetProperties", version: version)
                try equal(aspect?.value, #"{"description":"\#(text)"}"#, "version \(version)")
                try equal(aspect?.version, version == 0 ? 3 : version, "number of version \(version)")
            }
            try await equal(
                store.aspect(of: Urn(urn), name: "datasetProperties", version: 4)?.value, nil, "a version to come")
        },
        StoreConformance("an aspect written several times in one batch keeps each version") { store in
            let urn = dataset("db.orders")
            let receipt = try await commit(
                store,
                [
                    try write(urn, "datasetProperties", properties("a")),
                    try write(urn, "datasetProperties", properties("a")),
                    try write(urn, "datasetProperties", properties("b")),
                    try write(urn, "datasetProperties", properties("a")),
                ])
            try equal(
                receipt.outcomes,
                [.written(version: 1), .unchanged(version: 1), .written(version: 2), .written(version: 3)], "outcomes")
            for (version, text) in [(1, "a"), (2, "b"), (3, "a")] as [(Int64, String)] {
                try await equal(
                    store.aspect(of: Urn(urn), name: "datasetProperties", version: version)?.value,
                    #"{"description":"\#(text)"}"#, "version \(version)")
            }
        },
        StoreConformance("the text of numbers and the order of members survive") { store in
            let urn = dataset("db.orders")
            let value = try JSON.parse(#"{"name":"n","customProperties":{"z":"1","a":"2"},"description":"ünï"}"#)
            try await commit(store, [try write(urn, "datasetProperties", value)])
            try await equal(entity(store, urn)?.aspect("datasetProperties")?.value, value.text, "value")
        },
        StoreConformance("an unknown entity is nil, an order of several is kept") { store in
            try await commit(store, [try write(dataset("a"), "status", ["removed": false])])
            let found = try await store.entities([Urn(dataset("no")), Urn(dataset("a"))], aspects: ["status"])
            try equal(found.map { $0?.aspects.map(\.name) }, [nil, ["status"]], "entities")
        },
        StoreConformance("points of a timeseries come newest first and replace by identity") { store in
            let urn = dataset("db.orders")
            func profile(_ at: Int64, _ rows: Int64) throws -> AspectWrite {
                try write(urn, "datasetProfile", ["timestampMillis": .int(at), "rowCount": .int(rows)])
            }
            let receipt = try await commit(store, [try profile(1, 1), try profile(3, 3), try profile(2, 2)])
            try equal(receipt.outcomes, [.appended, .appended, .appended], "outcomes")
            try await commit(store, [try profile(3, 30)])
            let found = try await store.timeseries(TimeseriesQuery(urn: Urn(urn), aspect: "datasetProfile", limit: 2))
            try equal(found.map(\.timestamp), [3, 2], "times")
            try equal(try JSON.parse(found[0].value)["rowCount"], .int(30), "the replaced point")
            let bounded = try await store.timeseries(
                TimeseriesQuery(urn: Urn(urn), aspect: "datasetProfile", from: 2, to: 2))
            try equal(bounded.map(\.timestamp), [2], "times between bounds, inclusive")
            try expect(try await entity(store, urn)?.aspect("datasetKey") != nil, "a first point makes the key")
        },
    ]

    static let deriving: [StoreConformance] = [
        StoreConformance("an owner replaces its own edges only") { store in
            let (a, b, c) = (dataset("a"), dataset("b"), dataset("c"))
            try await commit(
                store,
                [
                    try write(c, "upstreamLineage", upstream(a)),
                    try write(
                        "urn:li:dataJob:(urn:li:dataFlow:(airflow,f,PROD),j)", "dataJobInputOutput",
                        ["inputDatasets": [.string(a)], "outputDatasets": [.string(c)]]),
                ])
            try await commit(store, [try write(c, "upstreamLineage", upstream(b))])
            let page = try await store.lineage(LineageQuery(root: Urn(c), direction: .upstream, hops: nil))
            try equal(
                page.nodes.map(\.urn),
                [b, "urn:li:dataJob:(urn:li:dataFlow:(airflow,f,PROD),j)", a].sorted { $0 < $1 }
                    .filter { $0 != a } + [a], "nodes")
            try equal(page.edges.count, 3, "edges")
        },
        StoreConformance("soft deletion hides from search and lineage, and comes back") { store in
            let (a, b) = (dataset("db.first"), dataset("db.second"))
            try await commit(
                store, [try write(b, "upstreamLineage", upstream(a)), try write(a, "status", ["removed": true])])
            let query = LineageQuery(root: try Urn(b), direction: .upstream)
            try await equal(store.lineage(query).total, 0, "lineage without removed")
            var all = query
            all.includeRemoved = true
            try await equal(store.lineage(all).nodes.map(\.removed), [true], "lineage with removed")
            try await equal(store.search(SearchQuery(text: "first")).total, 0, "search without removed")
            try await equal(
                store.search(SearchQuery(text: "first", includeRemoved: true)).total, 1, "search with removed")
            try await commit(store, [try write(a, "status", ["removed": false])])
            try await equal(store.lineage(query).total, 1, "lineage after the return")
            try await equal(store.search(SearchQuery(text: "first")).total, 1, "search after the return")
        },
        StoreConformance("a store that refuses an offset keeps nothing of the batch") { store in
            let partition = ConsumedPartition(clusterID: "k", group: "g", topic: "t", partition: 0)
            var batch = WriteBatch(
                writes: [try write(dataset("a"), "status", ["removed": false])], defaults: preparer.defaults,
                offsets: [OffsetMove(partition: partition, from: 5, to: 6)])
            do {
                _ = try await store.commit(batch)
                throw Failure(description: "a batch with a moved offset was committed")
            } catch StoreError.offsetMoved(let moved) {
                try equal(moved, partition, "the partition named")
            }
            try await equal(store.position(), .start, "position")
            batch.offsets = [OffsetMove(partition: partition, from: nil, to: 6)]
            _ = try await store.commit(batch)
            try await equal(store.progress(of: [partition])[partition]?.nextOffset, 6, "next offset")
        },
    ]

    static let searching: [StoreConformance] = [
        StoreConformance("all words have to occur; names, columns and descriptions are found") { store in
            let schema: JSON = [
                "schemaName": "s", "platform": "urn:li:dataPlatform:hive", "version": 0, "hash": "",
                "platformSchema": ["com.linkedin.schema.OtherSchema": ["rawSchema": ""]],
                "fields": [
                    [
                        "fieldPath": "customer_id", "nativeDataType": "bigint",
                        "type": ["type": ["com.linkedin.schema.NumberType": [:]]],
                    ]
                ],
            ]
            try await commit(
                store,
                [
                    try write(dataset("shop.fct_orders"), "schemaMetadata", schema),
                    try write(
                        dataset("shop.fct_orders"), "datasetProperties", properties("every purchase of a visitor")),
                    try write(dataset("shop.orders"), "datasetProperties", properties("raw")),
                    try write("urn:li:corpuser:ana", "corpUserInfo", ["active": true, "displayName": "Ana Orders"]),
                ])
            func urns(_ text: String, _ types: [String] = []) async throws -> [String] {
                try await store.search(SearchQuery(text: text, types: types)).hits.map(\.urn)
            }
            try await equal(Set(urns("orders")).count, 3, "orders")
            try await equal(urns("orders").first, dataset("shop.orders"), "the exact name first")
            try await equal(urns("customer visitor"), [dataset("shop.fct_orders")], "words of two aspects")
            try await equal(urns("customer nothing"), [], "one word too many")
            try await equal(urns("ord", ["corpuser"]), ["urn:li:corpuser:ana"], "a beginning, one type")
            try await equal(urns("!!!"), [], "no words at all")
            try await equal(store.search(SearchQuery(text: "*")).total, 3, "everything")
            try await equal(
                store.search(SearchQuery(platforms: ["urn:li:dataPlatform:hive"])).total, 2, "one platform")
        },
        StoreConformance("pages follow each other without gap or repetition") { store in
            try await commit(
                store, try (0..<25).map { try write(dataset("db.t\($0)"), "datasetProperties", properties("same")) })
            var seen: [String] = []
            var query = SearchQuery(text: "same", limit: 10)
            repeat {
                let page = try await store.search(query)
                try equal(page.total, 25, "total")
                seen += page.hits.map(\.urn)
                query.after = page.next
            } while query.after != nil
            try equal(seen.count, 25, "hits over all pages")
            try equal(Set(seen).count, 25, "different hits")
            let facet = try await store.search(query).facets.first { $0.field == "platform" }
            try equal(facet?.buckets, [.init(value: "urn:li:dataPlatform:hive", count: 25)], "platforms")
        },
        StoreConformance("a replaced text is no longer found") { store in
            try await commit(store, [try write(dataset("a"), "datasetProperties", properties("walrus"))])
            try await commit(store, [try write(dataset("a"), "datasetProperties", properties("penguin"))])
            try await equal(store.search(SearchQuery(text: "walrus")).total, 0, "the old word")
            try await equal(store.search(SearchQuery(text: "penguin")).total, 1, "the one that came")
        },
    ]

    static let walking: [StoreConformance] = [
        StoreConformance("hops are shortest distances, cycles end, the root is not its own result") { store in
            let names = (0..<5).map { dataset("n\($0)") }
            try await commit(
                store,
                [
                    try write(names[1], "upstreamLineage", upstream(names[0])),
                    try write(names[2], "upstreamLineage", upstream(names[1], names[0])),
                    try write(names[3], "upstreamLineage", upstream(names[2])),
                    try write(names[0], "upstreamLineage", upstream(names[3])),
                ])
            func hops(_ direction: LineageDirection, _ hops: Int?) async throws -> [String: Int] {
                let page = try await store.lineage(LineageQuery(root: Urn(names[0]), direction: direction, hops: hops))
                try equal(page.total, page.nodes.count, "total")
                return Dictionary(uniqueKeysWithValues: page.nodes.map { ($0.urn, $0.hops) })
            }
            try await equal(hops(.downstream, 1), [names[1]: 1, names[2]: 1], "downstream, one hop")
            try await equal(hops(.downstream, nil), [names[1]: 1, names[2]: 1, names[3]: 2], "downstream, all")
            try await equal(hops(.upstream, nil), [names[3]: 1, names[2]: 2, names[1]: 3], "upstream, all")
            let page = try await store.lineage(LineageQuery(root: Urn(names[0]), direction: .upstream, hops: nil))
            try equal(page.edges.count, 5, "edges of the whole cycle")
            try expect(
                page.edges.contains { $0.source == names[3] && $0.destination == names[0] },
                "edges run from upstream to downstream")
        },
        StoreConformance("entities that are only referenced are reached, and marked") { store in
            try await commit(store, [try write(dataset("a"), "upstreamLineage", upstream(dataset("ghost")))])
            let page = try await store.lineage(LineageQuery(root: Urn(dataset("a")), direction: .upstream))
            try equal(page.nodes.map(\.exists), [false], "existence")
            try await equal(entity(store, dataset("ghost")) == nil, true, "a ghost is no entity")
            try await commit(store, [try write(dataset("ghost"), "status", ["removed": false])])
            let after = try await store.lineage(LineageQuery(root: Urn(dataset("a")), direction: .upstream))
            try equal(after.nodes.map(\.exists), [true], "existence after its first write")
            try await equal(
                store.lineage(LineageQuery(root: Urn(dataset("nobody")), direction: .upstream)).rootKnown, false,
                "a root nobody named")
        },
        StoreConformance("column lineage connects fields, and pages count everything") { store in
            let (a, b) = (dataset("a"), dataset("b"))
            func field(_ parent: String, _ name: String) -> String { "urn:li:schemaField:(\(parent),\(name))" }
            var value = upstream(a).objectValue ?? JSONObject()
            value["fineGrainedLineages"] = [
                [
                    "upstreamType": "FIELD_SET", "downstreamType": "FIELD",
                    "upstreams": .array((0..<7).map { .string(field(a, "c\($0)")) }),
                    "downstreams": [.string(field(b, "total"))],
                ]
            ]
            try await commit(store, [try write(b, "upstreamLineage", .object(value))])
            var query = LineageQuery(root: try Urn(field(b, "total")), direction: .upstream, limit: 3)
            var seen: Set<String> = []
            while true {
                let page = try await store.lineage(query)
                try equal(page.total, 7, "total")
                try equal(page.edges.count, page.nodes.count, "edges of the page")
                try equal(page.countsByType, ["schemaField": 7], "counts by type")
                seen.formUnion(page.nodes.map(\.urn))
                guard let next = page.next else { break }
                query.offset = next
            }
            try equal(seen.count, 7, "columns over all pages")
            try await equal(
                store.lineage(LineageQuery(root: Urn(b), direction: .upstream)).nodes.map(\.urn), [a],
                "a dataset's answer has datasets")
        },
    ]

    static let consuming: [StoreConformance] = [
        StoreConformance("a dead letter keeps its bytes, is parked once and settled once") { store in
            let letter = DeadLetterDraft(
                clusterID: "k", topic: "t", partition: 3, offset: 7, key: nil, value: [0, 255, 10], timestamp: 5,
                code: "unknown_aspect", reason: "there is no aspect 'x'")
            for _ in 0..<2 {
                _ = try await store.commit(
                    WriteBatch(writes: [], defaults: preparer.defaults, deadLetters: [letter]))
            }
            let (total, letters) = try await store.deadLetters(after: 0, limit: 10)
            try equal(total, 1, "total")
            try equal(letters.map(\.draft), [letter], "letters")
            try await equal(store.openDeadLetters(), ["unknown_aspect": 1], "open ones by code")
            _ = try await store.commit(
                WriteBatch(writes: [], defaults: preparer.defaults, replayed: [letters[0].id]))
            try await equal(store.deadLetters(after: 0, limit: 10).total, 0, "open ones after the replay")
            try expect(
                try await store.deadLetter(id: letters[0].id)?.replayedAt != nil, "a settled letter stays readable")
        },
        StoreConformance("marks of attempts survive, the last one counts") { store in
            let partition = ConsumedPartition(clusterID: "k", group: "g", topic: "t", partition: 0)
            try await equal(store.progress(of: [partition]).isEmpty, true, "progress of a partition never seen")
            try await store.markAttempts([.init(partition: partition, offset: 4, count: 9, deaths: 0)])
            try await store.markAttempts([.init(partition: partition, offset: 5, count: 1, deaths: 2)])
            let progress = try await store.progress(of: [partition])[partition]
            try equal(
                progress,
                ConsumerProgress(
                    nextOffset: nil, attempt: .init(partition: partition, offset: 5, count: 1, deaths: 2)), "progress")
        },
        StoreConformance("a schema gets one id for ever, beyond DataHub's") { store in
            let first = try await store.register(subject: "s-value", schema: "\"string\"")
            try await equal(store.register(subject: "s-value", schema: "\"string\""), first, "the same text again")
            let second = try await store.register(subject: "s-value", schema: "\"long\"")
            try expect(first >= 1000 && second > first, "ids \(first), \(second)")
            try await equal(store.schema(id: second), "\"long\"", "schema by id")
            try await equal(store.registrations().map(\.version), [1, 2], "versions")
        },
    ]
}
