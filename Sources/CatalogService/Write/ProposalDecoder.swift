import Basics
import CatalogModel
import CatalogSchema

/// Reads proposals from the JSON that DataHub's clients send over REST and Kafka.
///
/// Accepts what the clients are known to do: an `entityUrn` whose non-ASCII characters are escaped twice, a
/// `systemMetadata` that is a JSON text in a string, absent system metadata, members in any order.
public struct ProposalDecoder: Sendable {
    private let model: MetadataModel

    public init(model: MetadataModel) { self.model = model }

    /// The proposal in a JSON object of the shape of DataHub's MetadataChangeProposal.
    /// - Throws: ``ProposalProblem``, whose path starts at this object.
    public func proposal(_ json: JSON) throws(ProposalProblem) -> Proposal {
        guard let object = json.objectValue else {
            throw ProposalProblem(.malformedProposal, "expected an object, found \(json.kindName)")
        }
        let changeType = try changeType(object["changeType"])
        let urn = try urn(object)
        let entityType = try text(object, "entityType") ?? urn.entityType
        guard let aspectName = try text(object, "aspectName") else {
            throw ProposalProblem(.malformedProposal, "expected a string, found nothing", path: "/aspectName")
        }
        return Proposal(
            urn: urn, entityType: entityType, changeType: changeType, aspectName: aspectName,
            value: try aspectValue(object["aspect"]),
            systemMetadata: try Self.systemMetadata(object["systemMetadata"]),
            headers: try headers(object["headers"]))
    }

    private func changeType(_ json: JSON?) throws(ProposalProblem) -> ChangeType {
        guard let json, !json.isNull else { return .upsert }
        guard let text = json.stringValue, let type = ChangeType(rawValue: text) else {
            let names = ChangeType.allCases.map(\.rawValue).joined(separator: ", ")
            throw ProposalProblem(
                .malformedProposal, "expected one of \(names), found \(json.text.prefix(100))", path: "/changeType")
        }
        return type
    }

    private func text(_ object: JSONObject, _ name: String) throws(ProposalProblem) -> String? {
        guard let json = object[name], !json.isNull else { return nil }
        guard let text = json.stringValue else {
            throw ProposalProblem(.malformedProposal, "expected a string, found \(json.kindName)", path: "/\(name)")
        }
        return text
    }

    private func urn(_ object: JSONObject) throws(ProposalProblem) -> Urn {
        if let text = try text(object, "entityUrn") {
            do {
                return try Urn(Self.unescaped(text))
            } catch {
                throw ProposalProblem(.badURN, "\(error)", path: "/entityUrn")
            }
        }
        guard let key = object["entityKeyAspect"], !key.isNull else {
            throw ProposalProblem(.malformedProposal, "expected a string, found nothing", path: "/entityUrn")
        }
        guard let type = try text(object, "entityType"), let entity = model.entity(named: type) else {
            throw ProposalProblem(
                .unknownEntityType, "an entityKeyAspect needs an entityType that exists", path: "/entityType")
        }
        let value = try aspectValue(key).flatMap(\.objectValue) ?? JSONObject()
        var parts: [String] = []
        for field in entity.keyFields {
            guard let part = value[field.name]?.stringValue else {
                throw ProposalProblem(
                    .malformedProposal, "the key of \(type) needs the string '\(field.name)'",
                    path: "/entityKeyAspect/\(field.name)")
            }
            parts.append(part)
        }
        let joined = parts.count == 1 ? parts[0] : "(" + parts.joined(separator: ",") + ")"
        do {
            return try Urn("urn:li:\(type):\(joined)")
        } catch {
            throw ProposalProblem(.badURN, "\(error)", path: "/entityKeyAspect")
        }
    }

