import Avro
import Basics
import CatalogSchema
import CatalogTestKit

/// A record's value, and what has to become of it.
struct GeneratedRecord {
    enum Fate {
        /// Every member given stands in the stored aspect.
        case applied(urn: String, aspect: String, members: JSON)
        /// A dead letter with the same bytes.
        case parked
        /// A damage that may or may not matter: one of both, as the decoder says of the bytes alone.
        case either
    }

    var kind: String
    var value: [UInt8]?
    var fate: Fate
}

/// Makes good records in every form that DataHub's producers write, and records damaged in every way we could think of.
/// The same seed makes the same records.
struct RecordGenerator {
    private static let goodForms = 5
    private static let damages = 14

    private var random: SeededGenerator
    private var examples: AspectExamples
    private let aspects: [AspectDefinition]
    private let proposalSchema: AvroSchema
    private let eventSchema: AvroSchema
    private let proposalID: Int32
    private let eventID: Int32
    private var count = 0

    init(seed: UInt64) throws {
        let model = MetadataModel.standard
        random = SeededGenerator(seed: seed)
        examples = AspectExamples(model: model, seed: seed)
        let dataset = model.entity(named: "dataset")
        aspects = model.aspects.filter {
            dataset?.allows(aspect: $0.name) == true && !$0.isTimeseries && !$0.isKey
        }
        proposalSchema = try AvroSchema.parse(SchemaFiles.envelope("MetadataChangeProposal") ?? "")
        eventSchema = try AvroSchema.parse(SchemaFiles.envelope("MetadataChangeEvent") ?? "")
        func id(_ topic: String) -> Int32 { RegistryID.all.first { $0.topic == topic && $0.isCurrent }?.id ?? -1 }
        proposalID = id("MetadataChangeProposal_v1")
        eventID = id("MetadataChangeEvent_v4")
    }

