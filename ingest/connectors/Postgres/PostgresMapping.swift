import Basics

/// Turns what a database's catalog tells into aspects with DataHub's urns.
struct PostgresMapping: Sendable {
    static let platform = "postgres"
    private static let platformURN = EntityNames.platform(platform)
    let env: String
    let instance: String?

    // MARK: Containers

    func containers(_ database: PostgresDatabase) -> [IngestProposal] {
        container(database.name, nil, comment: database.comment)
            + database.schemas.flatMap { container(database.name, $0.name, comment: $0.comment) }
    }

    private func container(_ database: String, _ schema: String?, comment: String?) -> [IngestProposal] {
        let urn = containerURN(database, schema)
        func aspect(_ name: String, _ value: JSON) -> IngestProposal {
            IngestProposal(urn: urn, entityType: "container", aspectName: name, value: value)
        }
        var aspects: [IngestProposal] = []
        if schema != nil {
            aspects.append(aspect("container", ["container": .string(containerURN(database, nil))]))
        }
        var custom = JSONObject([.init("platform", .string(PostgresMapping.platform))])
        if let instance { custom.members.append(.init("instance", .string(instance))) }
        custom.members.append(.init("env", .string(env)))
        custom.members.append(.init("database", .string(database)))
        if let schema { custom.members.append(.init("schema", .string(schema))) }
        var properties = JSONObject([
            .init("customProperties", .object(custom)), .init("name", .string(schema ?? database)),
        ])
        if let comment, !comment.isEmpty { properties.members.append(.init("description", .string(comment))) }
        properties.members.append(.init("env", .string(env)))
        return aspects + [
            aspect("containerProperties", .object(properties)), aspect("status", ["removed": false]),
            aspect("dataPlatformInstance", platformInstance),
            aspect("subTypes", ["typeNames": [schema == nil ? "Database" : "Schema"]]),
            aspect("browsePathsV2", browsePath(schema == nil ? [] : [containerURN(database, nil)])),
        ]
    }

    /// Without a platform instance DataHub puts the env in its place.
    private func containerURN(_ database: String, _ schema: String?) -> String {
        var key = [
            ("platform", PostgresMapping.platform), ("instance", instance ?? env), ("database", database),
        ]
        if let schema { key.append(("schema", schema)) }
        return EntityNames.container(key: key)
    }

    private var platformInstance: JSON {
        var object = JSONObject([.init("platform", .string(PostgresMapping.platformURN))])
        if let instance {
            object.members.append(
                .init("instance", .string(EntityNames.platformInstance(PostgresMapping.platform, instance))))
        }
        return .object(object)
    }

    private func browsePath(_ containers: [String]) -> JSON {
        let first = instance.map { [EntityNames.platformInstance(PostgresMapping.platform, $0)] } ?? []
        return ["path": .array((first + containers).map { ["id": .string($0), "urn": .string($0)] })]
    }

    // MARK: Tables and views

    func urn(_ relation: PostgresDatabase.Relation, in database: String) -> String {
        EntityNames.dataset(
            platform: PostgresMapping.platform, name: "\(database).\(relation.schema).\(relation.name)",
            instance: instance, env: env)
    }

    func dataset(
        _ relation: PostgresDatabase.Relation, in database: PostgresDatabase,
        relations: [Int64: PostgresDatabase.Relation]
    ) -> [IngestProposal] {
        let urn = urn(relation, in: database.name)
        func aspect(_ name: String, _ value: JSON) -> IngestProposal {
            IngestProposal(urn: urn, entityType: "dataset", aspectName: name, value: value)
        }
        let schema = containerURN(database.name, relation.schema)
        // Aspects with a text that was not told are left as they are in the catalog.
        let isWhole = !database.lockedTexts.contains(relation.id)
        var aspects = [aspect("container", ["container": .string(schema)]), aspect("status", ["removed": false])]
        if isWhole { aspects.append(aspect("datasetProperties", properties(relation, relations))) }
        if !database.lockedDefaults.contains(relation.id) {
            let schema = schemaMetadata(relation, urn: urn, database: database.name, relations)
            aspects.append(aspect("schemaMetadata", schema))
        }
        if instance != nil { aspects.append(aspect("dataPlatformInstance", platformInstance)) }
        aspects.append(aspect("subTypes", ["typeNames": [.string(subType(relation.kind))]]))
        if relation.isView, isWhole {
            aspects.append(
                aspect(
                    "viewProperties",
                    [
                        "materialized": .bool(relation.kind == .materializedView),
                        "viewLogic": .string(relation.definition ?? ""), "viewLanguage": "SQL",
                    ]))
        }
        aspects.append(aspect("browsePathsV2", browsePath([containerURN(database.name, nil), schema])))
        if let lineage = lineage(relation, urn: urn, in: database, relations) {
            aspects.append(aspect("upstreamLineage", lineage))
        }
        return aspects
    }

    private func subType(_ kind: PostgresDatabase.Relation.Kind) -> String {
        switch kind {
        case .table, .partitioned: "Table"
        case .view: "View"
        case .materializedView: "Materialized View"
        case .foreign: "Foreign Table"
        }
    }

