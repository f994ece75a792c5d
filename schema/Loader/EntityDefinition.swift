import Basics
import CatalogModel

/// One type of entity: how its urns are made, and which aspects it may carry.
public struct EntityDefinition: Sendable {
    /// How prominent a type is.
    public enum Category: String, Sendable, CaseIterable {
        /// Shown in searches and lists by default.
        case core
        /// The service's own housekeeping; only found when asked for by name.
        case `internal`
    }

    /// One part of the key, in the order of the urn.
    public struct KeyField: Sendable {
        public var name: String
        public var type: FieldType
        public var isURN: Bool { if case .urn = type { true } else { false } }
        public var isEnum: Bool { if case .enumeration = type { true } else { false } }
    }

    /// The name in urns, e.g. `dataset`.
    public let name: String
    public let category: Category
    /// The aspect that holds the parts of the key; it is not among ``aspects``.
    public let keyAspect: String
    public let keyFields: [KeyField]
    /// Names of the aspects that entities of this type may carry, in the model's order, without the key aspect.
    public let aspects: [String]
    /// The class that stands for this type in a MetadataChangeEvent; `nil` for most types.
    public let snapshotClass: String?
    private let aspectSet: Set<String>

    init(
        name: String, category: Category, keyAspect: String, keyFields: [KeyField], aspects: [String],
        snapshotClass: String?
    ) {
        self.name = name
        self.category = category
        self.keyAspect = keyAspect
        self.keyFields = keyFields
        self.aspects = aspects
        self.snapshotClass = snapshotClass
        aspectSet = Set(aspects)
    }

    /// Whether entities of this type may carry an aspect; their key aspect counts.
    public func allows(aspect: String) -> Bool { aspect == keyAspect || aspectSet.contains(aspect) }

    /// The value of the key aspect, read from a urn of this type.
    ///
    /// A key of one field is the whole text after the type; a key of several fields is the tuple.
    /// - Throws: ``InvalidAspect`` when the urn has another number of parts, or a part is no such urn or enum symbol.
    public func keyValue(of urn: Urn) throws(InvalidAspect) -> JSON {
        let parts = keyFields.count == 1 ? [urn.key] : urn.keyParts
        guard parts.count == keyFields.count else {
            let form = "urn:li:\(name):(\(keyFields.map(\.name).joined(separator: ",")))"
            throw InvalidAspect(
                aspect: keyAspect,
                violations: [
                    SchemaViolation(
                        code: .malformedURN, path: "", expected: "a urn of the form \(form)",
                        found: "\(parts.count) of \(keyFields.count) key parts in '\(urn.text)'")
                ])
        }
        var validator = Validator(isTracking: true)
        var object = JSONObject()
        for (field, part) in zip(keyFields, parts) {
            let value = JSON.string(part)
            validator.check(value, field.type, at: field.name)
            object.members.append(.init(field.name, value))
        }
        guard validator.violations.isEmpty else {
            throw InvalidAspect(aspect: keyAspect, violations: validator.violations)
        }
        return .object(object)
    }
}
