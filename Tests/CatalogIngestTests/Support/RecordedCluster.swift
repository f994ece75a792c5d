import Basics
import Kafka

@testable import CatalogIngest

/// What a real cluster told once, told again: a stand-in.
struct RecordedCluster: KafkaCluster {
    var layouts: [KafkaTopicLayout] = []
    var settings: [KafkaTopicSettings] = []
    var listedGroups: [KafkaGroup] = []
    var committed: [KafkaGroupOffsets] = []
    var begins: [KafkaPartition: Int64] = [:]
    var ends: [KafkaPartition: Int64] = [:]
    /// Times of messages, in milliseconds.
    var times: [KafkaPartition: [Int64]] = [:]
    /// Topics that answer by name though they are not listed.
    var hidden: [KafkaTopic] = []
    /// Counts questions about times.
    var questions: Locked<Int>?
    /// What every question ends in.
    var failure: KafkaError?
    /// What one has to know to be let in, where the command line makes the connector.
    var password: String?

    func connect(timeout: Duration) throws(KafkaError) { if let failure { throw failure } }

    func topicLayouts(timeout: Duration) throws(KafkaError) -> [KafkaTopicLayout] {
        if let failure { throw failure }
        return layouts
    }

    func topics(_ names: [String]?, timeout: Duration) -> [KafkaTopic] {
        hidden.filter { names?.contains($0.name) ?? true }
    }

    func topicSettings(_ topics: [String], timeout: Duration) -> [KafkaTopicSettings] {
        settings.filter { topics.contains($0.topic) }
    }

    func groups(timeout: Duration) -> [KafkaGroup] { listedGroups }

    func committedOffsets(ofGroups groups: [String], timeout: Duration) -> [KafkaGroupOffsets] {
        committed.filter { groups.contains($0.group) }
    }

    func offsets(
        _ edge: KafkaOffset, of partitions: [KafkaPartition], timeout: Duration
    ) -> [KafkaPartition: Int64] {
        (edge == .beginning ? begins : ends).filter { partitions.contains($0.key) }
    }

    func offsets(atTimes times: [KafkaPartition: Int64], timeout: Duration) -> [KafkaPartition: KafkaOffset] {
        questions?.update { $0 += 1 }
        return times.reduce(into: [:]) { found, question in
            guard let known = self.times[question.key] else { return }
            found[question.key] = known.firstIndex { $0 >= question.value }.map { .at(Int64($0)) } ?? .end
        }
    }
}

extension RecordedCluster {
    /// Asks a cluster everything that the connector may.
    init(recording cluster: any KafkaCluster, topics pattern: NamePattern) async throws {
        let names = pattern.compiled()
        layouts = try await cluster.topicLayouts(timeout: .seconds(30)).filter { names.allows($0.name) }
        settings = try await cluster.topicSettings(layouts.map(\.name), timeout: .seconds(30))
        listedGroups = try await cluster.groups(timeout: .seconds(30))
        committed = try await cluster.committedOffsets(
            ofGroups: listedGroups.map(\.name), timeout: .seconds(30))
        let partitions = layouts.flatMap(\.partitions)
        begins = try await cluster.offsets(.beginning, of: partitions, timeout: .seconds(30))
        ends = try await cluster.offsets(.end, of: partitions, timeout: .seconds(30))
        // The newest message of a topic stands for all.
        let latest = try await KafkaLatestTimes(cluster: cluster, timeout: .seconds(30)).read(
            partitions, now: 4_102_444_800_000)
        for partition in partitions { times[partition] = latest[partition.topic].map { [$0] } ?? [] }
    }

    init(_ json: JSON) {
        func offsets(_ json: JSON?) -> [KafkaPartition: Int64] {
            var offsets: [KafkaPartition: Int64] = [:]
            for entry in json?.arrayValue ?? [] {
                guard let topic = entry[0]?.stringValue, let number = entry[1]?.intValue,
                    let offset = entry[2]?.intValue
                else { continue }
                offsets[KafkaPartition(topic, Int32(number))] = offset
            }
            return offsets
        }
        for topic in json["topics"]?.arrayValue ?? [] {
            let name = topic["name"]?.stringValue ?? ""
            let replicas = (topic["replicas"]?.arrayValue ?? []).map { partition in
                (partition.arrayValue ?? []).compactMap { $0.intValue.map { Int32($0) } }
            }
            layouts.append(KafkaTopicLayout(name: name, replicas: replicas))
            let entries = (topic["settings"]?.arrayValue ?? []).map { entry in
                KafkaSetting(
                    name: entry["name"]?.stringValue ?? "", value: entry["value"]?.stringValue,
                    isOwn: entry["own"]?.boolValue ?? false)
            }
            settings.append(KafkaTopicSettings(topic: name, settings: entries))
        }
        for group in json["groups"]?.arrayValue ?? [] {
            let name = group["name"]?.stringValue ?? ""
            listedGroups.append(KafkaGroup(name: name, state: group["state"]?.stringValue ?? ""))
            committed.append(KafkaGroupOffsets(group: name, offsets: offsets(group["offsets"])))
        }
        begins = offsets(json["begins"])
        ends = offsets(json["ends"])
        times = offsets(json["times"]).mapValues { [$0] }
    }

    var json: JSON {
        func list(_ offsets: [KafkaPartition: Int64]) -> JSON {
            .array(
                offsets.sorted { $0.key < $1.key }.map {
                    [.string($0.key.topic), .int(Int64($0.key.number)), .int($0.value)]
                })
        }
        let topics = layouts.sorted { $0.name < $1.name }.map { layout -> JSON in
            let entries = settings.first { $0.topic == layout.name }?.settings ?? []
            return [
                "name": .string(layout.name),
                "replicas": .array(layout.replicas.map { .array($0.map { .int(Int64($0)) }) }),
                "settings": .array(
                    entries.map {
                        [
                            "name": .string($0.name), "value": $0.value.map { .string($0) } ?? .null,
                            "own": .bool($0.isOwn),
                        ]
                    }),
            ]
        }
        let groups = listedGroups.sorted { $0.name < $1.name }.map { group -> JSON in
            [
                "name": .string(group.name), "state": .string(group.state),
                "offsets": list(committed.first { $0.group == group.name }?.offsets ?? [:]),
            ]
        }
        return [
            "topics": .array(topics), "groups": .array(groups), "begins": list(begins), "ends": list(ends),
            "times": list(times.compactMapValues(\.first)),
        ]
    }
}
