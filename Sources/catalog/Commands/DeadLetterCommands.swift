import Basics

extension Command {
    static let deadLetterList = Command(
        name: "dlq list",
        summary: "List the records from Kafka that could not be applied.",
        flags: [
            Flag(name: "limit", value: "N", help: "How many to show, 1 to 1000 (default 100)."),
            Flag(name: "cursor", value: "CURSOR", help: "Go on where an answer ended."),
            .server,
        ],
        discussion: "A bad record is parked with its bytes and the reason, while its neighbours are applied.",
        examples: [.init("catalog dlq list", "the oldest 100 that nobody has replayed yet")],
        run: { try await DeadLetters.list($0) })

    static let deadLetterShow = Command(
        name: "dlq show",
        summary: "Show a parked record with its bytes.",
        arguments: [.init(name: "ID", help: "The id that 'catalog dlq list' shows.")],
        flags: [.server],
        examples: [.init("catalog dlq show 7", "reason, place and content")],
        run: { try await DeadLetters.show($0) })

    static let deadLetterReplay = Command(
        name: "dlq replay",
        summary: "Apply parked records again, once what was wrong is mended.",
        arguments: [.init(name: "ID", help: "The id that 'catalog dlq list' shows.", isOptional: true)],
        flags: [
            Flag(name: "all", help: "Every record that is parked now, oldest first."),
            .server,
        ],
        discussion: "A record that still cannot be applied stays parked; the exit code is 1 then.",
        examples: [
            .init("catalog dlq replay 7", "one record"), .init("catalog dlq replay --all", "all of them"),
        ],
        run: { try await DeadLetters.replay($0) })
}

private enum DeadLetters {
    static func list(_ invocation: Invocation) async throws(CommandFailure) -> CommandStatus {
        var query: [(String, String)] = []
        if let limit = invocation.value("limit") { query.append(("limit", limit)) }
        if let cursor = invocation.value("cursor") { query.append(("cursor", cursor)) }
        let reply = try await CatalogClient(invocation).get("/v1/dead-letters", query)
        let terminal = invocation.terminal
        if invocation.isJSON {
            terminal.print(reply.text)
            return .success
        }
        let items = reply.json["items"]?.arrayValue ?? []
        let total = reply.json["total"]?.intValue ?? 0
        guard !items.isEmpty else {
            terminal.print(total == 0 ? "No record is parked." : "No more; \(counted(total, "record")) in all.")
            return .success
        }
        let rows = items.map { item in
            [
                item["id"]?.text ?? "", iso8601(item["parkedAt"]?.intValue ?? 0), place(item),
                item["code"]?.stringValue ?? "", shortened(printable(item["reason"]?.stringValue ?? ""), to: 120),
            ]
        }
        for line in columns(rows) { terminal.print(line) }
        terminal.print("\n" + terminal.bold("\(items.count) of \(total) parked") + ". 'catalog dlq show ID' says more.")
        if let next = reply.json["next"]?.stringValue {
            terminal.print(terminal.dim("More: catalog dlq list --cursor \(next)"))
        }
        return .success
    }

    static func show(_ invocation: Invocation) async throws(CommandFailure) -> CommandStatus {
        let reply = try await CatalogClient(invocation).get(path(invocation.arguments[0]))
        let terminal = invocation.terminal
        let letter = reply.json
        guard !invocation.isJSON else {
            terminal.print(reply.text)
            return .success
        }
        let replayed = letter["replayedAt"]?.intValue.map { ", replayed \(iso8601($0))" } ?? ""
        terminal.print(terminal.bold("Dead letter \(letter["id"]?.text ?? "")") + "  \(place(letter))")
        terminal.print("parked \(iso8601(letter["parkedAt"]?.intValue ?? 0))\(replayed)")
        terminal.print(
            "\(terminal.red(letter["code"]?.stringValue ?? ""))  \(printable(letter["reason"]?.stringValue ?? ""))")
        for part in ["key", "value"] { terminal.print("\n\(terminal.cyan(part))\n" + content(letter[part])) }
        return .success
    }

    static func replay(_ invocation: Invocation) async throws(CommandFailure) -> CommandStatus {
        let client = try CatalogClient(invocation)
        let isAll = invocation.isSet("all")
        guard isAll == invocation.arguments.isEmpty else {
            throw CommandFailure("name one id, or --all", hint: "catalog dlq replay 7", status: .usage)
        }
        guard isAll else {
            let reply = try await client.post(path(invocation.arguments[0]) + "/replay")
            invocation.terminal.print(
                invocation.isJSON
                    ? reply.text : "Applied at position \(reply.json["position"]?.text ?? "").")
            return .success
        }
        var applied = 0
        var failed: [(id: Int64, failure: CommandFailure)] = []
        for id in try await openIDs(client) {
            do {
                _ = try await client.post(path(String(id)) + "/replay")
                applied += 1
            } catch {
                // Only what is said of the record itself lets the others go on.
                guard error.problem?["code"]?.stringValue == "replay_failed" else { throw error }
                failed.append((id, error))
                if !invocation.isJSON { invocation.terminal.note("\(id): \(error.message)") }
            }
        }
        if invocation.isJSON {
            let failures: [JSON] = failed.map { ["id": .int($0.id), "reason": .string($0.failure.message)] }
            let summary: JSON = [
                "applied": .int(Int64(applied)), "failed": .int(Int64(failed.count)), "failures": .array(failures),
            ]
            invocation.terminal.print(summary.text)
        } else {
            invocation.terminal.print("\(applied) applied, \(failed.count) still parked.")
        }
        return failed.isEmpty ? .success : .failure
    }

    /// The ids parked at this moment; read before the first replay, because each one changes the list.
    private static func openIDs(_ client: CatalogClient) async throws(CommandFailure) -> [Int64] {
        var ids: [Int64] = []
        var query = [("limit", "1000")]
        while true {
            let page = try await client.get("/v1/dead-letters", query).json
            ids += (page["items"]?.arrayValue ?? []).compactMap { $0["id"]?.intValue }
            guard let next = page["next"]?.stringValue else { return ids }
            query = [("limit", "1000"), ("cursor", next)]
        }
    }

    private static func path(_ id: String) -> String { "/v1/dead-letters/" + percentEncoded(id) }

    private static func place(_ letter: JSON) -> String {
        "\(printable(letter["topic"]?.stringValue ?? ""))/\(letter["partition"]?.text ?? "")@\(letter["offset"]?.text ?? "")"
    }

    /// Text where it is text, indented where it is JSON; else base64.
    private static func content(_ part: JSON?) -> String {
        guard let part, !part.isNull else { return "  (none)" }
        guard let text = part["text"]?.stringValue else { return "  base64 " + (part["base64"]?.stringValue ?? "") }
        let shown = (try? JSON.parse(text))?.prettyText ?? text
        return shown.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + printable(String($0)) }
            .joined(separator: "\n")
    }
}
