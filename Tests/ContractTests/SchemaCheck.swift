import Basics

/// Holds a value against a schema of `openapi.yaml`: the part of JSON Schema 2020-12 that the file uses.
///
/// Stricter than the standard in one way: a member that a schema with `properties` does not list is a violation, so that an
/// answer cannot say more than the contract does.
struct SchemaCheck {
    let document: JSON
    /// Schemas whose objects may hold further members.
    static let open: Set<String> = ["SystemMetadata"]

    /// What is wrong with a value, each with its place.
    func violations(of value: JSON, schema: JSON, at path: String = "") -> [String] {
        if let name = schema["$ref"]?.stringValue {
            guard let target = resolve(name) else { return ["\(path): no schema \(name)"] }
            if Self.open.contains(name.split(separator: "/").last.map(String.init) ?? "") { return [] }
            return violations(of: value, schema: target, at: path)
        }
        if let parts = schema["allOf"]?.arrayValue {
            return violations(of: value, schema: merged(parts), at: path)
        }
        if let choices = schema["oneOf"]?.arrayValue {
            let fitting = choices.filter { violations(of: value, schema: $0, at: path).isEmpty }
            return fitting.count == 1 ? [] : ["\(path): fits \(fitting.count) of \(choices.count) alternatives"]
        }
        var found: [String] = []
        if let type = schema["type"] {
            let types = type.arrayValue?.compactMap(\.stringValue) ?? [type.stringValue ?? ""]
            guard types.contains(where: { fits(value, type: $0) }) else {
                return ["\(path): expected \(types.joined(separator: " or ")), found \(value.kindName)"]
            }
        }
        if let constant = schema["const"], constant != value { found.append("\(path): expected \(constant.text)") }
        if let words = schema["enum"]?.arrayValue, !words.contains(value) {
            found.append("\(path): \(value.text) is not one of the enum")
        }
        if let number = value.doubleValue {
            if let minimum = schema["minimum"]?.doubleValue, number < minimum { found.append("\(path): too small") }
            if let maximum = schema["maximum"]?.doubleValue, number > maximum { found.append("\(path): too large") }
        }
        if let elements = value.arrayValue {
            if let minimum = schema["minItems"]?.intValue, elements.count < minimum { found.append("\(path): too few") }
            for (index, element) in elements.enumerated() {
                guard let items = schema["items"] else { continue }
                found += violations(of: element, schema: items, at: "\(path)/\(index)")
            }
        }
        if let object = value.objectValue { found += members(of: object, schema, path) }
        return found
    }

    private func members(of object: JSONObject, _ schema: JSON, _ path: String) -> [String] {
        var found: [String] = []
        for name in schema["required"]?.arrayValue?.compactMap(\.stringValue) ?? [] where object[name] == nil {
            found.append("\(path): lacks \(name)")
        }
        let properties = schema["properties"]
        for member in object.members {
            let place = "\(path)/\(member.name)"
            if let property = properties?[member.name] {
                found += violations(of: member.value, schema: property, at: place)
            } else if let others = schema["additionalProperties"] {
                found += violations(of: member.value, schema: others, at: place)
            } else if properties != nil {
                found.append("\(place): is not documented")
            }
        }
        return found
    }

    private func merged(_ parts: [JSON]) -> JSON {
        var properties = JSONObject()
        var required: [JSON] = []
        for part in parts {
            let schema = part["$ref"]?.stringValue.flatMap(resolve) ?? part
            for member in schema["properties"]?.objectValue?.members ?? [] { properties[member.name] = member.value }
            required += schema["required"]?.arrayValue ?? []
        }
        return ["type": "object", "properties": .object(properties), "required": .array(required)]
    }

    /// The part of the document that a local reference names.
    func resolve(_ reference: String) -> JSON? {
        guard reference.hasPrefix("#/") else { return nil }
        return reference.dropFirst(2).split(separator: "/").reduce(document as JSON?) { $0?[String($1)] }
    }

    /// A value, or what its `$ref` names.
    func followed(_ value: JSON?) -> JSON? {
        guard let reference = value?["$ref"]?.stringValue else { return value }
        return resolve(reference)
    }

    private func fits(_ value: JSON, type: String) -> Bool {
        switch type {
        case "integer": value.intValue != nil
        case "number": value.doubleValue != nil
        default: value.kindName == type
        }
    }
}
