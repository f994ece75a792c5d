import Basics

/// A Trino type as a value: what `data_type`, `SHOW CREATE TABLE` or a result's `typeSignature` says.
indirect enum TrinoType: Sendable, Equatable {
    /// A type without inner types: `decimal(10,2)`, `timestamp(3) with time zone`, `interval day to second`.
    case scalar(name: String, parameters: [Int], withTimeZone: Bool)
    case array(TrinoType)
    case map(key: TrinoType, value: TrinoType)
    case row([Field])
    /// A type that this parser does not know, as Trino wrote it: `qdigest(bigint)`, a plugin's.
    case opaque(String)

    /// One field of a row; anonymous fields are called `field0`, `field1`, … by their place, as Trino does in files.
    struct Field: Sendable, Equatable {
        var name: String
        var type: TrinoType
    }

    /// Types inside one another, at most; deeper ones stay ``opaque(_:)``.
    static let maximumDepth = 64

    /// The types of Trino's core that have no inner types, by the names it prints.
    static let scalarNames: Set<String> = [
        "boolean", "tinyint", "smallint", "integer", "bigint", "real", "double", "decimal", "varchar", "char",
        "varbinary", "json", "date", "time", "timestamp", "interval day to second", "interval year to month", "uuid",
        "ipaddress", "hyperloglog", "p4hyperloglog", "setdigest", "tdigest", "unknown", "geometry",
        "sphericalgeography", "bingtile", "kdbtree", "color", "number", "ipprefix", "objectid", "barcode", "jsonpath",
        "json2016", "regressor",
    ]

    /// The type as Trino 483 prints it: field names always in quotes, so it can be read back without doubt.
    var text: String {
        switch self {
        case .scalar(let name, let parameters, let withTimeZone):
            let list = parameters.isEmpty ? "" : "(" + parameters.map(String.init).joined(separator: ",") + ")"
            return name + list + (withTimeZone ? " with time zone" : "")
        case .array(let element): return "array(\(element.text))"
        case .map(let key, let value): return "map(\(key.text), \(value.text))"
        case .row(let fields):
            return "row(" + fields.map { "\(TrinoClient.quoted($0.name)) \($0.type.text)" }.joined(separator: ", ")
                + ")"
        case .opaque(let text): return text
        }
    }
}

extension TrinoType {
    /// The type in a column's `typeSignature` of a result, where field names are exact.
    ///
    /// - Returns: `nil` when the value has another shape or nests deeper than ``maximumDepth``.
    init?(signature: JSON?, depth: Int = 0) {
        guard depth <= TrinoType.maximumDepth, let raw = signature?["rawType"]?.stringValue else { return nil }
        let arguments = signature?["arguments"]?.arrayValue ?? []
        func inner(_ index: Int) -> TrinoType? {
            guard arguments.indices.contains(index) else { return nil }
            return TrinoType(signature: arguments[index]["value"], depth: depth + 1)
        }
        switch raw {
        case "array":
            guard let element = inner(0) else { return nil }
            self = .array(element)
        case "map":
            guard let key = inner(0), let value = inner(1) else { return nil }
            self = .map(key: key, value: value)
        case "row":
            var fields: [Field] = []
            for (index, argument) in arguments.enumerated() {
                let named = argument["value"]
                guard let type = TrinoType(signature: named?["typeSignature"], depth: depth + 1) else { return nil }
                fields.append(Field(name: named?["fieldName"]?["name"]?.stringValue ?? "field\(index)", type: type))
            }
            self = .row(fields)
        default:
            var parameters = arguments.compactMap { $0["value"]?.intValue }.compactMap { Int(exactly: $0) }
            // An unbounded varchar carries Int32.max here and no length in its text.
            if raw == "varchar", parameters == [Int(Int32.max)] { parameters = [] }
            let zone = " with time zone"
            let zoned = raw.hasSuffix(zone)
            let name = zoned ? String(raw.dropLast(zone.count)) : raw
            if TrinoType.scalarNames.contains(name), parameters.count == arguments.count || name == "varchar" {
                self = .scalar(name: name, parameters: parameters, withTimeZone: zoned)
            } else {
                self = .opaque(raw)
            }
        }
    }
}
