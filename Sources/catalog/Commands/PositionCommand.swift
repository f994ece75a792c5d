extension Command {
    static let position = Command(
        name: "position",
        summary: "Show how far the catalog has come: the position of its last change.",
        flags: [
            Flag(name: "wait-for", value: "POSITION", help: "Wait up to 10 seconds until this position is reached."),
            .server,
        ],
        discussion:
            "A write's answer names its position in the header Catalog-Position; a read that asks for it sees the write.",
        examples: [
            .init("catalog position", "the number alone"),
            .init("catalog position --wait-for 42 && catalog search orders", "search once a write is visible"),
        ],
        run: { invocation in
            let query = invocation.value("wait-for").map { [("minPosition", $0)] } ?? []
            let reply = try await CatalogClient(invocation).get("/v1/position", query)
            invocation.terminal.print(invocation.isJSON ? reply.text : reply.json["position"]?.text ?? "")
            return .success
        })
}
