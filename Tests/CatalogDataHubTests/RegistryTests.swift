import Basics
import CatalogSchema
import Testing

@Suite("Schema registry")
struct RegistryTests {
    private let surface = Surface()
    private let root = "/schema-registry/api"

    private func register(_ schema: String, under subject: String) async -> Int64? {
        let answer = await surface.post(
            "\(root)/subjects/\(subject)/versions?normalize=False",
            ["schema": .string(schema), "schemaType": "AVRO", "references": []])
        #expect(answer.status == 200)
        return answer.json?["id"]?.intValue
    }

    @Test(
        "DataHub's schemas have DataHub's ids, under any topic",
        arguments: [
            ("MetadataChangeProposal", "MetadataChangeProposal_v1", 16), ("MetadataChangeProposal", "Renamed", 16),
            ("FailedMetadataChangeProposal", "FailedMetadataChangeProposal_v1", 17),
            ("MetadataChangeLog", "MetadataChangeLog_Versioned_v1", 18),
            ("MetadataChangeLog", "MetadataChangeLog_Timeseries_v1", 19),
            ("MetadataChangeEvent", "MetadataChangeEvent_v4", 20), ("PlatformEvent", "PlatformEvent_v1", 4),
        ])
    func fixedIDs(envelope: String, topic: String, id: Int64) async throws {
        let text = try #require(SchemaFiles.envelope(envelope))
        #expect(await register(text, under: "\(topic)-value") == id)
        let renamed = text.replacing("com.linkedin.pegasus2avro", with: "com.linkedin.other")
        #expect(await register(renamed, under: "\(topic)-value") == id)
        let read = await surface.get("\(root)/schemas/ids/\(id)?subject=\(topic)-value")
        #expect(read.json?["schemaType"] == "AVRO")
        #expect(try JSON.parse(read.json?["schema"]?.stringValue ?? "") == JSON.parse(text))
    }

    @Test("A revision with other bytes is kept under an id of its own, and DataHub's stays the latest")
    func revision() async throws {
        let text = try #require(SchemaFiles.envelope("MetadataChangeProposal"))
        var older = try JSON.parse(text).objectValue ?? JSONObject()
        older["fields"] = .array((older["fields"]?.arrayValue ?? []).filter { $0["name"] != "headers" })
        let revision = JSON.object(older).text
        let subject = "MetadataChangeProposal_v1-value"
        let id = try #require(await register(revision, under: subject))
        #expect(id >= 1000)
        #expect(await register(revision, under: subject) == id)
        #expect(await surface.get("\(root)/schemas/ids/\(id)").json?["schema"]?.stringValue == revision)
        #expect(await surface.get("\(root)/subjects/\(subject)/versions").json == [3, 4])
        #expect(await surface.get("\(root)/subjects/\(subject)/versions/4").json?["id"]?.intValue == id)
        #expect(await surface.get("\(root)/subjects/\(subject)/versions/latest").json?["id"] == 16)
        let found = await surface.post("\(root)/subjects/\(subject)", ["schema": .string(revision)])
        #expect(found.json?["version"] == 4)
        #expect(found.json?["id"]?.intValue == id)
        let versions = await surface.get("\(root)/schemas/ids/\(id)/versions")
        #expect(versions.json == [["subject": .string(subject), "version": 4]])
    }

    @Test("Producers are told that there are no associations, in a way they understand")
    func associations() async {
        let answer = await surface.get(
            "\(root)/associations/resources/4L6g3nShT-eMCtK--X86sw/MetadataChangeProposal_v1?resourceType=topic&associationType=value"
        )
        #expect(answer.status == 404)
        #expect(answer.json?["error_code"] == 404)
        #expect(answer.headers["Content-Type"] == "application/vnd.schemaregistry.v1+json")
    }

    @Test("Subjects, types, settings and compatibility are answered")
    func others() async {
        _ = await register(#""string""#, under: "orders-key")
        let subjects = await surface.get("\(root)/subjects").json?.arrayValue ?? []
        #expect(subjects.contains("MetadataChangeEvent_v4-value"))
        #expect(subjects.contains("orders-key"))
        #expect(await surface.get("\(root)/schemas/types").json == ["AVRO"])
        #expect(await surface.get("\(root)/config").json?["compatibilityLevel"] == "NONE")
        #expect(await surface.get("\(root)//config/orders-key/").json?["compatibilityLevel"] == "NONE")
        let check = await surface.post(
            "\(root)/compatibility/subjects/orders-key/versions/latest", ["schema": #""long""#])
        #expect(check.json?["is_compatible"] == true)
    }

    @Test(
        "What is absent is 404 with the registry's code",
        arguments: [
            ("schemas/ids/99", 40403), ("schemas/ids/x", 40403), ("schemas/ids/0", 40403),
            ("subjects/none/versions", 40401), ("subjects/MetadataChangeEvent_v4-value/versions/9", 40402),
        ])
    func absent(path: String, code: Int64) async {
        let answer = await surface.get("\(root)/\(path)")
        #expect(answer.status == 404)
        #expect(answer.json?["error_code"]?.intValue == code)
    }

    @Test(
        "What is no schema is 422",
        arguments: [
            "{}", #"{"schema":5}"#, #"{"schema":"{"}"#, #"{"schema":"\"no.such.Type\""}"#,
            #"{"schema":"\"string\"","schemaType":"PROTOBUF"}"#, "not json",
            #"{"schema":"\"string\"","references":[{"name":"x","subject":"y","version":1}]}"#,
        ])
    func invalid(body: String) async {
        let answer = await surface.post("\(root)/subjects/orders-value/versions", text: body)
        #expect(answer.status == 422)
        #expect(answer.json?["message"]?.stringValue?.isEmpty == false)
    }

    @Test("A version that is none, a schema above a megabyte and a subject with a control character are 422")
    func limits() async {
        let answer = await surface.get("\(root)/subjects/MetadataChangeEvent_v4-value/versions/first")
        #expect(answer.json?["error_code"] == 42202)
        let long = #"{"type":"record","name":"R","doc":""# + String(repeating: "x", count: 1 << 20) + #"","fields":[]}"#
        let big = await surface.post("\(root)/subjects/big/versions", ["schema": .string(long)])
        #expect(big.json?["error_code"] == 42201)
        let control = await surface.post("\(root)/subjects/a%00b/versions", ["schema": #""string""#])
        #expect(control.status == 422)
    }
}