    private func properties(
        _ relation: PostgresDatabase.Relation, _ relations: [Int64: PostgresDatabase.Relation]
    ) -> JSON {
        var custom = JSONObject()
        if relation.isView {
            custom.members.append(.init("is_view", "True"))
            custom.members.append(.init("view_definition", .string(relation.definition ?? "")))
        }
        if let key = relation.partitionKey { custom.members.append(.init("partition_key", .string(key))) }
        let parents = relation.parents.compactMap { relations[$0] }.map { "\($0.schema).\($0.name)" }
        if !parents.isEmpty {
            let name = relation.partitionBound == nil ? "inherits" : "partition_of"
            custom.members.append(.init(name, .string(parents.joined(separator: ", "))))
        }
        if let bound = relation.partitionBound { custom.members.append(.init("partition_bound", .string(bound))) }
        if let server = relation.foreignServer { custom.members.append(.init("foreign_server", .string(server))) }
        for column in relation.columns where column.identity == "a" || column.identity == "d" {
            custom.members.append(
                .init("identity_column", .string("\(column.name) \(column.identity == "a" ? "always" : "by default")")))
        }
        var object = JSONObject([.init("customProperties", .object(custom)), .init("name", .string(relation.name))])
        if let comment = relation.comment, !comment.isEmpty {
            object.members.append(.init("description", .string(comment)))
        }
        object.members.append(.init("tags", []))
        return .object(object)
    }

    private func schemaMetadata(
        _ relation: PostgresDatabase.Relation, urn: String, database: String,
        _ relations: [Int64: PostgresDatabase.Relation]
    ) -> JSON {
        let unknown: JSON = ["time": 0, "actor": "urn:li:corpuser:unknown"]
        let fields = relation.columns.map { column in
            field(column, isKey: relation.primaryKey.contains(column.number), isView: relation.isView)
        }
        var object = JSONObject([
            .init("schemaName", .string("\(database).\(relation.schema).\(relation.name)")),
            .init("platform", .string(PostgresMapping.platformURN)), .init("version", 0),
            .init("created", unknown), .init("lastModified", unknown), .init("hash", ""),
            .init("platformSchema", ["com.linkedin.schema.MySqlDDL": ["tableSchema": ""]]),
            .init("fields", .array(fields)),
        ])
        let keys = relation.foreignKeys.compactMap { key in
            relations[key.target].map { foreignKey(key, relation, urn, $0, self.urn($0, in: database)) }
        }
        if !keys.isEmpty { object.members.append(.init("foreignKeys", .array(keys))) }
        return .object(object)
    }

    private func foreignKey(
        _ key: PostgresDatabase.ForeignKey, _ relation: PostgresDatabase.Relation, _ urn: String,
        _ target: PostgresDatabase.Relation, _ targetURN: String
    ) -> JSON {
        func columns(_ numbers: [Int32], _ relation: PostgresDatabase.Relation, _ urn: String) -> JSON {
            .array(
                numbers.compactMap { number in
                    relation.columns.first { $0.number == number }.map { .string(schemaField(urn, $0.name)) }
                })
        }
        return [
            "name": .string(key.name), "foreignFields": columns(key.targetColumns, target, targetURN),
            "sourceFields": columns(key.columns, relation, urn), "foreignDataset": .string(targetURN),
        ]
    }

    private func schemaField(_ urn: String, _ path: String) -> String {
        "urn:li:schemaField:(\(urn),\(EntityNames.encoded(path)))"
    }

    private func field(_ column: PostgresDatabase.Column, isKey: Bool, isView: Bool) -> JSON {
        var object = JSONObject([
            .init("fieldPath", .string(column.name)), .init("nullable", .bool(isView || column.isNullable)),
        ])
        if let comment = column.comment, !comment.isEmpty {
            object.members.append(.init("description", .string(comment)))
        }
        object.members.append(.init("type", ["type": PostgresTypeNames.kind(column)]))
        object.members.append(.init("nativeDataType", .string(PostgresTypeNames.native(column.type))))
        object.members.append(.init("recursive", false))
        object.members.append(.init("isPartOfKey", .bool(isKey)))
        var properties = JSONObject()
        if let text = column.defaultText {
            properties.members.append(.init(column.isGenerated ? "generated" : "default", .string(text)))
        }
        if column.identity == "a" || column.identity == "d" {
            properties.members.append(.init("identity", .string(column.identity == "a" ? "always" : "by default")))
        }
        if !properties.isEmpty { object.members.append(.init("jsonProps", .string(JSON.object(properties).text))) }
        return .object(object)
    }

    // MARK: Lineage

