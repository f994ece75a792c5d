import Basics
import CatalogSchema

/// A filter in DataHub's form, `{"or": [{"and": [{"field", "values", "condition"}]}]}`, as far as it is understood.
struct TimeseriesFilter {
    let aspect: AspectDefinition

    /// The accepted values of each top-level member that the filter names.
    /// - Throws: ``RestLiProblem`` 400, saying what of the filter is not understood: leaving it out would answer too much.
    func equals(_ filter: JSON?) throws(RestLiProblem) -> [String: [String]] {
        guard let filter, !filter.isNull else { return [:] }
        guard let object = filter.objectValue else { throw unknown("it is \(filter.kindName), not an object") }
        if let criteria = object["criteria"] { return try conjunction(criteria) }
        guard let clauses = object["or"], !clauses.isNull else { return [:] }
        guard let list = clauses.arrayValue else { throw unknown("'or' is \(clauses.kindName), not an array") }
        guard list.count <= 1 else { throw unknown("only one clause of 'or' is understood") }
        guard let clause = list.first else { return [:] }
        return try conjunction(clause["and"] ?? [])
    }

    private func conjunction(_ criteria: JSON) throws(RestLiProblem) -> [String: [String]] {
        guard let list = criteria.arrayValue else { throw unknown("'and' is \(criteria.kindName), not an array") }
        var equals: [String: [String]] = [:]
        for criterion in list {
            let (field, values) = try equality(criterion)
            guard equals.updateValue(values, forKey: field) == nil else {
                throw unknown("'\(field)' is named twice in one clause")
            }
        }
        return equals
    }

    private func equality(_ criterion: JSON) throws(RestLiProblem) -> (field: String, values: [String]) {
        guard let field = criterion["field"]?.stringValue else { throw unknown("a criterion has no 'field'") }
        guard aspect.record.field(field) != nil else {
            throw unknown("'\(field.prefix(100))' is no member of \(aspect.name)")
        }
        let condition = criterion["condition"] ?? "EQUAL"
        guard condition == "EQUAL" || condition == "IN" else {
            throw unknown("condition \(condition.text.prefix(60)) is not understood")
        }
        guard criterion["negated"] ?? false == false else { throw unknown("'negated' is not understood") }
        let given = criterion["values"]?.arrayValue ?? criterion["value"].map { [$0] } ?? []
        var values: [String] = []
        for value in given {
            switch value {
            case .string(let text): values.append(text)
            case .bool, .int, .number: values.append(value.text)
            default: throw unknown("a value of '\(field)' is \(value.kindName)")
            }
        }
        guard !values.isEmpty else { throw unknown("'\(field)' has no 'values'") }
        return (field, values)
    }

    private func unknown(_ what: String) -> RestLiProblem {
        RestLiProblem(400, "filter_unsupported", "The filter cannot be applied: \(what).")
    }
}
