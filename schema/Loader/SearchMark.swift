import Basics

/// Says that what lies at a path of an aspect is found by search, and how.
public final class SearchMark: Sendable {
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

    init(
        field: String, type: FieldKind, isQueriedByDefault: Bool, boost: Double, weights: [String: Double],
        isAutocompleted: Bool, isFilter: Bool, filterName: String?, hasValuesField: String?, isHasValuesFilter: Bool,
        numValuesField: String?, modifiedAtField: String?, aliases: [String], isRichText: Bool, location: MarkPath
    ) {
        self.field = field
        self.type = type
        self.isQueriedByDefault = isQueriedByDefault
        self.boost = boost
        self.weights = weights
        self.isAutocompleted = isAutocompleted
        self.isFilter = isFilter
        self.filterName = filterName
        self.hasValuesField = hasValuesField
        self.isHasValuesFilter = isHasValuesFilter
        self.numValuesField = numValuesField
        self.modifiedAtField = modifiedAtField
        self.aliases = aliases
        self.isRichText = isRichText
        self.location = location
    }
}