    /// What a view reads, as PostgreSQL's own catalog has it; `nil` where there is nothing to say.
    private func lineage(
        _ relation: PostgresDatabase.Relation, urn: String, in database: PostgresDatabase,
        _ relations: [Int64: PostgresDatabase.Relation]
    ) -> JSON? {
        let sources = (database.sources[relation.id] ?? []).compactMap { relations[$0] }
            .sorted { ($0.schema, $0.name) < ($1.schema, $1.name) }
        guard relation.isView, !sources.isEmpty else { return nil }
        let stamp: JSON = ["time": 0, "actor": "urn:li:corpuser:_ingestion"]
        let upstreams = sources.map { source -> JSON in
            [
                "auditStamp": stamp, "created": stamp, "dataset": .string(self.urn(source, in: database.name)),
                "type": "VIEW",
            ]
        }
        var object = JSONObject([.init("upstreams", .array(upstreams))])
        var fine: [JSON] = []
        for column in relation.columns {
            guard let origin = database.columnSources[relation.id]?[column.number] else { continue }
            let fields = origin.sources.sorted().compactMap { source -> String? in
                guard let relation = relations[source.relation],
                    let name = relation.columns.first(where: { $0.number == source.column })?.name
                else { return nil }
                return schemaField(self.urn(relation, in: database.name), name)
            }
            guard !fields.isEmpty else { continue }
            fine.append([
                "upstreamType": "FIELD_SET", "upstreams": .array(fields.sorted().map { .string($0) }),
                "downstreamType": "FIELD", "downstreams": [.string(schemaField(urn, column.name))],
                "transformOperation": .string(origin.isCopy ? "COPY" : "TRANSFORM"), "confidenceScore": .number("1.0"),
            ])
        }
        if !fine.isEmpty { object.members.append(.init("fineGrainedLineages", .array(fine))) }
        return .object(object)
    }

    // MARK: Procedures and statistics

    func procedures(_ database: PostgresDatabase) -> [IngestProposal] {
        var aspects: [IngestProposal] = []
        var last: String?
        let databaseURN = containerURN(database.name, nil)
        for procedure in database.procedures {
            let name = "\(database.name).\(procedure.schema).stored_procedures"
            let full = instance.map { "\($0).\(name)" } ?? name
            let flow = "urn:li:dataFlow:(\(PostgresMapping.platform),\(EntityNames.encoded(full)),\(env))"
            let schema = containerURN(database.name, procedure.schema)
            func aspect(_ urn: String, _ type: String, _ name: String, _ value: JSON) -> IngestProposal {
                IngestProposal(urn: urn, entityType: type, aspectName: name, value: value)
            }
            if last != flow {
                last = flow
                aspects += [
                    aspect(flow, "dataFlow", "dataFlowInfo", ["customProperties": [:], "name": .string(name)]),
                    aspect(flow, "dataFlow", "subTypes", ["typeNames": ["Procedures Container"]]),
                    aspect(flow, "dataFlow", "container", ["container": .string(databaseURN)]),
                    aspect(flow, "dataFlow", "browsePathsV2", browsePath([databaseURN])),
                    aspect(flow, "dataFlow", "status", ["removed": false]),
                ]
            }
            let identifier =
                procedure.arguments.isEmpty
                ? procedure.name
                : "\(procedure.name)_\(EntityNames.guid([("argument_signature", procedure.arguments)]))"
            let job = "urn:li:dataJob:(\(flow),\(EntityNames.encoded(identifier)))"
            var info = JSONObject([
                .init("customProperties", [:]), .init("name", .string(procedure.name)),
            ])
            if let comment = procedure.comment, !comment.isEmpty {
                info.members.append(.init("description", .string(comment)))
            }
            info.members.append(.init("type", ["string": "Stored Procedure"]))
            let statement: JSON = ["value": .string(procedure.body), "language": "SQL"]
            aspects += [
                aspect(job, "dataJob", "dataJobInfo", .object(info)),
                aspect(job, "dataJob", "subTypes", ["typeNames": ["Stored Procedure"]]),
                aspect(job, "dataJob", "container", ["container": .string(schema)]),
                aspect(job, "dataJob", "dataTransformLogic", ["transforms": [["queryStatement": statement]]]),
                aspect(job, "dataJob", "browsePathsV2", browsePath([databaseURN, schema])),
                aspect(job, "dataJob", "status", ["removed": false]),
            ]
        }
        return aspects
    }

    /// Rows and size, which change without anybody changing the table: points in time, which make no version.
    func profile(
        _ relation: PostgresDatabase.Relation, in database: String, at time: Milliseconds
    ) -> IngestProposal? {
        guard !relation.isView || relation.kind == .materializedView, relation.rows != nil || relation.bytes != nil
        else {
            return nil
        }
        var object = JSONObject([
            .init("timestampMillis", .int(time)),
            .init("partitionSpec", ["partition": "FULL_TABLE_SNAPSHOT", "type": "FULL_TABLE"]),
        ])
        if let rows = relation.rows { object.members.append(.init("rowCount", .int(rows))) }
        object.members.append(.init("columnCount", .int(Int64(relation.columns.count))))
        if let bytes = relation.bytes { object.members.append(.init("sizeInBytes", .int(bytes))) }
        return IngestProposal(
            urn: urn(relation, in: database), entityType: "dataset", aspectName: "datasetProfile",
            value: .object(object))
    }
}
