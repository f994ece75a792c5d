import Basics
import CatalogIngest

extension Command {
    static let connectors = Command(
        name: "connectors",
        summary: "List the systems that 'catalog ingest' can read.",
        examples: [.init("catalog connectors", "one line each")],
        run: { invocation in
            let connectors = ConnectorRegistry.all
            guard !invocation.isJSON else {
                let list = connectors.map { connector -> JSON in
                    ["kind": .string(connector.kind), "summary": .string(connector.summary)]
                }
                invocation.terminal.print(JSON.array(list).text)
                return .success
            }
            for line in columns(connectors.map { [$0.kind, $0.summary] }) { invocation.terminal.print(line) }
            invocation.terminal.note(
                "'catalog connectors show KIND' prints a recipe, 'catalog ingest KIND --help' the options.")
            return .success
        })

    static let connectorShow = Command(
        name: "connectors show",
        summary: "Print the recipe of a connector, every field explained.",
        arguments: [.init(name: "KIND", help: "As 'catalog connectors' lists it.")],
        examples: [.init("catalog connectors show trino", "a recipe to fill in")],
        run: { invocation in
            let kind = invocation.arguments[0]
            guard let connector = ConnectorRegistry.connector(kind) else {
                let kinds = ConnectorRegistry.all.map { $0.kind }
                throw CommandFailure(
                    "there is no connector '\(kind)'",
                    hint: nearestName(to: kind, among: kinds).map { "Did you mean '\($0)'?" }
                        ?? "Known are \(kinds.joined(separator: ", ")).", status: .usage)
            }
            let recipe = String(decoding: connector.recipe, as: UTF8.self)
            invocation.terminal.write(
                invocation.isJSON
                    ? (["kind": .string(kind), "recipe": .string(recipe)] as JSON).text + "\n" : recipe)
            return .success
        })
}
