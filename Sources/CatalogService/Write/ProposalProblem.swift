import CatalogModel

/// Why a proposal cannot be applied, in words for its sender.
public struct ProposalProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// Stable words; `docs/errors.md` explains each.
    public enum Code: String, Sendable, CaseIterable {
        case malformedJSON = "malformed_json"
        case malformedProposal = "malformed_proposal"
        case badURN = "bad_urn"
        case unknownEntityType = "unknown_entity_type"
        case entityTypeMismatch = "entity_type_mismatch"
        case unknownAspect = "unknown_aspect"
        case aspectNotOfEntity = "aspect_not_of_entity"
        case changeTypeUnsupported = "change_type_unsupported"
        case contentTypeUnsupported = "content_type_unsupported"
        case invalidAspect = "invalid_aspect"
        case refusedByStore = "refused_by_store"
    }

    public var code: Code
    public var message: String
    /// The place in the request, e.g. `/proposals/3/aspect/value`; empty where there is only one.
    public var path: String

    public init(_ code: Code, _ message: String, path: String = "") {
        self.code = code
        self.message = message
        self.path = path
    }

    /// The same problem at a place further in.
    public func at(_ prefix: String) -> ProposalProblem {
        ProposalProblem(code, message, path: prefix + path)
    }

    public var description: String { path.isEmpty ? message : "\(path): \(message)" }
}
