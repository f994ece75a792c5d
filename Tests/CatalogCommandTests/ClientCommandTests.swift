import Basics
import Testing

@testable import catalog

@Suite struct ClientCommandTests {
    @Test("search shows names, platforms and the total, and JSON as the server wrote it") func search() async throws {
        let catalog = try RunningCatalog()
        for index in 1...3 { try await catalog.put(table("t\(index)"), "datasetProperties", ["name": "orders"]) }
        let (status, screen) = await catalog.run("search", "orders", "--limit", "2")
        #expect(status == .success)
        #expect(screen.output.contains("orders  dataset  hive  \(table("t1"))"))
        #expect(screen.output.contains("2 of 3 for 'orders'"))
        #expect(screen.output.contains("--cursor "))
        let json = try JSON.parse(await catalog.run("search", "orders", "--json").screen.output)
        #expect(json["total"]?.intValue == 3)
        let none = await catalog.run("search", "nothing")
        #expect(none.status == .success)
        #expect(none.screen.output == "Nothing for 'nothing'.\n")
    }

    @Test("get shows each aspect with its version, and one version of one") func get() async throws {
        let catalog = try RunningCatalog()
        try await catalog.put(table("t"), "datasetProperties", ["name": "before"])
        try await catalog.put(table("t"), "datasetProperties", ["name": "after"])
        let (status, screen) = await catalog.run("get", table("t"))
        #expect(status == .success)
        #expect(screen.output.contains("datasetProperties  version 2"))
        #expect(screen.output.contains("\"name\": \"after\""))
        let first = await catalog.run("get", table("t"), "--aspect", "datasetProperties", "--version", "1")
        #expect(first.screen.output.contains("\"name\": \"before\""))
        #expect(await catalog.run("get", table("t"), "--version", "1").status == .usage)
    }

    @Test("fsck asks the server that --server names, not the one of the environment") func fsck() async throws {
        let catalog = try RunningCatalog()
        let screen = Screen()
        let words = ["fsck", "--server", catalog.url, "--json"]
        let environment = ["CATALOG_SERVER": "http://127.0.0.1:1"]
        #expect(await run(words, environment: environment, terminal: screen.terminal()) == .success)
        #expect(try JSON.parse(screen.output)["differences"]?.intValue == 0)
    }

    @Test("what the server refuses ends with 1, in the server's words, and as JSON for scripts") func refused()
        async throws
    {
        let catalog = try RunningCatalog()
        let (status, screen) = await catalog.run("get", "orders")
        #expect(status == .failure)
        #expect(screen.output.isEmpty)
        #expect(screen.errors.contains("is not a urn"))
        let json = await catalog.run("get", "orders", "--json")
        #expect(json.status == .failure)
        #expect(try JSON.parse(json.screen.errors)["code"]?.stringValue == "bad_urn")
        #expect(await catalog.run("search", "--type", "datset").screen.errors.contains("Did you mean 'dataset'?"))
    }

    @Test("a server that is not there is told with what to do") func away() async {
        let screen = Screen()
        let words = ["position", "--server", "127.0.0.1:1"]
        #expect(await run(words, environment: [:], terminal: screen.terminal()) == .failure)
        #expect(screen.errors.contains("no catalog answers at http://127.0.0.1:1"))
        #expect(screen.errors.contains("catalog serve"))
    }

    @Test("position is a number, and waits where it is asked to") func position() async throws {
        let catalog = try RunningCatalog()
        try await catalog.put("urn:li:tag:a", "tagProperties", ["name": "a"])
        let reached = try await catalog.store.position()
        #expect(await catalog.run("position").screen.output == "\(reached)\n")
        #expect(await catalog.run("position", "--wait-for", "\(reached)").status == .success)
        let late = await catalog.run("position", "--wait-for", "99")
        #expect(late.status == .failure)
        #expect(late.screen.errors.contains("not reached"))
    }

