import Basics
import Foundation
import Testing

@testable import catalog

@Suite struct ConfigurationTests {
    @Test("flags win over the environment, the environment over defaults") func precedence() throws {
        let standard = try Configuration(environment: [:])
        #expect(try standard.listenAddress() == ("127.0.0.1", 8080))
        let environment = ["CATALOG_LISTEN": "0.0.0.0:9000"]
        #expect(try Configuration(environment: environment).listenAddress() == ("0.0.0.0", 9000))
        let flagged = try Configuration(environment: environment, flags: ["CATALOG_LISTEN": "[::1]:1"])
        #expect(try flagged.listenAddress() == ("::1", 1))
        #expect(try Configuration(environment: ["CATALOG_LISTEN": ""]).listenAddress().port == 8080)
    }

    @Test("config print shows every value but those of secrets, and where each comes from") func printing() async throws
    {
        let environment = [
            "CATALOG_POSTGRES_URL": "postgres://u:hush@h/d", "CATALOG_TOKEN": "hush",
            "CATALOG_KAFKA_CONF_SASL_PASSWORD": "hush", "CATALOG_KAFKA_CONF_SECURITY_PROTOCOL": "SASL_SSL",
            "HOME": "/h",
        ]
        for flags in [[], ["--json"]] {
            let screen = Screen()
            let words = ["config", "print", "--listen", "127.0.0.1:1"] + flags
            #expect(await run(words, environment: environment, terminal: screen.terminal()) == .success)
            #expect(!screen.output.contains("hush"))
            #expect(!screen.errors.contains("hush"))
            #expect(screen.output.contains("SASL_SSL"))
        }
        let screen = Screen()
        _ = await run(
            ["config", "print", "--listen", "127.0.0.1:1", "--json"], environment: environment,
            terminal: screen.terminal())
        let json = try JSON.parse(screen.output)
        #expect(json["CATALOG_LISTEN"] == ["value": "127.0.0.1:1", "source": "flag"])
        #expect(json["CATALOG_POSTGRES_URL"] == ["value": "****", "source": "environment"])
        #expect(json["CATALOG_LOG_LEVEL"] == ["value": "info", "source": "default"])
    }

    @Test("an unknown variable is a warning with the nearest name; tests' and librdkafka's are not") func warnings() {
        #expect(
            Configuration.warnings(["CATALOG_LISTN": "x"])
                == ["CATALOG_LISTN is no setting of this program and is ignored; did you mean CATALOG_LISTEN?"])
        #expect(Configuration.warnings(["CATALOG_ZZZZZZZZZZZZ": "x"]).count == 1)
        let fine = [
            "CATALOG_TEST_KAFKA": "x", "CATALOG_KAFKA_CONF_SSL_CA_LOCATION": "x", "CATALOG_TOKEN_FILE": "x",
            "PATH": "x",
            "CATALOG_LISTEN": "x",
        ]
        #expect(Configuration.warnings(fine) == [])
    }

    @Test("a variable of librdkafka's names any of its settings: _ is a point, __ an underscore") func kafkaKeys() {
        let keys = ["SASL_PASSWORD", "LOG__LEVEL", "SSL__KEY", "ACKS", "A___B", "A____B"].map {
            Configuration.kafkaKey(Setting.kafkaPrefix + $0)
        }
        #expect(keys == ["sasl.password", "log_level", "ssl_key", "acks", "a_.b", "a__b"])
    }

    @Test("a secret may lie in a file; not in both places, and the file must be there") func files() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("secret-\(UUID().uuidString)")
        try Data("hush\n".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let read = try Configuration(environment: [
            "CATALOG_TOKEN_FILE": file.path, "CATALOG_KAFKA_CONF_SASL_PASSWORD_FILE": file.path,
        ])
        #expect(read.secret(.token)?.reveal() == "hush")
        #expect(read.kafkaSettings.map { "\($0.0)=\($0.1)" } == ["sasl.password=hush"])
        #expect(throws: CommandFailure.self) {
            try Configuration(environment: ["CATALOG_TOKEN_FILE": file.path, "CATALOG_TOKEN": "x"])
        }
        #expect(throws: CommandFailure.self) { try Configuration(environment: ["CATALOG_TOKEN_FILE": "/nowhere"]) }
        // What is no secret has no file.
        #expect(Configuration.warnings(["CATALOG_LISTEN_FILE": "x"]).count == 1)
    }

    @Test(
        "a value that cannot be used ends with 2 and names its variable",
        arguments: [
            ("CATALOG_LISTEN", "8080"), ("CATALOG_LISTEN", "host:99999"), ("CATALOG_LISTEN", "::1:80"),
            ("CATALOG_LISTEN", ":80"), ("CATALOG_LOG_LEVEL", "loud"), ("CATALOG_ACCESS_LOG", "perhaps"),
            ("CATALOG_POSTGRES_POOL", "0"), ("CATALOG_POSTGRES_POOL", "many"),
        ])
    func refusals(name: String, value: String) async {
        let (status, screen) = await program("config", "print", environment: [name: value])
        #expect(status == .usage)
        #expect(screen.errors.contains(name))
    }

    @Test(
        "an environment that no urn can end with keeps the server from starting",
        arguments: ["CATALOG_OPENLINEAGE_ENV", "CATALOG_TRINO_ENV"], ["prod", "PROD)", "A,B", " "])
    func environments(name: String, value: String) async {
        // Where the value were taken, the address would be refused, and nothing starts either.
        let (status, screen) = await program("serve", "--listen", "0.0.0.0:0", environment: [name: value, "HOME": "/"])
        #expect(status == .usage)
        #expect(screen.errors.contains("\(name) must be a word such as PROD or DEV"))
    }

    @Test("docs/configuration.md has a row for each variable, with its default") func page() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let text = try String(contentsOf: root.appendingPathComponent("docs/configuration.md"), encoding: .utf8)
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| `CATALOG_") }.map(String.init)
        let declared = Setting.all.map { setting in
            let standard = setting.standardNote ?? setting.standard.map { "`\($0)`" } ?? ""
            return "| `\(setting.name)` | \(standard) | \(setting.help)\(setting.isSecret ? " Secret." : "") |"
        }
        #expect(rows == declared)
    }
}
