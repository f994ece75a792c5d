import Basics
import Testing
import YAML

/// `openapi.yaml`, taken apart.
struct OpenAPI {
    struct Operation: CustomTestStringConvertible {
        var method: String
        var path: String
        var json: JSON

        var id: String { json["operationId"]?.stringValue ?? "" }
        var problemCodes: [String] { json["x-problem-codes"]?.arrayValue?.compactMap(\.stringValue) ?? [] }
        var testDescription: String { id }
    }

    let document: JSON
    let operations: [Operation]
    var schemas: SchemaCheck { SchemaCheck(document: document) }

    init() throws {
        let document = try YAML.parse(Repository.text("openapi.yaml")).json
        self.document = document
        operations = (document["paths"]?.objectValue?.members ?? []).flatMap { path in
            (path.value.objectValue?.members ?? []).map {
                Operation(method: $0.name.uppercased(), path: path.name, json: $0.value)
            }
        }
    }

    /// The responses of an operation, references followed, by status.
    func responses(_ operation: Operation) -> [String: JSON] {
        Dictionary(
            (operation.json["responses"]?.objectValue?.members ?? []).map {
                ($0.name, schemas.followed($0.value) ?? .null)
            },
            uniquingKeysWith: { first, _ in first })
    }

    /// Every content that an operation takes or gives: where, its schema, its examples.
    func contents(_ operation: Operation) -> [(place: String, schema: JSON, examples: [JSON])] {
        var bodies: [(String, JSON?)] = responses(operation).map { ($0.key, $0.value["content"]) }
        bodies.append(("request", operation.json["requestBody"]?["content"]))
        return bodies.flatMap { place, content in
            (content?.objectValue?.members ?? []).map { media in
                let examples = media.value["examples"]?.objectValue?.members.compactMap { $0.value["value"] } ?? []
                return (place, media.value["schema"] ?? .null, examples)
            }
        }
    }
}
