import Basics

extension Command {
    static let lineage = Command(
        name: "lineage",
        summary: "Show as a tree what feeds an entity, or what it feeds.",
        arguments: [.init(name: "URN", help: "The entity's urn, in quotes; a schemaField's urn shows column lineage.")],
        flags: [
            Flag(
                name: "direction", value: "WAY",
                help: "upstream: what feeds it (the default); downstream: what it feeds."),
            Flag(name: "hops", value: "N", help: "How far to go: a number, or all (default 1)."),
            Flag(name: "limit", value: "N", help: "Entities to show at most (default 1000)."),
            Flag(name: "include-removed", help: "Show soft-deleted entities too."),
            Flag(
                name: "evidence",
                help: "Show who states each edge, in which run, since when, and the statement it was taken from."),
            .server,
        ],
        discussion: "Each entity is unfolded once, at its shortest distance; where it is met again, it is marked ↑.",
        examples: [
            .init("catalog lineage 'urn:li:dashboard:(superset,1)' --hops all", "everything a dashboard rests on"),
            .init("catalog lineage URN --direction downstream --hops 3", "what breaks when this changes"),
            .init("catalog lineage 'urn:li:schemaField:(URN,amount)' --hops all", "where a column comes from"),
            .init("catalog lineage URN --evidence", "why the catalog believes it"),
            .init("catalog lineage URN --hops all --json | jq -r '.nodes[].urn'", "only the urns"),
        ],
        run: { try await LineageAnswer.run($0) })
}

private enum LineageAnswer {
    /// Nodes that one request asks for at most, as the server allows.
    private static let pageLimit = 10_000

    static func run(_ invocation: Invocation) async throws(CommandFailure) -> CommandStatus {
        let client = try CatalogClient(invocation)
        let path = "/v1/lineage/" + percentEncoded(invocation.arguments[0])
        let wanted = try limit(invocation)
        var query = [("limit", String(min(wanted, pageLimit)))]
        if let direction = invocation.value("direction") { query.append(("direction", direction)) }
        if let hops = invocation.value("hops") { query.append(("hops", hops)) }
        if invocation.isSet("include-removed") { query.append(("includeRemoved", "true")) }
        if invocation.isSet("evidence") {
            query.append(("evidence", "true"))
        } else if !invocation.isJSON {
            query.append(("evidence", "false"))
        }

        var reply = try await client.get(path, query)
        if invocation.isJSON, wanted <= pageLimit {
            invocation.terminal.print(reply.text)
            return .success
        }
        let first = reply.json
        var nodes = first["nodes"]?.arrayValue ?? []
        var edges = first["edges"]?.arrayValue ?? []
        while nodes.count < wanted, let next = reply.json["next"]?.stringValue {
            query[0].1 = String(min(wanted - nodes.count, pageLimit))
            reply = try await client.get(path, query + [("cursor", next)])
            nodes += reply.json["nodes"]?.arrayValue ?? []
            edges += reply.json["edges"]?.arrayValue ?? []
        }
        guard !invocation.isJSON else {
            var joint = first.objectValue ?? JSONObject()
            joint["nodes"] = .array(nodes)
            joint["edges"] = .array(edges)
            joint["next"] = reply.json["next"] ?? .null
            invocation.terminal.print(JSON.object(joint).text)
            return .success
        }
        show(first, nodes, edges, invocation.terminal)
        return .success
    }

    private static func limit(_ invocation: Invocation) throws(CommandFailure) -> Int {
        guard let text = invocation.value("limit") else { return 1000 }
        guard let limit = Int(text), limit > 0 else {
            throw CommandFailure("--limit must be an integer from 1 on, found '\(text)'", status: .usage)
        }
        return limit
    }

    private static func show(_ json: JSON, _ nodes: [JSON], _ edges: [JSON], _ terminal: Terminal) {
        let isUpstream = json["direction"]?.stringValue != "downstream"
        let total = json["total"]?.intValue ?? 0
        var names: [String: String] = [:]
        for node in nodes { if let urn = node["urn"]?.stringValue { names[urn] = node["name"]?.stringValue } }
        let tree = LineageTree(
            root: json["root"]?.stringValue ?? "", nodes: nodes.compactMap(LineageTree.Node.init),
            edges: edges.compactMap { edge in
                guard let source = edge["source"]?.stringValue, let destination = edge["destination"]?.stringValue
                else { return nil }
                // Toward the root, whichever way the data flows.
                return LineageTree.Edge(
                    near: isUpstream ? destination : source, far: isUpstream ? source : destination,
                    evidence: EvidenceLines.lines(edge["evidence"], names: names))
            })
        for line in tree.lines(terminal) { terminal.print(line) }
        let hops = json["hops"]?.intValue.map { counted($0, "hop") } ?? "any number of hops"
        let way = isUpstream ? "upstream" : "downstream"
        guard total > 0 else {
            terminal.print("\nNothing \(way) within \(hops).")
            return
        }
        let counts = (json["countsByType"]?.objectValue?.members ?? [])
            .map { counted($0.value.intValue ?? 0, $0.name) }.joined(separator: ", ")
        terminal.print("\n" + terminal.bold("\(total) \(way)") + " within \(hops): \(counts)")
        if nodes.count < total {
            terminal.print(terminal.dim("\(nodes.count) of them are shown; --limit \(total) shows all."))
        }
    }
}
