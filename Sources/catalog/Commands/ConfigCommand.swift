import Basics

extension Command {
    static let configPrint = Command(
        name: "config print",
        summary: "Show the settings in force and where each comes from; secrets are starred.",
        flags: [
            Flag(name: "listen", value: "HOST:PORT", help: "As for 'catalog serve'.", setting: .listen),
            Flag(name: "data-dir", value: "DIR", help: "As for 'catalog serve'.", setting: .dataDirectory),
            .server,
        ],
        discussion: "Flags win over the environment, the environment over defaults. A secret may also be in a file: "
            + "CATALOG_POSTGRES_URL_FILE=/run/secrets/url.",
        examples: [
            .init("catalog config print", "what 'catalog serve' would run with"),
            .init("CATALOG_KAFKA_CONF_SECURITY_PROTOCOL=SSL catalog config print", "a setting of librdkafka"),
        ],
        run: { invocation in
            let configuration = try invocation.configuration()
            // What cannot be used is said here rather than at the next start.
            _ = try configuration.listenAddress()
            _ = try configuration.logLevel()
            _ = try configuration.boolean(.accessLog)
            _ = try configuration.integer(.postgresPool, in: 1...1000)
            _ = try configuration.integer(.maximumBodyBytes, in: 1...(1 << 30))
            _ = try configuration.integer(.maximumConnections, in: 1...100_000)
            let terminal = invocation.terminal
            if invocation.isJSON {
                let members = configuration.entries.map { entry in
                    JSONObject.Member(
                        entry.name, ["value": .string(entry.shown), "source": .string(entry.source.rawValue)])
                }
                terminal.print(JSON.object(JSONObject(members)).text)
            } else {
                let rows = configuration.entries.map { [$0.name, printable($0.shown), "(\($0.source.rawValue))"] }
                for line in columns(rows) { terminal.print(line) }
            }
            return .success
        })
}
