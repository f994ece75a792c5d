import Basics

/// One field of `schemaMetadata`, written as DataHub's sources write it.
struct SchemaFieldValue: Sendable {
    var path: String
    var nullable: Bool
    var description: String?
    /// The member of the union `SchemaFieldDataType.type`.
    var type: JSON
    var nativeType: String
    var isRecursive = false
    var isKey = false
    var tags: [String] = []
    var jsonProperties: String?

    var json: JSON {
        var object = JSONObject([.init("fieldPath", .string(path)), .init("nullable", .bool(nullable))])
        if let description, !description.isEmpty { object.members.append(.init("description", .string(description))) }
        object.members.append(.init("type", ["type": type]))
        object.members.append(.init("nativeDataType", .string(nativeType)))
        object.members.append(.init("recursive", .bool(isRecursive)))
        if !tags.isEmpty {
            let associations = tags.map { JSON.object(JSONObject([.init("tag", .string("urn:li:tag:\($0)"))])) }
            object.members.append(.init("globalTags", ["tags": .array(associations)]))
        }
        object.members.append(.init("isPartOfKey", .bool(isKey)))
        if let jsonProperties { object.members.append(.init("jsonProps", .string(jsonProperties))) }
        return .object(object)
    }

    /// A member of the union of field types, `NumberType`.
    static func union(_ name: String, _ value: JSON = [:]) -> JSON {
        .object(JSONObject([.init("com.linkedin.schema.\(name)", value)]))
    }
}

/// The fields a schema has become, up to a limit: types that are used again and again multiply with each level.
struct SchemaFieldList: Sendable {
    static let maximumFields = 10_000
    /// Levels of nesting that are followed.
    static let maximumDepth = 40

    private(set) var fields: [SchemaFieldValue] = []
    /// Whether something was left out because the schema is too large or too deep.
    private(set) var isCut = false

    /// Takes a field; says whether there is room for more.
    @discardableResult
    mutating func add(_ field: SchemaFieldValue) -> Bool {
        guard fields.count < SchemaFieldList.maximumFields else {
            isCut = true
            return false
        }
        fields.append(field)
        return true
    }

    var isFull: Bool { fields.count >= SchemaFieldList.maximumFields }

    mutating func noteDepth() { isCut = true }

    /// By path, byte by byte, one field a path.
    mutating func sortByPath() {
        var last: [String: Int] = [:]
        for (index, field) in fields.enumerated() { last[field.path] = index }
        fields = last.values.sorted().map { fields[$0] }.sorted {
            Array($0.path.utf8).lexicographicallyPrecedes(Array($1.path.utf8))
        }
    }
}
