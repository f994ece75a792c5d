import Basics

/// Says that what lies at a path of an aspect is found by search, and how.
public struct SearchMark: Sendable {
    /// How the values of a search field are split into what a query can match.
    public enum FieldKind: String, Sendable, CaseIterable {
        /// Matched as a whole.
        case keyword = "KEYWORD"
        /// Matched by its words.
        case text = "TEXT"
        /// By its words and the beginnings of them.
        case textPartial = "TEXT_PARTIAL"
        /// By its words, their beginnings, and phrases of them; meant for names.
        case wordGram = "WORD_GRAM"
        case urn = "URN"
        case urnPartial = "URN_PARTIAL"
        case browsePath = "BROWSE_PATH"
        case browsePathV2 = "BROWSE_PATH_V2"
        case boolean = "BOOLEAN"
        case count = "COUNT"
        /// Milliseconds since 1970.
        case dateTime = "DATETIME"
        case double = "DOUBLE"
        case object = "OBJECT"
        case mapArray = "MAP_ARRAY"

        /// Whether a query that names no field looks here, when the mark does not say.
        var isQueriedByDefault: Bool {
            switch self {
            case .text, .textPartial, .wordGram, .urn, .urnPartial: true
            default: false
            }
        }
    }

    /// The name of the search field; several aspects may feed one.
    public let field: String
    public let type: FieldKind
    public let isQueriedByDefault: Bool
    /// How much a match here counts; 1 is usual.
    public let boost: Double
    /// How much a match counts by the value of the field, e.g. `true` → 0.5 for deprecated ones.
    public let weights: [String: Double]
    public let isAutocompleted: Bool
    /// Whether the field is offered as a filter, and under which label when not its own.
    public let isFilter: Bool
    public let filterName: String?
    /// The derived boolean field that says whether there is any value, and whether it is offered as a filter.
    public let hasValuesField: String?
    public let isHasValuesFilter: Bool
    /// The derived field that counts the values.
    public let numValuesField: String?
    /// The derived field that holds the time of the last change.
    public let modifiedAtField: String?
    /// Other names under which queries know the field, e.g. `_entityName`.
    public let aliases: [String]
    /// Whether the text carries markup that is no matter of search.
    public let isRichText: Bool
    let location: MarkPath

    /// Where the values are, e.g. `/owners/*/owner`.
    public var path: String { location.text }

    /// The values that are found here, as text in their order: strings, numbers as written, `true` and `false`.
    ///
    /// Values of a map become `name=value`, as DataHub indexes them.
    public func extract(from value: JSON) -> [String] {
        var values: [String] = []
        // The last `*` may stand over a map, whose names are wanted too; so that step is taken by `append`.
        let steps = location.steps.last == .each ? location.steps.dropLast() : location.steps[...]
        MarkPath.visit(value, steps) { append($0, to: &values) }
        return values
    }

    private func append(_ value: JSON, to values: inout [String]) {
        switch value {
        case .array(let elements): values += elements.compactMap(scalarText)
        case .object(let object):
            for member in object.members {
                if let text = scalarText(member.value) { values.append("\(member.name)=\(text)") }
            }
        default:
            if let text = scalarText(value) { values.append(text) }
        }
    }
}

/// What one search field gets from one aspect's value.
public struct SearchFieldValues: Sendable, Equatable {
    public var field: String
    public var type: SearchMark.FieldKind
    public var values: [String]
}

extension AspectDefinition {
    /// What each search mark finds in a value, in the order of the marks; those that find nothing are left out.
    public func searchValues(from value: JSON) -> [SearchFieldValues] {
        searchFields.compactMap { mark in
            let values = mark.extract(from: value)
            return values.isEmpty ? nil : SearchFieldValues(field: mark.field, type: mark.type, values: values)
        }
    }
}

private func scalarText(_ value: JSON) -> String? {
    switch value {
    case .string(let text): text
    case .bool, .int, .number: value.text
    case .null, .array, .object: nil
    }
}
