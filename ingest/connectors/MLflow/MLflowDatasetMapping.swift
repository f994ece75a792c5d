import Basics

extension MLflowMapping {
    /// The dataset as MLflow knows it, with a COPY edge to the dataset it was read from where that can be told.
    func dataset(_ input: MLflowDatasetInput) -> [IngestProposal] {
        let dataset = input.dataset
        var custom = MLflowMapping.properties(input.tags, leavingOut: [MLflowMapping.sourceTag])
        custom["digest"] = .string(dataset.digest)
        custom["source_type"] = .string(dataset.sourceType)
        if !dataset.source.isEmpty {
            custom["source"] = .string(MLflowMapping.clipped(SourceSecrets.redacted(dataset.source)))
        }
        let profile = (try? JSON.parse(Array(dataset.profile.utf8)))?.objectValue
        for member in profile?.members ?? [] {
            if let count = member.value.intValue { custom[member.name] = .string("\(count)") }
        }
        let fields = MLflowMapping.fields(dataset.schema)
        if fields == nil, !dataset.schema.isEmpty {
            custom["schema"] = .string(MLflowMapping.clipped(dataset.schema))
        }
        var aspects: [(name: String, value: JSON)] = [("dataPlatformInstance", platformInstance)]
        if let fields {
            let unknown: JSON = ["time": 0, "actor": "urn:li:corpuser:unknown"]
            aspects.append(
                (
                    "schemaMetadata",
                    [
                        "schemaName": "", "platform": .string(MLflowMapping.platformURN), "version": 0,
                        "created": unknown, "lastModified": unknown, "hash": "",
                        "platformSchema": ["com.linkedin.schema.Schemaless": [:]], "fields": .array(fields),
                    ]
                ))
        }
        if let upstream = upstream(of: input) {
            aspects.append(
                (
                    "upstreamLineage",
                    [
                        "upstreams": [
                            [
                                "auditStamp": ["time": 0, "actor": "urn:li:corpuser:unknown"],
                                "dataset": .string(upstream), "type": "COPY",
                            ]
                        ]
                    ]
                ))
        }
        aspects += [
            ("datasetProperties", ["customProperties": .object(custom), "name": .string(dataset.name), "tags": []]),
            ("status", MLflowMapping.status(removed: false)),
        ]
        return IngestProposal.aspects(self.dataset(dataset.name), "dataset", aspects)
    }

    // MARK: Schema

    /// The columns of a `mlflow_colspec`; `nil` for a tensor, columns without names, or no schema.
    static func fields(_ schema: String) -> [JSON]? {
        guard let columns = (try? JSON.parse(Array(schema.utf8)))?["mlflow_colspec"]?.arrayValue else { return nil }
        var fields: [JSON] = []
        for column in columns {
            guard let name = column["name"]?.stringValue, let type = column["type"]?.stringValue else { return nil }
            fields.append([
                "fieldPath": .string(name), "nullable": .bool(column["required"]?.boolValue == false),
                "type": ["type": .object(JSONObject([.init("com.linkedin.schema.\(kind(type))", [:])]))],
                "nativeDataType": .string(type), "recursive": false, "isPartOfKey": false,
            ])
        }
        return fields
    }

    private static func kind(_ type: String) -> String {
        switch type {
        case "long", "integer", "double", "float": "NumberType"
        case "string": "StringType"
        case "boolean": "BooleanType"
        case "binary": "BytesType"
        case "datetime": "TimeType"
        case "array": "ArrayType"
        case "map": "MapType"
        case "object": "RecordType"
        default: "NullType"
        }
    }

    // MARK: Source

    /// Platforms whose name MLflow uses as a source type, where the dataset's name is all there is to go by.
    private static let namedPlatforms: Set<String> = [
        "bigquery", "cassandra", "clickhouse", "databricks", "delta-lake", "dbt", "doris", "feast", "file", "gcs",
        "hdfs", "hive", "iceberg", "kafka", "mssql", "mysql", "oracle", "postgres", "redshift", "s3", "sagemaker",
        "snowflake", "streamlit", "trino",
    ]

    /// The tag of a run's dataset by which its user tells where it came from.
    static let sourceTag = "datahub.source"

    /// The dataset that a recorded dataset was read from: what its tag `datahub.source` declares, else what its
    /// recorded source tells; `nil` where it lies on somebody's disk or in code.
    func upstream(of input: MLflowDatasetInput) -> String? {
        let told = input.tags.first { $0.key == MLflowMapping.sourceTag }
        if let told, let urn = declared(told.value).urns.first(where: { $0.hasPrefix("urn:li:dataset:") }) {
            return urn
        }
        return upstream(of: input.dataset)
    }

    func upstream(of dataset: MLflowDataset) -> String? {
        let type = dataset.sourceType.lowercased()
        guard type != "local", type != "code" else { return nil }
        let source = (try? JSON.parse(Array(dataset.source.utf8)))?.objectValue
        func text(_ name: String) -> String? {
            guard let text = source?[name]?.stringValue, !text.isEmpty else { return nil }
            return text
        }
        func urn(_ platform: String, _ name: String) -> String {
            EntityNames.dataset(platform: platform, name: name, instance: sourceInstances[platform], env: env)
        }
        if let table = text("delta_table_name") {
            return urn(source?["is_databricks_uc_table"]?.boolValue == true ? "databricks" : "hive", table)
        }
        if let table = text("table_name") { return urn(type.hasPrefix("databricks") ? "databricks" : "hive", table) }
        let uri = text("uri") ?? text("path") ?? (source == nil ? dataset.source : nil)
        if let uri, let address = DatasetAddress(uri) {
            return urn(type == "delta_table" ? "delta-lake" : address.platform, address.name)
        }
        switch type {
        case "gs": return urn("gcs", dataset.name)
        case "postgresql": return urn("postgres", dataset.name)
        default: return MLflowMapping.namedPlatforms.contains(type) ? urn(type, dataset.name) : nil
        }
    }
}
