import Basics
import CatalogSchema
import TestSupport
import Testing

@Suite struct AspectValidatorTests {
    private func aspect(_ name: String) throws -> AspectDefinition {
        try #require(MetadataModel.standard.aspect(named: name))
    }

    private func violations(_ name: String, _ text: String) throws -> [String] {
        let aspect = try aspect(name)
        let value = try JSON.parse(text)
        let error = thrown(InvalidAspect.self) { try aspect.validate(value) }
        return error?.violations.map { "\($0.code) \($0.description)" } ?? []
    }

    @Test("A violation says where, what was expected and what was found")
    func messages() throws {
        #expect(
            try violations("ownership", #"{"owners":[{"owner":"me","type":"OWNER"},{"owner":7}]}"#) == [
                "malformedURN /owners/0/owner: expected a urn, found 'me' is not a urn: it must start with 'urn:li:'",
                "unknownSymbol /owners/0/type: expected one of CUSTOM, TECHNICAL_OWNER, BUSINESS_OWNER, DATA_STEWARD, "
                    + "NONE, DEVELOPER, DATAOWNER, DELEGATE, PRODUCER, CONSUMER, STAKEHOLDER, found string \"OWNER\"",
                "wrongType /owners/1/owner: expected a urn, found number 7",
                "missingField /owners/1/type: expected one of CUSTOM, TECHNICAL_OWNER, BUSINESS_OWNER, DATA_STEWARD, "
                    + "NONE, DEVELOPER, DATAOWNER, DELEGATE, PRODUCER, CONSUMER, STAKEHOLDER, found nothing",
            ])
        #expect(
            try violations("status", "[]") == [
                "wrongType /: expected an object (com.linkedin.common.Status), found array of 0"
            ])
        #expect(
            try violations("datasetProperties", #"{"customProperties":{"a/b":null}}"#) == [
                "wrongType /customProperties/a~1b: expected a string, found null"
            ])
    }

    @Test("At most twenty violations are listed")
    func manyViolations() throws {
        let tags = Array(repeating: #"{"tag":"x"}"#, count: 100).joined(separator: ",")
        #expect(try violations("globalTags", #"{"tags":[\#(tags)]}"#).count == 20)
    }

    @Test("A urn of another type is refused where the model is strict about it, and only there")
    func strictURNs() throws {
        let wrong = #"{"asserteeUrn":"urn:li:chart:(a,b)","assertionUrn":"urn:li:assertion:a","runId":"r","#
        #expect(
            try violations("assertionRunEvent", wrong + #""status":"COMPLETE","timestampMillis":1}"#) == [
                "wrongEntityType /asserteeUrn: expected a urn of dataset, found string \"urn:li:chart:(a,b)\""
            ])
        _ = try aspect("container").validate(["container": "urn:li:dataset:x"])
    }

    @Test("What is kept keeps its order and its number text")
    func faithful() throws {
        let text =
            #"{"rowCount":1e2,"x":1,"timestampMillis":17,"fieldProfiles":[{"uniqueProportion":0.50,"fieldPath":"p"}]}"#
        let validated = try aspect("datasetProfile").validate(JSON.parse(text))
        #expect(validated.isChanged)
        #expect(
            validated.json.text
                == #"{"rowCount":1e2,"timestampMillis":17,"fieldProfiles":[{"uniqueProportion":0.50,"fieldPath":"p"}]}"#
        )
    }

    @Test(
        "Unions of Avro's form become rest.li's",
        arguments: [
            ("com.linkedin.pegasus2avro.schema.NumberType", true), ("com.linkedin.schema.NumberType", false),
        ])
    func unions(key: String, isChanged: Bool) throws {
        let text =
            #"{"schemaName":"s","platform":"urn:li:dataPlatform:x","version":0,"hash":"","platformSchema":"#
            + #"{"com.linkedin.schema.Schemaless":{}},"fields":[{"fieldPath":"a","nativeDataType":"int","type":{"type":{""#
        let validated = try aspect("schemaMetadata").validate(JSON.parse(text + key + #"":{}}}}]}"#))
        #expect(validated.isChanged == isChanged)
        #expect(validated.json.text == text + #"com.linkedin.schema.NumberType":{}}}}]}"#)
    }

    @Test("Unions of primitives name their member", arguments: [#"{"string":"a"}"#, #"{"double":5.0}"#])
    func primitiveUnions(member: String) throws {
        let text = #"{"properties":[{"propertyUrn":"urn:li:structuredProperty:p","values":[\#(member)]}]}"#
        #expect(try !aspect("structuredProperties").validate(JSON.parse(text)).isChanged)
    }

    @Test("A cost is kept in rest.li's form, whichever form it came in")
    func cost() throws {
        let cost = try aspect("cost")
        let rest = try JSON.parse(#"{"costType":"ORG_COST_TYPE","cost":{"costCode":"x"}}"#)
        let avro = try JSON.parse(
            #"{"costType":"ORG_COST_TYPE","cost":{"costId":null,"costCode":"x","fieldDiscriminator":"costCode"}}"#)
        #expect(try !cost.validate(rest).isChanged)
        #expect(try cost.validate(avro).json == rest)
        #expect(
            try violations(
                "cost", #"{"costType":"ORG_COST_TYPE","cost":{"costCode":"x","fieldDiscriminator":"costId"}}"#
            )
            .first?.hasPrefix("unknownSymbol /cost/fieldDiscriminator") == true)
    }
}
