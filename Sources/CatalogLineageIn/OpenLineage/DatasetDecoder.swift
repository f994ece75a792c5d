import Basics
import CatalogModel

/// Names datasets and reads what their facets say.
struct DatasetDecoder {
    let naming: DatasetNaming

    /// The dataset that an object with namespace, name and facets stands for.
    /// - Parameter facetsOnly: Whether it comes in a dataset event, where nothing read or wrote it.
    func report(_ dataset: EventReader, facetsOnly: Bool = false) throws(EventProblem) -> DatasetReport {
        let namespace = try dataset.text("namespace")
        let name = try dataset.text("name")
        let facets = try dataset.facets()
        try CatalogLineageIn.naming("\(dataset.path)/namespace") { () throws(UrnError) in
            try naming.check(namespace: namespace)
        }
        let identity = try identity(namespace, name, facets, dataset.path)
        var report = DatasetReport(
            urn: identity.name.urn, namespace: namespace, name: name, instance: identity.name.instance,
            aliases: identity.aliases)
        DatasetFacets.state(facets, in: &report.facts)
        let tags = DatasetFacets.columnTags(facets)
        report.schema = facets["schema"].flatMap { SchemaReport($0, of: report.urn, tags: tags) }
        DatasetFacets.statistics(facets, in: &report.statistics)
        if !facetsOnly {
            let statistics = try dataset.facets("outputFacets")["outputStatistics"]
            let read = try dataset.facets("inputFacets")["inputStatistics"]
            for (member, fact) in [("rowCount", "rows"), ("size", "bytes"), ("fileCount", "files")] {
                if let count = (statistics ?? read)?[member]?.intValue, count >= 0 {
                    report.statistics[fact] = .int(count)
                }
            }
        }
        return report
    }

    /// A dataset's one name, and the others it goes by.
    ///
    /// The name of a table in a catalog wins over the place where its files lie, because that is what people and other engines
    /// call it; places become siblings.
    private func identity(
        _ namespace: String, _ name: String, _ facets: FacetSet, _ path: String
    ) throws(EventProblem) -> (name: DatasetNaming.Name, aliases: [Urn]) {
        let physical = try CatalogLineageIn.naming("\(path)/name") { () throws(UrnError) in
            try naming.name(namespace: namespace, name: name)
        }
        guard let symlinks = facets["symlinks"]?["identifiers"]?.arrayValue else { return (physical, []) }
        let framework = facets["catalog"]?["framework"]?.stringValue?.lowercased()
        var chosen = physical
        var names: Set<Urn> = [physical.urn]
        for (index, link) in symlinks.enumerated() {
            guard let namespace = link["namespace"]?.stringValue, let name = link["name"]?.stringValue,
                !namespace.isEmpty, !name.isEmpty
            else { continue }
            let isTable = link["type"]?.stringValue?.uppercased() == "TABLE"
            let other = try CatalogLineageIn.naming("\(path)/facets/symlinks/identifiers/\(index)/name") {
                () throws(UrnError) in
                isTable
                    ? try naming.table(namespace: namespace, name: name, framework: framework)
                    : try naming.name(namespace: namespace, name: name)
            }
            names.insert(other.urn)
            if isTable, chosen == physical { chosen = other }
        }
        names.remove(chosen.urn)
        return (chosen, names.sorted())
    }
}

/// What dataset facets say beside schema and column lineage.
enum DatasetFacets {
    static func state(_ facets: FacetSet, in facts: inout Facts) {
        facets.state("description", of: "documentation", in: &facts) { $0["description"].flatMap(JobFacets.text) }
        facets.state("owners", of: "ownership", in: &facts) { JobFacets.owners($0) }
        facets.state("tags", of: "tags", in: &facts) { JobFacets.tags($0) }
        facets.state("type", of: "datasetType", in: &facts) { facet in
            let names = [facet["datasetType"], facet["subType"]].compactMap { $0.flatMap(JobFacets.text) }
            guard let first = names.first, let last = names.last else { return nil }
            return first == last ? first : .array(names)
        }
        facets.properties("dataSource", [("name", "dataSource"), ("uri", "dataSourceUri")], in: &facts)
        facets.properties("storage", [("storageLayer", "storageLayer"), ("fileFormat", "fileFormat")], in: &facts)
        facets.properties(
            "catalog",
            [
                ("framework", "catalogFramework"), ("type", "catalogType"), ("name", "catalogName"),
                ("warehouseUri", "warehouse"), ("metadataUri", "catalogUri"), ("source", "catalogSource"),
            ], in: &facts)
        facets.state("property.previousName", of: "lifecycleStateChange", in: &facts) { facet in
            facet["previousIdentifier"]?["name"].flatMap(propertyText)
        }
    }

    /// The tags of columns, by their paths.
    static func columnTags(_ facets: FacetSet) -> [String: [JSON]] {
        var columns: [String: [JSON]] = [:]
        for tag in facets["tags"]?["tags"]?.arrayValue ?? [] {
            if let column = tag["field"]?.stringValue { columns[column, default: []].append(tag) }
        }
        return columns
    }

    /// What happened to the data, which belongs to the run and not to the dataset.
    static func statistics(_ facets: FacetSet, in facts: inout Facts) {
        if let change = facets["lifecycleStateChange"]?["lifecycleStateChange"]?.stringValue {
            facts["lifecycle"] = .string(change.uppercased())
        }
        if let version = facets["version"]?["datasetVersion"].flatMap(propertyText) { facts["version"] = version }
    }
}
