import Basics

/// The schemas of a topic's keys and values, read into fields.
struct KafkaTopicSchema: Sendable {
    /// One side of a topic: what its schema says, in which language.
    struct Side: Sendable {
        var text: String
        var type: String
        var subjects: [String]
        var fields: [SchemaFieldValue]
        var description: String?
        var tags: [String] = []
    }

    var value: Side?
    var key: Side?

    var isEmpty: Bool { value == nil && key == nil }
    /// Branches of a union may come to the same path; its first field stands for all.
    var fields: [SchemaFieldValue] {
        var paths: Set<String> = []
        return ((key?.fields ?? []) + (value?.fields ?? [])).filter { paths.insert($0.path).inserted }
    }
}

/// A schema with all that it refers to, each before those that need it.
struct ResolvedSchema: Sendable {
    var schema: RegisteredSchema
    /// By the name that the referring schema gives it.
    var referenced: [(name: String, schema: RegisteredSchema)] = []

    /// Reads the schema's text.
    ///
    /// - Returns: The side, and what of it could not be read, a sentence each.
    func side(isKey: Bool) throws(SchemaTextError) -> (side: KafkaTopicSchema.Side, warnings: [String]) {
        var side = KafkaTopicSchema.Side(
            text: schema.text, type: schema.type.uppercased(), subjects: [schema.subject], fields: [])
        var warnings: [String] = []
        let list: SchemaFieldList
        switch schema.language {
        case .avro:
            let avro = try AvroDocument(schema.text, referenced: referenced.map { $0.schema.text })
            list = AvroFields.fields(avro, isKey: isKey)
            side.description = avro.doc
            side.tags = (avro.rootAttributes["tags"]?.arrayValue ?? []).compactMap(\.stringValue)
            warnings += undefined(avro.undefined.sorted())
        case .json:
            let (fields, broken) = JSONSchemaFields.fields(
                try json(schema.text), referenced: try documents(), isKey: isKey)
            list = fields
            warnings += undefined(broken)
        case .protobuf:
            let protobuf = try ProtobufSchema(schema.text, imported: referenced.map { $0.schema.text })
            list = ProtobufFields.fields(protobuf, isKey: isKey)
            warnings += undefined(protobuf.undefined.sorted())
        case nil:
            throw SchemaTextError("its language '\(schema.type)' is not known here (AVRO, JSON and PROTOBUF are)")
        }
        if list.isCut {
            warnings.append(
                "only \(list.fields.count) of its fields are shown: it has more than "
                    + "\(SchemaFieldList.maximumFields), or is nested more than \(SchemaFieldList.maximumDepth) deep")
        }
        side.fields = list.fields
        return (side, warnings)
    }

    /// Whether the schema is of a record, message or title of this name.
    func isOf(_ record: String) -> Bool {
        switch schema.language {
        case .avro: (try? AvroDocument(schema.text))?.rootName == record
        case .json: (try? JSON.parse(Array(schema.text.utf8)))?["title"]?.stringValue.map { $0 == record } ?? true
        case .protobuf: (try? ProtobufSchema(schema.text))?.own.contains(record) ?? false
        case nil: false
        }
    }

    private func undefined(_ names: [String]) -> [String] {
        names.isEmpty ? [] : ["it refers to \(names.joined(separator: ", ")), which the registry does not give"]
    }

    private func json(_ text: String) throws(SchemaTextError) -> JSON {
        do { return try JSON.parse(Array(text.utf8)) } catch { throw SchemaTextError("it is no JSON: \(error)") }
    }

    private func documents() throws(SchemaTextError) -> [String: JSON] {
        var documents: [String: JSON] = [:]
        for (name, schema) in referenced { documents[name] = try json(schema.text) }
        return documents
    }
}

extension KafkaTopicSchema.Side {
    /// Several record schemas of one topic as one: a union of Avro records; `nil` for other languages.
    static func union(of schemas: [ResolvedSchema]) -> ResolvedSchema? {
        guard schemas.allSatisfy({ $0.schema.language == .avro }), let first = schemas.first else { return nil }
        var union = first
        union.schema.text = "[" + schemas.map(\.schema.text).joined(separator: ",") + "]"
        union.referenced = schemas.flatMap(\.referenced)
        return union
    }
}
