import Basics
import CatalogModel

/// A dataset: what events tell of it, and the aspects made of it.
///
/// All of them yield: what a connector read from the system itself, or a person wrote, is better than what passed by in an event.
enum DatasetSubject {
    static func fold(
        _ event: LineageEvent, _ dataset: DatasetReport, isOutput: Bool, into state: inout MergedState
    ) {
        let stamp = event.stamp
        state.fix("property.namespace", clipped(dataset.namespace))
        if let instance = dataset.instance { state.state("instance", .string(instance), at: stamp) }
        for (name, value) in dataset.facts { state.state(name, value, at: stamp) }
        // Wide schemas are many; the state needs only to know which one counts.
        if let schema = dataset.schema {
            state.state(schema.isTyped ? "schema" : "outline", .string(schema.digest), at: stamp)
        }
        for alias in dataset.aliases { state.insert(alias.text, into: "aliases") }
        if event.run == nil || event.run?.phase == .complete {
            let dropped = isOutput && dataset.statistics["lifecycle"]?.stringValue == "DROP"
            if dropped { state.insert("dropped", into: "marks") }
            state.state("removed", .bool(dropped), at: stamp)
        }
    }

    static func drafts(_ state: MergedState, _ urn: Urn, schemas: [String: SchemaReport]) -> [AspectDraft] {
        var drafts: [AspectDraft] = []
        func add(_ aspect: String, _ value: JSON) {
            drafts.append(AspectDraft(urn: urn, aspect: aspect, value: value, yields: true))
        }
        if state["property.namespace"] != nil {
            var value = JSONObject([
                .init("name", .string(lastPart(of: urn))), .init("customProperties", state.properties()),
            ])
            if let description = state["description"] { value["description"] = description }
            add("datasetProperties", .object(value))
        }
        // Columns without types never replace those with types.
        if let digest = (state["schema"] ?? state["outline"])?.stringValue, let schema = schemas[digest] {
            add("schemaMetadata", schema.metadata)
        }
        if let type = state["type"] { add("subTypes", ["typeNames": .array(type.arrayValue ?? [type])]) }
        if let instance = state["instance"]?.stringValue, let platform = urn.platform {
            let name = "urn:li:dataPlatformInstance:(\(platform),\(Urn.part(instance)))"
            add("dataPlatformInstance", ["platform": .string(platform), "instance": .string(name)])
        }
        let aliases = Set(state.members(of: "aliases"))
        let primaries = Set(state.members(of: "primaries"))
        if !aliases.isEmpty || !primaries.isEmpty {
            let siblings = aliases.union(primaries).sorted().map(JSON.string)
            add("siblings", ["siblings": .array(siblings), "primary": .bool(primaries.isEmpty)])
        }
        if !state.members(of: "marks").isEmpty { add("status", ["removed": state["removed"] ?? false]) }
        return drafts + AspectDraft.common(state, urn)
    }

    private static func lastPart(of urn: Urn) -> String {
        let parts = urn.keyParts
        let name = parts.count > 1 ? parts[1] : urn.key
        let separator: Character = name.contains("/") ? "/" : "."
        return name.split(separator: separator).last.map(String.init) ?? name
    }
}
