import Basics
import Foundation
import Testing

@Suite struct ImportWallTests {
    /// What comes with the toolchain.
    private static let toolchain: Set<String> = [
        "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Swift", "Synchronization", "Testing",
    ]

    private struct Room {
        var name: String
        var folder: String
        var sources: [String]
        var dependencies: Set<String>
        var isTest: Bool
    }

    /// Package.swift as the package manager reads it.
    private static func rooms() throws -> [Room] {
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("catalog-dump-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: scratch) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        // Its own scratch path: the test run holds the lock of the default one.
        process.arguments = [
            "swift", "package", "--package-path", Repository.root.path, "--scratch-path", scratch.path, "dump-package",
        ]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        let package = try JSON.parse([UInt8](bytes))
        return (package["targets"]?.arrayValue ?? []).filter { $0["type"] != "system" }.map { target in
            let name = target["name"]?.stringValue ?? ""
            let isTest = target["type"] == "test"
            let dependencies = (target["dependencies"]?.arrayValue ?? []).compactMap {
                ($0["byName"] ?? $0["target"])?[0]?.stringValue
            }
            return Room(
                name: name, folder: target["path"]?.stringValue ?? (isTest ? "Tests/\(name)" : "Sources/\(name)"),
                sources: (target["sources"]?.arrayValue ?? []).compactMap(\.stringValue),
                dependencies: Set(dependencies), isTest: isTest)
        }
    }

    @Test("every import is an arrow that Package.swift draws") func walls() throws {
        let rooms = try Self.rooms()
        #expect(rooms.count > 10)
        let pattern = try NSRegularExpression(
            pattern: #"^\s*(?:@\w+(?:\(\w+\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+"#
                + #"(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)"#,
            options: [.anchorsMatchLines])
        for room in rooms {
            let files = try Repository.files(below: room.folder, endingIn: ".swift").filter { file in
                room.sources.isEmpty || room.sources.contains { file.hasPrefix("\(room.folder)/\($0)") }
            }
            for file in files {
                let text = try Repository.text(file)
                for match in pattern.matches(in: text, range: NSRange(text.startIndex..., in: text)) {
                    guard let range = Range(match.range(at: 1), in: text) else { continue }
                    let module = String(text[range])
                    #expect(
                        Self.toolchain.contains(module) || room.dependencies.contains(module),
                        "\(file) imports \(module), which \(room.name) does not depend on")
                }
            }
        }
    }

    @Test("edges do not see each other, wrappers know no catalog word, C is wrapped once") func arrows() throws {
        let rooms = try Self.rooms().filter { !$0.isTest && $0.name != "CatalogTestKit" }
        let edges: Set = ["CatalogAPI", "CatalogDataHub", "CatalogIngest", "CatalogKafka", "CatalogPostgres"]
        let wrappers: Set = ["Avro", "Basics", "HTTPClient", "HTTPServer", "Kafka", "Postgres", "YAML"]
        for room in rooms where edges.contains(room.name) {
            #expect(room.dependencies.isDisjoint(with: edges), "\(room.name)")
        }
        for room in rooms where wrappers.contains(room.name) {
            #expect(room.dependencies.allSatisfy { !$0.hasPrefix("Catalog") }, "\(room.name)")
        }
        #expect(rooms.first { $0.name == "CatalogIngest" }?.dependencies.contains("CatalogService") == false)
        for library in ["CCurl", "CLibPQ", "CMicroHTTPD", "COpenSSL", "CRDKafka", "CYAML", "CZlib"] {
            let users = rooms.filter { $0.dependencies.contains(library) }.map(\.name)
            #expect(users.count == 1, "\(library) is imported by \(users)")
        }
    }
}
