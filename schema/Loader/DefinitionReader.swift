import Basics

extension AspectDefinition {
    /// The aspect that a file describes.
    /// - Parameter file: Its name for error messages.
    /// - Throws: ``SchemaFileError``, naming the place.
    convenience init(file: String, _ source: JSON) throws(SchemaFileError) {
        let reader = try SchemaReader(file: file, source)
        try reader.only([
            "aspect", "class", "kind", "schemaVersion", "appliesTo", "fields", "types", "relationships", "search",
            "timeseries",
        ])
        let name = try reader.string("aspect")
        let className = try reader.optionalString("class") ?? name
        var types = TypeReader(file: file, types: try reader.reader("types").object)
        guard let fields = reader.object["fields"] else { throw reader.failure("fields", "is missing") }
        let record = try types.record(named: className, fields: fields, place: "fields")
        try types.readAll()
        var relationships: [RelationshipMark] = []
        for mark in try reader.readers("relationships") {
            let read = try RelationshipMark(mark)
            try record.requirePath(read.path, mark)
            relationships.append(read)
        }
        var search: [SearchMark] = []
        for mark in try reader.readers("search") {
            let read = try SearchMark(mark)
            try record.requirePath(read.path, mark)
            search.append(read)
        }
        let timeseries = try reader.reader("timeseries")
        try timeseries.only(["fields", "collections"])
        var collections: [String: String] = [:]
        for member in try timeseries.reader("collections").object.members {
            collections[member.name] = member.value.stringValue
        }
        self.init(
            name: name, kind: try reader.word("kind", Kind.self) ?? .versioned, className: className,
            schemaVersion: reader.object["schemaVersion"]?.intValue.flatMap(Int.init(exactly:)) ?? 1, record: record,
            relationships: relationships, searchFields: search, timeseriesFields: try timeseries.strings("fields"),
            timeseriesCollections: collections, appliesTo: try reader.strings("appliesTo"))
    }
}

extension RecordType {
    /// Refuses a path that leads nowhere in this record, so that a misspelt mark is found when it is read.
    func requirePath(_ path: String, _ reader: SchemaReader) throws(SchemaFileError) {
        guard let steps = MarkPath(path)?.steps else { return }
        var current = FieldType.record(self)
        for step in steps {
            switch (step, current) {
            case (.each, .array(let element)), (.each, .map(let element)): current = element
            case (.keys, .map): current = .string
            // DataHub marks a few single values as if they were lists; `*` then means the value itself.
            case (.each, .string), (.each, .urn): break
            case (.member(let name), .record(let record)), (.member(let name), .choice(let record)):
                guard let field = record.field(name) else {
                    throw reader.failure("path", "'\(path)': \(record.name) has no field '\(name)'")
                }
                current = field.type
            case (.member(let name), .union(let union)):
                guard let member = union.member(name) else {
                    throw reader.failure("path", "'\(path)': the union has no member '\(name)'")
                }
                current = member.type
            default:
                throw reader.failure("path", "'\(path)' leads nowhere")
            }
        }
    }
}

extension EntityDefinition {
    /// The entity type that a file describes, with the key of its aspect.
    init(file: String, _ source: JSON, aspects: [String: AspectDefinition], added: [String]) throws(SchemaFileError) {
        let reader = try SchemaReader(file: file, source)
        try reader.only(["entity", "category", "keyAspect", "urn", "snapshot", "aspects"])
        let keyAspect = try reader.string("keyAspect")
        guard let key = aspects[keyAspect], key.isKey else {
            throw reader.failure("keyAspect", "there is no aspect '\(keyAspect)' of kind key")
        }
        let listed = try reader.strings("aspects")
        for name in listed where aspects[name] == nil {
            throw reader.failure("aspects", "there is no aspect '\(name)'")
        }
        self.init(
            name: try reader.string("entity"), category: try reader.word("category", Category.self) ?? .core,
            keyAspect: keyAspect, keyFields: key.fields.map { KeyField(name: $0.name, type: $0.type) },
            aspects: listed + added.filter { !listed.contains($0) },
            snapshotClass: try reader.optionalString("snapshot"))
    }
}
