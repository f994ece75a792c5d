import CatalogService
import HTTPServer

/// The stable words for what went wrong. They are never reused for something else; `docs/errors.md` explains each.
public enum ProblemCode: String, Sendable, CaseIterable {
    // The request.
    case badParameter = "bad_parameter"
    case unknownParameter = "unknown_parameter"
    case badCursor = "bad_cursor"
    case badURN = "bad_urn"
    case malformedJSON = "malformed_json"
    case malformedBody = "malformed_body"
    // The model.
    case unknownEntityType = "unknown_entity_type"
    case unknownAspect = "unknown_aspect"
    case aspectNotVersioned = "aspect_not_versioned"
    case proposalsRejected = "proposals_rejected"
    case refusedByStore = "refused_by_store"
    // What is not there.
    case entityNotFound = "entity_not_found"
    case aspectNotFound = "aspect_not_found"
    case deadLetterNotFound = "dead_letter_not_found"
    // Dead letters.
    case deadLetterSettled = "dead_letter_settled"
    case replayFailed = "replay_failed"
    case replayUnavailable = "replay_unavailable"
    // The service.
    case positionNotReached = "position_not_reached"
    case storageUnavailable = "storage_unavailable"
    case storageTimeout = "storage_timeout"
    case writeConflict = "write_conflict"
    case outcomeUnknown = "outcome_unknown"
    case internalError = "internal_error"

    /// The HTTP status that goes with the code, always the same one.
    public var status: Int {
        switch self {
        case .badParameter, .unknownParameter, .badCursor, .badURN, .malformedJSON, .malformedBody,
            .unknownEntityType, .unknownAspect, .aspectNotVersioned:
            400
        case .entityNotFound, .aspectNotFound, .deadLetterNotFound: 404
        case .deadLetterSettled: 409
        case .proposalsRejected, .refusedByStore, .replayFailed: 422
        case .internalError: 500
        case .replayUnavailable, .positionNotReached, .storageUnavailable, .storageTimeout, .writeConflict,
            .outcomeUnknown:
            503
        }
    }

    /// A short title, the same for every occurrence (RFC 9457 §3.1.4).
    public var title: String {
        switch self {
        case .badParameter: "A parameter has no value that can be used"
        case .unknownParameter: "There is no such parameter"
        case .badCursor: "The cursor does not belong to this query"
        case .badURN: "That is not a urn"
        case .malformedJSON: "The body is no JSON"
        case .malformedBody: "The body has another shape"
        case .unknownEntityType: "There is no such entity type"
        case .unknownAspect: "There is no such aspect"
        case .aspectNotVersioned: "The aspect is a timeseries"
        case .proposalsRejected: "Proposals were rejected; nothing was written"
        case .refusedByStore: "The store cannot keep a value; nothing was written"
        case .entityNotFound: "The entity does not exist"
        case .aspectNotFound: "The entity has no such aspect or version"
        case .deadLetterNotFound: "There is no such dead letter"
        case .deadLetterSettled: "The dead letter was replayed already"
        case .replayFailed: "The record still cannot be applied"
        case .replayUnavailable: "This server cannot replay records"
        case .positionNotReached: "The position was not reached in time"
        case .storageUnavailable: "The database is not available"
        case .storageTimeout: "The database did not answer in time"
        case .writeConflict: "Another write was faster; nothing was written"
        case .outcomeUnknown: "The connection broke during the commit"
        case .internalError: "The service failed"
        }
    }

    /// Whether the same request may succeed a little later; answers then carry `Retry-After`.
    public var isTransient: Bool {
        switch self {
        case .positionNotReached, .storageUnavailable, .storageTimeout, .writeConflict, .outcomeUnknown: true
        default: false
        }
    }
}

extension HTTPProblem.Code {
    /// A short title, the same for every occurrence.
    var title: String {
        switch self {
        case .badRequest: "The request cannot be read"
        case .notFound: "There is nothing at this path"
        case .methodNotAllowed: "The path knows other methods"
        case .bodyTooLarge: "The body is too large"
        case .unsupportedCoding: "The body's compression is not supported"
        case .expectationFailed: "The expectation cannot be met"
        case .headersTooLarge: "The headers are too large"
        case .unsupportedTransferCoding: "The transfer coding is not supported"
        case .overloaded: "The server has too much to do"
        case .shuttingDown: "The server is shutting down"
        case .deadlineExceeded: "The request took too long"
        case .versionNotSupported: "The HTTP version is not supported"
        }
    }
}
