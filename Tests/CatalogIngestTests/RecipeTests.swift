import Basics
import Foundation
import Testing

@testable import CatalogIngest

@Suite("Recipes")
struct RecipeTests {
    private func recipe(_ text: String, _ environment: [String: String] = [:]) throws -> Recipe {
        try Recipe(yaml: text, name: "r.yaml", environment: environment)
    }

    private func message(_ text: String, _ environment: [String: String] = [:]) -> String {
        do {
            _ = try recipe(text, environment)
            return ""
        } catch {
            return "\(error)"
        }
    }

    private static let sink = "sink:\n  type: catalog\n  config: {server: \"http://localhost:8080\"}\n"

    @Test("Values, defaults and patterns arrive; ${NAME} is filled in")
    func read() throws {
        let recipe = try recipe(
            """
            pipeline_name: nightly
            source:
              type: trino
              config:
                server: https://${HOST:-trino.test}:8443
                user: ana
                password: "${SECRET}"
                catalog_pattern: {allow: [ware.*], deny: [".*tmp"]}
                schema_pattern: raw
                timeout_seconds: 30
                insecure: true
            \(Self.sink)
            """, ["SECRET": "s3"])
        #expect(recipe.sourceType == "trino")
        #expect(recipe.pipelineName == "nightly")
        #expect(recipe.source.text("server") == "https://trino.test:8443")
        #expect(try recipe.source.secret("password")?.reveal() == "s3")
        #expect(recipe.source.pattern("catalog_pattern") == NamePattern(allow: ["ware.*"], deny: [".*tmp"]))
        #expect(recipe.source.pattern("schema_pattern") == NamePattern(allow: ["raw"]))
        #expect(recipe.source.integer("timeout_seconds") == 30)
        #expect(recipe.source.flag("insecure"))
        #expect(recipe.sink.text("server") == "http://localhost:8080")
    }

    @Test(
        "A mistake names file, line and what is meant",
        arguments: [
            (
                "source:\n  type: trino\n  config:\n    server: http://t\n    usr: ana\n", "r.yaml:5",
                "did you mean 'user'?"
            ),
            ("source:\n  type: trina\n", "r.yaml:2", "did you mean 'trino'?"),
            ("source:\n  type: trino\n  confg: {}\n", "r.yaml:3", "did you mean 'config'?"),
            ("source:\n  type: trino\n  config:\n    user: ana\n", "r.yaml:4", "'server' is missing"),
            ("source:\n  type: trino\n  config:\n    server: trino:8080\n", "r.yaml:4", "must be a URL"),
            ("source:\n  type: trino\n  config:\n    server: http://a:b@trino:8080\n", "r.yaml:4", "must be a URL"),
            (
                "source:\n  type: trino\n  config:\n    server: http://t\n    insecure: maybe\n", "r.yaml:5",
                "true or false"
            ),
            (
                "source:\n  type: trino\n  config:\n    server: http://t\n    timeout_seconds: 0\n", "r.yaml:5",
                "whole number"
            ),
            (
                "source:\n  type: trino\n  config:\n    server: http://t\n    table_pattern: \"(\"\n", "r.yaml:5",
                "regular expression"
            ),
            ("source:\n  type: trino\n  config:\n    server: http://t\n    password: ${NOPE}\n", "r.yaml:5", "NOPE"),
            ("source:\n  type: trino\n  config:\n    server: [a]\n", "r.yaml:4", "single value"),
            ("source: [\n", "r.yaml:", "flow node"),
        ])
    func mistakes(text: String, place: String, hint: String) {
        let message = message(text + (text.hasSuffix("[\n") ? "" : Self.sink))
        #expect(message.contains(place), "\(message)")
        #expect(message.contains(hint), "\(message)")
        #expect(!message.contains("a:b"), "credentials in a URL are not repeated")
    }

