import Basics

extension SQLScript {
    /// The answer as `POST /v1/sql/lineage` and `catalog sql-lineage --json` give it.
    public var json: JSON {
        [
            "statements": .array(statements.map(\.json)),
            "diagnostics": .array(diagnostics.map(\.json)),
        ]
    }
}

extension SQLStatement {
    /// The statement with its lineage; kinds are OpenLineage's transformations.
    public var json: JSON {
        [
            "kind": .string(kind.rawValue),
            "line": .int(Int64(line)),
            "column": .int(Int64(column)),
            "range": ["start": .int(Int64(range.lowerBound)), "end": .int(Int64(range.upperBound))],
            "confidence": .double(confidence),
            "targets": .array(targets.map { .string($0.description) }),
            "sources": .array(sources.map { .string($0.description) }),
            "columns": .array(columns.map(\.json)),
            "influences": .array(influences.map(\.json)),
            "reasons": .array(reasons.map(\.json)),
        ]
    }
}

extension SQLColumnLineage {
    var json: JSON {
        var object = JSONObject()
        if let table { object["table"] = .string(table.description) }
        object["name"] = .string(name)
        object["sources"] = .array(sources.map(\.json))
        return .object(object)
    }
}

extension SQLColumnSource {
    var json: JSON {
        var object = JSONObject([
            .init("table", .string(table.description)),
            .init("column", .string(column)),
        ])
        if !path.isEmpty { object["path"] = .array(path.map { .string($0) }) }
        object["transformations"] = .array(
            kinds.each.map { kind in
                ["type": kind.isDirect ? "DIRECT" : "INDIRECT", "subtype": .string(kind.names[0])]
            })
        return .object(object)
    }
}

extension SQLDiagnostic {
    var json: JSON {
        [
            "code": .string(code.rawValue), "message": .string(message), "line": .int(Int64(line)),
            "column": .int(Int64(column)),
        ]
    }
}
