import Basics
import Kafka

/// What `--check` asks.
extension KafkaConnector {
    public func access() async throws(IngestError) -> AccessReport {
        try await check()
        var report = AccessReport()
        if let user = settings.user { report.facts.append("signed in as \(user)") }
        let listing = try await listing()
        report.facts.append(
            "\(listing.names.count) topics, \(listing.topics.count + listing.refused.count) of them wanted by the recipe"
        )
        report.hide(listing.refused)
        let names = listing.topics.map(\.name)
        report.hide(try await topicSettings(names).problems)
        if !settings.metadataOnly { await addGroups(to: &report) }
        if let registry {
            await addSchemas(of: names, listed: listing.names, registry, to: &report)
        } else {
            report.facts.append("no schema registry is named, so topics have no columns")
        }
        report.facts.append(
            "topics and groups that Kafka hides from an account leave no trace but a registered schema: compare the counts "
                + "with another account's")
        return report
    }

    private func addGroups(to report: inout AccessReport) async {
        do {
            let pattern = settings.groupPattern.compiled()
            let groups = try await cluster.groups(timeout: settings.timeout).map(\.name)
            let wanted = groups.filter { pattern.allows($0) }
            report.facts.append("\(groups.count) consumer groups, \(wanted.count) of them wanted")
            for group in try await cluster.committedOffsets(ofGroups: wanted.sorted(), timeout: settings.timeout) {
                guard let error = group.error else { continue }
                report.hidden.append(.init(object: "consumer group \(group.group)", reason: "\(error)"))
            }
        } catch {
            report.hidden.append(
                .init(
                    object: "consumer groups",
                    reason: "\(error)" + (error.isAuthorization ? "; grant DESCRIBE on the cluster" : "")))
        }
    }

    private func addSchemas(
        of names: [String], listed: Set<String>, _ registry: SchemaRegistryClient, to report: inout AccessReport
    ) async {
        do {
            let found = try await KafkaSchemaReader(client: registry, mapped: settings.mappedSubjects)
                .read(names, listed: listed)
            report.facts.append(
                "\(found.subjects) subjects in the registry, \(found.schemas.count) topics with a schema")
            for topic in found.failures.keys.sorted() {
                guard let failure = found.failures[topic] else { continue }
                if failure.isOfSchema {
                    report.facts.append("\(topic) will have no columns: \(failure.reason)")
                } else {
                    report.hidden.append(.init(object: "the schema of \(topic)", reason: failure.reason))
                }
            }
            for topic in found.warnings.keys.sorted() {
                report.facts += (found.warnings[topic] ?? []).map { "\(topic): \($0)" }
            }
            report.hide(await hidden(found.unlisted))
        } catch {
            report.hidden.append(.init(object: "schemas", reason: "\(error)"))
        }
    }
}

extension AccessReport {
    fileprivate mutating func hide(_ problems: [Problem]) {
        hidden += problems.map { Hidden(object: $0.object, reason: $0.reason) }
    }
}
