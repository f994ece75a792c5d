import Basics
import Kafka

/// Turns what a cluster tells into aspects with DataHub's urns.
struct KafkaMapping: Sendable {
    static let platform = "kafka"
    private static let platformURN = EntityNames.platform(platform)
    /// The settings that DataHub's source shows of every topic, in its order.
    private static let shownSettings = [
        "min.insync.replicas", "retention.bytes", "retention.ms", "cleanup.policy", "max.message.bytes",
        "unclean.leader.election.enable",
    ]

    let env: String
    let instance: String?

    func urn(ofTopic name: String) -> String {
        EntityNames.dataset(platform: KafkaMapping.platform, name: name, instance: instance, env: env)
    }

    /// The aspects of one topic.
    ///
    /// - Parameters:
    ///   - settings: `nil` where they were not told; the properties are then left as they are in the catalog.
    ///   - schema: `nil` where there is none.
    func topic(
        _ layout: KafkaTopicLayout, settings: [KafkaSetting]?, schema: KafkaTopicSchema?
    ) -> [IngestProposal] {
        let urn = urn(ofTopic: layout.name)
        func aspect(_ name: String, _ value: JSON) -> IngestProposal {
            IngestProposal(urn: urn, entityType: "dataset", aspectName: name, value: value)
        }
        var aspects = [aspect("status", ["removed": false])]
        if let schema { aspects.append(aspect("schemaMetadata", schemaMetadata(layout.name, schema))) }
        aspects.append(aspect("dataPlatformInstance", platformInstance))
        if let settings {
            aspects.append(aspect("datasetProperties", properties(layout, settings: settings, schema: schema)))
        }
        aspects.append(aspect("subTypes", ["typeNames": ["Topic"]]))
        if let tags = schema?.value?.tags, !tags.isEmpty {
            let associations = tags.map { JSON.object(JSONObject([.init("tag", .string("urn:li:tag:\($0)"))])) }
            aspects.append(aspect("globalTags", ["tags": .array(associations)]))
        }
        var path: [JSON] = [["id": .string(env.lowercased())], ["id": .string(KafkaMapping.platform)]]
        if let instance {
            let instanceURN = JSON.string(EntityNames.platformInstance(KafkaMapping.platform, instance))
            path.insert(["id": instanceURN, "urn": instanceURN], at: 0)
        }
        aspects.append(aspect("browsePathsV2", ["path": .array(path)]))
        return aspects
    }

    private func properties(
        _ layout: KafkaTopicLayout, settings: [KafkaSetting], schema: KafkaTopicSchema?
    ) -> JSON {
        var custom = JSONObject([
            .init("Partitions", .string(String(layout.replicas.count))),
            .init("Replication Factor", .string(String(layout.replicationFactor))),
        ])
        for name in KafkaMapping.shownSettings {
            guard let value = settings.first(where: { $0.name == name })?.value else { continue }
            custom.members.append(.init(name, .string(value)))
        }
        let own = settings.filter { $0.isOwn && !KafkaMapping.shownSettings.contains($0.name) }
        for setting in own.sorted(by: { $0.name < $1.name }) {
            guard let value = setting.value, !KafkaConfiguration.isSecret(setting.name) else { continue }
            custom.members.append(.init(setting.name, .string(value)))
        }
        if let subjects = schema?.value?.subjects, !subjects.isEmpty {
            custom.members.append(.init("Schema Name", .string(subjects.joined(separator: ", "))))
        }
        var object = JSONObject([.init("customProperties", .object(custom)), .init("name", .string(layout.name))])
        if let description = schema?.value?.description, !description.isEmpty {
            object.members.append(.init("description", .string(description)))
        }
        object.members.append(.init("tags", []))
        return .object(object)
    }

    private func schemaMetadata(_ name: String, _ schema: KafkaTopicSchema) -> JSON {
        let unknown: JSON = ["time": 0, "actor": "urn:li:corpuser:unknown"]
        var kafka = JSONObject([.init("documentSchema", .string(schema.value?.text ?? ""))])
        if let type = schema.value?.type { kafka.members.append(.init("documentSchemaType", .string(type))) }
        if let key = schema.key {
            kafka.members.append(.init("keySchema", .string(key.text)))
            kafka.members.append(.init("keySchemaType", .string(key.type)))
        }
        return [
            "schemaName": .string(name), "platform": .string(KafkaMapping.platformURN), "version": 0,
            "created": unknown, "lastModified": unknown,
            "hash": .string(md5Hex((schema.value?.text ?? "") + (schema.key?.text ?? ""))),
            "platformSchema": ["com.linkedin.schema.KafkaSchema": .object(kafka)],
            "fields": .array(schema.fields.map(\.json)),
        ]
    }

