import Basics

/// Turns what was read of Trino into aspects, with urns and content equal to those of DataHub's source.
///
/// Nothing here depends on the clock or on the order in which Trino answered. README.md lists where we differ from
/// DataHub on purpose.
struct TrinoMapping: Sendable {
    static let platform = "trino"
    private static let platformURN = EntityNames.platform(platform)

    /// DataHub's fabric, `PROD`.
    let env: String
    let instance: String?

    /// The containers of a catalog: itself, then its schemas.
    func containers(of catalog: TrinoCatalog) -> [IngestProposal] {
        containers(catalog: catalog.name, schema: nil)
            + catalog.schemas.flatMap { containers(catalog: catalog.name, schema: $0) }
    }

    /// The urn of a table or view.
    func urn(_ catalog: String, _ schema: String, _ table: String) -> String {
        EntityNames.dataset(
            platform: TrinoMapping.platform, name: "\(catalog).\(schema).\(table)", instance: instance, env: env)
    }

    /// The aspects of one table or view.
    func dataset(_ relation: TrinoRelation, catalog: String) -> [IngestProposal] {
        let name = "\(catalog).\(relation.schema).\(relation.name)"
        let urn = urn(catalog, relation.schema, relation.name)
        func aspect(_ name: String, _ value: JSON) -> IngestProposal {
            IngestProposal(urn: urn, entityType: "dataset", aspectName: name, value: value)
        }
        let schema = container(catalog, relation.schema)
        var aspects = [
            aspect("container", ["container": .string(schema)]),
            aspect("status", ["removed": false]),
        ]
        if relation.hasProperties { aspects.append(aspect("datasetProperties", properties(of: relation))) }
        aspects.append(aspect("schemaMetadata", schemaMetadata(of: relation, name: name)))
        if instance != nil { aspects.append(aspect("dataPlatformInstance", platformInstance)) }
        if relation.hasSubTypes { aspects.append(aspect("subTypes", ["typeNames": [.string(relation.subType)]])) }
        if relation.hasViewProperties {
            aspects.append(
                aspect(
                    "viewProperties",
                    [
                        "materialized": .bool(relation.kind == .materializedView),
                        "viewLogic": .string(relation.definition ?? ""), "viewLanguage": "SQL",
                    ]))
        }
        aspects.append(aspect("browsePathsV2", browsePath([container(catalog, nil), schema])))
        return aspects
    }

    /// How many aspects ``dataset(_:catalog:)`` makes.
    func aspectCount(of relation: TrinoRelation) -> Int {
        var count = instance == nil ? 4 : 5
        if relation.hasProperties { count += 1 }
        if relation.hasSubTypes { count += 1 }
        if relation.hasViewProperties { count += 1 }
        return count
    }

    private func properties(of relation: TrinoRelation) -> JSON {
        var custom = JSONObject()
        if relation.kind != .table {
            custom.members.append(.init("is_view", "True"))
            custom.members.append(.init("view_definition", .string(relation.definition ?? "")))
        }
        for name in relation.properties.keys.sorted() {
            custom.members.append(.init(name, .string(relation.properties[name] ?? "")))
        }
        var object = JSONObject([.init("customProperties", .object(custom)), .init("name", .string(relation.name))])
        if let comment = relation.comment, !comment.isEmpty {
            object.members.append(.init("description", .string(comment)))
        }
        object.members.append(.init("tags", []))
        return .object(object)
    }

    private func schemaMetadata(of relation: TrinoRelation, name: String) -> JSON {
        let unknown: JSON = ["time": 0, "actor": "urn:li:corpuser:unknown"]
        let fields = relation.columns.flatMap {
            TrinoFields.fields(
                name: $0.name, type: $0.type, nullable: $0.isNullable, description: $0.comment,
                isPartitionKey: $0.isPartitionKey)
        }
        return [
            "schemaName": .string(name), "platform": .string(TrinoMapping.platformURN), "version": 0,
            "created": unknown, "lastModified": unknown, "hash": "",
            "platformSchema": ["com.linkedin.schema.MySqlDDL": ["tableSchema": ""]], "fields": .array(fields),
        ]
    }

    // MARK: Containers

    private func containers(catalog: String, schema: String?) -> [IngestProposal] {
        let urn = container(catalog, schema)
        func aspect(_ name: String, _ value: JSON) -> IngestProposal {
            IngestProposal(urn: urn, entityType: "container", aspectName: name, value: value)
        }
        var aspects: [IngestProposal] = []
        if schema != nil { aspects.append(aspect("container", ["container": .string(container(catalog, nil))])) }
        var custom = JSONObject([.init("platform", .string(TrinoMapping.platform))])
        if let instance { custom.members.append(.init("instance", .string(instance))) }
        custom.members.append(.init("env", .string(env)))
        custom.members.append(.init("database", .string(catalog)))
        if let schema { custom.members.append(.init("schema", .string(schema))) }
        aspects += [
            aspect(
                "containerProperties",
                ["customProperties": .object(custom), "name": .string(schema ?? catalog), "env": .string(env)]),
            aspect("status", ["removed": false]),
            aspect("dataPlatformInstance", platformInstance),
            aspect("subTypes", ["typeNames": [schema == nil ? "Database" : "Schema"]]),
            aspect("browsePathsV2", browsePath(schema == nil ? [] : [container(catalog, nil)])),
        ]
        return aspects
    }

    /// The urn of a catalog's or schema's container. Without a platform instance DataHub puts the env in its place.
    func container(_ catalog: String, _ schema: String?) -> String {
        var key = [
            ("platform", TrinoMapping.platform), ("instance", instance ?? env), ("database", catalog),
        ]
        if let schema { key.append(("schema", schema)) }
        return EntityNames.container(key: key)
    }

    private var platformInstance: JSON {
        var object = JSONObject([.init("platform", .string(TrinoMapping.platformURN))])
        if let instance {
            object.members.append(
                .init("instance", .string(EntityNames.platformInstance(TrinoMapping.platform, instance))))
        }
        return .object(object)
    }

    private func browsePath(_ containers: [String]) -> JSON {
        let first = instance.map { [EntityNames.platformInstance(TrinoMapping.platform, $0)] } ?? []
        return ["path": .array((first + containers).map { ["id": .string($0), "urn": .string($0)] })]
    }
}

extension TrinoRelation {
    fileprivate var hasProperties: Bool {
        !missing.contains(.comment) && !(kind != .table && missing.contains(.definition))
    }

    fileprivate var hasSubTypes: Bool { !missing.contains(.kind) }

    fileprivate var hasViewProperties: Bool { kind != .table && !missing.contains(.definition) }

    fileprivate var subType: String {
        switch kind {
        case .table: "Table"
        case .view: "View"
        case .materializedView: "Materialized View"
        }
    }
}
