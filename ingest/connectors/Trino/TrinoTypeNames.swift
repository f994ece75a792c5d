extension TrinoType {
    /// The `nativeDataType` of a column of a plain type: `DECIMAL(12, 2)`, `TIMESTAMP(6) WITH TIME ZONE`.
    var topLevelName: String {
        switch self {
        case .scalar(let name, let parameters, let withTimeZone):
            let list = parameters.isEmpty ? "" : "(" + parameters.map(String.init).joined(separator: ", ") + ")"
            return name.uppercased() + list + (withTimeZone ? " WITH TIME ZONE" : "")
        case .opaque(let text): return text.uppercased()
        case .array, .map, .row: return nestedName
        }
    }

    /// The `nativeDataType` of a field with a v2 path: what Python's SQLAlchemy prints for the type object,
    /// `ROW([('price', DECIMAL(precision=10, scale=4))])`.
    var nestedName: String {
        switch self {
        case .scalar(let name, let parameters, let withTimeZone):
            return name.uppercased() + "("
                + scalarArguments(name, parameters, withTimeZone).joined(separator: ", ") + ")"
        case .opaque(let text): return text.uppercased()
        case .array:
            var dimensions = 0
            var type = self
            while case .array(let element) = type {
                dimensions += 1
                type = element
            }
            return "ARRAY(\(type.nestedName)\(dimensions > 1 ? ", dimensions=\(dimensions)" : ""))"
        case .map(let key, let value): return "MAP(\(key.nestedName), \(value.nestedName))"
        case .row(let fields):
            return "ROW([" + fields.map { "(\(pythonString($0.name)), \($0.type.nestedName))" }.joined(separator: ", ")
                + "])"
        }
    }

    private func scalarArguments(_ name: String, _ parameters: [Int], _ withTimeZone: Bool) -> [String] {
        switch name {
        case "decimal":
            return zip(["precision", "scale"], parameters).map { "\($0)=\($1)" }
        case "varchar", "char":
            return parameters.prefix(1).map { "length=\($0)" }
        case "time", "timestamp":
            return parameters.prefix(1).map { "precision=\($0)" } + (withTimeZone ? ["timezone=True"] : [])
        default:
            return parameters.map(String.init)
        }
    }
}
