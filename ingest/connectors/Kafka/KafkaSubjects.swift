/// Which subjects of a registry describe the messages of a topic.
///
/// `<topic>-value` and `<topic>-key` (TopicNameStrategy) come first. Where a topic has none, `<topic>-<record>` counts
/// (TopicRecordNameStrategy), also with `-value` or `-key` behind it; the longest topic that a subject begins with owns it, and the
/// schema must be of that record. Subjects that are only a record's name (RecordNameStrategy) name no topic: the recipe says
/// whose they are.
struct KafkaSubjects: Sendable {
    /// A subject that names a record besides the topic.
    struct RecordSubject: Sendable, Equatable {
        var subject: String
        var record: String
        var isKey: Bool
    }

    private let all: Set<String>
    private var records: [String: [RecordSubject]] = [:]
    private let mapped: [String: String]

    /// - Parameter mapped: Subjects that the recipe gives, by `<topic>-value` or `<topic>-key`.
    init(_ subjects: [String], topics: Set<String>, mapped: [String: String] = [:]) {
        all = Set(subjects)
        self.mapped = mapped
        for subject in subjects.sorted() {
            if let topic = KafkaSubjects.topic(of: subject), topics.contains(topic) { continue }
            guard let (topic, rest) = KafkaSubjects.owner(of: subject, among: topics) else { continue }
            let isKey = rest.hasSuffix("-key")
            let record = isKey ? rest.dropLast(4) : rest.hasSuffix("-value") ? rest.dropLast(6) : rest
            guard !record.isEmpty else { continue }
            records[topic, default: []].append(
                RecordSubject(subject: subject, record: String(record), isKey: isKey))
        }
    }

    /// The subject that holds a topic's schema by its name or by the recipe.
    func subject(ofTopic topic: String, isKey: Bool) -> String? {
        let name = topic + (isKey ? "-key" : "-value")
        return mapped[name] ?? (all.contains(name) ? name : nil)
    }

    /// Subjects that may describe records of a topic without one of its own, sorted.
    func recordSubjects(ofTopic topic: String, isKey: Bool) -> [RecordSubject] {
        (records[topic] ?? []).filter { $0.isKey == isKey }
    }

    /// The topic that a subject of TopicNameStrategy belongs to.
    static func topic(of subject: String) -> String? {
        if subject.hasSuffix("-value") { return String(subject.dropLast(6)) }
        if subject.hasSuffix("-key") { return String(subject.dropLast(4)) }
        return nil
    }

    private static func owner(of subject: String, among topics: Set<String>) -> (topic: String, rest: Substring)? {
        var end = subject.endIndex
        while let dash = subject[..<end].lastIndex(of: "-") {
            let topic = String(subject[..<dash])
            if topics.contains(topic) { return (topic, subject[subject.index(after: dash)...]) }
            end = dash
        }
        return nil
    }
}
