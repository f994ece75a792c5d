import Basics
import CatalogSchema
import Foundation
import Testing

@Suite struct EmbeddedFilesTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("schema")

    @Test(
        "The program carries every file of schema/ byte by byte (otherwise run scripts/embed-schema)",
        arguments: [
            ("entities", "json", SchemaFiles.entities), ("aspects", "json", SchemaFiles.aspects),
            ("avro", "avsc", SchemaFiles.avro), ("avro", "json", SchemaFiles.registry),
            ("postgres/migrations", "sql", SchemaFiles.migrations),
        ])
    func filesAreCurrent(folder: String, ending: String, embedded: [SchemaFile]) throws {
        let directory = Self.folder.appendingPathComponent(folder)
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
            .filter { $0.hasSuffix("." + ending) }.sorted()
        #expect(!names.isEmpty)
        #expect(embedded.map(\.path) == names.map { "\(folder)/\($0)" })
        for (name, file) in zip(names, embedded) {
            let bytes = try Data(contentsOf: directory.appendingPathComponent(name))
            #expect(Array(bytes) == Array(file.text.utf8), "\(name)")
        }
    }

    @Test("Each file is named after what it describes, and says the urn that its key makes")
    func namesAgree() throws {
        for file in SchemaFiles.aspects {
            #expect(try JSON.parse(file.text)["aspect"]?.stringValue.map { $0 + ".json" } == file.name)
        }
        for file in SchemaFiles.entities {
            let source = try JSON.parse(file.text)
            let name = try #require(source["entity"]?.stringValue)
            let entity = try #require(MetadataModel.standard.entity(named: name))
            let fields = entity.keyFields.map(\.name)
            #expect(file.name == name + ".json")
            let key = fields.count == 1 ? fields[0] : "(\(fields.joined(separator: ",")))"
            #expect(source["urn"] == .string("urn:li:\(name):\(key)"))
        }
    }

    @Test("Every current schema id names an envelope that is at hand")
    func registryIDs() throws {
        #expect(RegistryID.all.map(\.id) == Array(0...22))
        for row in RegistryID.all where row.isCurrent {
            let text = try #require(SchemaFiles.envelope(row.envelope ?? ""))
            #expect(try JSON.parse(text)["name"]?.stringValue == row.envelope)
        }
        #expect(RegistryID.all.filter(\.isCurrent).map(\.id) == [4, 16, 17, 18, 19, 20])
        #expect(RegistryID.all[16].envelope == "MetadataChangeProposal")
    }

    @Test("Envelopes carry no prose and no search marks")
    func envelopesAreBare() {
        for file in SchemaFiles.avro {
            for word in ["\"doc\"", "\"Searchable\"", "\"Relationship\"", "\"Aspect\""] {
                #expect(!file.text.contains(word), "\(file.name)")
            }
        }
    }
}