    private mutating func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &random) }

    private mutating func nextURN(_ prefix: String) -> String {
        count += 1
        return "urn:li:dataset:(urn:li:dataPlatform:hive,\(prefix).t\(count),PROD)"
    }

    // MARK: Forms

    private func envelope(_ urn: String, _ aspect: String, _ text: String) -> JSON {
        [
            "entityType": "dataset", "entityUrn": .string(urn), "changeType": "UPSERT", "aspectName": .string(aspect),
            "aspect": ["contentType": "application/json", "value": .string(text)],
        ]
    }

    private func framed(_ urn: String, _ aspect: String, _ bytes: [UInt8]) throws -> [UInt8] {
        let content = AvroRecord([("value", .bytes(bytes)), ("contentType", .string("application/json"))])
        let record = AvroRecord([
            ("entityType", .string("dataset")), ("entityUrn", .string(urn)), ("changeType", .enumeration("UPSERT")),
            ("aspectName", .string(aspect)), ("aspect", .record(content)),
        ])
        return try ConfluentFrame.header(schemaID: proposalID)
            + AvroEncoder.encode(.record(record), schema: proposalSchema)
    }

    private func event(_ urn: String, _ description: String) throws -> [UInt8] {
        let properties = AvroRecord(
            [("description", .string(description)), ("customProperties", .map([.init("k", .string("v"))]))],
            name: "com.linkedin.pegasus2avro.dataset.DatasetProperties")
        let snapshot = AvroRecord(
            [("urn", .string(urn)), ("aspects", .array([.record(properties)]))],
            name: "com.linkedin.pegasus2avro.metadata.snapshot.DatasetSnapshot")
        return try ConfluentFrame.header(schemaID: eventID)
            + AvroEncoder.encode(.record(AvroRecord([("proposedSnapshot", .record(snapshot))])), schema: eventSchema)
    }

    private mutating func aspect() -> (AspectDefinition, JSON) {
        let aspect = aspects[number(0..<aspects.count)]
        return (aspect, examples.value(of: aspect))
    }

    mutating func good() throws -> GeneratedRecord {
        let urn = nextURN("good")
        let described: JSON = ["description": .string("of \(urn) ✓"), "customProperties": ["k": "v"]]
        let fate = GeneratedRecord.Fate.applied(urn: urn, aspect: "datasetProperties", members: described)
        switch number(0..<Self.goodForms) {
        case 0: return GeneratedRecord(kind: "event in Avro", value: try event(urn, "of \(urn) ✓"), fate: fate)
        case 1:
            let entity: JSON = [
                "entity": [
                    "value": [
                        "com.linkedin.metadata.snapshot.DatasetSnapshot": [
                            "urn": .string(urn), "aspects": [["com.linkedin.dataset.DatasetProperties": described]],
                        ]
                    ]
                ]
            ]
            return GeneratedRecord(kind: "snapshot in JSON", value: entity.bytes, fate: fate)
        case 2:
            let body: JSON = ["proposal": envelope(urn, "datasetProperties", described.text)]
            return GeneratedRecord(kind: "request body", value: body.bytes, fate: fate)
        case let form:
            let (aspect, value) = aspect()
            let bytes =
                try form == 3
                ? envelope(urn, aspect.name, value.text).bytes : framed(urn, aspect.name, value.bytes)
            return GeneratedRecord(
                kind: form == 3 ? "proposal in JSON" : "proposal in Avro", value: bytes,
                fate: .applied(urn: urn, aspect: aspect.name, members: value))
        }
    }

    // MARK: Damage

    mutating func damaged() throws -> GeneratedRecord {
        let urn = nextURN("bad")
        let (aspect, value) = aspect()
        let json = envelope(urn, aspect.name, value.text)
        let avro = try framed(urn, aspect.name, value.bytes)
        let kind = number(0..<Self.damages)
        func bad(_ kind: String, _ value: [UInt8]?) -> GeneratedRecord {
            GeneratedRecord(kind: kind, value: value, fate: .parked)
        }
        switch kind {
        case 0: return bad("JSON cut off", Array(json.bytes.prefix(number(0..<json.bytes.count))))
        case 1: return bad("Avro cut off", Array(avro.prefix(number(0..<avro.count))))
        case 2:
            let event = try event(urn, "cut")
            return bad("event cut off", Array(event.prefix(number(0..<event.count))))
        case 3:
            let id = Bool.random(using: &random) ? Int32(number(100..<1_000_000)) : -Int32(number(1..<1_000_000))
            return bad("unknown schema id", ConfluentFrame.header(schemaID: id) + avro.dropFirst(5))
        case 4: return bad("tombstone", nil)
        case 5: return bad("U+0000", try character(#"\u0000"#, [0], urn))
        case 6: return bad("lone surrogate", try character(#"\ud800"#, [0xED, 0xA0, 0x80], urn))
        case 7: return bad("deep nesting", try nested(urn))
        case 8: return bad("wrong type", try wrongType(urn, aspect, value))
        case 9: return bad("wrong envelope", wrongEnvelope(json))
        case 10: return bad("noise", (0..<number(1..<200)).map { _ in UInt8(number(0..<256)) })
        default:
            // Three damages in fourteen: what a broken disk or wire does.
            let whole = try kind == 11 ? json.bytes : kind == 12 ? avro : event(urn, "of \(urn)")
            return GeneratedRecord(kind: "bits flipped", value: flipped(whole), fate: .either)
        }
    }

    private mutating func flipped(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<number(1..<4) { bytes[number(0..<bytes.count)] ^= 1 << UInt8(number(0..<8)) }
        return bytes
    }

    /// A character that no text of a catalog may hold: escaped in the value, escaped in the envelope, or as it is.
    private mutating func character(_ escape: String, _ raw: [UInt8], _ urn: String) throws -> [UInt8] {
        switch number(0..<3) {
        case 0: return envelope(urn, "datasetProperties", #"{"description":"a\#(escape)b"}"#).bytes
        case 1:
            let text = envelope(urn, "datasetProperties", "{}").text
            return Array(text.replacing("bad.t", with: "bad.\(escape)t").utf8)
        default:
            let text = Array(#"{"description":"a"#.utf8) + raw + Array(#"b"}"#.utf8)
            return try framed(urn, "datasetProperties", text)
        }
    }

    private mutating func nested(_ urn: String) throws -> [UInt8] {
        let depth = number(200..<2000) * (number(0..<20) == 0 ? 10 : 1)
        let text = String(repeating: #"{"a":["#, count: depth) + String(repeating: "]}", count: depth)
        switch number(0..<3) {
        case 0: return Array(text.utf8)
        case 1: return envelope(urn, "datasetProperties", text).bytes
        default: return try framed(urn, "datasetProperties", Array(text.utf8))
        }
    }

    private mutating func wrongType(_ urn: String, _ aspect: AspectDefinition, _ value: JSON) throws -> [UInt8] {
        let faults = examples.broken(value, of: aspect)
        let fault = faults[number(0..<faults.count)].value
        return try Bool.random(using: &random)
            ? envelope(urn, aspect.name, fault.text).bytes : framed(urn, aspect.name, fault.bytes)
    }

    private mutating func wrongEnvelope(_ json: JSON) -> [UInt8] {
        guard case .object(var object) = json else { return [] }
        switch number(0..<9) {
        case 0: object["entityType"] = "nothing"
        case 1: object["entityUrn"] = "urn:li:dataset:(a,b"
        case 2: object["entityUrn"] = "urn:li:chart:(looker,1)"
        case 3: object["aspectName"] = "noSuchAspect"
        case 4: object["aspectName"] = "chartInfo"
        case 5: object["changeType"] = "OVERWRITE"
        case 6: object["aspect"] = nil
        case 7: object["aspect"] = ["contentType": "application/xml", "value": "<a/>"]
        default: object["entityUrn"] = 7
        }
        return JSON.object(object).bytes
    }
}