    @Test("All that is wrong is told at once, a line each")
    func several() {
        let text =
            "source:\n  type: trino\n  config:\n    usr: ana\n    timeout_seconds: 0\nsinc: {}\nkeep_gone: maybe\n"
        let message = message(text)
        for part in [
            "r.yaml:4: there is no field 'usr'", "r.yaml:5: 'timeout_seconds'", "'server' is missing",
            "r.yaml:6: a recipe has no key 'sinc'; did you mean 'sink'?", "'sink' is missing", "r.yaml:7: 'keep_gone'",
        ] { #expect(message.contains(part), "\(message)") }
        #expect(message.split(separator: "\n").count == 6)
    }

    @Test("A recipe of DataHub's is answered with its translation")
    func translation() {
        let message = message(
            """
            source:
              type: trino
              config: {host_port: "t:8080", username: ana, stateful_ingestion: {enabled: true}}
            sink:
              type: datahub-rest
              config: {server: "http://c", max_threads: 4}
            transformers: []
            """)
        for part in [
            "write 'server': https://HOST:PORT", "write 'user'", "'max_removed_share'", "write 'max_in_flight'",
            "there are none here",
        ] { #expect(message.contains(part), "\(message)") }
    }

    @Test("A recipe without a sink, or with an unknown one, is refused")
    func sinks() {
        let source = "source:\n  type: trino\n  config: {server: \"http://t\"}\n"
        #expect(message(source).contains("'sink' is missing"))
        #expect(
            message(source + "sink: {type: elastic}\n").contains("catalog, datahub-kafka, datahub-rest, file, kafka"))
        #expect(message(source + "sink: {type: kafka, config: {topic: t}}\n").contains("'brokers' is missing"))
        #expect(message(source + Self.sink + "max_removed_shar: 3\n").contains("did you mean 'max_removed_share'?"))
    }

    @Test("Two ways to give one secret are refused, a file's first line is one")
    func secrets() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "secret-\(UUID().uuidString)")
        try Data("first\nsecond\n".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let one = try configuration(TrinoConnector.fields, ["server": "http://t", "password_file": file.path])
        #expect(try one.secret("password")?.reveal() == "first")
        let two = try configuration(
            TrinoConnector.fields, ["server": "http://t", "password_file": file.path, "password": "x"])
        #expect(throws: IngestError.self) { try two.secret("password") }
        let source =
            "source:\n  type: trino\n  config: {server: \"http://t\", user: a, password: {file: \(file.path)}}\n"
        #expect(try recipe(source + Self.sink).source.secret("password")?.reveal() == "first")
        #expect(message(source.replacing("file:", with: "fil:") + Self.sink).contains("did you mean 'file'?"))
        let absent = try configuration(TrinoConnector.fields, ["server": "http://t", "token_file": "/nowhere"])
        #expect(throws: IngestError.self) { try absent.secret("token") }
    }

    @Test("Patterns match at the beginning, whatever the case, and deny wins")
    func patterns() {
        let pattern = NamePattern(allow: ["sales", "mart$"], deny: [".*_tmp"]).compiled()
        #expect(pattern.allows("SALES_2024"))
        #expect(pattern.allows("mart"))
        #expect(!pattern.allows("marts"))
        #expect(!pattern.allows("presales"))
        #expect(!pattern.allows("sales_tmp"))
        #expect(NamePattern().compiled().allows("anything"))
    }

    @Test("The nearest name is offered, a far one is not")
    func nearest() {
        #expect(nearestName(to: "pasword", among: ["password", "user"]) == "password")
        #expect(nearestName(to: "zzzzzz", among: ["password", "user"]) == nil)
    }

    @Test("Each connector has a recipe that reads, with every field explained in help, and help for its options")
    func fleet() throws {
        var kinds: [String] = []
        for connector in ConnectorRegistry.all {
            kinds.append(connector.kind)
            let text = try TestFiles.text("ingest/recipes/\(connector.kind).yaml")
            #expect(String(decoding: connector.recipe, as: UTF8.self) == text, "the binary carries the recipe")
            var environment: [String: String] = [:]
            for match in text.matches(of: /\$\{([A-Z_]+)/) { environment[String(match.output.1)] = "x" }
            let recipe = try Recipe(yaml: text, name: connector.kind, environment: environment)
            #expect(recipe.sourceType == connector.kind)
            _ = try connector.init(recipe.source, context: ConnectorContext())
            let help = IngestCommandLine.help(connector)
            for field in connector.fields {
                #expect(!field.help.isEmpty)
                if let option = field.option { #expect(help.contains("--\(option)")) }
                let isTold =
                    text.contains("\(field.name):") || field.option != nil
                    || connector.fields.contains { $0.kind == .secretFile(of: field.name) && $0.option != nil }
                #expect(isTold, "\(field.name) is told nowhere")
            }
        }
        #expect(kinds == kinds.sorted())
    }
}
