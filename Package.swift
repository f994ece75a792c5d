// swift-tools-version: 6.0
import PackageDescription

// Rooms of the house and the arrows between them. An arrow is drawn only downward; the flag
// `--explicit-target-dependency-import-check error` (scripts/test passes it) and
// Tests/ContractTests/ImportWallTests.swift hold every `import` against this list.

/// A C library that apt installs: a module map and a shim header, imported by exactly one wrapper.
func cLibrary(_ name: String, apt: String) -> Target {
    .systemLibrary(name: name, path: "Sources/\(name)", providers: [.apt([apt])])
}

let package = Package(
    name: "catalog",
    products: [.executable(name: "catalog", targets: ["catalog"])],
    targets: [
        // 0. C libraries.
        cLibrary("CLibPQ", apt: "libpq-dev"),
        cLibrary("CRDKafka", apt: "librdkafka-dev"),
        cLibrary("CMicroHTTPD", apt: "libmicrohttpd-dev"),
        cLibrary("CYAML", apt: "libyaml-dev"),
        cLibrary("COpenSSL", apt: "libssl-dev"),
        cLibrary("CZlib", apt: "zlib1g-dev"),
        // libcurl's setters are variadic, so its border is compiled C, not only a header.
        .target(name: "CCurl", path: "Sources/CCurl", linkerSettings: [.linkedLibrary("curl")]),
        // Calls that Swift cannot make itself: fork+exec with privileges dropped, umask, close_range.
        .target(name: "CSystem", path: "Sources/CSystem"),

        // 1. Wrappers: they know no catalog word.
        .target(name: "Basics", dependencies: ["COpenSSL", "CSystem"]),
        .target(name: "Postgres", dependencies: ["Basics", "CLibPQ", "CSystem"]),
        .target(name: "Kafka", dependencies: ["Basics", "CRDKafka"]),
        .target(name: "HTTPServer", dependencies: ["Basics", "CMicroHTTPD", "CZlib"]),
        .target(name: "HTTPClient", dependencies: ["Basics", "CCurl"]),
        .target(name: "YAML", dependencies: ["Basics", "CYAML"]),
        .target(name: "Avro", dependencies: ["Basics"]),
        .target(name: "SQLLineage", dependencies: ["Basics"]),

        // 2. What metadata is.
        .target(name: "CatalogModel", dependencies: ["Basics"]),
        .target(
            name: "CatalogSchema", dependencies: ["Basics", "CatalogModel"], path: "schema",
            exclude: ["README.md", "aspects", "entities", "avro", "postgres"], sources: ["Loader"]),
        .target(name: "CatalogIndex", dependencies: ["CatalogModel"]),

        // 3. Use cases and ports.
        .target(
            name: "CatalogService", dependencies: ["Basics", "CatalogModel", "CatalogSchema", "CatalogIndex"]),

        // 4. Edges: they never see each other.
        .target(
            name: "CatalogPostgres",
            dependencies: ["Basics", "CatalogModel", "CatalogSchema", "CatalogIndex", "CatalogService", "Postgres"]),
        .target(
            name: "CatalogKafka",
            dependencies: ["Basics", "Avro", "CatalogModel", "CatalogSchema", "CatalogService", "HTTPClient", "Kafka"]),
        .target(
            name: "CatalogAPI",
            dependencies: ["Basics", "CatalogModel", "CatalogSchema", "CatalogService", "HTTPServer", "SQLLineage"]),
        .target(
            name: "CatalogDataHub",
            dependencies: ["Avro", "Basics", "CatalogModel", "CatalogSchema", "CatalogService", "HTTPServer"]),
        .target(
            name: "CatalogLineageIn",
            dependencies: [
                "Basics", "CatalogModel", "CatalogSchema", "CatalogService", "HTTPServer", "SQLLineage",
            ]),
        .target(
            name: "CatalogIngest",
            dependencies: [
                "Avro", "Basics", "CatalogModel", "CatalogSchema", "HTTPClient", "Kafka", "Postgres", "SQLLineage",
                "YAML",
            ],
            path: "ingest",
            exclude: ["README.md"], sources: ["ConnectorRegistry.swift", "Runtime", "connectors"],
            resources: [.embedInCode("recipes")]),

        // 5. The executable assembles; it alone knows everybody.
        .executableTarget(
            name: "catalog",
            dependencies: [
                "Basics", "CatalogAPI", "CatalogDataHub", "CatalogIngest", "CatalogKafka", "CatalogLineageIn",
                "CatalogModel", "CatalogPostgres", "CatalogSchema", "CatalogService", "HTTPClient", "HTTPServer",
                "Kafka", "Postgres", "SQLLineage", "YAML",
            ]),

        // Tests.
        .target(name: "TestSupport", dependencies: ["Basics"], path: "Tests/TestSupport"),
        .target(
            name: "CatalogTestKit",
            dependencies: [
                "Basics", "CSystem", "CatalogIndex", "CatalogModel", "CatalogSchema", "CatalogService", "HTTPServer",
                "Kafka", "Postgres",
            ]),
        .testTarget(name: "BasicsTests", dependencies: ["Basics"]),
        .testTarget(name: "PostgresIntegrationTests", dependencies: ["Basics", "CatalogTestKit", "Postgres"]),
        .testTarget(name: "KafkaTests", dependencies: ["Basics", "CatalogTestKit", "Kafka", "TestSupport"]),
        .testTarget(name: "HTTPServerTests", dependencies: ["Basics", "HTTPServer", "TestSupport"]),
        .testTarget(name: "HTTPClientTests", dependencies: ["Basics", "HTTPClient", "HTTPServer", "TestSupport"]),
        .testTarget(name: "YAMLTests", dependencies: ["Basics", "TestSupport", "YAML"]),
        .testTarget(
            name: "AvroTests", dependencies: ["Avro", "Basics", "TestSupport"], exclude: ["vectors.py"]),
        .testTarget(
            name: "SQLLineageTests", dependencies: ["Basics", "SQLLineage", "TestSupport"],
            exclude: ["expected", "reference"]),
        .testTarget(name: "CatalogModelTests", dependencies: ["Basics", "CatalogModel"]),
        .testTarget(
            name: "CatalogSchemaTests",
            dependencies: ["Basics", "CatalogModel", "CatalogSchema", "CatalogTestKit", "TestSupport"]),
        .testTarget(
            name: "CatalogServiceTests",
            dependencies: ["Basics", "CatalogModel", "CatalogSchema", "CatalogService", "CatalogTestKit"]),
        .testTarget(
            name: "CatalogPostgresIntegrationTests",
            dependencies: [
                "Basics", "CatalogLineageIn", "CatalogModel", "CatalogPostgres", "CatalogSchema", "CatalogService",
                "CatalogTestKit", "HTTPServer", "Postgres",
            ]),
        .testTarget(
            name: "CatalogKafkaTests",
            dependencies: [
                "Avro", "Basics", "CatalogKafka", "CatalogModel", "CatalogPostgres", "CatalogSchema", "CatalogService",
                "CatalogTestKit", "Kafka", "Postgres", "TestSupport",
            ]),
        .testTarget(
            name: "CatalogAPITests",
            dependencies: [
                "Basics", "CatalogAPI", "CatalogModel", "CatalogSchema", "CatalogService", "CatalogTestKit",
                "HTTPServer",
            ]),
        .testTarget(
            name: "CatalogDataHubTests",
            dependencies: [
                "Basics", "CatalogDataHub", "CatalogModel", "CatalogSchema", "CatalogService", "CatalogTestKit",
                "HTTPServer",
            ]),
        .testTarget(
            name: "CatalogLineageInTests",
            dependencies: [
                "Basics", "CatalogLineageIn", "CatalogModel", "CatalogSchema", "CatalogService", "CatalogTestKit",
                "HTTPServer", "TestSupport",
            ],
            exclude: ["OpenLineage/recordings", "Trino/recordings"]),
        .testTarget(
            name: "CatalogIngestTests",
            dependencies: [
                "Avro", "Basics", "CatalogIngest", "CatalogModel", "CatalogSchema", "CatalogTestKit", "HTTPClient",
                "HTTPServer", "Kafka", "Postgres", "SQLLineage", "TestSupport", "YAML",
            ],
            exclude: ["golden", "recordings", "seeds"]),
        .testTarget(
            name: "ContractTests",
            dependencies: [
                "Basics", "CatalogAPI", "CatalogDataHub", "CatalogLineageIn", "CatalogModel", "CatalogSchema",
                "CatalogService", "CatalogTestKit", "HTTPServer", "YAML",
            ],
            exclude: ["long-files.txt"]),
        .testTarget(
            name: "CatalogCommandTests",
            dependencies: [
                "Basics", "CatalogAPI", "CatalogModel", "CatalogSchema", "CatalogService", "CatalogTestKit",
                "HTTPServer",
                "catalog",
            ]),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .gnu11
)

// CATALOG_ONLY=PostgresIntegrationTests,YAMLTests: those targets and what they stand on, so that the tests of one room are built
// in seconds. `swift test` builds every test target of a package otherwise, whatever its filter.
if let names = Context.environment["CATALOG_ONLY"] {
    var wanted = Set(names.split(separator: ",").map(String.init))
    var size = 0
    while size != wanted.count {
        size = wanted.count
        for target in package.targets where wanted.contains(target.name) {
            for case .byNameItem(let name, _) in target.dependencies { wanted.insert(name) }
        }
    }
    package.targets.removeAll { !wanted.contains($0.name) }
    if !wanted.contains("catalog") { package.products = [] }
}

for target in package.targets {
    switch target.type {
    case .regular, .executable, .test:
        // Every room has a page at its door.
        if target.type != .test, !target.exclude.contains("README.md") { target.exclude.append("README.md") }
        target.swiftSettings = (target.swiftSettings ?? []) + [.unsafeFlags(["-warnings-as-errors"])]
        target.cSettings = (target.cSettings ?? []) + [.unsafeFlags(["-Wall", "-Werror"])]
    default:
        break
    }
}
