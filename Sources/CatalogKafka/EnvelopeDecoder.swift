import Avro
import Basics
import CatalogModel
import CatalogSchema
import CatalogService

/// Reads proposals from the value of a Kafka record: JSON, or Avro framed with a schema id.
public struct EnvelopeDecoder: Sendable {
    /// Why a record holds no proposals; its bytes are parked with this.
    public struct Refusal: Error, Sendable, Equatable {
        /// A stable word; `docs/errors.md` explains each.
        public var code: String
        public var reason: String

        public init(_ code: Code, _ reason: String) {
            self.code = code.rawValue
            self.reason = reason
        }

        public init(_ problem: ProposalProblem) {
            code = problem.code.rawValue
            reason = problem.description
        }

        /// Codes beyond those of ``ProposalProblem``.
        public enum Code: String, Sendable, CaseIterable {
            case tombstone, unknownFormat = "unknown_format", unknownSchemaID = "unknown_schema_id"
            case malformedAvro = "malformed_avro", unknownEnvelope = "unknown_envelope", tooLarge = "too_large"
            case processDeath = "process_death"
        }
    }

    private let schemas: WriterSchemas
    private let proposals: ProposalDecoder
    private let snapshots: SnapshotDecoder
    /// Records larger than this are parked unread.
    private let maximumBytes: Int

    public init(model: MetadataModel, schemas: WriterSchemas, maximumBytes: Int = 64 << 20) {
        self.schemas = schemas
        self.maximumBytes = maximumBytes
        proposals = ProposalDecoder(model: model)
        snapshots = SnapshotDecoder(model: model)
    }

    /// The proposals in a record's value, or why there are none.
    /// - Throws: Only what may heal: a schema registry or database that does not answer.
    public func proposals(in value: [UInt8]?) async throws(StoreError) -> Result<[Proposal], Refusal> {
        guard let value else {
            return .failure(Refusal(.tombstone, "the record has no value; an aspect is not deleted by a tombstone"))
        }
        guard value.count <= maximumBytes else {
            return .failure(Refusal(.tooLarge, "the record has \(value.count) bytes, \(maximumBytes) are the limit"))
        }
        switch value.first {
        case 0:
            return try await framed(value)
        case UInt8(ascii: "{"), 0x20, 0x09, 0x0A, 0x0D:
            return Result { () throws(Refusal) in try plain(value) }
        default:
            return .failure(
                Refusal(
                    .unknownFormat,
                    value.isEmpty
                        ? "the record's value is empty" : "the record is neither a JSON object nor framed Avro"))
        }
    }

    private func plain(_ value: [UInt8]) throws(Refusal) -> [Proposal] {
        let json: JSON
        do {
            json = try JSON.parse(value)
        } catch {
            throw Refusal(ProposalProblem(.malformedJSON, "the record is no JSON: \(error)"))
        }
        do {
            if let proposal = json["proposal"] { return [try proposals.proposal(proposal)] }
            if let snapshot = json["entity"]?["value"] ?? json["proposedSnapshot"] {
                return try snapshots.proposals(
                    fromSnapshot: snapshot,
                    systemMetadata: ProposalDecoder.systemMetadata(json["systemMetadata"]))
            }
            return [try proposals.proposal(json)]
        } catch {
            throw Refusal(error)
        }
    }

    private func framed(_ value: [UInt8]) async throws(StoreError) -> Result<[Proposal], Refusal> {
        let frame: ConfluentFrame
        do {
            frame = try ConfluentFrame(value)
        } catch {
            return .failure(Refusal(.malformedAvro, "\(error)"))
        }
        switch try await schemas.schema(id: frame.schemaID) {
        case .failure(let refusal):
            return .failure(refusal)
        case .success(let schema):
            return Result { () throws(Refusal) in try decode(frame.payload, schema) }
        }
    }

    private func decode(_ payload: ArraySlice<UInt8>, _ schema: AvroSchema) throws(Refusal) -> [Proposal] {
        let value: AvroValue
        do {
            value = try AvroDecoder.decode(payload, schema: schema)
        } catch {
            throw Refusal(.malformedAvro, "\(error)")
        }
        // JSON's parser refuses it, Avro's strings may hold it, and PostgreSQL cannot keep it.
        if let path = Self.findNull(value) { throw Refusal(.malformedAvro, "the text at \(path) holds U+0000") }
        do throws(ProposalProblem) {
            if schema.fieldNames.contains("proposedSnapshot") {
                guard let snapshot = value["proposedSnapshot"], !snapshot.isNull else {
                    throw ProposalProblem(.malformedProposal, "the event has no snapshot", path: "/proposedSnapshot")
                }
                return try snapshots.proposals(
                    fromSnapshot: snapshot.json(unionMember: Self.member),
                    systemMetadata: ProposalDecoder.systemMetadata(value["systemMetadata"]?.json()))
            }
            if schema.fieldNames.contains("entityType"), schema.fieldNames.contains("changeType") {
                return [try proposals.proposal(try Self.proposal(value))]
            }
        } catch {
            throw Refusal(error)
        }
        throw Refusal(
            .unknownEnvelope, "records of schema \(schema.name) are neither proposals nor change events")
    }

    /// Where a text holds U+0000, if one does. Decoded values nest no deeper than the decoder allows.
    private static func findNull(_ value: AvroValue) -> String? {
        switch value {
        case .string(let text): return text.utf8.contains(0) ? "" : nil
        case .union(_, _, let value): return findNull(value)
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                if let rest = findNull(element) { return "/\(index)\(rest)" }
            }
        case .map(let entries):
            for entry in entries {
                if entry.key.utf8.contains(0) { return "" }
                if let rest = findNull(entry.value) { return "/\(entry.key)\(rest)" }
            }
        case .record(let record):
            for (name, value) in zip(record.fieldNames, record.values) {
                if let rest = findNull(value) { return "/\(name)\(rest)" }
            }
        default: break
        }
        return nil
    }

    /// Branches of records carry their name, as in rest.li; optional fields and plain values do not.
    private static func member(_ name: String) -> String? {
        name.contains(".") && name.first != "." ? name : nil
    }

    /// The proposal as its JSON object; the aspect's bytes become the text they are.
    private static func proposal(_ value: AvroValue) throws(ProposalProblem) -> JSON {
        guard let record = value.recordValue else {
            throw ProposalProblem(.malformedProposal, "the message is no record")
        }
        var object = JSONObject()
        for name in record.fieldNames {
            guard let field = record[name], !field.isNull else { continue }
            switch name {
            case "aspect", "entityKeyAspect":
                guard let bytes = field["value"]?.bytesValue else { continue }
                // Text that is not UTF-8 must not be repaired silently, or another value than the sender's is stored.
                let parsed: JSON
                do {
                    parsed = try JSON.parse(bytes)
                } catch {
                    throw ProposalProblem(
                        .malformedJSON, "the aspect's value is no JSON: \(error)", path: "/\(name)/value")
                }
                object.members.append(
                    .init(name, ["value": parsed, "contentType": field["contentType"]?.json() ?? .null]))
            case "auditHeader": continue
            default: object.members.append(.init(name, field.json()))
            }
        }
        return .object(object)
    }
}
