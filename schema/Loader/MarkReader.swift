import Basics

extension RelationshipMark {
    /// A mark as an aspect file states it.
    convenience init(_ reader: SchemaReader) throws(SchemaFileError) {
        try reader.only([
            "path", "name", "to", "lineage", "createdOn", "createdActor", "updatedOn", "updatedActor", "properties",
            "via",
        ])
        guard let destination = try reader.path("path") else { throw reader.failure("path", "is missing") }
        var paths: [String: MarkPath] = [:]
        for name in ["createdOn", "createdActor", "updatedOn", "updatedActor", "properties", "via"] {
            paths[name] = try reader.path(name)
        }
        // What is told beside a urn belongs to the innermost list element that holds both.
        let shared = paths.values.map { $0.steps.lastIndex(of: .each).map { $0 + 1 } ?? 0 }.max() ?? 0
        for (name, path) in paths where path.steps.prefix(shared) != destination.steps.prefix(shared) {
            throw reader.failure(name, "'\(path.text)' does not lie beside '\(destination.text)'")
        }
        func companion(_ name: String) -> ArraySlice<MarkPath.Step>? { paths[name]?.steps.dropFirst(shared) }
        self.init(
            name: try reader.string("name"), destinationTypes: try reader.strings("to"),
            lineage: try reader.word("lineage", Lineage.self), destination: destination, shared: shared,
            companions: Companions(
                createdOn: companion("createdOn"), createdActor: companion("createdActor"),
                updatedOn: companion("updatedOn"), updatedActor: companion("updatedActor"),
                properties: companion("properties"), via: companion("via")))
    }
}

extension SearchMark {
    /// A mark as an aspect file states it.
    convenience init(_ reader: SchemaReader) throws(SchemaFileError) {
        try reader.only([
            "path", "field", "type", "queryByDefault", "boost", "weights", "autocomplete", "filter", "filterName",
            "hasValues", "hasValuesFilter", "numValues", "modifiedAt", "aliases", "richText",
        ])
        guard let location = try reader.path("path") else { throw reader.failure("path", "is missing") }
        guard let type = try reader.word("type", FieldKind.self) else { throw reader.failure("type", "is missing") }
        var weights: [String: Double] = [:]
        for member in try reader.reader("weights").object.members { weights[member.name] = member.value.doubleValue }
        self.init(
            field: try reader.string("field"), type: type,
            isQueriedByDefault: try reader.flag("queryByDefault") ?? type.isQueriedByDefault,
            boost: reader.object["boost"]?.doubleValue ?? 1, weights: weights,
            isAutocompleted: try reader.flag("autocomplete") ?? false, isFilter: try reader.flag("filter") ?? false,
            filterName: try reader.optionalString("filterName"),
            hasValuesField: try reader.optionalString("hasValues"),
            isHasValuesFilter: try reader.flag("hasValuesFilter") ?? false,
            numValuesField: try reader.optionalString("numValues"),
            modifiedAtField: try reader.optionalString("modifiedAt"), aliases: try reader.strings("aliases"),
            isRichText: try reader.flag("richText") ?? false, location: location)
    }
}
