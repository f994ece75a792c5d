import Basics

extension Command {
    static let search = Command(
        name: "search",
        summary: "Find entities by words in their names, columns and descriptions.",
        arguments: [
            .init(name: "TEXT", help: "Words that all have to occur; leave it out to see everything.", isOptional: true)
        ],
        flags: [
            Flag(name: "type", value: "TYPE", help: "Only entities of this type, e.g. dataset.", isRepeatable: true),
            Flag(
                name: "platform", value: "NAME", help: "Only entities of this platform, e.g. hive.",
                isRepeatable: true),
            Flag(name: "limit", value: "N", help: "How many to show, 1 to 1000 (default 20)."),
            Flag(name: "cursor", value: "CURSOR", help: "Go on where an answer ended."),
            Flag(name: "include-removed", help: "Show soft-deleted entities too."),
            .server,
        ],
        examples: [
            .init("catalog search orders", "everything called or described as orders"),
            .init("catalog search 'customer id' --type dataset --platform hive", "Hive tables with both words"),
            .init("catalog search --type dashboard --limit 100", "all dashboards"),
            .init("catalog search orders --json | jq -r '.items[].urn'", "only the urns"),
        ],
        run: { try await SearchAnswer.run($0) })
}

private enum SearchAnswer {
    static func run(_ invocation: Invocation) async throws(CommandFailure) -> CommandStatus {
        let text = invocation.arguments.first ?? ""
        var query: [(String, String)] = [("query", text)]
        for type in invocation.values("type") { query.append(("type", type)) }
        for platform in invocation.values("platform") { query.append(("platform", platform)) }
        if let limit = invocation.value("limit") { query.append(("limit", limit)) }
        if let cursor = invocation.value("cursor") { query.append(("cursor", cursor)) }
        if invocation.isSet("include-removed") { query.append(("includeRemoved", "true")) }
        let reply = try await CatalogClient(invocation).get("/v1/search", query)
        if invocation.isJSON {
            invocation.terminal.print(reply.text)
        } else {
            show(reply.json, text, invocation)
        }
        return .success
    }

    private static func show(_ json: JSON, _ text: String, _ invocation: Invocation) {
        let terminal = invocation.terminal
        let total = json["total"]?.intValue ?? 0
        let items = json["items"]?.arrayValue ?? []
        let what = text.isEmpty || text == "*" ? "in the catalog" : "for '\(text)'"
        guard !items.isEmpty else {
            terminal.print(total == 0 ? "Nothing \(what)." : "No more \(what); \(counted(total, "match")) in all.")
            return
        }
        let rows = items.map { item in
            [
                shortened(printable(item["name"]?.stringValue ?? ""), to: 48), item["type"]?.stringValue ?? "",
                shownPlatform(item["platform"]?.stringValue), printable(item["urn"]?.stringValue ?? ""),
            ]
        }
        for (line, item) in zip(columns(rows), items) {
            let isRemoved = item["removed"]?.boolValue == true
            terminal.print(isRemoved ? terminal.dim(line + "  (removed)") : line)
            if let description = item["description"]?.stringValue, !description.isEmpty {
                terminal.print(terminal.dim("  " + shortened(printable(description), to: 110)))
            }
        }
        let shown = items.count == Int(total) ? "\(total)" : "\(items.count) of \(total)"
        terminal.print("\n" + terminal.bold("\(shown) \(what)") + facets(json))
        if let next = json["next"]?.stringValue {
            terminal.print(terminal.dim("More: repeat the command with --cursor \(next)"))
        }
    }

    private static func facets(_ json: JSON) -> String {
        let known = (json["facets"]?.arrayValue ?? []).filter {
            ["type", "platform"].contains($0["field"]?.stringValue)
        }
        return known.compactMap { facet -> String? in
            let buckets = facet["buckets"]?.arrayValue ?? []
            guard buckets.count > 1 else { return nil }
            let shown = buckets.prefix(6).map { bucket in
                "\(shownPlatform(bucket["value"]?.stringValue)) \(bucket["count"]?.intValue ?? 0)"
            }
            return "\n\(facet["field"]?.stringValue ?? ""): " + shown.joined(separator: ", ")
                + (buckets.count > 6 ? ", …" : "")
        }.joined()
    }
}

/// A platform as people call it.
func shownPlatform(_ urn: String?) -> String {
    let prefix = "urn:li:dataPlatform:"
    guard let urn else { return "" }
    return printable(urn.hasPrefix(prefix) ? String(urn.dropFirst(prefix.count)) : urn)
}
