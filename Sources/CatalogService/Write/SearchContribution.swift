import Basics

/// What one aspect adds to its entity's search document, by field weight.
public struct SearchContribution: Sendable, Equatable {
    /// The name a person gives the entity; the first wins over those of other aspects by rank.
    public var displayName: String?
    /// The prose that describes the entity, shown with it; it stands among ``texts`` too.
    public var description: String?
    /// Names: the heaviest field.
    public var names: [String]
    /// Where it lives: qualified names, browse paths, urn keys.
    public var paths: [String]
    /// Columns and their labels.
    public var columns: [String]
    /// Prose and everything else.
    public var texts: [String]
    /// Values to filter and count by, e.g. `platform`, `owners`, `tags`.
    public var facets: [String: [String]]

    public init(
        displayName: String? = nil, description: String? = nil, names: [String] = [], paths: [String] = [],
        columns: [String] = [], texts: [String] = [], facets: [String: [String]] = [:]
    ) {
        self.displayName = displayName
        self.description = description
        self.names = names
        self.paths = paths
        self.columns = columns
        self.texts = texts
        self.facets = facets
    }

    public var isEmpty: Bool {
        displayName == nil && description == nil && names.isEmpty && paths.isEmpty && columns.isEmpty && texts.isEmpty
            && facets.isEmpty
    }

    /// A compact JSON form, the same for the same content.
    public var json: JSON {
        var object = JSONObject()
        func put(_ name: String, _ values: [String]) {
            if !values.isEmpty { object.members.append(.init(name, .array(values.map(JSON.string)))) }
        }
        if let displayName { object.members.append(.init("as", .string(displayName))) }
        if let description { object.members.append(.init("d", .string(description))) }
        put("n", names)
        put("p", paths)
        put("c", columns)
        put("t", texts)
        if !facets.isEmpty {
            let members = facets.sorted { $0.key < $1.key }
                .map { JSONObject.Member($0.key, .array($0.value.map(JSON.string))) }
            object.members.append(.init("f", .object(JSONObject(members))))
        }
        return .object(object)
    }

    /// The contribution that ``json`` wrote; members it does not know are ignored.
    public init(json: JSON) {
        func strings(_ value: JSON?) -> [String] { (value?.arrayValue ?? []).compactMap(\.stringValue) }
        self.init(
            displayName: json["as"]?.stringValue, description: json["d"]?.stringValue, names: strings(json["n"]),
            paths: strings(json["p"]),
            columns: strings(json["c"]), texts: strings(json["t"]),
            facets: Dictionary(
                (json["f"]?.objectValue?.members ?? []).map { ($0.name, strings($0.value)) },
                uniquingKeysWith: { first, _ in first }))
    }
}

/// An entity's search document: the contributions of its aspects, merged.
public struct SearchDocument: Sendable, Equatable {
    /// By aspect name.
    public var parts: [String: SearchContribution]

    public init(parts: [String: SearchContribution] = [:]) { self.parts = parts }

    /// The document that ``partsText`` wrote. Text that is not its own form gives an empty document, which `fsck` reports.
    public init(partsText: String) {
        guard let object = (try? JSON.parse(partsText))?.objectValue else {
            self.init()
            return
        }
        self.init(
            parts: Dictionary(
                object.members.map { ($0.name, SearchContribution(json: $0.value)) },
                uniquingKeysWith: { first, _ in first }))
    }

    /// The parts as JSON text, sorted by aspect, so that equal documents have equal text.
    public var partsText: String {
        JSON.object(
            JSONObject(parts.sorted { $0.key < $1.key }.map { JSONObject.Member($0.key, $0.value.json) })
        ).text
    }

    /// Aspects whose display name outranks the others', strongest first: what people edit, then what sources say, then the key.
    private static let nameRank = ["editableDatasetProperties", "corpUserEditableInfo"]

    /// The name to show.
    public var displayName: String {
        for aspect in Self.nameRank {
            if let name = parts[aspect]?.displayName { return name }
        }
        let others = parts.filter { !$0.key.hasSuffix("Key") }.sorted { $0.key < $1.key }
        for (_, part) in others {
            if let name = part.displayName { return name }
        }
        return parts.first { $0.key.hasSuffix("Key") }?.value.displayName ?? ""
    }

    /// The prose to show: what people wrote in the catalog before what a source said.
    public var description: String? {
        let ordered = parts.sorted { $0.key < $1.key }
        return ordered.first { $0.key.hasPrefix("editable") && $0.value.description != nil }?.value.description
            ?? ordered.first { $0.value.description != nil }?.value.description
    }

    /// The values of a facet over all aspects, without repetition, sorted.
    public func facet(_ name: String) -> [String] {
        var values: Set<String> = []
        for part in parts.values { values.formUnion(part.facets[name] ?? []) }
        return values.sorted()
    }

    /// All texts of one weight, in the order of their aspects.
    public func texts(_ weight: KeyPath<SearchContribution, [String]>) -> [String] {
        parts.sorted { $0.key < $1.key }.flatMap { $0.value[keyPath: weight] }
    }
}
