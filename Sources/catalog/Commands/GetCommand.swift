import Basics

extension Command {
    static let get = Command(
        name: "get",
        summary: "Show an entity with its aspects.",
        arguments: [.init(name: "URN", help: "The entity's urn, in quotes.")],
        flags: [
            Flag(name: "aspect", value: "NAME", help: "Only this aspect.", isRepeatable: true),
            Flag(name: "version", value: "N", help: "That version of the one aspect named, instead of the latest."),
            .server,
        ],
        examples: [
            .init("catalog get 'urn:li:dataset:(urn:li:dataPlatform:hive,shop.orders,PROD)'", "all aspects"),
            .init("catalog get URN --aspect ownership --aspect status", "two of them"),
            .init("catalog get URN --aspect schemaMetadata --version 3", "how the schema was in version 3"),
            .init("catalog get URN --json | jq .aspects.ownership.value", "one value for a script"),
        ],
        run: { try await EntityAnswer.run($0) })
}

private enum EntityAnswer {
    static func run(_ invocation: Invocation) async throws(CommandFailure) -> CommandStatus {
        let path = "/v1/entities/" + percentEncoded(invocation.arguments[0])
        let names = invocation.values("aspect")
        let client = try CatalogClient(invocation)
        let terminal = invocation.terminal
        if let version = invocation.value("version") {
            guard names.count == 1 else {
                throw CommandFailure(
                    "--version needs one --aspect", hint: "For example: --aspect schemaMetadata --version 3",
                    status: .usage)
            }
            let reply = try await client.get("\(path)/aspects/\(percentEncoded(names[0]))", [("version", version)])
            if invocation.isJSON {
                terminal.print(reply.text)
            } else {
                show(names[0], reply.json, terminal)
            }
            return .success
        }
        let reply = try await client.get(path, names.map { ("aspects", $0) })
        if invocation.isJSON {
            terminal.print(reply.text)
        } else {
            show(reply.json, terminal)
        }
        return .success
    }

    private static func show(_ json: JSON, _ terminal: Terminal) {
        let removed = json["removed"]?.boolValue == true ? ", removed" : ""
        terminal.print(terminal.bold(printable(json["urn"]?.stringValue ?? "")))
        terminal.print(
            terminal.dim("\(json["type"]?.stringValue ?? "")\(removed), position \(json["position"]?.intValue ?? 0)"))
        let aspects = json["aspects"]?.objectValue?.members ?? []
        if aspects.isEmpty { terminal.print("\nIt has none of these aspects.") }
        for aspect in aspects {
            terminal.print()
            show(aspect.name, aspect.value, terminal)
        }
    }

    private static func show(_ name: String, _ aspect: JSON, _ terminal: Terminal) {
        var facts = ["version \(aspect["version"]?.intValue ?? 0)"]
        if let time = aspect["created"]?["time"]?.intValue { facts.append(iso8601(time)) }
        if let run = aspect["systemMetadata"]?["runId"]?.stringValue, run != "no-run-id-provided" {
            facts.append("run \(printable(run))")
        }
        terminal.print("\(terminal.cyan(name))  \(terminal.dim(facts.joined(separator: ", ")))")
        for line in (aspect["value"] ?? .null).prettyText.split(separator: "\n", omittingEmptySubsequences: false) {
            terminal.print("  " + printable(String(line)))
        }
    }
}
