import Basics
import CatalogModel
import CatalogService

private let theJob = "urn:li:dataJob:(urn:li:dataFlow:(airflow,f,PROD),j)"
private let query = "urn:li:query:q1"

private func column(_ parent: String, _ name: String) -> String { "urn:li:schemaField:(\(parent),\(name))" }

/// A value that maps column `x` of one table to column `y` of another.
private func mapping(_ a: String, _ b: String, _ members: [(String, JSON)]) -> JSON {
    .object(
        JSONObject(
            [
                .init("upstreamType", "FIELD_SET"), .init("upstreams", [.string(column(a, "x"))]),
                .init("downstreamType", "FIELD"), .init("downstreams", [.string(column(b, "y"))]),
            ] + members.map { .init($0.0, $0.1) }))
}

private func evidence(_ store: any CatalogStore, of root: String) async throws -> [EdgeEvidence] {
    let page = try await store.lineage(LineageQuery(root: Urn(root), direction: .upstream))
    return try await LineageEvidence(store: store, reader: store).evidence(of: page.edges)
        .sorted { ($0.edge.source, $0.edge.owner) < ($1.edge.source, $1.edge.owner) }
}

extension StoreConformance {
    static let explaining: [StoreConformance] = [
        StoreConformance("an edge knows its run, its first and its last sighting") { store in
            let (a, b, c) = (dataset("a"), dataset("b"), dataset("c"))
            let first = try await commit(
                store, [try write(c, "upstreamLineage", upstream(a), run: "run-1", at: 1000)]
            ).position
            var found = try await evidence(store, of: c)
            try equal(found.map(\.runID), ["run-1"], "run")
            try equal(found[0].claim?.actor, "urn:li:corpuser:tester", "actor")
            try equal(found[0].claim?.firstSeen.time, 1000, "first seen")
            try equal(found[0].claim?.lastSeen.time, 1000, "last seen")
            try expect(found[0].claim?.firstSeen.position ?? .start <= first, "a position that was reached")
            let since = found[0].claim?.firstSeen

            // The same content again: only the last sighting moves.
            try await commit(store, [try write(c, "upstreamLineage", upstream(a), run: "run-2", at: 2000)])
            found = try await evidence(store, of: c)
            try equal(found[0].runID, "run-2", "run of an unchanged value")
            try equal(found[0].claim?.firstSeen, since, "first seen of an unchanged value")
            try equal(found[0].claim?.lastSeen.time, 2000, "last seen of an unchanged value")

            // Another upstream beside it, and other details of the old one: the old edge is as old as it was.
            let restamped: JSON = [
                "upstreams": [
                    [
                        "dataset": .string(a), "type": "TRANSFORMED",
                        "auditStamp": ["time": 3, "actor": "urn:li:corpuser:other"],
                    ],
                    ["dataset": .string(b), "type": "TRANSFORMED"],
                ]
            ]
            let third = try await commit(
                store, [try write(c, "upstreamLineage", restamped, run: "run-3", at: 3000)]
            ).position
            found = try await evidence(store, of: c)
            try equal(found.map(\.edge.source), [a, b], "edges")
            try equal(found[0].claim?.firstSeen, since, "first seen after other details")
            try equal(found[1].claim?.firstSeen, .init(position: third, time: 3000), "first seen of the new edge")
            try equal(
                found.map { $0.claim?.lastSeen },
                [.init(position: third, time: 3000), .init(position: third, time: 3000)], "last seen")

            // Withdrawn and stated again: it starts anew.
            try await commit(store, [try write(c, "upstreamLineage", upstream(b), at: 4000)])
            let fifth = try await commit(store, [try write(c, "upstreamLineage", upstream(a, b), at: 5000)]).position
            found = try await evidence(store, of: c)
            try equal(found[0].claim?.firstSeen, .init(position: fifth, time: 5000), "first seen after a break")
            try equal(found[1].claim?.firstSeen, .init(position: third, time: 3000), "the other one stayed")
        },
        StoreConformance("an edge that two owners state has two pieces of evidence, each owner's apart") { store in
            let (a, b) = (dataset("a"), dataset("b"))
            func job(_ mappings: JSON..., run: String) throws -> AspectWrite {
                try write(
                    theJob, "dataJobInputOutput",
                    [
                        "inputDatasets": [.string(a)], "outputDatasets": [.string(b)],
                        "fineGrainedLineages": .array(mappings),
                    ],
                    run: run, at: 2000)
            }
            var lineage = upstream(a).objectValue ?? JSONObject()
            lineage["fineGrainedLineages"] = [
                mapping(
                    a, b,
                    [
                        ("transformOperation", "IDENTITY"), ("confidenceScore", .number("0.5")),
                        ("query", .string(query)),
                    ])
            ]
            try await commit(
                store,
                [
                    try write(b, "upstreamLineage", .object(lineage), run: "sql"),
                    try job(mapping(a, b, [("confidenceScore", .number("1.0"))]), run: "etl"),
                ])
            var found = try await evidence(store, of: column(b, "y"))
            try equal(found.map(\.edge.owner), [theJob, b], "owners")
            try equal(found.map(\.edge.via), [theJob, query], "via")
            try equal(found.map(\.runID), ["etl", "sql"], "runs")
            try equal(found.map(\.transformation), [nil, "IDENTITY"], "transformations")
            try equal(found.map(\.confidence), [.int(1), .number("0.5")], "confidence")
            try equal(found.map { $0.claim?.firstSeen.time }, [2000, 1000], "first seen")

            // One owner withdraws the edge; the other one's evidence is untouched.
            try await commit(store, [try job(run: "etl-2")])
            found = try await evidence(store, of: column(b, "y"))
            try equal(found.map(\.edge.owner), [b], "owners after one withdrew")
            try equal(found.map { $0.claim?.firstSeen.time }, [1000], "first seen of the other")
        },
        StoreConformance("the statement comes from the query, the view or the job") { store in
            let (a, b, v) = (dataset("a"), dataset("b"), dataset("v"))
            let stamp: JSON = ["time": 1, "actor": "urn:li:corpuser:a"]
            func statement(_ text: String) -> JSON { ["value": .string(text), "language": "SQL"] }
            let viaQuery: JSON = [
                "upstreams": [["dataset": .string(a), "type": "TRANSFORMED", "query": .string(query)]]
            ]
            let info: JSON = [
                "name": "j", "type": ["string": "SQL"], "customProperties": ["query": .string(query)],
            ]
            let long = String(repeating: "ü", count: 3000)
            try await commit(
                store,
                [
                    try write(b, "upstreamLineage", viaQuery),
                    try write(
                        query, "queryProperties",
                        [
                            "statement": statement("insert into b"), "source": "SYSTEM", "created": stamp,
                            "lastModified": stamp,
                        ]),
                    try write(v, "upstreamLineage", upstream(a)),
                    try write(
                        v, "viewProperties", ["materialized": false, "viewLogic": .string(long), "viewLanguage": "SQL"]),
                    try write(
                        theJob, "dataJobInputOutput", ["inputDatasets": [.string(a)], "outputDatasets": [.string(b)]]),
                    try write(theJob, "dataJobInfo", info),
                ])
            func texts(_ root: String) async throws -> [String?] {
                try await evidence(store, of: root).map { $0.statement.map { "\($0.aspect) \($0.text)" } }
            }
            try await equal(
                texts(b), ["queryProperties insert into b", "queryProperties insert into b"],
                "a query's, and a job's query")
            let view = try await evidence(store, of: v)[0].statement
            try equal(view?.text, String(repeating: "ü", count: 2000), "a view's, cut")
            try equal(view?.isTruncated, true, "cut")
            try equal(view?.urn, v, "where the whole text is")
            try await commit(
                store,
                [
                    try write(
                        theJob, "dataTransformLogic",
                        ["transforms": [[:], ["queryStatement": statement("merge into b")]]])
                ])
            try await equal(texts(theJob), ["dataTransformLogic merge into b"], "a job's own")
        },
        StoreConformance("a claim is asked of the owner named, and of no other") { store in
            let (a, b) = (dataset("a"), dataset("b"))
            try await commit(store, [try write(b, "upstreamLineage", upstream(a))])
            var edge = try await store.lineage(LineageQuery(root: Urn(b), direction: .upstream)).edges[0]
            try await equal(store.claims(of: []).count, 0, "no edges")
            try await equal(store.claims(of: [edge, edge]).map { $0 == nil }, [false, false], "the same edge twice")
            let wrong: [(inout LineageEdge) -> Void] = [
                { $0.owner = a }, { $0.ownerAspect = "status" }, { $0.kind = "Consumes" }, { $0.via = a },
                { swap(&$0.source, &$0.destination) }, { $0.source = dataset("never") }, { $0.owner = "no urn" },
            ]
            let others = wrong.map { change in
                var other = edge
                change(&other)
                return other
            }
            try await equal(store.claims(of: others).map { $0 == nil }, wrong.map { _ in true }, "claims nobody made")
            edge.properties = nil
            try await equal(store.claims(of: [edge]).map { $0 == nil }, [false], "details tell no edges apart")
        },
    ]
}
