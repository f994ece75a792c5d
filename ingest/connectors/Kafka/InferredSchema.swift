import Basics

/// The JSON Schema that some JSON messages have in common.
struct InferredSchema: Sendable {
    private static let maximumDepth = 16
    private static let maximumProperties = 1000
    private let schema: JSON

    /// - Returns: `nil` unless every message is a JSON object.
    init?(_ values: [[UInt8]]) {
        var shape = Shape()
        for value in values {
            guard let json = try? JSON.parse(value), json.objectValue != nil else { return nil }
            shape.add(json, depth: 0)
        }
        guard !values.isEmpty else { return nil }
        schema = shape.schema
    }

    var side: KafkaTopicSchema.Side {
        KafkaTopicSchema.Side(
            text: schema.text, type: "JSON", subjects: [],
            fields: JSONSchemaFields.fields(schema, isKey: false).list.fields)
    }

    /// What is known of one place in the messages.
    private struct Shape {
        var types: Set<String> = []
        var count = 0
        var properties: [String: Shape] = [:]
        var items: [Shape] = []

        mutating func add(_ json: JSON, depth: Int) {
            count += 1
            switch json {
            case .null: types.insert("null")
            case .bool: types.insert("boolean")
            case .int: types.insert("integer")
            case .number: types.insert("number")
            case .string: types.insert("string")
            case .array(let elements):
                types.insert("array")
                if items.isEmpty { items = [Shape()] }
                guard depth < InferredSchema.maximumDepth else { return }
                for element in elements.prefix(100) { items[0].add(element, depth: depth + 1) }
            case .object(let object):
                types.insert("object")
                guard depth < InferredSchema.maximumDepth else { return }
                for member in object.members
                where properties[member.name] != nil || properties.count < InferredSchema.maximumProperties {
                    properties[member.name, default: Shape()].add(member.value, depth: depth + 1)
                }
            }
        }

        var schema: JSON {
            var types = types
            // Every integer is a number.
            if types.contains("number") { types.remove("integer") }
            var object = JSONObject()
            let names = types.sorted()
            object.members.append(
                .init("type", names.count == 1 ? .string(names[0]) : .array(names.map { .string($0) })))
            if names.isEmpty { object.members.removeAll() }
            if types.contains("object") {
                let members = properties.keys.sorted().compactMap { name in
                    properties[name].map { JSONObject.Member(name, $0.schema) }
                }
                object.members.append(.init("properties", .object(JSONObject(members))))
                let required = properties.keys.sorted().filter { properties[$0]?.count == count }
                if !required.isEmpty {
                    object.members.append(.init("required", .array(required.map { .string($0) })))
                }
            }
            if types.contains("array"), let item = items.first, !item.types.isEmpty {
                object.members.append(.init("items", item.schema))
            }
            return .object(object)
        }
    }
}