    private func aspectValue(_ json: JSON?) throws(ProposalProblem) -> JSON? {
        guard let json, !json.isNull else { return nil }
        guard let object = json.objectValue else {
            throw ProposalProblem(.malformedProposal, "expected an object, found \(json.kindName)", path: "/aspect")
        }
        if let contentType = object["contentType"]?.stringValue {
            let essence = contentType.split(separator: ";").first.map(String.init)?.lowercased() ?? ""
            guard essence == "application/json" || essence == "application/json-patch+json" else {
                throw ProposalProblem(
                    .contentTypeUnsupported, "expected application/json, found '\(contentType.prefix(100))'",
                    path: "/aspect/contentType")
            }
        }
        guard let value = object["value"] else {
            throw ProposalProblem(.malformedProposal, "expected a JSON text, found nothing", path: "/aspect/value")
        }
        switch value {
        case .string(let text): return try Self.aspectJSON(text, path: "/aspect/value")
        case .object, .array: return value
        default:
            throw ProposalProblem(
                .malformedProposal, "expected a string that holds JSON, found \(value.kindName)", path: "/aspect/value")
        }
    }

    /// The JSON inside an aspect's text.
    public static func aspectJSON(_ text: String, path: String) throws(ProposalProblem) -> JSON {
        do {
            return try JSON.parse(text)
        } catch {
            throw ProposalProblem(.malformedJSON, "the aspect's value is no JSON: \(error)", path: path)
        }
    }

    private func headers(_ json: JSON?) throws(ProposalProblem) -> [String: String] {
        guard let json, !json.isNull else { return [:] }
        guard let object = json.objectValue else {
            throw ProposalProblem(.malformedProposal, "expected an object, found \(json.kindName)", path: "/headers")
        }
        var headers: [String: String] = [:]
        for member in object.members { headers[member.name] = member.value.stringValue ?? member.value.text }
        return headers
    }

    /// System metadata from its object, from a JSON text in a string (`datahub put --run-id`), or from nothing.
    public static func systemMetadata(_ json: JSON?) throws(ProposalProblem) -> SystemMetadata {
        guard var json, !json.isNull else { return SystemMetadata() }
        if case .string(let text) = json {
            do {
                json = try JSON.parse(text)
            } catch {
                throw ProposalProblem(.malformedProposal, "the text is no JSON: \(error)", path: "/systemMetadata")
            }
        }
        guard let object = json.objectValue else {
            throw ProposalProblem(
                .malformedProposal, "expected an object, found \(json.kindName)", path: "/systemMetadata")
        }
        var metadata = SystemMetadata()
        for member in object.members where !member.value.isNull {
            switch member.name {
            case "lastObserved":
                guard let time = member.value.intValue else {
                    throw ProposalProblem(
                        .malformedProposal, "expected milliseconds, found \(member.value.kindName)",
                        path: "/systemMetadata/lastObserved")
                }
                // Producers that know no time send 0; the moment of arrival says more.
                metadata.lastObserved = time > 0 ? time : nil
            case "runId": metadata.runID = member.value.stringValue ?? metadata.runID
            case "lastRunId": metadata.lastRunID = member.value.stringValue ?? metadata.lastRunID
            // The counter is the service's own; what a client sends back is not kept.
            case "version": continue
            default: metadata.others.members.append(member)
            }
        }
        return metadata
    }

    /// A text without the `\uXXXX` escapes that DataHub's REST emitter leaves in `entityUrn`.
    static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "\\")), text.contains("\\u") else { return text }
        var bytes: [UInt8] = Array("\"".utf8)
        var previousBackslash = false
        let source = Array(text.utf8)
        for (index, byte) in source.enumerated() {
            if byte == UInt8(ascii: "\\"), !(index + 1 < source.count && source[index + 1] == UInt8(ascii: "u")) {
                bytes.append(UInt8(ascii: "\\"))
            }
            if byte == UInt8(ascii: "\""), !previousBackslash { bytes.append(UInt8(ascii: "\\")) }
            previousBackslash = byte == UInt8(ascii: "\\")
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
        return (try? JSON.parse(bytes))?.stringValue ?? text
    }
}