    @Test("a lineage tree unfolds each entity once, nearest first, and marks it elsewhere") func lineage() async throws
    {
        let catalog = try RunningCatalog()
        try await catalog.feed("d", from: ["b", "c"])
        try await catalog.feed("c", from: ["b", "a"])
        let (status, screen) = await catalog.run("lineage", table("d"), "--hops", "all")
        #expect(status == .success)
        #expect(
            screen.output == """
                d  \(table("d"))
                ├─ b  dataset, hive, only referenced
                └─ c  dataset, hive
                   ├─ a  dataset, hive, only referenced
                   └─ b  ↑

                3 upstream within any number of hops: 3 datasets

                """)
        let down = await catalog.run("lineage", table("a"), "--direction", "downstream")
        #expect(down.screen.output.contains("└─ c  dataset, hive"))
        #expect(down.screen.output.contains("1 downstream within 1 hop: 1 dataset"))
        let json = try JSON.parse(await catalog.run("lineage", table("d"), "--json").screen.output)
        #expect(json["total"]?.intValue == 2)
    }

    @Test("a lineage tree says below each entity who states the edge to it, where it is asked to") func evidence()
        async throws
    {
        let catalog = try RunningCatalog()
        try await catalog.feed("d", from: ["b", "c"])
        try await catalog.feed("c", from: ["b"])
        try await catalog.put(
            table("c"), "viewProperties",
            ["materialized": false, "viewLogic": "select *\n  from b", "viewLanguage": "SQL"])
        let plain = await catalog.run("lineage", table("d"), "--hops", "all").screen.output
        #expect(!plain.contains("•"))
        let lines = await catalog.run("lineage", table("d"), "--hops", "all", "--evidence").screen.output
            .split(separator: "\n").map(String.init)
        #expect(lines[1] == "├─ b  dataset, hive, only referenced")
        #expect(lines[2].hasPrefix("│     • upstreamLineage of d, by unknown, seen 20"))
        #expect(lines[3] == "└─ c  dataset, hive")
        #expect(lines[4].hasPrefix("   │  • upstreamLineage of d"))
        #expect(lines[5] == "   └─ b  ↑")
        #expect(lines[6].hasPrefix("         • upstreamLineage of c"))
        #expect(lines[7] == "           select * from b")
        let json = try JSON.parse(await catalog.run("lineage", table("d"), "--json").screen.output)
        #expect(json["edges"]?[0]?["evidence"]?[0]?["owner"]?["aspect"] == "upstreamLineage")
    }

    @Test("a circle ends, and its way back to the root is marked") func circle() async throws {
        let catalog = try RunningCatalog()
        try await catalog.feed("a", from: ["b"])
        try await catalog.feed("b", from: ["a"])
        let lines = await catalog.run("lineage", table("a"), "--hops", "all").screen.output.split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines[1].hasPrefix("└─ b"))
        #expect(lines[2] == "   └─ a  ↑")
    }

    @Test("columns are called by table and column") func columnLineage() async throws {
        let catalog = try RunningCatalog()
        func column(_ name: String, _ path: String) -> JSON { .string("urn:li:schemaField:(\(table(name)),\(path))") }
        try await catalog.put(
            table("sums"), "upstreamLineage",
            [
                "upstreams": [
                    [
                        "dataset": .string(table("orders")), "type": "TRANSFORMED",
                        "auditStamp": ["time": 0, "actor": "urn:li:corpuser:etl"],
                    ]
                ],
                "fineGrainedLineages": [
                    [
                        "upstreamType": "FIELD_SET", "upstreams": [column("orders", "amount")],
                        "downstreamType": "FIELD", "downstreams": [column("sums", "total")], "confidenceScore": 1,
                    ]
                ],
            ])
        let root = column("sums", "total").stringValue ?? ""
        let output = await catalog.run("lineage", root, "--hops", "all").screen.output
        #expect(output.hasPrefix("sums.total  "))
        #expect(output.contains("└─ orders.amount  schemaField"))
    }

    @Test("dead letters are listed, shown without steering the terminal, and replayed") func deadLetters() async throws
    {
        let catalog = try RunningCatalog()
        #expect(await catalog.run("dlq", "list").screen.output == "No record is parked.\n")
        try await catalog.park(["there is no aspect 'x'", "hopeless", "there is no aspect 'y'"])
        let list = await catalog.run("dlq", "list").screen.output
        #expect(list.contains("t/0@0"))
        #expect(list.contains("3 of 3 parked"))
        let shown = await catalog.run("dlq", "show", "1").screen.output
        #expect(shown.contains("unknown_aspect  there is no aspect 'x'"))
        #expect(!shown.contains("\u{1B}"))
        #expect(await catalog.run("dlq", "replay", "1").status == .success)
        let all = await catalog.run("dlq", "replay", "--all", "--json")
        #expect(all.status == .failure)
        let json = try JSON.parse(all.screen.output)
        #expect(json["applied"]?.intValue == 1)
        #expect(json["failed"]?.intValue == 1)
        #expect(json["failures"]?[0]?["id"]?.intValue == 2)
        #expect(await catalog.run("dlq", "show", "x").status == .failure)
    }
}
