import Basics
import CatalogModel
import CatalogSchema

/// The aspects that DataHub's server gives an entity with its first write: its key, `browsePathsV2`, `dataPlatformInstance`.
public struct StandardDefaults: DefaultAspects {
    /// Platforms whose dataset names are paths.
    private static let slashPlatforms: Set<String> = [
        "s3", "gcs", "abs", "adlsGen1", "adlsGen2", "hdfs", "file", "kafka-connect",
    ]

    private let model: MetadataModel
    private let projector: AspectProjector

    public init(model: MetadataModel, projector: AspectProjector) {
        self.model = model
        self.projector = projector
    }

    public func references(of urn: Urn) -> [Urn] {
        guard let entity = model.entity(named: urn.entityType), let aspect = model.aspect(named: entity.keyAspect),
            !aspect.relationships.isEmpty, let key = try? entity.keyValue(of: urn),
            let projection = try? projector.projection(of: key, aspect: aspect, urn: urn)
        else { return [] }
        return projection.edges.map(\.destination)
    }

    public func defaults(for urn: Urn, writes: [AspectWrite]) -> [AspectWrite] {
        guard let entity = model.entity(named: urn.entityType), let first = writes.first else { return [] }
        var defaults: [AspectWrite] = []
        func add(_ name: String, _ value: JSON) {
            guard !writes.contains(where: { $0.aspect == name }), let aspect = model.aspect(named: name),
                let projection = try? projector.projection(of: value, aspect: aspect, urn: urn)
            else { return }
            defaults.append(
                AspectWrite(
                    urn: urn, aspect: name, kind: .versioned, text: value.text, digest: value.contentDigest,
                    systemMetadata: first.systemMetadata, created: first.created, projection: projection))
        }
        if let key = try? entity.keyValue(of: urn) { add(entity.keyAspect, key) }
        if entity.allows(aspect: "dataPlatformInstance"), let platform = urn.platform {
            add("dataPlatformInstance", ["platform": .string(platform)])
        }
        if entity.allows(aspect: "browsePathsV2") { add("browsePathsV2", browsePath(urn, writes)) }
        return defaults
    }

    private func browsePath(_ urn: Urn, _ writes: [AspectWrite]) -> JSON {
        func entry(_ id: String) -> JSON {
            id.hasPrefix("urn:li:") ? ["id": .string(id), "urn": .string(id)] : ["id": .string(id)]
        }
        var path: [JSON] = []
        if let instance = instance(writes) { path.append(entry(instance)) }
        switch urn.entityType {
        case "dataset":
            let parts = urn.keyParts
            let platform = parts.first.map { String($0.dropFirst("urn:li:dataPlatform:".count)) } ?? ""
            let separator: Character = Self.slashPlatforms.contains(platform) ? "/" : "."
            let steps = (parts.count > 1 ? parts[1] : "").split(separator: separator).map(String.init).dropLast()
            path += steps.map(entry)
        case "dataJob":
            if let flow = urn.keyParts.first { path.append(entry(flow)) }
        default:
            if let text = writes.first(where: { $0.aspect == "container" })?.text,
                let container = (try? JSON.parse(text))?["container"]?.stringValue
            {
                path.append(entry(container))
            }
        }
        if path.isEmpty { path.append(entry("Default")) }
        return ["path": .array(path)]
    }

    private func instance(_ writes: [AspectWrite]) -> String? {
        guard let text = writes.first(where: { $0.aspect == "dataPlatformInstance" })?.text else { return nil }
        return (try? JSON.parse(text))?["instance"]?.stringValue
    }
}
