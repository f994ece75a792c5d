import Basics
import CatalogModel
import CatalogSchema

/// Sorts what the search marks of an aspect find into the weights and facets of a search document.
struct SearchProjection: Sendable {
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

    /// What the values of one search field are to a document.
    private struct Role {
        var facet: String?
        var weight: Weight?
        var isEntityName = false
        var isDescription = false
    }

    private enum Weight { case name, path, column, text, urnText }

    /// By the identity of a mark, which lives as long as the model does.
    private let roles: [ObjectIdentifier: Role]
    private let model: MetadataModel

    /// The projection by the marks of a model's aspects.
    init(model: MetadataModel) {
        self.model = model
        let marks = model.aspects.flatMap(\.searchFields)
        roles = Dictionary(
            marks.map { (ObjectIdentifier($0), Self.role($0)) }, uniquingKeysWith: { first, _ in first })
    }

    private static func role(_ mark: SearchMark) -> Role {
        var role = Role(facet: facets[mark.field])
        if mark.field == "removed" || mark.type == .dateTime { return role }
        if columnFields.contains(mark.field) {
            role.weight = .column
        } else if nameFields.contains(mark.field) {
            role.weight = .name
            role.isEntityName = mark.aliases.contains("_entityName")
        } else if pathFields.contains(mark.field) {
            role.weight = .path
        } else if mark.isQueriedByDefault {
            role.weight = mark.type == .urn || mark.type == .urnPartial ? .urnText : .text
            role.isDescription = descriptionFields.contains(mark.field)
        }
        return role
    }

    /// What a value of an aspect adds to its entity's document.
    func contribution(of value: JSON, aspect: AspectDefinition, urn: Urn) -> SearchContribution {
        var part = SearchContribution()
        for found in aspect.searchValues(from: value) {
            let role = roles[ObjectIdentifier(found.mark)] ?? Role()
            let values =
                found.values.count > Self.maximumValues
                ? Array(found.values.prefix(Self.maximumValues)) : found.values
            if let facet = role.facet {
                part.facets[facet] = Array(Set((part.facets[facet] ?? []) + values)).sorted()
            }
            switch role.weight {
            case .none: break
            case .column: part.columns += values.map(Self.columnName)
            case .name:
                if role.isEntityName || part.displayName == nil, !aspect.isKey { part.displayName = values.first }
                part.names += values
            case .path: part.paths += values
            case .text:
                if role.isDescription, part.description == nil { part.description = values.first.map(Self.cut) }
                part.texts += values.map(Self.cut)
            case .urnText: part.texts += values.map(Self.urnWords)
            }
        }
        if aspect.isKey { Self.addKey(urn, &part) }
        if aspect.name == "browsePathsV2" { Self.addBrowsePath(value, &part) }
        return part
    }

    private static func cut(_ text: String) -> String {
        text.utf8.count > maximumText ? String(text.prefix(maximumText)) : text
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
        if part.facets["platform"] == nil, let platform = urn.platform {
            part.facets["platform"] = [platform]
        }
    }

    private static func isDotted(_ type: String) -> Bool {
        type == "dataset" || type == "glossaryTerm" || type == "mlModel" || type == "mlModelGroup"
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