    private var platformInstance: JSON {
        var object = JSONObject([.init("platform", .string(KafkaMapping.platformURN))])
        if let instance {
            object.members.append(
                .init("instance", .string(EntityNames.platformInstance(KafkaMapping.platform, instance))))
        }
        return .object(object)
    }
}

// MARK: Consumer groups and what changes all the time

extension KafkaMapping {
    private var flow: String {
        let name = instance.map { "\($0).consumer-groups" } ?? "consumer-groups"
        return "urn:li:dataFlow:(\(KafkaMapping.platform),\(EntityNames.encoded(name)),\(env))"
    }

    /// The flow that holds all consumer groups.
    func groupFlow() -> [IngestProposal] {
        func aspect(_ name: String, _ value: JSON) -> IngestProposal {
            IngestProposal(urn: flow, entityType: "dataFlow", aspectName: name, value: value)
        }
        return [
            aspect("dataFlowInfo", ["customProperties": [:], "name": "Consumer groups"]),
            aspect("status", ["removed": false]), aspect("dataPlatformInstance", platformInstance),
            aspect("subTypes", ["typeNames": ["Consumer Groups"]]),
        ]
    }

    /// A consumer group as a job that reads topics.
    func group(_ name: String, reading topics: [String]) -> [IngestProposal] {
        let job = "urn:li:dataJob:(\(flow),\(EntityNames.encoded(name)))"
        let inputs = topics.map { JSON.string(urn(ofTopic: $0)) }
        func aspect(_ name: String, _ value: JSON) -> IngestProposal {
            IngestProposal(urn: job, entityType: "dataJob", aspectName: name, value: value)
        }
        return [
            aspect(
                "dataJobInfo",
                ["customProperties": [:], "name": .string(name), "type": ["string": "Consumer Group"]]),
            aspect(
                "dataJobInputOutput",
                ["inputDatasets": .array(inputs), "outputDatasets": []]),
            aspect("status", ["removed": false]), aspect("dataPlatformInstance", platformInstance),
            aspect("subTypes", ["typeNames": ["Consumer Group"]]),
        ]
    }

    /// How far one group is behind in one topic.
    struct Lag: Sendable, Equatable {
        var group: String
        var state: String
        var messages: Int64
    }

    /// What of a topic changes without anybody changing it: how much it holds, and how far its readers are behind. Points in
    /// time, so they make no version.
    ///
    /// Lag goes with when the topic was last written; where nobody knows that, it is left out, or the topic would seem to
    /// have changed with each run.
    func facts(
        ofTopic name: String, at time: Milliseconds, activity: KafkaActivity, columns: Int
    ) -> [IngestProposal] {
        let partition: JSON = ["partition": "FULL_TABLE_SNAPSHOT", "type": "FULL_TABLE"]
        var aspects: [IngestProposal] = []
        if let messages = activity.messages[name] {
            var profile = JSONObject([
                .init("timestampMillis", .int(time)), .init("partitionSpec", partition),
                .init("rowCount", .int(messages)),
            ])
            if columns > 0 { profile.members.append(.init("columnCount", .int(Int64(columns)))) }
            aspects.append(
                IngestProposal(
                    urn: urn(ofTopic: name), entityType: "dataset", aspectName: "datasetProfile",
                    value: .object(profile)))
        }
        guard let lags = activity.lags[name], let written = activity.written[name] else { return aspects }
        var custom = JSONObject()
        for lag in lags.sorted(by: { $0.group < $1.group }) {
            custom.members.append(.init("lag of \(lag.group)", .string(String(lag.messages))))
            custom.members.append(.init("state of \(lag.group)", .string(lag.state)))
        }
        aspects.append(
            IngestProposal(
                urn: urn(ofTopic: name), entityType: "dataset", aspectName: "operation",
                value: [
                    "timestampMillis": .int(time), "partitionSpec": partition, "operationType": "CUSTOM",
                    "customOperationType": "CONSUMER_LAG", "sourceType": "DATA_PLATFORM",
                    "customProperties": .object(custom), "lastUpdatedTimestamp": .int(written),
                ]))
        return aspects
    }
}
