import CatalogSchema
import TestSupport
import Testing

@Suite struct SchemaFileTests {
    static let quality = #"""
        {"aspect": "qualityScore", "appliesTo": ["dataset"],
         "fields": {"score": "double", "grade": "Grade?", "measuredBy": {"urn": ["corpuser"], "optional": true},
                    "by": {"map": "long", "default": {}}},
         "types": {"Grade": {"enum": ["GOOD", "BAD"]}},
         "relationships": [{"path": "/measuredBy", "name": "MeasuredBy", "to": ["corpuser"]}],
         "search": [{"path": "/score", "field": "qualityScore", "type": "DOUBLE"}]}
        """#

    private func model(_ aspect: String) throws -> MetadataModel {
        try MetadataModel(
            entities: SchemaFiles.entities,
            aspects: SchemaFiles.aspects + [SchemaFile(path: "mine.json", text: aspect)])
    }

    @Test("One file adds an aspect to an entity type, with validation, edges and search")
    func oneFile() throws {
        let model = try model(Self.quality)
        #expect(model.entity(named: "dataset")?.allows(aspect: "qualityScore") == true)
        #expect(model.entity(named: "chart")?.allows(aspect: "qualityScore") == false)
        let aspect = try #require(model.aspect(named: "qualityScore"))
        let value = try aspect.validate(["score": 1, "measuredBy": "urn:li:corpuser:me"]).json
        #expect(try aspect.edges(from: value, owner: "urn:li:dataset:d").map(\.relationship) == ["MeasuredBy"])
        #expect(aspect.searchValues(from: value).map(\.values) == [["1"]])
        #expect(throws: InvalidAspect.self) { try aspect.validate(["grade": "GOOD"]) }
    }

    @Test(
        "A file that is wrong is refused with the place",
        arguments: [
            ("{", "mine.json: JSON text ends too early at byte 1"),
            (
                #"{"aspect":"a","fields":{},"serach":[]}"#,
                "mine.json: serach: unknown member; known are appliesTo, aspect, "
                    + "class, fields, kind, relationships, schemaVersion, search, timeseries, types"
            ),
            (#"{"aspect":"a"}"#, "mine.json: fields: is missing"),
            (#"{"aspect":"a","fields":{"f":"strnig"}}"#, "mine.json: fields.f: there is no type 'strnig' in this file"),
            (
                #"{"aspect":"a","fields":{"f":{"array":"T"}},"types":{"T":{"record":{"t":"T?"}}}}"#,
                "mine.json: types.T.t: a type may not contain itself: T → T"
            ),
            (
                #"{"aspect":"a","fields":{"f":{"type":"int","default":"x"}}}"#,
                #"mine.json: fields.f.default: expected an integer of 32 bits, found string "x""#
            ),
            (
                #"{"aspect":"a","fields":{"f":"urn"},"relationships":[{"path":"/g","name":"N"}]}"#,
                "mine.json: relationships[0].path: '/g': a has no field 'g'"
            ),
            (
                #"{"aspect":"a","fields":{"f":"urn"},"search":[{"path":"/f/x","field":"f","type":"URN"}]}"#,
                "mine.json: search[0].path: '/f/x' leads nowhere"
            ),
            (
                #"{"aspect":"a","fields":{"f":"urn"},"search":[{"path":"/f","field":"f","type":"TXT"}]}"#,
                "mine.json: search[0].type: 'TXT' is none of KEYWORD, TEXT, TEXT_PARTIAL, WORD_GRAM, URN, URN_PARTIAL, "
                    + "BROWSE_PATH, BROWSE_PATH_V2, BOOLEAN, COUNT, DATETIME, DOUBLE, OBJECT, MAP_ARRAY"
            ),
            (#"{"aspect":"status","fields":{}}"#, "mine.json: aspect 'status' is described twice"),
            (
                #"{"aspect":"a","appliesTo":["datset"],"fields":{}}"#,
                "mine.json: appliesTo: there is no entity type 'datset'"
            ),
        ])
    func wrongFiles(text: String, message: String) {
        let error = thrown(SchemaFileError.self) { try model(text) }
        #expect(error?.description == message)
    }
}
