import Basics
import Kafka

/// Who reads which topics, and how much they hold.
struct KafkaActivity: Sendable {
    /// Messages a topic holds; for a compacted one, the most it may hold.
    var messages: [String: Int64] = [:]
    var lags: [String: [KafkaMapping.Lag]] = [:]
    /// When the newest message of a topic that a group reads was written.
    var written: [String: Milliseconds] = [:]
    /// Topics of each group.
    var readers: [String: Set<String>] = [:]
    /// Whether every group told what it reads.
    var isComplete = false
}

extension KafkaConnector {
    /// - Parameter facts: Topics whose points in time are wanted.
    func readActivity(_ topics: [KafkaTopicLayout], facts: Set<String>, _ run: Run) async -> KafkaActivity {
        var activity = KafkaActivity()
        let partitions = topics.flatMap(\.partitions)
        var begins: [KafkaPartition: Int64] = [:]
        var ends: [KafkaPartition: Int64] = [:]
        do {
            begins = try await cluster.offsets(.beginning, of: partitions, timeout: settings.timeout)
            ends = try await cluster.offsets(.end, of: partitions, timeout: settings.timeout)
            for topic in topics {
                let counts = topic.partitions.compactMap { partition in
                    ends[partition].flatMap { end in begins[partition].map { max(0, end &- $0) } }
                }
                guard counts.count == topic.replicas.count else { continue }
                activity.messages[topic.name] = counts.reduce(0, &+)
            }
        } catch {
            await run.add(Problem(.failed, object: "the offsets of \(topics.count) topics", reason: "\(error)"))
        }
        do {
            let pattern = settings.groupPattern.compiled()
            let all = try await cluster.groups(timeout: settings.timeout)
            let groups = all.filter { pattern.allows($0.name) }
            await run.leaveOut(all.count - groups.count, "consumer groups")
            let states = Dictionary(groups.map { ($0.name, $0.state) }, uniquingKeysWith: { $1 })
            let committed = try await cluster.committedOffsets(
                ofGroups: groups.map(\.name).sorted(), timeout: settings.timeout)
            let known = Set(topics.map(\.name))
            activity.isComplete = committed.allSatisfy { $0.error == nil }
            for group in committed { await count(group, states[group.group] ?? "Unknown", known, ends, &activity, run) }
        } catch {
            await run.add(
                Problem(
                    error.isAuthorization ? .skipped : .failed, object: "consumer groups",
                    reason: "\(error)" + (error.isAuthorization ? "; grant DESCRIBE on the cluster" : "")))
        }
        let read = Set(activity.lags.keys).intersection(facts)
        let filled = partitions.filter { read.contains($0.topic) && ends[$0, default: 0] > begins[$0, default: 0] }
        do {
            activity.written = try await KafkaLatestTimes(cluster: cluster, timeout: settings.timeout)
                .read(filled, now: run.identity.started)
        } catch {
            await run.note("how far consumers are behind is not told, since the age of topics was not: \(error)")
        }
        return activity
    }

    private func count(
        _ group: KafkaGroupOffsets, _ state: String, _ known: Set<String>, _ ends: [KafkaPartition: Int64],
        _ activity: inout KafkaActivity, _ run: Run
    ) async {
        if let error = group.error {
            await run.add(
                Problem(
                    error.isAuthorization ? .skipped : .failed, object: "consumer group \(group.group)",
                    reason: "\(error)"))
            return
        }
        var behind: [String: Int64] = [:]
        for (partition, offset) in group.offsets where known.contains(partition.topic) {
            activity.readers[group.group, default: []].insert(partition.topic)
            if let end = ends[partition] { behind[partition.topic, default: 0] &+= max(0, end &- offset) }
        }
        for (topic, messages) in behind {
            activity.lags[topic, default: []].append(
                KafkaMapping.Lag(group: group.group, state: state, messages: messages))
        }
    }
}
