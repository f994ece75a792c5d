import Basics

/// Every entity type and aspect that the catalog knows.
///
/// A model is made once, checked when it is made, and never changes; it may be read from everywhere.
public struct MetadataModel: Sendable {
    private let entitiesByName: [String: EntityDefinition]
    private let aspectsByName: [String: AspectDefinition]
    private let aspectsByClass: [String: AspectDefinition]
    private let entitiesBySnapshot: [String: String]

    /// The model that the program carries: 72 entity types, 271 aspects. Read at first use.
    public static let standard: MetadataModel = {
        do {
            return try MetadataModel(entities: SchemaFiles.entities, aspects: SchemaFiles.aspects)
        } catch {
            // The files are part of the program and held by its tests.
            preconditionFailure("the embedded model is broken: \(error)")
        }
    }()

    /// The model that files describe.
    /// - Parameters:
    ///   - entities: One entity type a file.
    ///   - aspects: One aspect a file; an aspect may add itself to entity types by `appliesTo`.
    /// - Throws: ``SchemaFileError``: a file that is no such description, a name given twice, a reference to nothing.
    public init(entities: [SchemaFile], aspects: [SchemaFile]) throws(SchemaFileError) {
        var aspectsByName: [String: AspectDefinition] = [:]
        var aspectsByClass: [String: AspectDefinition] = [:]
        var added: [String: [(aspect: String, file: String)]] = [:]
        for file in aspects {
            let aspect = try AspectDefinition(file: file.path, Self.parse(file))
            guard aspectsByName.updateValue(aspect, forKey: aspect.name) == nil else {
                throw SchemaFileError(file: file.path, message: "aspect '\(aspect.name)' is described twice")
            }
            guard aspectsByClass.updateValue(aspect, forKey: aspect.className) == nil else {
                throw SchemaFileError(file: file.path, message: "class '\(aspect.className)' is described twice")
            }
            for entity in aspect.appliesTo { added[entity, default: []].append((aspect.name, file.path)) }
        }
        var entitiesByName: [String: EntityDefinition] = [:]
        var entitiesBySnapshot: [String: String] = [:]
        for file in entities {
            let source = try Self.parse(file)
            let name = source["entity"]?.stringValue ?? ""
            let entity = try EntityDefinition(
                file: file.path, source, aspects: aspectsByName,
                added: (added.removeValue(forKey: name) ?? []).map(\.aspect))
            guard entitiesByName.updateValue(entity, forKey: entity.name) == nil else {
                throw SchemaFileError(file: file.path, message: "entity type '\(entity.name)' is described twice")
            }
            if let snapshot = entity.snapshotClass { entitiesBySnapshot[snapshot] = entity.name }
        }
        if let (entity, additions) = added.min(by: { $0.key < $1.key }), let addition = additions.first {
            throw SchemaFileError(
                file: addition.file, place: "appliesTo", message: "there is no entity type '\(entity)'")
        }
        self.entitiesByName = entitiesByName
        self.aspectsByName = aspectsByName
        self.aspectsByClass = aspectsByClass
        self.entitiesBySnapshot = entitiesBySnapshot
    }

    private static func parse(_ file: SchemaFile) throws(SchemaFileError) -> JSON {
        do {
            return try JSON.parse(file.text)
        } catch {
            throw SchemaFileError(file: file.path, message: error.description)
        }
    }

    /// The entity type of a name, as in `urn:li:<name>:…`.
    public func entity(named name: String) -> EntityDefinition? { entitiesByName[name] }

    /// The aspect of a name.
    public func aspect(named name: String) -> AspectDefinition? { aspectsByName[name] }

    /// The aspect whose record has a class name, in rest.li's form or Avro's, as a snapshot names its aspects.
    public func aspect(className: String) -> AspectDefinition? { aspectsByClass[restName(className)] }

    /// The entity type of a snapshot, e.g. of `com.linkedin.metadata.snapshot.DatasetSnapshot`, in either form.
    public func entity(snapshotClass: String) -> EntityDefinition? {
        entitiesBySnapshot[restName(snapshotClass)].flatMap { entitiesByName[$0] }
    }

    /// All entity types, by name.
    public var entities: [EntityDefinition] { entitiesByName.values.sorted { $0.name < $1.name } }

    /// All aspects, by name.
    public var aspects: [AspectDefinition] { aspectsByName.values.sorted { $0.name < $1.name } }
}

/// The name of a record as rest.li writes it: Avro's without `pegasus2avro.`.
func restName(_ name: String) -> String {
    let avroPrefix = "com.linkedin.pegasus2avro."
    return name.hasPrefix(avroPrefix) ? "com.linkedin." + name.dropFirst(avroPrefix.count) : name
}
