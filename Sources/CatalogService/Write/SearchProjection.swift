import Basics
import CatalogModel
import CatalogSchema

/// Sorts what the search marks of an aspect find into the weights and facets of a search document.
enum SearchProjection {
    /// Texts longer than this are cut: a word beyond the first pages of a description helps nobody.
    private static let maximumText = 32_768
    /// Values of one field at most, e.g. the columns of a very wide table.
    private static let maximumValues = 20_000

    /// Search fields that hold the name a person gives an entity.
    private static let nameFields: Set<String> = ["name", "title", "displayName", "fullName", "editedName", "id"]
    /// Search fields whose values are columns or their labels.
    private static let columnFields: Set<String> = ["fieldPaths", "fieldLabels"]
    /// Search fields that say where an entity lives.
    private static let pathFields: Set<String> = [
        "qualifiedName", "browsePaths", "browsePathV2", "flowId", "jobId", "orchestrator", "cluster", "project", "tool",
    ]
    /// Search fields that hold the prose shown with an entity.
    private static let descriptionFields: Set<String> = ["description", "editedDescription", "definition"]
    /// Facets by the search fields that feed them.
    private static let facets: [String: String] = [
        "platform": "platform", "origin": "origin", "env": "origin", "owners": "owners", "tags": "tags",
        "fieldTags": "tags", "glossaryTerms": "terms", "fieldGlossaryTerms": "terms", "domains": "domains",
        "typeNames": "subtypes", "container": "container", "platformInstance": "platformInstance",
    ]

    static func contribution(of value: JSON, aspect: AspectDefinition, urn: Urn) -> SearchContribution {
        var part = SearchContribution()
        let marks = Dictionary(aspect.searchFields.map { ($0.field, $0) }, uniquingKeysWith: { first, _ in first })
        for found in aspect.searchValues(from: value) {
            let values = found.values.prefix(maximumValues).map { String($0.prefix(maximumText)) }
            if let facet = facets[found.field] {
                part.facets[facet] = Array(Set((part.facets[facet] ?? []) + values)).sorted()
            }
            if found.field == "removed" || marks[found.field]?.type == .dateTime { continue }
            let mark = marks[found.field]
            if columnFields.contains(found.field) {
                part.columns += values.map(columnName)
            } else if nameFields.contains(found.field) {
                if mark?.aliases.contains("_entityName") == true || part.displayName == nil, !aspect.isKey {
                    part.displayName = values.first
                }
                part.names += values
            } else if pathFields.contains(found.field) {
                part.paths += values
            } else if mark?.isQueriedByDefault == true {
                if descriptionFields.contains(found.field), part.description == nil { part.description = values.first }
                part.texts += found.type == .urn || found.type == .urnPartial ? values.map(urnWords) : values
            }
        }
        if aspect.isKey { addKey(urn, &part) }
        if aspect.name == "browsePathsV2" { addBrowsePath(value, &part) }
        return part
    }

    /// A key names its entity when nothing better does: the last step of a dotted name, the whole key as a path.
    private static func addKey(_ urn: Urn, _ part: inout SearchContribution) {
        let parts = urn.keyParts
        let name: String
        switch urn.entityType {
        case "schemaField", "dataJob", "dataFlow", "chart", "dashboard", "notebook", "mlFeature", "mlPrimaryKey",
            "dataPlatformInstance", "mlFeatureTable":
            name = parts.count > 1 ? parts[1] : parts[0]
        default:
            name = parts.count == 3 ? parts[1] : (parts.last ?? urn.key)
        }
        let short = name.split(whereSeparator: { $0 == "." || $0 == "/" }).last.map(String.init) ?? name
        part.displayName = isDotted(urn.entityType) ? short : name
        part.names = [part.displayName ?? name]
        part.paths.append(name)
        if let first = parts.first, parts.count > 1, urn.entityType != "schemaField" {
            part.paths.append(urnWords(first))
        }
        if part.facets["platform"] == nil, let platform = platform(of: urn) {
            part.facets["platform"] = [platform]
        }
    }

    private static func isDotted(_ type: String) -> Bool {
        type == "dataset" || type == "glossaryTerm" || type == "mlModel" || type == "mlModelGroup"
    }

    /// The urn of the data platform that an entity's key names, if its type has one.
    static func platform(of urn: Urn) -> String? {
        let parts = urn.keyParts
        switch urn.entityType {
        case "dataJob":
            guard let flow = parts.first.flatMap({ try? Urn($0) }) else { return nil }
            return platform(of: flow)
        case "dataFlow", "chart", "dashboard", "notebook":
            guard parts.count > 1, let tool = parts.first else { return nil }
            return "urn:li:dataPlatform:\(tool)"
        default:
            return parts.first { $0.hasPrefix("urn:li:dataPlatform:") }
        }
    }

    private static func addBrowsePath(_ value: JSON, _ part: inout SearchContribution) {
        for entry in value["path"]?.arrayValue ?? [] {
            // Containers are named by guids; their urns help nobody who types words.
            if let id = entry["id"]?.stringValue, !id.hasPrefix("urn:li:") { part.paths.append(id) }
        }
    }

    /// A column as people know it: DataHub's field paths carry type steps such as `[type=struct]`.
    private static func columnName(_ path: String) -> String {
        guard path.hasPrefix("[version=") else { return path }
        return path.split(separator: ".").filter { !$0.hasPrefix("[") }.joined(separator: ".")
    }

    /// The words of a urn that a person would type: its last part.
    private static func urnWords(_ text: String) -> String {
        guard let urn = try? Urn(text) else { return text }
        return urn.keyParts.last ?? urn.key
    }
}
